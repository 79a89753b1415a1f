"""GOV: evidence that is there, unchanged, of the period, and wholly loaded; each rule fires on one change."""

from datetime import date
from decimal import Decimal

import pytest

from auditlib.evidence.facts import Evidence
from auditlib.evidence.ledger import Ledger
from auditlib.evidence.web_scan import WebScan
from auditlib.schema.columns import Money
from tests.rules.changing import cells, messages, outcomes, reasons, shift, shown
from tests.rules.making import a_row, findings_of, places_of, result_of

RULES = ("GOV-01", "GOV-02", "GOV-05")
ATTESTATION = ("attestations", "ATT-01")
EVIDENCE = ("evidence", "EV-03")


def ledger(rows: int | None = 15, *totals: Money) -> Evidence:
    """The ledger of EV-03 as it was read."""
    return Evidence(sources=(Ledger("EV-03", "ledger.csv", ("Sample Hosting",), rows, totals),))


def exported(**values: str | None) -> dict[tuple[str, str, str], str | None]:
    """EV-03 as the row of a ledger."""
    return cells(*EVIDENCE, kind="ledger_export", file_name="ledger.csv", **values)


def test_evidence_missing_fires_for_each_id_that_is_in_no_row() -> None:
    changes = cells("security_measures", "MEA-01", evidence_ids="EV-03; EV-98; EV-99; EV-98")
    found = findings_of("GOV-01", changes=changes)
    assert {finding.message for finding in found} == {
        "MEA-01 “Role-based access” cites EV-98 as “evidence IDs”, which is in no row of the evidence sheet",
        "MEA-01 “Role-based access” cites EV-99 as “evidence IDs”, which is in no row of the evidence sheet",
    }
    assert len({finding.finding_id for finding in found}) == len(found) == 2
    assert {finding.field for finding in found} == {"evidence_ids"}


def test_evidence_missing_reads_references_that_are_ids_and_neither_links_nor_file_names() -> None:
    assert places_of("GOV-01", changes=cells("contracts", "CTR-01", document_ref="EV-98")) == ("CTR-01 document_ref",)
    for text in ("https://files/EV-98", "agreement.pdf"):
        assert not places_of("GOV-01", changes=cells("contracts", "CTR-01", document_ref=text))


def test_evidence_missing_says_what_it_can_beside_an_unreadable_cell() -> None:
    unreadable = cells("vendors", "VND-01", due_diligence_ref="ERROR:#N/A")
    assert result_of("GOV-01", changes=unreadable).not_assessable == 1
    both = {**unreadable, **cells("vendors", "VND-01", subprocessor_list_ref="EV-98")}
    assert places_of("GOV-01", changes=both) == ("VND-01 subprocessor_list_ref",)
    assert result_of("GOV-01", changes=both).not_assessable == 0


def test_evidence_missing_is_not_assessable_without_the_evidence_sheet() -> None:
    result = result_of("GOV-01", without=["evidence"])
    # The text of the policy is cited by the name of its file, for which nobody needs that sheet.
    assert (result.passed, result.failed) == (1, 0)
    assert dict(result.reasons) == {"sheet evidence not supplied": result.not_assessable}
    assert result.not_assessable > 10


def test_evidence_missing_applies_to_rows_that_cite_something() -> None:
    assert shift("GOV-01", changes=cells("contracts", "CTR-01", document_ref=None)) == (-1, 0, 1, 0)


def test_evidence_changed_fires_on_the_row_whose_file_has_another_hash() -> None:
    changes = cells(*EVIDENCE, file_name="log.csv", sha256="ab" * 32)
    differs = Evidence(hash_differs=frozenset({"EV-03"}), unusable={"EV-03": "log.csv is another file"})
    assert messages("GOV-01", changes=changes, evidence=differs) == [
        "EV-03 “Log extract” states another SHA-256 than log.csv has"
    ]
    assert shown("GOV-01", changes=changes, evidence=differs) == [["evidence.sha256 4", "evidence.file_name 4"]]


def test_evidence_changed_is_silent_when_the_hash_was_checked_and_open_when_it_was_not() -> None:
    changes = cells(*EVIDENCE, sha256="ab" * 32)
    assert shift("GOV-01", changes=changes, evidence=Evidence(hash_checked=frozenset({"EV-03"}))) == (1, 0, -1, 0)
    gone = Evidence(unusable={"EV-03": "log.csv is not among the input files"})
    assert reasons("GOV-01", changes=changes, evidence=gone) == ["log.csv is not among the input files"]
    assert reasons("GOV-01", changes=changes) == ["what it names was not among the files and not checked"]


