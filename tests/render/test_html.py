"""Pages: what a notebook shows and nothing else, in one file that asks for nothing."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from auditlib.places import Place
from auditlib.render.fragments import cover_html, figure_html, note_html, table_html
from auditlib.render.html import ReportExporter, page_html, plain_page
from auditlib.tables import Cover, Entry, Field, Figure, Layout, Row, Source, Table, plain_table
from tests.render.test_sanitise import HOSTILE, Found

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="60" height="20"/></svg>'


def stated(value: str | tuple[str, ...] | None, cell: str) -> Entry:
    return Entry(value, (Source("purposes", "P-1", "name", Place("activities.xlsx", "Purposes", cell), ""),))


def a_cover(title: str = "Record as controller") -> Cover:
    inputs = plain_table("inputs", "Input files", ["File", "Bytes", "SHA-256"], [["activities.xlsx", 48211, "0f" * 32]])
    facts = (("Legal entity", "Auxerta Inc. (ORG-01)"), ("Facts and law as of", "30 September 2026"))
    return Cover("Privacy self-assessment by management", title, "DRAFT", "not yet reviewed or approved", facts, inputs)


def an_activity_table() -> Table:
    fields = (Field("Purposes", "GDPR 30(1)(b)"), Field("Time limits", "GDPR 30(1)(f)"))
    rows = tuple(
        Row(
            cell, (stated(f"Purpose {cell}", cell), stated(None, "F5")), group, f"Activity {group}", f"{group} · active"
        )
        for cell, group in (("D5", "PA-1"), ("D6", "PA-1"), ("D7", "PA-2"))
    )
    return Table("activities", "Processing activities", fields, rows, layout=Layout.BLOCKS)


def a_vendor_table() -> Table:
    headings = ("Vendor", "Country", "Role", "Use", "Contract", "Review", "Owner", "Remark")
    rows = tuple(
        Row(str(row), tuple(stated(f"{heading} {row}", f"B{row}") for heading in headings)) for row in range(4, 18)
    )
    return Table("vendors", "Vendors", tuple(Field(heading) for heading in headings), rows, note="Fourteen vendors.")


def a_figure() -> Figure:
    table = plain_table("by_country", "Vendors by country", ["Country", "Vendors"], [["Norway", 9], ["Italy", 5]])
    return Figure(SVG, "Bars: Norway 9, Italy 5", "Nine of fourteen vendors are in Norway.", table)


def shows(html: str, **metadata: object) -> nbformat.NotebookNode:
    output = new_output("display_data", {"text/html": html, "text/plain": "<IPython.core.display.HTML object>"})
    return new_code_cell("page.show(secret_plumbing)", outputs=[output], metadata=metadata)


def a_notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return new_notebook(cells=list(cells), metadata={"title": "Record as controller"})


def a_report(*more: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return a_notebook(
        new_markdown_cell("# Record as controller\n\nWhat Art. 30(1) GDPR asks a controller to keep."),
        shows("<p>PARAMETERS SHOWN</p>", tags=["parameters"]),
        shows("<p>PARAMETERS SHOWN</p>", tags=["injected-parameters"]),
        new_markdown_cell("The register is opened."),
        shows(cover_html(a_cover())),
        new_markdown_cell("## Processing activities\n\nOne block for each activity."),
        shows(table_html(an_activity_table())),
        new_markdown_cell("## Vendors\n\nFourteen vendors in two countries."),
        shows(figure_html(a_figure())),
        shows(table_html(a_vendor_table())),
        shows(note_html("What a vendor does beyond its instructions is not tested.")),
        *more,
    )


def page_of(*cells: nbformat.NotebookNode) -> str:
    return page_html(a_notebook(*cells), title="A report")


def body_of(page: str) -> str:
    return page.partition("</head>")[2]


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0].partition(">")[2].strip()


def levels_of(page: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", body_of(page))]


def test_a_report_is_one_page_with_one_main_and_one_h1() -> None:
    page = page_html(a_report(), title="Record as controller · Auxerta Inc.")

    assert page.startswith('<!doctype html>\n<html lang="en">\n')
    assert "<title>Record as controller · Auxerta Inc.</title>" in page
    assert (page.count("<main"), page.count("<h1"), page.count("<footer")) == (1, 1, 1)
    assert page.count('<a class="skip" href="#page-main">') == 1
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page


def test_a_page_forbids_scripts_and_requests_and_holds_none() -> None:
    page = page_html(a_report(), title="A report")

    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert "<script" not in page
    assert "url(" not in page
    assert "@import" not in page
    assert re.findall(r'(?:href|src)="(?!#|data:image/)[^"]*"', page) == []
    assert page.count("<style>") == 1


def test_a_page_is_small_without_its_rows() -> None:
    assert len(plain_page("A report", cover_html(a_cover())).encode()) < 40_000


def test_a_page_is_equal_when_made_twice() -> None:
    assert page_html(a_report(), title="A").encode() == page_html(a_report(), title="A").encode()


def test_the_notebook_is_left_as_it_was() -> None:
    notebook = a_report()
    before = json.dumps(notebook)

    page_html(notebook, title="A")

    assert json.dumps(notebook) == before


def test_the_cover_comes_first_then_the_lead_then_the_contents_then_the_report() -> None:
    page = body_of(page_html(a_report(), title="A"))
    order = ['class="stamp draft"', "What Art. 30(1) GDPR asks", "The register is opened.", "<nav", "<main", "<h2"]

    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)


def test_the_input_files_come_last() -> None:
    main = main_of(page_html(a_report(), title="A"))

    assert main.rindex("<h2") == main.index('<h2 id="section-inputs">Inputs</h2>')
    assert main.endswith("</section>")


def test_a_title_that_the_cover_carries_is_not_repeated() -> None:
    assert body_of(page_html(a_report(), title="A")).count(">Record as controller<") == 1


def test_a_title_that_the_cover_does_not_carry_stands_above_the_lead() -> None:
    page = page_of(new_markdown_cell("# Data map\n\nWhere data go."), shows(cover_html(a_cover())))

    assert '<p class="report">Data map</p>' in page
    assert page.count("<h1") == 1


def test_without_a_cover_the_title_of_the_notebook_is_the_h1() -> None:
    page = page_of(new_markdown_cell("# Data *map*\n\nWhere data go."), new_markdown_cell("# Again"))

    assert "<h1>Data <em>map</em></h1>" in page
    assert '<div class="lead">\n<p>Where data go.</p>\n</div>' in page
    assert levels_of(page) == [1, 2]


def test_without_any_title_the_page_has_the_one_it_was_given() -> None:
    assert "<h1>A report</h1>" in page_of(new_markdown_cell("Text."))


def test_headings_do_not_jump() -> None:
    page = page_of(new_markdown_cell("# T"), *(new_markdown_cell(f"{'#' * level} H") for level in (4, 6, 2, 5, 1, 3)))

    assert levels_of(page) == [1, 2, 3, 2, 3, 2, 3]


def test_a_heading_within_a_heading_is_only_text() -> None:
    page = page_of(new_markdown_cell("<h2>a<div><h1>b</h1><h3>c</h3></div></h2>"), new_markdown_cell("## d"))

    assert '<h2 id="section-a-bc">a<div>bc</div></h2>' in page
    assert levels_of(page) == [1, 2, 2]


def test_headings_of_blocks_follow_those_of_the_notebook() -> None:
    assert levels_of(page_html(a_report(), title="A")) == [1, 2, 3, 3, 2, 2]


def test_every_id_is_unique_and_every_link_leads_to_one() -> None:
    page = page_html(a_report(new_markdown_cell("## Vendors"), new_markdown_cell("## Vendors")), title="A")
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_contents_list_the_headings_with_the_blocks_under_them() -> None:
    contents = page_html(a_report(), title="A").partition("<nav")[2].partition("</nav>")[0]

    assert re.findall(r'<a href="#[^"]+">([^<]+)</a>', contents) == [
        *("Processing activities", "Activity PA-1", "Activity PA-2"),
        *("Vendors", "Inputs"),
    ]


def test_long_contents_leave_the_blocks_out() -> None:
    cells = [new_markdown_cell(f"## Part {part}") for part in "AB"] + [
        new_markdown_cell(f"### S{n}") for n in range(40)
    ]

    assert page_of(*cells).count('<a href="#section-') == 2


def test_a_page_with_one_heading_has_no_contents() -> None:
    assert "<nav" not in page_of(new_markdown_cell("## Only"))


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_content_is_harmless_wherever_it_stands(payload: str) -> None:
    page = page_of(new_markdown_cell(f"# {payload}"), new_markdown_cell(f"{payload}\n\n## {payload}"), shows(payload))

    header = page.partition("<header>")[2].partition("</header>")[0]
    assert Found(header + main_of(page)).faults == []
    assert (page.count("<h1"), page.count("<main"), page.count("</main>"), page.count("</style>")) == (1, 1, 1, 1)


def test_a_hostile_title_stays_text() -> None:
    page = page_html(a_notebook(), title='</title></style><script>alert(1)</script>"; } body { display: none')

    assert "<script" not in page
    assert page.count("</style>") == 1
    assert page.count("</title>") == 1
    assert 'content:"\\00003c \\00002f title' in page
    assert "body { display" not in page.partition("<style>")[2].partition("</style>")[0]


def test_a_mermaid_fence_stays_text() -> None:
    page = page_of(new_markdown_cell('```mermaid\ngraph TD; A["<img src=x onerror=alert(1)>"]\n```'))

    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_code_and_parameters_are_not_shown() -> None:
    page = page_html(a_report(new_raw_cell("RAW")), title="A")

    assert "secret_plumbing" not in page
    assert "PARAMETERS SHOWN" not in page
    assert "IPython.core.display" not in page
    assert "RAW" not in page


def test_plain_outputs_are_escaped_and_freed_of_terminal_codes() -> None:
    cell = new_code_cell(
        outputs=[
            new_output("stream", text="\x1b[31m<b>12</b>\x1b[0m rows\n"),
            new_output("execute_result", {"text/plain": "a < b"}),
        ]
    )

    page = page_of(cell)

    assert '<pre class="out">&lt;b&gt;12&lt;/b&gt; rows</pre>' in page
    assert '<pre class="out">a &lt; b</pre>' in page


def test_errors_are_shown_plainly_without_their_traceback() -> None:
    error = new_output("error", ename="InputRefused", evalue="no <such> file", traceback=["/home/someone/x.py"])

    page = page_of(new_code_cell(outputs=[error]))

    assert '<pre class="trouble">This step did not finish.\nInputRefused: no &lt;such&gt; file</pre>' in page
    assert "/home/someone" not in page


def test_pictures_become_data_and_other_kinds_are_left_out() -> None:
    outputs = [
        new_output("display_data", {"image/png": PIXEL}),
        new_output("display_data", {"image/svg+xml": SVG}),
        new_output("display_data", {"application/javascript": "alert(1)", "application/json": {}}),
        new_output("display_data", {"image/png": "no base64!"}),
    ]

    page = page_of(new_code_cell(outputs=outputs))

    assert f'<img src="data:image/png;base64,{PIXEL.strip()}" alt="A picture without a description">' in page
    assert '<img src="data:image/svg+xml;base64,PHN2' in page
    assert "alert(1)" not in page
    assert page.count("<img src=") == 2


def test_the_footer_says_what_the_page_is_and_what_made_it_only_if_told() -> None:
    silent = page_html(a_report(), title="A")

    assert "self-assessment by management. It supports review and is no determination of lawfulness." in silent
    assert "Made with" not in silent
    assert "Made with auditlib 0.1.0." in page_html(a_report(), title="A", tool="auditlib 0.1.0")


def test_no_page_claims_what_nobody_established() -> None:
    page = page_html(a_report(), title="A", tool="auditlib").casefold()
    page += plain_page("A", "".join(map(table_html, (a_vendor_table(), an_activity_table())))).casefold()

    for word in (
        "complian",
        "conformant",
        "certified",
        "opinion",
        "assurance",
        "guarantee",
        "verified",
        "audit report",
    ):
        assert word not in page


def test_fragments_alone_make_a_page_of_the_same_kind() -> None:
    body = cover_html(a_cover()) + "<h2>Reports</h2><script>alert(1)</script>" + table_html(a_vendor_table())

    page = plain_page("Pack", body, language="de")

    assert '<html lang="de">' in page
    assert "<script" not in page
    assert levels_of(page) == [1, 2, 2]
    assert page.index('id="vendors"') < page.index('<section class="auditlib inputs">')


def test_a_note_right_after_the_cover_of_such_a_page_is_its_lead() -> None:
    page = plain_page("Pack", cover_html(a_cover()) + note_html("What it is.") + "<h2>A</h2>" + note_html("More."))

    assert '<div class="lead">\n<p>What it is.</p>\n</div>\n</header>' in page
    assert '<div class="auditlib remark">\n<p>More.</p>' in main_of(page)


def test_the_exporter_takes_the_title_from_the_notebook_or_from_the_file() -> None:
    page, resources = ReportExporter().from_notebook_node(a_report())
    untitled, _ = ReportExporter().from_notebook_node(new_notebook(), {"metadata": {"name": "20_data_map"}})

    assert page == page_html(a_report(), title="Record as controller")
    assert resources["output_extension"] == ".html"
    assert "<title>20_data_map</title>" in untitled


def test_nbconvert_knows_the_exporter(tmp_path: Path) -> None:
    nbformat.write(a_report(), tmp_path / "report.ipynb")

    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "auditlib", "report.ipynb"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.strip() == page_html(a_report(), title="Record as controller").strip()
