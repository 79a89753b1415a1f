"""TRA: adequacy by its dates; each rule fires on one change from the clean register."""

from datetime import date

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, a_row, findings_of, result_of

RULES = ("TRA-03", "TRA-04")
Changes = dict[Change, str | None]


def flow(**cells: str | None) -> Changes:
    """Changes of TRF-03: to Germany from the UK on adequacy, since 2024."""
    return {("transfers", "TRF-03", column): value for column, value in cells.items()}


def test_adequacy_not_in_force_fires_on_a_country_without_a_decision() -> None:
    (found,) = findings_of("TRA-03", changes=flow(country="IN"))
    assert (found.record_id, found.field, found.confidence) == ("TRF-03", "mechanism", "sourced")
    assert found.message == (
        "TRF-03 rests on adequacy, and no decision under UK law for India was in force from 1 July 2026 to"
        " 30 September 2026"
    )
    assert len(found.places) == 3


@pytest.mark.parametrize(
    ("regime", "law", "instrument", "confidence"),
    [
        ("eu_gdpr", "EU law", "(EU) 2023/1795 (Data Privacy Framework)", "sourced"),
        ("uk_gdpr", "UK law", "SI 2023/1028 (UK Extension to the Data Privacy Framework)", "sourced"),
    ],
)
def test_a_framework_with_a_list_is_no_adequacy_of_the_country_and_not_denied(
    regime: str, law: str, instrument: str, confidence: str
) -> None:
    (found,) = findings_of("TRA-03", changes=flow(regime=regime, country="US"))
    assert found.message == (
        f"TRF-03 rests on adequacy, and no decision under {law} for the United States as a whole was in force from"
        f" 1 July 2026 to 30 September 2026; {instrument} covers only importers on its list"
    )
    assert found.confidence == confidence
    assert "(dpf)" in found.remedy


def test_a_framework_that_was_not_in_force_is_not_named() -> None:
    changes = flow(regime="eu_gdpr", country="US", started_on="2020-01-01")
    (found,) = findings_of("TRA-03", changes=changes, period="2021-Q2")
    assert found.message.endswith("for the United States was in force from 1 April 2021 to 30 June 2021")
    assert found.confidence == "sourced"


def test_a_country_at_the_edge_of_the_protected_area_is_found_with_the_doubt() -> None:
    (found,) = findings_of("TRA-03", changes=flow(regime="eu_gdpr", country="SJ"))
    assert found.confidence == "unverified"
    (found,) = findings_of("TRA-03", changes=flow(regime="uk_gdpr", country="SJ"))
    assert found.confidence == "sourced"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"ended_on": "2026-06-30"}, (1, 0, 3, 0)),
        ({"ended_on": "2026-07-01"}, (1, 1, 2, 0)),
        ({"started_on": "2026-10-01"}, (1, 0, 3, 0)),
        ({"started_on": "2026-09-30"}, (1, 1, 2, 0)),
    ],
)
def test_adequacy_does_not_apply_to_a_flow_without_a_day_in_the_period(
    days: dict[str, str], expected: tuple[int, int, int, int]
) -> None:
    assert outcomes("TRA-03", flow(country="IN", **days)) == expected


@pytest.mark.parametrize(
    ("regime", "country", "failed"),
    [("eu_gdpr", "BR", 0), ("uk_gdpr", "BR", 1), ("ch_fadp", "MC", 0), ("uk_gdpr", "MC", 1), ("eu_gdpr", "DE", 0)],
)
def test_each_law_has_a_list_of_its_own(regime: str, country: str, failed: int) -> None:
    assert result_of("TRA-03", changes=flow(regime=regime, country=country)).failed == failed


def brazil(**cells: str | None) -> Changes:
    """A flow under the decision for Brazil of 28 January 2026."""
    return flow(regime="eu_gdpr", country="BR", **cells)


def test_adequacy_is_judged_on_each_day_of_the_period_and_of_the_flow() -> None:
    def found(**cells: str | None) -> list[str]:
        return [finding.message for finding in findings_of("TRA-03", changes=brazil(**cells), period="2026-Q1")]

    (message,) = found()
    assert message.endswith("was in force from 1 January 2026 to 27 January 2026")
    assert found(started_on="2026-01-27")[0].endswith("was in force from 27 January 2026 to 27 January 2026")
    assert not found(started_on="2026-01-28")
    assert found(ended_on="2026-01-15")[0].endswith("was in force from 1 January 2026 to 15 January 2026")
    assert not found(started_on="2026-04-01")


