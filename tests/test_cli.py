"""Each command: what it prints where, and with which exit code it ends."""

import json
import re
import signal
import subprocess
import sys

import openpyxl
import pytest

from auditlib import __version__, cli, notebooks
from auditlib.errors import AuditlibError
from auditlib.reports import data_map
from tests.making_notebooks import small_notebooks
from tests.making_registers import PERIOD, a_register, edited


@pytest.fixture
def auditlib(monkeypatch, capsys):
    """Run the command line in this process; gives exit code, standard output and standard error."""
    before = signal.getsignal(signal.SIGTERM)

    def ran(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["auditlib", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out, printed.err

    yield ran
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def inputs(tmp_path):
    return a_register(tmp_path / "inputs")


@pytest.fixture
def with_problem(tmp_path):
    """A register with a date that nobody can read."""
    return a_register(tmp_path / "inputs", transfers=edited("transfers", "TRF-1", started_on="tbc"))


@pytest.fixture
def quick(tmp_path, monkeypatch):
    """A pack takes a second: one report, whose notebook only writes its workbook."""
    folder = small_notebooks(tmp_path / "notebooks")
    monkeypatch.setattr(notebooks, "notebooks_folder", lambda: folder)
    monkeypatch.setattr("auditlib.run.tasks.known_reports", lambda: (data_map.REPORT,))


def test_the_version_is_printed(auditlib):
    assert auditlib("--version") == (0, f"auditlib {__version__}\n", "")


def test_the_package_runs_as_a_module():
    command = [sys.executable, "-m", "auditlib", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"auditlib {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("run",),
        ("run", "inputs", "--bogus"),
        ("nonsense",),
        ("record", "inputs", "--entity", "fernway"),
        ("record", "inputs", "--entity", "fernway", "--role", "both"),
        ("check", "inputs", "--format", "yaml"),
    ],
)
def test_a_command_that_cannot_be_used_as_given_ends_with_2(auditlib, arguments):
    code, out, err = auditlib(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Usage: auditlib")
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_period_that_is_none_ends_with_2(auditlib, inputs, command):
    code, _, err = auditlib(command, inputs, "--period", "soon")
    assert (code, err) == (2, "period: found “soon”; expected a quarter such as 2026-Q3 or a year such as 2026.\n")


@pytest.mark.parametrize("command", ["run", "check"])
def test_missing_inputs_end_with_10(auditlib, tmp_path, command):
    code, out, err = auditlib(command, tmp_path / "absent", "--period", PERIOD)
    assert (code, out) == (10, "")
    assert "expected a folder of workbooks" in err


def test_a_fault_of_our_own_ends_with_70_and_says_whose_it_is(auditlib, inputs, monkeypatch):
    monkeypatch.setattr(cli, "open_case", lambda *_args, **_options: 1 / 0)
    code, out, err = auditlib("check", inputs, "--period", PERIOD)
    assert (code, out) == (70, "")
    assert "ZeroDivisionError" in err
    assert err.endswith("This is a fault of auditlib itself; report it with the lines above.\n")


def test_an_interruption_ends_with_130(auditlib, inputs, monkeypatch):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "open_case", interrupted)
    assert auditlib("check", inputs, "--period", PERIOD)[0] == 130


def test_no_expected_failure_ends_with_1():
    assert 1 not in {kind.exit_code for kind in AuditlibError.__subclasses__()}


@pytest.mark.usefixtures("quick")
def test_run_prints_the_page_to_open(auditlib, inputs, tmp_path):
    code, out, err = auditlib("run", inputs, "--period", PERIOD, "--output", tmp_path / "reports")
    page = tmp_path / "reports" / "fernway" / PERIOD / "001" / "data" / "index.html"
    assert (code, out) == (0, f"{page}\n")
    assert page.is_file()
    assert "DRAFT report R-" in err


@pytest.mark.usefixtures("quick")
def test_run_with_quiet_prints_nothing(auditlib, inputs, tmp_path):
    arguments = ("run", inputs, "--period", PERIOD, "--output", tmp_path / "reports", "--quiet")
    assert auditlib(*arguments) == (0, "", "")


@pytest.mark.usefixtures("quick")
def test_run_on_inputs_with_a_problem_publishes_and_ends_with_3(auditlib, with_problem, tmp_path):
    code, _, err = auditlib("run", with_problem, "--period", PERIOD, "--output", tmp_path / "reports")
    assert code == 3
    assert "1 problem in the input, listed on the first page." in err
    assert (tmp_path / "reports" / "fernway" / PERIOD / "latest" / "run.json").is_file()


@pytest.mark.usefixtures("quick")
def test_run_without_a_period_takes_the_last_complete_quarter_and_says_so(auditlib, inputs, tmp_path):
    code, out, err = auditlib("run", inputs, "--output", tmp_path / "reports")
    (period,) = (path.name for path in (tmp_path / "reports" / "fernway").iterdir())
    assert code == 0
    assert f"No period was named; taking the last complete quarter, {period}." in err
    assert f"/{period}/001/" in out


@pytest.mark.parametrize("command", [("check",), ("record", "--entity", "fernway", "--role", "controller")])
def test_other_commands_say_as_well_which_quarter_they_take(auditlib, inputs, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    code, _, err = auditlib(command[0], inputs, *command[1:])
    assert code == 0
    assert "No period was named; taking the last complete quarter, 2" in err


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("audit",),
        ("record", "--entity", "fernway", "--role", "controller"),
        ("next",),
        ("mark", "--to", "marked"),
        ("policy", "check"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_takes_the_period_that_the_folder_is_named_for(auditlib, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    words = len(command) if command[0] == "policy" else 1
    folder = a_register(tmp_path / "acme" / "2031-Q4")
    code, _, err = auditlib(*command[:words], folder, *command[words:])
    assert code == 0
    assert "No period was named; taking that of the folder's name, 2031-Q4." in err


def test_the_folder_where_one_stands_names_the_period(auditlib, tmp_path, monkeypatch):
    monkeypatch.chdir(a_register(tmp_path / "2031-Q4"))
    assert "taking that of the folder's name, 2031-Q4." in auditlib("check", ".")[2]


def test_a_period_that_is_given_stands_before_the_name_of_the_folder(auditlib, tmp_path):
    code, _, err = auditlib("check", a_register(tmp_path / "2031-Q4"), "--period", "2031")
    assert code == 0
    assert "No period was named" not in err


def test_the_folder_of_a_year_that_holds_quarters_names_none_of_them(auditlib, tmp_path):
    a_register(tmp_path / "2031" / "2031-Q4")
    code, _, err = auditlib("check", tmp_path / "2031")
    assert code == 10
    assert "taking the last complete quarter" in err


def test_check_says_that_there_is_no_problem(auditlib, inputs):
    code, out, err = auditlib("check", inputs, "--period", PERIOD)
    assert (code, out) == (0, "")
    assert err.splitlines()[-2:] == [
        "No problem was found.",
        "Every cell could be read. Blank cells, ids and dates are tested by rules: auditlib audit.",
    ]


def test_check_lists_every_problem_with_its_cell_and_ends_with_3(auditlib, with_problem):
    code, out, err = auditlib("check", with_problem, "--period", PERIOD)
    assert code == 3
    first, found, expected, remedy = out.splitlines()
    assert first == "transfers.csv › transfers › F2"
    assert found.split() == ["found", "“tbc”"]
    assert expected.strip().startswith("expected    a date")
    assert remedy.strip().startswith("what to do")
    assert re.search(r"Read \d+ sheets with \d+ rows\.\n1 problem\.", err)


def test_check_as_json_holds_problems_sheets_and_what_was_not_supplied(auditlib, with_problem):
    code, out, _ = auditlib("check", with_problem, "--period", PERIOD, "--format", "json")
    printed = json.loads(out)
    assert (code, printed["refused"], printed["sheets"]["transfers"]) == (3, False, 2)
    assert [(one["place"]["file"], one["place"]["cell"]) for one in printed["problems"]] == [("transfers.csv", "F2")]
    assert "cookies" in printed["not_supplied"]


@pytest.mark.parametrize(("period", "code"), [(PERIOD, 10), ("soon", 2)])
def test_check_as_json_is_json_where_it_is_refused(auditlib, tmp_path, period, code):
    ended, out, err = auditlib("check", tmp_path / "absent", "--period", period, "--format", "json")
    printed = json.loads(out)
    assert (ended, printed["refused"]) == (code, True)
    assert printed["message"] == err.strip()


def test_record_writes_two_files_and_prints_their_paths(auditlib, inputs, tmp_path):
    arguments = ("--entity", "fernway", "--role", "processor", "--period", PERIOD, "--output", tmp_path / "copy")
    code, out, err = auditlib("record", inputs, *arguments)
    assert (code, err) == (0, "")
    assert out.splitlines() == [str(path) for path in sorted((tmp_path / "copy").iterdir(), reverse=True)]


def test_record_of_an_unknown_entity_ends_with_2(auditlib, inputs):
    code, _, err = auditlib("record", inputs, "--entity", "fern", "--role", "controller", "--period", PERIOD)
    assert (code, err) == (2, "organisation: found “fern”; expected one of fernway.\n")


def test_template_writes_a_workbook_and_never_over_another(auditlib, tmp_path):
    code, out, err = auditlib("template", tmp_path / "mine.xlsx")
    assert (code, out) == (0, "")
    assert "7 sheets" in err
    written = (tmp_path / "mine.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "mine.xlsx").sheetnames
    assert auditlib("template", tmp_path / "mine.xlsx")[0] == 2
    assert (tmp_path / "mine.xlsx").read_bytes() == written


def test_schema_as_json_describes_every_sheet(auditlib):
    code, out, err = auditlib("schema", "--format", "json")
    assert (code, err) == (0, "")
    assert len(json.loads(out)["sheets"]) == 32


def test_schema_as_a_table_has_one_line_for_each_sheet_and_column(auditlib):
    code, out, _ = auditlib("schema")
    lines = out.splitlines()
    assert code == 0
    assert "transfers: Transfers, one flow to one importer in one third country under one regime" in lines
    assert len([line for line in lines if line.split()[:2] == ["transfer_id", "id"]]) == 1
