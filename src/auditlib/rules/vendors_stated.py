"""VEN: what a row of the vendors sheet has to state (GDPR Art. 30(1)(d) and (e))."""

from auditlib.findings import Force, Severity
from auditlib.rulebook.conditions import every, one_of, says_yes, yes_or_unknown
from auditlib.rulebook.stated import must_state
from auditlib.sheets.vendors import Vendor

is_active = one_of("status", "active")

STATED = (
    must_state(
        "VEN-11",
        "Every vendor's country and processing locations are known",
        "vendor_location_not_stated",
        "country",
        "processing_countries",
        message="states no {heading}",
        severity=Severity.HIGH,
        cites=("GDPR 30(1)(e)", "GDPR 44"),
        each=Vendor,
        applies=every(yes_or_unknown("processes_personal_data"), is_active),
        why="Without the countries from which a vendor works, nobody can tell whether data leave the protected area.",
        fix="Enter the vendor's country and every country from which data are stored or reached, support included.",
    ),
    must_state(
        "VEN-12",
        "Every vendor is identified and can be reached",
        "vendor_not_reachable",
        "legal_name",
        "address",
        "contact",
        message="states no {heading}",
        severity=Severity.MEDIUM,
        force=Force.GUIDANCE,
        cites=("GDPR 30(1)(d)", "EDPB Opinion 22/2024"),
        each=Vendor,
        applies=every(says_yes("processes_personal_data"), is_active),
        why="A controller has the name, address and contact of every processor and sub-processor at hand.",
        fix="Enter the legal name, the postal address and a contact for privacy matters.",
    ),
)
