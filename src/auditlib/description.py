"""Describes every sheet, column and list of the register: as data, and as the manual page docs/inputs.md."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from auditlib.reference.vocabularies import Term, vocabularies
from auditlib.schema.columns import Column, in_words
from auditlib.schema.guide import TYPING, WHEN_REQUIRED, holds, tab_name
from auditlib.schema.record import Record
from auditlib.sheets import sheets, target_of

# Raised when a sheet, a column or a value of a list is renamed or taken away.
SCHEMA_VERSION = 1


def describe_schema() -> dict[str, Any]:
    """The sheets with their columns, and the lists with their values, ready to be written as JSON."""
    return {
        "schema_version": SCHEMA_VERSION,
        "sheets": [_sheet(kind) for kind in sheets().values()],
        "choices": {name: [_term(term) for term in terms.values()] for name, terms in vocabularies().items()},
    }


def _sheet(kind: type[Record]) -> dict[str, Any]:
    about = kind.about
    return {
        "sheet": about.name,
        "title": about.title,
        "one_row_is": about.one_row_is,
        "group": about.group,
        "layout": about.layout,
        "fill_when": about.fill_when,
        "columns": [_column(column) for column in kind.columns.values()],
    }


def _column(column: Column[Any]) -> dict[str, Any]:
    return {
        "column": column.name,
        "header": column.header,
        "type": column.kind,
        "required": column.required.value,
        "choices": column.choices,
        "refers_to": column.refers_to,
        "cites": list(column.cites),
        "aliases": list(column.aliases),
        "meaning": column.meaning,
        "example": column.example,
        "identifies": column.identifies.value,
        "starter": column.starter,
    }


def _term(term: Term) -> dict[str, str]:
    return {"value": term.value, "label": term.label, "article": term.article, "note": term.note}


def describe_inputs() -> str:
    """The manual page on inputs, in Markdown."""
    kinds = tuple(sheets().values())
    parts = [_INTRODUCTION, _typing(), _overview(kinds), *(_sheet_section(kind) for kind in kinds), *_lists()]
    return "\n\n".join(parts) + "\n"


def _typing() -> str:
    return "\n".join(("## Typing values", "", *(f"- **{heading}.** {text}" for heading, text in TYPING)))


def _overview(kinds: Iterable[type[Record]]) -> str:
    rows = [
        (f"[{kind.about.name}](#{kind.about.name})", kind.about.one_row_is, kind.about.group, kind.about.fill_when)
        for kind in kinds
    ]
    return "## Sheets\n\n" + _table(("sheet", "one row is", "group", "fill it in"), rows)


def _sheet_section(kind: type[Record]) -> str:
    about = kind.about
    names = " or ".join(dict.fromkeys((f"“{tab_name(about.name)}”", f"“{about.title}”")))
    layout = "a form, labels down the first column, or a table" if about.layout == "form" else "a table"
    rows = [_column_row(column) for column in kind.columns.values()]
    return "\n\n".join(
        (
            f'### <a id="{about.name}"></a>{about.name}',
            f"One row is {about.one_row_is}. The sheet is named {names}; it is {layout}.",
            _table(("heading", "name", "holds", "asked for", "meaning", "law", "example", "also recognised as"), rows),
        )
    )


def _column_row(column: Column[Any]) -> tuple[str, ...]:
    return (
        f"**{column.header}**" if column.starter else column.header,
        f"`{column.name}`",
        _holds(column),
        WHEN_REQUIRED[column.required],
        column.meaning,
        "; ".join(column.cites),
        column.example,
        "; ".join(column.aliases),
    )


def _holds(column: Column[Any]) -> str:
    if column.choices and column.choices != "yes_no_unknown":
        return f"{holds(column)} ([{column.choices}](#list-{column.choices}))"
    if target := target_of(column):
        return f"{holds(column)} ([{target}](#{target}))"
    return holds(column)


def _lists() -> Iterator[str]:
    yield "## Lists\n\nA cell may hold the value or the label; case, underscores and hyphens do not count."
    for name, terms in vocabularies().items():
        rows = [(f"`{term.value}`", term.label, term.article, term.note) for term in terms.values()]
        title = f'### <a id="list-{name}"></a>{in_words(name)} (`{name}`)'
        yield f"{title}\n\n{_table(('value', 'label', 'law', 'note'), rows)}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    escaped = [[cell.replace("|", r"\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, ["---"] * len(heads), *escaped))


_INTRODUCTION = """\
<!-- Written by `make docs` from src/auditlib/sheets and src/auditlib/reference/data/choices.csv; edit those. -->

