"""A marked text as a fragment, and entries that lead to other rows, on a page and in a workbook."""

from dataclasses import replace
from pathlib import Path

import lxml.html
import openpyxl

from auditlib.places import Place
from auditlib.render.fragments import SHOWN_ROWS, table_html
from auditlib.render.marked_text import SHOWN_CELLS, marked_text_html
from auditlib.render.sanitise import clean
from auditlib.render.xlsx import write_workbook
from auditlib.tables import Cover, Entry, Field, MarkedText, Note, Paragraph, Row, Run, Shape, Source, Table

TABLE = Table("Text", "A text", (Field("Words"),), (Row("S01.01", (Entry("We keep it."),)),))
NOTE = Note("S01-C01", "S01-C01", "failed", "exception noted", "keep", ("vague",), (("Why", Entry("Because")),))
RUNS = (Run("We "), Run("keep", ("S01-C01",), ("S01-C01",)), Run(" it."))
COVER = Cover("Fernway", "Text", "DRAFT", "not reviewed", ())


def page(text: MarkedText) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(clean(marked_text_html(text)), create_parent="main")


def marked(shape: Shape = Shape.SENTENCE, note: Note = NOTE) -> MarkedText:
    return MarkedText(TABLE, (Paragraph("S01.01", shape, RUNS, (note,)),))


def cells(number: int) -> tuple[Source, ...]:
    return tuple(Source("vendors", f"VND-{row}", "name", Place("v.xlsx", "V", f"B{row}"), "") for row in range(number))


def linked(*rows: Row, **more: object) -> Table:
    return Table("Linked", "Linked", (Field("To"),), rows, has_places=False, **more)  # type: ignore[arg-type]


def test_a_sign_stands_behind_the_words_it_marks_and_says_the_verdict():
    (mark,) = page(marked()).xpath("//mark")
    assert mark.text_content() == "keep"
    assert mark.getnext().text_content() == "✕a exception noted"


def test_the_words_of_a_heading_hold_no_sign():
    shown = page(marked(Shape.HEADING))
    assert shown.xpath("//h3")[0].text_content() == "We keep it."
    assert len(shown.xpath("//sup[@class='sign failed']")) == 1


def test_flags_stand_beside_the_text_as_words():
    (margin,) = page(marked()).xpath("//div[@class='margin']")
    assert " ".join(margin.text_content().split()) == "✕ exception noted a vague"


def test_cells_beyond_the_first_are_counted():
    told = page(marked(note=replace(NOTE, sources=cells(SHOWN_CELLS + 2)))).xpath("//div[@class='told']")[0]
    assert len(told.xpath(".//tbody/tr")) == SHOWN_CELLS
    assert "and 2 more cells, which the workbook lists" in told.text_content()
    assert told.xpath(".//span[@class='none']")[0].text_content() == "blank"


def test_items_are_a_list():
    items = tuple(Paragraph(f"S01.0{number}", Shape.ITEM, (Run("One"),), marker="•") for number in (1, 2))
    assert len(page(MarkedText(TABLE, items)).xpath("//ul/li")) == 2


def test_a_text_without_paragraphs_says_so():
    assert "Nothing was read." in page(MarkedText(replace(TABLE, empty="Nothing was read."), ())).text_content()


def test_an_entry_leads_to_a_row_of_another_table():
    target = linked(Row("X-1", (Entry("There"),)), has_anchors=True)
    source = Table("Other", "Other", (Field("A"),), (Row("a", (Entry("See X-1", leads_to=(("Linked", "X-1"),)),)),))
    html = lxml.html.fragment_fromstring(clean(table_html(source) + table_html(target)), create_parent="main")
    (link,) = html.xpath("//a")
    (row,) = html.xpath("//tr[@id=$anchor]", anchor=link.get("href")[1:])
    assert link.text_content() == "See X-1"
    assert row.text_content() == "There"


def test_a_table_to_whose_rows_links_lead_shows_all_of_them():
    rows = tuple(Row(f"K{number}", (Entry(number),)) for number in range(SHOWN_ROWS + 1))
    assert table_html(linked(*rows, has_anchors=True)).count("<tr id=") == SHOWN_ROWS + 1
    assert f"The first {SHOWN_ROWS} of" in table_html(linked(*rows))


def test_a_cell_of_a_workbook_leads_to_the_first_row_of_its_target(tmp_path: Path):
    target = linked(Row("X-1", (Entry("One"),)), Row("X-2", (Entry("Two"),), group="both"))
    ways = Entry(("Two", "One"), leads_to=(("Linked", "both"), ("Linked", "X-1")))
    source = Table("Other", "Other", (Field("A"),), (Row("a", (ways,)),), has_places=False)
    path = tmp_path / "out.xlsx"
    write_workbook(path, COVER, [source, target])
    book = openpyxl.load_workbook(path)
    (cell,) = (cell for row in book["Other"].iter_rows() for cell in row if cell.value == "Two; One")
    where = cell.hyperlink.location.rpartition("!")[2].partition(":")[0]
    assert book["Linked"][where].value == "Two"


def test_an_entry_that_leads_nowhere_in_its_workbook_is_plain_text(tmp_path: Path):
    source = linked(Row("a", (Entry("Gone", leads_to=(("Absent", "X-1"),)),)))
    path = tmp_path / "out.xlsx"
    write_workbook(path, COVER, [source])
    (cell,) = (
        cell for row in openpyxl.load_workbook(path)["Linked"].iter_rows() for cell in row if cell.value == "Gone"
    )
    assert cell.hyperlink is None
