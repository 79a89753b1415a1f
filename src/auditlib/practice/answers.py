"""What an organisation answers about itself, and what the register answers where it left a cell blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditlib.data_files import data_rows
from auditlib.errors import NotAssessable
from auditlib.evidence.web_scan import WebScan
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import Condition, known
from auditlib.rulebook.sightings import is_own_host, site_of
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import PROCESSOR_ROLES, activities_behind, is_current, readable
from auditlib.sheets import sheets
from auditlib.sheets.organisation import Organisation

_EMBEDS = "embeds_third_party_content"
_CONFIRMED = ("regimes", "regimes_confirmed_by", "regimes_confirmed_on")


def content(organisation: Organisation, column: str, view: View) -> frozenset[str]:
    """What a cell of an organisation holds, as a set; a blank answer is taken from the sheet its column names.

    Raises:
        NotAssessable: the cell is blank, unreadable or says unknown, and the register does not tell either.
    """
    if organisation.is_blank(column) and column in _derived():
        return frozenset({"yes" if _is_derived(column, view) else "no"})
    if organisation.is_blank(column) and column == _EMBEDS:
        return frozenset({"yes" if _embeds(view) else "no"})
    if column == "regimes" and any(map(organisation.is_blank, _CONFIRMED)):
        raise NotAssessable(f"regimes of {organisation.identity} not confirmed", organisation.place_of("regimes"))
    value = known(organisation, column)
    return frozenset(map(str, value)) if isinstance(value, tuple) else frozenset({str(value)})


@dataclass(frozen=True, slots=True)
class _Derived:
    sheet: str
    column: str
    values: frozenset[str]
    only_as_controller: bool


def _is_derived(answer: str, view: View) -> bool:
    asked = _derived()[answer]
    rows = (row for row in view.register.all(sheets()[asked.sheet]) if is_current(row, view.as_of))
    counted = [row for row in rows if not asked.only_as_controller or _is_own(row, view)]
    return exists(counted, _any_of(asked.column, asked.values), view)


def _is_own(row: Record, view: View) -> bool:
    """Whether a row is not of an activity that is carried out for somebody else."""
    activities = activities_behind(row, view.case.register)
    return not activities or any(readable(one, "role") not in PROCESSOR_ROLES for one in activities)


def _any_of(column: str, values: frozenset[str]) -> Condition:
    """The cell holds one of the values; `*` is any value but none."""

    def holds(record: Record, _view: View) -> bool:
        value = known(record, column)
        held = frozenset(map(str, value)) if isinstance(value, tuple) else frozenset({str(value)})
        return bool(held - {"none"}) if "*" in values else not held.isdisjoint(values)

    return holds


def _embeds(view: View) -> bool:
    """Whether a page of the site loads something from another one, as a scan shows."""
    sightings = (one for scan in view.evidence.usable(WebScan) for one in scan.sightings)
    return any(not is_own_host(site_of(one.host), site_of(one.page)) for one in sightings)


@cache
def _derived() -> Mapping[str, _Derived]:
    rows = data_rows(__package__, "data/derived_answers")
    return MappingProxyType({row["answer"]: _read(row) for row in rows})


def _read(row: Mapping[str, str]) -> _Derived:
    values = frozenset(row["values"].split("; "))
    return _Derived(row["sheet"], row["column"], values, row["only_as_controller"] == "yes")
