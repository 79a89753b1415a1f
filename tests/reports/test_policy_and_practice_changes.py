"""What changed in the policy since the pack of the period before, and that it agrees with what is stale."""

from dataclasses import replace
from pathlib import Path

from auditlib.audit import audit_case
from auditlib.period import period_before
from auditlib.practice.verdicts import Flag
from auditlib.reports import policy_and_practice as practice
from auditlib.reports.policy_and_practice import PolicyReview
from tests.making_priors import a_prior
from tests.reading_reports import entry, text
from tests.reports.reviewing import a_case_with, a_review, statement
from tests.rules.making import NO_EVIDENCE

OLD = """Privacy Policy

1. What we do

We collect your name. We keep it for two years.

2. Sharing

We may share it with vendors. We do not sell data.
"""
QUOTES = ("We collect your name.", "We keep it for two years.", "We may share it with vendors.", "We do not sell data.")
STATEMENTS = [statement(number, quote) for number, quote in enumerate(QUOTES, start=1)]


def compared(folder: Path, new: str, old: str | None = OLD, **before: object) -> PolicyReview:
    """The review of a text with these statements, after a period whose pack holds another text."""
    case = a_case_with(folder, new, statements=STATEMENTS)
    prior = replace(a_prior(audit_case(case, (), NO_EVIDENCE)), period=period_before(case.period), policy_text=old)
    prior = replace(prior, **before)  # type: ignore[arg-type]
    return practice.reviewed(audit_case(replace(case, previous=prior), (), NO_EVIDENCE))


def shown(review: PolicyReview) -> dict[str, tuple[str, str]]:
    """What each statement became, and whether that is one of substance."""
    table = practice.changed_statements(review)
    became = {row.key: text(table, "What became of it", row.key) for row in table.rows}
    return {key: (words, text(table, "Substance", key)) for key, words in became.items()}


def stale(review: PolicyReview) -> set[str]:
    return {one.commitment.identity for one in review.check.judged if Flag.STALE in one.decision.flags}


def test_a_first_period_has_nothing_to_compare(tmp_path):
    review = a_review(tmp_path, OLD, statements=STATEMENTS)
    for table in (practice.changed_statements(review), practice.changed_clauses(review)):
        assert table.rows == ()
        assert table.empty == "First period: there is nothing to compare with."


def test_a_pack_without_the_text_of_its_policy_leaves_changes_not_assessed(tmp_path):
    table = practice.changed_statements(compared(tmp_path, OLD, None))
    assert table.rows == ()
    assert table.empty == "Not assessed: the pack of 2026-Q2 holds no text of a policy."


def test_the_same_text_has_no_change(tmp_path):
    review = compared(tmp_path, OLD)
    table = practice.changed_statements(review)
    assert table.rows == practice.changed_clauses(review).rows == ()
    assert "Of 4 statements 4 stand unchanged, word for word." in table.note


def test_a_changed_figure_is_substantive_and_its_statement_stale(tmp_path):
    review = compared(tmp_path, OLD.replace("two years", "three years"))
    assert shown(review)["S01-C02"][0] == "edited"
    assert shown(review)["S01-C02"][1].startswith("substantive: ")
    assert stale(review) == set(shown(review)) == {"S01-C02"}


def test_a_change_of_wording_is_cosmetic_until_a_person_confirms_it(tmp_path):
    review = compared(tmp_path, OLD.replace("We collect your name", "We do collect your name"))
    assert shown(review) == {"S01-C01": ("edited", "cosmetic until a person confirms it")}
    assert stale(review) == {"S01-C01"}


def test_a_statement_that_is_gone_is_lost(tmp_path):
    review = compared(tmp_path, OLD.replace(" We do not sell data.", ""))
    assert shown(review) == {"S01-C04": ("lost", "substantive")}
    clauses = practice.changed_clauses(review)
    assert [row.entries[0].value for row in clauses.rows] == ["gone"]
    assert stale(review) == {"S01-C04"}


