"""From what was seen to a verdict, by the operator alone."""

import pytest
from hypothesis import given, strategies as st

from auditlib.practice.deciding import decide
from auditlib.practice.observing import Bearing, Observation
from auditlib.practice.verdicts import Flag, Verdict

OPERATORS = ("exists", "document", "closed", "none", "all", "event", "permitted", "narrative")
EVERY_ROW = ("closed", "none", "all")
observations = st.lists(
    st.builds(
        Observation, st.sampled_from(Bearing), st.sampled_from(("a", "b")), st.just(()), st.sampled_from(("", "x"))
    )
)


def saw(*bearings: Bearing, term: str = "") -> list[Observation]:
    return [Observation(bearing, f"{bearing} {number}", (), term) for number, bearing in enumerate(bearings)]


@given(st.sampled_from(OPERATORS), observations, st.sampled_from(("", "Vendors")))
def test_one_contradiction_fails_whatever_else_was_seen(operator: str, seen: list[Observation], missing: str) -> None:
    assert decide(operator, (), [*seen, *saw(Bearing.CONTRARY)], missing).verdict is Verdict.FAILED


@given(st.sampled_from(EVERY_ROW), observations)
def test_what_rests_on_a_whole_sheet_never_passes_unattested(operator: str, seen: list[Observation]) -> None:
    assert decide(operator, (), seen, "Vendors").verdict is not Verdict.PASSED


@given(st.sampled_from((*EVERY_ROW, "event", "permitted")), observations)
def test_what_is_left_open_never_passes(operator: str, seen: list[Observation]) -> None:
    assert decide(operator, (), [*seen, *saw(Bearing.UNKNOWN)], "").verdict is not Verdict.PASSED


@given(st.sampled_from(("exists", "document")), observations)
def test_what_is_asserted_passes_only_by_evidence(operator: str, seen: list[Observation]) -> None:
    passed = decide(operator, (), seen, "").verdict is Verdict.PASSED
    bearings = {one.bearing for one in seen}
    assert passed == (Bearing.EVIDENCED in bearings and Bearing.CONTRARY not in bearings)


@given(observations.map(lambda seen: [one for one in seen if one.bearing is not Bearing.CONTRARY]))
def test_a_permission_fails_by_a_broken_condition_alone(seen: list[Observation]) -> None:
    assert decide("permitted", (), seen, "").verdict is not Verdict.FAILED


@pytest.mark.parametrize("operator", ["exists", "document"])
def test_nothing_seen_of_an_assertion_fails(operator: str) -> None:
    assert decide(operator, (("client_contacts", "x"),), (), "").reasons == ("no row shows client contacts or x",)


@pytest.mark.parametrize("weak", [Bearing.STATED, Bearing.VAGUE, Bearing.UNKNOWN])
def test_what_is_seen_without_evidence_is_no_evidence(weak: Bearing) -> None:
    assert decide("exists", (("x",),), saw(weak, term="x"), "").verdict is Verdict.NO_EVIDENCE


def test_each_group_of_terms_has_to_be_shown_by_one_of_its_terms() -> None:
    shown = saw(Bearing.EVIDENCED, term="x")
    assert decide("exists", (("x", "y"),), shown, "").verdict is Verdict.PASSED
    assert decide("exists", (("x",), ("y",)), shown, "").verdict is Verdict.FAILED
    assert (
        decide("exists", (("x",), ("y",)), [*shown, *saw(Bearing.STATED, term="y")], "").verdict is Verdict.NO_EVIDENCE
    )


def test_what_is_asserted_of_every_row_needs_a_row_with_evidence() -> None:
    assert decide("all", (), saw(Bearing.STATED), "", asserts=True).verdict is Verdict.NO_EVIDENCE
    assert decide("all", (), saw(Bearing.STATED, Bearing.EVIDENCED), "", asserts=True).verdict is Verdict.PASSED
    assert decide("all", (), saw(Bearing.STATED), "").verdict is Verdict.PASSED


def test_what_was_never_called_for_or_used_is_not_applicable() -> None:
    assert decide("event", (), (), "").verdict is Verdict.NOT_APPLICABLE
    assert decide("permitted", (), (), "").verdict is Verdict.NOT_APPLICABLE


def test_that_nothing_called_for_it_is_not_known_of_a_sheet_nobody_attests() -> None:
    assert decide("event", (), (), "Disposals").verdict is Verdict.NO_EVIDENCE


def test_a_story_is_not_tested() -> None:
    assert decide("narrative", (), (), "").verdict is Verdict.NOT_TESTED


def test_a_pass_by_a_broader_term_says_so() -> None:
    decision = decide("closed", (), saw(Bearing.VAGUE, Bearing.STATED), "")
    assert (decision.verdict, decision.flags) == (Verdict.PASSED, (Flag.VAGUE,))
    assert decision.reasons == ("vague 0", "no row contradicts it")


@pytest.mark.parametrize("operator", EVERY_ROW)
def test_a_pass_without_a_row_says_what_it_rests_on(operator: str) -> None:
    told = "there is no row that could contradict it, and its sheets are stated complete"
    assert decide(operator, (), (), "").reasons == (told,)


def test_a_broader_term_takes_nothing_from_evidence() -> None:
    assert decide("exists", (), saw(Bearing.VAGUE, Bearing.EVIDENCED), "").flags == ()


def test_an_operator_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        decide("sometimes", (), (), "")
