"""Rights of people: requests answered in time, and the rights that activities make available."""

from collections.abc import Iterator

from auditlib.practice.looking import borne_out, proofs_of
from auditlib.practice.noting import noted_on
from auditlib.practice.observing import Observation, procedure
from auditlib.practice.period_rows import came_by_then
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import exists
from auditlib.rulebook.answering import is_to_controller, is_without_month, request_clock
from auditlib.rulebook.conditions import always, every, known, negation, one_of
from auditlib.rulebook.lengths import end_of, length_of
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.time_limits import Standing
from auditlib.rulebook.view import View
from auditlib.scope import is_current, listed, readable
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.wording import day_in_words

_CARRIED_OUT = ("fulfilled", "partly_fulfilled")


def _answered(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each request of this kind was answered in time, and what such a request calls for was done."""

    def is_meant(request: RightsRequest, _view: View) -> bool:
        return not commitment.terms or known(request, "kind") in commitment.terms

    has_a_time = always if commitment.has_cell("stated_period") else negation(is_without_month)
    yield from noted_on(
        view.register.all(RightsRequest),
        lambda row: _not_answered(row, commitment, view),
        ("responded_on", "was answered in time, or is not due yet"),
        every(is_meant, came_by_then, is_to_controller, has_a_time, negation(one_of("outcome", "withdrawn"))),
        view,
    )


answered = procedure("rights", "event", rests_on=(RightsRequest,))(_answered)
answered_of_a_kind = procedure("rights", "event", "rights_request_kind", rests_on=(RightsRequest,))(_answered)
answered_of_a_right = procedure("rights", "event", "right", rests_on=(RightsRequest,))(_answered)


def _not_answered(request: RightsRequest, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    stated = () if commitment.is_blank("stated_period") else _later_than_stated(request, commitment, view)
    yield from all_parts(_late(request, view), stated, _half_done(request, view))


def _late(request: RightsRequest, view: View) -> Iterator[Noted]:
    clock = request_clock(request, view)
    if clock is not None and clock.standing in {Standing.LATE, Standing.OVERDUE}:
        done = f"was answered on {day_in_words(clock.done_on)}" if clock.done_on else "states no answer"
        text = f"was due an answer by {day_in_words(clock.last.day)} and {done} ({clock.last})"
        yield Noted(clock.column, text, also=((request, "received_on"), (request, "extension_notified_on")))


def _later_than_stated(request: RightsRequest, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    period = length_of(commitment, "stated_period")
    due = end_of(known(request, "received_on"), period)
    done = request.responded_on or request.refusal_notice_on
    told = request.extension_notified_on
    if due < (done or view.as_of) and (told is None or told > due):
        text = f"had no answer by {day_in_words(due)}, and the policy says {period}"
        yield Noted("responded_on", text, also=((request, "received_on"),))


def _half_done(request: RightsRequest, view: View) -> Iterator[Noted]:
    if request.outcome not in _CARRIED_OUT:
        return
    if request.kind == "marketing_objection" and request.is_blank("marketing_stopped_on"):
        yield Noted("marketing_stopped_on", "was carried out and does not say when marketing stopped")
    if request.kind != "erasure":
        return
    if request.is_blank("recipients_told_on") and request.is_blank("recipients_not_told_reason"):
        text = "was carried out, and states neither that recipients were told nor why they were not"
        yield Noted("recipients_told_on", text, also=((request, "recipients_not_told_reason"),))
    disposals = view.register.pointing_at(request, "disposals.request_id")
    if request.outcome == "fulfilled" and not exists(disposals, one_of("outcome", "completed"), view):
        yield Noted("outcome", "is fulfilled, and no completed row of the disposals sheet names it")


@procedure("rights", "exists", "right")
def right_available(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """For each right named there is a running activity in which it can be used."""
    for activity in view.register.all(ProcessingActivity):
        if readable(activity, "status") == "active" and is_current(activity, view.as_of):
            for right in listed(activity, "rights_available"):
                text = f"{activity.identity} makes it available: {label_of('right', right).lower()}"
                yield borne_out(text, (activity, "rights_available"), proofs=proofs_of(activity, view), term=right)
