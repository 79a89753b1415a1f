"""Evidence."""

from auditlib.schema.columns import Choice, Date, Identifies, Integer, Key, Text
from auditlib.schema.record import Record


class Evidence(
    Record,
    sheet="evidence",
    title="Evidence",
    one_row_is="one dated document, export or scan that supports the register",
    group="audit",
    fill_when="Always",
    position=28,
    named_by=("title",),
):
    """One dated document, export or scan that supports the register."""

    evidence_id = Key("Short id", cites="GDPR 5(2)", example="EV-011")
    title = Text("Title", required="yes", cites="GDPR 5(2)", example="Contact form export October")
    kind = Choice("Kind", choices="evidence_kind", required="yes", cites="GDPR 5(2)", example="log_extract")
    file_name = Text("File name or link", required="yes", cites="GDPR 5(2)", example="contact-form-2026-10.csv")
    sha256 = Text("SHA-256 of the file", cites="ISAE 3000", example="3f2a...")
    collected_on = Date("Day it was taken from its source", required="yes", cites="ISAE 3000", example="2026-10-05")
    collected_by = Text(
        "Who took it", cites="ISAE 3000", example="Privacy analyst", identifies=Identifies.BUSINESS_CONTACT
    )
    period_starts_on = Date("First day it covers", cites="ISAE 3000", example="2025-10-01")
    period_ends_on = Date("Last day it covers", cites="ISAE 3000", example="2026-09-30")
    source = Text("System and query or screen it came from", cites="ISAE 3000", example="Web forms, export all")
    source_row_count = Integer("Rows the source itself reports", cites="ISAE 3000", example="412")
    control_total = Text("Another total the source reports", cites="ISAE 3000")
