"""GOV: required cells that are blank or hold a placeholder, ids that point to no row or to two."""

from collections.abc import Iterator
from typing import Any

from auditlib.findings import Force, Severity
from auditlib.places import Place
from auditlib.reference.vocabularies import vocabulary
from auditlib.rulebook.among import exists, noted_of_each
from auditlib.rulebook.conditions import Condition, one_of, says_yes
from auditlib.rulebook.links import activity_of
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Column, Required
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from auditlib.sheets.processing_activities import ProcessingActivity

_PLACEHOLDERS = frozenset(("n/a", "tbc", "tbd", "-", "–", "—", "?", "unknown"))
# Their ids are looked at by ROP-01 and DSR-12.
_ID_LOOKED_AT_ELSEWHERE = frozenset(("processing_activities", "rights_requests"))
# The roles in which a cell is required, and the answer of a legal entity that has such a role.
_ROLES: dict[Required, tuple[Condition, Condition]] = {
    Required.IF_CONTROLLER: (one_of("role", "controller", "joint_controller"), says_yes("acts_as_controller")),
    Required.IF_PROCESSOR: (one_of("role", "processor", "subprocessor"), says_yes("acts_as_processor")),
}


@rule(
    "GOV-06",
    "No required cell is blank or holds a placeholder",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 30",),
    each=Record,
    regimes=EVERY_REGIME,
    after=True,
)
def required_cell_not_filled_in(record: Record, view: View) -> Iterator[Noted]:
    """A gap is easily read as if there were nothing to say.

    Fix: find out what belongs there and fill in the cell; until then a blank is better than a guess.
    """
    required = [column for column in record.columns.values() if column.required is not Required.NO]
    return noted_of_each(required, lambda column: _gap(record, column, view))


def _gap(record: Record, column: Column[Any], view: View) -> Iterator[Noted]:
    is_placeholder, is_unreadable = _is_placeholder(record, column), record.is_unreadable(column.name)
    if record.has_cell(column.name) and not is_placeholder and not is_unreadable:
        return
    if _is_reported(record, column.name, view) or not _is_required(record, column, view):
        return
    is_blank = not is_placeholder and record.is_blank(column.name)
    heading, placeholder = column.phrase, record.raw_of(column.name).strip()
    yield Noted(column.name, f"leaves “{heading}” blank" if is_blank else f"has “{placeholder}” for “{heading}”")


def _is_placeholder(record: Record, column: Column[Any]) -> bool:
    text = record.raw_of(column.name).strip().casefold()
    return text in _PLACEHOLDERS and not (column.choices and text in vocabulary(column.choices))


def _is_required(record: Record, column: Column[Any], view: View) -> bool:
    if column.required not in _ROLES:
        return True
    has_role, acts_so = _ROLES[column.required]
    if isinstance(record, ProcessingActivity):
        return has_role(record, view)
    if "activity_id" not in record.columns:
        return exists(view.entities, acts_so, view)
    return has_role(activity_of(record, view), view)


def _is_reported(record: Record, column: str, view: View) -> bool:
    fields, cells = view.once(_reported)
    return (record.about.name, record.identity, column) in fields or record.place_of(column) in cells


def _reported(view: View) -> tuple[frozenset[tuple[str, str, str]], frozenset[Place]]:
    """The fields and the cells of all that the first round found; a place without a cell stands for many."""
    fields = frozenset((finding.sheet, finding.record_id, finding.field) for finding in view.earlier)
    cells = frozenset(place for finding in view.earlier for place in finding.places if place.cell)
    return fields, cells


@rule(
    "GOV-07",
    "Every id points to one row",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(1)(d)",),
    each=Record,
    regimes=EVERY_REGIME,
)
def id_without_one_row(record: Record, view: View) -> Iterator[Noted]:
    """An id that stands for no row, or for two, does not say which one is meant.

    Fix: add the row or correct the id; give each row of a sheet an id of its own.
    """
    twins = view.register.sharing_id(record)
    if len(twins) > 1 and record.about.name not in _ID_LOOKED_AT_ELSEWHERE:
        also = tuple((twin, twin.key) for twin in twins)
        yield Noted(record.key, f"stands in {len(twins)} rows of the {record.about.name} sheet", also=also)
    pointing = [column for column in record.columns.values() if _points_to_a_sheet(column)]
    yield from noted_of_each(pointing, lambda column: _dangling(record, column, view))


def _points_to_a_sheet(column: Column[Any]) -> bool:
    """Whether a column holds ids of rows; those of evidence are looked at by GOV-01."""
    sheet = column.refers_to.partition(".")[0]
    return column.kind in {"id", "id_list"} and sheet in sheets() and sheet != "evidence"


def _dangling(record: Record, column: Column[Any], view: View) -> Iterator[Noted]:
    if record.is_blank(column.name):
        return
    sheet = column.refers_to.partition(".")[0]
    named = record.value_of(column.name)
    for identity in dict.fromkeys(named if isinstance(named, tuple) else (named,)):
        if view.register.find(sheets()[sheet], identity) is None:
            text = f"names {identity} as “{column.phrase}”, which is in no row of the {sheet} sheet"
            yield Noted(column.name, text, identity)
