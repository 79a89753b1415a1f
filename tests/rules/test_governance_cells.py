"""GOV: gaps in required cells, and ids that point to no row or to two."""

from dataclasses import replace

import pytest

from auditlib.audit import audit_case
from auditlib.intake.cells import Cell, CellKind, Grid
from auditlib.register.register import Register
from auditlib.register.rows import read_sheet
from auditlib.rules import known_rules
from auditlib.settings import Settings
from auditlib.sheets.vendors import Vendor
from tests.rules.changing import cells, messages, reasons, shift, shown
from tests.rules.making import NO_EVIDENCE, a_case, a_row, audited, places_of, result_of, rows_with

SYSTEM = ("systems", "SYS-01")
ACTIVITY = ("processing_activities", "ACT-01")
SIGN_OFF = {
    "sign_off_id": "SGN-01",
    "period": "2026-Q3",
    "step": "reviewed",
    "name": "A. Reviewer",
    "role": "Privacy lead",
    "signed_on": "2026-10-14",
}


def places(*rule_ids: str, **change: object) -> list[str]:
    """What GOV-06 finds where other rules run too."""
    found = audited("GOV-06", *rule_ids, **change).findings  # type: ignore[arg-type]
    return [f"{one.record_id} {one.field}" for one in found if one.rule_id == "GOV-06"]


def test_required_cell_not_filled_in_fires_on_a_blank_one() -> None:
    assert messages("GOV-06", changes=cells(*SYSTEM, storage_countries=None)) == [
        "SYS-01 “Mail archive” leaves “storage countries” blank"
    ]
    assert places_of("GOV-06", changes=cells(*SYSTEM, storage_countries=None)) == ("SYS-01 storage_countries",)
    assert places_of("GOV-06", add={"sign_offs": [SIGN_OFF]}) == ("SGN-01 findings_digest",)


def test_required_cell_not_filled_in_is_silent_on_a_cell_that_may_be_blank() -> None:
    assert not places_of("GOV-06", changes=cells(*SYSTEM, owner=None))


@pytest.mark.parametrize("text", ["n/a", "N/A", " tbc ", "TBD", "-", "–", "—", "?", "unknown"])
def test_required_cell_not_filled_in_fires_on_a_placeholder(text: str) -> None:
    assert messages("GOV-06", changes=cells("organisation", "acme", address=text)) == [
        f"acme “Acme Labelling Ltd” has “{text.strip()}” for “address”"
    ]


@pytest.mark.parametrize("text", ["NA", "none", "1 - 3 Sample Street"])
def test_required_cell_not_filled_in_takes_other_words_for_an_answer(text: str) -> None:
    assert not places_of("GOV-06", changes=cells("organisation", "acme", address=text))


def test_required_cell_not_filled_in_takes_unknown_for_an_answer_where_the_list_has_it() -> None:
    assert not places_of("GOV-06", changes=cells("vendors", "VND-01", processes_personal_data="unknown"))
    assert places_of("GOV-06", changes=cells("vendors", "VND-01", country="unknown")) == ("VND-01 country",)
    assert places_of("GOV-06", changes=cells("vendors", "VND-01", processes_personal_data="-")) == (
        "VND-01 processes_personal_data",
    )


def test_required_cell_not_filled_in_fires_on_a_placeholder_that_the_column_cannot_read() -> None:
    assert places_of("GOV-06", changes=cells("contracts", "CTR-01", signed_on="tbc")) == ("CTR-01 signed_on",)
    assert not places_of("GOV-06", changes=cells("contracts", "CTR-01", signed_on="in spring"))


def test_required_cell_not_filled_in_leaves_to_other_rules_what_they_report() -> None:
    blank = cells("vendors", "VND-01", country=None)
    assert places(changes=blank) == ["VND-01 country"]
    assert places("VEN-11", changes=blank) == []
    assert places("VEN-12", changes=blank) == ["VND-01 country"]
    # A cell that a finding about another record shows is reported too.
    nameless = cells("clients", "CLI-01", legal_name=None)
    assert places(changes=nameless) == ["CLI-01 legal_name"]
    assert places("PRO-01", changes=nameless) == []


def test_required_cell_not_filled_in_does_not_take_the_summing_up_for_a_report() -> None:
    changes = cells(*ACTIVITY, has_third_country_transfers=None)
    assert places("GOV-11", changes=changes) == ["ACT-01 has_third_country_transfers"]


def test_required_cell_not_filled_in_compares_sheet_record_and_field() -> None:
    both = cells("vendors", "*", country=None, processing_countries=None)
    assert places("VEN-11", changes=both) == []
    ended = {**both, **cells("vendors", "VND-02", status="ended")}
    assert sorted(places("VEN-11", changes=ended)) == ["VND-02 country", "VND-02 processing_countries"]


def test_required_cell_not_filled_in_is_not_misled_by_a_sheet_without_headings() -> None:
    row = {"vendor_id": "VND-01", "processes_personal_data": "yes", "status": "active"}
    cells_of_vendors = [
        Cell(line, column, CellKind.TEXT, text)
        for line, texts in enumerate((row.keys(), row.values()), start=1)
        for column, text in enumerate(texts, start=1)
    ]
    grid = Grid("vendors", tuple(cells_of_vendors))
    read = read_sheet(Vendor, grid, file="vendors.xlsx", sha256="0" * 64, options=Settings().reading)
    case = a_case(rows_with())
    others = {name: case.register.named(name) for name in case.register.supplied}
    case = replace(case, register=Register({**others, "vendors": read.records}, ()))
    rules = [rule for rule in known_rules() if rule.rule_id in {"GOV-06", "VEN-12"}]
    found = audit_case(case, rules, NO_EVIDENCE).findings
    # Without a heading every blank cell has the same place, which is that of no cell.
    assert {finding.field for finding in found if finding.rule_id == "GOV-06"} == {
        *("name", "services", "role", "country", "processing_countries")
    }


