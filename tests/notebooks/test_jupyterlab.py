"""Each notebook in a real JupyterLab, driven as an analyst would: open, run all, edit a workbook, reload."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.requirements import PROJECT, needs_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = needs_browser

REPORTS = sorted(path.stem for path in (PROJECT / "notebooks").glob("[!0]*.ipynb"))
SECONDS = 90
# Without these JupyterLab draws only the cells in view and asks the internet for news.
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
# A cell that ran has a number at its left, one that waits a star; after an error those that follow have neither.
CAME_TO_AN_END = """() => {
    const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map(one => one.textContent);
    const ran = prompts.filter(one => /\\[\\d+\\]/.test(one)).length;
    return prompts.length > 0 && (ran === prompts.length || document.querySelector("[data-mime-type*=error]"));
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A copy of what an analyst has: the notebooks and the inputs."""
    folder = tmp_path_factory.mktemp("lab") / "project"
    shutil.copytree(PROJECT / "inputs", folder / "inputs")
    (folder / "notebooks").mkdir()
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, folder / "notebooks")
    return folder


def environment(home: Path) -> dict[str, str]:
    """The environment of a user who has never opened JupyterLab."""
    folders = {"HOME": "", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "IPYTHONDIR": "ipython"}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    for name, text in SETTINGS.items():
        path = home / "config" / "lab" / "user-settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return inherited | {name: str(home / folder) for name, folder in folders.items()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_up(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server answers; one that ended, or is silent for too long, fails with what it said."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
            connection.request("GET", "/api")
            assert connection.getresponse().status == 200
            return
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.2)
            break
    raise AssertionError(log.read_text("utf-8"))


@pytest.fixture(scope="module")
def lab(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a notebook in a JupyterLab that only this machine can reach; its name is filled in later."""
    home, port, token = tmp_path_factory.mktemp("home"), free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment(home), stdout=log, stderr=log)
    try:
        wait_until_up(server, port, home / "log")
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/{{name}}.ipynb?token={token}&reset"
    finally:
        server.terminate()
        server.wait(SECONDS)


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(SECONDS * 1000)
    yield page
    page.close()


def open_and_run(page: "Page", lab: str, name: str) -> None:
    """Open a notebook, choose Run › Run All Cells, and wait until the last cell has its number."""
    page.goto(lab.format(name=name))
    # Before the kernel is idle the menu would ask which kernel to use.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(CAME_TO_AN_END)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    assert page.locator("[data-mime-type*=error]").all_inner_texts() == []


def output_of(page: "Page", code: str) -> "Locator":
    return page.locator(".jp-CodeCell", has_text=code).locator(".jp-OutputArea-output")


@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_of_a_report_runs(page, lab, name):
    open_and_run(page, lab, name)
    assert page.get_by_text("UNSEALED WORKING COPY").count() == 1


def run_again(page: "Page", code: str) -> None:
    cell = page.locator(".jp-CodeCell", has_text=code)
    before = cell.locator(".jp-InputPrompt").text_content()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        """([code, before]) => [...document.querySelectorAll(".jp-CodeCell")].some(cell => {
            const prompt = cell.querySelector(".jp-InputPrompt").textContent;
            return cell.textContent.includes(code) && prompt !== before && /\\d/.test(prompt);
        })""",
        arg=[code, before],
    )


def change_country(path: Path) -> str:
    """Change where the first vendor is, as Excel would, and give the address of the cell."""
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for cell in book["Vendors"][3][:15] if cell.value == "US"]
    cell.value = "CA"
    book.save(path)
    return str(cell.coordinate)


def test_explore_runs_and_reload_shows_the_cell_that_was_changed_in_a_workbook(page, lab, root):
    open_and_run(page, lab, "00_explore")
    assert "No cell changed." in output_of(page, "audit.reload()").inner_text()
    picture = output_of(page, "audit.data_map()").locator("img")
    assert picture.evaluate("image => image.naturalWidth > 0")

    address = change_country(root / "inputs" / "auxerta" / "2026-Q3" / "vendors.xlsx")
    run_again(page, "audit.reload()")

    changed = output_of(page, "audit.reload()").locator("tbody tr")
    assert changed.all_inner_texts() == [f"vendors\tVND-01\tcountry\tUS\tCA\tvendors.xlsx › Vendors › {address}"]
