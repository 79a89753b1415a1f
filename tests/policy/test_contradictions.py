"""What the reference policy shows against itself, and what holds for any text."""

import re
import time
from collections import Counter
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from auditlib.case import open_case
from auditlib.policy.contradictions import contradictions, detectors, not_assessed
from auditlib.policy.contradictions.cues import cue, rows_of
from auditlib.policy.contradictions.kinds import kinds
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_file, policy_of_text
from auditlib.policy.structure import Policy
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.packs import REFERENCE_INPUTS
from tests.policy.policies import REFERENCE, written
from tests.policy.test_any_text import TEXTS
from tests.requirements import PROJECT
from tests.test_words import forbidden

AS_OF = date(2026, 9, 30)
POLICY = policy_of_file(REFERENCE)


@cache
def accepted():
    rows = open_case(REFERENCE_INPUTS, period="2026-Q3").register.all(PolicyCommitment)
    return tuple(row for row in rows if row.status == "accepted")


@cache
def found_in_reference():
    return contradictions(POLICY, accepted(), AS_OF)


def of_kind(kind: str):
    return [one for one in found_in_reference() if one.kind == kind]


def shown(one) -> list[str]:
    return [POLICY.text[passage.start : passage.end] for passage in one.passages]


def test_all_twelve_kinds_are_found_from_the_text_and_its_statements():
    assert len(accepted()) == 92
    assert {f"X-{number:02d}" for number in range(1, 13)} <= {one.kind for one in found_in_reference()}
    assert not_assessed(POLICY, accepted(), AS_OF) == ()


def test_they_are_found_from_drafted_statements_too():
    drafted = {(one.kind, one.about) for one in contradictions(POLICY, propose(POLICY), AS_OF)}
    assert drafted == {(one.kind, one.about) for one in found_in_reference()}


@pytest.mark.parametrize(
    ("kind", "commitment_ids"),
    [
        ("X-01", {"S04-C03", "S05-C04", "S05-C05"}),
        ("X-02", {"S04-C07", "S07-C01", "S07-C08"}),
        ("X-03", {"S05-C07", "S05-C08", "S05-C09", "S06-C01"}),
        ("X-04", {"S14-C03"}),
        ("X-05", {"S15-C01", "S04-C09"}),
        ("X-06", {"S12-C05", "S06-C04"}),
        ("X-07", {"S07-C09", "S03-C12"}),
        ("X-08", {"S08-C01", "S11-C01", "S04-C08"}),
        ("X-09", {"S02-C01"}),
        ("X-10", {"S04-C01"}),
        ("X-12", {"S05-C05", "S07-C02", "S07-C03", "S07-C09", "S08-C02"}),
    ],
)
def test_a_kind_names_the_statements_it_is_about(kind, commitment_ids):
    assert commitment_ids <= {one for found in of_kind(kind) for one in found.commitment_ids}


def test_hedges_are_counted_as_by_hand():
    assert {one.about: len(one.passages) for one in of_kind("X-11")} == {
        "may": 8,
        "such as": 5,
        "similar": 2,
        "appropriate": 2,
        "where required": 2,
        "typically": 1,
        "reasonable": 1,
        "aim to": 1,
        "tools like": 1,
        "from time to time": 1,
        "as long as necessary": 1,
    }
    assert all({words.lower() for words in shown(one)} == {one.about} for one in of_kind("X-11"))


def test_words_that_stand_twice_are_those_found_by_hand():
    assert {one.about for one in of_kind("X-12")} == {"quality checks", "email", "analytics", "to provide services"}
    assert all(len(one.passages) == 2 for one in of_kind("X-12"))


def test_people_that_the_scope_leaves_out_are_named():
    (found,) = of_kind("X-09")
    for people in ("Annotators", "Job applicants", "Employees", "People shown or heard in datasets"):
        assert people in found.message


def test_the_group_that_no_sentence_names_as_a_recipient_is_named():
    (found,) = of_kind("X-02")
    assert "Named nowhere as recipients: Annotation workforce." in found.message


def test_the_promise_not_to_sell_is_listed_as_absolute_and_the_disclaimer_is_not():
    assert [shown(one)[0][:28] for one in of_kind("X-14")] == ["We do not sell your datasets"]


def test_it_names_no_framework_and_no_part_that_is_not_there():
    assert of_kind("X-13") == of_kind("X-15") == []


def test_findings_stand_in_the_order_of_the_text_and_their_passages_in_it():
    found = found_in_reference()
    assert [one.passages[0].start for one in found] == sorted(one.passages[0].start for one in found)
    for one in found:
        assert one.title == kinds()[one.kind].title
        for passage in one.passages:
            clause = POLICY.clause(passage.clause_id)
            assert clause.start <= passage.start < passage.end <= len(POLICY.text)
            assert passage.section_id == clause.section_id
    assert len({(one.kind, one.about) for one in found}) == len(found)


