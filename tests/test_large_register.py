"""A register of 5,000 rows loads and renders: the page shows the first rows and says so, the workbook holds all."""

import re
from pathlib import Path

import openpyxl
import pytest

from auditlib.case import open_case
from auditlib.render.fragments import SHOWN_ROWS
from tests.large_register import CONTROLLERS, COUNTS, ROWS, write_large_register
from tests.packs import PERIOD, make_pack


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large_register(tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def data(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pack(register, tmp_path_factory.mktemp("reports")) / "data"


def first_column(path: Path, sheet: str) -> set[object]:
    """What the first column of a worksheet holds, headings included."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = {row[0] for row in book[sheet].iter_rows(max_col=1, values_only=True)}
    book.close()
    return found


def test_it_has_as_many_rows_as_it_says(register):
    assert ROWS == sum(COUNTS.values()) == 5_000
    loaded = open_case(register, period=PERIOD).register
    assert {name: len(loaded.table(name)) for name in loaded.supplied} == COUNTS
    assert loaded.problems == ()


def test_a_page_shows_the_first_rows_and_says_so(data):
    page = (data / "20_data_map.html").read_text("utf-8")
    (table,) = (part for part in page.split("<table")[1:] if "Data flows by activity" in part)
    assert f"The first {SHOWN_ROWS} of 1200 rows are shown; the sheet “Flows” of the workbook holds all" in table
    assert table.count('<th scope="row"') == SHOWN_ROWS


def test_the_workbook_holds_every_row(data):
    every = {f"Activity number {number + 1}" for number in range(COUNTS["processing_activities"])}
    assert every <= first_column(data / "20_data_map.xlsx", "Flows")


def test_no_activity_is_missing_from_the_record(data):
    every = {f"ACT-{number + 1:04d}" for number in CONTROLLERS}
    assert every <= first_column(data / "10_record_as_controller.xlsx", "Record")


def test_a_page_stays_small_without_its_rows_and_pictures(data):
    for path in data.glob("*.html"):
        page = re.sub(r"<tr>.*?</tr>|<img [^>]*>", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert len(page.encode()) < 100_000, path.name
