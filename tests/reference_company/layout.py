"""How the company lays its sheets out: which workbook holds which, and how headers and cells are typed."""

from tests.reference_company.tables import HERE, Row, read_rows

WORKBOOKS: dict[str, tuple[str, ...]] = {
    "organisation.xlsx": ("organisation", "attestations", "sign_offs"),
    "activities.xlsx": ("processing_activities", "purposes", "data_categories", "retention", "assessments"),
    "vendors.xlsx": ("vendors", "contracts", "certifications", "subprocessors", "transfers"),
    "clients.xlsx": ("clients", "datasets", "disposals"),
    "systems-and-access.xlsx": ("systems", "security_measures", "people", "access_grants"),
    "website-and-policy.xlsx": ("consent_mechanisms", "cookies", "policy_versions", "policy_commitments"),
    "events.xlsx": ("rights_requests", "complaints", "breaches", "disclosures", "legal_holds"),
    "audit.xlsx": ("evidence", "exceptions", "actions"),
}

# Two people put a title above the header, as people do.
TITLES = {
    "vendors": "Vendors and other recipients of Auxerta Inc. (kept by Privacy, reviewed each quarter)",
    "rights_requests": "Requests by people about their data: one line each, no names",
}

# The one sheet that is filled in as a form: labels down, one column for each legal entity.
FORM = "organisation"

_CAPITALS = frozenset(
    {"bcr", "ccpa", "dpf", "dpia", "dpo", "eu", "hr", "id", "lia", "sha256", "tia", "uk", "url", "us"},
)
_SPELT = {"ids": "IDs", "swiss": "Swiss"}
_INTEGERS = ("_count", "_days", "_hours", "quote_start", "quote_end")


def headed(column: str) -> str:
    """Return the header that people see: vendor_id becomes Vendor ID."""
    words = [word.upper() if word in _CAPITALS else _SPELT.get(word, word) for word in column.split("_")]
    text = " ".join(words)
    return text[0].upper() + text[1:]


def holds_integers(column: str) -> bool:
    """Tell whether the cells of the column are whole numbers."""
    return column.endswith(_INTEGERS)


def typed_by_people(sheet: str, rows: list[Row]) -> list[Row]:
    """Return the rows with the labels of closed lists in those columns where the company types labels."""
    labels: dict[str, dict[str, str]] = {}
    for line in read_rows(HERE / "labels.csv"):
        labels.setdefault(line["choice_list"], {})[line["value"]] = line["label"]
    columns = {
        line["column"]: labels[line["choice_list"]]
        for line in read_rows(HERE / "label_columns.csv")
        if line["sheet"] == sheet
    }
    return [
        {column: _labelled(cell, columns[column]) if column in columns else cell for column, cell in row.items()}
        for row in rows
    ]


def _labelled(cell: str, labels: dict[str, str]) -> str:
    return "; ".join(labels[value] for value in cell.split("; ")) if cell else cell
