"""What became of each statement when the text of a policy changed; likeness never decides what a change means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from auditlib.policy.aligning import aligned, likeness, plain_words
from auditlib.policy.marks import KINDS, differences, marks_of, names_of
from auditlib.policy.structure import Clause, ClauseKind, Policy, Section


class Statement(Protocol):
    """What comparing needs of a commitment; a row of the sheet and a proposal both have it."""

    @property
    def commitment_id(self) -> str:
        """Its permanent id."""
        ...

    @property
    def quote(self) -> str | None:
        """Its words, verbatim."""
        ...

    @property
    def quote_start(self) -> int | None:
        """Offset of the first character in the old text."""
        ...

    @property
    def quote_end(self) -> int | None:
        """Offset after the last character in the old text."""
        ...


class Status(StrEnum):
    """What became of a statement."""

    EXACT = "exact"
    MOVED = "moved"
    NORMALISED = "normalised"
    EDITED = "edited"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one statement.

    `start` and `end` are the offsets in the new text: of the quote, or of the clause it became, or None where lost.
    `reasons` are the kinds of words on which the meaning turns and that differ; without one an edit is cosmetic
    until a person confirms it. `likeness` of the old clause and the new one is shown, and decides nothing.
    """

    commitment_id: str
    status: Status
    quote: str
    old_section: str
    new_section: str
    start: int | None
    end: int | None
    new_text: str
    likeness: float
    reasons: tuple[str, ...]

    @property
    def is_substantive(self) -> bool:
        """Whether the change is one of substance, whatever the likeness."""
        return self.status is Status.LOST or bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a policy: one change for each statement, in their order; clauses and sections that changed."""

    changes: tuple[Change, ...]
    new_clauses: tuple[Clause, ...]
    removed_clauses: tuple[Clause, ...]
    renumbered: tuple[tuple[Section, Section], ...]

    @property
    def has_other_words(self) -> bool:
        """Whether anything else is said: a statement edited or gone, a clause added or removed; moving is neither."""
        is_edited = any(change.status in {Status.EDITED, Status.LOST} for change in self.changes)
        return is_edited or bool(self.new_clauses or self.removed_clauses)


_LISTED = frozenset({ClauseKind.BULLET, ClauseKind.ROW})
NOT_IN_OLD_TEXT = "not in the old text"
LANGUAGE = "language"


def compare(old: Policy, statements: Iterable[Statement], new: Policy) -> Comparison:
    """Follow each statement of an old text into a new one."""
    pairs = aligned(old, new)
    names = names_of(
        clause.text for one in (old, new) for clause in one.clauses if clause.kind is not ClauseKind.HEADING
    )
    follow = _Follower(old, new, pairs, names)
    reached = {clause.clause_id for clause in pairs.values()}
    return Comparison(
        tuple(follow.change(statement) for statement in statements),
        tuple(clause for clause in new.clauses if clause.clause_id not in reached),
        tuple(clause for clause in old.clauses if clause.clause_id not in pairs),
        tuple(_renumbered(old, new, pairs)),
    )


def _renumbered(old: Policy, new: Policy, pairs: Mapping[str, Clause]) -> Iterable[tuple[Section, Section]]:
    by_id = {section.section_id: section for section in new.sections}
    for section in old.sections[1:]:
        became = pairs.get(section.clauses[0].clause_id) if section.clauses else None
        other = by_id[became.section_id] if became else None
        if other and (section.number, section.section_id) != (other.number, other.section_id):
            yield section, other


class _Follower:
    """Follows statements from one text into another."""

    def __init__(self, old: Policy, new: Policy, pairs: Mapping[str, Clause], names: frozenset[str]) -> None:
        self._old = old
        self._new = new
        self._pairs = pairs
        self._names = names

    def change(self, statement: Statement) -> Change:
        """What became of a statement."""
        quote = statement.quote or ""
        clauses = self._clauses_of(quote, statement.quote_start, statement.quote_end)
        became = self._became(quote, clauses)
        old_section = clauses[0].section_id if clauses else ""
        if not became:
            return Change(statement.commitment_id, Status.LOST, quote, old_section, "", None, None, "", 0.0, ())
        start, end, is_verbatim = self._place(quote, became)
        status = self._status(clauses, became, is_verbatim=is_verbatim)
        reasons = self._reasons(clauses, became) if status is Status.EDITED else ()
        alike = likeness(_joined(clauses) or quote, _joined(became))
        shown = self._new.text[start:end]
        new_section = became[0].section_id
        return Change(
            statement.commitment_id, status, quote, old_section, new_section, start, end, shown, alike, reasons
        )

    def _clauses_of(self, quote: str, start: int | None, end: int | None) -> tuple[Clause, ...]:
        text = self._old.text
        if start is None or end is None or text[start:end] != quote:
            # The offsets are not those of this text: the words still stand for themselves, where they stand once.
            start = text.find(quote) if quote and text.count(quote) == 1 else -1
            end = start + len(quote)
        return self._old.overlapping(start, end) if start >= 0 else ()

    def _became(self, quote: str, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
        found = [self._pairs[one.clause_id] for one in clauses if one.clause_id in self._pairs]
        if found:
            return tuple(sorted({one.clause_id: one for one in found}.values(), key=lambda one: one.start))
        start = self._new.text.find(quote) if quote.strip() else -1
        return self._new.overlapping(start, start + len(quote)) if start >= 0 else ()

    def _place(self, quote: str, became: Sequence[Clause]) -> tuple[int, int, bool]:
        """Where the quote stands in the new text; else the clauses it became."""
        first, last = became[0].start, became[-1].end
        start = self._new.text.find(quote, first, last) if quote else -1
        if start < 0:
            return first, last, False
        return start, start + len(quote), True

    def _status(self, clauses: Sequence[Clause], became: Sequence[Clause], *, is_verbatim: bool) -> Status:
        if not clauses or not self._has_same_words(clauses, became):
            return Status.EDITED
        if not is_verbatim:
            return Status.NORMALISED
        heading = self._old.section_of(clauses[0]).clauses[0]
        new_heading = self._new.section_of(became[0]).clauses[0]
        is_there = (
            self._pairs.get(heading.clause_id) == new_heading or clauses[0].section_id == became[0].section_id == "S00"
        )
        return Status.EXACT if is_there else Status.MOVED

    def _has_same_words(self, clauses: Sequence[Clause], became: Sequence[Clause]) -> bool:
        own = [plain_words(one) for one in clauses] == [plain_words(one) for one in became]
        return (
            own
            and not self._heading_reasons(clauses, became)
            and all(
                [plain_words(one) for one in around(self._old, clauses)]
                == [plain_words(one) for one in around(self._new, became)]
                for around in (_above, _below)
            )
        )

    def _heading_reasons(self, clauses: Sequence[Clause], became: Sequence[Clause]) -> tuple[str, ...]:
        """Which words on which the meaning turns differ in the headings that items carry; other words may differ."""
        old, new = (
            marks_of(map(plain_words, _headings(policy, several)), self._names)
            for policy, several in ((self._old, clauses), (self._new, became))
        )
        return tuple(kind for kind in differences(old, new) if kind != "list length")

    def _reasons(self, clauses: Sequence[Clause], became: Sequence[Clause]) -> tuple[str, ...]:
        if not clauses:
            return (NOT_IN_OLD_TEXT,)
        found: list[str] = []
        if any(one.not_assessed for one in (*clauses, *became)):
            found.append(LANGUAGE)
        for around in (_itself, _above, _below):
            old, new = around(self._old, clauses), around(self._new, became)
            texts = [plain_words(one) for one in old], [plain_words(one) for one in new]
            if texts[0] == texts[1]:
                continue
            found += differences(marks_of(texts[0], self._names), marks_of(texts[1], self._names))
            if around is _below and len(old) != len(new):
                found.append("list length")
        found += self._heading_reasons(clauses, became)
        return tuple(kind for kind in (LANGUAGE, *KINDS) if kind in found)


def _joined(clauses: Sequence[Clause]) -> str:
    return " ".join(plain_words(one) for one in clauses)


def _itself(_policy: Policy, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    return tuple(clauses)


def _above(policy: Policy, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The lead-ins and outer items; a heading may be put in other words that mean the same."""
    return tuple(one for one in policy.governing(clauses[0]) if one.kind is not ClauseKind.HEADING)


def _headings(policy: Policy, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The headings that say what an item or a row is one of; a sentence stands for itself."""
    if clauses[0].kind not in _LISTED:
        return ()
    return tuple(one for one in policy.governing(clauses[0]) if one.kind is ClauseKind.HEADING)


def _below(policy: Policy, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The items and rows a lead-in or heading stands above."""
    return tuple(below for one in clauses for below in policy.governed(one) if below.kind in _LISTED)
