"""TRA: clauses and binding rules; each rule fires on one change from the clean register."""

from datetime import date

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, findings_of, places_of

RULES = ("TRA-12", "TRA-13", "TRA-14", "TRA-15", "TRA-16", "TRA-18")
Changes = dict[Change, str | None]
OLD = ("scc_2001", "scc_2004", "scc_2010")


def flow(**cells: str | None) -> Changes:
    """Changes of TRF-01: from Acme as controller under EU law to a processor in the US, since 2024."""
    return {("transfers", "TRF-01", column): value for column, value in cells.items()}


@pytest.mark.parametrize("mechanism", OLD)
@pytest.mark.parametrize(
    ("regime", "last", "first", "words"),
    [
        ("eu_gdpr", "2021-09-26", "2021-09-27", "27 September 2021"),
        ("ch_fadp", "2021-09-26", "2021-09-27", "27 September 2021"),
        ("uk_gdpr", "2022-09-21", "2022-09-22", "22 September 2022"),
    ],
)
def test_clauses_signed_after_repeal_fires_from_the_day_of_the_repeal(
    mechanism: str, regime: str, last: str, first: str, words: str
) -> None:
    changes = flow(mechanism=mechanism, regime=regime, clauses_signed_on=first)
    (found,) = findings_of("TRA-12", changes=changes)
    assert (found.record_id, found.field, found.confidence) == ("TRF-01", "clauses_signed_on", "memory")
    assert found.message.endswith(f", signed on {words}; they could not be agreed from {words} on")
    assert outcomes("TRA-12", changes | flow(clauses_signed_on=last)) == (1, 0, 3, 0)
    # Of these two rules, exactly one looks at a contract.
    assert outcomes("TRA-13", changes) == (0, 0, 4, 0)
    assert outcomes("TRA-13", changes | flow(clauses_signed_on=last)) == (0, 1, 3, 0)


def test_clauses_signed_after_repeal_names_the_clauses() -> None:
    (found,) = findings_of("TRA-12", changes=flow(mechanism="scc_2010", clauses_signed_on="2024-01-05"))
    assert found.message.startswith(
        "TRF-01 rests on EU clauses 2010, controller to processor, signed on 5 January 2024"
    )


def test_clauses_signed_after_repeal_is_not_assessable_when_day_or_law_are_not_known() -> None:
    assert outcomes("TRA-12", flow(mechanism="scc_2010", clauses_signed_on=None)) == (0, 0, 3, 1)
    signed = flow(mechanism="scc_2010", clauses_signed_on="2024-01-05", regime=None)
    assert outcomes("TRA-12", signed) == (0, 0, 3, 1)
    assert outcomes("TRA-12", flow(mechanism=None)) == (0, 0, 3, 1)


@pytest.mark.parametrize(
    ("regime", "last", "words"),
    [
        ("eu_gdpr", date(2022, 12, 27), "27 December 2022"),
        ("ch_fadp", date(2022, 12, 31), "31 December 2022"),
        ("uk_gdpr", date(2024, 3, 21), "21 March 2024"),
    ],
)
def test_clauses_repealed_fires_from_the_day_after_the_last(regime: str, last: date, words: str) -> None:
    changes = flow(mechanism="scc_2010", regime=regime, clauses_signed_on="2020-01-01", started_on="2020-01-01")
    (found,) = findings_of("TRA-13", changes=changes)
    assert (found.record_id, found.field, found.confidence) == ("TRF-01", "mechanism", "memory")
    assert found.message == (
        f"TRF-01 rests on EU clauses 2010, controller to processor, which could be relied on until {words}"
    )
    assert not findings_of("TRA-13", changes=changes, as_of=last)
    assert not findings_of("TRA-13", changes=changes | flow(ended_on=last.isoformat()))
    after = date.fromordinal(last.toordinal() + 1)
    assert findings_of("TRA-13", changes=changes, as_of=after)
    assert findings_of("TRA-13", changes=changes | flow(ended_on=after.isoformat()))


def test_clauses_repealed_fires_when_the_day_of_signing_is_blank() -> None:
    assert places_of("TRA-13", changes=flow(mechanism="scc_2001")) == ("TRF-01 mechanism",)


def test_clauses_repealed_needs_the_law() -> None:
    assert outcomes("TRA-13", flow(mechanism="scc_2001", regime=None)) == (0, 0, 3, 1)
    assert outcomes("TRA-13", flow(mechanism="scc_2001", clauses_signed_on="then")) == (0, 0, 3, 1)
    assert outcomes("TRA-13", flow(mechanism="scc_2021")) == (0, 0, 4, 0)


@pytest.mark.parametrize("mechanism", ["scc_2021", "uk_addendum"])
@pytest.mark.parametrize(
    ("exporter", "importer", "module"),
    [
        ("controller", "controller", "controller_to_controller"),
        ("joint_controller", "processor", "controller_to_processor"),
        ("controller", "subprocessor", "controller_to_processor"),
        ("processor", "subprocessor", "processor_to_processor"),
        ("subprocessor", "processor", "processor_to_processor"),
        ("processor", "controller", "processor_to_controller"),
        ("subprocessor", "joint_controller", "processor_to_controller"),
    ],
)
def test_each_module_fits_two_roles(mechanism: str, exporter: str, importer: str, module: str) -> None:
    changes = flow(mechanism=mechanism, exporter_role=exporter, importer_role=importer, clauses_module=module)
    assert outcomes("TRA-14", changes) == (1, 0, 3, 0)
    other = "processor_to_processor" if module != "processor_to_processor" else "controller_to_processor"
    assert outcomes("TRA-14", changes | flow(clauses_module=other)) == (0, 1, 3, 0)


