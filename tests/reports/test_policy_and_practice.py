"""The page on policy and practice: the policy word for word, every statement marked where it stands, one fact once."""

from copy import deepcopy
from itertools import pairwise

import lxml.html
import pytest

from auditlib.practice.verdicts import Verdict
from auditlib.render.fragments import table_html
from auditlib.render.marked_text import marked_text_html
from auditlib.render.sanitise import clean
from auditlib.reports import policy_and_practice as practice
from auditlib.reports.policy_and_practice.wording import VERDICTS
from auditlib.tables import MarkedText, Table
from tests.reading_reports import entry, everything, text
from tests.reports.reviewing import a_review, statement, the_reference_review

SHOWN = (
    practice.by_section,
    practice.first_to_look_at,
    practice.policy_text,
    practice.not_kept,
    practice.without_evidence,
    practice.less_told,
    practice.asked_by_law,
    practice.contradictions,
    practice.not_looked_for,
    practice.changed_statements,
    practice.changed_clauses,
    practice.findings,
)
GERMAN = """Datenschutzerklärung

1. Welche Daten wir erheben

Wir erheben Ihre E-Mail-Adresse und Ihren Namen, wenn Sie uns schreiben, und wir speichern sie für zwei Jahre.

2. Ihre Rechte

Sie haben das Recht auf Auskunft über die Daten, die wir über Sie gespeichert haben, und auf deren Löschung.
"""
SHORT = """Privacy Policy

1. What we do

We collect your name and your address. We do not sell data to anybody.

2. Contact

Write to us at any time.
"""


@pytest.fixture(scope="module")
def marked() -> MarkedText:
    return practice.policy_text(the_reference_review())


@pytest.fixture(scope="module")
def page(marked: MarkedText) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(clean(marked_text_html(marked)), create_parent="main")


def rendered(item: Table | MarkedText) -> str:
    return table_html(item) if isinstance(item, Table) else marked_text_html(item)


def words_of(page: lxml.html.HtmlElement) -> list[str]:
    """The text of each clause as it is shown, its signs taken away."""
    bare = deepcopy(page)
    for sign in bare.xpath("//span[@class='text']//sup"):
        sign.drop_tree()
    return [one.text_content() for one in bare.xpath("//span[@class='text']")]


def test_every_clause_of_the_reference_policy_stands_once_and_verbatim(page):
    clauses = the_reference_review().clauses
    assert len(clauses) == 72
    assert words_of(page) == [clause.text for clause in clauses]


def test_every_statement_is_marked_at_its_characters(marked):
    review = the_reference_review()
    assert len(review.keyed) == 92
    found: dict[str, str] = {}
    for paragraph in marked.paragraphs:
        assert paragraph.text == review.check.policy.clause(paragraph.key).text
        for run in paragraph.runs:
            for key in run.within:
                found[key] = found.get(key, "") + run.text
    assert found == {key: one.commitment.raw_of("quote") for key, one in review.keyed}


def test_every_statement_is_explained_once_and_signed_in_the_text(page):
    review = the_reference_review()
    ids = [one.get("id") for one in page.xpath("//div[@class='told'][@id]")]
    assert len(ids) == len(set(ids)) == 92
    signed = page.xpath("//sup[contains(@class, 'sign')]/a/@href")
    assert sorted(signed) == sorted(f"#{identity}" for identity in ids)
    assert len(review.check.judged) == 92


def test_every_verdict_mark_has_a_sign_and_a_word(page):
    for sign in page.xpath("//sup[contains(@class, 'sign')]"):
        verdict = Verdict(sign.get("class").split()[-1])
        assert sign.text_content().endswith(f" {VERDICTS[verdict]}")
        assert sign.text_content()[0] in "✓✕?–·"


def test_no_two_ids_of_the_page_are_equal_and_every_link_leads_to_one():
    fragments = "".join(rendered(show(the_reference_review())) for show in SHOWN)
    page = lxml.html.fragment_fromstring(clean(fragments), create_parent="main")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)


def test_the_counts_of_the_sections_sum_up_to_the_verdicts():
    review = the_reference_review()
    table = practice.by_section(review)
    *sections, total = [[one.value for one in row.entries[1:]] for row in table.rows]
    assert [sum(column) for column in zip(*sections, strict=True)] == total
    assert total[5] == len(review.check.judged)
    assert total[0] == sum(one.decision.verdict is Verdict.PASSED for one in review.check.judged)


def test_the_evidence_of_a_failed_statement_shows_its_cells(page):
    (told,) = page.xpath("//div[@id='policy-s04-c03']")
    shown = " ".join(told.text_content().split())
    assert "S04-C03 ✕ exception noted" in shown.replace("\xa0", " ")
    assert "DAT-07 is used for: training own models, which the policy does not allow" in shown
    (row,) = (row for row in told.xpath(".//tbody/tr") if "J8" in row.text_content())
    cells = [cell.text_content() for cell in row]
    assert cells[:2] == ["DAT-07", "uses"]
    assert "model_training" in cells[2]
    assert cells[3] == "clients.xlsx › Datasets › J8"
    assert "PRO-13-" in shown


