"""Pages in a browser: accessible, silent, readable on a phone, and whole in print."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nbformat.v4 import new_markdown_cell

from auditlib.render.fragments import table_html
from auditlib.render.html import page_html
from auditlib.tables import plain_table
from tests.render.test_html import a_notebook, a_report, shows
from tests.render.test_sanitise import HOSTILE
from tests.requirements import needs_axe, needs_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
ROOMS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 400, "height": 800}, "color_scheme": "light"},
    "narrow and dark": {"viewport": {"width": 400, "height": 800}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report with everything a report can hold."""
    wide = plain_table(
        "systems", "Systems", [f"Heading {n}" for n in range(12)], [[f"Value {n}" for n in range(12)]] * 3
    )
    empty = plain_table("none", "Nothing", ["A"], [], empty="No activity was active in the period.")
    words = new_markdown_cell("## In words\n\n> Quoted\n\n| a | b |\n|---|--:|\n| x | 1 |\n\n- one\n- `two`")
    notebook = a_report(new_markdown_cell("## Systems"), shows(table_html(wide)), shows(table_html(empty)), words)
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page_html(notebook, title="Record as controller", tool="auditlib 0.1.0"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(params=ROOMS)
def room(request: pytest.FixtureRequest, browser: "Browser") -> Iterator["Page"]:
    """A page of the browser in light, in the dark, and narrow."""
    options: dict[str, Any] = ROOMS[request.param]
    page = browser.new_page(**options)
    yield page
    page.close()


@needs_axe
def test_axe_finds_nothing(room: "Page", report: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    room.goto(report)
    room.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    results = Axe().run(room)

    assert results.violations_count == 0, results.generate_report()


def test_the_page_never_scrolls_sideways(room: "Page", report: str) -> None:
    room.goto(report)

    assert room.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_first_tab_leads_to_the_report(room: "Page", report: str) -> None:
    room.goto(report)

    room.keyboard.press("Tab")
    assert room.locator("a.skip").evaluate("link => link.getBoundingClientRect().left >= 0")
    room.keyboard.press("Enter")

    assert room.evaluate("document.activeElement.id") == "page-main"


def test_hostile_content_neither_runs_nor_asks_nor_leaves(browser: "Browser", tmp_path: Path) -> None:
    cells = [new_markdown_cell(f"## {payload}\n\n{payload}") for payload in HOSTILE] + [shows(text) for text in HOSTILE]
    path = tmp_path / "hostile.html"
    path.write_text(page_html(a_notebook(*cells), title="<script>alert(1)</script>"), encoding="utf-8")
    page = browser.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("dialog", lambda dialog: (seen.append("dialog"), dialog.dismiss()))
    page.on("console", lambda message: seen.append(message.text))

    page.goto(path.as_uri())
    page.wait_for_timeout(500)

    assert seen == [path.as_uri()]
    assert page.url == path.as_uri()
    assert page.locator("main").count() == 1
    page.close()


def test_a_report_asks_for_nothing_but_itself(room: "Page", report: str) -> None:
    requests: list[str] = []
    room.on("request", lambda request: requests.append(request.url))
    problems: list[str] = []
    room.on("console", lambda message: problems.append(message.text))

    room.goto(report, wait_until="networkidle")

    assert [url for url in requests if not url.startswith("data:")] == [report]
    assert problems == []
    assert room.evaluate("[...document.images].every(image => image.naturalWidth > 0)")


def test_nothing_is_folded_away_in_print(browser: "Browser", report: str) -> None:
    page = browser.new_page()
    page.goto(report)
    behind = page.locator("details table")

    assert not behind.is_visible()
    page.emulate_media(media="print")

    assert behind.evaluate("table => table.checkVisibility({contentVisibilityAuto: true}) && table.offsetHeight > 0")
    assert page.pdf().startswith(b"%PDF")
    page.close()
