"""The numbers and bullets that Word shows before the paragraphs of a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a paragraph of a list; `depth` counts from 0."""

    marker: str
    depth: int
    is_counted: bool


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


class Numbering:
    """Counts through the lists of one document."""

    def __init__(self, document: Document) -> None:
        self._lists = _lists_of(document)
        self._counts: dict[str, list[int | None]] = {}

    def next_of(self, paragraph: _Element, numbering: tuple[str, int] | None) -> Marker | None:
        """The marker of the next paragraph of a list; None for a paragraph of none."""
        if numbering is None or paragraph.tag != qn("w:p"):
            return None
        list_id, depth = numbering[0], min(numbering[1], _DEEPEST - 1)
        abstract, levels = self._lists.get(list_id, (list_id, {}))
        level = levels.get(depth, _Level("bullet", "", 1))
        if level.form in ("bullet", "none"):
            return Marker("•", depth, is_counted=False)
        counts = self._counts.setdefault(abstract, [None] * _DEEPEST)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        return Marker(_filled(level.pattern, counts, levels), depth, is_counted=True)


def _filled(pattern: str, counts: list[int | None], levels: Mapping[int, _Level]) -> str:
    shown = pattern
    for depth, level in levels.items():
        count = counts[depth] if counts[depth] is not None else level.start
        shown = shown.replace(f"%{depth + 1}", _FORMS.get(level.form, str)(count or 0))
    return shown.strip()


def _lists_of(document: Document) -> dict[str, tuple[str, dict[int, _Level]]]:
    """Abstract list and levels by the id that paragraphs name."""
    parts = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")]
    if not parts:
        return {}
    element = document.part.numbering_part.element
    abstracts = {one.get(qn("w:abstractNumId"), ""): _levels(one) for one in element.iter(qn("w:abstractNum"))}
    found = {}
    for number in element.iter(qn("w:num")):
        named = number.find(qn("w:abstractNumId"))
        abstract = named.get(qn("w:val"), "") if named is not None else ""
        # A list that starts anew counts for itself.
        counted_as = (
            f"{abstract}/{number.get(qn('w:numId'))}" if number.find(qn("w:lvlOverride")) is not None else abstract
        )
        found[number.get(qn("w:numId"), "")] = (counted_as, abstracts.get(abstract, {}))
    return found


def _levels(abstract: _Element) -> dict[int, _Level]:
    levels = {}
    for level in abstract.iterchildren(qn("w:lvl")):
        depth = int(level.get(qn("w:ilvl"), "0"))
        start = _value(level, "w:start", "1")
        levels[depth] = _Level(
            _value(level, "w:numFmt", "decimal"), _value(level, "w:lvlText", ""), int(start) if start.isdigit() else 1
        )
    return dict(sorted(levels.items()))


def _value(level: _Element, name: str, otherwise: str) -> str:
    found = level.find(qn(name))
    return found.get(qn("w:val"), otherwise) if found is not None else otherwise


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""


_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(count: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        shown += letters * (count // value)
        count %= value
    return shown


_FORMS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}",
}
