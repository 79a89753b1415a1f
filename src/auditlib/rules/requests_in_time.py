"""DSR: whether requests and complaints are answered, passed on and confirmed in time (GDPR Art. 12(3)-(4))."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.reference.deadlines import Deadline, request_answer, request_extension
from auditlib.reference.legal_dates import LegalFact, fact, is_in_force, limit
from auditlib.rulebook.conditions import every, is_blank, is_set, known, negation, one_of, some
from auditlib.rulebook.links import all_parts, row_named
from auditlib.rulebook.rule import CALIFORNIA, EU, UK, Noted, rule
from auditlib.rulebook.time_limits import is_past, time_limit
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.sheets.clients import Client
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.wording import day_in_words

is_to_controller = one_of("role", "controller", "joint_controller")
is_european = one_of("regime", EU, UK)


def _month(request: RightsRequest, view: View) -> Deadline:
    """The first month, or what the law of the request puts in its place."""
    return time_limit(request, _law_of_answer(request), view, pauses=_pauses(request, view))


def _three_months(request: RightsRequest, view: View) -> Deadline:
    extension = request_extension(known(request, "regime"))
    return time_limit(request, _law_of_answer(request), view, extension=extension, pauses=_pauses(request, view))


def _law_of_answer(request: RightsRequest) -> LegalFact:
    law = request_answer(known(request, "regime"))
    if law is None:
        raise ValueError(f"reference_dates.csv has no time for answers under {request.regime}.")
    return law


def _pauses(request: RightsRequest, view: View) -> tuple[tuple[date, date], ...]:
    return ((request.paused_on, request.resumed_on or view.as_of),) if request.paused_on else ()


def _is_told_by(extended: date | None, last: Deadline) -> bool:
    return extended is not None and extended <= last.day


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
    last = _month(request, view)
    if _is_told_by(request.extension_notified_on, last):
        last = _three_months(request, view)
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
    last, extended = _month(request, view), request.extension_notified_on
    answered: date = known(request, "responded_on")
    if answered > last.day and not _is_told_by(extended, last):
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
    last = _three_months(request, view)
    answered: date = known(request, "responded_on")
    if answered > last.day:
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
        one_of(
            "outcome", "refused_excessive", "refused_by_exemption", "refused_identity_not_shown", "refused_by_location"
        ),
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
    last = _month(request, view)
    if notified > last.day:
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
    client = row_named(request, "client_id", Client, view)
    days = client.request_forwarding_days
    agreed = limit("house_request_forwarding")
    law = replace(agreed, limit_value=view.limit(agreed.reference_id) if days is None else days)
    last, forwarded = time_limit(request, law, view), request.forwarded_on
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
    last, done = time_limit(request, limit("us_ca_request_confirmation"), view), request.acknowledged_on
    if is_past(done, last, view):
        when = f"on {day_in_words(done)}" if done else "on no stated day"
        text = f"was confirmed {when}; it was due by {day_in_words(last.day)} ({last})"
        yield Noted("acknowledged_on", text, also=((request, "received_on"),), confidence=last.confidence)


def _answered_late(request: RightsRequest, view: View) -> Iterator[Noted]:
    last, done = time_limit(request, _law_of_answer(request), view), request.responded_on
    if _is_told_by(request.extension_notified_on, last):
        last = time_limit(request, _law_of_answer(request), view, extension=request_extension(CALIFORNIA))
    if is_past(done, last, view):
        when = f"on {day_in_words(done)}" if done else "on no stated day"
        text = f"was answered {when}; it was due by {day_in_words(last.day)} ({last})"
        yield Noted("responded_on", text, also=((request, "received_on"),), confidence=last.confidence)


def came_under_the_act(complaint: Complaint, _view: View) -> bool:
    """Whether a complaint arrived since the UK law on complaints is in force."""
    return is_in_force(fact("uk_complaints"), known(complaint, "received_on"))


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
    last, done = time_limit(complaint, limit("uk_complaint_acknowledgement"), view), complaint.acknowledged_on
    if is_past(done, last, view):
        when = f"on {day_in_words(done)}" if done else "on no stated day"
        text = f"was acknowledged {when}; it was due by {day_in_words(last.day)} ({last})"
        yield Noted("acknowledged_on", text, also=((complaint, "received_on"),), confidence=last.confidence)
