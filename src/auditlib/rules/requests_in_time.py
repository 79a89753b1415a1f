"""DSR: whether requests and complaints are answered, passed on and confirmed in time (GDPR Art. 12(3)-(4))."""

from collections.abc import Iterator
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.rulebook.answering import (
    REFUSALS,
    Clock,
    acknowledgement_clock,
    answer_limit,
    came_under_the_act,
    confirmation_clock,
    extended_limit,
    first_limit,
    forwarding_limit,
    is_answer_past,
    is_to_controller,
    is_without_month,
    request_clock,
)
from auditlib.rulebook.conditions import every, is_blank, is_set, known, negation, one_of, some
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import CALIFORNIA, EU, UK, Noted, rule
from auditlib.rulebook.time_limits import is_past
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.sheets.clients import Client
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.wording import day_in_words

is_european = one_of("regime", EU, UK)
is_under_the_month = every(is_to_controller, is_european, negation(is_without_month))


@rule(
    "DSR-01",
    "Every request was answered within its time limit",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 12(3)", "Reg. 1182/71"),
    each=RightsRequest,
    applies=every(is_under_the_month, negation(one_of("outcome", "withdrawn"))),
)
def request_not_answered(request: RightsRequest, view: View) -> Iterator[Noted]:
    """A person is told within one month what was done, or within three if told of an extension within the first.

    Fix: answer now and enter the day; where an extension was told, enter the day of that.
    """
    notified = request.refusal_notice_on
    # DSR-02 judges the day of an answer, DSR-05 that of a refusal as a whole.
    is_judged_there = request.outcome in REFUSALS if notified else request.responded_on is not None
    if is_judged_there:
        return
    last = answer_limit(request, view)
    if is_answer_past(request, notified, last, view):
        states = f"states a refusal on {day_in_words(notified)}" if notified else "states none"
        text = f"was due an answer by {day_in_words(last.day)} and {states} ({last})"
        column = "refusal_notice_on" if notified else "responded_on"
        yield Noted(column, text, also=((request, "received_on"),), confidence=last.confidence)


@rule(
    "DSR-02",
    "An answer after one month was announced within that month",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 12(3)", "GDPR Rec. 59"),
    each=RightsRequest,
    applies=every(is_set("responded_on"), is_under_the_month),
)
def extension_not_told_in_time(request: RightsRequest, view: View) -> Iterator[Noted]:
    """Whoever needs more than a month says so, with reasons, within that month.

    Fix: enter the day the extension was told, where one was. What was late cannot be undone: record in the worklist
    why it happened and how it is prevented.
    """
    last, extended = first_limit(request, view), request.extension_notified_on
    answered: date = known(request, "responded_on")
    first_word = min(answered, extended or answered)
    if is_answer_past(request, first_word, last, view):
        told = f"the extension was told on {day_in_words(extended)}" if extended else "states no extension"
        text = f"was answered on {day_in_words(answered)}, after {day_in_words(last.day)}, and {told} ({last})"
        also = ((request, "received_on"), (request, "extension_notified_on"))
        yield Noted("responded_on", text, also=also, confidence=last.confidence)


@rule(
    "DSR-03",
    "No extended answer took more than three months",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 12(3)",),
    each=RightsRequest,
    applies=every(is_set("extension_notified_on"), is_set("responded_on"), is_under_the_month),
)
def extended_answer_too_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    """An extension adds two months and no more.

    Fix: this cannot be undone: record in the worklist why it happened and how it is prevented.
    """
    last = extended_limit(request, view)
    answered: date = known(request, "responded_on")
    if is_answer_past(request, answered, last, view):
        text = f"was answered on {day_in_words(answered)}, after {day_in_words(last.day)} ({last})"
        yield Noted("responded_on", text, also=((request, "received_on"),), confidence=last.confidence)


@rule(
    "DSR-05",
    "Every refusal gives reasons and remedies within one month",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 12(4)",),
    each=RightsRequest,
    applies=every(
        one_of("outcome", *REFUSALS),
        is_to_controller,
    ),
)
def refusal_not_explained(request: RightsRequest, view: View) -> Iterator[Noted]:
    """A person whose request is refused is told within one month why, and that they may complain or go to court.

    Fix: where it was not done yet, send the person the reasons and the remedies now and enter the day; what was late
    cannot be undone: record in the worklist why it happened and how it is prevented.
    """
    yield from all_parts(_no_reason_given(request), _remedies_not_named(request), _refusal_told_late(request, view))


