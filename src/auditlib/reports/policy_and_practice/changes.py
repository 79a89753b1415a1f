"""What changed in the policy since the pack of the period before, and what a person still has to confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditlib.policy.comparing import NOT_IN_OLD_TEXT, Change, Comparison, Statement, Status, compare
from auditlib.policy.reading import policy_of_text
from auditlib.policy.structure import Policy, Section
from auditlib.practice.verdicts import Flag
from auditlib.prior.pack import Prior
from auditlib.reports.policy_and_practice.review import TEXT, PolicyReview, section_name
from auditlib.scope import readable
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.tables import Entry, Field, Row, Table

_FIELDS = (
    Field("Statement", width=12),
    Field("What became of it", width=18),
    Field("Substance", width=30),
    Field("Words as they were read", width=44),
    Field("Words now", width=44),
)
_CLAUSE_FIELDS = (Field("Change", width=14), Field("Where", width=30), Field("Words", width=70))
_ORDER = (Status.LOST, Status.EDITED, Status.NORMALISED, Status.MOVED, Status.EXACT)
_VERBATIM = frozenset({Status.EXACT, Status.MOVED})
_WORDS = {
    Status.LOST: "lost",
    Status.EDITED: "edited",
    Status.NORMALISED: "same words, other signs",
    Status.MOVED: "moved",
    Status.EXACT: "unchanged",
}


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement as a register holds it, this one or that of the pack before."""

    commitment_id: str
    quote: str | None
    quote_start: int | None
    quote_end: int | None


def changed_statements(review: PolicyReview) -> Table:
    """What became of each statement; those that stayed word for word are counted in the note."""
    title = "Statements that changed"
    comparison, reason = _compared(review)
    if comparison is None:
        return Table("Changes", title, _FIELDS, (), empty=reason, has_places=False)
    keys = {one.commitment.identity: key for key, one in reversed(review.keyed)}
    stale = {one.commitment.identity for one in review.check.judged if Flag.STALE in one.decision.flags}
    changed = [one for one in comparison.changes if one.status is not Status.EXACT or one.commitment_id in stale]
    changed.sort(key=lambda one: (not one.is_substantive, _ORDER.index(one.status)))
    rows = tuple(_row(one, keys, stale) for one in changed)
    kept = len(comparison.changes) - len(changed)
    note = f"{_compared_with(review)} Of {len(comparison.changes)} statements {kept} stand unchanged, word for word."
    return Table("Changes", title, _FIELDS, rows, note, empty="No statement changed.", has_places=False)


def changed_clauses(review: PolicyReview) -> Table:
    """The clauses that are new or gone, and the sections that have another number."""
    title = "Clauses and sections that changed"
    comparison, reason = _compared(review)
    if comparison is None:
        return Table("Changed clauses", title, _CLAUSE_FIELDS, (), empty=reason, has_places=False)
    rows = (*_new(review, comparison), *_gone(comparison), *_renumbered(comparison))
    empty = "No clause is new or gone, and every section has the number it had."
    return Table("Changed clauses", title, _CLAUSE_FIELDS, rows, empty=empty, has_places=False)


def _compared(review: PolicyReview) -> tuple[Comparison | None, str]:
    """The comparison with the text of the period before, or why there is none."""
    prior, policy = review.audit.case.previous, review.check.policy
    if prior is None:
        return None, "First period: there is nothing to compare with."
    if prior.policy_text is None:
        return None, f"Not assessed: the pack of {prior.period.name} holds no text of a policy."
    if policy is None:
        return None, f"Not assessed: {'; '.join(review.check.reasons)}."
    return compare(_old(prior.policy_text), _statements(review, prior), policy), ""


@lru_cache(maxsize=2)
def _old(text: str) -> Policy:
    return policy_of_text(text)


def _statements(review: PolicyReview, prior: Prior) -> Iterator[Statement]:
    """The statements as they were read in the earlier text, then those that were first read in this one."""
    before = prior.rows.get(PolicyCommitment.about.name, {})
    for identity, row in before.items():
        if row.get("status") != "retired":
            yield _read(identity, row.get("quote", ""), row.get("quote_start", ""), row.get("quote_end", ""))
    for one in review.check.judged:
        row_now = one.commitment
        if row_now.identity not in before:
            start, end = (str(readable(row_now, column)) for column in ("quote_start", "quote_end"))
            yield _read(row_now.identity, str(readable(row_now, "quote") or ""), start, end)


def _read(identity: str, quote: str, start: str, end: str) -> _Read:
    return _Read(identity, quote, _number(start), _number(end))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _compared_with(review: PolicyReview) -> str:
    prior = review.audit.case.previous
    return f"Compared with the pack of {prior.period.name}." if prior else ""


def _row(one: Change, keys: dict[str, str], stale: set[str]) -> Row:
    key = keys.get(one.commitment_id)
    return Row(
        one.commitment_id,
        (
            Entry(one.commitment_id, leads_to=((TEXT, key),) if key else ()),
            Entry(_became(one, is_stale=one.commitment_id in stale), mark="high" if one.is_substantive else "low"),
            Entry(_substance(one)),
            Entry(" ".join(one.quote.split()) or None),
            Entry(" ".join(one.new_text.split()) or None, absent="nowhere"),
        ),
    )


def _became(one: Change, *, is_stale: bool) -> str:
    if one.reasons == (NOT_IN_OLD_TEXT,):
        return "new statement"
    if one.status is Status.EDITED and one.quote.split() == one.new_text.split():
        return "edited around it"
    # Words that stand where they stood, and elsewhere too, no longer tell which of them was read.
    return "in no one place" if is_stale and one.status in _VERBATIM else _WORDS[one.status]


def _substance(one: Change) -> str:
    if one.status in (Status.MOVED, Status.NORMALISED) or not one.is_substantive:
        return "cosmetic until a person confirms it"
    return f"substantive: {', '.join(one.reasons)}" if one.reasons else "substantive"


def _new(review: PolicyReview, comparison: Comparison) -> Iterator[Row]:
    for clause in comparison.new_clauses:
        where = Entry(f"{review.section_name(clause)} ({clause.clause_id})", leads_to=((TEXT, clause.clause_id),))
        yield Row(clause.clause_id, (Entry("new"), where, Entry(clause.words)))


def _gone(comparison: Comparison) -> Iterator[Row]:
    for clause in comparison.removed_clauses:
        where = Entry(f"{clause.clause_id} of the earlier text")
        yield Row(f"gone {clause.clause_id}", (Entry("gone"), where, Entry(clause.words)))


def _renumbered(comparison: Comparison) -> Iterator[Row]:
    for old, new in comparison.renumbered:
        entries = (Entry("renumbered"), _moved_to(new), Entry(f"was {section_name(old)}"))
        yield Row(f"renumbered {old.section_id}", entries)


def _moved_to(section: Section) -> Entry:
    first = section.clauses[:1]
    return Entry(section_name(section), leads_to=tuple((TEXT, clause.clause_id) for clause in first))
