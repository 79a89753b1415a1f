"""Each notebook by itself through plain Papermill: from anywhere, as a working copy, with clear refusals."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import openpyxl
import pytest

from auditlib.render.html import page_html
from tests.requirements import PROJECT

STAMP = "UNSEALED WORKING COPY"
NOTEBOOKS = sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb"))
WORKBOOKS = {name: f"{name}.xlsx" for name in NOTEBOOKS} | {"00_explore": "vendors-as-read.xlsx"}


def jupyter(command: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment that the tests run in."""
    path = Path(sys.executable).with_name(command)
    return subprocess.run([path, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def papermill(notebook: str, *, folder: Path, **parameters: str) -> subprocess.CompletedProcess[str]:
    pairs = [part for name, value in parameters.items() for part in ("-p", name, value)]
    return jupyter("papermill", "--no-progress-bar", notebook, "out.ipynb", *pairs, folder=folder)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """What an analyst has before them: the notebooks and the inputs, in a folder of their own."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "notebooks" / "mine").mkdir(parents=True)
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, folder / "notebooks")
    shutil.copytree(PROJECT / "inputs", folder / "inputs")
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def shown(path: Path) -> str:
    """Everything that the outputs of an executed notebook hold."""
    outputs = [output for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]
    return "\n".join(str(output.get("data", output.get("text", ""))) for output in outputs)


def cover(path: Path) -> list[object]:
    """What the first worksheet of a workbook holds."""
    book = openpyxl.load_workbook(path)
    return [cell.value for row in book[book.sheetnames[0]].iter_rows() for cell in row]


@pytest.fixture(scope="module", params=NOTEBOOKS)
def elsewhere(request, tmp_path_factory):
    """A folder that knows nothing of the project, after a notebook was executed there with absolute paths."""
    folder = tmp_path_factory.mktemp("elsewhere")
    notebook = str(PROJECT / "notebooks" / f"{request.param}.ipynb")
    inputs = str(PROJECT / "inputs" / "auxerta")
    done = papermill(notebook, period="2026-Q3", inputs=inputs, folder=folder)
    assert done.returncode == 0, done.stderr
    return request.param, folder


def test_with_absolute_paths_a_notebook_runs_anywhere_and_writes_beside_itself_only(elsewhere):
    name, folder = elsewhere
    assert files(folder) == {"out.ipynb", f"working-copy/{WORKBOOKS[name]}"}
    assert "<table" in shown(folder / "out.ipynb")


def test_the_workbook_says_that_it_is_a_working_copy(elsewhere):
    name, folder = elsewhere
    assert STAMP in cover(folder / "working-copy" / WORKBOOKS[name])


def test_the_page_made_of_it_says_so_too_and_shows_no_code(elsewhere):
    name, folder = elsewhere
    page = page_html(nbformat.read(folder / "out.ipynb", 4), title="Out")
    assert (STAMP in page) == (name != "00_explore")
    assert "inputs=inputs" not in page
    assert str(folder) not in page


def test_nbconvert_makes_that_page_in_the_root_of_the_project(checkout):
    before = files(checkout)
    notebook = "notebooks/10_record_as_controller.ipynb"
    done = [papermill(notebook, period="2026-Q3", folder=checkout)]
    done += [jupyter("jupyter", "nbconvert", "--to", "auditlib", "out.ipynb", folder=checkout)]
    assert [one.returncode for one in done] == [0, 0], done
    assert files(checkout) - before == {"out.ipynb", "out.html", "working-copy/10_record_as_controller.xlsx"}
    assert STAMP in shown(checkout / "out.ipynb")
    assert STAMP in (checkout / "out.html").read_text("utf-8")


def test_relative_inputs_are_found_from_a_folder_further_down_and_a_year_is_a_period(checkout):
    shutil.copytree(checkout / "inputs" / "auxerta" / "2026-Q3", checkout / "inputs" / "auxerta" / "2026")
    mine = checkout / "notebooks" / "mine"
    # Papermill's command line makes the number 2026 of that period.
    done = papermill("../20_data_map.ipynb", period="2026", output="", folder=mine)
    assert done.returncode == 0, done.stderr
    assert files(mine) == {"out.ipynb"}
    assert "Year 2026" in shown(mine / "out.ipynb")


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [
        ("organisation", "nobody", "organisation: found “nobody”; expected one of auxerta."),
        ("period", "2026-Q7", "period: found “2026-Q7”; expected a quarter such as 2026-Q3 or a year such as 2026."),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_is_expected(checkout, tmp_path, parameter, value, expected):
    given = {"inputs": str(checkout / "inputs" / "auxerta"), parameter: value}
    done = papermill(str(checkout / "notebooks" / "10_record_as_controller.ipynb"), folder=tmp_path, **given)
    assert done.returncode != 0
    assert expected in done.stderr
    assert files(tmp_path) == {"out.ipynb"}
