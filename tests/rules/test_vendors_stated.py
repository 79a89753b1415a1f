"""VEN: cells that a vendor's row needs; each rule fires on one blank cell."""

import pytest

from tests.rules.changing import cells, messages, outcomes
from tests.rules.making import places_of

VENDOR = ("vendors", "VND-01")


@pytest.mark.parametrize(
    ("rule_id", "column"),
    [
        ("VEN-11", "country"),
        ("VEN-11", "processing_countries"),
        ("VEN-12", "legal_name"),
        ("VEN-12", "address"),
        ("VEN-12", "contact"),
    ],
)
def test_a_rule_fires_when_its_cell_is_blank(rule_id: str, column: str) -> None:
    changes = cells(*VENDOR, **{column: None})
    assert places_of(rule_id, changes=changes) == (f"VND-01 {column}",)
    assert messages(rule_id, changes=changes) == [f"VND-01 “Sample Hosting” states no {column.replace('_', ' ')}"]


@pytest.mark.parametrize("answer", ["unknown", None])
def test_where_data_are_not_ruled_out_the_location_has_to_be_known_and_the_address_is_an_open_question(
    answer: str | None,
) -> None:
    changes = cells(*VENDOR, processes_personal_data=answer, country=None, address=None)
    assert outcomes("VEN-11", changes=changes) == (1, 1, 0, 0)
    assert outcomes("VEN-12", changes=changes) == (1, 0, 0, 1)


@pytest.mark.parametrize("rule_id", ["VEN-11", "VEN-12"])
def test_a_rule_does_not_apply_without_data_or_service(rule_id: str) -> None:
    blank = {"country": None, "address": None}
    assert outcomes(rule_id, changes=cells(*VENDOR, processes_personal_data="no", **blank)) == (1, 0, 1, 0)
    assert outcomes(rule_id, changes=cells(*VENDOR, status="ended", **blank)) == (1, 0, 1, 0)
    assert outcomes(rule_id, changes=cells(*VENDOR, status=None, **blank)) == (1, 0, 0, 1)