def _no_reason_given(request: RightsRequest) -> Iterator[Noted]:
    if request.is_blank("refusal_reason"):
        yield Noted("refusal_reason", "was refused and states no reason given")


def _remedies_not_named(request: RightsRequest) -> Iterator[Noted]:
    if request.refusal_states_remedies is not Answer.YES:
        yield Noted("refusal_states_remedies", "was refused, and the refusal is not stated to name the remedies")


def _refusal_told_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    notified = request.refusal_notice_on
    if notified is None:
        yield Noted("refusal_notice_on", "was refused and states no day on which the person was told")
        return
    last = first_limit(request, view)
    if is_answer_past(request, notified, last, view):
        text = f"was refused on {day_in_words(notified)}, after {day_in_words(last.day)} ({last})"
        yield Noted("refusal_notice_on", text, also=((request, "received_on"),), confidence=last.confidence)


@rule(
    "DSR-10",
    "Every request about client data reached the client in time",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(e)",),
    each=RightsRequest,
    applies=every(one_of("role", "processor", "subprocessor"), some(is_blank("responded_on"), is_set("forwarded_on"))),
)
def request_not_forwarded(request: RightsRequest, view: View) -> Iterator[Noted]:
    """The client's month may run from the day the processor received the request.

    Fix: where it was not passed on yet, do it now and enter the day; what was late cannot be undone: record in the
    worklist why it happened and how it is prevented.
    """
    (last, client), forwarded = forwarding_limit(request, view), request.forwarded_on
    if is_past(forwarded, last, view):
        done = f"was passed on to {client.identity} on {day_in_words(forwarded)}" if forwarded else "was not passed on"
        text = f"{done}; it was due by {day_in_words(last.day)} ({last}{_by_default(client, view)})"
        yield Noted("forwarded_on", text, also=((request, "received_on"), (client, "request_forwarding_days")))


def _by_default(client: Client, view: View) -> str:
    is_agreed = client.request_forwarding_days is not None
    return "" if is_agreed else f"; {view.origin_of_limit('house_request_forwarding')}"


@rule(
    "DSR-11",
    "Every Californian request was confirmed and answered in time",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("CCPA regs 7021", "CCPA regs 7026(f)", "CCPA regs 7027(g)"),
    each=RightsRequest,
    applies=every(one_of("regime", CALIFORNIA), negation(one_of("outcome", "withdrawn"))),
    regimes=(CALIFORNIA,),
)
def californian_request_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    """California gives 10 working days to confirm receipt and 45 days to answer, 90 where the person is told.

    Selling, sharing or the use of sensitive information ends within 15 working days of a request to end it.

    Fix: where it was not done yet, confirm or answer now and enter the day; what was late cannot be undone: record in
    the worklist why it happened and how it is prevented.
    """
    yield from all_parts(_confirmed_late(request, view), _answered_late(request, view))


def _confirmed_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    clock = confirmation_clock(request, view)
    if clock is not None:
        yield from _missed(request, clock, "was confirmed", "states no confirmation")


def _answered_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    clock = request_clock(request, view)
    if clock is not None:
        done = "was refused" if clock.column == "refusal_notice_on" else "was answered"
        yield from _missed(request, clock, done, "states no answer")


def _missed(record: RightsRequest | Complaint, clock: Clock, done: str, undone: str) -> Iterator[Noted]:
    """What there is to say of a clock that was missed: when the thing was done, or that no day of it is stated."""
    if clock.is_missed:
        what = f"{done} on {day_in_words(clock.done_on)}" if clock.done_on else undone
        text = f"{what}; it was due by {day_in_words(clock.last.day)} ({clock.last})"
        yield Noted(clock.column, text, also=((record, "received_on"),), confidence=clock.last.confidence)


@rule(
    "DSR-13",
    "Every UK complaint was acknowledged within thirty days",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("DPA 2018 s.164A", "DUAA s.103"),
    each=Complaint,
    applies=every(one_of("regime", UK), came_under_the_act),
    regimes=(UK,),
)
def complaint_not_acknowledged(complaint: Complaint, view: View) -> Iterator[Noted]:
    """Since 19 June 2026 a person who complains to a controller in the UK is told within thirty days that it arrived.

    Fix: where it was not done yet, acknowledge the complaint now and enter the day; what was late cannot be undone:
    record in the worklist why it happened and how it is prevented.
    """
    clock = acknowledgement_clock(complaint, view)
    yield from _missed(complaint, clock, "was acknowledged", "states no acknowledgement")
