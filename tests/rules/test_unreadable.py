"""What cannot be read is neither filled in nor blank: no rule that decides on a cell passes, or finds, without it."""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from auditlib.audit import Audit
from auditlib.errors import NotAssessable
from auditlib.findings import Outcome
from auditlib.rulebook.catalogue import catalogue
from auditlib.rulebook.rows import Rows
from auditlib.rules import known_rules
from auditlib.sheets import sheets
from auditlib.sheets.vendors import Vendor
from tests.rules.changing import cells, outcomes, reasons, shift
from tests.rules.clean import CLEAN
from tests.rules.making import Change, a_register, a_row, audited, rows_with, the_clean_audit

UNREADABLE = "ERROR:#REF!"
Judgements = Mapping[tuple[str, str, str], Outcome]
# This rule asks whether the moments of a breach can be read, and finds those that cannot.
ASKS_WHETHER_IT_CAN_BE_READ = {"BRE-09"}


def _columns() -> list[tuple[str, str]]:
    """Every column that the catalogue says a rule reads and that the clean register fills in, ids of rows aside."""
    read = sorted(name for row in catalogue().values() for name in row.reads)
    pairs = dict.fromkeys((name.split(".")[0], name.split(".")[-1]) for name in read)
    return [
        (sheet, column)
        for sheet, column in pairs
        if sheet in CLEAN and column != sheets()[sheet].key and any(row.get(column) for row in CLEAN[sheet])
    ]


@cache
def _readers(sheet: str, column: str) -> tuple[str, ...]:
    """The rules of the first round that may read a column."""
    readers = (rule for rule in known_rules() if f"{sheet}.{column}" in catalogue()[rule.rule_id].reads)
    ids = (rule.rule_id for rule in readers if not rule.after)
    return tuple(rule_id for rule_id in ids if rule_id not in ASKS_WHETHER_IT_CAN_BE_READ)


def _outcomes(audit: Audit) -> Judgements:
    return {key: judged.outcome for key, judged in audit.outcomes.items()}


def _with(sheet: str, column: str, value: str | None) -> Judgements:
    rows = [row for row in CLEAN[sheet] if row.get(column)]
    key = sheets()[sheet].key
    changes = {(sheet, row[key], column): value for row in rows}
    return _outcomes(audited(*_readers(sheet, column), changes=changes))


def _decided_by(sheet: str, column: str) -> Iterator[tuple[str, str, str]]:
    """The passes of the clean register that are none once the cell is blank."""
    clean = _outcomes(the_clean_audit())
    for key, outcome in _with(sheet, column, None).items():
        if clean.get(key) is Outcome.PASSED and outcome is not Outcome.PASSED:
            yield key


@pytest.mark.parametrize(("sheet", "column"), _columns())
def test_a_rule_that_decides_on_a_cell_is_not_assessable_where_it_cannot_be_read(sheet: str, column: str) -> None:
    unreadable = _with(sheet, column, UNREADABLE)
    wrong = {
        key: unreadable[key] for key in _decided_by(sheet, column) if unreadable[key] is not Outcome.NOT_ASSESSABLE
    }
    assert not wrong


# Rules that the clean register does not call upon: what does, and the cell on which they then decide.
SPECIAL = cells("data_categories", "CAT-01", special_categories="health")
CRIMINAL = cells("data_categories", "CAT-01", is_criminal_data="yes")
PUBLIC = cells("organisation", "acme", is_public_authority="yes")
BINDING_RULES = cells("transfers", "TRF-01", mechanism="bcr_controller")
MARKETING = cells("purposes", "PUR-01", kind="direct_marketing", marketing_basis="soft_opt_in")


@pytest.mark.parametrize(
    ("rule_id", "changes", "cell"),
    [
        ("LAW-12", SPECIAL, ("purposes", "PUR-01", "special_category_condition")),
        ("LAW-14", CRIMINAL, ("purposes", "PUR-01", "uk_schedule_1_condition")),
        ("LAW-15", CRIMINAL, ("purposes", "PUR-01", "criminal_data_authority")),
        ("LAW-19", MARKETING, ("purposes", "PUR-01", "objection_route")),
        ("ROP-06", PUBLIC, ("organisation", "acme", "dpo_name")),
        ("TRA-18", BINDING_RULES, ("transfers", "TRF-01", "bcr_approval_ref")),
    ],
)
def test_a_rule_does_not_take_an_unreadable_cell_for_a_statement(
    rule_id: str, changes: dict[Change, str | None], cell: Change
) -> None:
    identity = cell[0], cell[1]
    stated = {cell: UNREADABLE}
    others = {(*identity, column): "stated" for column in FILLED.get(rule_id, ())}
    assert "the cell could not be read" in reasons(rule_id, changes={**changes, **others, **stated})


# What else the rule asks for, so that the one cell decides.
FILLED = {
    "LAW-14": ("appropriate_policy_document_ref", "policy_document_departure_reason"),
    "ROP-06": ("dpo_contact",),
}