@pytest.mark.parametrize(
    ("column", "role", "expected"),
    [
        ("recipient_categories", "controller", ["ACT-01 recipient_categories"]),
        ("recipient_categories", "joint_controller", ["ACT-01 recipient_categories"]),
        ("recipient_categories", "processor", []),
        ("processing_categories", "controller", []),
        ("processing_categories", "processor", ["ACT-01 processing_categories"]),
        ("processing_categories", "subprocessor", ["ACT-01 processing_categories"]),
    ],
)
def test_required_cell_of_an_activity_depends_on_its_role(column: str, role: str, expected: list[str]) -> None:
    filled = {"recipient_categories": "hosting", "processing_categories": "labelling", "client_ids": "CLI-01"}
    changes = cells(*ACTIVITY, **{**filled, "role": role, column: None})
    assert list(places_of("GOV-06", changes=changes)) == expected


def test_required_cell_of_an_activity_without_role_is_an_open_question() -> None:
    changes = cells(*ACTIVITY, role=None, recipient_categories=None)
    assert places_of("GOV-06", changes=changes) == ("ACT-01 role",)
    assert places("ROP-25", changes=changes) == []
    assert audited("GOV-06", "ROP-25", changes=changes).results[0].not_assessable == 1


def test_required_cell_of_a_purpose_depends_on_the_role_of_its_activity() -> None:
    blank = cells("purposes", "PUR-01", kind=None)
    assert places_of("GOV-06", changes=blank) == ("PUR-01 kind",)
    assert not places_of("GOV-06", changes={**blank, **cells("purposes", "PUR-01", activity_id="ACT-02")})
    assert reasons("GOV-06", changes={**blank, **cells("purposes", "PUR-01", activity_id="ACT-99")}) == [
        "ACT-99 is in no row of the sheet processing_activities"
    ]
    nowhere = {**blank, **cells("purposes", "PUR-01", activity_id=None)}
    assert places_of("GOV-06", changes=nowhere) == ("PUR-01 activity_id",)


@pytest.mark.parametrize(
    ("answer", "expected"), [("yes", (-1, 1, 0, 0)), ("no", (0, 0, 0, 0)), ("unknown", (-1, 0, 0, 1))]
)
def test_required_cell_of_a_client_depends_on_what_the_organisation_acts_as(
    answer: str, expected: tuple[int, int, int, int]
) -> None:
    changes = {**cells("clients", "CLI-01", contact=None), **cells("organisation", "acme", acts_as_processor=answer)}
    assert shift("GOV-06", changes=changes) == expected


def test_id_without_one_row_fires_for_each_id_that_is_in_no_row() -> None:
    changes = cells("security_measures", "MEA-01", system_ids="SYS-31; SYS-01; SYS-32; SYS-31")
    assert sorted(messages("GOV-07", changes=changes)) == [
        "MEA-01 “Role-based access” names SYS-31 as “system IDs”, which is in no row of the systems sheet",
        "MEA-01 “Role-based access” names SYS-32 as “system IDs”, which is in no row of the systems sheet",
    ]
    assert places_of("GOV-07", changes=changes) == ("MEA-01 system_ids",) * 2


def test_id_without_one_row_reads_single_ids_and_ids_of_the_own_sheet() -> None:
    assert places_of("GOV-07", changes=cells(*SYSTEM, vendor_id="VND-99")) == ("SYS-01 vendor_id",)
    parent = cells("organisation", "acme", parent_entity_id="acme-group")
    assert places_of("GOV-07", changes=parent) == ("acme parent_entity_id",)


def test_id_without_one_row_leaves_evidence_rules_and_free_ids_alone() -> None:
    changes = {
        **cells("security_measures", "MEA-01", evidence_ids="EV-99"),
        **cells("datasets", "DAT-01", project_id="SOW-9"),
        **cells("contracts", "CTR-01", document_ref="EV-99"),
    }
    exception = {"exception_id": "EXC-01", "rule_id": "XXX-01", "sheet": "vendors", "record_id": "VND-01"}
    assert not places_of("GOV-07", changes=changes, add={"exceptions": [exception]})


def test_id_without_one_row_fires_once_for_rows_that_share_an_id() -> None:
    twin = a_row(*SYSTEM, name="Other archive")
    found = messages("GOV-07", add={"systems": [twin]})
    assert found == ["SYS-01 “Mail archive” stands in 2 rows of the systems sheet"]
    assert shown("GOV-07", add={"systems": [twin]}) == [["systems.system_id 2", "systems.system_id 4"]]


@pytest.mark.parametrize(("sheet", "identity"), [("processing_activities", "ACT-01"), ("rights_requests", "REQ-001")])
def test_id_without_one_row_leaves_to_other_rules_the_ids_they_look_at(sheet: str, identity: str) -> None:
    assert not places_of("GOV-07", add={sheet: [a_row(sheet, identity)]})


def test_id_without_one_row_is_not_assessable_where_a_sheet_is_absent_but_says_what_it_can() -> None:
    result = result_of("GOV-07", without=["security_measures"])
    assert dict(result.reasons) == {"sheet security_measures not supplied": 1}
    dangling = cells(*ACTIVITY, vendor_ids="VND-99", system_ids="SYS-99")
    found = places_of("GOV-07", without=["systems"], changes=dangling)
    assert found == ("ACT-01 vendor_ids",)


def test_id_without_one_row_is_not_assessable_when_a_cell_cannot_be_read() -> None:
    assert shift("GOV-07", changes=cells(*SYSTEM, vendor_id="ERROR:#N/A")) == (-1, 0, 0, 1)
