"""What the styles of a Word file say: headings, hidden and bold words, and lists."""

import re

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

_HEADING = re.compile(r"heading (\d)")
_OFF = frozenset({"0", "false", "off", "none"})
_MOST_STYLES = 12
_BODY_TEXT = 9


class Styles:
    """The styles of one document."""

    def __init__(self, document: Document) -> None:
        self._by_id = {style.get(qn("w:styleId"), ""): style for style in document.styles.element.iter(qn("w:style"))}

    def heading_level(self, paragraph: Paragraph) -> int:
        """The level of a heading, counted from 1, or 0; the title of the document is a heading of level 1."""
        own = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        levels = [own] if own is not None else []
        for style in self._chain(paragraph._p, "w:pPr", "w:pStyle"):
            name = style.find(qn("w:name"))
            shown = name.get(qn("w:val"), "").lower() if name is not None else ""
            if found := _HEADING.fullmatch(shown):
                return int(found[1]) + 1
            if shown == "title":
                return 1
            levels += style.findall(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        level = levels[0].get(qn("w:val"), "") if levels else ""
        # Level 9 of an outline is body text.
        return int(level) + 2 if level.isdecimal() and int(level) < _BODY_TEXT else 0

    def numbering_of(self, paragraph: _Element) -> tuple[str, int] | None:
        """The list a paragraph belongs to and its depth in it, by itself or by its style."""
        sources = [paragraph, *self._chain(paragraph, "w:pPr", "w:pStyle")]
        for source in sources:
            numbering = source.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            number = numbering.find(qn("w:numId")) if numbering is not None else None
            if numbering is None or number is None:
                continue
            depth = numbering.find(qn("w:ilvl"))
            list_id = number.get(qn("w:val"), "0")
            return (list_id, int(depth.get(qn("w:val"), "0")) if depth is not None else 0) if list_id != "0" else None
        return None

    def is_hidden(self, run: _Element) -> bool:
        """Whether the words of a run are set not to be shown."""
        return self._is_on(run, "w:vanish")

    def is_bold(self, run: _Element) -> bool:
        """Whether the words of a run are bold."""
        return self._is_on(run, "w:b")

    def _is_on(self, run: _Element, name: str) -> bool:
        for source in [run, *self._chain(run, "w:rPr", "w:rStyle")]:
            found = source.find(f"{qn('w:rPr')}/{qn(name)}")
            if found is not None:
                return found.get(qn("w:val"), "true").lower() not in _OFF
        return False

    def _chain(self, element: _Element, properties: str, reference: str) -> list[_Element]:
        """The style of a paragraph or run and those it is based on, nearest first."""
        named = element.find(f"{qn(properties)}/{qn(reference)}")
        found: list[_Element] = []
        while named is not None and len(found) < _MOST_STYLES:
            style = self._by_id.get(named.get(qn("w:val"), ""))
            if style is None:
                break
            found.append(style)
            named = style.find(qn("w:basedOn"))
        return found
