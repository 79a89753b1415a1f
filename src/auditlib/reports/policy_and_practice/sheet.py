"""The policy as a worksheet: one row for each statement, and for each clause that no statement covers."""

from collections.abc import Iterator, Sequence

from auditlib.policy.structure import Clause, ClauseKind
from auditlib.practice.verdicts import Cited, Judged
from auditlib.render.xlsx_text import shorten
from auditlib.reports.entries import source
from auditlib.reports.policy_and_practice.review import CONTRADICTIONS, TEXT, PolicyReview
from auditlib.reports.policy_and_practice.wording import (
    flags_explained,
    flags_of,
    how_read,
    quote_of,
    tested_entry,
    verdict_entry,
)
from auditlib.tables import Entry, Field, Row, Table

_FIELDS = (
    Field("Section", width=24),
    Field("Clause", width=9),
    Field("Words of the clause", width=46),
    Field("Statement", width=12),
    Field("Quote", width=36),
    Field("Read as", width=34),
    Field("Tested", width=40),
    Field("Verdict", width=17),
    Field("Flags", width=12),
    Field("Why", width=50),
    Field("Cells", width=30),
    Field("Findings", width=22),
    Field("Against itself", width=16),
)
_SHOWN_CELLS, _CELL_LENGTH = 4, 60
_NOTE = (
    "One row for each statement in the order of the text, and for each clause without one. The link under Findings "
    "leads to the first of them, the one under Sources to every cell behind the verdict."
)


def policy_sheet(review: PolicyReview) -> Table:
    """The policy, statement by statement."""
    touching: dict[str, list[str]] = {}
    for key, one in review.contradiction_keys:
        for identity in one.commitment_ids:
            touching.setdefault(identity, []).append(key)
    return Table(
        TEXT,
        _title(review),
        _FIELDS,
        tuple(_rows(review, touching)),
        note=f"{_NOTE}\nFlags: {flags_explained()}.",
        empty="No one text of a policy is among the inputs, and the register holds no statement of one.",
    )


def _title(review: PolicyReview) -> str:
    check = review.check
    if check.policy is None or check.file is None:
        return "The policy: no text was read"
    version = f", version {check.version.identity}" if check.version else ""
    return f"{check.policy.title or 'The policy'} ({check.file.name}{version})"


def _rows(review: PolicyReview, touching: dict[str, list[str]]) -> Iterator[Row]:
    beginning: dict[str, list[tuple[str, Judged]]] = {}
    for key, one in review.keyed:
        for clause in review.touched(one.start, one.end or 0)[:1] if one.start is not None else ():
            beginning.setdefault(clause.clause_id, []).append((key, one))
    uncovered = {clause.clause_id for clause in review.check.uncovered}
    for clause in review.clauses:
        about = _clause(review, clause)
        for key, one in beginning.get(clause.clause_id, ()):
            yield Row(key, (*about, *_statement(review, one, touching)), group=clause.clause_id)
        if clause.clause_id not in beginning:
            yield Row(clause.clause_id, (*about, *_nothing(clause, is_uncovered=clause.clause_id in uncovered)))
    for key, one in review.keyed:
        if one.start is None:
            section = Entry(one.commitment.raw_of("section") or None)
            nowhere = Entry(None, absent="in no one place")
            yield Row(key, (section, nowhere, nowhere, *_statement(review, one, touching)))


def _clause(review: PolicyReview, clause: Clause) -> tuple[Entry, ...]:
    marker = f"{clause.marker} " if clause.marker else ""
    return Entry(review.section_name(clause)), Entry(clause.clause_id), Entry(f"{marker}{clause.words}")


def _statement(review: PolicyReview, one: Judged, touching: dict[str, list[str]]) -> tuple[Entry, ...]:
    cited = tuple(dict.fromkeys(one.decision.cited))
    against = tuple(touching.get(one.commitment.identity, ()))
    return (
        Entry(one.commitment.identity),
        Entry(quote_of(one) or None),
        Entry(how_read(one.commitment)),
        tested_entry(one),
        verdict_entry(one),
        Entry(flags_of(one) or None, absent="none"),
        Entry(one.decision.reasons or None),
        Entry(_first(cited) or None, tuple(source(each.record, each.column) for each in cited), absent="none"),
        review.finding_links(one.finding_ids),
        Entry(against or None, absent="none", leads_to=tuple((CONTRADICTIONS, key) for key in against)),
    )


def _first(cited: Sequence[Cited]) -> tuple[str, ...]:
    """The first of the cells in short; the sheet Sources has each of them whole."""
    shown = tuple(
        shorten(f"{one.record.identity} {one.column}: {one.record.raw_of(one.column) or 'blank'}", _CELL_LENGTH)
        for one in cited[:_SHOWN_CELLS]
    )
    more = len(cited) - len(shown)
    return (*shown, f"and {more} more under Sources") if more else shown


def _nothing(clause: Clause, *, is_uncovered: bool) -> tuple[Entry, ...]:
    """A clause that no statement begins in: not assessed, covered by nothing, covered from above, or a heading."""
    told = "a heading" if clause.kind is ClauseKind.HEADING else "begins in a clause above"
    why = f"not assessed: {clause.not_assessed}" if clause.not_assessed else told
    absent = "not covered by any statement" if is_uncovered and not clause.not_assessed else why
    return (Entry(None, absent=absent), *(Entry(None, absent="") for _ in _FIELDS[4:]))