def test_adequacy_is_judged_up_to_the_day_of_the_report_even_where_the_flow_ends_later() -> None:
    changes = brazil(ended_on="2026-03-01")
    (found,) = findings_of("TRA-03", changes=changes, period="2026-Q1", as_of=date(2026, 1, 20))
    assert found.message.endswith("from 1 January 2026 to 20 January 2026")
    assert found.confidence == "partly_sourced"


def test_adequacy_shows_every_gap() -> None:
    changes = flow(regime="eu_gdpr", country="GB", started_on="2020-01-01")
    assert not findings_of("TRA-03", changes=changes, period="2025-Q4")
    (found,) = findings_of("TRA-03", changes=changes, period="2021-Q2")
    assert found.message.endswith("from 1 April 2021 to 27 June 2021")


def test_a_weak_source_of_a_decision_is_told() -> None:
    changes = flow(regime="eu_gdpr", country="AD", started_on="2010-01-01")
    (found,) = findings_of("TRA-03", changes=changes, period="2010-Q4")
    assert found.confidence == "memory"


def test_adequacy_is_not_assessable_when_days_country_or_law_are_not_known() -> None:
    assert outcomes("TRA-03", flow(country="IN", started_on=None)) == (1, 0, 2, 1)
    assert outcomes("TRA-03", flow(started_on=None)) == (2, 0, 2, 0)
    assert outcomes("TRA-03", flow(country="Erewhon")) == (1, 0, 2, 1)
    assert outcomes("TRA-03", flow(country=None)) == (1, 0, 2, 1)
    assert outcomes("TRA-03", flow(regime=None)) == (1, 0, 2, 1)
    assert outcomes("TRA-03", flow(mechanism=None)) == (1, 0, 2, 1)


def test_adequacy_does_not_apply_to_another_mechanism() -> None:
    assert outcomes("TRA-03", flow(country="IN", mechanism="scc_2021")) == (1, 0, 3, 0)


def test_importer_scope_not_shown_fires_on_a_limited_decision() -> None:
    (found,) = findings_of("TRA-04", changes=flow(country="CA"))
    assert (found.record_id, found.field, found.confidence) == ("TRF-03", "importer_scope_ref", "sourced")
    assert found.message == (
        "TRF-03 rests on DPA 2018 Sch. 21 para 5, which covers only recipients subject to PIPEDA; no proof that the"
        " importer is one is named"
    )
    assert outcomes("TRA-04", flow(country="CA", importer_scope_ref="EV-06")) == (1, 0, 3, 0)


def test_importer_scope_tells_that_a_decision_is_from_memory() -> None:
    (found,) = findings_of("TRA-04", changes=flow(country="JP", regime="eu_gdpr"))
    assert found.confidence == "memory"


@pytest.mark.parametrize("country", ["DE", "US", "IN"])
def test_importer_scope_does_not_apply_to_a_general_decision_a_list_or_none(country: str) -> None:
    assert outcomes("TRA-04", flow(country=country)) == (0, 0, 4, 0)


def test_importer_scope_is_judged_by_the_decision_of_the_day() -> None:
    changes = flow(country="KR")
    assert len(findings_of("TRA-04", changes=changes, period="2022-Q4", as_of=date(2022, 12, 19))) == 1
    assert not findings_of("TRA-04", changes=changes, period="2022-Q4", as_of=date(2022, 12, 18))


def test_importer_scope_is_not_assessable_when_country_or_law_are_not_known() -> None:
    assert outcomes("TRA-04", flow(country="Erewhon")) == (0, 0, 3, 1)
    assert outcomes("TRA-04", flow(regime=None, country="CA")) == (0, 0, 3, 1)


def test_two_limited_flows_are_two_findings() -> None:
    second = a_row("transfers", "TRF-03", transfer_id="TRF-05", country="CA")
    assert len(findings_of("TRA-04", changes=flow(country="CA"), add={"transfers": [second]})) == 2
