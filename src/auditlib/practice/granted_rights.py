"""Which rights the laws that apply to an organisation give people, on a day."""

from collections.abc import Mapping

from auditlib.data_files import data_rows
from auditlib.errors import NotAssessable
from auditlib.practice.applicability import condition_of
from auditlib.reference.legal_dates import fact, is_in_force
from auditlib.rulebook.view import View
from auditlib.sheets.organisation import Organisation


def granted_rights(organisation: Organisation, view: View) -> Mapping[str, str]:
    """Rights with the provision that gives each, or with a blank one where it is not known whether it is given."""
    found: dict[str, str] = {}
    for row in data_rows(__package__, "data/granted_rights"):
        is_given = _is_given(row, organisation, view)
        if is_given or is_given is None:
            found[row["right"]] = found.get(row["right"]) or (row["citation"] if is_given else "")
    return found


def _is_given(row: Mapping[str, str], organisation: Organisation, view: View) -> bool | None:
    """Whether a law gives a right here and on that day, or None where that is not known."""
    if not is_in_force(fact(row["law"]), view.as_of):
        return False
    try:
        return condition_of(row["applies_when"])(organisation, view)
    except NotAssessable:
        return None
