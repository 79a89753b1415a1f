"""The pages of the reference pack in Chromium: silent, accessible, readable anywhere, and linked to what is there."""

from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.requirements import PROJECT, needs_axe, needs_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser

REPORTS = sorted(path.stem for path in (PROJECT / "notebooks").glob("[!0]*.ipynb"))
PAGES = [f"{name}.html" for name in ("index", *REPORTS)]
ROOMS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 400, "height": 800}, "color_scheme": "light"},
}
LINKS = "() => [...document.links].map(link => link.getAttribute('href'))"
IDS = "() => [...document.querySelectorAll('[id]')].map(one => one.id)"


class Listener:
    """A server of the pack that remembers what it was asked for."""

    def __init__(self, folder: Path) -> None:
        asked: list[str] = []

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments, directory=str(folder))

            def log_message(self, *_arguments: object) -> None:
                asked.append(self.path)

        self.asked = asked
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def data(reference_pack: Path) -> Path:
    return reference_pack / "data"


@pytest.fixture
def listener(data: Path) -> Iterator[Listener]:
    listener = Listener(data)
    yield listener
    listener.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    page = browser.new_page()
    yield page
    page.close()


def what_happens(page: "Page") -> list[str]:
    """A list that fills with every request, message, error, dialogue and script from now on."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (seen.append("dialogue"), dialog.dismiss()))
    session = page.context.new_cdp_session(page)
    session.on("Debugger.scriptParsed", lambda script: seen.append(f"script: {script['url']}"))
    session.send("Debugger.enable")
    return seen


def outside(seen: list[str]) -> list[str]:
    """What happened besides pictures that stand in the page itself, and the scripts of the test tool."""
    return [one for one in seen if not one.startswith("data:") and one != "script: "]


def test_the_pages_of_the_pack_are_those_that_are_tested(data):
    assert sorted(path.name for path in data.glob("*.html")) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_server_for_itself_alone_and_runs_nothing(page, listener, name):
    address = f"{listener.address}/{name}"
    seen = what_happens(page)
    page.goto(address, wait_until="networkidle")
    assert listener.asked == [f"/{name}"]
    assert outside(seen) == [address]
    assert page.locator("script, [onload], [onclick], [onerror], iframe, object, embed, link, base").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_a_folder(page, data, name):
    seen = what_happens(page)
    page.goto((data / name).as_uri(), wait_until="networkidle")
    assert outside(seen) == [(data / name).as_uri()]
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.get_by_text("DRAFT", exact=True).count() == 1


@needs_axe
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_does_not_scroll_sideways(browser, data, name, room):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(**ROOMS[room])
    page.goto((data / name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = Axe().run(page)
    fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()
    assert found.violations_count == 0, found.generate_report()
    assert fits


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_something_in_the_pack(page, data, name):
    page.goto((data / name).as_uri())
    ids: set[str] = set(page.evaluate(IDS))
    links: list[str] = page.evaluate(LINKS)
    within = {unquote(link[1:]) for link in links if link.startswith("#")}
    leaving = [urlsplit(link) for link in links if not link.startswith("#")]
    assert within <= ids
    assert "page-main" in within
    assert all(not link.scheme and not link.netloc for link in leaving)
    assert not [link.path for link in leaving if not (data / unquote(link.path)).is_file()]


def test_every_report_is_reached_from_the_first_page_as_page_and_workbook(page, data):
    page.goto((data / "index.html").as_uri())
    links = set(page.evaluate(LINKS))
    assert {f"{name}{ending}" for name in REPORTS for ending in (".html", ".xlsx")} <= links
