"""The catalogue and the rules say the same, in both directions, and no rule reads what its row does not list."""

from collections.abc import Iterator

import pytest

from auditlib.audit import audit_case
from auditlib.rulebook.catalogue import catalogue
from auditlib.rulebook.recording import recording_case
from auditlib.rulebook.rule import Rule
from auditlib.rules import known_rules
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from tests.rules.making import NO_EVIDENCE, a_case, rows_with

# The runner itself reads these of any row, to find the entity behind it, its regime, its name and what proves it.
OF_THE_RUNNER = {
    *("entity_id", "exporter_entity_id", "activity_id", "activity_ids", "regime", "regimes", "regimes_confirmed_by"),
    *("regimes_confirmed_on", "evidence_ids", "owner", "name", "legal_name", "title", "recipient_name"),
}


def test_every_rule_of_the_catalogue_is_written_and_no_other() -> None:
    assert {rule.rule_id for rule in known_rules()} == set(catalogue())


@pytest.mark.parametrize("rule", known_rules(), ids=lambda rule: rule.rule_id)
def test_a_rule_says_what_its_row_says(rule: Rule) -> None:
    row = catalogue()[rule.rule_id]
    population = "register" if rule.each is Record else rule.each.about.name
    assert (rule.title, rule.severity.value, rule.force.value) == (row.title, row.severity, row.force)
    assert (rule.cites, set(rule.regimes), population) == (row.citations, set(row.regimes), row.population)


def test_every_column_that_the_catalogue_names_exists() -> None:
    outside = {"reference", "evidence", "prior", "policy", "input"}
    named = {name for row in catalogue().values() for name in row.reads}
    pairs = [name.split(".") for name in named if "." in name]
    missing = [
        f"{sheet}.{column}" for sheet, column in pairs if sheet in sheets() and column not in sheets()[sheet].columns
    ]
    assert not [name for name in missing if name.partition(".")[0] not in outside]


def _readings(rule: Rule) -> Iterator[str]:
    case, readings = recording_case(a_case(rows_with()))
    audit_case(case, [rule], NO_EVIDENCE)
    yield from (f"{sheet}.{column}" for sheet, _, column in readings.all() if column not in OF_THE_RUNNER)


@pytest.mark.parametrize(
    "rule", [rule for rule in known_rules() if rule.each is not Record], ids=lambda rule: rule.rule_id
)
def test_a_rule_reads_only_what_its_row_lists(rule: Rule) -> None:
    assert set(_readings(rule)) <= catalogue()[rule.rule_id].reads
