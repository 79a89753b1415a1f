"""Writes a blank workbook to start from: sheets with help, drop-downs, an example row and instructions."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from auditlib.errors import StorageFailed, UsageError
from auditlib.places import column_letters
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.schema.columns import Column, Key, Required, in_words
from auditlib.schema.guide import EXAMPLE_ID, LISTS, READ_ME, TYPING, WHEN_REQUIRED, holds, tab_name
from auditlib.schema.record import Record
from auditlib.sheets import sheets, target_of
from auditlib.workbook_options import CREATED, LAST_ROW, only_dates, workbook_options

Kind = type[Record]

# Text stays text, whatever it begins with.
_LAST_ENTITY = 50
_A4, _PAGE_WIDTH = 9, 200

_MARKS = {Required.YES: " *", Required.IF_CONTROLLER: " (*)", Required.IF_PROCESSOR: " (*)", Required.NO: ""}
_WIDTHS = {"text": 30, "text_list": 30, "choice_list": 30, "choice": 24, "date": 13, "yes_no_unknown": 13}
_TEXT_KINDS = {"id", "id_list", "choice_list", "text_list", "country", "country_list", "duration", "datetime"}
_EXAMPLE = {"italic": True, "font_color": "#6b6b6b", "text_wrap": True, "valign": "top"}
_READ_ME_WIDTH = 84
_READ_ME_STYLES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "title": ({"bold": True, "font_size": 16}, {}),
    "heading": ({"bold": True, "font_size": 12, "bottom": 1}, {"bottom": 1}),
    "": ({"bold": True, "valign": "top"}, {"text_wrap": True, "valign": "top"}),
}
_BLANK = "Leave the cell blank where it is not known."
_ONLY_DATES = only_dates(f"Type the date as 2026-09-30. {_BLANK}")


def write_template(path: Path, *, groups: tuple[str, ...] = (), every: bool = False) -> tuple[str, ...]:
    """Write a blank workbook with the seven sheets of the starter, and return the names of the sheets in it.

    Args:
        path: the .xlsx to write; its folder is made where there is none, and an existing file is never replaced.
        groups: names of groups whose sheets are added.
        every: whether to write every sheet.

    Raises:
        UsageError: a group is not known, or the path does not end in .xlsx, or exists.
        StorageFailed: the file cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path}: expected the name of a workbook to write, ending in .xlsx.")
    kinds = _chosen(groups, every=every)
    _save(path, _Template(kinds).content())
    return tuple(kind.about.name for kind in kinds)


def _chosen(groups: Sequence[str], *, every: bool) -> tuple[Kind, ...]:
    known = dict.fromkeys(kind.about.group for kind in sheets().values())
    for group in groups:
        if group not in known:
            raise UsageError(f"group: found “{group}”; expected one of {', '.join(known)}.")
    return tuple(kind for kind in sheets().values() if every or _is_starter(kind) or kind.about.group in groups)


def _is_starter(kind: Kind) -> bool:
    """Whether the sheet has starter columns besides its id, which every sheet has."""
    return any(column.starter and not isinstance(column, Key) for column in kind.columns.values())


def _save(path: Path, content: bytes) -> None:
    _make_folder(path.parent)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already and was left as it is; give another name.") from error
    except OSError as error:
        raise StorageFailed(f"{path}: {error.strerror}.") from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"{folder}: {error.strerror}.") from error


