"""A register of 5,000 rows, the same on each call: a company with far more of everything than one can read.

Row N of a sheet names rows of other sheets at fixed distances from N, so each row has neighbours and none hangs loose.
Three of four activities are carried out as controller, the others as processor for one or two clients.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from auditlib.sheets import sheets

Cells = Mapping[str, str]

COUNTS = {
    "organisation": 1,
    "processing_activities": 1_200,
    "purposes": 1_300,
    "data_categories": 60,
    "retention": 800,
    "systems": 120,
    "vendors": 300,
    "contracts": 279,
    "transfers": 900,
    "clients": 40,
}
ROWS = sum(COUNTS.values())
CONTROLLERS = [n for n in range(COUNTS["processing_activities"]) if n % 4 != 3]
PROCESSORS = [n for n in range(COUNTS["processing_activities"]) if n % 4 == 3]
PREFIXES = {"processing_activities": "ACT", "data_categories": "CAT", "transfers": "TRF"}
COUNTRIES = ("US", "DE", "IE", "GB", "IN", "CA", "FR", "NL", "SG", "BR")


def identity(sheet: str, number: int) -> str:
    """The id of a row; numbers run around, so every number has a row."""
    prefix = PREFIXES.get(sheet, sheet[:3].upper())
    return f"{prefix}-{number % COUNTS[sheet] + 1:04d}"


def several(sheet: str, *numbers: int) -> str:
    return "; ".join(dict.fromkeys(identity(sheet, number) for number in numbers))


def country(number: int) -> str:
    return COUNTRIES[number % len(COUNTRIES)]


def day(number: int) -> str:
    return (date(2023, 1, 2) + timedelta(days=number % 900)).isoformat()


def organisation(_number: int) -> Cells:
    return {
        "entity_id": "bigco",
        "legal_name": "Bigco SE",
        "address": "1 Long Street, Dublin",
        "country": "IE",
        "contact_email": "privacy@bigco.example",
        "privacy_contact_email": "privacy@bigco.example",
        "regimes": "eu_gdpr",
        "acts_as_controller": "yes",
        "acts_as_processor": "yes",
    }


def activity(number: int) -> Cells:
    is_processor = number % 4 == 3
    own: Cells = {
        "client_ids": several("clients", number // 4, number // 7),
        "processing_categories": "Annotation; storage for the time of the project",
    }
    return {
        "activity_id": identity("processing_activities", number),
        "name": f"Activity number {number + 1}",
        "role": "processor" if is_processor else "controller",
        "entity_id": "bigco",
        "description": "What is done with these data, in a sentence of some length, as analysts write them.",
        "owner": f"Head of department {number % 35}",
        "status": "active",
        "started_on": day(number),
        "data_subject_categories": ("employees", "enquirers", "newsletter_subscribers", "website_visitors")[number % 4],
        "data_category_ids": several("data_categories", number, number * 7 + 3, number * 11 + 5),
        "recipient_categories": "email; crm",
        "vendor_ids": several("vendors", number, number * 3 + 1),
        "system_ids": several("systems", number, number * 5 + 2),
        "has_third_country_transfers": "yes",
        "third_countries": country(number),
        "security_description": "Access by role, two-factor sign-on, encrypted links",
        "reviewed_on": day(number + 200),
        "updated_on": day(number + 200),
        **(own if is_processor else {}),
    }


def purpose(number: int) -> Cells:
    return {
        "purpose_id": identity("purposes", number),
        "activity_id": identity("processing_activities", CONTROLLERS[number % len(CONTROLLERS)]),
        "purpose": f"Do what purpose number {number + 1} says, and nothing else",
        "kind": "enquiry_handling",
        "legal_basis": ("legitimate_interests", "contract", "consent")[number % 3],
        "legitimate_interest": "Replying to people and companies that ask about our service" if number % 3 == 0 else "",
        "makes_automated_decisions": "no",
    }


def data_category(number: int) -> Cells:
    return {
        "data_category_id": identity("data_categories", number),
        "name": f"Kind of data {number + 1}",
        "kind": "name",
        "special_categories": "none",
    }


def retention(number: int) -> Cells:
    return {
        "retention_id": identity("retention", number),
        "activity_ids": several("processing_activities", number, number + COUNTS["retention"]),
        "period": f"{number % 9 + 1} years",
        "trigger_event": "last_contact",
        "disposal_method": "deletion",
    }


def system(number: int) -> Cells:
    return {
        "system_id": identity("systems", number),
        "name": f"System {number + 1}",
        "kind": "website",
        "vendor_id": identity("vendors", number * 2),
        "storage_countries": country(number),
        "status": "active",
    }


def vendor(number: int) -> Cells:
    return {
        "vendor_id": identity("vendors", number),
        "name": f"Vendor {number + 1}",
        "legal_name": f"Vendor {number + 1} Ltd",
        "services": "email",
        "processes_personal_data": "yes",
        "role": "processor",
        "status": "active",
        "started_on": day(number),
        "country": country(number),
        "processing_countries": "; ".join(dict.fromkeys((country(number), country(number * 3 + 1)))),
    }


def contract(number: int) -> Cells:
    return {
        "contract_id": identity("contracts", number),
        "kind": "data_processing_agreement",
        "entity_id": "bigco",
        "vendor_id": identity("vendors", number),
        "document_ref": f"contract-{number + 1}.pdf",
        "signed_on": day(number),
    }


def transfer(number: int) -> Cells:
    return {
        "transfer_id": identity("transfers", number),
        "activity_ids": several("processing_activities", number, number + 300),
        "exporter_entity_id": "bigco",
        "exporter_role": "controller",
        "importer_vendor_id": identity("vendors", number),
        "importer_role": "processor",
        "country": country(number),
        "regime": "eu_gdpr",
        "mechanism": "scc_2021",
        "started_on": day(number),
    }


def client(number: int) -> Cells:
    return {
        "client_id": identity("clients", number),
        "legal_name": f"Client {number + 1} GmbH",
        "status": "active",
        "contact": f"privacy@client{number + 1}.example",
        "country": country(number),
        "instructions_ref": f"instructions-{number + 1}.pdf",
    }


MAKERS: Mapping[str, Callable[[int], Cells]] = {
    "organisation": organisation,
    "processing_activities": activity,
    "purposes": purpose,
    "data_categories": data_category,
    "retention": retention,
    "systems": system,
    "vendors": vendor,
    "contracts": contract,
    "transfers": transfer,
    "clients": client,
}


def rows(sheet: str) -> Iterator[Cells]:
    return map(MAKERS[sheet], range(COUNTS[sheet]))


def write_large_register(folder: Path) -> Path:
    """Write the register as one workbook with every column of each sheet, and give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(folder / "register.xlsx", options) as book:
        for sheet in MAKERS:
            _write_sheet(book.add_worksheet(sheet), sheet)
    return folder


def _write_sheet(page: Any, sheet: str) -> None:
    columns = list(sheets()[sheet].columns)
    page.write_row(0, 0, columns)
    for line, cells in enumerate(rows(sheet), start=1):
        for name, text in cells.items():
            page.write_string(line, columns.index(name), text)
