"""Requests and complaints against their clocks: which time limit runs, when it ends, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from auditlib.errors import NotAssessable
from auditlib.reference.deadlines import Deadline, Pause, request_answer, request_extension
from auditlib.reference.legal_dates import LegalFact, fact, is_in_force, limit
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.links import row_named
from auditlib.rulebook.rule import CALIFORNIA, EU, EU_AND_UK
from auditlib.rulebook.time_limits import Standing, calendar_of, standing, time_limit
from auditlib.rulebook.view import View
from auditlib.scope import PROCESSOR_ROLES
from auditlib.sheets.clients import Client
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest

REFUSALS = ("refused_excessive", "refused_by_exemption", "refused_identity_not_shown", "refused_by_location")
is_to_controller = one_of("role", "controller", "joint_controller")
# Art. 12(3) gives a month for Art. 15 to 22; consent is withdrawn under Art. 7(3), which gives none.
is_without_month = every(one_of("kind", "consent_withdrawal"), one_of("regime", *EU_AND_UK))
# What the person has to give before the time of an answer runs at all (UK GDPR 12A(2)); other pauses interrupt it.
_BEFORE_THE_TIME_RUNS = ("identity", "fee")
# What EU guidance accepts a pause for; the text of the GDPR names none.
ACCEPTED_PAUSES = ("identity", "clarification")
# California's time for answers, and its confirmations, are for these; what is only to be stopped has a time of its own.
_ANSWERED_IN_CALIFORNIA = ("access", "rectification", "erasure")
_STOPPED_IN_CALIFORNIA = MappingProxyType(
    {"opt_out_of_sale_or_sharing": "us_ca_opt_out", "limit_sensitive_use": "us_ca_limit_use"}
)


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit of a row: the column that says when it was met, that day, its last day, and where it stands."""

    column: str
    done_on: date | None
    last: Deadline
    standing: Standing

    @property
    def is_missed(self) -> bool:
        """Whether the thing was done too late, or the time ended without it."""
        return self.standing in (Standing.LATE, Standing.OVERDUE)


def first_limit(request: RightsRequest, view: View) -> Deadline:
    """The end of the first month, or of what the law of the request puts in its place."""
    return time_limit(request, _law_of_answer(request), view, pauses=_pauses(request, view))


def extended_limit(request: RightsRequest, view: View) -> Deadline:
    """The end of the time for an answer with the extension that the law of the request allows, if it allows one."""
    regime, law = known(request, "regime"), _law_of_answer(request)
    extension = request_extension(regime) if law == request_answer(regime) else None
    return time_limit(request, law, view, extension=extension, pauses=_pauses(request, view))


def answer_limit(request: RightsRequest, view: View) -> Deadline:
    """The last day for an answer: extended only where the person was told within the first time limit."""
    last, extended = first_limit(request, view), request.extension_notified_on
    is_told_in_time = extended is not None and not is_answer_past(request, extended, last, view)
    return extended_limit(request, view) if is_told_in_time else last


def is_answer_past(request: RightsRequest, done: date | None, last: Deadline, view: View) -> bool:
    """Whether an answer came after its last day, or that day passed before the day of the report without one.

    Raises:
        NotAssessable: it did, and only a pause that guidance accepts and the law does not name explains it.
    """
    return answer_standing(request, done, last, view) in (Standing.LATE, Standing.OVERDUE)


def answer_standing(request: RightsRequest, done: date | None, last: Deadline, view: View) -> Standing:
    """Where an answer stands against its last day.

    Raises:
        NotAssessable: past that day, and only a pause that guidance accepts and the law does not name explains it.
    """
    stands = standing(done, last, view)
    is_missed = stands in (Standing.LATE, Standing.OVERDUE)
    if is_missed and (done or view.as_of) <= _last_day_with_pause(request, last, view):
        guidance = fact("eu_request_suspension").citation
        reason = f"late only if its pause counts for nothing, and {guidance} accept one where it was justified"
        raise NotAssessable(reason, request.place_of("paused_on"))
    return stands


def _last_day_with_pause(request: RightsRequest, last: Deadline, view: View) -> date:
    """The last day for an answer if a pause counted that EU guidance accepts; the same day where there is none."""
    started, resumed = request.paused_on, request.resumed_on
    until = resumed if resumed is not None or _is_answered(request) else view.as_of
    if started is None or until is None or started > last.day:
        return last.day
    if known(request, "regime") != EU or request.pause_reason not in ACCEPTED_PAUSES:
        return last.day
    days = max(0, (until - max(started, known(request, "received_on"))).days + 1)
    return calendar_of(request, view).next_working_day(last.day + timedelta(days))


def forwarding_limit(request: RightsRequest, view: View) -> tuple[Deadline, Client]:
    """The last day for passing a request on to the client, by what the client agreed; and the client."""
    client = row_named(request, "client_id", Client, view)
    days = client.request_forwarding_days
    agreed = limit("house_request_forwarding")
    law = replace(agreed, limit_value=view.limit(agreed.reference_id) if days is None else days)
    return time_limit(request, law, view), client


