"""What some tests need besides Python, and how its absence is told."""

import shutil
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SHARED = PROJECT.parent / "shared"
SHARED_ABSENT = "shared folder absent"


def browser_path() -> str | None:
    """The Chromium to drive, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = (shutil.which(name) for name in names)
    return next(filter(None, found), None) if find_spec("playwright") else None


def office_path() -> str | None:
    """The LibreOffice to convert with, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def has_axe() -> bool:
    """Whether the accessibility checker axe-core is installed."""
    return find_spec("axe_playwright_python") is not None


TOOLS: Mapping[str, Callable[[], object]] = {"browser": browser_path, "office": office_path, "axe": has_axe}

needs_browser = pytest.mark.skipif(not browser_path(), reason="browser absent: no Chromium or Playwright")
needs_office = pytest.mark.skipif(not office_path(), reason="office absent: no LibreOffice")
needs_axe = pytest.mark.skipif(not has_axe(), reason="axe absent: axe-playwright-python is not installed")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED_ABSENT}: no ../shared beside the project")
