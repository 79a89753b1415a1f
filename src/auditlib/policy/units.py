"""Lines of a plain text joined into paragraphs, list items and table rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from auditlib.policy.lines import Line, hashes, heading_number, item_marker, lines_of

_ENDS = (".", "!", "?", ":", ";", "。", "：")
_SHORT = 60
# What no heading ends with: a sentence that goes on, and the name of a company above its address.
_RUNS_ON = re.compile(
    r"(?:[.,;:!?]|\b(?:and|or|of|the|a|an|to|for|in|on|at|by|with|from|as|your|our|their|its|is|are|who|which|that|"
    r"ltd|limited|inc|llc|llp|plc|corp|gmbh|ag|kg|sa|bv|nv))$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:who|what|how|why|when|where|which)\b", re.IGNORECASE)
_UNDERLINE = re.compile(r"={3,}|-{3,}")


class UnitKind(StrEnum):
    """How a run of lines stands in a plain text."""

    TEXT = "text"
    ITEM = "item"
    INDENTED = "indented"
    TABLE = "table"
    ORNAMENT = "ornament"


@dataclass(slots=True)
class Unit:
    """A run of lines that belong together; `level` is set where the text itself marks a heading."""

    kind: UnitKind
    lines: list[Line] = field(default_factory=list)
    marker: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """The only line, or blank where there are several."""
        return self.lines[0].text if len(self.lines) == 1 else ""

    @property
    def last(self) -> str:
        """The last line."""
        return self.lines[-1].text


def units_of(text: str, start: int, end: int) -> list[Unit]:
    """The units between two offsets, in the order of the text."""
    units: list[Unit] = []
    for group in _groups(text, start, end):
        if not units and all(line.text.isupper() and not line.is_ornament for line in group):
            # A title over several lines: the company, then the document.
            units += [Unit(UnitKind.TEXT, [line]) for line in group]
            continue
        units += _units_of_group(group, units[-1] if units else None)
    return units


def _groups(text: str, start: int, end: int) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines_of(text, start, end):
        if line is not None:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _units_of_group(group: list[Line], before: Unit | None) -> list[Unit]:
    if _is_table(group):
        return [Unit(UnitKind.TABLE, group)]
    width = max(len(line.text) for line in group)
    units: list[Unit] = []
    for line in group:
        _add(units, line, width, before)
    return units


def _is_table(group: list[Line]) -> bool:
    words = [line for line in group if not line.is_ornament]
    return len(words) > 1 and any(all(mark in line.text for line in words) for mark in ("\t", "|"))


def _add(units: list[Unit], line: Line, width: int, before: Unit | None) -> None:
    previous = units[-1] if units else None
    if line.is_ornament:
        if previous and previous.kind is UnitKind.TEXT and previous.text and _UNDERLINE.fullmatch(line.text):
            previous.level = 1 if line.text[0] == "=" else 2
        units.append(Unit(UnitKind.ORNAMENT, [line]))
    elif level := hashes(line.text):
        units.append(Unit(UnitKind.TEXT, [line], "#" * level, level))
    elif marker := item_marker(line.text):
        units.append(Unit(UnitKind.ITEM, [line], marker))
    elif previous and _goes_on(previous, line, width):
        previous.lines.append(line)
    else:
        units.append(Unit(_kind_of_new(units, line, before), [line]))


def _goes_on(unit: Unit, line: Line, width: int) -> bool:
    if unit.kind is UnitKind.ORNAMENT or unit.level:
        return False
    last = unit.lines[-1]
    if _is_heading_above(unit, line):
        return False
    if line.text[0].islower() or (unit.kind is UnitKind.ITEM and line.indent > unit.lines[0].indent):
        return True
    # A line that would still have held the next word was ended on purpose, unless all are short: an address.
    had_room = len(last.text) + 1 + len(line.text.split()[0]) <= width
    is_above_text = len(last.text) <= _SHORT and (len(line.text) > _SHORT or line.text.endswith(_ENDS))
    return not (had_room and (last.text.endswith(_ENDS) or is_above_text))


def _is_heading_above(unit: Unit, line: Line) -> bool:
    """Whether a line is numbered or all capitals, short, and the next one begins a sentence of its own."""
    text = unit.text
    is_begun = line.text[0].isupper() and not line.text.isupper() and line.indent <= unit.lines[0].indent
    number = heading_number(text)
    body = text[number.length :] if number else text
    if not body or not is_begun or len(text) > _SHORT or (_RUNS_ON.search(body) and not _ASKS.match(body)):
        return False
    return body[0].isupper() if number else body.isupper()


def _kind_of_new(units: list[Unit], line: Line, before: Unit | None) -> UnitKind:
    above = units[-1] if units else before
    is_inside = above is not None and above.kind in (UnitKind.ITEM, UnitKind.INDENTED)
    if is_inside and above is not None and line.indent > above.lines[0].indent:
        return UnitKind.INDENTED
    return UnitKind.TEXT
