"""A policy as detectors look at it: clauses in a language that is read, statements with their places."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from auditlib.policy.comparing import Statement
from auditlib.policy.contradictions.cues import cue
from auditlib.policy.lexicon import values_in
from auditlib.policy.naming import own_names_in
from auditlib.policy.quotes import placed
from auditlib.policy.structure import Clause, ClauseKind, Policy, Section


class Commitment(Statement, Protocol):
    """A statement with how it is read; a row of the sheet and a proposal both have it."""

    @property
    def kind(self) -> str | None:
        """What it is about, a value of `claim_kind`."""
        ...

    @property
    def operator(self) -> str | None:
        """How it is tested, a value of `claim_operator`."""
        ...

    @property
    def vocabulary(self) -> str | None:
        """The closed list of its terms."""
        ...

    @property
    def terms(self) -> tuple[str, ...]:
        """The shared terms it names."""
        ...

    @property
    def named_parties(self) -> tuple[str, ...]:
        """The companies and tools it names."""
        ...


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement where it stands, from `start` to `end`, beginning in `clause`.

    The id is blank where nobody made a statement of the words.
    """

    commitment_id: str
    kind: str
    operator: str
    vocabulary: str
    terms: frozenset[str]
    named_parties: tuple[str, ...]
    quote: str
    start: int
    end: int
    clause: Clause

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    @property
    def words(self) -> str:
        """The quote on one line, without the word that joins it to the one before and the point after it."""
        return cue("joins").sub("", " ".join(self.quote.split())).rstrip(".,;")


class Reader:
    """A policy, what is stated in it, and the day on which it is judged."""

    def __init__(self, policy: Policy, statements: Iterable[Commitment], as_of: date) -> None:
        self.policy = policy
        self.as_of = as_of
        self.clauses = tuple(clause for clause in policy.clauses if not clause.not_assessed)
        self.has_other_language = len(self.clauses) < len(policy.clauses)
        self._starts = [clause.start for clause in policy.clauses]
        self._positions = {clause.clause_id: position for position, clause in enumerate(policy.clauses)}
        self._sections = {section.section_id: section for section in policy.sections}
        self.statements = tuple(sorted(self._placed(tuple(statements)), key=lambda one: one.span))

    def _placed(self, statements: Sequence[Commitment]) -> Iterator[Stated]:
        """The statements whose words stand in the text, in one place, in a language that is read."""
        if not self.clauses:
            return
        for one, place in zip(statements, placed(self.policy, statements), strict=True):
            if place.start is None or place.end is None:
                continue
            clause = self.clause_at(place.start)
            if not clause.not_assessed:
                yield Stated(
                    one.commitment_id,
                    one.kind or "",
                    one.operator or "",
                    one.vocabulary or "",
                    frozenset(one.terms),
                    one.named_parties,
                    one.quote or "",
                    place.start,
                    place.end,
                    clause,
                )

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names of the company that publishes the text."""
        return frozenset(own_names_in(self.policy.text))

    def clause_at(self, offset: int) -> Clause:
        """The clause in which a place of the text lies, or the one before it."""
        return self.policy.clauses[max(0, bisect_right(self._starts, offset) - 1)]

    def before(self, clause: Clause) -> Clause | None:
        """The clause before one in the same section, the heading left out."""
        position = self._positions[clause.clause_id]
        earlier = self.policy.clauses[position - 1] if position else clause
        is_near = earlier.section_id == clause.section_id and earlier.kind is not ClauseKind.HEADING
        return earlier if position and is_near else None

    def section_of(self, clause: Clause) -> Section:
        """The section in which a clause stands."""
        return self._sections[clause.section_id]

    def of_kind(self, *kinds: str) -> tuple[Stated, ...]:
        """The statements of some kinds, in the order of the text."""
        return tuple(one for one in self.statements if one.kind in kinds)

    def read_as(self, clause: Clause, kind: str, operator: str, vocabulary: str) -> Stated:
        """A clause of which nobody made a statement, as the statement it is; its terms are those it names."""
        words = " ".join(one.words for one in (clause, *self.policy.governed(clause)))
        terms = frozenset(values_in(words, vocabulary))
        return Stated("", kind, operator, vocabulary, terms, (), clause.text, clause.start, clause.end, clause)

    def saying(self, name: str) -> tuple[Clause, ...]:
        """The clauses that hold a cue, in the order of the text."""
        return tuple(clause for clause in self.clauses if cue(name).search(clause.text))

    def lead_ins(self, clause: Clause) -> str:
        """The words of the lead-ins above a clause and its own."""
        above = (one.words for one in self.policy.governing(clause) if one.kind is ClauseKind.LEAD_IN)
        return " ".join((*above, clause.words))

    def is_about_what_is_handed_over(self, clause: Clause) -> bool:
        """Whether a clause speaks of what clients hand over, by its words, those above, or what its pronoun means."""
        if any(cue("handed_over").search(one.text) for one in (clause, *self.policy.governing(clause))):
            return True
        earlier = self.before(clause) if cue("pronoun").search(clause.text) else None
        return earlier is not None and cue("handed_over").search(earlier.text) is not None

    def in_first_person(self, clause: Clause) -> str:
        """The words of a clause with `we` for the names of the company that publishes the text."""
        return self._own_name.sub("we", clause.words) if self.own_names else clause.words

    @cached_property
    def _own_name(self) -> re.Pattern[str]:
        names = sorted(self.own_names, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

    def commitment_ids(self, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        """The statements that quote from some parts of the text, in its order."""
        found = {position for start, end in spans for position in self._overlapping(start, end)}
        return tuple(self.statements[position].commitment_id for position in sorted(found))

    def _overlapping(self, start: int, end: int) -> Iterator[int]:
        """The positions of the statements that share a character with a part of the text."""
        latest = bisect_right(self.statements, end - 1, key=lambda one: one.start)
        for position in range(latest - 1, -1, -1):
            if self._reach[position] <= start:
                return
            if self.statements[position].end > start:
                yield position

    @cached_property
    def _reach(self) -> tuple[int, ...]:
        """For each statement, how far it and those before it reach."""
        reach: list[int] = []
        for one in self.statements:
            reach.append(max(one.end, reach[-1] if reach else 0))
        return tuple(reach)
