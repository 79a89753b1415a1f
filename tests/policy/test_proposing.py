"""Drafting the statements of a policy."""

import re
from collections import Counter

import pytest

from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_bytes, policy_of_file, policy_of_text
from auditlib.reference.vocabularies import vocabulary
from auditlib.schema.durations import read_duration
from tests.policy.policies import REFERENCE, reference_statements, written
from tests.requirements import PROJECT

_JOINED = re.compile(r"(?:and|or|to|including)\s+")
TIDEPOOL = """Privacy Policy

1. About Tidepool

Tidepool Labs GmbH ("Tidepool") develops survey software for hospitals.

2. The data we process

When you create an account, we ask for your first name, work e-mail and job title.

We do not knowingly collect information about children under 13.

3. Purposes

Your account data is used exclusively to run your surveys. We may send you our newsletter if you have opted in.

Survey answers are never used to train machine learning models, and we do not share them with other customers unless:

- you ask us to.

4. Legal grounds

For security logs we rely on our legitimate interest in keeping the service safe.

5. Recipients

We do not disclose personal data to:

- advertisers, and
- data brokers.

E-mails are sent with Postbird. We will never sell, rent or trade your personal data.

6. Storage period

We delete your account data 30 days after you close your account.

7. Security

All traffic is encrypted with TLS and backups are encrypted at rest. No method of transmission is completely secure.

8. International data transfers

We store all personal data in Germany. If a provider is located outside the EEA, we sign standard contractual clauses.

9. Your rights

You have the right to obtain a copy of your data, and to have it corrected or erased. We respond within one month.

10. Cookies

We only set strictly necessary cookies.

11. Updates to this notice

We may amend this notice. We will e-mail you before any significant change takes effect.

12. Contact

Please write to dpo@tidepool.example with any questions.
"""


