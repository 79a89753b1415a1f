"""What becomes of an input, case by case as tests/inputs.toml says: refused, read with problems, or read."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from auditlib.case import find_inputs, open_case
from auditlib.errors import InputRefused
from auditlib.period import read_period
from auditlib.places import Problem
from auditlib.register.loading import load_register
from auditlib.register.register import Register
from auditlib.schema.dates import DateOrder, ReadingOptions
from auditlib.schema.durations import Duration
from auditlib.settings import Settings
from auditlib.sheets import sheets
from tests import making
from tests.requirements import PROJECT

CASES = tomllib.loads((PROJECT / "tests" / "inputs.toml").read_text("utf-8"))["case"]
UNREADABLE = "(unreadable)"


def load(case: dict, folder: Path) -> Register:
    path = folder / case.get("load", "")
    if "period" in case:
        return open_case(path, period=case["period"]).register
    order = DateOrder(case["date_order"]) if "date_order" in case else None
    zone = ZoneInfo(case["time_zone"]) if "time_zone" in case else None
    return load_register(path, ReadingOptions(order, zone))


def told(problems: tuple[Problem, ...]) -> list[list[str]]:
    return [[problem.kind, str(problem)] for problem in problems]


def expected(messages: list[list[str]], folder: Path) -> list[list[str]]:
    return [[kind, filled(message, folder)] for kind, message in messages]


def filled(message: str, folder: Path) -> str:
    known = message.replace("{folder}", str(folder)).replace("{name}", folder.name)
    return known.replace("{settings}", ", ".join(Settings.model_fields))


def values(register: Register) -> list[list]:
    """Every cell that is not blank, ids apart."""
    return [
        [name, record.identity, column, UNREADABLE if record.is_unreadable(column) else plain(record.value_of(column))]
        for name in register.supplied
        for record in register.all(sheets()[name])
        for column in record.columns
        if column != record.key and record.has_cell(column)
    ]


def plain(value: object) -> object:
    if isinstance(value, Duration):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_input_is_refused_or_read_as_the_table_says(case, tmp_path):
    getattr(making, case["make"])(tmp_path, **case.get("with", {}))
    if "refused" in case:
        with pytest.raises(InputRefused) as refusal:
            load(case, tmp_path)
        assert told(refusal.value.problems) == expected(case["refused"], tmp_path)
        return
    register = load(case, tmp_path)
    assert told(register.problems) == case.get("problems", [])
    assert [str(remark) for remark in register.remarks] == case.get("remarks", [])
    ids = {name: [record.identity for record in register.all(sheets()[name])] for name in register.supplied}
    assert ids == case["ids"]
    assert values(register) == case.get("values", [])


def test_every_case_has_a_name_of_its_own():
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_every_place_of_a_value_or_problem_carries_the_hash_of_its_file(tmp_path):
    making.workbook(tmp_path, Vendors=[["Vendor ID", "Status"], ["VND-001", "tbc"]])
    register = load_register(tmp_path)
    (file,) = register.files
    (problem,) = register.problems
    (vendor,) = register.all(sheets()["vendors"])
    assert problem.place.sha256 == vendor.place_of("vendor_id").sha256 == file.sha256 != ""


def test_relative_inputs_are_looked_up_in_each_folder_above(tmp_path, monkeypatch):
    making.periods(tmp_path / make_folder(tmp_path, "inputs"), [["Vendor ID"], ["VND-001"]], ["2026-Q3"])
    monkeypatch.chdir(tmp_path / make_folder(tmp_path, "notebooks/mine"))
    assert find_inputs(Path("inputs"), read_period("2026-Q3")) == tmp_path / "inputs" / "2026-Q3"


def test_the_nearest_folder_of_that_name_is_taken(tmp_path, monkeypatch):
    for folder in ("inputs", "work/inputs"):
        making.workbook(tmp_path / make_folder(tmp_path, folder), Vendors=[["Vendor ID"]])
    monkeypatch.chdir(tmp_path / "work")
    assert find_inputs(Path("inputs"), read_period("2026-Q3")) == tmp_path / "work" / "inputs"


def test_relative_inputs_found_nowhere_name_every_folder_tried(tmp_path, monkeypatch):
    here = tmp_path / make_folder(tmp_path, "deep/er")
    monkeypatch.chdir(here)
    with pytest.raises(InputRefused) as refusal:
        find_inputs(Path("no-such-inputs"), read_period("2026-Q3"))
    looked = "; ".join(str(folder / "no-such-inputs") for folder in (here, *here.parents))
    assert refusal.value.problems[0].found == f"nothing at {looked}"


def test_a_lock_file_beside_the_folders_of_periods_is_no_workbook(tmp_path):
    making.periods(tmp_path, [["Vendor ID"], ["VND-001"]], ["2026-Q3"])
    (tmp_path / "~$register.xlsx").write_bytes(b"x")
    assert find_inputs(tmp_path, read_period("2026-Q3")) == tmp_path / "2026-Q3"


def make_folder(parent: Path, name: str) -> str:
    (parent / name).mkdir(parents=True)
    return name
