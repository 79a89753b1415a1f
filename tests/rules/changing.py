"""Short ways to say which cells of the clean register change, and what became of the records."""

from collections.abc import Mapping
from types import MappingProxyType

from auditlib.places import Place, column_letters
from auditlib.sheets import sheets
from tests.rules.making import Change, findings_of, result_of, the_clean_audit

Changes = Mapping[Change, str | None]
NOTHING: Changes = MappingProxyType({})


def cells(sheet: str, identity: str, /, **values: str | None) -> dict[Change, str | None]:
    """Changes to one row ("*": to every row) of the clean register; None blanks a cell."""
    return {(sheet, identity, column): value for column, value in values.items()}


def outcomes(rule_id: str, changes: Changes = NOTHING, **more: object) -> tuple[int, int, int, int]:
    """How many records passed, failed, were not applicable and not assessable."""
    result = result_of(rule_id, changes=changes, **more)
    return result.passed, result.failed, result.not_applicable, result.not_assessable


def shift(rule_id: str, **change: object) -> tuple[int, int, int, int]:
    """By how much a change moves the four outcomes of the clean register: for rules about every sheet."""
    clean = next(result for result in the_clean_audit().results if result.rule_id == rule_id)
    before = (clean.passed, clean.failed, clean.not_applicable, clean.not_assessable)
    passed, failed, not_applicable, not_assessable = (
        now - then for now, then in zip(outcomes(rule_id, **change), before, strict=True)
    )
    return passed, failed, not_applicable, not_assessable


def reasons(rule_id: str, **change: object) -> list[str]:
    """Why a rule could not be assessed."""
    return list(result_of(rule_id, **change).reasons)


def messages(rule_id: str, **change: object) -> list[str]:
    """What one rule says, in the order of the findings."""
    return [finding.message for finding in findings_of(rule_id, **change)]


def shown(rule_id: str, **change: object) -> list[list[str]]:
    """The cells that each finding shows, as "contracts.signed_on 4": sheet, column and line."""
    return [[_named(place) for place in finding.places] for finding in findings_of(rule_id, **change)]


def _named(place: Place) -> str:
    letters = place.cell.rstrip("0123456789")
    columns = {column_letters(number): name for number, name in enumerate(sheets()[place.sheet].columns, start=1)}
    return f"{place.sheet}.{columns[letters]} {place.cell.removeprefix(letters)}"
