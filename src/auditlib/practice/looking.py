"""Looking at rows: one that cannot be judged is left open, one that bears a statement out says by what proof."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from auditlib.errors import NotAssessable
from auditlib.places import Place
from auditlib.practice.observing import Bearing, Observation, seen
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import listed, readable
from auditlib.sheets.evidence import Evidence

R = TypeVar("R", bound=Record)
Cell = tuple[Record, str]


def of_each(rows: Iterable[R], look: Callable[[R], Iterable[Observation]]) -> Iterator[Observation]:
    """What is seen of each row; one that cannot be judged is left open and hides nothing of those after it."""
    for row in rows:
        try:
            yield from look(row)
        except NotAssessable as unknown:
            yield left_open(row, unknown)


def left_open(row: Record, unknown: NotAssessable) -> Observation:
    """That a row cannot be judged, and why, at the cell that is not known."""
    return seen(Bearing.UNKNOWN, f"{row.identity}: {unknown.reason}", (row, _column_at(row, unknown.place)))


def _column_at(row: Record, place: Place | None) -> str:
    return next((column for column in row.columns if place and row.place_of(column) == place), row.key)


def borne_out(text: str, *cells: Cell, proofs: Iterable[Cell], term: str = "") -> Observation:
    """That a row bears a statement out: by proof where it cites some that holds, else on its own word.

    A row that does not say whether it is active proves nothing of the present.
    """
    shown = tuple(proofs)
    undecided = [row for row, _ in cells if "status" in row.columns and readable(row, "status") is None]
    lacking = "without evidence" if not shown else f"{undecided[0].identity} states no status" if undecided else ""
    bearing = Bearing.STATED if lacking else Bearing.EVIDENCED
    return seen(bearing, f"{text}, {lacking}" if lacking else text, *cells, *shown, term=term)


def proofs_of(row: Record, view: View, *columns: str) -> tuple[Cell, ...]:
    """The cells of a row that name evidence which holds, in `evidence_ids` unless other columns are given."""
    return tuple((row, column) for column in columns or ("evidence_ids",) if _names_proof(row, column, view))


def _names_proof(row: Record, column: str, view: View) -> bool:
    value = readable(row, column)
    named = listed(row, column) or ((value,) if isinstance(value, str) else ())
    rows = (view.register.find(Evidence, identity) for identity in named)
    return any(row is not None and holds(row, view) for row in rows)


def holds(evidence: Evidence, view: View) -> bool:
    """Whether evidence was taken by the last day records may be dated, and its file is the one its row states."""
    taken_on = readable(evidence, "collected_on")
    is_usable = evidence.identity not in view.evidence.unusable and evidence.identity not in view.evidence.hash_differs
    return is_usable and taken_on is not None and taken_on <= view.recorded_until  # type: ignore[operator]