def test_what_practice_does_not_keep_is_every_failed_statement_and_no_other():
    review = the_reference_review()
    failed = {key for key, one in review.keyed if one.decision.verdict is Verdict.FAILED}
    table = practice.not_kept(review)
    assert {row.key for row in table.rows} == failed
    assert all(entry(table, "Why", key).sources for key in failed)


def test_the_statements_to_look_at_first_are_the_worst_of_those_not_kept():
    review = the_reference_review()
    first, every = practice.first_to_look_at(review), practice.not_kept(review)
    marks = [row.entries[1].mark for row in every.rows]
    order = ["critical", "high", "medium", "low", "info", ""]
    assert marks == sorted(marks, key=order.index)
    assert [row.key for row in first.rows] == [row.key for row in every.rows[:5]]
    assert [row.entries[1] for row in first.rows] == [row.entries[1] for row in every.rows[:5]]
    assert all(row.entries[0].leads_to == (("Policy", row.key),) for row in first.rows)
    assert f"{len(every.rows) - 5} more" in first.note


def test_where_no_statement_was_tested_none_is_said_to_be_kept(tmp_path):
    review = a_review(tmp_path, GERMAN, statements=[statement(1, "We do not sell data")])
    assert practice.first_to_look_at(review).empty == practice.not_kept(review).empty == "No statement was tested."


def test_a_statement_without_exception_shows_the_finding_about_it(marked):
    (note,) = (note for paragraph in marked.paragraphs for note in paragraph.notes if note.key == "S06-C03")
    assert note.mark == "passed"
    assert str(dict(note.facts)["Findings"].value).count("POL-07-") == 1


def test_each_statement_says_which_condition_was_tested(marked):
    tested = {row.key: row.entries[6] for row in marked.table.rows if row.entries[3].value}
    review = the_reference_review()
    for key, one in review.keyed:
        assert tested[key].value == (one.decision.tested or None)
        assert bool(one.decision.tested) is (one.commitment.operator != "narrative")
    assert tested["S09-C04"].absent == "nothing: no procedure was applied to it"


def test_what_nothing_shows_is_no_pass():
    review = the_reference_review()
    untested = {Verdict.NO_EVIDENCE, Verdict.NOT_TESTED}
    expected = {key for key, one in review.keyed if one.decision.verdict in untested}
    assert {row.key for row in practice.without_evidence(review).rows} == expected


def test_what_is_omitted_names_the_section_in_which_it_would_stand():
    table = practice.less_told(the_reference_review())
    places = {row.entries[1].value: row.entries[5].value for row in table.rows if row.entries[0].value == "omitted"}
    assert places["data category"] == "would stand in 3. Information we collect"
    assert places["purpose"] == "would stand in 5. How we use personal information"
    assert places["recipient"] == "would stand in 7. Sharing information"


def test_every_element_has_a_row_with_authority_and_reason():
    table = practice.asked_by_law(the_reference_review())
    assert len(table.rows) == 40
    assert text(table, "In the policy", "G-10") == "absent"
    assert text(table, "What is missing", "G-10") == "the right to restriction"
    assert text(table, "Why it counts, or not", "G-29") == "counts only where “meets CCPA thresholds” is yes"
    assert all(text(table, "Why it counts, or not", row.key) for row in table.rows)
    assert "organisation." not in everything(table)


def test_a_date_of_law_nobody_checked_says_which_it_is():
    table = practice.asked_by_law(the_reference_review())
    told = "GDPR applies, from 25 May 2018: date of law not yet checked against its source"
    assert told in text(table, "Authority", "G-10")
    assert "not yet checked" not in text(table, "Authority", "G-01")


def test_what_no_law_asks_of_the_notice_says_so_and_is_counted_apart():
    table = practice.asked_by_law(the_reference_review())
    marks = {row.entries[1].mark for row in table.rows if "advisable" in str(row.entries[2].value)}
    assert text(table, "Asked by", "G-20") == "advisable; no item of the notice"
    assert text(table, "Asked by", "G-26") == "contract"
    assert marks == {"info", "unknown"}
    assert "Advisable; no item of the notice: 5 absent" in table.note


def test_contradictions_quote_their_passages_and_say_why_they_matter():
    table = practice.contradictions(the_reference_review())
    assert "“or share them with other clients” (S04.07)" in text(table, "Passages", "X-02.1")
    assert text(table, "Authority", "X-02.1") == "GDPR 13(1)(e)"
    severities = [row.entries[1].mark for row in table.rows]
    order = ["critical", "high", "medium", "low", "info"]
    assert all(order.index(one) <= order.index(other) for one, other in pairwise(severities))


