"""Sub-processors."""

from auditlib.schema.columns import Choice, Countries, Date, Key, Reference, References, Text, YesNo
from auditlib.schema.record import Record


class SubProcessor(
    Record,
    sheet="subprocessors",
    title="Sub-processors",
    one_row_is="one sub-processor engaged by the organisation for clients, or by a vendor",
    group="vendors",
    fill_when="Where the organisation is a processor, or a vendor passes data on",
    position=10,
    named_by=("name",),
):
    """One sub-processor engaged by the organisation for clients, or by a vendor."""

    subprocessor_id = Key("Short id", cites="GDPR 28(4)", example="SUB-001")
    name = Text("Legal name", required="yes", cites="GDPR 28(4)", example="Example Labelling Pvt Ltd")
    vendor_id = Reference(
        "Its row in the vendors sheet, if it has one",
        refers_to="vendors.vendor_id",
        cites="GDPR 28(4)",
        example="VND-012",
    )
    engaged_by_vendor_id = Reference(
        "Vendor that engages it; blank when the organisation does", refers_to="vendors.vendor_id", cites="GDPR 28(4)"
    )
    client_ids = References(
        "Clients whose data it may touch; blank means all",
        refers_to="clients.client_id",
        cites="GDPR 28(2)",
        example="CLI-001",
    )
    service = Choice("Service", choices="vendor_service", cites="GDPR 28(4)", example="annotation_workforce")
    countries = Countries("Countries it works from", required="yes", cites="GDPR 28(2); GDPR 44", example="IN")
    notified_on = Date("Day clients were told", cites="GDPR 28(2)", example="2026-01-10")
    authorised_on = Date("Day of specific authorisation", cites="GDPR 28(2)")
    authorisation_ref = Text(
        "Notice or authorisation", refers_to="evidence.evidence_id", cites="GDPR 28(2)", example="EV-075"
    )
    started_on = Date("First day of use", cites="GDPR 28(2)", example="2026-02-15")
    ended_on = Date("Last day of use", cites="GDPR 28(4)")
    has_same_obligations = YesNo("Bound by the same data-protection duties", cites="GDPR 28(4)", example="yes")
