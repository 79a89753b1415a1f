"""Questions about several records at once, some of which may be open."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from auditlib.errors import NotAssessable
from auditlib.rulebook.conditions import Condition
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.schema.record import Record

T = TypeVar("T")


def exists(records: Iterable[Record], condition: Condition, view: View) -> bool:
    """Whether one of the records fulfils a condition. One that does settles it; only else does an unknown one count.

    Raises:
        NotAssessable: none fulfils it, and of one that is not known.
    """
    unknown: NotAssessable | None = None
    for record in records:
        try:
            if condition(record, view):
                return True
        except NotAssessable as open_question:
            unknown = unknown or open_question
    if unknown is not None:
        raise unknown
    return False


def noted_of_each(items: Iterable[T], noted: Callable[[T], Iterable[Noted]]) -> Iterator[Noted]:
    """What there is to note about each item; one that cannot be judged hides nothing of those after it.

    Raises:
        NotAssessable: one of them could not be judged, after all that could have been.
    """
    unknown: NotAssessable | None = None
    for item in items:
        try:
            yield from noted(item)
        except NotAssessable as open_question:
            unknown = unknown or open_question
    if unknown is not None:
        raise unknown


def named(kind: type[Record], identity: str, view: View) -> str:
    """A record for a sentence, by name and id, such as "Northgate (VND-03)"; by id alone where it has no name."""
    record = view.register.find(kind, identity) if view.register.has(kind) else None
    name = next(record.names(), "") if record else ""
    return f"{name} ({identity})" if name else identity


def listed_in_words(items: Iterable[str], conjunction: str = "and") -> str:
    """Several things in a sentence: "a, b and c"."""
    *others, last = items
    return f"{', '.join(others)} {conjunction} {last}" if others else last
