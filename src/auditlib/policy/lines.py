"""The lines of a plain text: what each begins with and how it looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE_END = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
# A dash or star is a bullet only with a blank after it; a letter or number only with its point or bracket.
_BULLET = re.compile(r"[•‣⁃◦∙▪▫●○■□◆◇➢➤►✓✔](?=\s*\S)|[·*+\-–—](?=[ \t\u00a0])")
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,5})[.)](?=[ \t\u00a0])")
_NUMBER = re.compile(
    r"(?:(?P<word>section|article|part|clause|chapter|artikel|abschnitt|art\.|§)[ \u00a0]*)?"
    r"(?:(?P<arabic>\d{1,3}(?:\.\d{1,3}){0,3})(?P<point>[.):]?)|(?P<roman>[IVX]{1,5})[.):]|(?P<letter>[A-Z])[.):])"
    r"(?:[ \t\u00a0]+[-–—:])?[ \t\u00a0]+(?=\S)",
    re.IGNORECASE,
)
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line from `start` to `end`, outer blanks left out; `indent` is the number of columns before it."""

    start: int
    end: int
    indent: int
    text: str

    @property
    def is_ornament(self) -> bool:
        """Whether it holds no word and no figure."""
        return not any(character.isalnum() for character in self.text)


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a heading: its style, how deep it lies (`1.2` is 2), itself, and the length with its blank."""

    style: str
    depth: int
    text: str
    length: int


def lines_of(text: str, start: int, end: int) -> Iterator[Line | None]:
    """The lines between two offsets; None stands for a blank one."""
    for first, last in _spans(text, start, end):
        raw = text[first:last]
        stripped = raw.strip()
        if not stripped:
            yield None
            continue
        left = len(raw) - len(raw.lstrip())
        indent = len(raw[:left].expandtabs(4))
        yield Line(first + left, first + left + len(stripped), indent, stripped)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in LINE_END.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def item_marker(text: str) -> str:
    """The bullet or number a line begins with as an item of a list, or blank."""
    found = _BULLET.match(text) or _ORDINAL.match(text)
    return found[0] if found else ""


def hashes(text: str) -> int:
    """How many `#` stand before a heading in the manner of Markdown."""
    found = _HASHES.match(text)
    return found[0].count("#") if found else 0


def heading_number(text: str) -> Number | None:
    """The number before a heading, such as `3.`, `1.2`, `IV.`, `B.` or `Article 5 –`."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    if found["arabic"]:
        if not (found["point"] or found["word"] or "." in found["arabic"]) and int(found["arabic"]) > _MOST_SECTIONS:
            return None
        return Number("arabic", found["arabic"].count(".") + 1, found["arabic"], found.end())
    style = "roman" if found["roman"] else "letter"
    number = found["roman"] or found["letter"]
    return Number(style, 1, number, found.end()) if number.isupper() else None


_MOST_SECTIONS = 60
