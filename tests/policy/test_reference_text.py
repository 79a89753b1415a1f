"""The reference company's policy: what was counted in it by hand."""

import pytest

from auditlib.policy.facts import dates_in, durations_in, emails_in, last_updated_in, urls_in
from auditlib.policy.quotes import QuoteState, placed, uncovered
from auditlib.policy.reading import policy_of_bytes, policy_of_file
from auditlib.policy.structure import ClauseKind
from tests.policy.policies import REFERENCE, above, assert_sound, reference_statements, words_of_kind


@pytest.fixture(scope="module")
def policy():
    return policy_of_file(REFERENCE)


def test_its_text_is_that_of_the_file(policy):
    assert policy.text.encode() == REFERENCE.read_bytes()
    assert policy.sha256 == "d9506ca822e5e36215d16ebc488f339d1730e7ec3636443201ce7b86c188eb5e"
    assert (policy.title, policy.language) == ("Privacy Policy", "en")
    assert_sound(policy)


def test_it_has_a_block_of_the_title_and_fifteen_numbered_sections(policy):
    assert [section.section_id for section in policy.sections] == [f"S{number:02d}" for number in range(16)]
    assert [section.number for section in policy.sections] == ["", *map(str, range(1, 16))]
    assert [section.heading for section in policy.sections][4:7] == [
        "Project and dataset data",
        "How we use personal information",
        "Legal bases (where required)",
    ]


def test_its_clauses_are_those_counted_by_hand(policy):
    counts = {kind: len(words_of_kind(policy, kind)) for kind in ClauseKind}
    assert counts == {
        ClauseKind.HEADING: 3 + 14 + 2,
        ClauseKind.LEAD_IN: 6,
        ClauseKind.BULLET: 23,
        ClauseKind.SENTENCE: 24,
        ClauseKind.ROW: 0,
    }
    assert [heading for section in policy.sections for heading in section.sub_headings] == [
        "Information you provide",
        "Information from using our site",
    ]


def test_five_lead_ins_govern_and_the_last_leads_to_nothing(policy):
    lead_ins = [clause for clause in policy.clauses if clause.kind is ClauseKind.LEAD_IN]
    assert [len(policy.governed(one)) for one in lead_ins] == [3, 2, 5, 3, 4, 0]
    assert [one.words for one in policy.dangling_lead_ins] == [
        "If you have questions about this policy, contact us at:"
    ]


def test_a_bullet_carries_its_heading_and_lead_in(policy):
    section = "4. Project and dataset data"
    for item in ("Provide the annotation services", "Run internal quality checks"):
        assert above(policy, item) == [section, "We use them only to:"]
    assert above(policy, "Billing information") == ["3. Information we collect", "Information you provide"]
    assert above(policy, "We do not sell") == [section]


def test_it_states_one_address_and_no_day_length_of_time_or_web_address(policy):
    assert [fact.text for fact in emails_in(policy.text)] == ["privacy@auxerta.com"]
    for found in (dates_in, durations_in, urls_in, last_updated_in):
        assert found(policy.text) == ()


def test_the_quotes_of_its_92_statements_stand_where_the_sheet_says(policy):
    statements = reference_statements()
    assert len(statements) == 92
    assert {one.state for one in placed(policy, statements)} == {QuoteState.VERBATIM}
    assert all(
        {clause.section_id for clause in policy.overlapping(one.quote_start, one.quote_end)} == {one.section}
        for one in statements
    )


def test_its_statements_leave_no_sentence_uncovered(policy):
    statements = reference_statements()
    assert uncovered(policy, statements) == ()
    without = [one for one in statements if one.section != "S13"]
    assert [clause.section_id for clause in uncovered(policy, without)] == ["S13"] * 3


def test_as_a_page_it_has_the_same_text_and_clauses(policy):
    page = policy_of_bytes("policy.html", _as_page(policy).encode())
    assert page.text == policy.text
    assert page.clauses == policy.clauses


def _as_page(policy) -> str:
    """The text marked up as a page would be."""
    lines = []
    for block in policy.text.split("\n\n"):
        items = block.strip().split("\n")
        if items[0].lstrip().startswith("•"):
            lines.append("<ul>" + "".join(f"<li>{item.strip(' •')}</li>" for item in items) + "</ul>")
        elif block[0].isdigit() or block in ("Legal", "Privacy Policy"):
            lines.append(f"<h2>{block}</h2>" if block[0].isdigit() else f"<h1>{block}</h1>")
        else:
            lines.append(f"<h3>{block}</h3>" if block.startswith("Information ") else f"<p>{block}</p>")
    return "<html><body><!-- draft -->\n" + "\n".join(lines) + "</body></html>"
