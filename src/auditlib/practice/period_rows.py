"""The rows that count for a period: those that run, datasets that were held, what activities use and whom for."""

from collections.abc import Iterator
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.rulebook.conditions import known
from auditlib.rulebook.links import activity_of, row_named
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import CONTROLLER_ROLES, is_current, readable
from auditlib.sheets.clients import Client
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disclosures import Disclosure
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.sheets.vendors import Vendor


def is_running(record: Record, view: View) -> bool:
    """Whether a row is marked as active and runs on the day of the report; raises `NotAssessable` if not known."""
    return bool(known(record, "status") == "active") and is_current(record, view.as_of)


def is_there(record: Record, view: View) -> bool:
    """Whether a row without a status, such as a flow or a person, has begun and not ended by the day of the report."""
    return is_current(record, view.as_of)


def came_by_then(request: RightsRequest, view: View) -> bool:
    """Whether a request was received by the day of the report; raises `NotAssessable` if the day is not known."""
    return bool(known(request, "received_on") <= view.as_of)


def activities_in_use(view: View) -> tuple[ProcessingActivity, ...]:
    """The activities that are neither planned nor ended on the day of the report."""
    return tuple(row for row in view.register.all(ProcessingActivity) if is_current(row, view.as_of))


def is_own_decision(activity: ProcessingActivity) -> bool:
    """Whether an activity is carried out as controller; raises `NotAssessable` where its role is not known."""
    return known(activity, "role") in CONTROLLER_ROLES


def vendors_in_use(view: View) -> tuple[Vendor, ...]:
    """The vendors whose service has begun and not ended."""
    return tuple(row for row in view.register.all(Vendor) if is_current(row, view.as_of))


def purposes_in_use(view: View) -> Iterator[Purpose]:
    """The purposes that have begun, of activities in use; one whose activity is not known counts."""
    return (row for row in view.register.all(Purpose) if is_current(row, view.as_of) and _runs(row, view))


def _runs(purpose: Purpose, view: View) -> bool:
    try:
        return is_current(activity_of(purpose, view), view.as_of)
    except NotAssessable:
        return True


def categories_of(activity: ProcessingActivity, view: View) -> Iterator[DataCategory]:
    """The categories of data of an activity; raises `NotAssessable` at the first that is in no row."""
    for identity in known(activity, "data_category_ids"):
        yield view.register.get(DataCategory, identity, activity.place_of("data_category_ids"))


def datasets_held(view: View) -> tuple[Dataset, ...]:
    """The datasets received by the day of the report that were not deleted before the period began."""
    return tuple(row for row in view.register.all(Dataset) if _was_held(row, view))


def _was_held(dataset: Dataset, view: View) -> bool:
    received_on, deleted_on = readable(dataset, "received_on"), readable(dataset, "deleted_on")
    is_later = isinstance(received_on, date) and received_on > view.as_of
    is_gone = isinstance(deleted_on, date) and deleted_on < view.period.starts_on
    return not is_later and not is_gone


def client_of(dataset: Dataset, view: View) -> Client:
    """The client a dataset came from; raises `NotAssessable` where that is not known."""
    return row_named(dataset, "client_id", Client, view)


def disclosures_made(view: View) -> tuple[Disclosure, ...]:
    """The disclosures up to the day of the report; one without a day counts."""
    days = ((row, readable(row, "disclosed_on")) for row in view.register.all(Disclosure))
    return tuple(row for row, day in days if not isinstance(day, date) or day <= view.as_of)
