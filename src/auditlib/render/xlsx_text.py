"""Text and names as Excel takes them: within its limits, and read as text only."""

import re
from collections.abc import Iterable
from functools import lru_cache

from auditlib.render.characters import visible
from auditlib.render.text_width import wrap

CELL_LENGTH = 32_767
LINE_FEEDS = 253
SHEET_NAME_LENGTH = 31
HEADING_LENGTH = 250
# A column is measured in digits, text in font sizes; a little less, because programs measure differently.
_EM_PER_DIGIT, _INDENT = 0.56, 1.5
_SURELY_ONE_LINE = 0.5

_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_ESCAPE = re.compile(r"(?<=_)(?=x[0-9a-fA-F]{4}_)")
_RUN_TAG = re.compile(r"(?<=^<)(?=r>)")


def utf16_length(text: str) -> int:
    """The length in the units Excel counts: characters above U+FFFF count as two."""
    return len(text.encode("utf-16-le")) // 2


def cell_text(text: str) -> str:
    """The text as a cell can hold it; what is too long ends in a mark that says how long it was."""
    if len(text) <= CELL_LENGTH // 2 and text.isprintable():
        return text
    shown = visible(text)
    if shown.count("\n") > LINE_FEEDS:
        shown = shown.replace("\n", " / ")
    mark = f"… [cut: {len(shown):,} characters]"
    return shorten(shown, CELL_LENGTH, mark)


def shorten(text: str, length: int, mark: str = "…") -> str:
    """The text itself, or its beginning and the mark in at most `length` of Excel's units."""
    if utf16_length(text) <= length:
        return text
    head = text.encode("utf-16-le")[: 2 * (length - utf16_length(mark))]
    return head.decode("utf-16-le", "ignore").rstrip() + mark


def fragments(text: str) -> list[str]:
    """The text in one part, or in the parts in which neither `_x0041_` nor `<r>` has a meaning of its own."""
    if "_x" not in text and not text.startswith("<r>"):
        return [text] if text else []
    parts = re.split(_ESCAPE, text)
    if text.startswith("<r>") and text.endswith("</r>"):
        parts[:1] = re.split(_RUN_TAG, parts[0])
    return [part for part in parts if part]


@lru_cache(maxsize=65_536)
def line_count(text: str, width: int) -> int:
    """The lines a text takes in a column of that width, at the size the tables are set in."""
    if len(text) < width * _SURELY_ONE_LINE and "\n" not in text:
        return 1
    return len(wrap(text[:CELL_LENGTH], (width - _INDENT) * _EM_PER_DIGIT))


def headings(wanted: Iterable[str]) -> tuple[str, ...]:
    """Headings of one line each, unique whatever their case: a repeated one gets a number."""
    return _unique((_heading(text) for text in wanted), HEADING_LENGTH)


def sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Worksheet names that Excel takes, unique whatever their case: a repeated one gets a number."""
    return _unique((_sheet_name(text) for text in wanted), SHEET_NAME_LENGTH)


def table_names(sheets: Iterable[str]) -> tuple[str, ...]:
    """Names for the tables on those sheets: letters, digits and underscores, never like a cell's address."""
    return _unique(("table_" + (re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_") or "x") for name in sheets), 100, "_{}")


def location(sheet: str, cells: str) -> str:
    """The address of cells on a sheet of the same workbook, for an internal link."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cells}"


def footer_text(text: str, length: int) -> str:
    """Text for a page's footer, of at most that length although an ampersand, which begins a code, is doubled."""
    line = shorten(" ".join(visible(text).split()), length)
    while utf16_length(line) + line.count("&") > length:
        line = shorten(line, utf16_length(line) - 1)
    return line.replace("&", "&&")


def _heading(text: str) -> str:
    line = " ".join(visible(text).split()) or "(no heading)"
    return re.sub(_ESCAPE, " ", re.sub(_RUN_TAG, " ", line))


def _sheet_name(text: str) -> str:
    name = _FORBIDDEN_IN_SHEET_NAME.sub("-", " ".join(visible(text).split())).strip("' ")
    # Excel keeps the name History for itself.
    return {"": "Sheet", "history": f"{name} sheet"}.get(name.casefold(), name)


def _unique(names: Iterable[str], length: int, numbered: str = " ({})") -> tuple[str, ...]:
    taken: set[str] = set()
    result: list[str] = []
    for name in names:
        candidate, number = shorten(name, length).rstrip("' "), 1
        while candidate.casefold() in taken:
            number += 1
            mark = numbered.format(number)
            candidate = shorten(name, length - len(mark), "").rstrip("' ") + mark
        taken.add(candidate.casefold())
        result.append(candidate)
    return tuple(result)
