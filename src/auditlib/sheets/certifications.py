"""Certifications."""

from auditlib.schema.columns import Choice, Date, Key, Reference, Text, YesNo
from auditlib.schema.record import Record


class Certification(
    Record,
    sheet="certifications",
    title="Certifications",
    one_row_is="one certificate, report of an auditor or framework listing of a vendor or a group company",
    group="vendors",
    fill_when="Where one is relied on",
    position=9,
):
    """One certificate, report of an auditor or framework listing of a vendor or a group company."""

    certification_id = Key("Short id", cites="GDPR 28(5)", example="CER-001")
    vendor_id = Reference(
        "Vendor that holds it; needed unless entity_id is filled in",
        refers_to="vendors.vendor_id",
        cites="GDPR 28(1); GDPR 28(5)",
        example="VND-007",
    )
    entity_id = Reference("Group company that holds it", refers_to="organisation.entity_id", cites="GDPR 45")
    kind = Choice("Kind", choices="certification_kind", required="yes", cites="GDPR 28(5); GDPR 45", example="dpf")
    status = Choice(
        "Status found when checked", choices="certification_status", required="yes", cites="GDPR 45", example="active"
    )
    listed_name = Text("Legal name on the certificate or list", cites="GDPR 45", example="Example Analytics Inc")
    issued_on = Date("First day of validity", cites="GDPR 28(5)", example="2025-06-01")
    expires_on = Date(
        "Last day of validity, or next certification due", cites="GDPR 28(5); GDPR 45", example="2026-06-01"
    )
    covers_hr_data = YesNo(
        "DPF only: the listing covers human-resources data", cites="Dec. (EU) 2023/1795 Annex I", example="no"
    )
    covers_uk_extension = YesNo("DPF only: the listing covers the UK Extension", cites="SI 2023/1028", example="yes")
    covers_swiss_framework = YesNo(
        "DPF only: the listing covers the Swiss-U.S. DPF", cites="Swiss DPO Annex 1", example="no"
    )
    checked_on = Date("Day the list or certificate was last looked at", cites="GDPR 5(2)", example="2026-07-01")
    evidence_ref = Text(
        "Copy of the certificate or list entry", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-070"
    )