def test_a_finding_is_told_once_and_named_by_its_id():
    review = the_reference_review()
    table = practice.findings(review)
    named = {identity for one in review.check.judged for identity in one.finding_ids}
    assert named <= {row.key for row in table.rows}
    assert len(table.rows) == len({row.key for row in table.rows})
    assert text(table, "Named by", next(key for key in named if key.startswith("PRO-13"))) == "S04-C03"


def test_the_worksheet_has_a_row_for_each_statement_and_each_clause_without_one(marked):
    review = the_reference_review()
    statements = [row for row in marked.table.rows if row.entries[3].value]
    assert [row.key for row in statements] == [key for key, _ in review.keyed]
    begun = {row.group for row in statements}
    assert [row.key for row in marked.table.rows if not row.entries[3].value] == [
        clause.clause_id for clause in review.clauses if clause.clause_id not in begun
    ]


def test_a_clause_that_no_statement_covers_says_so(tmp_path):
    review = a_review(tmp_path, SHORT, statements=[statement(1, "We do not sell data")])
    shown = marked_text_html(practice.policy_text(review))
    assert shown.count("not covered by any statement") == 2
    assert text(practice.by_section(review), "Clauses not covered", "S01") == "1"
    assert text(practice.by_section(review), "Clauses not covered", "S02") == "1"
    row = next(row for row in practice.policy_text(review).table.rows if row.key == "S02.02")
    assert row.entries[3].absent == "not covered by any statement"


def test_nested_and_overlapping_passages_are_marked_innermost_last(tmp_path):
    quotes = ["We collect your name and your address.", "your name", "name and your address"]
    statements = [statement(number, quote) for number, quote in enumerate(quotes, start=1)]
    text_marked = practice.policy_text(a_review(tmp_path, SHORT, statements=statements))
    (paragraph,) = (one for one in text_marked.paragraphs if one.key == "S01.02")
    shown = [(run.text, run.within, run.ending) for run in paragraph.runs]
    assert shown == [
        ("We collect ", ("S01-C01",), ()),
        ("your ", ("S01-C01", "S01-C02"), ()),
        ("name", ("S01-C01", "S01-C02", "S01-C03"), ("S01-C02",)),
        (" and your address", ("S01-C01", "S01-C03"), ("S01-C03",)),
        (".", ("S01-C01",), ("S01-C01",)),
    ]


def test_a_passage_over_two_clauses_is_marked_in_both_and_explained_in_the_first(tmp_path):
    review = a_review(tmp_path, SHORT, statements=[statement(1, "your address. We do not sell data")])
    first, second = (one for one in practice.policy_text(review).paragraphs if one.notes)
    assert [run.text for one in (first, second) for run in one.runs if run.within] == [
        "your address.",
        "We do not sell data",
    ]
    assert (first.begun_before, second.begun_before) == ((), ("S01-C01",))
    assert marked_text_html(practice.policy_text(review)).count('id="policy-s01-c01"') == 1


def test_statements_that_share_an_id_are_explained_each(tmp_path):
    statements = [statement(1, "We do not sell data"), statement(1, "your name")]
    review = a_review(tmp_path, SHORT, statements=statements)
    assert sorted(review.keys) == ["S01-C01", "S01-C01 (2)"]
    assert 'id="policy-s01-c01-2"' in marked_text_html(practice.policy_text(review))


def test_a_statement_whose_words_are_gone_is_listed_apart_and_stale(tmp_path):
    review = a_review(tmp_path, SHORT, statements=[statement(1, "We delete everything at once")])
    shown = practice.policy_text(review)
    assert [(note.name, note.flags) for note in shown.unplaced] == [("S01-C01", ("stale",))]
    assert "Statements whose words stand in no one place of the text" in marked_text_html(shown)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ((), "policy not read"),
        ((SHORT, SHORT), "policy not read: privacy-policy.txt, which PV-01 names, is not among the inputs"),
        ((GERMAN,), "policy text in another language (de)"),
    ],
)
def test_a_policy_that_is_not_read_says_so_and_passes_nothing(tmp_path, texts, reason):
    review = a_review(tmp_path, *texts, statements=[statement(1, "We do not sell data")])
    shown = practice.policy_text(review)
    assert shown.remarks[0] == f"Not assessed: {reason}."
    assert {one.decision.verdict for one in review.check.judged} == {Verdict.NOT_TESTED}
    assert {row.entries[1].value for row in practice.asked_by_law(review).rows} == {"not assessed"}
    assert practice.not_looked_for(review).rows
    assert all(rendered(show(review)) for show in SHOWN)


def test_a_policy_in_another_language_is_shown_in_its_own(tmp_path):
    review = a_review(tmp_path, GERMAN)
    shown = marked_text_html(practice.policy_text(review))
    assert ' lang="de"' in shown
    assert shown.count("not assessed: language") == len(review.clauses)


def test_the_same_review_is_shown_in_the_same_bytes():
    review = the_reference_review()
    again = practice.reviewed(review.audit)
    assert [rendered(show(review)) for show in SHOWN] == [rendered(show(again)) for show in SHOWN]
