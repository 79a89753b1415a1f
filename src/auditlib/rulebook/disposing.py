"""Disposals: when one is due, and whether a storage inventory made afterwards still lists what had to go."""

from dataclasses import replace
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.evidence.storage_inventory import StorageInventory
from auditlib.reference.deadlines import deadline
from auditlib.reference.legal_dates import limit
from auditlib.rulebook.conditions import known
from auditlib.rulebook.links import row_named
from auditlib.rulebook.time_limits import Standing
from auditlib.rulebook.view import View
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disposals import Disposal
from auditlib.wording import day_in_words

_BY_THE_CLIENTS_DAYS = ("client_request", "contract_end")


def disposal_due(disposal: Disposal, view: View) -> date:
    """The last day for a disposal: as stated, or by the days agreed with the client whose request it is.

    Raises:
        NotAssessable: neither can be told.
    """
    if disposal.due_on is not None:
        return disposal.due_on
    if known(disposal, "reason") not in _BY_THE_CLIENTS_DAYS:
        known(disposal, "due_on")
    requested: date = known(disposal, "requested_on")
    days = deletion_days(_client_of(disposal, view), view)
    return deadline(requested, replace(limit("house_client_deletion"), limit_value=days)).day


def due_in_words(disposal: Disposal, view: View) -> str:
    """The day a disposal is due, in brackets where it comes from if neither its row nor the client states it.

    Raises:
        NotAssessable: it cannot be told.
    """
    day = day_in_words(disposal_due(disposal, view))
    if disposal.due_on is not None or _client_of(disposal, view).deletion_days is not None:
        return day
    return f"{day} ({view.origin_of_limit('house_client_deletion')})"


def _client_of(disposal: Disposal, view: View) -> Client:
    return row_named(row_named(disposal, "dataset_id", Dataset, view), "client_id", Client, view)


def deletion_days(client: Client, view: View) -> int:
    """The days a client agreed for deletion, or the house limit where it agreed none."""
    return view.limit("house_client_deletion") if client.deletion_days is None else client.deletion_days


def disposal_standing(disposal: Disposal, due: date, view: View) -> Standing:
    """Where a disposal stands that was due on a day; what is not due before the day of the report is open."""
    done = disposal.completed_on
    if done is not None and done <= due:
        return Standing.IN_TIME
    if due >= view.as_of:
        return Standing.OPEN
    return Standing.OVERDUE if done is None else Standing.LATE


def objects_left(path: str, completed_on: date, view: View) -> tuple[int, date]:
    """How many objects the last inventory of a path made after a day lists under it; and the day it was made.

    Raises:
        NotAssessable: no inventory made after the day covers the store.
    """
    inventories = view.evidence.usable(StorageInventory)
    dated = ((inventory.inventoried(path), inventory) for inventory in inventories)
    later = [(day, inventory) for day, inventory in dated if day is not None and day > completed_on]
    if not later:
        store = path.rpartition("://")[2].strip("/").partition("/")[0]
        raise NotAssessable(f"no storage inventory of {store} made after {day_in_words(completed_on)}")
    day, inventory = max(later, key=lambda pair: pair[0])
    return inventory.objects_under(path), day
