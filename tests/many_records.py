"""A register of thousands of records: the clean register copied, each copy under ids of its own."""

from auditlib.sheets import sheets
from tests.rules.clean import CLEAN, Rows

SHARED = "organisation"


def many_records(wanted: int) -> Rows:
    """The rows of about as many records; every copy belongs to the one organisation."""
    each = sum(len(rows) for name, rows in CLEAN.items() if name != SHARED)
    copies = range(max(wanted // each, 1))
    return {
        name: rows if name == SHARED else [_copied(name, row, copy) for copy in copies for row in rows]
        for name, rows in CLEAN.items()
    }


def _copied(sheet: str, row: dict[str, str], copy: int) -> dict[str, str]:
    return {column: _numbered(sheet, column, text, copy) for column, text in row.items()}


def _numbered(sheet: str, column: str, text: str, copy: int) -> str:
    declared = sheets()[sheet].columns[column]
    target = declared.refers_to.partition(".")[0]
    is_own_id = column == sheets()[sheet].key
    if not is_own_id and (target not in sheets() or target == SHARED or "." in text):
        return text
    return "; ".join(f"{identity}-{copy}" for identity in text.split("; "))