def test_module_does_not_fit_fires() -> None:
    (found,) = findings_of("TRA-14", changes=flow(mechanism="scc_2021", clauses_module="processor_to_controller"))
    assert (found.record_id, found.field) == ("TRF-01", "clauses_module")
    assert found.message == "TRF-01 uses the module processor to controller and goes from a controller to a processor"
    assert len(found.places) == 3
    (found,) = findings_of("TRA-14", changes=flow(mechanism="scc_2021"))
    assert found.message == "TRF-01 rests on clauses and does not state their module"


@pytest.mark.parametrize("column", ["exporter_role", "importer_role", "mechanism"])
def test_module_is_not_assessable_when_roles_or_mechanism_are_not_known(column: str) -> None:
    changes = flow(mechanism="scc_2021", clauses_module="controller_to_processor") | flow(**{column: None})
    assert outcomes("TRA-14", changes) == (0, 0, 3, 1)


SIGNED = flow(clauses_signed_on="2024-01-05", has_complete_annexes="yes")


@pytest.mark.parametrize("mechanism", ["scc_2021", "uk_addendum", "uk_idta"])
def test_clauses_incomplete_is_silent_when_signed_and_filled_in(mechanism: str) -> None:
    assert outcomes("TRA-15", SIGNED | flow(mechanism=mechanism)) == (1, 0, 3, 0)
    assert outcomes("TRA-15", SIGNED | flow(mechanism=mechanism, clauses_signed_on=None)) == (0, 1, 3, 0)


@pytest.mark.parametrize("said", ["no", "unknown", None])
def test_clauses_incomplete_fires_when_the_annexes_are_not_stated_complete(said: str | None) -> None:
    (found,) = findings_of("TRA-15", changes=SIGNED | flow(mechanism="scc_2021", has_complete_annexes=said))
    assert (found.field, found.message) == (
        "has_complete_annexes",
        "TRF-01 rests on clauses whose annexes are not stated to be filled in",
    )


def test_clauses_incomplete_fires_when_unsigned_beside_an_unreadable_cell() -> None:
    changes = flow(mechanism="scc_2021", has_complete_annexes="partly")
    (found,) = findings_of("TRA-15", changes=changes)
    assert (found.field, found.message) == (
        "clauses_signed_on",
        "TRF-01 rests on clauses and states no day on which they were signed",
    )
    assert outcomes("TRA-15", changes | flow(clauses_signed_on="2024-01-05")) == (0, 0, 3, 1)
    assert len(findings_of("TRA-15", changes=flow(mechanism="scc_2021"))) == 2


@pytest.mark.parametrize("rule_id", ["TRA-14", "TRA-15"])
def test_the_rules_on_clauses_do_not_apply_to_other_mechanisms(rule_id: str) -> None:
    assert outcomes(rule_id, flow(mechanism="ad_hoc_clauses")) == (0, 0, 4, 0)


def test_addendum_missing_fires_on_eu_clauses_under_uk_law() -> None:
    changes = flow(regime="uk_gdpr", mechanism="scc_2021")
    (found,) = findings_of("TRA-16", changes=changes)
    assert (found.record_id, found.field) == ("TRF-01", "mechanism")
    assert found.message == "TRF-01 rests under UK law on the EU clauses without the UK Addendum"
    assert outcomes("TRA-16", changes | flow(mechanism="uk_addendum")) == (4, 0, 0, 0)


def test_addendum_missing_is_a_rule_of_uk_law() -> None:
    assert outcomes("TRA-16", flow(mechanism="scc_2021")) == (3, 0, 1, 0)
    assert outcomes("TRA-16", flow(mechanism="scc_2021", regime=None)) == (3, 0, 0, 1)
    assert outcomes("TRA-16", flow(regime="uk_gdpr", mechanism=None)) == (3, 0, 0, 1)


@pytest.mark.parametrize("mechanism", ["bcr_controller", "bcr_processor"])
def test_rules_not_approved_fires(mechanism: str) -> None:
    (found,) = findings_of("TRA-18", changes=flow(mechanism=mechanism))
    assert (found.field, found.message) == (
        "bcr_approval_ref",
        "TRF-01 rests on binding corporate rules and refers to no approval of them",
    )
    assert outcomes("TRA-18", flow(mechanism=mechanism, bcr_approval_ref="EV-06")) == (1, 0, 3, 0)


def test_rules_not_approved_applies_to_binding_rules_under_eu_and_uk_law() -> None:
    assert outcomes("TRA-18", flow(mechanism="certification")) == (0, 0, 4, 0)
    assert outcomes("TRA-18", flow(mechanism="bcr_controller", regime="uk_gdpr")) == (0, 1, 3, 0)
    assert outcomes("TRA-18", flow(mechanism="bcr_controller", regime="ch_fadp")) == (0, 0, 4, 0)
