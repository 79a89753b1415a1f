"""Every statement of the policies in force gets a verdict; what changed or nobody accepted passes nothing."""

from dataclasses import replace
from pathlib import Path

from auditlib.case import Case
from auditlib.intake.inventory import InputFile, Role
from auditlib.policy.reading import policy_of_text
from auditlib.practice.judging import judge
from auditlib.practice.verdicts import Flag, Judged, Verdict
from auditlib.register.register import Register
from auditlib.rulebook.view import StrictRegister, View
from tests.practice.stating import stated
from tests.rules.making import NO_EVIDENCE, a_case, a_row, rows_with

TEXT = "Privacy Policy\n\n1. What we collect\n\nWe collect your email address.\n\nWe like your email address.\n"
EMAIL = stated("collects", "asserts", "exists", "data_kind", "email_address", quote="We collect your email address.")


def judged(*statements: dict[str, str], text: str = TEXT) -> tuple[Judged, ...]:
    rows = rows_with()
    rows["policy_versions"].append(
        a_row("policy_versions", "PV-01", policy_version_id="PV-00", effective_on="2024-01-01")
    )
    rows["policy_commitments"] = list(statements)
    case = a_case(rows)
    return judge(policy_of_text(text), View(case, StrictRegister(case.register), NO_EVIDENCE))


def the_one(**cells: str) -> Judged:
    (one,) = judged({**EMAIL, **cells})
    return one


def test_a_statement_that_stands_in_the_text_keeps_its_verdict_and_its_place() -> None:
    one = the_one()
    assert (one.decision.verdict, one.decision.flags) == (Verdict.PASSED, ())
    assert (one.start, one.end) == (TEXT.index("We collect"), TEXT.index("We collect") + len(EMAIL["quote"]))


def test_a_statement_that_moved_keeps_its_verdict() -> None:
    assert the_one(quote_start="1", quote_end="31").decision.verdict is Verdict.PASSED


def test_a_statement_whose_words_are_gone_is_stale_and_passes_nothing() -> None:
    one = the_one(quote="We gather your email address.")
    assert (one.decision.verdict, one.decision.flags, one.start) == (Verdict.NOT_TESTED, (Flag.STALE,), None)


def test_words_that_stand_in_several_places_and_not_where_they_were_are_stale() -> None:
    assert the_one(quote="your email address").decision.flags == (Flag.STALE,)


def test_words_in_several_places_that_stand_where_they_were_read_are_not() -> None:
    start = TEXT.rindex("your email address")
    one = the_one(quote="your email address", quote_start=str(start), quote_end=str(start + 18))
    assert (one.decision.flags, one.start) == ((), start)


def test_a_reading_nobody_accepted_passes_nothing_and_still_fails() -> None:
    assert the_one(status="proposed").decision.flags == (Flag.UNREVIEWED,)
    assert the_one(status="proposed").decision.verdict is Verdict.NOT_TESTED
    assert the_one(status="proposed", terms="telephone_number").decision.verdict is Verdict.FAILED


def test_a_statement_of_another_policy_is_not_tested_by_the_text_of_this_one(tmp_path: Path) -> None:
    quote = "We set cookies that count visits."
    cookies = stated("cookies", "asserts", "exists", quote=quote, policy_version_id="PV-C")
    case = _with_a_cookie_policy(cookies)
    (one,) = judge(policy_of_text(TEXT), View(case, StrictRegister(case.register), NO_EVIDENCE))
    assert (one.decision.verdict, one.decision.flags, one.start) == (Verdict.NOT_TESTED, (), None)
    assert one.decision.reasons == ("policy not read",)
    path = tmp_path / "cookies.txt"
    path.write_text(f"Cookies\n\n{quote} They are set by us, and only after you have agreed to them.\n", "utf-8")
    file = InputFile(path.name, Role.POLICY, 1, "0" * 64, path)
    records = {name: case.register.named(name) for name in case.register.supplied}
    read = replace(case, register=Register(records, (file,)))
    (one,) = judge(policy_of_text(TEXT), View(read, StrictRegister(read.register), NO_EVIDENCE))
    assert (one.decision.verdict, one.decision.flags, one.start) == (Verdict.NO_EVIDENCE, (), None)


def _with_a_cookie_policy(statement: dict[str, str]) -> Case:
    rows = rows_with()
    version = {"policy_version_id": "PV-C", "kind": "cookie_policy", "text_ref": "cookies.txt"}
    rows["policy_versions"].append(a_row("policy_versions", "PV-01", **version))
    rows["policy_commitments"] = [statement]
    return a_case(rows)


def test_what_is_retired_or_of_an_earlier_version_is_not_judged() -> None:
    assert judged({**EMAIL, "status": "retired"}) == ()
    assert judged({**EMAIL, "policy_version_id": "PV-00"}) == ()


def test_a_version_in_no_row_is_taken_to_be_in_force() -> None:
    assert len(judged({**EMAIL, "policy_version_id": "PV-77"})) == 1


def test_what_narrates_is_not_tested_whatever_its_operator() -> None:
    assert the_one(modality="narrates", operator="all").decision.reasons == ("states no testable fact",)


def test_a_reading_that_no_procedure_tests_says_so() -> None:
    assert the_one(operator="event").decision.reasons == ("no procedure tests statements of this kind",)
    bare = the_one(operator="event", terms="", vocabulary="")
    assert bare.decision.reasons == ("names nothing that a row of the register could be compared with",)


def test_a_reading_that_cannot_be_read_is_no_evidence() -> None:
    assert the_one(operator="perhaps").decision.verdict is Verdict.NO_EVIDENCE


def test_a_statement_whose_place_cannot_be_read_is_stale_and_stops_no_other() -> None:
    first, second = judged({**EMAIL, "quote_start": "early"}, {**EMAIL, "commitment_id": "X-02"})
    assert (first.decision.flags, second.decision.verdict) == ((Flag.STALE,), Verdict.PASSED)


def test_statements_stand_in_the_order_of_their_sheet() -> None:
    found = judged({**EMAIL, "commitment_id": "B"}, {**EMAIL, "commitment_id": "A"})
    assert [one.commitment.identity for one in found] == ["B", "A"]


ONLY = stated("collects", "forbids", "closed", "data_kind", "name", commitment_id="X-10", quote="What we collect")


def of_the_list(*others: dict[str, str]) -> str:
    return next(one.decision.verdict for one in judged(ONLY, *others) if one.commitment.identity == "X-10")


def test_a_closed_list_counts_what_stands_beside_it_in_the_text() -> None:
    assert of_the_list() is Verdict.FAILED
    assert of_the_list(EMAIL) is not Verdict.FAILED


def test_a_closed_list_counts_nothing_that_an_earlier_version_said() -> None:
    assert of_the_list({**EMAIL, "policy_version_id": "PV-00"}) is Verdict.FAILED
