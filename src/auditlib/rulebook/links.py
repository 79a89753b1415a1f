"""Rows that other rows name: an id without a row is not known, neither a yes nor a no."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from auditlib.errors import NotAssessable
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import Condition, known, some
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.schema.columns import Required
from auditlib.schema.record import Record
from auditlib.scope import CONTROLLER_ROLES, PROCESSOR_ROLES, entity_of
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity

R = TypeVar("R", bound=Record)


def row_named(record: Record, column: str, kind: type[R], view: View) -> R:
    """The row that the one id in a cell names.

    Raises:
        NotAssessable: the cell is blank or cannot be read, or no row has the id.
    """
    return _row(record, column, known(record, column), kind, view)


def row_or_none(record: Record, column: str, kind: type[R], view: View) -> R | None:
    """The same where the cell may rightly be blank and then names none."""
    return None if record.is_blank(column) else row_named(record, column, kind, view)


def _row(record: Record, column: str, identity: str, kind: type[R], view: View) -> R:
    return view.register.get(kind, identity, record.place_of(column))


def activity_of(record: Record, view: View) -> ProcessingActivity:
    """The activity a row belongs to; raises `NotAssessable` where that is not known."""
    return row_named(record, "activity_id", ProcessingActivity, view)


def of_activity(condition: Condition) -> Condition:
    """The condition holds for the activity a row belongs to."""
    return lambda record, view: condition(activity_of(record, view), view)


def some_named(column: str, kind: type[Record], condition: Condition) -> Condition:
    """The condition holds for one of the rows that the ids in a cell name; a cell rightly left blank names none."""

    def holds(record: Record, view: View) -> bool:
        if record.is_blank(column) and not _is_expected(record, column, view):
            return False
        return some(*(_named(identity) for identity in known(record, column)))(record, view)

    def _named(identity: str) -> Condition:
        return lambda record, view: condition(_row(record, column, identity, kind, view), view)

    return holds


def states(column: str, *values: str) -> Condition:
    """The cell holds one of the values. A blank one leaves it open only where the sheet asks for it to be filled in."""

    def holds(record: Record, view: View) -> bool:
        if record.is_blank(column) and not _is_expected(record, column, view):
            return False
        return known(record, column) in values

    return holds


def _is_expected(record: Record, column: str, view: View) -> bool:
    required = record.columns[column].required
    if required in (Required.IF_CONTROLLER, Required.IF_PROCESSOR):
        activity = record if isinstance(record, ProcessingActivity) else activity_of(record, view)
        roles = CONTROLLER_ROLES if required is Required.IF_CONTROLLER else PROCESSOR_ROLES
        return known(activity, "role") in roles
    return required is Required.YES


def entity_behind(record: Record, view: View) -> Organisation:
    """The legal entity a row belongs to, by its own column or its activities; raises `NotAssessable` if not known."""
    entity = entity_of(record, view.case.register)
    if entity is None:
        raise NotAssessable("the legal entity it belongs to is not known", record.place_of(record.key))
    return entity


def all_parts(*parts: Iterable[Noted]) -> Iterator[Noted]:
    """What every part of a rule notes: a part that cannot be assessed leaves the others their say."""
    yield from noted_of_each(parts, iter)


def about_each(
    record: Record, column: str, kind: type[R], view: View, notes: Callable[[R], Iterable[Noted]]
) -> Iterator[Noted]:
    """What is noted about each of the rows that the ids in a cell name; the cell may not be blank."""
    yield from noted_of_each(known(record, column), lambda identity: notes(_row(record, column, identity, kind, view)))