def test_an_unreadable_cell_does_not_hide_a_blank_one_beside_it() -> None:
    changes = {**PUBLIC, **cells("organisation", "acme", dpo_name=UNREADABLE, dpo_contact=None)}
    found = audited("ROP-06", changes=changes).findings
    assert [finding.field for finding in found] == ["dpo_contact"]


@pytest.mark.parametrize(
    ("rule_id", "reference", "changes"),
    [
        ("VEN-01", "contracts.vendor_id", {}),
        ("PRO-07", "contracts.client_id", {}),
        ("TRA-07", "certifications.vendor_id", {}),
        ("PRO-11", "subprocessors.vendor_id", {}),
        ("PRO-11", "subprocessors.client_ids", {}),
        ("PRO-03", "processing_activities.client_ids", {}),
        ("VEN-13", "processing_activities.vendor_ids", {}),
        ("ROP-08", "purposes.activity_id", {}),
        ("ROP-18", "retention.activity_ids", {}),
        ("PRO-14", "access_grants.dataset_id", cells("people", "P-01", client_id="CLI-02")),
    ],
)
def test_that_there_is_none_is_not_known_where_a_reference_cannot_be_read(
    rule_id: str, reference: str, changes: dict[Change, str | None]
) -> None:
    sheet, column = reference.split(".")
    _, failed, _, not_assessable = outcomes(rule_id, changes={**changes, (sheet, "*", column): UNREADABLE})
    assert failed == 0
    assert not_assessable > 0


def test_a_row_that_is_there_decides_beside_a_reference_that_cannot_be_read() -> None:
    unread = a_row("contracts", "CTR-01", contract_id="CTR-09", vendor_id=UNREADABLE)
    assert outcomes("VEN-01", add={"contracts": [unread]}) == outcomes("VEN-01")


@pytest.mark.parametrize(
    ("rule_id", "change"),
    [
        ("ROP-02", cells("processing_activities", "ACT-01", entity_id="X-99")),
        ("ROP-14", cells("processing_activities", "ACT-01", vendor_ids="X-99")),
        ("PRO-01", cells("processing_activities", "ACT-02", client_ids="X-99")),
        ("POL-03", cells("processing_activities", "ACT-01", data_category_ids="X-99")),
        ("BRE-10", cells("breaches", "BRC-001", root_cause_action_id="X-99")),
        ("PRO-11", cells("datasets", "DAT-01", contract_id="X-99")),
    ],
)
def test_an_id_that_no_row_has_leaves_a_rule_open(rule_id: str, change: dict[Change, str | None]) -> None:
    assert any(reason.startswith("X-99 is in no row of the sheet") for reason in reasons(rule_id, changes=change))


def test_a_later_purpose_is_not_tested_by_an_assessment_nobody_entered() -> None:
    changes = cells("purposes", "PUR-01", started_on="2026-01-05", compatibility_assessment_id="ASM-99")
    assert reasons("LAW-21", changes=changes) == ["ASM-99 is in no row of the sheet assessments"]


def test_a_contract_of_an_entity_nobody_entered_is_not_judged_as_that_of_the_only_one() -> None:
    changes = {
        **cells("organisation", "acme", meets_ccpa_thresholds="yes", regimes="eu_gdpr; us_ccpa"),
        **cells("contracts", "CTR-01", entity_id="nobody"),
    }
    assert "which legal entity signed is not stated" in reasons("VEN-18", changes=changes)


def test_an_unreadable_cell_is_neither_blank_nor_empty() -> None:
    register = a_register(rows_with(cells("vendors", "VND-01", country=UNREADABLE)))
    vendor = next(row for row in register.all(Vendor) if row.identity == "VND-01")
    assert vendor.has_cell("country")
    with pytest.raises(NotAssessable) as unread:
        vendor.is_blank("country")
    assert unread.value.place == vendor.place_of("country")


def test_a_required_cell_that_cannot_be_read_is_not_counted_as_filled_in() -> None:
    assert shift("GOV-06", changes=cells("purposes", "PUR-01", legal_basis=UNREADABLE)) == (-1, 0, 0, 1)


def test_rows_that_may_be_more_are_open_only_to_whoever_needs_them_all() -> None:
    vendors = a_register(rows_with()).all(Vendor)
    unknown = NotAssessable("the cell could not be read")
    assert Rows(vendors, unknown)
    assert next(iter(Rows(vendors, unknown))) is vendors[0]
    for needs_all in (lambda: bool(Rows((), unknown)), lambda: list(Rows(vendors, unknown))):
        with pytest.raises(NotAssessable):
            needs_all()
    assert not Rows(())


def test_rows_are_left_out_where_a_column_cannot_be_read_and_leave_open_what_they_hold() -> None:
    vendors = a_register(rows_with(cells("vendors", "VND-01", country=UNREADABLE))).all(Vendor)
    read = Rows(vendors).read_in("country")
    assert "VND-01" not in {vendor.identity for vendor in read.there}
    assert read.unknown is not None
    assert Rows(vendors).read_in("name").unknown is None
