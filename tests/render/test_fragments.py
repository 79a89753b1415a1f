"""Covers, tables, blocks, figures and notes as HTML fragments."""

import re
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from auditlib.places import Place
from auditlib.render.fragments import (
    SHOWN_ROWS,
    anchor,
    cover_html,
    figure_html,
    in_words,
    note_html,
    table_html,
    where_in_words,
)
from auditlib.tables import Cover, Entry, Field, Figure, Layout, Row, Source, Table, Value, plain_table


def stated(value: Value, *cells: str, file: str = "vendors.xlsx", sheet: str = "Vendors") -> Entry:
    return Entry(value, tuple(Source("vendors", "V-1", "name", Place(file, sheet, cell), "") for cell in cells))


def a_table(*rows: Row, layout: Layout = Layout.ROWS, headings: tuple[str, ...] = ("Name", "Use")) -> Table:
    return Table("vendors", "Vendors", tuple(Field(heading) for heading in headings), rows, layout=layout)


def body_of(fragment: str) -> str:
    return fragment.partition("</style>")[2]


def text_of(fragment: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", body_of(fragment)).split())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 9, 30), "30 September 2026"),
        (datetime(2026, 5, 4, 9, 15, tzinfo=timezone(timedelta(hours=1))), "4 May 2026, 09:15 +01:00"),
        (datetime(2026, 5, 4, 9, 15, 7, tzinfo=UTC), "4 May 2026, 09:15:07 +00:00"),
        (datetime(2026, 5, 4, 9, 15, tzinfo=timezone(-timedelta(hours=3, minutes=30))), "4 May 2026, 09:15 -03:30"),
        (datetime(2026, 5, 4, 9, 15), "4 May 2026, 09:15"),  # noqa: DTZ001 - a sheet may state no zone
        (2026, "2026"),
        (12500, "12,500"),
        (-0.5, "-0.5"),
        (12500.25, "12,500.25"),
        (("a", "b"), "a; b"),
        ((), ""),
        (None, ""),
    ],
)
def test_values_are_put_in_words(value: Value, words: str) -> None:
    assert in_words(value) == words


def test_places_are_joined_along_columns_and_rows() -> None:
    cells = ("B14", "C14", "D14", "N14", "B15")
    places = [Place("vendors.xlsx", "Vendors", cell) for cell in cells] + [Place("policy.md")]

    assert where_in_words(places) == ("policy.md", "vendors.xlsx › Vendors › B14:B15, C14:D14, N14")


def test_a_row_names_its_cells_in_the_last_column() -> None:
    html = table_html(a_table(Row("1", (stated("Pinewood", "B14"), stated("mail", "N14")))))

    assert '<th scope="col">Where</th></tr>' in html
    assert '<td class="where"><span>vendors.xlsx › Vendors › B14, N14</span></td></tr>' in html


def test_a_table_without_sources_has_no_column_for_them() -> None:
    assert "Where" not in body_of(table_html(plain_table("counts", "Counts", ["A"], [[1]])))


def test_a_table_has_a_caption_and_scoped_headings() -> None:
    html = table_html(a_table(Row("1", (Entry("Pinewood"), Entry("mail")))))

    assert '<div class="auditlib table" id="vendors">' in html
    assert '<caption id="vendors-caption">Vendors</caption>' in html
    assert '<thead><tr><th scope="col">Name</th><th scope="col">Use</th></tr></thead>' in html
    assert '<tr><th scope="row">Pinewood</th><td>mail</td></tr>' in html


def test_the_provision_stands_small_in_its_heading() -> None:
    table = Table("t", "T", (Field("Purposes", cite="GDPR 30(1)(b)"),), (Row("1", (Entry("x"),)),))

    assert '<th scope="col">Purposes <small>GDPR 30(1)(b)</small></th>' in table_html(table)


