"""The marked policy in Chromium: folded on a screen, open on paper, told without colour, for narrow and dark rooms."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from auditlib.render.html import plain_page
from auditlib.render.marked_text import marked_text_html
from auditlib.reports import policy_and_practice as practice
from tests.reports.reviewing import the_reference_review
from tests.requirements import needs_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser

ROOMS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 400, "height": 800}, "color_scheme": "light"},
}
IS_SEEN = "one => one.checkVisibility({contentVisibilityAuto: true})"
LINES = "() => [...document.querySelectorAll('mark.said')].map(one => getComputedStyle(one).textDecorationStyle)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "policy.html"
    body = "<h2>The policy</h2>" + marked_text_html(practice.policy_text(the_reference_review()))
    # What notes lead to stands on the page of the report, of which this is a part.
    path.write_text(plain_page("Policy and practice", body), encoding="utf-8")
    return path.as_uri()


def test_the_evidence_is_folded_on_a_screen_and_open_in_print(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    told = page.locator("#policy-s04-c03 table").first
    assert not told.evaluate(IS_SEEN)
    page.emulate_media(media="print")
    assert told.evaluate(IS_SEEN)
    assert page.locator("#policy-s04-c03").bounding_box()["height"] > 40
    page.close()


def test_a_letter_in_the_text_opens_what_it_leads_to(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.locator("sup.sign a[href='#policy-s04-c03']").click()
    assert page.locator("#policy-s04-c03 table").first.evaluate(IS_SEEN)
    page.close()


def test_each_verdict_has_a_line_of_its_own(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    assert set(page.evaluate(LINES)) == {"solid", "double", "dashed", "wavy", "dotted"}
    page.close()


@pytest.mark.parametrize("room", ROOMS)
def test_the_policy_fits_its_room_open_and_folded(browser: "Browser", address: str, room: str) -> None:
    page = browser.new_page(**ROOMS[room])
    page.goto(address)
    fits = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(fits)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate(fits)
    page.close()
