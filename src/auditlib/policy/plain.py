"""Plain text → blocks with offsets: headings, paragraphs, items of lists, rows of tables."""

import re

from auditlib.policy.blocks import Block, BlockKind
from auditlib.policy.headings import heading_levels
from auditlib.policy.lines import Line
from auditlib.policy.units import Unit, UnitKind, units_of

_CELL = re.compile(r"[^\t|]+")


def plain_blocks(text: str, start: int = 0, end: int | None = None, *, has_headings: bool = True) -> list[Block]:
    """The blocks between two offsets of a text, in its order.

    Args:
        text: the whole text.
        start: offset of the first character, in code points.
        end: offset after the last character; None is the end of the text.
        has_headings: whether a line may be a heading; not inside a paragraph of a page that marks its headings.
    """
    units = units_of(text, start, len(text) if end is None else end)
    levels = heading_levels(units) if has_headings else {}
    blocks: list[Block] = []
    indents: list[int] = []
    for index, unit in enumerate(units):
        if index in levels:
            indents.clear()
            blocks.append(_heading(unit, levels[index]))
        elif unit.kind is UnitKind.TABLE:
            blocks += _rows(unit)
        else:
            blocks.append(_block(unit, indents))
    return blocks


def _heading(unit: Unit, level: int) -> Block:
    line = unit.lines[0]
    if unit.level and unit.marker:
        return Block(BlockKind.HEADING, _after(line, unit.marker), line.end, level, unit.marker)
    return Block(BlockKind.HEADING, line.start, line.end, level)


def _after(line: Line, marker: str) -> int:
    rest = line.text[len(marker) :]
    return line.end - len(rest.lstrip())


def _block(unit: Unit, indents: list[int]) -> Block:
    first, last = unit.lines[0], unit.lines[-1]
    if unit.kind is UnitKind.ORNAMENT:
        return Block(BlockKind.ORNAMENT, first.start, last.end)
    if unit.kind is UnitKind.ITEM:
        _place(first.indent, indents)
        return Block(BlockKind.ITEM, _after(first, unit.marker), last.end, len(indents) - 1, unit.marker)
    if unit.kind is UnitKind.INDENTED:
        return Block(BlockKind.CONTINUATION, first.start, last.end, max(len(indents) - 1, 0))
    indents.clear()
    return Block(BlockKind.PARAGRAPH, first.start, last.end)


def _place(indent: int, indents: list[int]) -> None:
    """Put an indent on the stack of the lists that are open there."""
    while indents and indent < indents[-1]:
        indents.pop()
    if not indents or indent > indents[-1]:
        indents.append(indent)


def _rows(unit: Unit) -> list[Block]:
    rows: list[Block] = []
    has_rule = any(line.is_ornament for line in unit.lines)
    for line in unit.lines:
        if line.is_ornament:
            rows.append(Block(BlockKind.ORNAMENT, line.start, line.end))
            continue
        is_header = not rows and (has_rule or len(unit.lines) > 1)
        kind = BlockKind.HEADER_ROW if is_header else BlockKind.ROW
        cells = tuple(_cell(line, found) for found in _CELL.finditer(line.text) if found[0].strip())
        rows.append(Block(kind, cells[0][0], cells[-1][1], cells=cells))
    return rows


def _cell(line: Line, found: re.Match[str]) -> tuple[int, int]:
    start = line.start + found.start() + len(found[0]) - len(found[0].lstrip())
    return start, start + len(found[0].strip())