# Inputs

`auditlib template FILE.xlsx` writes a workbook to start from: the seven sheets of the starter, with help,
drop-downs and one example row. `--group NAME` adds the sheets of a group, `--all` every sheet. `auditlib check
INPUTS` lists every cell that cannot be read, and what to do about it.

## Files

- An inputs folder holds the workbooks of one period: `.xlsx`, `.ods`, or one `.csv` for each sheet, named like the
  sheet. INPUTS is that folder, its parent with one folder a period (`2026-Q3`), or one workbook. A relative INPUTS
  is looked up in the working directory and then in each folder above it.
- Beside the workbooks stand the policy text (`.txt`, `.md`, `.html`, `.docx`), the folder `evidence/`, and
  `auditlib.toml`. Lock files (`~$…`, `.~lock…`), system files and other files are skipped and listed; `.xls` and
  other formats of tables are refused. A workbook that is open in Excel is read as it was last
  saved. Other folders are not looked into.
- A CSV is read as UTF-8, or as Latin-1 where it is not that; its separator (comma, semicolon or tab) is found out.
  Both are reported.
- A sheet may stand in several files where no id stands in two of them; otherwise the inputs are refused and both
  files are named. A sheet that stands nowhere is “not supplied”, which is not the same as empty.
- A worklist is a workbook whose name begins with `worklist`: a row of its sheet Actions that also stands in another
  file counts as the worklist has it, and a remark names the rows that differ.

How cells are read, and how rules weigh, can be set in `auditlib.toml`:

```toml
date_order = "day-month"        # or "month-day": how 03/04/2026 is meant; without it such a date is a problem
time_zone = "Europe/Dublin"     # for times that are typed without a zone
recording_days = 45             # days after a period in which it may still be attested, approved and signed; else 30

[thresholds]                    # house defaults, by the id of a limit in the reference dates, in its unit
house_activity_review = 6       # months

[severities]                    # by the id of a rule: critical, high, medium, low or info
VEN-08 = "high"

[owners]                        # by the name of a sheet: who is asked where the register names nobody for a row
cookies = "Marketing lead"
```

The file is hashed into every report, and a name that is not known is refused.

## How sheets and columns are recognised

- Sheets by their name or title, columns by their name, heading or another name in the last column of the tables
  below; case, punctuation and underscores do not count. Columns may stand in any order.
- The headings are the row, among the first 20 with content, in which most headings are known: titles above them do
  no harm. In a form they are the column in which most are known.
- Unknown sheets and columns are reported with the nearest known name and not read. A heading that stands twice is
  reported, and neither of its columns is read; of a heading merged over several columns, the first is read.
- Hidden sheets, rows and columns are read and reported. A formula counts with the value saved in the file; without
  one, and with an error such as `#N/A`, the cell is reported. Rows without any content are passed over; a row with
  content and no id is reported and not read. The row with the id `EXAMPLE` is passed over.
- What cannot be read is a *problem*: it is listed with its cell, what was found, what is expected and what to do.
  Blank cells, ids that stand twice, ids that point nowhere, and lengths of time and countries that nobody can read
  are no problems of reading; they are kept as they are."""


if __name__ == "__main__":
    # Bytes, because a pipe has the encoding of the locale.
    sys.stdout.buffer.write(describe_inputs().encode())
