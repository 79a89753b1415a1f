"""The workbooks of the reference pack in LibreOffice: they open, print, and keep every sheet and row."""

import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.requirements import PROJECT, needs_office

pytestmark = needs_office

REPORTS = sorted(path.stem for path in (PROJECT / "notebooks").glob("[!0]*.ipynb"))


@pytest.fixture(scope="module")
def converted(reference_pack: Path, office: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every workbook of the pack, as PDF and saved anew as .xlsx; one start of the office for each."""
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    workbooks = sorted(str(path) for path in (reference_pack / "data").glob("*.xlsx"))
    for ending in ("pdf", "xlsx"):
        command = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(folder), *workbooks]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=240, check=True)
    return folder


def rows(path: Path) -> dict[str, int]:
    """How many rows of each worksheet hold something, by its name."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: sum(any(cell is not None and cell != "" for cell in row) for row in sheet.values)
        for sheet in book.worksheets
    }


def test_the_workbooks_of_the_pack_are_those_that_are_tested(reference_pack):
    assert sorted(path.stem for path in (reference_pack / "data").glob("*.xlsx")) == [*REPORTS, "worklist"]


@pytest.mark.parametrize("name", REPORTS)
def test_a_workbook_keeps_its_sheets_and_rows_when_the_office_saves_it(reference_pack, converted, name):
    made = rows(reference_pack / "data" / f"{name}.xlsx")
    assert rows(converted / f"{name}.xlsx") == made
    assert list(made)[:2] == ["Cover", "Contents"]
    assert list(made)[-1] == "Sources"


@pytest.mark.parametrize("name", REPORTS)
def test_a_workbook_prints(converted, name):
    content = (converted / f"{name}.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.rstrip().endswith(b"%%EOF")
