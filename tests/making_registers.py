"""Small registers as CSV files: one company, clean, from which a test changes one thing."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Cells = Mapping[str, str]
Rows = Sequence[Cells]

PERIOD = "2026-Q3"
CLEAN: Mapping[str, Rows] = {
    "organisation": [
        {
            "entity_id": "fernway",
            "legal_name": "Fernway Ltd",
            "address": "1 Sample Street, Dublin",
            "country": "IE",
            "contact_email": "hello@fernway.example",
            "contact_phone": "+353 1 555 0100",
            "eu_representative_name": "Rhein Vertretung GmbH",
            "eu_representative_contact": "eu@rhein.example",
            "uk_representative_name": "Thames Agents Ltd",
            "uk_representative_contact": "uk@thames.example",
            "dpo_name": "A. Sample",
            "dpo_contact": "dpo@fernway.example",
        }
    ],
    "processing_activities": [
        {
            "activity_id": "ACT-1",
            "name": "Newsletter",
            "role": "controller",
            "entity_id": "fernway",
            "joint_controller_name": "Partner SA",
            "joint_controller_contact": "privacy@partner.example",
            "owner": "Head of marketing",
            "status": "active",
            "started_on": "2024-01-15",
            "data_subject_categories": "newsletter_subscribers",
            "data_category_ids": "CAT-1; CAT-2",
            "recipient_categories": "marketing",
            "recipient_names": "Print House Ltd",
            "vendor_ids": "VND-1",
            "has_third_country_transfers": "yes",
            "third_countries": "US",
            "exceptional_transfer_safeguards": "Assessment of 3 March 2026",
            "security_description": "Two-factor sign-on",
            "security_measure_ids": "MEA-1",
            "reviewed_on": "2026-05-04",
            "updated_on": "2026-06-01",
        },
        {
            "activity_id": "ACT-2",
            "name": "Image annotation",
            "role": "processor",
            "entity_id": "fernway",
            "client_ids": "CLI-1",
            "status": "active",
            "processing_categories": "Image labelling; quality checking",
            "has_third_country_transfers": "yes",
            "exceptional_transfer_safeguards": "Assessment of 9 March 2026",
            "security_description": "Screens in a locked room",
            "updated_on": "2026-07-02",
        },
    ],
    "purposes": [
        {
            "purpose_id": "PUR-1",
            "activity_id": "ACT-1",
            "purpose": "Send news to subscribers",
            "legal_basis": "consent",
        }
    ],
    "data_categories": [
        {"data_category_id": "CAT-1", "name": "Work email address"},
        {"data_category_id": "CAT-2", "name": "Reading habits"},
    ],
    "vendors": [
        {
            "vendor_id": "VND-1",
            "name": "Pigeon",
            "legal_name": "Pigeon Mail Inc.",
            "country": "US",
            "processing_countries": "US",
        }
    ],
    "transfers": [
        {
            "transfer_id": "TRF-1",
            "activity_ids": "ACT-1",
            "importer_vendor_id": "VND-1",
            "country": "US",
            "mechanism": "dpf",
            "started_on": "2024-01-15",
        },
        {
            "transfer_id": "TRF-2",
            "activity_ids": "ACT-2",
            "importer_name": "Loom Labelling Pvt Ltd",
            "country": "IN",
            "mechanism": "scc_2021",
            "clauses_signed_on": "2023-11-20",
            "started_on": "2024-01-15",
        },
    ],
    "retention": [
        {
            "retention_id": "RTN-1",
            "activity_ids": "ACT-1",
            "data_category_ids": "CAT-1",
            "period": "P24M",
            "trigger_event": "last_contact",
            "disposal_method": "deletion",
        },
        {"retention_id": "RTN-2", "activity_ids": "ACT-1", "data_category_ids": "CAT-2", "period": "90 days"},
    ],
    "security_measures": [{"measure_id": "MEA-1", "name": "Encrypted links", "kind": "technical"}],
    "clients": [
        {
            "client_id": "CLI-1",
            "legal_name": "Robotics AG",
            "status": "active",
            "address": "3 Sample Square, Zurich",
            "contact": "privacy@robotics.example",
            "representative": "Donau Vertretung GmbH",
            "dpo_contact": "dpo@robotics.example",
            "country": "CH",
        }
    ],
}


def a_register(folder: Path, **changed: Rows | None) -> Path:
    """Write a clean register of one company, with the sheets given instead of its own; None leaves a sheet out."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, rows in {**CLEAN, **changed}.items():
        if rows is not None:
            write_sheet(folder / f"{sheet}.csv", rows)
    return folder


def write_sheet(path: Path, rows: Rows) -> None:
    """Write rows as CSV; a column that any row has is there."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)


def edited(sheet: str, identity: str, **cells: str) -> Rows:
    """The clean rows of a sheet, some cells of one row changed."""
    rows = CLEAN[sheet]
    assert any(identity == next(iter(row.values())) for row in rows)
    return [{**row, **cells} if next(iter(row.values())) == identity else row for row in rows]


def added(sheet: str, **cells: str) -> Rows:
    """The clean rows of a sheet and one more."""
    return [*CLEAN[sheet], cells]