@pytest.mark.parametrize(
    ("collected_on", "failed"), [("2026-06-30", 1), ("2026-07-01", 0), ("2026-10-30", 0), ("2026-10-31", 1)]
)
def test_evidence_of_another_time_fires_before_the_period_and_after_the_cut_off(collected_on: str, failed: int) -> None:
    changes = cells(*EVIDENCE, collected_on=collected_on)
    assert shift("GOV-02", changes=changes) == (-failed, failed, 0, 0)
    assert places_of("GOV-02", changes=changes) == ("EV-03 collected_on",) * failed


def test_evidence_of_another_time_says_which_day_counts() -> None:
    assert messages("GOV-02", changes=cells(*EVIDENCE, collected_on="2026-06-30")) == [
        "EV-03 “Log extract” was collected on 30 June 2026, before the period began on 1 July 2026"
    ]
    assert messages("GOV-02", changes=cells(*EVIDENCE, collected_on="2026-10-31")) == [
        "EV-03 “Log extract” was collected on 31 October 2026; records of the period may be dated until 30 October 2026"
    ]


def test_evidence_of_another_time_fires_when_what_it_covers_ended_before() -> None:
    changes = cells(*EVIDENCE, period_ends_on="2026-06-30", period_starts_on=None)
    assert messages("GOV-02", changes=changes) == [
        "EV-03 “Log extract” covers days until 30 June 2026, before the period began on 1 July 2026"
    ]
    assert places_of("GOV-02", changes=changes) == ("EV-03 period_ends_on",)
    assert shift("GOV-02", changes=cells(*EVIDENCE, period_ends_on="2026-07-01")) == (0, 0, 0, 0)
    assert shift("GOV-02", changes=cells(*EVIDENCE, period_ends_on=None)) == (0, 0, 0, 0)


def test_evidence_of_another_time_is_not_assessable_when_it_is_not_stated_when_it_was_collected() -> None:
    assert shift("GOV-02", changes=cells(*EVIDENCE, collected_on=None)) == (-1, 0, 0, 1)
    both = cells(*EVIDENCE, collected_on=None, period_ends_on="2026-06-30")
    assert shift("GOV-02", changes=both) == (-1, 1, 0, 0)


def test_rows_missing_fires_when_a_sheet_holds_more_or_fewer_rows_than_its_source() -> None:
    for stated in ("1", "3"):
        changes = cells(*ATTESTATION, sheet="vendors", source_row_count=stated)
        assert messages("GOV-05", changes=changes) == [
            f"ATT-01 states {stated} rows at the source, and the vendors sheet holds 2"
        ]
        assert places_of("GOV-05", changes=changes) == ("ATT-01 source_row_count",)
    assert shift("GOV-05", changes=cells(*ATTESTATION, sheet="vendors", source_row_count="2")) == (1, 0, -1, 0)


def test_rows_missing_counts_the_sheets_of_an_attestation_together() -> None:
    five = cells(*ATTESTATION, sheet="vendors; contracts; vendors", source_row_count="5")
    assert shift("GOV-05", changes=five) == (1, 0, -1, 0)
    six = cells(*ATTESTATION, sheet="vendors; contracts", source_row_count="6")
    assert messages("GOV-05", changes=six) == [
        "ATT-01 states 6 rows at the source, and the sheets vendors, contracts hold 5"
    ]


def test_rows_missing_is_not_assessable_when_the_sheet_is_not_known() -> None:
    changes = cells(*ATTESTATION, sheet=None, source_row_count="2")
    assert shift("GOV-05", changes=changes) == (0, 0, -1, 1)
    changes = cells(*ATTESTATION, sheet="vendors", source_row_count="2")
    assert reasons("GOV-05", changes=changes, without=["vendors"]) == ["sheet vendors not supplied"]
    assert shift("GOV-05", changes=cells(*ATTESTATION, source_row_count="many")) == (0, 0, -1, 1)


def test_rows_missing_counts_the_rows_of_one_entity_where_there_are_several() -> None:
    second = {"organisation": [a_row("organisation", "acme", entity_id="acme-uk")]}
    own = a_row("processing_activities", "ACT-01", activity_id="ACT-03", entity_id="acme-uk")
    change = {"add": {**second, "processing_activities": [own]}}
    for stated, failed in (("2", 0), ("3", 1)):
        changes = cells(*ATTESTATION, sheet="processing_activities", source_row_count=stated)
        assert outcomes("GOV-05", changes=changes, **change)[:2] == (1 - failed, failed)
    itself = cells(*ATTESTATION, sheet="organisation", source_row_count="1")
    assert outcomes("GOV-05", changes=itself, **change)[:2] == (1, 0)
    of_all = cells(*ATTESTATION, sheet="processing_activities", source_row_count="3", entity_id=None)
    assert outcomes("GOV-05", changes=of_all, **change)[:2] == (1, 0)
    shared = cells(*ATTESTATION, sheet="evidence", source_row_count="7")
    assert reasons("GOV-05", changes=shared, **change) == ["which legal entity rows of evidence belong to is open"]


