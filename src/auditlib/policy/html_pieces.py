"""Walks a page in order and gives its visible blocks, with white space collapsed."""

import re
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from auditlib.policy.blocks import BlockKind, Piece
from auditlib.policy.hidden import Visibility
from auditlib.policy.words import words

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody tfoot thead tr ul"
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BOLD = frozenset({"b", "strong"})
_CELLS = frozenset({"td", "th"})
# A browser shows none of these; they only say where a word may break.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LONGEST_BOLD = 90
_BOLD_LEVEL = 7
_NOT_AT_END = (".", ",", ";", ":", "!")


@dataclass(slots=True)
class _Open:
    """An open list, with the number of its next item, or an open item whose marker is still to be shown."""

    is_item: bool
    is_ordered: bool = False
    next_number: int = 1
    marker: str = ""
    is_shown: bool = False
    has_heading: bool = False


class PageReader:
    """Collects the pieces of one page."""

    def __init__(self, visibility: Visibility) -> None:
        self._visibility = visibility
        self._pieces: list[Piece] = []
        self._parts: list[tuple[str, bool]] = []
        self._open: list[_Open] = []
        self._heading = 0
        self._bold = 0
        self._preformatted = 0
        self._cells: list[str] | None = None
        self._row_is_header = False

    def read(self, page: HtmlElement) -> list[Piece]:
        """The visible blocks of a page or a part of one."""
        walk = iterwalk(page, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
                self._take(element.tail if element is not page else None)
            elif not isinstance(element.tag, str) or self._is_left_out(element):
                # The end of a skipped element still comes; what is in it never does.
                walk.skip_subtree()
            else:
                self._enter(element)
                self._take(element.text)
        self._flush()
        return self._pieces

    def _is_left_out(self, element: HtmlElement) -> bool:
        is_navigation = element.tag == "nav" or element.get("role", "").lower() == "navigation"
        return is_navigation or self._visibility.is_hidden(element)

    def _take(self, text: str | None) -> None:
        if text:
            self._parts.append((text if self._preformatted else _BLANKS.sub(" ", text), self._bold > 0))

    def _enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._parts.append(("\n", True))
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _CELLS and self._cells is not None:
            self._parts.append((" ", True))
        elif tag == "tr" and _is_row_of_data(element):
            self._flush()
            self._cells, self._row_is_header = [], True
        elif tag in _HEADINGS or tag in _CELLS or tag in _BLOCKS or element.get("role") == "heading":
            self._enter_block(element)

    def _enter_block(self, element: HtmlElement) -> None:
        tag = element.tag
        self._flush()
        self._heading = _heading_level(element) or self._heading
        if tag == "pre":
            self._preformatted += 1
        elif tag in _LISTS:
            self._open.append(_Open(is_item=False, is_ordered=tag == "ol", next_number=_number(element.get("start"))))
        elif tag == "li":
            self._open.append(_Open(is_item=True, marker=self._next_marker(element)))

    def _next_marker(self, item: HtmlElement) -> str:
        around = next((one for one in reversed(self._open) if not one.is_item), None)
        if around is None or not around.is_ordered:
            return "•"
        number = _number(item.get("value"), around.next_number)
        around.next_number = number + 1
        return f"{number}."

    def _leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or self._is_left_out(element):
            return
        if tag in _BOLD:
            self._bold -= 1
        elif tag in _CELLS and self._cells is not None:
            self._row_is_header = self._row_is_header and tag == "th"
            self._cells.append(self._shown()[0].replace("\n", " "))
        elif tag == "tr" and self._cells is not None:
            self._end_row()
        elif tag in _HEADINGS or tag in _CELLS or tag in _BLOCKS or element.get("role") == "heading":
            self._leave_block(element)

    def _leave_block(self, element: HtmlElement) -> None:
        self._flush()
        if _heading_level(element):
            self._heading = 0
        if element.tag == "pre":
            self._preformatted -= 1
        elif (element.tag in _LISTS or element.tag == "li") and self._open:
            self._open.pop()

    def _shown(self) -> tuple[str, bool]:
        """What was collected, as shown, and whether all of it is bold."""
        parts, self._parts = self._parts, []
        text = _INVISIBLE.sub("", "".join(part for part, _ in parts))
        lines = (re.sub(r" {2,}", " ", line).strip(" \t") for line in text.split("\n"))
        is_bold = all(bold for part, bold in parts if part.strip())
        return "\n".join(lines).strip(), is_bold

    def _flush(self) -> None:
        if self._cells is not None:
            # A block inside a cell: its words stay apart from those of the next one.
            self._parts.append((" ", True))
            return
        text, is_bold = self._shown()
        for paragraph in re.split(r"\n{2,}", text):
            if paragraph.strip():
                self._add(paragraph.strip(), is_bold=is_bold)

    def _add(self, text: str, *, is_bold: bool) -> None:
        item = next((one for one in reversed(self._open) if one.is_item), None)
        depth = max(0, sum(1 for one in self._open if one.is_item and not one.has_heading) - 1)
        looks_like_heading = is_bold and len(text) <= _LONGEST_BOLD and not text.endswith(_NOT_AT_END)
        if self._heading:
            self._add_heading(" ".join(text.split()), self._heading, item)
        elif item is None or item.has_heading:
            kind = BlockKind.HEADING if looks_like_heading and "\n" not in text else BlockKind.PARAGRAPH
            self._pieces.append(Piece(kind, text, _BOLD_LEVEL if kind is BlockKind.HEADING else 0))
        elif item.is_shown:
            self._pieces.append(Piece(BlockKind.CONTINUATION, text, depth))
        else:
            self._pieces.append(Piece(BlockKind.ITEM, text, depth, item.marker))
            item.is_shown = True

    def _add_heading(self, text: str, level: int, item: _Open | None) -> None:
        """A heading in an item of an ordered list shows the number of the item, and no item is left."""
        if item is not None and not item.is_shown:
            text = f"{item.marker} {text}" if item.marker != "•" else text
            item.is_shown = item.has_heading = True
        self._pieces.append(Piece(BlockKind.HEADING, text, level))

    def _end_row(self) -> None:
        cells, self._cells = self._cells, None
        self._parts = []
        if cells and any(cells):
            kind = BlockKind.HEADER_ROW if self._row_is_header else BlockKind.ROW
            self._pieces.append(Piece(kind, " ".join(cells), cells=tuple(cells)))


def _is_row_of_data(row: HtmlElement) -> bool:
    """Whether a row is more than layout: several cells, and neither a heading nor a table in one of them."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) > 1 and next(row.iter(*_HEADINGS, "table"), None) is None


def _heading_level(element: HtmlElement) -> int:
    if element.get("role") == "heading":
        return min(_number(element.get("aria-level"), 2), 6)
    return _HEADINGS.get(element.tag, 0)


def _number(text: str | None, otherwise: int = 1) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text) else otherwise
