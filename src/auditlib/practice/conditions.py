"""What a policy attaches to sharing with a kind of recipient: the cells that show the condition was met."""

from collections.abc import Iterator
from functools import partial

from auditlib.data_files import data_rows
from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import of_each
from auditlib.practice.observing import Bearing, Observation, seen
from auditlib.practice.recipients import RECIPIENTS, of_kind, recipients_not_known, vendors_with_data
from auditlib.rulebook.conditions import answer
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import listed
from auditlib.sheets.disclosures import Disclosure
from auditlib.sheets.vendors import Vendor


def conditions_met(term: str, view: View) -> Iterator[Observation]:
    """Each sharing with a kind of recipient, by whether the cells that its condition needs are filled in or say yes."""
    for kind, rows in ((Vendor, _supplying(term, view)), (Disclosure, of_kind(term, view))):
        columns = _columns(term, kind.about.name)
        yield from of_each(rows, partial(_met, term=term, columns=columns))
    yield from recipients_not_known((term,), view)


def _supplying(term: str, view: View) -> list[Vendor]:
    return [row for row in vendors_with_data(view) if term in listed(row, "services")]


def _met(row: Record, term: str, columns: tuple[str, ...]) -> Iterator[Observation]:
    what = f"{row.identity} shows sharing with: {in_words(RECIPIENTS, term)}"
    lacking = [column for column in columns if not _is_met(row, column)]
    for column in lacking:
        yield seen(Bearing.CONTRARY, f"{what}; it does not show “{row.columns[column].phrase}”", (row, column))
    if not lacking:
        shown = columns or (row.key,)
        yield seen(Bearing.STATED, what, *((row, column) for column in shown))


def _is_met(row: Record, column: str) -> bool:
    """Whether a cell is filled in; an answer has to be yes, and one that nobody gave leaves the condition open."""
    if row.columns[column].kind == "yes_no_unknown":
        return answer(row, column) is Answer.YES
    return not row.is_blank(column)


def _columns(term: str, sheet: str) -> tuple[str, ...]:
    every = data_rows(__package__, "data/conditions")
    rows = (row for row in every if (row["recipient_category"], row["sheet"]) == (term, sheet))
    return tuple(column for row in rows for column in row["columns"].split("; "))
