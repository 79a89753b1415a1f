"""The worklist: one row for each finding, and each action there was, in which people answer; it loads as it is."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.errors import StorageFailed
from auditlib.findings import Finding, State
from auditlib.history.responding import is_of_an_earlier_time
from auditlib.intake.cells import CellKind
from auditlib.places import compact
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.render.xlsx_cells import FONT, Styles, report_options, row_height, write_text
from auditlib.render.xlsx_text import line_count
from auditlib.schema.columns import Column
from auditlib.schema.guide import READ_ME, tab_name
from auditlib.scope import readable
from auditlib.sheets.actions import Action
from auditlib.wording import day_in_words
from auditlib.workbook_options import CREATED, LAST_ROW, only_dates

Line = Mapping[str, str | date]

UNASSIGNED = "unassigned"
_STATUS_OF_NEW = "open"
# Ids matter to the reader of the file more than to people: the one that names a row comes first, the others last.
_FIRST, _LAST = ("action_id", "finding_severity", "finding_text"), ("finding_id", "rule_id")
_NOT_TO_FILL_IN = (*_FIRST, "finding_place", "finding_remedy", "suggested_owner", *_LAST)
_WIDTHS = {
    "action_id": 17,
    "finding_severity": 12,
    "finding_text": 46,
    "finding_place": 36,
    "finding_remedy": 40,
    "suggested_owner": 18,
    "response_text": 40,
    "description": 40,
    "owner": 20,
    "finding_id": 22,
}
_WIDTH, _READ_ME_WIDTHS = 14, (20, 90)
_A3 = 8
_ONLY_DATES = only_dates("Type the date as 2026-09-30, or leave the cell blank.")


def write_worklist(path: Path, audit: Audit) -> None:
    """Write the worklist of an audit; saved into the inputs folder, it is read as it stands.

    Raises:
        StorageFailed: the file cannot be written.
    """
    target = io.BytesIO()
    lines = worklist_of(audit)
    with Workbook(target, report_options()) as book:
        book.set_properties({"title": "Worklist", "created": CREATED})
        styles = Styles(book)
        _write_read_me(book.add_worksheet(READ_ME), lines, audit.case, styles)
        _write_actions(book.add_worksheet(tab_name(Action.about.name)), lines, styles)
    try:
        path.write_bytes(target.getvalue())
    except OSError as error:
        raise StorageFailed(f"{path.name} could not be written: {error.strerror}.") from error


def worklist_of(audit: Audit) -> list[Line]:
    """The rows by column: first the actions of the register as they are, then one for each open finding without any.

    A finding that came back is asked about anew where its actions are closed.
    """
    actions = audit.case.register.all(Action)
    still_open = [*audit.findings, *(one for one in audit.past if one.state is State.NOT_RETESTED)]
    found = {finding.finding_id: finding for finding in still_open}
    carried = [_carried(action, found.get(str(readable(action, "finding_id"))), audit.case) for action in actions]
    about = _by_finding(actions)
    asked = ((finding, about.get(finding.finding_id, ())) for finding in still_open)
    new = [
        _asked(finding, len(earlier), audit.case)
        for finding, earlier in asked
        if all(is_of_an_earlier_time(action, finding) for action in earlier)
    ]
    return [*carried, *new]


def action_id_of(finding: Finding, earlier: int = 0) -> str:
    """The id of the row that asks for an answer to a finding: as lasting as that of the finding.

    `earlier` is how many actions about it were closed before it came back.
    """
    return f"ACN-{finding.finding_id}{f'-{earlier + 1}' if earlier else ''}"


def _by_finding(actions: Iterable[Action]) -> Mapping[str, Sequence[Action]]:
    """The actions about each finding, by the id they name or by their own."""
    about: dict[str, list[Action]] = {}
    for action in actions:
        finding_id = str(readable(action, "finding_id") or action.identity.removeprefix("ACN-"))
        about.setdefault(finding_id, []).append(action)
    return about


def _carried(action: Action, finding: Finding | None, case: Case) -> Line:
    """An action as it was typed; what the report says beside it is of today, where the finding is still there."""
    typed = {column: _typed(action, column) for column in Action.columns}
    return typed | (_told(finding, case) if finding else {})


def _typed(action: Action, column: str) -> str | date:
    cell, value = action.cell_of(column), readable(action, column)
    return value if cell and cell.kind is CellKind.DATE and isinstance(value, date) else action.raw_of(column)


def _asked(finding: Finding, earlier: int, case: Case) -> Line:
    ids = {"action_id": action_id_of(finding, earlier), "finding_id": finding.finding_id, "rule_id": finding.rule_id}
    return {**ids, "status": label_of("action_status", _STATUS_OF_NEW), **_told(finding, case)}


def _told(finding: Finding, case: Case) -> dict[str, str]:
    return {
        "finding_severity": label_of("severity", finding.severity.value),
        "finding_text": finding.message,
        "finding_place": "\n".join(str(place) for place in compact(finding.places)),
        "finding_remedy": finding.remedy,
        "suggested_owner": finding.owner or case.settings.owners.get(finding.sheet, UNASSIGNED),
    }


def _write_actions(page: Worksheet, lines: list[Line], styles: Styles) -> None:
    inner = [column for column in Action.columns.values() if column.name not in {*_FIRST, *_LAST}]
    columns = [*map(Action.columns.__getitem__, _FIRST), *inner, *map(Action.columns.__getitem__, _LAST)]
    for place, column in enumerate(columns):
        page.set_column(place, place, _width(column))
        style = "header" if column.name in _NOT_TO_FILL_IN else "header of answers"
        write_text(page, (0, place), column.header, styles, style)
        _add_validation(page, place, column)
    page.set_row(0, row_height(3))
    for row, line in enumerate(lines, start=1):
        heights = []
        for place, column in enumerate(columns):
            value = line.get(column.name, "")
            _write(page, (row, place), value, column, styles)
            heights.append(line_count(str(value), _width(column)))
        page.set_row(row, row_height(max(heights)))
    page.freeze_panes(1, len(_FIRST))
    page.autofilter(0, 0, max(len(lines), 1), len(columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(lines) + 1}"})
    page.repeat_rows(0)
    _set_print(page, "Worklist")
    page.activate()


def _width(column: Column[Any]) -> int:
    return _WIDTHS.get(column.name, _WIDTH)


def _write(page: Worksheet, at: tuple[int, int], value: str | date, column: Column[Any], styles: Styles) -> None:
    style = "text" if column.name in _NOT_TO_FILL_IN else "to fill in"
    if column.kind == "date":
        style = "day to fill in"
    if isinstance(value, date):
        page.write_datetime(*at, value, styles.get(style))
    else:
        write_text(page, at, value, styles, style)


def _add_validation(page: Worksheet, place: int, column: Column[Any]) -> None:
    area = (1, place, LAST_ROW, place)
    if column.kind == "date":
        page.data_validation(*area, _ONLY_DATES)
    elif column.choices and column.name not in _NOT_TO_FILL_IN:
        labels = [term.label for term in vocabulary(column.choices).values()]
        message = f"Choose {', '.join(labels)}, or leave the cell blank."
        only = {"validate": "list", "source": labels, "error_title": "Not in the list", "error_message": message}
        page.data_validation(*area, only)


def _write_read_me(page: Worksheet, lines: list[Line], case: Case, styles: Styles) -> None:
    page.hide_gridlines(2)
    for column, width in enumerate(_READ_ME_WIDTHS):
        page.set_column(column, column, width)
    page.set_row(0, 24)
    write_text(page, (0, 0), f"Worklist, {case.period.name}", styles, "title")
    asked = [line for line in lines if line.get("finding_text")]
    unanswered = sum(not line.get("response") for line in asked)
    count = (
        f"As of {day_in_words(case.as_of)}: {len(asked)} rows about open findings, {unanswered} of them without a "
        f"response; {len(lines) - len(asked)} other actions."
    )
    for row, (label, text) in enumerate((("What it holds", f"{_HOLDS} {count}"), *_INSTRUCTIONS), start=2):
        write_text(page, (row, 0), label, styles, "label")
        write_text(page, (row, 1), text, styles, "fact")
        page.set_row(row, row_height(line_count(text, _READ_ME_WIDTHS[1])))
    _set_print(page, READ_ME)


def _set_print(page: Worksheet, title: str) -> None:
    page.set_landscape()
    page.set_paper(_A3)
    page.fit_to_pages(1, 0)
    page.set_footer(f'&L&8&"{FONT},Regular"{title}&R&8&"{FONT},Regular"Page &P of &N')


_HOLDS = (
    "On the sheet Actions: one row for each finding of the self-assessment by management, below each action and answer "
    "that the register already holds."
)
_INSTRUCTIONS = (
    (
        "Answer",
        "Fill in the tinted columns: whether management agrees, its words, what will be done, who is answerable, by "
        "when, and how far it is. A row without a response is reported as “no response yet”.",
    ),
    (
        "Hand it in",
        "Save this file into the inputs folder, under a name that begins with worklist, and run auditlib again. There "
        "is nothing to copy: an action that stands both here and in another workbook counts as it stands here. Keep "
        "one worklist in the folder; the next one holds every answer of this one.",
    ),
    (
        "Leave as it is",
        "The ids tie an answer to its finding. The other columns without a tint repeat the report, and the next "
        "worklist writes them anew.",
    ),
    (
        "Suggested owner",
        "The role that the register names for the record, else the one that auditlib.toml names for its sheet. It is "
        "a suggestion: nobody is answerable until the column Owner says so.",
    ),
    (
        "Other actions",
        "Add them below with an id of your own, such as ACN-101, and leave the finding blank.",
    ),
)
