"""Statements read in the text of the period before: which verdicts outlive a change of the text."""

from dataclasses import replace
from datetime import date

import pytest

from auditlib.pack_format import FINAL
from auditlib.period import read_period
from auditlib.policy.reading import policy_of_text
from auditlib.practice.judging import judge
from auditlib.practice.verdicts import Flag, Judged, Verdict
from auditlib.prior.pack import Prior
from auditlib.register.texts import rows_in_text
from auditlib.rulebook.view import StrictRegister, View
from tests.practice.stating import stated
from tests.rules.making import NO_EVIDENCE, a_case, rows_with

OLD = """Privacy Policy

1. What we collect

We collect your email address when you write to us.

2. What we never do

We do not:

\u2022 Collect your date of birth
"""
EMAIL = stated(
    "collects", "asserts", "exists", "data_kind", "email_address", quote="We collect your email address when you write"
)
BIRTH = stated("collects", "forbids", "none", "data_kind", "date_of_birth", quote="Collect your date of birth")


def judged(statement: dict[str, str], new: str, **renewed: str) -> Judged:
    """The verdict on a statement read in the old text, in a new one; `renewed` are cells changed since."""
    statement = {**statement, "quote_start": str(OLD.index(statement["quote"]))}
    statement["quote_end"] = str(int(statement["quote_start"]) + len(statement["quote"]))
    before = a_case(rows_with() | {"policy_commitments": [statement]})
    period = read_period("2026-Q2")
    prior = Prior(
        "001", period, date(2026, 6, 30), "R-1", "0", FINAL, (), (), rows=rows_in_text(before.register), policy_text=OLD
    )
    case = replace(a_case(rows_with() | {"policy_commitments": [{**statement, **renewed}]}), previous=prior)
    (one,) = judge(policy_of_text(new), View(case, StrictRegister(case.register), NO_EVIDENCE))
    return one


def test_in_the_same_text_nothing_is_stale() -> None:
    assert (judged(EMAIL, OLD).decision.verdict, judged(EMAIL, OLD).decision.flags) == (Verdict.PASSED, ())


def test_words_that_only_moved_keep_their_verdict() -> None:
    new = OLD.replace("1. What we collect", "1. What we collect\n\nThis part is new to you.")
    assert (judged(EMAIL, new).decision.verdict, judged(EMAIL, new).decision.flags) == (Verdict.PASSED, ())


def test_an_edit_in_nothing_that_matters_keeps_the_verdict_as_stale() -> None:
    one = judged(EMAIL, OLD.replace("your email address", "your current email address"))
    assert (one.decision.verdict, one.decision.flags) == (Verdict.PASSED, (Flag.STALE,))
    assert "not confirmed" in one.decision.reasons[0]
    assert one.start is not None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("We collect your", "We do not collect your", "negation"),
        ("We collect your", "We may collect your", "modality"),
        ("We collect your", "We only collect your", "exclusivity"),
    ],
)
def test_an_edit_of_substance_passes_nothing(old: str, new: str, reason: str) -> None:
    one = judged(EMAIL, OLD.replace(old, new))
    assert (one.decision.verdict, one.decision.flags) == (Verdict.NOT_TESTED, (Flag.STALE,))
    assert reason in one.decision.reasons[0]


def test_words_that_stand_as_they_were_under_others_that_say_the_opposite_pass_nothing() -> None:
    one = judged(BIRTH, OLD.replace("We do not:", "We may   :"))
    assert one.decision.verdict is not Verdict.PASSED
    assert one.decision.flags == (Flag.STALE,)
    assert "negation" in one.decision.reasons[0]


def test_words_that_are_gone_pass_nothing() -> None:
    one = judged(EMAIL, "Privacy Policy\n\n1. Bread\n\nWe bake it.\n")
    assert (one.decision.verdict, one.decision.flags, one.start) == (Verdict.NOT_TESTED, (Flag.STALE,), None)
    assert "gone" in one.decision.reasons[0]


def test_a_row_that_was_read_anew_is_judged_by_the_new_text() -> None:
    new = OLD.replace("We collect your", "We may collect your")
    quote = EMAIL["quote"].replace("We collect", "We may collect")
    one = judged(EMAIL, new, quote=quote, quote_end=str(OLD.index("We collect") + len(quote)))
    assert one.decision.flags == ()
