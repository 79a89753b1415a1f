"""What a report shows: covers, tables, figures and marked texts whose every entry knows the cells it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from auditlib.places import Place

Value = str | int | float | date | datetime | tuple[str, ...] | None
# A row of a table of the same report, by the name of the table and the key of the row or of its group.
Target = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One value of the register that an entry rests on."""

    sheet: str
    record_id: str
    column: str
    place: Place
    found: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a table. A tuple is a list of short texts; None prints `absent`.

    `mark` names a severity or outcome, which a page draws as a sign beside the words. `leads_to` are the rows to which
    its texts lead, one for each; a worksheet, which has one link in a cell, leads to the first.
    """

    value: Value
    sources: tuple[Source, ...] = ()
    absent: str = "not stated"
    mark: str = ""
    leads_to: tuple[Target, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """The input cells behind the entry."""
        return tuple(source.place for source in self.sources)


@dataclass(frozen=True, slots=True)
class Field:
    """One heading of a table: `cite` is the provision that asks for it, `width` is in characters of a worksheet."""

    heading: str
    cite: str = ""
    width: int = 28


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Rows of a block table that share a `group` are shown as one block under its `title` and `subtitle`."""

    key: str
    entries: tuple[Entry, ...]
    group: str = ""
    title: str = ""
    subtitle: str = ""


class Layout(StrEnum):
    """How a page shows a table; a worksheet always has one row per row."""

    ROWS = "rows"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report. `name` is unique in its report and at most 31 characters: it names the worksheet.

    `has_anchors` lets links of the page lead to its rows, whose keys then differ and all of which are shown.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = "No rows."
    layout: Layout = Layout.ROWS
    has_places: bool = True
    has_anchors: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the text that replaces it and the table it is drawn from."""

    svg: str
    alt: str
    description: str
    table: Table


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a passage: its verdict by mark and words, and below that whatever explains it.

    `key` is unique in its text. `sources` are the cells behind the verdict, those that decide first.
    """

    key: str
    name: str
    mark: str
    verdict: str
    quote: str
    flags: tuple[str, ...] = ()
    facts: tuple[tuple[str, Entry], ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand in the same passages, by the keys of their notes; `ending` are those that end here.

    The innermost passage comes last.
    """

    text: str
    within: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()


class Shape(StrEnum):
    """What a paragraph is to its reader."""

    TITLE = "title"
    HEADING = "heading"
    SUB_HEADING = "sub_heading"
    LEAD_IN = "lead_in"
    ITEM = "item"
    SENTENCE = "sentence"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of a marked text in its runs, with the notes on passages in it in the order of their letters.

    `begun_before` are the keys of notes whose passage begins in an earlier paragraph, where they are explained.
    `depth` counts the items above an item. `continues` tells that it stands on the line of the one before.
    """

    key: str
    shape: Shape
    runs: tuple[Run, ...]
    notes: tuple[Note, ...] = ()
    begun_before: tuple[str, ...] = ()
    marker: str = ""
    depth: int = 0
    continues: bool = False
    remark: str = ""
    also: tuple[Entry, ...] = ()

    @property
    def text(self) -> str:
        """Its characters without any mark."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text in its own structure whose passages carry marks, with the table that holds the same.

    `legend` explains each mark: mark, words, meaning and how often it stands; `note` the rest. `remarks` stand before
    the text, `unplaced` are notes on passages that stand in no one place of it. `language` is a code of ISO 639-1.
    """

    table: Table
    paragraphs: tuple[Paragraph, ...]
    legend: tuple[tuple[str, str, str, int], ...] = ()
    note: str = ""
    remarks: tuple[str, ...] = ()
    unplaced: tuple[Note, ...] = ()
    unplaced_title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The head of a report: who, which period, as of when, in which state, from which inputs (None: not told)."""

    kicker: str
    title: str
    stamp: str
    stamp_text: str
    facts: tuple[tuple[str, str], ...]
    inputs: Table | None = None


def plain_table(
    name: str,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    note: str = "",
    empty: str = "No rows.",
) -> Table:
    """A table of values that come from no cell of the register, such as counts and file hashes."""
    return Table(
        name=name,
        title=title,
        fields=tuple(Field(heading) for heading in headings),
        rows=tuple(
            Row(str(number), tuple(Entry(value, absent="") for value in row)) for number, row in enumerate(rows, 1)
        ),
        note=note,
        empty=empty,
        has_places=False,
    )
