"""A marked text as an HTML fragment: its paragraphs with their marks, and what explains each mark beneath them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup, escape

from auditlib.places import column_letters
from auditlib.render.characters import visible
from auditlib.render.fragments import MARKS, anchor, entry_html, in_notebook
from auditlib.render.xlsx_text import shorten
from auditlib.tables import MarkedText, Note, Paragraph, Run, Shape, Source, Table
from auditlib.wording import counted

SHOWN_CELLS = 8
_SHOWN_CHARACTERS = 160
_LISTED = frozenset({Shape.ITEM})
# The contents of the page repeat the words of a heading, so its signs stand behind it.
_HEADINGS = frozenset({Shape.TITLE, Shape.HEADING, Shape.SUB_HEADING})


@dataclass(frozen=True, slots=True)
class _Beside:
    """The notes of one verdict beside a paragraph, by their letters."""

    mark: str
    sign: str
    verdict: str
    letters: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Explained:
    letter: str
    note: Note
    anchor: str
    sign: str
    facts: tuple[tuple[str, Markup], ...]
    cells: tuple[Source, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Part:
    paragraph: Paragraph
    anchor: str
    html: Markup
    after: Markup
    beside: tuple[_Beside, ...]
    also: tuple[Markup, ...]
    explained: tuple[_Explained, ...]
    earlier: tuple[tuple[str, str, str], ...]
    summary: str


def marked_text_html(text: MarkedText) -> str:
    """The text with its legend before it and the notes without a place after it."""
    name = text.table.name
    groups = groupby(text.paragraphs, key=lambda one: one.shape in _LISTED)
    return in_notebook(
        "marked_text.html",
        text=text,
        anchor=anchor(name),
        legend=[(mark, MARKS[mark], *rest) for mark, *rest in text.legend],
        groups=[(is_list, [_part(one, text.table) for one in group]) for is_list, group in groups],
        unplaced=[_explained("", note, text.table) for note in text.unplaced],
    )


def _part(paragraph: Paragraph, table: Table) -> _Part:
    notes = paragraph.notes
    letters = {note.key: letters_of(number) for number, note in enumerate(notes)}
    begun = [note for note in notes if note.key not in paragraph.begun_before]
    is_heading = paragraph.shape in _HEADINGS
    signs = [_sign(note, letters[note.key], table) for note in notes] if is_heading else []
    return _Part(
        paragraph=paragraph,
        anchor=anchor(table.name, paragraph.key),
        html=Markup("").join(_runs(paragraph, {} if is_heading else letters, table)),
        after=Markup("").join(signs),
        beside=tuple(_beside(notes, letters, table)),
        also=tuple(entry_html(one) for one in paragraph.also),
        explained=tuple(_explained(letters[note.key], note, table) for note in begun),
        earlier=tuple(
            (letters[note.key], note.name, anchor(table.name, note.key))
            for note in notes
            if note.key in paragraph.begun_before
        ),
        summary=_summary(begun),
    )


def letters_of(number: int) -> str:
    """The letters that number a note in its paragraph, from 0: a, b, … z, aa, ab."""
    return column_letters(number + 1).lower()


def _runs(paragraph: Paragraph, letters: dict[str, str], table: Table) -> Iterator[Markup]:
    notes = {note.key: note for note in paragraph.notes}
    for run in paragraph.runs:
        yield _marked(run, notes)
        yield from (_sign(notes[key], letters[key], table) for key in run.ending if key in letters)


def _marked(run: Run, notes: dict[str, Note]) -> Markup:
    words = escape(visible(run.text))
    if not run.within:
        return words
    several = " several" if len(run.within) > 1 else ""
    return Markup('<mark class="said {}{}">{}</mark>').format(notes[run.within[-1]].mark, several, words)


def _sign(note: Note, letter: str, table: Table) -> Markup:
    link = Markup('<a href="#{}">{}{}<span class="unseen"> {}</span></a>')
    shown = link.format(anchor(table.name, note.key), MARKS[note.mark], letter, note.verdict)
    return Markup('<sup class="sign {}">{}</sup>').format(note.mark, shown)


def _beside(notes: tuple[Note, ...], letters: dict[str, str], table: Table) -> Iterator[_Beside]:
    for mark in dict.fromkeys(note.mark for note in notes):
        same = [note for note in notes if note.mark == mark]
        named = tuple((letters[note.key], anchor(table.name, note.key), note.flags) for note in same)
        yield _Beside(mark, MARKS[mark], same[0].verdict, named)


def _explained(letter: str, note: Note, table: Table) -> _Explained:
    return _Explained(
        letter=letter,
        note=note,
        anchor=anchor(table.name, note.key),
        sign=MARKS[note.mark],
        facts=tuple((name, entry_html(entry)) for name, entry in note.facts),
        cells=tuple(_short(one) for one in note.sources[:SHOWN_CELLS]),
        more=max(0, len(note.sources) - SHOWN_CELLS),
    )


def _short(source: Source) -> Source:
    return replace(source, found=shorten(visible(source.found), _SHOWN_CHARACTERS))


def _summary(notes: list[Note]) -> str:
    cells = sum(len(note.sources) for note in notes)
    return f"{counted(len(notes), 'statement')}, {counted(cells, 'cell')}"
