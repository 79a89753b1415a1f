"""Covers, tables, figures and notes as HTML fragments: as they are in JupyterLab, and on the pages made from it."""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from auditlib.places import Place, compact
from auditlib.render.characters import visible
from auditlib.tables import Cover, Entry, Figure, Layout, Row, Table, Value
from auditlib.wording import day_in_words

SHOWN_ROWS = 500
_WIDE_FROM = 9
_LISTED_FROM = 40
_GROUPED_FROM = 10_000
# A sign and a word stand beside every colour, so that nothing is told by colour alone.
MARKS = {
    "critical": "✕",
    "high": "▲",
    "medium": "◆",
    "low": "▪",
    "info": "·",
    "unknown": "?",
    "passed": "✓",
    "failed": "✕",
    "no_evidence": "?",
    "not_applicable": "–",
    "not_tested": "·",
}
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ID = re.compile(r"[A-Z]{2,4}-[0-9A-Z-]{1,8}|[0-9]{4}-Q[1-4]")


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cite: str
    numeric: bool
    grouped: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    html: Markup
    kind: str


@dataclass(frozen=True, slots=True)
class _Line:
    cells: tuple[_Cell, ...]
    where: Markup
    anchor: str


@dataclass(frozen=True, slots=True)
class _Item:
    html: Markup
    where: Markup
    shared_by: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    anchor: str
    title: str
    subtitle: str
    answers: tuple[tuple[_Item, ...], ...]


