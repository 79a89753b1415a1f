"""The register as it describes itself: the manual page, the schema, and the contract it was built from."""

import csv
import json
from pathlib import Path

import pytest

from auditlib.description import describe_inputs, describe_schema
from tests.requirements import PROJECT

CONTRACT = "contract/register_schema.csv"
RULES = ("rules", "rule_id")
# What the worklist says beside each answer; the contract speaks of the answers alone.
ADDED = [
    ("actions", column)
    for column in ("finding_severity", "finding_text", "finding_place", "finding_remedy", "suggested_owner")
]
COMPARED = ("type", "required", "choices", "refers_to", "cites", "meaning", "example")


def columns() -> dict[tuple[str, str], dict[str, object]]:
    return {
        (sheet["sheet"], column["column"]): column
        for sheet in describe_schema()["sheets"]
        for column in sheet["columns"]
    }


def contract(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "contract" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_manual_page_is_the_one_the_sheets_describe():
    written = (PROJECT / "docs" / "inputs.md").read_text("utf-8")
    assert written == describe_inputs(), "docs/inputs.md is out of date: run `make docs`"


def test_the_schema_can_be_written_as_json():
    assert json.loads(json.dumps(describe_schema())) == describe_schema()


def test_the_schema_holds_what_a_sheet_declares():
    period = columns()["retention", "period"]
    assert period == {
        "column": "period",
        "header": "Period",
        "type": "duration",
        "required": "no",
        "choices": "",
        "refers_to": "",
        "cites": ["GDPR 30(1)(f)", "GDPR 5(1)(e)", "GDPR 13(2)(a)"],
        "aliases": ["Retention schedule (if possible)", "Durée de conservation"],
        "meaning": "How long; text that cannot be read as a duration is kept and reported",
        "example": "P24M",
        "identifies": "nobody",
        "starter": True,
    }


def test_every_list_and_reference_that_a_column_names_is_there():
    described, known = describe_schema(), columns()
    for column in known.values():
        assert not column["choices"] or column["choices"] in described["choices"]
        target = tuple(str(column["refers_to"]).split("."))
        assert target in {("",), RULES} or known[target]["type"] == "id"


def test_the_columns_are_those_of_the_contract_and_those_added_here(shared):
    listed = [(row["sheet"], row["column"]) for row in contract(shared, "register_schema.csv")]
    assert sorted(columns()) == sorted([*listed, *ADDED])


@pytest.mark.parametrize("property_", COMPARED)
def test_a_property_of_every_column_is_that_of_the_contract(shared, property_):
    known = columns()
    differing = {
        key: (shown, row[property_])
        for row in contract(shared, "register_schema.csv")
        if (shown := as_text(known[key := (row["sheet"], row["column"])][property_])) != row[property_]
    }
    assert differing == {}


def test_the_sheets_are_those_of_the_contract(shared):
    described = [
        {**{name: sheet[name] for name in ("sheet", "title", "one_row_is", "group", "layout", "fill_when")}}
        | {"columns": str(len(sheet["columns"]) - sum(added == sheet["sheet"] for added, _ in ADDED))}
        for sheet in describe_schema()["sheets"]
    ]
    expected = contract(shared, "sheets.csv")
    for row in expected:
        # The words for it are not ours to print; a report of an auditor is meant.
        row["one_row_is"] = row["one_row_is"].replace("audit report", "report of an auditor")
    assert described == expected


# A mechanism that ended is told by how it ended.
SAID_OTHERWISE = {
    ("transfer_mechanism", name) for name in ("privacy_shield", "safe_harbour", "scc_2001", "scc_2004", "scc_2010")
}


def test_the_lists_are_those_of_the_contract(shared):
    described = {
        (name, term["value"], term["label"]) for name, terms in describe_schema()["choices"].items() for term in terms
    }
    listed = {(row["choice_list"], row["value"], row["label"]) for row in contract(shared, "choices.csv")}
    ours = {(name, value) for name, value, _ in described - listed}
    assert ours == SAID_OTHERWISE
    assert {(name, value) for name, value, _ in described} == {(name, value) for name, value, _ in listed}


def as_text(value: object) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)