class _Template:
    """A workbook being written, with its formats and the cells of its lists."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self.kinds = kinds
        self.target = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.target, workbook_options())
        used = (column.choices for kind in kinds for column in kind.columns.values() if column.choices)
        self.lists = tuple(dict.fromkeys(used))
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def content(self) -> bytes:
        """Write every sheet and give the bytes of the workbook."""
        self.book.set_properties({"title": "Register of processing", "created": CREATED})
        self._write_read_me()
        for kind in self.kinds:
            self._write_sheet(kind)
        self._write_lists()
        self.book.close()
        return self.target.getvalue()

    def _format(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def _page(self, name: str) -> Any:
        page = self.book.add_worksheet(name)
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RPage &P of &N")
        return page

    def _write_read_me(self) -> None:
        page = self._page(READ_ME)
        page.set_portrait()
        page.hide_gridlines(2)
        page.set_column(0, 0, 22)
        page.set_column(1, 1, _READ_ME_WIDTH)
        for row, (style, first, second) in enumerate(_instructions(self.kinds)):
            left, right = (self._format(**properties) for properties in _READ_ME_STYLES[style])
            page.set_row(row, 28 if style else 15 * (1 + len(second) // 96) + 4)
            page.write_string(row, 0, first, left)
            page.write_string(row, 1, second, right)

    def _write_lists(self) -> None:
        page = self._page(LISTS)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        for place, name in enumerate(self.lists):
            terms = vocabulary(name).values()
            page.write_string(0, place, in_words(name), self._format(bold=True, bottom=2, bg_color="#eef1f4"))
            for row, term in enumerate(terms, start=1):
                page.write_string(row, place, term.label)
                if note := "\n".join(filter(None, (term.note, term.article))):
                    _write_note(page, (row, place), note)
            page.set_column(place, place, min(46, 2 + max(len(in_words(name)), *(len(term.label) for term in terms))))

    def _write_sheet(self, kind: Kind) -> None:
        page = self._page(tab_name(kind.about.name))
        is_form = kind.about.layout == "form"
        shown = [column for column in kind.columns.values() if _is_shown(kind, column)]
        folded = [column for column in kind.columns.values() if column not in shown]
        for line, column in enumerate((*shown, *folded)):
            outline = {"level": 1, "hidden": True} if column in folded else {}
            self._set_line(page, line, column, outline, is_form=is_form)
            self._write_heading(page, (line, 0) if is_form else (0, line), column)
            self._write_example(page, (line, 1) if is_form else (1, line), column)
            area = (line, 1, line, _LAST_ENTITY) if is_form else (1, line, LAST_ROW, line)
            self._add_validation(page, area, column)
        # The + that unfolds stands on the line after the folded ones.
        self._set_line(page, len(kind.columns), None, {"collapsed": bool(folded)}, is_form=is_form)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        page.repeat_columns(0)
        if is_form:
            page.set_column(0, 0, 40)
            page.set_column(1, _LAST_ENTITY, 48)
        else:
            page.set_row(0, 32)
            page.fit_to_pages(1 + sum(map(_width, shown)) // _PAGE_WIDTH, 0)

    def _set_line(
        self, page: Any, line: int, column: Column[Any] | None, outline: dict[str, Any], *, is_form: bool
    ) -> None:
        """Set what holds for all cells of a column: a column of a table, a row of a form."""
        style = self._format(text_wrap=True, valign="top", **_number_format(column)) if column else None
        if is_form:
            page.set_row(line, None, style, outline)
        else:
            page.set_column(line, line, _width(column) if column else None, style, outline)

    def _write_heading(self, page: Any, at: tuple[int, int], column: Column[Any]) -> None:
        is_required = column.required is not Required.NO
        weight = {"bold": is_required, "bottom": 2 if is_required else 4}
        style = self._format(**weight, bg_color="#eef1f4", text_wrap=True, valign="vcenter")
        page.write_string(*at, f"{column.header}{_MARKS[column.required]}", style)
        _write_note(page, at, _help(column))

    def _write_example(self, page: Any, at: tuple[int, int], column: Column[Any]) -> None:
        text = _example(column)
        style = self._format(**_EXAMPLE, **_number_format(column))
        if text and column.kind == "date":
            page.write_datetime(*at, datetime.fromisoformat(text), style)
        elif text and column.kind == "integer":
            page.write_number(*at, int(text), style)
        elif text:
            page.write_string(*at, text, style)

    def _add_validation(self, page: Any, area: tuple[int, int, int, int], column: Column[Any]) -> None:
        if column.kind in {"choice", "yes_no_unknown"}:
            page.data_validation(*area, self._drop_down(column.choices))
        elif column.kind == "date":
            page.data_validation(*area, _ONLY_DATES)

    def _drop_down(self, choices: str) -> dict[str, object]:
        letters = column_letters(self.lists.index(choices) + 1)
        return {
            "validate": "list",
            "source": f"={LISTS}!${letters}$2:${letters}${len(vocabulary(choices)) + 1}",
            "error_title": "Not in the list",
            "error_message": f"Choose a value of the list “{in_words(choices)}”. {_BLANK}",
        }


def _is_shown(kind: Kind, column: Column[Any]) -> bool:
    """Whether a column is shown at once: those of the starter, in other sheets those asked for."""
    return column.starter or (not _is_starter(kind) and column.required is not Required.NO)


def _width(column: Column[Any]) -> int:
    return max(_WIDTHS.get(column.kind, 16), min(24, len(column.header) + 3))


def _number_format(column: Column[Any]) -> dict[str, str]:
    if column.kind == "date":
        return {"num_format": "yyyy-mm-dd", "align": "left"}
    # As text, 007 keeps its noughts and 1/2 does not become a day.
    return {"num_format": "@"} if column.kind in _TEXT_KINDS else {}


def _example(column: Column[Any]) -> str:
    if isinstance(column, Key) or (target_of(column) and column.example):
        return EXAMPLE_ID
    if column.choices:
        return "; ".join(label_of(column.choices, value) for value in column.example.split("; "))
    return column.example


def _help(column: Column[Any]) -> str:
    target = target_of(column)
    lines = (
        f"{column.meaning}.",
        f"Asked for: {WHEN_REQUIRED[column.required]}.",
        f"Holds {holds(column)}.",
        f"List: “{in_words(column.choices)}” on the sheet “{LISTS}”." if column.choices else "",
        f"Refers to the sheet “{tab_name(target)}”." if target else "",
        f"Law: {'; '.join(column.cites)}." if column.cites else "",
        f"Example: {column.example}" if column.example else "",
    )
    return "\n".join(filter(None, lines))


def _write_note(page: Any, at: tuple[int, int], text: str) -> None:
    height = 24 + 17 * sum(1 + len(line) // 48 for line in text.splitlines())
    page.write_comment(*at, text, {"author": "auditlib", "width": 340, "height": height})


def _instructions(kinds: Iterable[Kind]) -> Iterator[tuple[str, str, str]]:
    """The rows of the instruction sheet: style, first and second cell."""
    about = [(tab_name(kind.about.name), f"{_sentence(kind)} {kind.about.fill_when}.") for kind in kinds]
    yield "title", "Register of processing: how to fill in this workbook", ""
    for heading, lines in (
        ("The sheets: what one row is, and when to fill it in", about),
        ("Filling it in", _FILLING_IN),
        ("Typing values", TYPING),
        ("Then", _THEN),
    ):
        yield "heading", heading, ""
        yield from (("", first, second) for first, second in lines)


def _sentence(kind: Kind) -> str:
    text = kind.about.one_row_is
    return f"{text[:1].upper()}{text[1:]}."


_FILLING_IN = (
    (
        "Rows",
        "Type below the example, which is grey and in italics. "
        f"It is passed over because its id is {EXAMPLE_ID}; keep or delete it.",
    ),
    (
        "Organisation",
        "This sheet is a form: its labels stand in column A, and each legal entity has a column of its own.",
    ),
    (
        "Headings",
        "Point at a heading to read what belongs there, which law asks for it, and an example. "
        "Do not rename headings or sheets; their order does not matter.",
    ),
    (
        "* and (*)",
        "* marks what is asked for on every row, (*) what is asked for in one role only: the note of the heading "
        "says in which. All else is optional.",
    ),
    (
        "More columns",
        "Optional columns are folded away. "
        "Click the + above the headings, or beside the rows of the sheet Organisation.",
    ),
    ("Choices", f"Choose from the drop-down. Columns that take several values have none: copy from “{LISTS}”."),
)
_THEN = (
    (
        "Check it",
        "In a terminal, auditlib check FILE.xlsx lists each cell that cannot be read, and what to do about it.",
    ),
    (
        "More sheets",
        "A sheet that is left out is reported as “not supplied”. "
        "auditlib template MORE.xlsx --all writes every sheet there is.",
    ),
)