@cache
def templates() -> Environment:
    """The environment that holds the templates of fragments and pages; it escapes whatever is not markup already."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["slug"] = slug
    environment.filters["anchor"] = anchor
    return environment


def cover_html(cover: Cover) -> str:
    """The head of a report, followed by the table of its input files where it has one."""
    return in_notebook("cover.html", cover=cover, inputs=_table(cover.inputs) if cover.inputs else "")


def table_html(table: Table, page: str = "") -> str:
    """A table, or one block per group of its rows where its layout says so.

    `page` is the page that holds the rows to which its entries lead, where that is another.
    """
    shown = str(_table(table))
    return _style() + (shown.replace('href="#', f'href="{page}#') if page else shown)


def folded_html(table: Table) -> str:
    """A table below its title and the number of its rows, closed until a reader opens it; one without rows is open."""
    if not table.rows:
        return table_html(table)
    return in_notebook("folded.html", table=table, rows=len(table.rows), content=_table(table))


def figure_html(figure: Figure) -> str:
    """A picture with its text, and the table behind it."""
    return in_notebook(
        "figure.html",
        figure=figure,
        anchor=anchor(figure.table.name, "figure"),
        picture="data:image/svg+xml;base64," + b64encode(figure.svg.encode()).decode("ascii"),
        table=_table(figure.table),
    )


def note_html(text: str) -> str:
    """A short text; a blank line begins a new paragraph."""
    return in_notebook("note.html", paragraphs=[part.strip() for part in text.split("\n\n") if part.strip()])


def anchor(table_name: str, group: str = "") -> str:
    """The id under which a page holds a table, or one block of it."""
    return "-".join(slug(part) for part in (table_name, group) if part)


def slug(text: str) -> str:
    """The text as a part of an id: small letters, digits and dashes."""
    return re.sub(r"\W+", "-", text.casefold()).strip("-") or "x"


def in_words(value: Value) -> str:
    """A value as a page prints it: 30 September 2026; 4 May 2026, 09:15 +01:00; 12,500; several texts; nothing."""
    if isinstance(value, datetime):
        return _moment_in_words(value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, int | float):
        return _number_in_words(value, grouped=abs(value) >= _GROUPED_FROM)
    if isinstance(value, tuple):
        return "; ".join(value)
    return value or ""


def where_in_words(places: Iterable[Place]) -> tuple[str, ...]:
    """Input cells as a page prints them, one text per sheet: `vendors.xlsx › Vendors › B14:D14, N14`."""
    return tuple(map(str, compact(places, across=True)))


def in_notebook(template: str, **values: object) -> str:
    """A fragment made by a template, with the style it needs in JupyterLab."""
    return _style() + templates().get_template(template).render(**values)


@cache
def _style() -> str:
    """What a fragment needs inside JupyterLab, whose own style right-aligns text; pages drop it for theirs."""
    return (Path(__file__).parent / "templates" / "jupyter.html").read_text(encoding="utf-8").strip() + "\n"


def _table(table: Table) -> Markup:
    shown = table.rows if table.has_anchors else table.rows[:SHOWN_ROWS]
    located = table.has_places and any(entry.places for row in shown for entry in row.entries)
    values = {"table": table, "anchor": anchor(table.name), "located": located, "cut": _cut(table)}
    if table.layout is Layout.BLOCKS:
        html = templates().get_template("blocks.html").render(**values, blocks=_blocks(table, shown))
    else:
        columns = _columns(table)
        lines = [_line(row, columns, anchor(table.name, row.key) if table.has_anchors else "") for row in shown]
        wide = len(columns) + located >= _WIDE_FROM
        html = templates().get_template("table.html").render(**values, columns=columns, lines=lines, wide=wide)
    return Markup(html)  # noqa: S704 - the template has escaped whatever came from the register


def _cut(table: Table) -> str:
    if len(table.rows) <= SHOWN_ROWS or table.has_anchors:
        return ""
    return (
        f"The first {SHOWN_ROWS} of {in_words(len(table.rows))} rows are shown; "
        f"the sheet “{table.name}” of the workbook holds all of them."
    )


def _columns(table: Table) -> tuple[_Column, ...]:
    columns = []
    for index, field in enumerate(table.fields):
        stated = [row.entries[index].value for row in table.rows if row.entries[index].value is not None]
        numbers = [value for value in stated if isinstance(value, int | float)]
        numeric = bool(numbers) and len(numbers) == len(stated)
        grouped = numeric and max(abs(number) for number in numbers) >= _GROUPED_FROM
        columns.append(_Column(field.heading, field.cite, numeric, grouped))
    return tuple(columns)


def _line(row: Row, columns: Sequence[_Column], anchored: str) -> _Line:
    return _Line(
        cells=tuple(_cell(entry, column) for entry, column in zip(row.entries, columns, strict=True)),
        where=_where(place for entry in row.entries for place in entry.places),
        anchor=anchored,
    )


def _cell(entry: Entry, column: _Column) -> _Cell:
    value = entry.value
    if column.numeric and isinstance(value, int | float):
        return _Cell(escape(_number_in_words(value, grouped=column.grouped)), "n")
    whole = isinstance(value, date) or (isinstance(value, str) and _ID.fullmatch(value))
    return _Cell(entry_html(entry), "n" if column.numeric else "d" if whole else "")


def _blocks(table: Table, rows: Sequence[Row]) -> list[_Block]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group or row.key, []).append(row)
    anchors: dict[str, int] = {}
    return [_block(table, group, members, anchors) for group, members in groups.items()]


def _block(table: Table, group: str, rows: Sequence[Row], anchors: dict[str, int]) -> _Block:
    name = anchor(table.name, group)
    anchors[name] = anchors.get(name, 0) + 1
    first, *others = (_answer([row.entries[index] for row in rows]) for index in range(len(table.fields)))
    if table.has_anchors:
        keys = (anchor(table.name, row.key) for row in rows)
        first = tuple(replace(item, anchor=key) for item, key in zip(first, keys, strict=False))
    return _Block(
        anchor=name if anchors[name] == 1 else f"{name}-{anchors[name]}",
        title=rows[0].title or group,
        subtitle=rows[0].subtitle,
        answers=(first, *others),
    )


def _answer(entries: Sequence[Entry]) -> tuple[_Item, ...]:
    first = entries[0]
    if any((entry.value, entry.absent) != (first.value, first.absent) for entry in entries):
        return tuple(_Item(entry_html(entry), _where(entry.places)) for entry in entries)
    places = [place for entry in entries for place in entry.places]
    # The same answer given once per row, in cells of its own, says so; an answer of the whole group needs no word.
    shared_by = len(entries) if any(entry.sources != first.sources for entry in entries) else 0
    return (_Item(entry_html(first), _where(places), shared_by),)


def entry_html(entry: Entry) -> Markup:
    """One entry as a page prints it: words, a list, a mark with its words, or links to other rows."""
    value = entry.value
    if value in (None, "", ()):
        return Markup('<span class="none">{}</span>').format(entry.absent) if entry.absent else Markup()
    if entry.leads_to:
        return _linked(entry)
    if isinstance(value, tuple) and len(value) > 1 and max(map(len, value)) > _LISTED_FROM:
        items = Markup("").join(Markup("<li>{}</li>").format(_lines(text)) for text in value)
        return Markup("<ul>{}</ul>").format(items)
    if isinstance(value, str) and _HASH.fullmatch(value):
        parts = (value[start : start + 8] for start in range(0, len(value), 8))
        return Markup('<span class="hash">{}</span>').format(Markup("<wbr>").join(parts))
    return _marked(_lines(in_words(value)), entry.mark)


def _marked(words: Markup, mark: str) -> Markup:
    if mark not in MARKS:
        return words
    return Markup('<span class="mark {}">{}\u00a0{}</span>').format(mark, MARKS[mark], words)


def _linked(entry: Entry) -> Markup:
    texts = entry.value if isinstance(entry.value, tuple) else (in_words(entry.value),)
    links = [
        Markup('<a href="#{}">{}</a>').format(anchor(*target), _lines(text))
        for text, target in zip(texts, entry.leads_to, strict=True)
    ]
    if not any(" " in text for text in texts):
        return _marked(Markup(" ").join(Markup('<span class="d">{}</span>').format(link) for link in links), entry.mark)
    if len(links) == 1:
        return _marked(links[0], entry.mark)
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(link) for link in links))


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in visible(text).split("\n"))


def _where(places: Iterable[Place]) -> Markup:
    return Markup(" ").join(Markup("<span>{}</span>").format(visible(text)) for text in where_in_words(places))


def _number_in_words(value: float, *, grouped: bool) -> str:
    kind = "" if isinstance(value, int) else ".12g"
    return f"{value:{',' if grouped else ''}{kind}}"


def _moment_in_words(value: datetime) -> str:
    clock = value.isoformat(timespec="seconds" if value.second else "minutes").partition("T")[2]
    return f"{in_words(value.date())}, " + re.sub(r"(?=[+-])", " ", clock, count=1)
