"""Word files → visible text and its blocks: no deleted, hidden or commented words."""

import io
from collections.abc import Iterator
from dataclasses import replace

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError, _Element

from auditlib.errors import InputRefused
from auditlib.intake.preflight import check_archive
from auditlib.places import Problem
from auditlib.policy.blocks import Block, BlockKind, Piece, assemble
from auditlib.policy.decoding import MOST_BYTES, refusal
from auditlib.policy.docx_numbering import Numbering
from auditlib.policy.docx_styles import Styles

_MAIN_PART = "word/document.xml"
_LEFT_OUT = frozenset(
    qn(f"w:{tag}") for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tbl", "txbxContent")
)
_SHOWN_AS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_LONGEST_BOLD = 90
_NOT_AT_END = (".", ",", ";", ":", "!")
_BOLD_LEVEL = 7


def docx_blocks(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The visible text of a Word file and its blocks; headers, footers and footnotes are no part of it.

    Raises:
        InputRefused: it is no Word file, is damaged, or is built to exhaust memory.
    """
    if len(data) > MOST_BYTES:
        raise refusal(name, f"{len(data):,} bytes", f"a policy of at most {MOST_BYTES:,} bytes")
    try:
        check_archive(name, data, _MAIN_PART)
    except InputRefused as error:
        raise InputRefused(_about_a_document(problem) for problem in error.problems) from error
    try:
        text, blocks = assemble(_Reader(data).pieces())
    except (LxmlError, KeyError, ValueError, AttributeError) as error:
        raise refusal(name, "a Word file whose parts do not fit together") from error
    return text, list(blocks)


def _about_a_document(problem: Problem) -> Problem:
    found = problem.found.replace("workbook", "Word document")
    return replace(problem, found=found, expected="a Word document", remedy="Save it again as .docx in Word.")


class _Reader:
    """Walks the body of one document."""

    def __init__(self, data: bytes) -> None:
        document = Document(io.BytesIO(data))
        self._document = document
        self._styles = Styles(document)
        self._numbering = Numbering(document)

    def pieces(self) -> Iterator[Piece]:
        yield from self._pieces_in(self._document.element.body)

    def _pieces_in(self, container: _Element) -> Iterator[Piece]:
        for element in _blocks_in(container):
            if element.tag == qn("w:tbl"):
                yield from self._rows(element)
            else:
                yield from self._paragraph(element)

    def _rows(self, table: _Element) -> Iterator[Piece]:
        for index, row in enumerate(table.iterchildren(qn("w:tr"))):
            cells = tuple(self._cell(cell) for cell in row.iterchildren(qn("w:tc")))
            if not any(cells):
                continue
            if len(cells) == 1:
                yield from self._pieces_in(next(row.iterchildren(qn("w:tc"))))
                continue
            is_header = index == 0 and table.find(qn("w:tr") + "[2]") is not None
            kind = BlockKind.HEADER_ROW if is_header else BlockKind.ROW
            yield Piece(kind, " ".join(cells), cells=cells)

    def _cell(self, cell: _Element) -> str:
        paragraphs = (self._shown(element)[0] for element in cell.iter(qn("w:p")))
        return " ".join(" ".join(paragraphs).split())

    def _paragraph(self, element: _Element) -> Iterator[Piece]:
        text, is_bold = self._shown(element)
        if not text:
            return
        paragraph = Paragraph(element, self._document)  # type: ignore[arg-type]
        number = self._numbering.next_of(element, self._styles.numbering_of(element))
        level = self._styles.heading_level(paragraph)
        is_short = len(text) <= _LONGEST_BOLD and "\n" not in text and not text.endswith(_NOT_AT_END)
        if level or (is_bold and is_short):
            shown = f"{number.marker} {text}" if number and number.is_counted else text
            yield Piece(BlockKind.HEADING, " ".join(shown.split()), level or _BOLD_LEVEL)
        elif number:
            yield Piece(BlockKind.ITEM, text, number.depth, number.marker)
        else:
            yield Piece(BlockKind.PARAGRAPH, text)

    def _shown(self, paragraph: _Element) -> tuple[str, bool]:
        """The words of a paragraph that are shown, and whether all of them are bold."""
        parts = list(_runs(paragraph, self._styles))
        text = "".join(text for text, _ in parts).replace("\u00ad", "")
        lines = (" ".join(line.split(" ")).strip(" \t") for line in text.replace("\t", " ").split("\n"))
        return "\n".join(lines).strip(), all(bold for text, bold in parts if text.strip())


def _blocks_in(container: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, also those in content controls and insertions."""
    for child in container.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
            yield from _blocks_in(child)


def _runs(element: _Element, styles: Styles) -> Iterator[tuple[str, bool]]:
    for child in element.iterchildren():
        if child.tag == qn("w:r"):
            if not styles.is_hidden(child):
                yield "".join(_words(child)), styles.is_bold(child)
        elif child.tag not in _LEFT_OUT:
            yield from _runs(child, styles)


def _words(run: _Element) -> Iterator[str]:
    for child in run.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SHOWN_AS:
            yield _SHOWN_AS[child.tag]
