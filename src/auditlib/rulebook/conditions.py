"""Conditions on a record in three values: a condition that needs what is not known raises `NotAssessable`."""

from collections.abc import Callable
from typing import Any

from auditlib.errors import NotAssessable
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record

Condition = Callable[[Any, View], bool]


def always(_record: Record, _view: View) -> bool:
    """For rules about every row."""
    return True


def every(*conditions: Condition) -> Condition:
    """All of them hold. One that does not settles it; only then does an unknown one leave it open (Kleene's and)."""

    def holds(record: Record, view: View) -> bool:
        unknown: NotAssessable | None = None
        for condition in conditions:
            try:
                if not condition(record, view):
                    return False
            except NotAssessable as open_question:
                unknown = unknown or open_question
        if unknown is not None:
            raise unknown
        return True

    return holds


def some(*conditions: Condition) -> Condition:
    """One of them holds. One that does settles it; only then does an unknown one leave it open (Kleene's or)."""
    return negation(every(*(negation(condition) for condition in conditions)))


def negation(condition: Condition) -> Condition:
    """The condition does not hold; what is unknown stays unknown."""
    return lambda record, view: not condition(record, view)


def one_of(column: str, *values: str) -> Condition:
    """The cell holds one of the values; a blank cell leaves it open."""
    return lambda record, _view: known(record, column) in values


def contains_any(column: str, *values: str) -> Condition:
    """The list in the cell holds at least one of the values; a blank cell leaves it open."""
    return lambda record, _view: not set(values).isdisjoint(known(record, column))


def says_yes(column: str) -> Condition:
    """The answer is yes; blank and unknown leave it open."""
    return lambda record, _view: answer(record, column) is Answer.YES


def says_no(column: str) -> Condition:
    """The answer is no; blank and unknown leave it open."""
    return lambda record, _view: answer(record, column) is Answer.NO


def yes_or_unknown(column: str) -> Condition:
    """The answer is yes, unknown or blank: for rules that say so in their text."""
    return lambda record, _view: record.value_of(column) is not Answer.NO


def is_set(column: str) -> Condition:
    """The cell has content; one that cannot be read leaves it open."""
    return lambda record, _view: not record.is_blank(column)


def is_blank(column: str) -> Condition:
    """The cell has no content; one that cannot be read leaves it open."""
    return lambda record, _view: record.is_blank(column)


def known(record: Record, column: str) -> Any:
    """The value of a cell that has to be filled in for the question at hand.

    Raises:
        NotAssessable: the cell is blank, says unknown or cannot be read.
    """
    if record.is_blank(column):
        heading = record.columns[column].phrase
        raise NotAssessable(f"{record.about.name}: “{heading}” is blank", record.place_of(column))
    value = record.value_of(column)
    return answer(record, column) if value is Answer.UNKNOWN else value


def answer(record: Record, column: str) -> Answer:
    """Yes or no.

    Raises:
        NotAssessable: the cell is blank, says unknown or cannot be read.
    """
    value: Answer = record.value_of(column)
    if value is Answer.UNKNOWN:
        heading = record.columns[column].phrase
        raise NotAssessable(f"{record.about.name}: “{heading}” is not known", record.place_of(column))
    return value


def blank_among(record: Record, *columns: str) -> tuple[str, ...]:
    """Those of the columns whose cells have no content.

    Raises:
        NotAssessable: none is blank, and one cannot be read.
    """
    blank = tuple(column for column in columns if not record.has_cell(column))
    if not blank:
        for column in columns:
            record.is_blank(column)
    return blank
