"""Every field of Art. 30(1) and 30(2), and the heading under which the reference company's reports show it."""

import openpyxl
import pytest
from lxml.html import HtmlElement
from openpyxl.workbook import Workbook

from tests.reading_reports import answers, grid, read_page

CONTROLLER, PROCESSOR = "10_record_as_controller", "11_record_as_processor"

# Written down from the article, not from the product: report, table, one of its blocks, field, heading.
POINTS = [
    # Art. 30(1)
    (CONTROLLER, "Controller", "auxerta", "(a) name of the controller", "(a) Controller"),
    (CONTROLLER, "Controller", "auxerta", "(a) contact details of the controller", "(a) Contact details"),
    (CONTROLLER, "Record", "ACT-01", "(a) the joint controller", "(a) Joint controller"),
    (CONTROLLER, "Controller", "auxerta", "(a) the representative, EU", "(a) Representative in the EU"),
    (CONTROLLER, "Controller", "auxerta", "(a) the representative, UK", "(a) Representative in the UK"),
    (CONTROLLER, "Controller", "auxerta", "(a) the data protection officer", "(a) Data protection officer"),
    (CONTROLLER, "Record", "ACT-01", "(b) purposes", "(b) Purpose"),
    (CONTROLLER, "Record", "ACT-01", "(c) categories of data subjects", "(c) Data subjects"),
    (CONTROLLER, "Record", "ACT-01", "(c) categories of personal data", "(c) Personal data"),
    (CONTROLLER, "Record", "ACT-01", "(d) categories of recipients", "(d) Categories of recipients"),
    (CONTROLLER, "Record", "ACT-01", "(d) recipients in third countries", "(d) Recipients by name"),
    (CONTROLLER, "Record", "ACT-01", "(e) transfers, the country named", "(e) Third-country transfers"),
    (CONTROLLER, "Record", "ACT-01", "(e) safeguards, Art. 49(1)", "(e) Safeguards under Art. 49(1)"),
    (CONTROLLER, "Record", "ACT-01", "(f) time limits for erasure", "(f) Time limits for erasure"),
    (CONTROLLER, "Record", "ACT-01", "(g) security measures", "(g) Security measures"),
    # Art. 30(2)
    (PROCESSOR, "Processor", "auxerta", "(a) name of the processor", "(a) Processor"),
    (PROCESSOR, "Processor", "auxerta", "(a) contact, processor", "(a) Contact details of the processor"),
    (PROCESSOR, "Record", "CLI-01", "(a) name of each controller", "(a) Controller"),
    (PROCESSOR, "Record", "CLI-01", "(a) contact, controller", "(a) Contact details of the controller"),
    (PROCESSOR, "Record", "CLI-01", "(a) representative, controller", "(a) Representative of the controller"),
    (PROCESSOR, "Processor", "auxerta", "(a) representative, EU", "(a) Representative of the processor in the EU"),
    (PROCESSOR, "Processor", "auxerta", "(a) representative, UK", "(a) Representative of the processor in the UK"),
    (PROCESSOR, "Processor", "auxerta", "(a) officer, processor", "(a) Data protection officer of the processor"),
    (PROCESSOR, "Record", "CLI-01", "(a) officer, controller", "(a) Data protection officer of the controller"),
    (PROCESSOR, "Record", "CLI-01", "(b) categories of processing", "(b) Categories of processing"),
    (PROCESSOR, "Record", "CLI-01", "(c) transfers, the country named", "(c) Third-country transfers"),
    (PROCESSOR, "Record", "CLI-01", "(c) safeguards, Art. 49(1)", "(c) Safeguards under Art. 49(1)"),
    (PROCESSOR, "Record", "CLI-01", "(d) security measures", "(d) Security measures"),
]
every_point = pytest.mark.parametrize(
    ("report", "table", "block", "heading"),
    [
        pytest.param(report, table, block, heading, id=f"{report[:2]}-{field}")
        for report, table, block, field, heading in POINTS
    ],
)


@pytest.fixture(scope="module")
def pages(reference_pack) -> dict[str, HtmlElement]:
    return {name: read_page(reference_pack / "data" / f"{name}.html") for name in (CONTROLLER, PROCESSOR)}


@pytest.fixture(scope="module")
def workbooks(reference_pack) -> dict[str, Workbook]:
    return {name: openpyxl.load_workbook(reference_pack / "data" / f"{name}.xlsx") for name in (CONTROLLER, PROCESSOR)}


@every_point
def test_the_page_shows_the_point(pages, report, table, block, heading):
    assert answers(pages[report], f"{table}-{block}".casefold())[heading].text


@every_point
def test_the_workbook_shows_the_point(workbooks, report, table, block, heading):
    headings, rows = grid(workbooks[report][table])
    (column,) = (found for found in headings if found.startswith(f"{heading} · "))
    values = [row[column] for row in rows if row["Record id"] == block]
    assert values
    assert all(value not in {None, ""} for value in values)


@pytest.mark.parametrize(
    ("report", "table", "block"), sorted({(report, table, block) for report, table, block, *_ in POINTS})
)
def test_lettered_points_stand_in_the_order_of_the_article(pages, report, table, block):
    headings = list(answers(pages[report], f"{table}-{block}".casefold()))
    lettered = [heading for heading in headings if heading.startswith("(")]
    assert lettered == sorted(lettered, key=lambda heading: heading[:3]) == headings[: len(lettered)]


@pytest.mark.parametrize("report", [CONTROLLER, PROCESSOR])
def test_no_lettered_heading_is_missing_from_this_list(workbooks, report):
    tables = {table for name, table, *_ in POINTS if name == report}
    shown = {heading.partition(" · ")[0] for table in tables for heading in grid(workbooks[report][table])[0]}
    assert {heading for heading in shown if heading.startswith("(")} == {
        point[-1] for point in POINTS if point[0] == report
    }
