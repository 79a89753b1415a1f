"""Blocks of a text with their offsets, and the canonical text that is put together from pieces of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of text is, before it is cut into clauses."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CONTINUATION = "continuation"
    HEADER_ROW = "header_row"
    ROW = "row"
    ORNAMENT = "ornament"


ROWS = frozenset({BlockKind.HEADER_ROW, BlockKind.ROW})


@dataclass(frozen=True, slots=True)
class Block:
    """One block from `start` to `end`, in code points, its marker left out.

    `level` counts headings from 1 and the depth of items from 0; `cells` are the offsets of the cells of a row.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    marker: str = ""
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page before it has a place in the text; a row has cells and no text of its own."""

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The canonical text: a blank line between blocks, none inside a list or a table, cells apart by a tab."""
    parts: list[str] = []
    blocks: list[Block] = []
    length, before = 0, None
    for piece in pieces:
        lead = _lead(before, piece)
        body = "\t".join(piece.cells) if piece.cells else piece.text
        start = length + len(lead)
        length = start + len(body)
        parts += [lead, body]
        blocks.append(_placed(piece, body, start))
        before = piece
    return "".join(parts), tuple(blocks)


def _lead(before: Piece | None, piece: Piece) -> str:
    indent = ""
    if piece.kind is BlockKind.ITEM:
        indent = "  " * (piece.level + 1) + (f"{piece.marker} " if piece.marker else "")
    elif piece.kind is BlockKind.CONTINUATION:
        indent = "  " * (piece.level + 2)
    if before is None:
        return indent
    runs_on = before.kind is piece.kind is BlockKind.ITEM or (before.kind in ROWS and piece.kind is BlockKind.ROW)
    return ("\n" if runs_on else "\n\n") + indent


def _placed(piece: Piece, body: str, start: int) -> Block:
    # Empty cells at either side leave tabs that belong to no word.
    first = start + len(body) - len(body.lstrip())
    cells = _cells(piece.cells, start)
    return Block(piece.kind, first, first + len(body.strip()), piece.level, piece.marker, cells)


def _cells(cells: tuple[str, ...], start: int) -> tuple[tuple[int, int], ...]:
    placed = []
    for cell in cells:
        placed.append((start, start + len(cell)))
        start += len(cell) + 1
    return tuple(placed)
