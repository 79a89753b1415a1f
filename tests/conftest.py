"""Fixtures for every test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.requirements import PROJECT, SHARED, SHARED_ABSENT, browser_path, office_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ("pytester", "tests.packs", "tests.strictness")

# Root may not use the sandbox; the rest keeps Chromium from calling home.
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the checkout: material that is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED_ABSENT}: no ../shared beside the project")
    return SHARED


@pytest.fixture(scope="session")
def office() -> str:
    """The path of LibreOffice's command."""
    path = office_path()
    if path is None:
        pytest.skip("office absent: no LibreOffice")
    return path


# Not for the session: while Playwright is open it marks its event loop as running in this thread,
# and whatever starts a loop of its own there, a notebook's client for one, would be refused.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A headless Chromium."""
    path = browser_path()
    if path is None:
        pytest.skip("browser absent: no Chromium or Playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        yield chromium
        chromium.close()
