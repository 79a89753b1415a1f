"""Whether quotes stand in the text where they are said to stand, and which clauses no statement covers."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from auditlib.policy.comparing import Statement
from auditlib.policy.structure import Clause, ClauseKind, Policy


class QuoteState(StrEnum):
    """How a quote stands in the text."""

    VERBATIM = "verbatim"
    ELSEWHERE = "elsewhere"
    SEVERAL = "several"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quote with its place: `start` and `end` where it stands, or None where that is not one place.

    `elsewhere` is once, but not at the offsets given; `several` is more than once, and not at the offsets given.
    """

    commitment_id: str
    state: QuoteState
    start: int | None
    end: int | None


def placed(policy: Policy, statements: Iterable[Statement]) -> tuple[PlacedQuote, ...]:
    """Where the quote of each statement stands in the text, letter for letter."""
    return tuple(_place(policy.text, one) for one in statements)


def stands(policy: Policy, statement: Statement) -> bool:
    """Whether the quote of a statement stands in one place of the text, letter for letter."""
    return _place(policy.text, statement).start is not None


def _place(text: str, statement: Statement) -> PlacedQuote:
    quote, start, end = statement.quote or "", statement.quote_start, statement.quote_end
    if quote and start is not None and end is not None and start >= 0 and text[start:end] == quote:
        return PlacedQuote(statement.commitment_id, QuoteState.VERBATIM, start, end)
    count = text.count(quote) if quote.strip() else 0
    if count != 1:
        return PlacedQuote(statement.commitment_id, QuoteState.SEVERAL if count else QuoteState.ABSENT, None, None)
    found = text.index(quote)
    return PlacedQuote(statement.commitment_id, QuoteState.ELSEWHERE, found, found + len(quote))


def uncovered(policy: Policy, statements: Iterable[Statement]) -> tuple[Clause, ...]:
    """The clauses no statement quotes a word of; headings and headers of tables state nothing and are left out."""
    is_quoted = touching(
        (one.start, one.end) for one in placed(policy, statements) if one.start is not None and one.end
    )
    states = (clause for clause in policy.clauses if clause.kind is not ClauseKind.HEADING and not _is_header(clause))
    return tuple(clause for clause in states if not is_quoted(clause.start, clause.end))


def touching(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Whether one of some spans shares a character with the text between two offsets, as a function of these."""
    ordered = sorted(spans)
    reach = tuple(accumulate((end for _, end in ordered), max))

    def is_touched(start: int, end: int) -> bool:
        before = bisect_left(ordered, (end,))
        return before > 0 and reach[before - 1] > start

    return is_touched


def _is_header(clause: Clause) -> bool:
    return clause.kind is ClauseKind.LEAD_IN and bool(clause.cells)