def test_rows_missing_fires_when_a_file_holds_other_rows_than_its_source_reports() -> None:
    changes = exported(source_row_count="16")
    assert messages("GOV-05", changes=changes, evidence=ledger()) == [
        "EV-03 “Log extract” states 16 rows at the source, and ledger.csv holds 15"
    ]
    assert places_of("GOV-05", changes=changes, evidence=ledger()) == ("EV-03 source_row_count",)
    assert shift("GOV-05", changes=exported(source_row_count="15"), evidence=ledger()) == (1, 0, -1, 0)


def test_rows_missing_fires_when_the_total_of_a_currency_differs() -> None:
    read = ledger(15, Money(Decimal("10.50"), "EUR"), Money(Decimal("80206.01"), "USD"))
    for total in ("80206.01 USD", "80,206.01 usd", "10.5 EUR", "0 GBP"):
        assert shift("GOV-05", changes=exported(control_total=total), evidence=read) == (1, 0, -1, 0)
    changes = exported(control_total="80206.02 USD")
    assert messages("GOV-05", changes=changes, evidence=read) == [
        "EV-03 “Log extract” states a control total of 80206.02 USD, and ledger.csv sums up to 80206.01 USD"
    ]
    assert places_of("GOV-05", changes=changes, evidence=read) == ("EV-03 control_total",)
    assert messages("GOV-05", changes=exported(control_total="5 GBP"), evidence=read)[0].endswith("sums up to 0 GBP")


@pytest.mark.parametrize(
    "total",
    [
        *("80206.01", "as printed", "12 parts", "many USD"),
        *("80206,01 USD", "80.206,01 USD", "80 206.01 USD", "80,206 USD", "80.206 USD", "8,02,06 USD"),
    ],
)
def test_rows_missing_is_not_assessable_when_the_total_is_no_amount_of_the_ledger(total: str) -> None:
    found = result_of("GOV-05", changes=exported(control_total=total), evidence=ledger(15, Money(Decimal(1), "USD")))
    assert (found.failed, found.not_assessable) == (0, 1)


def test_rows_missing_reads_thousands_that_can_be_nothing_else() -> None:
    read = ledger(15, Money(Decimal("1234567.00"), "USD"))
    for total in ("1,234,567 USD", "1,234,567.00 USD", "1234567 USD"):
        assert shift("GOV-05", changes=exported(control_total=total), evidence=read) == (1, 0, -1, 0)


def test_rows_missing_compares_rows_and_total_apart() -> None:
    read = ledger(15, Money(Decimal(1), "USD"))
    both = exported(source_row_count="16", control_total="2 USD")
    assert len(findings_of("GOV-05", changes=both, evidence=read)) == 2
    one = exported(source_row_count="16", control_total="nothing")
    assert shift("GOV-05", changes=one, evidence=read) == (0, 1, -1, 0)
    uncounted = exported(source_row_count="16", control_total="2 USD")
    assert places_of("GOV-05", changes=uncounted, evidence=ledger(None, Money(Decimal(1), "USD"))) == (
        "EV-03 control_total",
    )
    assert reasons("GOV-05", changes=exported(source_row_count="16"), evidence=ledger(None)) == [
        "the rows of ledger.csv were not counted"
    ]


def test_rows_missing_knows_totals_of_ledgers_only() -> None:
    scan = Evidence(sources=(WebScan("EV-03", "scan.csv", date(2026, 9, 22), (), (), 30),))
    changes = cells(*EVIDENCE, kind="web_scan", source_row_count="30")
    assert shift("GOV-05", changes=changes, evidence=scan) == (1, 0, -1, 0)
    with_total = {**changes, **cells(*EVIDENCE, control_total="1 USD")}
    assert reasons("GOV-05", changes=with_total, evidence=scan) == ["the control total “1 USD” is no amount to compare"]


def test_rows_missing_applies_to_evidence_that_is_read_and_states_a_total() -> None:
    assert shift("GOV-05", changes=cells(*EVIDENCE, source_row_count="16")) == (0, 0, 0, 0)
    assert shift("GOV-05", changes=exported()) == (0, 0, 0, 0)
    assert shift("GOV-05", changes=cells(*EVIDENCE, kind=None, source_row_count="16")) == (0, 0, -1, 1)
    unusable = Evidence(unusable={"EV-03": "ledger.csv is empty"})
    assert reasons("GOV-05", changes=exported(source_row_count="16"), evidence=unusable) == ["ledger.csv is empty"]
