"""Reads .xlsx workbooks: values, formulas, errors, merges and what is hidden."""

import io
import re
import warnings
from collections.abc import Mapping
from datetime import date

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as WorkbookCell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.intake.cells import Cell, CellKind, Content, Grid, Visibility
from auditlib.intake.preflight import RESAVE, check_archive, refusal
from auditlib.intake.slim import WORKSHEETS, slim
from auditlib.places import column_letters

_FORMULA = re.compile(rb"<f[\s/>]")
_VISIBILITY = {"visible": Visibility.VISIBLE, "hidden": Visibility.HIDDEN, "veryHidden": Visibility.VERY_HIDDEN}


def read_xlsx(name: str, data: bytes) -> Content:
    """Read every worksheet of a workbook.

    Raises:
        InputRefused: the bytes are no workbook that can be read safely.
    """
    with check_archive(name, data, "xl/workbook.xml") as archive:
        slimmed, dropped = slim(archive, data)
        has_formulas = any(
            _FORMULA.search(archive.read(member)) for member in archive.namelist() if member.startswith(WORKSHEETS)
        )
    workbook = _load(name, slimmed, cached=False)
    cached = _load(name, slimmed, cached=True) if has_formulas else workbook
    grids = tuple(_grid(sheet, cached[sheet.title]) for sheet in workbook.worksheets)
    remarks = [f"{dropped:,} formatted rows without content were passed over"] if dropped else []
    return Content(grids, tuple(remarks))


def _load(name: str, data: bytes, *, cached: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features it drops (slicers, extensions); none of them holds a value.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=cached)
    except Exception as error:  # a parser fed with foreign bytes may raise anything
        found = f"a workbook that cannot be parsed ({type(error).__name__})"
        raise refusal(name, "unreadable", found, RESAVE) from error


def _grid(sheet: Worksheet, cached: Worksheet) -> Grid:
    # `iter_rows` would walk every cell up to the farthest one; the dictionary holds only those that exist.
    cells: Mapping[tuple[int, int], WorkbookCell | MergedCell] = sheet._cells
    read = [_cell(item, cached._cells.get(position)) for position, item in sorted(cells.items())]
    return Grid(
        name=sheet.title,
        cells=tuple(cell for cell in read if cell is not None),
        visibility=_VISIBILITY.get(sheet.sheet_state, Visibility.VISIBLE),
        merged=tuple(sorted(str(area) for area in sheet.merged_cells.ranges)),
        hidden_rows=_hidden_rows(sheet, {row for row, _ in cells}),
        hidden_columns=_hidden_columns(sheet, {column for _, column in cells}),
    )


def _hidden_rows(sheet: Worksheet, rows: set[int]) -> tuple[int, ...]:
    return tuple(sorted(rows & {row for row, size in sheet.row_dimensions.items() if size.hidden}))


def _hidden_columns(sheet: Worksheet, columns: set[int]) -> tuple[str, ...]:
    # One entry may stand for a run of columns, up to the last one there is.
    runs = [(size.min or 0, size.max or 0) for size in sheet.column_dimensions.values() if size.hidden]
    hidden = (column for column in sorted(columns) if any(first <= column <= last for first, last in runs))
    return tuple(column_letters(column) for column in hidden)


def _cell(item: WorkbookCell | MergedCell, cached: WorkbookCell | MergedCell | None) -> Cell | None:
    if item.value is None or isinstance(item, MergedCell):
        return None
    if item.data_type != "f":
        kind, text = _content(item)
        return Cell(item.row, item.column, kind, text)
    formula = str(getattr(item.value, "text", item.value))
    if cached is None or cached.value is None or isinstance(cached, MergedCell):
        return Cell(item.row, item.column, CellKind.UNCALCULATED, formula, formula)
    kind, text = _content(cached)
    return Cell(item.row, item.column, kind, text, formula)


def _content(item: WorkbookCell) -> tuple[CellKind, str]:
    value = item.value
    if item.data_type == "e":
        return CellKind.ERROR, str(value)
    if isinstance(value, bool):
        return CellKind.BOOLEAN, "yes" if value else "no"
    if isinstance(value, int | float):
        return CellKind.NUMBER, _number(value, item.number_format)
    if isinstance(value, date):
        return CellKind.DATE, value.isoformat().removesuffix("T00:00:00")
    return CellKind.TEXT, str(value)


def _number(value: float, number_format: str) -> str:
    if float(value).is_integer() and abs(value) < 10**15:
        # An id typed as 7 and shown as 007 by its format means 007.
        width = len(number_format) if set(number_format) == {"0"} else 0
        return str(int(value)).zfill(width)
    return repr(value)
