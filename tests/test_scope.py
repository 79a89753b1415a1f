"""Which activities run on a day, whose they are, and which rows nobody reaches."""

from datetime import date

import pytest

from auditlib.case import open_case
from auditlib.scope import CONTROLLER_ROLES, Activities, activities_of, belongs_to, is_current, unreached
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from tests.making_registers import PERIOD, a_register, added, edited

AS_OF = date(2026, 9, 30)


def runs(folder, **cells: str) -> bool:
    register = a_register(folder, processing_activities=edited("processing_activities", "ACT-1", **cells))
    activity = open_case(register, period=PERIOD).register.get(ProcessingActivity, "ACT-1")
    return is_current(activity, AS_OF)


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "active"},
        {"status": ""},
        {"started_on": "2026-09-30"},
        {"started_on": ""},
        {"started_on": "tbc"},
        {"ended_on": "2026-09-30"},
        {"ended_on": "2026-10-01"},
        {"ended_on": "2026-10-01", "status": "ended"},
        {"ended_on": "tbc"},
    ],
)
def test_an_activity_is_current_when(tmp_path, cells):
    assert runs(tmp_path, **cells)


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "planned"},
        {"status": "planned", "started_on": ""},
        {"status": "planned", "ended_on": "2027-01-01"},
        {"status": "ended"},
        {"started_on": "2026-10-01"},
        {"ended_on": "2026-09-29"},
    ],
)
def test_an_activity_is_not_current_when(tmp_path, cells):
    assert not runs(tmp_path, **cells)


def of_fernway(folder, **sheets) -> Activities:
    register = open_case(a_register(folder, **sheets), period=PERIOD).register
    return activities_of(register, register.get(Organisation, "fernway"), CONTROLLER_ROLES, AS_OF)


def identities(rows) -> list[str]:
    return [row.identity for row in rows]


@pytest.mark.parametrize("role", ["controller", "joint_controller"])
def test_an_activity_belongs_to_the_record_of_its_role(tmp_path, role):
    found = of_fernway(tmp_path, processing_activities=edited("processing_activities", "ACT-1", role=role))
    assert identities(found.current) == ["ACT-1"]


def test_an_ended_activity_is_kept_apart(tmp_path):
    found = of_fernway(tmp_path, processing_activities=edited("processing_activities", "ACT-1", status="ended"))
    assert (identities(found.current), identities(found.planned_or_ended)) == ([], ["ACT-1"])


def test_an_activity_without_role_is_kept_apart(tmp_path):
    found = of_fernway(tmp_path, processing_activities=edited("processing_activities", "ACT-1", role=""))
    assert (identities(found.current), identities(found.without_role)) == ([], ["ACT-1"])


def test_an_activity_that_names_no_entity_is_that_of_the_only_one(tmp_path):
    found = of_fernway(tmp_path, processing_activities=edited("processing_activities", "ACT-1", entity_id=""))
    assert (identities(found.current), found.without_entity) == (["ACT-1"], ())


@pytest.mark.parametrize("entity", ["", "fernway-fr"])
def test_an_activity_of_no_entity_of_the_group_is_kept_apart(tmp_path, entity):
    found = of_fernway(
        tmp_path,
        organisation=added("organisation", entity_id="fernway-uk"),
        processing_activities=edited("processing_activities", "ACT-1", entity_id=entity),
    )
    assert (identities(found.current), identities(found.without_entity)) == ([], ["ACT-1"])


def test_an_activity_belongs_to_the_entity_it_names_alone(tmp_path):
    group = a_register(
        tmp_path,
        organisation=added("organisation", entity_id="fernway-uk"),
        processing_activities=edited("processing_activities", "ACT-1", entity_id="fernway-uk"),
    )
    register = open_case(group, period=PERIOD).register
    activity = register.get(ProcessingActivity, "ACT-1")
    owners = [entity.identity for entity in register.all(Organisation) if belongs_to(register, activity, entity)]
    assert owners == ["fernway-uk"]


def left_over(folder, **sheets) -> list[str]:
    return identities(unreached(open_case(a_register(folder, **sheets), period=PERIOD).register))


def test_every_row_of_a_clean_register_is_reached(tmp_path):
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("data_categories", {"data_category_id": "NEW"}),
        ("vendors", {"vendor_id": "NEW"}),
        ("clients", {"client_id": "NEW"}),
        ("security_measures", {"measure_id": "NEW"}),
        ("transfers", {"transfer_id": "NEW"}),
        ("transfers", {"transfer_id": "NEW", "activity_ids": "ACT-99"}),
        ("retention", {"retention_id": "NEW"}),
    ],
)
def test_a_row_is_reached_by_none_when_no_activity_names_it(tmp_path, sheet, cells):
    assert left_over(tmp_path, **{sheet: added(sheet, **cells)}) == ["NEW"]


@pytest.mark.parametrize(
    ("sheet", "cells", "named_in"),
    [("vendors", {"vendor_id": "NEW"}, "vendor_id"), ("clients", {"client_id": "NEW"}, "client_id")],
)
def test_a_row_is_reached_through_a_contract(tmp_path, sheet, cells, named_in):
    contracts = [{"contract_id": "CTR-1", named_in: "NEW"}]
    assert left_over(tmp_path, contracts=contracts, **{sheet: added(sheet, **cells)}) == []
