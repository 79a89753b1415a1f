"""Single cells of a worksheet: each value in its own type, and text never as anything but text."""

import math
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditlib.render.xlsx_plan import Cell, text_of
from auditlib.render.xlsx_text import cell_text, fragments
from auditlib.workbook_options import workbook_options

FONT, SERIF = "Arial", "Cambria"
INK, SOFT, LINE, HAIR, WASH, ACCENT = "#1C2024", "#5B636C", "#C9CED3", "#E1E4E7", "#F1F3F5", "#1F4E79"
TINT = "#FFF9E5"  # where people write

_BODY: dict[str, Any] = {
    "font_size": 9,
    "align": "left",
    "valign": "top",
    "indent": 1,
    "text_wrap": True,
    "bottom": 1,
    "bottom_color": HAIR,
}
_HEADER: dict[str, Any] = _BODY | {
    "bold": True,
    "valign": "bottom",
    "bg_color": WASH,
    "top": 1,
    "top_color": LINE,
    "bottom_color": INK,
}
_STYLES: dict[str, dict[str, Any]] = {
    "kicker": {"font_size": 9, "font_color": SOFT},
    "cover title": {"font_name": SERIF, "font_size": 20, "bold": True},
    "title": {"font_name": SERIF, "font_size": 14, "bold": True},
    "section": {"font_name": SERIF, "font_size": 12, "bold": True},
    "note": {"font_size": 9, "font_color": SOFT},
    "stamp": {"font_size": 9, "bold": True, "align": "center", "valign": "vcenter", "border": 1},
    "stamp text": {"font_size": 9, "valign": "vcenter", "indent": 1, "text_wrap": True},
    "label": _BODY | {"font_color": SOFT},
    "fact": _BODY,
    "way": {"font_size": 9, "font_color": ACCENT, "underline": 1},
    "header": _HEADER,
    "header of numbers": _HEADER | {"align": "right"},
    "header of answers": _HEADER | {"bg_color": "#FBEFC9"},
    "text": _BODY,
    "to fill in": _BODY | {"bg_color": TINT, "num_format": "@"},
    "day to fill in": _BODY | {"bg_color": TINT, "num_format": "yyyy-mm-dd"},
    "repeated": _BODY | {"font_color": SOFT},
    "absent": _BODY | {"font_color": SOFT, "italic": True},
    "nothing": {"font_size": 9, "font_color": SOFT, "italic": True, "valign": "top", "indent": 1},
    "link": _BODY | {"font_color": ACCENT, "underline": 1},
    "number": _BODY | {"align": "right"},
    "day": _BODY | {"num_format": "yyyy-mm-dd"},
    "moment": _BODY | {"num_format": "yyyy-mm-dd hh:mm"},
    "second": _BODY | {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "moment in UTC": _BODY | {"num_format": 'yyyy-mm-dd hh:mm "UTC"'},
    "second in UTC": _BODY | {"num_format": 'yyyy-mm-dd hh:mm:ss "UTC"'},
}
_LINE_HEIGHT, _HIGHEST = 12, 408  # points
_FIRST_YEAR = 1901  # Excel has no dates before 1900, and counts a 29 February 1900 that never was
_EXACT = 10**15  # Excel keeps 15 digits


def report_options() -> dict[str, object]:
    """The options of a workbook in the type of a report."""
    return workbook_options(default_format_properties={"font_name": FONT, "font_size": 9})


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[str, bool], Format] = {}

    def get(self, name: str, *, quoted: bool = False) -> Format:
        """The format of that name; a quoted one keeps text that looks like a formula text when it is edited."""
        key = (name, quoted)
        if key not in self._formats:
            wanted = {"font_name": FONT, "font_color": INK, "quote_prefix": quoted} | _STYLES[name]
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]


def write_cell(page: Worksheet, at: tuple[int, int], cell: Cell, styles: Styles) -> None:
    """Write a cell at a row and column counted from 0."""
    value = cell.value
    if value is None or value == ():
        write_text(page, at, cell.absent, styles, "absent")
    elif isinstance(value, bool):
        write_text(page, at, "yes" if value else "no", styles)
    elif isinstance(value, (int, float)):
        _write_number(page, at, value, styles)
    elif isinstance(value, date):
        _write_day(page, at, value, styles)
    elif cell.link:
        _write_link(page, at, cell, styles)
    else:
        write_text(page, at, text_of(value), styles, "repeated" if cell.repeated else "text")


def row_height(lines: int, least: int = 1) -> int:
    """The height of a row in points; a program that opens the file is not asked to find it out."""
    return min(_LINE_HEIGHT * max(lines, least) + 4, _HIGHEST)


def write_text(page: Worksheet, at: tuple[int, int], text: str, styles: Styles, style: str = "text") -> None:
    """Write text that reads in Excel as it reads here, whatever it begins with or looks like."""
    shown = cell_text(text)
    form = styles.get(style, quoted=shown.startswith(("=", "+", "-", "@", "\t", "'")))
    parts = fragments(shown)
    if not parts:
        page.write_blank(*at, None, form)
    elif len(parts) == 1:
        page.write_string(*at, shown, form)
    else:
        # XlsxWriter passes <r>…</r> on as markup, and Excel reads _x0041_ as A: neither survives in parts.
        page.write_rich_string(*at, *(token for part in parts for token in (form, part)), form)


def write_way(page: Worksheet, at: tuple[int, int], target: str, text: str, styles: Styles) -> None:
    """Write a link to another place of the workbook under a text of ours."""
    page.write_url(*at, f"internal:{target}", styles.get("way"), text)


def _write_link(page: Worksheet, at: tuple[int, int], cell: Cell, styles: Styles) -> None:
    page.write_url(*at, f"internal:{cell.link}", styles.get("link"), "…")
    # Some programs drop the line ends of a text that is a link.
    text = "; ".join(cell.value) if isinstance(cell.value, tuple) else str(cell.value)
    write_text(page, at, text, styles, "link")


def _write_number(page: Worksheet, at: tuple[int, int], value: float, styles: Styles) -> None:
    if math.isfinite(value) and abs(value) < _EXACT:
        page.write_number(*at, value, styles.get("number"))
    else:
        write_text(page, at, str(value), styles)


def _write_day(page: Worksheet, at: tuple[int, int], value: date, styles: Styles) -> None:
    if value.year < _FIRST_YEAR:
        write_text(page, at, value.isoformat(" ") if isinstance(value, datetime) else value.isoformat(), styles)
        return
    style = "day"
    if isinstance(value, datetime):
        style = "second" if value.second else "moment"
        if value.tzinfo is not None:
            # A cell of Excel knows no zone, so one zone is used throughout and named beside the time.
            value, style = value.astimezone(UTC).replace(tzinfo=None), f"{style} in UTC"
    page.write_datetime(*at, value, styles.get(style))
