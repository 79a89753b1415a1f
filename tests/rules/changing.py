"""Short ways to say which cells of the clean register change, and what became of the records."""

from auditlib.places import Place, column_letters
from auditlib.sheets import sheets
from tests.rules.making import Change, findings_of, result_of


def cells(sheet: str, identity: str, /, **values: str | None) -> dict[Change, str | None]:
    """Changes to one row ("*": to every row) of the clean register; None blanks a cell."""
    return {(sheet, identity, column): value for column, value in values.items()}


def outcomes(rule_id: str, **change: object) -> tuple[int, int, int, int]:
    """How many records passed, failed, were not applicable and not assessable."""
    result = result_of(rule_id, **change)
    return result.passed, result.failed, result.not_applicable, result.not_assessable


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
