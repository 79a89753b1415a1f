"""Which rows count on the day of the report: those that run, and what had come by then."""

from auditlib.rulebook.conditions import known
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import is_current
from auditlib.sheets.rights_requests import RightsRequest


def is_running(record: Record, view: View) -> bool:
    """Whether a row is marked as active and runs on the day of the report; raises `NotAssessable` if not known."""
    return bool(known(record, "status") == "active") and is_current(record, view.as_of)


def is_there(record: Record, view: View) -> bool:
    """Whether a row without a status, such as a flow or a person, has begun and not ended by the day of the report."""
    return is_current(record, view.as_of)


def came_by_then(request: RightsRequest, view: View) -> bool:
    """Whether a request was received by the day of the report; raises `NotAssessable` if the day is not known."""
    return bool(known(request, "received_on") <= view.as_of)
