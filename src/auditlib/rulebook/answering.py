"""Requests and complaints against their clocks: which time limit runs, when it ends, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.reference.deadlines import Deadline, request_answer, request_extension
from auditlib.reference.legal_dates import LegalFact, fact, is_in_force, limit
from auditlib.rulebook.conditions import known, one_of
from auditlib.rulebook.links import row_named
from auditlib.rulebook.rule import CALIFORNIA
from auditlib.rulebook.time_limits import Standing, standing, time_limit
from auditlib.rulebook.view import View
from auditlib.scope import PROCESSOR_ROLES
from auditlib.sheets.clients import Client
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.rights_requests import RightsRequest

REFUSALS = ("refused_excessive", "refused_by_exemption", "refused_identity_not_shown", "refused_by_location")
is_to_controller = one_of("role", "controller", "joint_controller")


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit of a row: the column that says when it was met, that day, its last day, and where it stands."""

    column: str
    done_on: date | None
    last: Deadline
    standing: Standing


def first_limit(request: RightsRequest, view: View) -> Deadline:
    """The end of the first month, or of what the law of the request puts in its place."""
    return time_limit(request, _law_of_answer(request), view, pauses=_pauses(request, view))


def extended_limit(request: RightsRequest, view: View) -> Deadline:
    """The end of the time for an answer with the extension that the law of the request allows."""
    extension = request_extension(known(request, "regime"))
    return time_limit(request, _law_of_answer(request), view, extension=extension, pauses=_pauses(request, view))


def answer_limit(request: RightsRequest, view: View) -> Deadline:
    """The last day for an answer: extended only where the person was told within the first time limit."""
    last = first_limit(request, view)
    return extended_limit(request, view) if is_told_by(request.extension_notified_on, last) else last


def is_told_by(extended: date | None, last: Deadline) -> bool:
    """Whether the person was told of an extension by the last day of the first time limit."""
    return extended is not None and extended <= last.day


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
    """The clock of a request: its answer, its refusal, or a processor's passing it on; None where it was withdrawn.

    Raises:
        NotAssessable: what decides which clock runs, or when it ends, is not known.
    """
    is_californian = known(request, "regime") == CALIFORNIA
    if not is_californian and known(request, "role") in PROCESSOR_ROLES:
        return _forwarding_clock(request, view)
    if request.responded_on is None and request.refusal_notice_on is None:
        if not is_californian and known(request, "outcome") == "withdrawn":
            return None
    elif not is_californian and (notice := _refusal_clock(request, view)):
        return notice
    return _clock(request, "responded_on", answer_limit(request, view), view)


def confirmation_clock(request: RightsRequest, view: View) -> Clock | None:
    """The clock of the confirmation that California asks for; None under other laws."""
    if known(request, "regime") != CALIFORNIA:
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
    """A refusal has to be told within the first time limit; where it was, a later answer has a clock of its own."""
    if request.refusal_notice_on is None:
        return None
    last = first_limit(request, view) if request.outcome in REFUSALS else answer_limit(request, view)
    clock = _clock(request, "refusal_notice_on", last, view)
    return clock if request.responded_on is None or clock.standing is Standing.LATE else None


def _clock(record: RightsRequest | Complaint, column: str, last: Deadline, view: View) -> Clock:
    done: date | None = record.value_of(column)
    return Clock(column, done, last, standing(done, last, view))


def _law_of_answer(request: RightsRequest) -> LegalFact:
    regime = known(request, "regime")
    law = request_answer(regime)
    if law is None:
        raise NotAssessable(f"no time for answers under {regime} is known", request.place_of("regime"))
    return law


def _pauses(request: RightsRequest, view: View) -> Sequence[tuple[date, date]]:
    return ((request.paused_on, request.resumed_on or view.as_of),) if request.paused_on else ()
