"""Which data a limit on their use speaks of: those that the words before it name."""

from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.policy_commitments import PolicyCommitment

_FIELDS = ("section", "policy_version_id")


def limited_data(statement: PolicyCommitment, view: View) -> tuple[str, ...]:
    """The kinds of data that the statement next before a limit says are collected; none where there is no such one.

    Before is meant as in the text where its offsets are stated, else as in the sheet.
    """
    rows = [row for row in view.register.all(PolicyCommitment) if _is_beside(row, statement)]
    earlier = [row for row in rows if row is not statement and _ends_before(row, statement, rows)]
    nearest = max(earlier, key=lambda row: (readable(row, "quote_end") or 0, rows.index(row)), default=None)
    return nearest.terms if nearest is not None else ()


def _is_beside(row: PolicyCommitment, statement: PolicyCommitment) -> bool:
    if row is statement:
        return True
    is_about_data = readable(row, "kind") == "collects" and readable(row, "vocabulary") == "data_kind"
    is_item = readable(row, "operator") not in ("closed", "none") and readable(row, "status") != "retired"
    return is_about_data and is_item and all(readable(row, name) == readable(statement, name) for name in _FIELDS)


def _ends_before(row: PolicyCommitment, statement: PolicyCommitment, rows: list[PolicyCommitment]) -> bool:
    end, start = readable(row, "quote_end"), readable(statement, "quote_start")
    if isinstance(end, int) and isinstance(start, int):
        return end <= start
    return rows.index(row) < rows.index(statement)
