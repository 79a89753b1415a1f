"""The period against the one before: what became of findings, and how the register changed row by row."""

from collections import Counter
from collections.abc import Iterable

from auditlib.audit import Audit
from auditlib.findings import Finding, PastFinding, State
from auditlib.prior.standing import NOTHING_TO_COMPARE, CellChange, ChangeKind, RowChange
from auditlib.reports.entries import source
from auditlib.reports.self_assessment.cells import rule_in_words
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from auditlib.tables import Entry, Field, Row, Source, Table, Value, plain_table

_FIRST = f"{NOTHING_TO_COMPARE[0].upper()}{NOTHING_TO_COMPARE[1:]}."
_KINDS = {
    ChangeKind.CAME: "came",
    ChangeKind.WENT: "went",
    ChangeKind.CHANGED: "changed",
    ChangeKind.RENUMBERED: "has a new id",
}
_WORDS = {State.NOT_RETESTED: "not retested", State.RESOLVED: "resolved"}
# More than these are counted in the line; the tables below name each.
_NAMED = 12


def movement(audit: Audit) -> Table:
    """How many findings are new, persist, came back, were resolved or not retested, and which."""
    now, past = audit.findings, audit.past
    lines: tuple[tuple[str, str, Iterable[Finding]], ...] = (
        ("New", "found for the first time", _in(State.NEW, now)),
        ("Persisting", "found before, the same facts", _persisting(now, changed=False)),
        ("Persisting, facts changed", "found before; what the cells say is different", _persisting(now, changed=True)),
        ("Reopened", "resolved in an earlier period, found again", _in(State.REOPENED, now)),
        ("Not retested", "found before; nobody could look again, so it stays open", _in(State.NOT_RETESTED, past)),
        ("Resolved", "the same record examined again, no such exception noted", _in(State.RESOLVED, past)),
    )
    rows = [] if audit.case.previous is None else [_counted(*line) for line in lines]
    fields = (
        Field("State", width=24),
        Field("Findings", width=10),
        Field("Meaning", width=50),
        Field("Which", width=70),
    )
    words = audit.comparison.in_words
    earlier = f" {len(audit.history)} more were closed before that." if audit.history else ""
    note = f"{words[0].upper()}{words[1:]}.{earlier}" if rows else ""
    return Table("Movement", "Findings since the period before", fields, tuple(rows), note, _FIRST, has_places=False)


def _in(state: State, found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.state is state]


def _persisting(found: Iterable[Finding], *, changed: bool) -> list[Finding]:
    return [one for one in _in(State.PERSISTING, found) if one.facts_changed is changed]


def _counted(state: str, meaning: str, found: Iterable[Finding]) -> Row:
    ids = [f"{one.rule_id} {one.record_id}" for one in found]
    more = [f"and {len(ids) - _NAMED} more"] if len(ids) > _NAMED else []
    which = "; ".join([*ids[:_NAMED], *more])
    return Row(state, (Entry(state), Entry(len(ids)), Entry(meaning), Entry(which or None, absent="none")))


def not_retested(audit: Audit) -> Table:
    """Each earlier finding at which nobody could look again, with the reason; it stays open."""
    title = "Earlier findings not retested, still open"
    return _not_made_again(audit, State.NOT_RETESTED, "Not retested", title)


def resolved(audit: Audit) -> Table:
    """Each earlier finding whose record was examined again without it, with what that rests on."""
    return _not_made_again(audit, State.RESOLVED, "Resolved", "Earlier findings resolved")


def _not_made_again(audit: Audit, state: State, name: str, title: str) -> Table:
    rows = tuple(Row(one.finding_id, _past(one)) for one in audit.past if one.state is state)
    fields = (
        Field("Finding", width=20),
        Field("What was found", width=60),
        Field("Why", width=50),
        Field("First seen", width=12),
    )
    empty = "There are none." if audit.case.previous else _FIRST
    return Table(name, title, fields, rows, "", empty, has_places=False)


def _past(one: PastFinding) -> tuple[Entry, ...]:
    found = Entry(one.finding_id, mark=one.severity.value)
    return found, Entry(one.message), Entry(f"{_WORDS[one.state]}: {one.reason}"), Entry(one.first_seen)


def changes_by_sheet(audit: Audit) -> Table:
    """How many rows of each sheet came, went, changed or have a new id."""
    counts = Counter((one.sheet, one.kind) for one in audit.comparison.changes)
    changed = dict.fromkeys(one.sheet for one in audit.comparison.changes)
    rows: list[tuple[Value, ...]] = [
        (sheets()[name].about.title, *(counts[name, kind] for kind in _KINDS), len(audit.case.register.named(name)))
        for name in changed
    ]
    headings = ("Sheet", "Came", "Went", "Changed", "New id", "Rows now")
    missing = ", ".join(audit.comparison.not_compared)
    note = f"Supplied in one of the two periods only, so not compared: {missing}." if missing else ""
    empty = "No row came, went or changed." if audit.case.previous else _FIRST
    title = "Changes of the register, by sheet"
    return plain_table("Changes by sheet", title, headings, rows, note=note, empty=empty)


def changes(audit: Audit) -> Table:
    """Every change of the register row by row: what stood there before, and what stands there now."""
    every = audit.comparison.changes
    rows = tuple(row for number, change in enumerate(every) for row in _rows(change, number, audit))
    fields = (
        Field("Sheet", width=26),
        Field("Record", width=14),
        Field("What changed", width=26),
        Field("Before", width=50),
        Field("Now", width=50),
    )
    empty = "No row came, went or changed." if audit.case.previous else _FIRST
    return Table("Changes", "Changes of the register, row by row", fields, rows, empty=empty)


def _rows(change: RowChange, number: int, audit: Audit) -> tuple[Row, ...]:
    kind = sheets()[change.sheet]
    head = (Entry(kind.about.title), Entry(change.record_id))
    now = audit.case.register.get(kind, change.record_id)
    if change.kind is ChangeKind.CHANGED:
        return tuple(
            Row(
                f"{number} {cell.column}",
                (*head, Entry(kind.columns[cell.column].header), _text(cell.before), _text(cell.after, now, cell)),
            )
            for cell in change.cells
        )
    before = Entry(change.earlier_id, absent="") if change.earlier_id else _row(change.cells, kind, is_now=False)
    after = Entry(change.record_id) if change.earlier_id else _row(change.cells, kind, is_now=True)
    return (Row(str(number), (*head, Entry(f"the row {_KINDS[change.kind]}"), before, after)),)


def _text(text: str, now: Record | None = None, cell: CellChange | None = None) -> Entry:
    behind: tuple[Source, ...] = (source(now, cell.column),) if now and cell else ()
    return Entry(text or None, behind, absent="blank")


def _row(cells: Iterable[CellChange], kind: type[Record], *, is_now: bool) -> Entry:
    texts = ((cell.column, cell.after if is_now else cell.before) for cell in cells)
    return Entry(
        "; ".join(f"{kind.columns[name].header}: {text}" for name, text in texts if text) or None, absent="no row"
    )


def reopened(audit: Audit) -> Table:
    """Each finding that came back, with the period that had resolved it."""
    rows = [
        (one.finding_id, rule_in_words(one), one.message, one.first_seen, one.resolved_in)
        for one in _in(State.REOPENED, audit.findings)
    ]
    headings = ("Finding", "Rule", "What the register shows", "First seen", "Resolved in")
    empty = "No resolved finding came back." if audit.case.previous else _FIRST
    return plain_table("Reopened", "Findings that came back", headings, rows, empty=empty)
