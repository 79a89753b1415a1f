"""DSR: whether requests and complaints are answered, passed on and confirmed in time (GDPR Art. 12(3)-(4))."""

from collections.abc import Iterator
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.rulebook.answering import (
    REFUSALS,
    acknowledgement_limit,
    answer_limit,
    came_under_the_act,
    confirmation_limit,
    extended_limit,
    first_limit,
    forwarding_limit,
    is_to_controller,
    is_told_by,
)
from auditlib.rulebook.conditions import every, is_blank, is_set, known, negation, one_of, some
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import CALIFORNIA, EU, UK, Noted, rule
from auditlib.rulebook.time_limits import is_past
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.wording import day_in_words

is_european = one_of("regime", EU, UK)


@rule(
    "DSR-01",
    "Every request was answered within its time limit",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 12(3)", "Reg. 1182/71"),
    each=RightsRequest,
    applies=every(is_to_controller, is_european, negation(one_of("outcome", "withdrawn"))),
)
def request_not_answered(request: RightsRequest, view: View) -> Iterator[Noted]:
    """A person is told what was done within one month, or three where an extension was told within the first.

    Fix: answer now and enter the day; where more time was needed, enter the day the person was told.
    """
    if request.responded_on is not None or request.refusal_notice_on is not None:
        return
    last = answer_limit(request, view)
    if is_past(None, last, view):
        text = f"was due an answer by {day_in_words(last.day)} and states none ({last})"
        yield Noted("responded_on", text, also=((request, "received_on"),), confidence=last.confidence)


@rule(
    "DSR-02",
    "An answer after one month was announced within that month",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 12(3)", "GDPR Rec. 59"),
    each=RightsRequest,
    applies=every(is_set("responded_on"), is_to_controller, is_european),
)
def extension_not_told_in_time(request: RightsRequest, view: View) -> Iterator[Noted]:
    """Whoever needs more than a month says so, with reasons, within that month.

    Fix: a past event; see to it that the next extension is told in time, or enter the day it was told.
    """
    last, extended = first_limit(request, view), request.extension_notified_on
    answered: date = known(request, "responded_on")
    if is_past(answered, last, view) and not is_told_by(extended, last):
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
    applies=every(is_set("extension_notified_on"), is_set("responded_on"), is_european),
)
def extended_answer_too_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    """An extension adds two months and no more.

    Fix: a past event; plan the searches of complex requests so that they end in time.
    """
    last = extended_limit(request, view)
    answered: date = known(request, "responded_on")
    if is_past(answered, last, view):
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
    """A person whose request is refused is told within one month why, and that authority and court are open.

    Fix: send the person the reasons and the remedies, and enter the day.
    """
    if request.is_blank("refusal_reason"):
        yield Noted("refusal_reason", "was refused and states no reason given")
    if request.refusal_states_remedies is not Answer.YES:
        yield Noted("refusal_states_remedies", "was refused, and the refusal is not stated to name the remedies")
    notified = request.refusal_notice_on
    if notified is None:
        yield Noted("refusal_notice_on", "was refused and states no day on which the person was told")
        return
    last = first_limit(request, view)
    if is_past(notified, last, view):
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
    """The client's month runs from the day the processor received the request.

    Fix: pass the request on and enter the day; route requests about client data straight to the client.
    """
    (last, client), forwarded = forwarding_limit(request, view), request.forwarded_on
    if is_past(forwarded, last, view):
        done = f"was passed on to {client.identity} on {day_in_words(forwarded)}" if forwarded else "was not passed on"
        text = f"{done}; it was due by {day_in_words(last.day)} ({last})"
        yield Noted("forwarded_on", text, also=((request, "received_on"), (client, "request_forwarding_days")))


@rule(
    "DSR-11",
    "Every Californian request was confirmed and answered in time",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("CCPA regs 7021",),
    each=RightsRequest,
    applies=one_of("regime", CALIFORNIA),
    regimes=(CALIFORNIA,),
)
def californian_request_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    """California gives 10 working days to confirm receipt and 45 days to answer, 90 where the person is told.

    Fix: confirm or answer now and enter the day.
    """
    yield from all_parts(_confirmed_late(request, view), _answered_late(request, view))


def _confirmed_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    last, done = confirmation_limit(request, view), request.acknowledged_on
    if is_past(done, last, view):
        when = f"on {day_in_words(done)}" if done else "on no stated day"
        text = f"was confirmed {when}; it was due by {day_in_words(last.day)} ({last})"
        yield Noted("acknowledged_on", text, also=((request, "received_on"),), confidence=last.confidence)


def _answered_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    last, done = answer_limit(request, view), request.responded_on
    if is_past(done, last, view):
        when = f"on {day_in_words(done)}" if done else "on no stated day"
        text = f"was answered {when}; it was due by {day_in_words(last.day)} ({last})"
        yield Noted("responded_on", text, also=((request, "received_on"),), confidence=last.confidence)


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

    Fix: acknowledge the complaint and enter the day.
    """
    last, done = acknowledgement_limit(complaint, view), complaint.acknowledged_on
    if is_past(done, last, view):
        when = f"on {day_in_words(done)}" if done else "on no stated day"
        text = f"was acknowledged {when}; it was due by {day_in_words(last.day)} ({last})"
        yield Noted("acknowledged_on", text, also=((complaint, "received_on"),), confidence=last.confidence)