def confirmation_limit(request: RightsRequest, view: View) -> Deadline:
    """The last day for confirming a Californian request."""
    return time_limit(request, limit("us_ca_request_confirmation"), view)


def acknowledgement_limit(complaint: Complaint, view: View) -> Deadline:
    """The last day for acknowledging a complaint under the UK's law."""
    return time_limit(complaint, limit("uk_complaint_acknowledgement"), view)


def came_under_the_act(complaint: Complaint, _view: View) -> bool:
    """Whether a complaint arrived since the UK law on complaints is in force."""
    return is_in_force(fact("uk_complaints"), known(complaint, "received_on"))


def request_clock(request: RightsRequest, view: View) -> Clock | None:
    """The clock of a request: its answer, its refusal, or a processor's passing it on; None where none runs.

    None runs for a request that was withdrawn, nor in the EU and the UK for a withdrawal of consent.

    Raises:
        NotAssessable: what decides which clock runs, or when it ends, is not known.
    """
    if known(request, "regime") != CALIFORNIA and known(request, "role") in PROCESSOR_ROLES:
        return _forwarding_clock(request, view)
    if is_without_month(request, view):
        return None
    if not _is_answered(request):
        if known(request, "outcome") == "withdrawn":
            return None
    elif notice := _refusal_clock(request, view):
        return notice
    return _answer_clock(request, "responded_on", answer_limit(request, view), view)


def confirmation_clock(request: RightsRequest, view: View) -> Clock | None:
    """The clock of the confirmation that California asks for; None under other laws and where none is due.

    Raises:
        NotAssessable: the kind of request is not stated, or no row of the reference dates gives its time.
    """
    if known(request, "regime") != CALIFORNIA or known(request, "outcome") == "withdrawn":
        return None
    if _law_of_answer(request) != request_answer(CALIFORNIA):
        return None
    return _clock(request, "acknowledged_on", confirmation_limit(request, view), view)


def acknowledgement_clock(complaint: Complaint, view: View) -> Clock:
    """The clock of the acknowledgement of a complaint to which the UK's law applies."""
    return _clock(complaint, "acknowledged_on", acknowledgement_limit(complaint, view), view)


def _forwarding_clock(request: RightsRequest, view: View) -> Clock:
    if request.forwarded_on is None and request.responded_on is not None:
        raise NotAssessable("answered, and states no day on which it was passed on", request.place_of("forwarded_on"))
    return _clock(request, "forwarded_on", forwarding_limit(request, view)[0], view)


def _refusal_clock(request: RightsRequest, view: View) -> Clock | None:
    """The clock of a refusal; where it was told in time, a later answer has a clock of its own."""
    if request.refusal_notice_on is None:
        return None
    # GDPR 12(4) gives one month for a refusal as a whole, whatever extension was told.
    is_first = request.outcome in REFUSALS and known(request, "regime") in EU_AND_UK
    last = first_limit(request, view) if is_first else answer_limit(request, view)
    clock = _answer_clock(request, "refusal_notice_on", last, view)
    return clock if request.responded_on is None or clock.standing is Standing.LATE else None


def _answer_clock(request: RightsRequest, column: str, last: Deadline, view: View) -> Clock:
    done: date | None = request.value_of(column)
    return Clock(column, done, last, answer_standing(request, done, last, view))


def _clock(record: RightsRequest | Complaint, column: str, last: Deadline, view: View) -> Clock:
    done: date | None = record.value_of(column)
    return Clock(column, done, last, standing(done, last, view))


def _law_of_answer(request: RightsRequest) -> LegalFact:
    regime = known(request, "regime")
    if regime == CALIFORNIA:
        return _law_of_californian_answer(request)
    law = request_answer(regime)
    if law is None:
        raise NotAssessable(f"no time for answers under {regime} is known", request.place_of("regime"))
    return law


def _law_of_californian_answer(request: RightsRequest) -> LegalFact:
    kind = known(request, "kind")
    if kind in _STOPPED_IN_CALIFORNIA:
        return limit(_STOPPED_IN_CALIFORNIA[kind])
    law = request_answer(CALIFORNIA) if kind in _ANSWERED_IN_CALIFORNIA else None
    if law is None:
        reason = "no time is known that California gives for this kind of request"
        raise NotAssessable(reason, request.place_of("kind"))
    return law


def _pauses(request: RightsRequest, view: View) -> Sequence[Pause]:
    """The pause of a request; one that goes on while nothing is answered lasts until the day of the report.

    Raises:
        NotAssessable: it counts, and its reason or its last day is not stated.
    """
    if request.paused_on is None:
        return ()
    law, received = fact("uk_article_12a"), known(request, "received_on")
    if known(request, "regime") != law.regime or not is_in_force(law, received):
        return (Pause(request.paused_on, request.paused_on),)
    resumed = known(request, "resumed_on") if _is_answered(request) else request.resumed_on
    restarts = known(request, "pause_reason") in _BEFORE_THE_TIME_RUNS
    return (Pause(request.paused_on, resumed or view.as_of, restarts),)


def _is_answered(request: RightsRequest) -> bool:
    return request.responded_on is not None or request.refusal_notice_on is not None