def plain(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without the word that joins a part to the one before and the point after it."""
    found = _JOINED.match(text, start, end)
    start = found.end() if found else start
    return start, start + len(text[start:end].rstrip(".,;:"))


@pytest.fixture(scope="module")
def reference():
    return policy_of_file(REFERENCE)


def test_the_draft_of_the_reference_text_is_close_to_what_people_accepted(reference):
    expected = {
        (*plain(reference.text, one.quote_start, one.quote_end), one.kind, one.modality, one.operator)
        for one in reference_statements()
    }
    drafted = {
        (*plain(reference.text, one.quote_start, one.quote_end), one.kind, one.modality, one.operator)
        for one in propose(reference)
    }
    assert len(expected & drafted) >= 0.95 * len(expected)
    assert len(expected & drafted) >= 0.95 * len(drafted)


def test_terms_of_the_draft_are_those_people_accepted(reference):
    accepted = {(one.quote_start, one.quote_end): set(one.terms) for one in reference_statements()}
    same = Counter(
        set(one.terms) == accepted[one.quote_start, one.quote_end]
        for one in propose(reference)
        if (one.quote_start, one.quote_end) in accepted
    )
    assert same[True] >= 0.95 * same.total()


@pytest.mark.parametrize("name", ["reference", "lanternfish.html", "orrery.md", "heron.txt", "quill.txt"])
def test_every_proposal_is_verbatim_and_in_the_vocabularies(reference, name):
    policy = reference if name == "reference" else written(name)
    proposals = propose(policy)
    assert proposals == propose(policy)
    assert len({one.commitment_id for one in proposals}) == len(proposals)
    for one in proposals:
        assert policy.text[one.quote_start : one.quote_end] == one.quote
        assert one.status == "proposed"
        assert one.kind in vocabulary("claim_kind")
        assert one.modality in vocabulary("modality")
        assert one.operator in vocabulary("claim_operator")
        assert bool(one.vocabulary) is bool(one.terms)
        assert not one.terms or set(one.terms) <= set(vocabulary(one.vocabulary))
        assert not one.stated_period or read_duration(one.stated_period).is_readable


def test_nothing_is_proposed_for_a_text_in_another_language():
    assert propose(written("muehle.txt")) == ()


@pytest.fixture(scope="module")
def tidepool():
    return propose(policy_of_text(TIDEPOOL))


@pytest.mark.parametrize(
    ("words", "kind", "modality", "operator", "terms"),
    [
        ('Tidepool Labs GmbH ("Tidepool")', "identity", "asserts", "exists", ()),
        ("your first name", "collects", "asserts", "exists", ("name",)),
        ("job title", "collects", "asserts", "exists", ("job_title",)),
        ("We do not knowingly collect", "collects", "forbids", "none", ()),
        ("Your account data is used exclusively", "uses_for", "forbids", "closed", ()),
        ("We may send you our newsletter", "uses_for", "permits", "permitted", ("direct_marketing",)),
        ("Survey answers are never used", "uses_for", "forbids", "none", ("model_training",)),
        ("we do not share them", "shares_with", "forbids", "none", ("client",)),
        ("you ask us to", "shares_with", "permits", "permitted", ()),
        ("For security logs we rely", "legal_basis", "asserts", "all", ("legitimate_interests",)),
        ("We do not disclose personal data to:", "shares_with", "forbids", "none", ("advertising",)),
        ("advertisers", "shares_with", "forbids", "none", ("advertising",)),
        ("We will never sell, rent or trade", "does_not_sell", "forbids", "none", ("sale_of_data",)),
        ("We delete your account data 30 days", "retains", "forbids", "all", ()),
        ("backups are encrypted at rest", "secures", "obliges", "all", ("backup", "encryption_at_rest")),
        ("No method of transmission", "secures", "narrates", "narrative", ()),
        ("If a provider is located outside", "transfers", "forbids", "closed", ()),
        ("we sign standard contractual clauses", "transfers", "obliges", "all", ("scc_2021",)),
        ("obtain a copy", "rights", "obliges", "event", ("access",)),
        ("erased", "rights", "obliges", "event", ("erasure",)),
        ("We only set strictly necessary", "cookies", "forbids", "closed", ("necessary",)),
        ("We may amend this notice", "change_notice", "permits", "permitted", ()),
        ("We will e-mail you before", "change_notice", "obliges", "event", ()),
        ("Please write to dpo@", "contact", "obliges", "document", ()),
    ],
)
def test_a_sentence_in_other_words_is_read_by_its_verb_and_polarity(tidepool, words, kind, modality, operator, terms):
    found = [one for one in tidepool if words in one.quote]
    assert (kind, modality, operator, terms) in [(one.kind, one.modality, one.operator, one.terms) for one in found]


def test_periods_countries_interests_and_parties_are_stated(tidepool):
    def stated(words):
        return next(one for one in tidepool if words in one.quote)

    assert stated("We delete your account").stated_period == "30 days"
    assert stated("We respond within").stated_period == "1 month"
    assert stated("We store all").stated_countries == ("DE",)
    assert stated("legitimate interest").stated_interest == "keeping the service safe"
    assert stated("Postbird").named_parties == ("Postbird",)


def test_the_publisher_is_no_named_party(reference):
    assert {party for one in propose(reference) for party in one.named_parties} == {"Google Analytics"}


def test_no_code_names_a_statement_or_a_party_of_the_reference_policy():
    room = PROJECT / "src" / "auditlib" / "policy"
    text = "\n".join(path.read_text("utf-8") for path in room.rglob("*") if path.suffix in {".py", ".csv"})
    assert not re.search(r"auxerta|google|S\d\d-C\d\d", text, re.IGNORECASE)


@pytest.mark.parametrize("heading", ["What we do NOT do", "We never:", "Things we don't do"])
def test_what_stands_under_a_heading_that_denies_is_forbidden(heading):
    text = f"""# Policy

## How we use your information

We use your information to answer you.

### {heading}

- Use recordings for advertising
- Sell or rent recordings

## Contact

Write to us.
"""
    below = [one for one in propose(policy_of_bytes("policy.md", text.encode())) if "recordings" in one.quote]
    assert [(one.modality, one.operator) for one in below] == [("forbids", "none")] * 2


@pytest.mark.parametrize(
    ("sentence", "operator"),
    [
        ("We never share your data with anyone except our hosting provider.", "closed"),
        ("We do not share your data with third parties other than payment providers.", "closed"),
        ("We do not share your data with advertisers.", "none"),
        ("We do not share your data with advertisers except where you ask us to.", "none"),
    ],
)
def test_nobody_but_those_named_is_a_closed_list_and_no_ban_on_them(sentence, operator):
    drafts = propose(policy_of_text(f"Privacy Policy\n\nSharing\n\n{sentence}\n"))
    assert {one.operator for one in drafts if one.kind == "shares_with"} == {operator}


def test_outside_the_company_is_no_transfer_abroad():
    drafts = propose(policy_of_text("Privacy Policy\n\nNobody outside the company has access to the scans.\n"))
    assert not [one for one in drafts if one.kind == "transfers"]