def test_a_statement_read_anew_in_words_that_are_nowhere_is_listed_as_stale(tmp_path):
    rows = {"policy_commitments": {"S01-C04": {"quote": "We may share it with vendors.", "status": "accepted"}}}
    review = compared(tmp_path, OLD.replace("We do not sell data.", "We sell nothing."), rows=rows)
    assert "S01-C04" in stale(review)
    assert shown(review)["S01-C04"][0] == "in no one place"


def test_an_edited_statement_is_explained_with_its_words_now(tmp_path):
    review = compared(tmp_path, OLD.replace("two years", "three years"))
    notes = {note.key: dict(note.facts) for one in practice.policy_text(review).paragraphs for note in one.notes}
    assert notes["S01-C02"]["Words now"].value == "We keep it for three years."
    assert "Words now" not in notes["S01-C01"]


def test_a_new_clause_and_a_renumbered_section_are_listed_with_their_places(tmp_path):
    new = OLD.replace("2. Sharing", "2. Contact\n\nWrite to us at any time.\n\n3. Sharing")
    table = practice.changed_clauses(compared(tmp_path, new))
    assert [row.entries[0].value for row in table.rows] == ["new", "new", "renumbered"]
    assert entry(table, "Where", "S02.02").leads_to == (("Policy", "S02.02"),)
    assert text(table, "Words", "renumbered S02") == "was 2. Sharing"


def test_a_lead_in_that_changed_is_told_with_what_it_governs(tmp_path):
    listed = "Privacy Policy\n\n1. Sharing\n\nWe {} share it with:\n\n• Vendors of ours\n• Our lawyers\n"
    rows = {"policy_commitments": {"S01-C09": {"quote": "Our lawyers", "status": "accepted"}}}
    review = compared(tmp_path, listed.format("may"), listed.format("never"), rows=rows)
    became, substance = shown(review)["S01-C09"]
    assert became == "edited around it"
    assert substance.startswith("substantive: ")


def test_statements_are_followed_as_they_were_read_before(tmp_path):
    new = OLD.replace("two years", "three years")
    before = {"S01-C02": {"quote": "We keep it for two years.", "status": "accepted"}}
    now = [statement(2, "We keep it for three years.")]
    case = a_case_with(tmp_path, new, statements=now)
    prior = replace(a_prior(audit_case(case, (), NO_EVIDENCE)), period=period_before(case.period), policy_text=OLD)
    prior = replace(prior, rows={"policy_commitments": before})
    review = practice.reviewed(audit_case(replace(case, previous=prior), (), NO_EVIDENCE))
    table = practice.changed_statements(review)
    assert text(table, "Words as they were read", "S01-C02") == "We keep it for two years."
    assert text(table, "Words now", "S01-C02") == "We keep it for three years."
    assert stale(review) == set()


def test_a_statement_first_read_in_new_words_is_new(tmp_path):
    review = compared(tmp_path, OLD, OLD.replace("We do not sell data.", ""), rows={})
    assert shown(review) == {"S01-C04": ("new statement", "substantive: not in the old text")}


def test_a_statement_the_register_no_longer_holds_is_followed_too(tmp_path):
    rows = {"policy_commitments": {"S09-C09": {"quote": "Sharing", "status": "accepted"}}}
    review = compared(tmp_path, OLD.replace("2. Sharing", "2. Whom we tell"), rows=rows)
    assert "S09-C09" in shown(review)
    assert entry(practice.changed_statements(review), "Statement", "S09-C09").leads_to == ()


def test_a_retired_statement_of_the_period_before_is_not_followed(tmp_path):
    rows = {"policy_commitments": {"S09-C09": {"quote": "Sharing", "status": "retired"}}}
    assert "S09-C09" not in shown(compared(tmp_path, OLD.replace("2. Sharing", "2. Whom we tell"), rows=rows))