def test_a_column_of_numbers_is_aligned_and_grouped_as_one() -> None:
    html = table_html(plain_table("t", "T", ["File", "Bytes"], [["a", 9120], ["b", 22480], ["c", None]]))

    assert '<th scope="col" class="n">Bytes</th>' in html
    assert '<td class="n">9,120</td>' in html
    assert '<td class="n">22,480</td>' in html
    assert '<td class="n"></td>' in html


def test_an_absent_value_is_named_as_such() -> None:
    html = table_html(
        a_table(Row("1", (Entry("Pinewood"), Entry(None))), Row("2", (Entry("X"), Entry((), absent="none"))))
    )

    assert '<td><span class="none">not stated</span></td>' in html
    assert '<td><span class="none">none</span></td>' in html


def test_short_texts_share_a_line_and_long_ones_make_a_list() -> None:
    long = ("Delete within thirty days after the order was accepted", "Keep invoices")
    html = table_html(a_table(Row("1", (Entry(("Name", "Company")), Entry(long)))))

    assert '<th scope="row">Name; Company</th>' in html
    assert f"<td><ul><li>{long[0]}</li><li>{long[1]}</li></ul></td>" in html


def test_what_the_register_holds_is_escaped_and_unseen_characters_are_written_out() -> None:
    html = table_html(a_table(Row("1", (Entry("<b>x</b>"), Entry("a\u202eb\nc")))))

    assert '<th scope="row">&lt;b&gt;x&lt;/b&gt;</th><td>a[U+202E]b<br>c</td>' in html


def test_a_table_without_rows_says_so() -> None:
    html = table_html(a_table())

    assert '<p class="empty">No rows.</p>' in html
    assert "<thead>" not in html


def test_a_long_table_is_cut_and_says_where_the_rest_is() -> None:
    html = table_html(plain_table("systems", "Systems", ["A"], [[f"S{number}"] for number in range(1234)]))

    assert html.count("<tr>") == SHOWN_ROWS + 1
    assert "The first 500 of 1234 rows are shown; the sheet “systems” of the workbook holds all of them." in html


def test_a_hash_can_wrap_and_is_copied_whole() -> None:
    html = table_html(plain_table("t", "T", ["SHA-256"], [["0f" * 32]]))

    assert html.count("<wbr>") == 7
    assert "0f" * 32 in html.replace("<wbr>", "")


def blocks(*rows: tuple[str, Entry, Entry]) -> str:
    made = [
        Row(str(number), (purpose, basis), group=group, title=f"Activity {group}", subtitle=f"{group} · active")
        for number, (group, purpose, basis) in enumerate(rows)
    ]
    return table_html(a_table(*made, layout=Layout.BLOCKS, headings=("Purpose", "Basis")))


def test_each_group_is_a_block_with_a_heading_and_an_anchor() -> None:
    html = blocks(("PA-1", stated("a", "D5"), Entry("x")), ("PA-2", stated("b", "D6"), Entry("y")))

    assert '<table class="block" id="vendors-pa-1">' in html
    assert '<caption><h3>Activity PA-1</h3> <p class="sub">PA-1 · active</p></caption>' in html
    assert html.index('id="vendors-pa-1"') < html.index('id="vendors-pa-2"')
    assert anchor("vendors", "PA-2") == "vendors-pa-2"


def test_groups_that_read_alike_get_anchors_of_their_own() -> None:
    html = blocks(("PA 1", Entry("a"), Entry("x")), ("PA-1", Entry("b"), Entry("y")))

    assert re.findall('<table class="block" id="([^"]+)"', html) == ["vendors-pa-1", "vendors-pa-1-2"]


def test_a_field_that_differs_is_numbered_in_row_order_with_its_cells() -> None:
    html = blocks(
        ("PA-1", stated("b", "D5"), stated("y", "F5")),
        ("PA-1", stated("a", "D6"), stated(None, "F6")),
        ("PA-1", stated("a", "D7"), stated("x", "F7")),
    )

    purposes, bases = re.findall("<ol>(.*?)</ol>", html)
    assert re.findall(r"<li><div class=\"pair\"><div>(.*?)</div>", purposes) == ["b", "a", "a"]
    assert re.findall(r"› ([DF]\d)</span>", purposes) == ["D5", "D6", "D7"]
    assert re.findall(r"<li><div class=\"pair\"><div>(.*?)</div>", bases) == [
        "y",
        '<span class="none">not stated</span>',
        "x",
    ]


