"""A policy as it was read: sections, and clauses with their places in the visible text."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

ASSESSED_LANGUAGES = frozenset({"en"})
UNDETERMINED = "und"


class ClauseKind(StrEnum):
    """What a clause is to its reader."""

    HEADING = "heading"
    LEAD_IN = "lead_in"
    BULLET = "bullet"
    SENTENCE = "sentence"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Clause:
    """One heading, sentence, list item or table row; `text` is the visible text from `start` to `end`.

    Offsets count code points. `governed_by` holds the ids of the heading, sub-heading, lead-in and outer item above
    it, outermost first. `marker` is the bullet or number before it, `cells` the offsets of the cells of a row.
    """

    clause_id: str
    kind: ClauseKind
    section_id: str
    sub_heading: str
    governed_by: tuple[str, ...]
    text: str
    start: int
    end: int
    language: str
    marker: str = ""
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    @property
    def not_assessed(self) -> str:
        """Why no statement is read from it: `language`, or blank where it is read."""
        return "" if self.language in ASSESSED_LANGUAGES else "language"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the policy from `start` to `end`; S00 is the block of the title, before the first heading.

    `number` is the one printed before the heading, without its point; blank where there is none.
    """

    section_id: str
    number: str
    heading: str
    start: int
    end: int
    sub_headings: tuple[str, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Policy:
    """The visible text of a policy with its parts; `sha256` is that of the text in UTF-8.

    `language` is an ISO 639-1 code, or `und`. `ornaments` are the offsets of rules and other lines without a word.
    """

    title: str
    language: str
    text: str
    sha256: str
    sections: tuple[Section, ...]
    ornaments: tuple[tuple[int, int], ...] = ()

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in the order of the text."""
        return tuple(clause for section in self.sections for clause in section.clauses)

    @cached_property
    def _by_id(self) -> Mapping[str, Clause]:
        return MappingProxyType({clause.clause_id: clause for clause in self.clauses})

    @cached_property
    def _sections_by_id(self) -> Mapping[str, Section]:
        return MappingProxyType({section.section_id: section for section in self.sections})

    @cached_property
    def _governed(self) -> Mapping[str, tuple[Clause, ...]]:
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            for above in clause.governed_by:
                found.setdefault(above, []).append(clause)
        return MappingProxyType({above: tuple(below) for above, below in found.items()})

    def clause(self, clause_id: str) -> Clause:
        """The clause of an id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[clause_id]

    def section_of(self, clause: Clause) -> Section:
        """The section in which a clause stands."""
        return self._sections_by_id[clause.section_id]

    def governing(self, clause: Clause) -> tuple[Clause, ...]:
        """The headings, lead-in and outer items above a clause, outermost first."""
        return tuple(self._by_id[above] for above in clause.governed_by)

    def governed(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses a heading, lead-in or item stands above, in the order of the text."""
        return self._governed.get(clause.clause_id, ())

    def overlapping(self, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses that share at least one character with the text from `start` to `end`."""
        # Clauses follow each other, so their starts and their ends are both in order.
        first = bisect_right(self.clauses, start, key=lambda clause: clause.end)
        return self.clauses[first : bisect_left(self.clauses, end, key=lambda clause: clause.start)]

    @cached_property
    def dangling_lead_ins(self) -> tuple[Clause, ...]:
        """The lead-ins after which nothing follows that they could lead to."""
        return tuple(one for one in self.clauses if one.kind is ClauseKind.LEAD_IN and not self.governed(one))
