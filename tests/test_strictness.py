"""A skipped test is a failure where tools are required."""

import pytest

from tests.requirements import SHARED_ABSENT
from tests.strictness import REQUIRE

SKIPS = """
    import pytest

    @pytest.mark.skip(reason="{reason}")
    def test_something():
        pass
"""


@pytest.fixture
def suite(pytester, monkeypatch):
    """Runs a module of tests under given required tools."""

    def run(source, required=""):
        monkeypatch.setenv(REQUIRE, required)
        pytester.makepyfile(source)
        return pytester.runpytest_inprocess("-p", "tests.strictness", "-p", "no:cacheprovider")

    return run


def test_a_skip_is_a_skip_where_nothing_is_required(suite):
    suite(SKIPS.format(reason="office absent")).assert_outcomes(skipped=1)


@pytest.fixture
def browser_found(monkeypatch):
    monkeypatch.setattr("tests.strictness.TOOLS", {"browser": lambda: "/bin/true"})


@pytest.mark.usefixtures("browser_found")
def test_a_skip_is_a_failure_where_a_tool_is_required(suite):
    result = suite(SKIPS.format(reason="too slow"), required="browser")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*skipped although AUDITLIB_REQUIRE is set: too slow*"])


@pytest.mark.usefixtures("browser_found")
def test_a_module_that_skips_itself_is_a_failure_too(suite):
    result = suite("import pytest; pytest.skip('not today', allow_module_level=True)", required="browser")
    result.assert_outcomes(errors=1)


@pytest.mark.usefixtures("browser_found")
def test_an_absent_shared_folder_stays_a_skip(suite):
    result = suite(SKIPS.format(reason=f"{SHARED_ABSENT}: no ../shared"), required="browser")
    result.assert_outcomes(skipped=1)


@pytest.mark.usefixtures("browser_found")
def test_an_expected_failure_stays_one(suite):
    result = suite(
        "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it():\n    raise ValueError", required="browser"
    )
    result.assert_outcomes(xfailed=1)


def test_a_required_tool_that_is_absent_stops_the_run(suite, monkeypatch):
    monkeypatch.setattr("tests.strictness.TOOLS", {"office": lambda: None})
    result = suite("def test_it(): pass", required="office")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*AUDITLIB_REQUIRE names office, which this machine does not have*"])


def test_an_unknown_tool_stops_the_run(suite):
    result = suite("def test_it(): pass", required="brwoser")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*names brwoser; known are browser, office, axe*"])