def test_a_field_of_the_whole_group_is_printed_once() -> None:
    shared = stated("Clients", "P6")
    html = blocks(("PA-1", stated("a", "D5"), shared), ("PA-1", stated("b", "D6"), shared))

    cell = '<div class="where"><span>vendors.xlsx › Vendors › P6</span></div>'
    assert f'<td><div class="pair"><div>Clients</div>{cell}</div></td>' in html


def test_an_equal_answer_given_once_a_row_is_printed_once_and_says_so() -> None:
    html = blocks(
        ("PA-1", stated("a", "D5"), stated("consent", "F5")), ("PA-1", stated("b", "D6"), stated("consent", "F6"))
    )

    assert '<div>consent <span class="all">same for both</span></div>' in html
    assert "› F5:F6</span>" in html


def test_the_cover_names_its_state_its_facts_and_leads_to_its_inputs() -> None:
    inputs = plain_table(
        "Input files", "Input files", ["File", "SHA-256"], [["a.xlsx", "0f" * 32], ["b.xlsx", "0f" * 32]]
    )
    html = cover_html(
        Cover("Self-assessment", "A report", "DRAFT", "not yet reviewed", (("Entity", "Auxerta"),), inputs)
    )

    assert html.count("<h1>") == 1
    assert '<span class="stamp draft">DRAFT</span> not yet reviewed' in html
    assert "<div><dt>Entity</dt><dd>Auxerta</dd></div>" in html
    assert '<a href="#input-files">2 files, hashes</a>' in html
    assert '<div class="auditlib table" id="input-files">' in html


def test_a_cover_may_name_no_inputs() -> None:
    html = cover_html(Cover("Self-assessment", "A report", "DRAFT", "not yet reviewed", (("Entity", "Auxerta"),)))

    assert "Inputs" not in body_of(html)
    assert "<section" not in html


def test_a_figure_has_its_text_and_the_table_behind_it() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>"é"</text></svg>'
    html = figure_html(Figure(svg, 'Bars "a"', "Two bars.", plain_table("bars", "Bars", ["A", "B"], [["x", 1]])))

    picture = re.search(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="Bars &#34;a&#34;">', html)
    assert picture
    assert b64decode(picture[1]).decode() == svg
    assert text_of(html).startswith("Bars Two bars. The numbers behind this picture Bars A B x 1")
    assert '<figure class="auditlib figure" id="bars-figure">' in html
    assert 'id="bars"' in html


def test_a_note_keeps_its_paragraphs() -> None:
    assert "<p>a &lt; b</p>\n<p>c</p>" in note_html("a < b\n\nc")


def test_fragments_are_equal_when_made_twice() -> None:
    table = a_table(Row("1", (stated("Pinewood", "B14"), stated("mail", "N14"))))

    assert table_html(table) == table_html(table)


def test_a_row_of_a_block_can_be_led_to_from_another_page() -> None:
    rows = (Row("K-1", (Entry("K-1"), Entry("a")), group="G"), Row("K-2", (Entry("K-2"), Entry("b")), group="G"))
    blocks = Table("Held", "Held", (Field("Id"), Field("What")), rows, layout=Layout.BLOCKS, has_anchors=True)
    assert [f'id="held-k-{number}"' in table_html(blocks) for number in (1, 2)] == [True, True]
    way = Entry("K-2", mark="critical", leads_to=(("Held", "K-2"),))
    led = table_html(a_table(Row("1", (way, Entry("x")))), page="other.html")
    assert '<a href="other.html#held-k-2">K-2</a>' in led
    assert '<span class="mark critical">✕' in led