def test_what_is_said_of_them_claims_nothing_it_may_not():
    said = [one.message for name in ("wren.txt", "basalt.txt") for one in found_in(written(name))]
    said += [one.message for one in found_in_reference()]
    said += [f"{kind.title} {kind.why}" for kind in kinds().values()]
    assert [words for text in said for words in forbidden(text)] == []
    assert not [text for text in said if not text.endswith(".")]


def found_in(policy: Policy):
    return contradictions(policy, propose(policy), AS_OF)


def test_each_kind_has_one_detector_and_a_source():
    assert [one.kind for one in detectors()] == list(kinds().values())
    assert all(kind.title and kind.why and kind.source for kind in kinds().values())
    assert {kind.severity for kind in kinds().values()} <= {"high", "medium", "low", "info"}


def test_every_pattern_of_the_data_is_one_and_none_matches_nothing():
    for row in rows_of("cues"):
        assert not cue(row["cue"]).search("")
    for name in ("hedges", "absolutes"):
        assert not [row for row in rows_of(name) if re.search(row["pattern"], "")]


def test_nothing_is_looked_for_in_another_language():
    policy = written("muehle.txt")
    assert contradictions(policy, propose(policy), AS_OF) == ()
    assert {reason for _, reason in not_assessed(policy, (), AS_OF)} == {"language"}
    assert len(not_assessed(policy, (), AS_OF)) == len(kinds())


def test_what_rests_on_absence_is_not_looked_for_where_a_part_is_in_another_language():
    german = (
        "16. Aufbewahrung\n\nWir bewahren die Daten nur so lange auf, wie es für die Zwecke nötig ist, und löschen sie "
        "dann nach 30 Tagen, soweit das Gesetz nicht etwas anderes bestimmt. Der Stand dieser Erklärung ist der 3. Mai."
    )
    policy = policy_of_text(f"{POLICY.text}\n\n{german}")
    left_out = {kind.kind: reason for kind, reason in not_assessed(policy, accepted(), AS_OF)}
    assert left_out == {kind.kind: "language" for kind in kinds().values() if kind.rests_on_absence}
    assert {one.kind for one in contradictions(policy, accepted(), AS_OF)} == {
        one.kind for one in found_in_reference() if one.kind not in left_out
    }


def test_without_statements_only_the_words_are_looked_at():
    left_out = {kind.kind: reason for kind, reason in not_assessed(POLICY, (), AS_OF)}
    assert left_out == {kind.kind: "statements" for kind in kinds().values() if kind.reads_statements}
    assert {"X-04", "X-05", "X-10", "X-11", "X-14"} == {one.kind for one in contradictions(POLICY, (), AS_OF)}


def test_no_code_names_a_sentence_of_the_reference_policy():
    folder = PROJECT / "src" / "auditlib" / "policy"
    paths = [*folder.joinpath("contradictions").glob("*.py")]
    names = ("contradictions", "cues", "hedges", "absolutes", "purposes", "implied_groups")
    paths += [folder / "data" / f"{name}.csv" for name in names]
    text = " ".join(" ".join(path.read_text("utf-8") for path in paths).casefold().split())
    quotes = [one.quote for one in accepted() if len(one.quote.split()) > 3]
    assert [quote for quote in quotes if " ".join(quote.casefold().split()) in text] == []
    assert not re.search(r"auxerta|google|\bs\d\d(?:-c\d\d)?\b", text)


@given(TEXTS)
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_looked_at_without_an_error(text):
    policy = policy_of_text(text)
    statements = propose(policy)
    found = contradictions(policy, statements, AS_OF)
    assert found == contradictions(policy, reversed(statements), AS_OF)
    assert all(one.passages and one.message for one in found)


def test_statements_of_another_text_are_passed_over():
    policy = policy_of_text("1. Bread\n\nWe bake bread for the town.\n\n2. More\n\nIt is good.")
    assert contradictions(policy, accepted(), AS_OF) == ()


def test_a_text_four_times_as_long_takes_about_four_times_as_long():
    seconds = {}
    for times in (10, 40):
        policy = policy_of_text("\n\n".join(_renumbered(POLICY.text, 15 * number) for number in range(times)))
        statements = propose(policy)
        before = time.process_time()
        found = contradictions(policy, statements, AS_OF)
        seconds[times] = time.process_time() - before
        assert Counter(one.kind for one in found)["X-11"] == 11
    assert seconds[40] < 10 * seconds[10] + 0.5


def _renumbered(text: str, by: int) -> str:
    return re.sub(r"^(\d+)(?=\. )", lambda found: str(int(found[1]) + by), text, flags=re.MULTILINE)
