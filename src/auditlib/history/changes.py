"""The register row by row against that of the period before: what came, went, changed or has a new id."""

from collections.abc import Iterator, Mapping

from auditlib.prior.pack import Rows
from auditlib.prior.standing import CellChange, ChangeKind, RowChange
from auditlib.sheets import sheets

Row = Mapping[str, str]

# What a reader asks for first: who does what, with whom, where, on which basis, for how long.
_FIRST = ("processing_activities", "vendors", "transfers", "purposes", "retention")


def changes_since(before: Rows, now: Rows) -> tuple[RowChange, ...]:
    """Every change of the sheets that both periods supplied: activities, vendors, transfers, bases, retention first."""
    return tuple(
        change
        for name in sorted(sheets(), key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
        if name in before and name in now
        for change in sorted(_of_sheet(name, before[name], now[name]), key=lambda change: change.record_id)
    )


def sheets_not_compared(before: Rows, now: Rows) -> tuple[str, ...]:
    """The sheets that only one of the two periods supplied, in their documented order."""
    return tuple(name for name in sheets() if (name in before) is not (name in now))


def _of_sheet(sheet: str, before: Mapping[str, Row], now: Mapping[str, Row]) -> Iterator[RowChange]:
    went = {identity: row for identity, row in before.items() if identity not in now}
    came = {identity: row for identity, row in now.items() if identity not in before}
    renumbered = _renumbered(sheets()[sheet].key, went, came)
    for new, old in renumbered.items():
        yield RowChange(sheet, new, ChangeKind.RENUMBERED, earlier_id=old)
    for identity in came.keys() - renumbered.keys():
        yield RowChange(sheet, identity, ChangeKind.CAME, _cells({}, came[identity], sheet))
    for identity in went.keys() - set(renumbered.values()):
        yield RowChange(sheet, identity, ChangeKind.WENT, _cells(went[identity], {}, sheet))
    for identity in before.keys() & now.keys():
        if cells := _cells(before[identity], now[identity], sheet):
            yield RowChange(sheet, identity, ChangeKind.CHANGED, cells)


def _cells(before: Row, now: Row, sheet: str) -> tuple[CellChange, ...]:
    pairs = ((column, before.get(column, ""), now.get(column, "")) for column in sheets()[sheet].columns)
    return tuple(CellChange(column, old, new) for column, old, new in pairs if old != new)


def _renumbered(key: str, went: Mapping[str, Row], came: Mapping[str, Row]) -> dict[str, str]:
    """New id → old id, where exactly one row that went holds what exactly one row that came holds."""
    old, new = _by_content(key, went), _by_content(key, came)
    shared = (content for content in new if content and len(new[content]) == len(old.get(content, ())) == 1)
    return {new[content][0]: old[content][0] for content in shared}


def _by_content(key: str, rows: Mapping[str, Row]) -> dict[tuple[tuple[str, str], ...], list[str]]:
    by_content: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for identity, row in rows.items():
        content = tuple(sorted((column, text) for column, text in row.items() if column != key))
        by_content.setdefault(content, []).append(identity)
    return by_content
