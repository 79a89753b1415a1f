"""What a row needs beside it before it bears out a term, such as a law for a purpose of complying with one."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from auditlib.data_files import data_rows
from auditlib.practice.period_rows import vendors_in_use
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import is_current, listed, readable
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.systems import System

_PAYMENT = frozenset({"payment", "accounting"})


def lacking(choice_list: str, term: str, row: Record, activity: ProcessingActivity, view: View) -> str:
    """What a row of an activity lacks to bear out a term, in words that follow it; blank where it lacks nothing."""
    needs = (missing for need, missing in _needs(choice_list, term) if not _NEEDS[need](row, activity, view))
    return " ".join(needs)


def _cites_a_law(row: Record, _activity: ProcessingActivity, _view: View) -> bool:
    return readable(row, "law_reference") is not None


def _has_retention(_row: Record, activity: ProcessingActivity, view: View) -> bool:
    return bool(view.register.pointing_at(activity, "retention.activity_ids"))


def _is_apart_from_datasets(_row: Record, activity: ProcessingActivity, view: View) -> bool:
    return not view.register.pointing_at(activity, "datasets.activity_id")


def _has_payment_vendor(_row: Record, _activity: ProcessingActivity, view: View) -> bool:
    return any(not _PAYMENT.isdisjoint(listed(vendor, "services")) for vendor in vendors_in_use(view))


def _has_retention_of_logs(row: Record, activity: ProcessingActivity, view: View) -> bool:
    systems = (one for one in view.register.all(System) if is_current(one, view.as_of))
    keeps_logs = any(readable(one, "kind") == "logs" for one in systems)
    return not keeps_logs or _has_retention(row, activity, view)


_NEEDS: Mapping[str, Callable[[Record, ProcessingActivity, View], bool]] = {
    "law": _cites_a_law,
    "retention": _has_retention,
    "apart_from_datasets": _is_apart_from_datasets,
    "payment_vendor": _has_payment_vendor,
    "log_retention": _has_retention_of_logs,
}


def _needs(choice_list: str, term: str) -> tuple[tuple[str, str], ...]:
    return _table().get((choice_list, term), ())


@cache
def _table() -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in data_rows(__package__, "data/needs"):
        key = row["choice_list"], row["term"]
        found[key] = (*found.get(key, ()), (row["need"], row["missing"]))
    return MappingProxyType(found)
