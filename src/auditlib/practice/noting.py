"""What is noted against rows, as observations; a row with nothing against it bears the statement out."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from auditlib.errors import NotAssessable
from auditlib.practice.looking import borne_out, left_open, proofs_of
from auditlib.practice.observing import Bearing, Observation, seen
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import Condition
from auditlib.rulebook.judging import judge
from auditlib.rulebook.rule import Noted, Rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.evidence import Evidence

R = TypeVar("R", bound=Record)


def noted_on(
    rows: Iterable[R], notes: Callable[[R], Iterable[Noted]], shown: tuple[str, str], applies: Condition, view: View
) -> Iterator[Observation]:
    """What speaks against each row a statement is about; of one against which nothing does, that it bears it out.

    `shown` is a column and what it shows, in words that follow the id of the row. A row that cannot be judged is left
    open and hides nothing of those after it.
    """
    column, text = shown
    for row in rows:
        against: list[Observation] = []
        try:
            if not applies(row, view):
                continue
            against.extend(contrary(row, note) for note in notes(row))
            proofs = proofs_of(row, view) if "evidence_ids" in row.columns else ()
            yield from against or [borne_out(f"{row.identity} {text}", (row, column), proofs=proofs)]
        except NotAssessable as unknown:
            yield from (*against, left_open(row, unknown))


def contrary(row: Record, note: Noted) -> Observation:
    """What is noted of a row, as a contradiction."""
    where = note.record or row
    return seen(Bearing.CONTRARY, f"{where.identity} {note.message}", (where, note.column), *note.also)


def file_cell(evidence_id: str, view: View) -> tuple[tuple[Record, str], ...]:
    """The cell of the evidence sheet that names the file of a source."""
    row = view.register.find(Evidence, evidence_id)
    return ((row, "file_name"),) if row else ()


def until_unknown(observations: Iterable[Observation]) -> Iterator[Observation]:
    """What is seen until something that is needed is not known, and that it is not: for one part of a statement."""
    try:
        yield from observations
    except NotAssessable as unknown:
        yield seen(Bearing.UNKNOWN, unknown.reason)


def noted_by(rules: Iterable[Rule], record: Record, view: View) -> Iterator[Noted]:
    """What rules note of a record they are about; one that cannot be assessed leaves the others their say."""
    yield from noted_of_each(rules, lambda rule: _noted(rule, record, view))


def _noted(rule: Rule, record: Record, view: View) -> Iterator[Noted]:
    verdict = judge(rule, record, view)
    yield from verdict.notes
    if verdict.unknown:
        raise verdict.unknown
