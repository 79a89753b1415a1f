"""Rows found by an id: those that are there, and why there may be more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from auditlib.errors import NotAssessable
from auditlib.schema.record import Record

R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Rows(Generic[R_co]):
    """Rows found, in order; `unknown` says why they may not be all.

    Whoever finds what is needed among the rows that are there is not troubled. Whoever looks to the end, or asks
    whether there is one at all where none is there, meets `NotAssessable`: that there is none is not known.
    """

    there: tuple[R_co, ...]
    unknown: NotAssessable | None = None

    def __iter__(self) -> Iterator[R_co]:
        """Each row that is there; then `NotAssessable` is raised where there may be more."""
        yield from self.there
        self.require_all()

    def __bool__(self) -> bool:
        """Whether there is a row; raises `NotAssessable` where none is there and there may be one."""
        if not self.there:
            self.require_all()
        return bool(self.there)

    def read_in(self, *columns: str) -> "Rows[R_co]":
        """The rows of which these columns can be read; one of which they cannot leaves open what else there is."""
        unread = [(row, column) for row in self.there for column in columns if row.is_unreadable(column)]
        if not unread:
            return self
        row, column = unread[0]
        lost = {id(row) for row, _ in unread}
        unknown = self.unknown or NotAssessable("the cell could not be read", row.place_of(column))
        return Rows(tuple(row for row in self.there if id(row) not in lost), unknown)

    def those(self, holds: "Callable[[R_co], bool]") -> "Rows[R_co]":
        """The rows of which something holds; one of which that is not known leaves open what else there is."""
        found, unknown = [], self.unknown
        for row in self.there:
            try:
                if holds(row):
                    found.append(row)
            except NotAssessable as open_question:
                unknown = unknown or open_question
        return Rows(tuple(found), unknown)

    def require_all(self) -> None:
        """Raise `NotAssessable` where there may be more rows."""
        if self.unknown is not None:
            raise self.unknown
