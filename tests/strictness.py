"""A pytest plugin: where AUDITLIB_REQUIRE names tools they must be there, and no test may be skipped."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

from tests.requirements import SHARED_ABSENT, TOOLS

REQUIRE = "AUDITLIB_REQUIRE"

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def required_tools() -> frozenset[str]:
    """The tools that AUDITLIB_REQUIRE names; none when it is unset."""
    return frozenset(filter(None, os.environ.get(REQUIRE, "").split(",")))


def pytest_configure() -> None:
    """Stop before the first test where a required tool is unknown or absent."""
    required = required_tools()
    if unknown := required - TOOLS.keys():
        raise pytest.UsageError(f"{REQUIRE} names {', '.join(sorted(unknown))}; known are {', '.join(TOOLS)}")
    if absent := [name for name in sorted(required) if not TOOLS[name]()]:
        raise pytest.UsageError(f"{REQUIRE} names {', '.join(absent)}, which this machine does not have")


def forbid_skip(report: Report) -> Report:
    """Turn a skip into a failure where tools are required, unless only ../shared is missing."""
    reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
    tolerated = hasattr(report, "wasxfail") or reason.startswith(SHARED_ABSENT)
    if report.skipped and required_tools() and not tolerated:
        report.outcome = "failed"
        report.longrepr = f"skipped although {REQUIRE} is set: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return forbid_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return forbid_skip((yield))
