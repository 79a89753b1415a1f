"""Drafts the statements of one clause: by its kind it is cut into parts, and each part is read."""

from collections.abc import Iterator
from dataclasses import replace

from auditlib.policy.cutters import CUTTERS, nothing
from auditlib.policy.cutting import Fragment, main_clauses, trimmed
from auditlib.policy.drafts import Draft, Source
from auditlib.policy.facts import durations_in, emails_in
from auditlib.policy.kinds import kind_of, kind_of_words, row_kinds
from auditlib.policy.naming import countries_in, parties_in
from auditlib.policy.readings import NARRATES
from auditlib.policy.structure import Clause, ClauseKind, Policy


def drafts_of(clause: Clause, policy: Policy) -> tuple[Draft, ...]:
    """The statements a clause makes, in no particular order; none where nothing tells what it is about.

    A sentence of which only the heading tells the kind makes a statement only where it names a shared term.
    """
    if clause.kind is ClauseKind.ROW and (cells := row_kinds(clause, policy)):
        return tuple(draft for kind, cell in cells.items() for draft in _of_cell(clause, policy, kind, cell))
    kind = kind_of(clause, policy)
    whole = trimmed(policy.text, clause.start, clause.end)
    parts = [part for part in main_clauses(policy.text, whole) if part.end > part.start]
    drafts = [draft for part in parts for draft in _of_part(clause, policy, part, kind if len(parts) == 1 else "")]
    return tuple(_to_the_end(draft, whole, clause) for draft in drafts)


def _of_cell(clause: Clause, policy: Policy, kind: str, cell: tuple[int, int]) -> Iterator[Draft]:
    """What a row states of one kind: one statement where the whole of it does."""
    one, part = Source(clause, policy, kind), trimmed(policy.text, *cell)
    if cell == (clause.start, clause.end):
        # The cell of a legal basis is no ground of keeping.
        yield one.draft(part, () if kind == "retains" else None)
    elif part.end > part.start:
        yield from CUTTERS.get(kind, nothing)(one, part)


def _of_part(clause: Clause, policy: Policy, part: Fragment, kind: str) -> Iterator[Draft]:
    words = " ".join(policy.text[part.start : part.end].split())
    own = kind_of_words(words)
    kind = kind or own or kind_of(clause, policy)
    is_told = clause.kind is not ClauseKind.SENTENCE or kind in ("identity", own)
    is_told = is_told or bool(
        durations_in(words) or emails_in(words) or countries_in(words) or _names_recipient(kind, words)
    )
    drafts = CUTTERS.get(kind, nothing)(Source(clause, policy, kind), part)
    yield from (
        draft
        for draft in drafts
        if is_told or draft.terms or draft.reading == NARRATES or draft.reading[0] == "forbids"
    )


def _names_recipient(kind: str, words: str) -> bool:
    return kind == "shares_with" and bool(parties_in(words))


def _to_the_end(draft: Draft, whole: Fragment, clause: Clause) -> Draft:
    """A statement that is the whole sentence has its point too."""
    is_whole = (draft.start, draft.end) == (whole.start, whole.end) and clause.kind is ClauseKind.SENTENCE
    return replace(draft, end=clause.end) if is_whole else draft
