"""Systems."""

from auditlib.schema.columns import Choice, Countries, Date, Identifies, Key, Reference, References, Text, YesNo
from auditlib.schema.record import Record


class System(
    Record,
    sheet="systems",
    title="Systems",
    one_row_is="one system, store or paper file that holds or moves personal data",
    group="core",
    fill_when="Always",
    position=6,
    named_by=("name",),
):
    """One system, store or paper file that holds or moves personal data."""

    system_id = Key("Short id of the system", cites="GDPR 32", example="SYS-02")
    name = Text(
        "Name people use",
        required="yes",
        cites="GDPR 32",
        aliases=("Location of personal data",),
        example="Mail archive",
    )
    kind = Choice("Kind of system", choices="system_kind", required="yes", cites="GDPR 32", example="mailbox")
    owner = Text("Role answerable for it", cites="GDPR 24", example="IT lead", identifies=Identifies.BUSINESS_CONTACT)
    vendor_id = Reference(
        "Vendor that runs it; blank for own systems", refers_to="vendors.vendor_id", cites="GDPR 28", example="VND-003"
    )
    storage_countries = Countries(
        "Countries in which the data are stored", required="yes", cites="GDPR 30(1)(e); GDPR 5(1)(f)", example="IE"
    )
    encrypts_data_in_transit = YesNo(
        "Data are encrypted on the way to and from the system", cites="GDPR 32(1)(a)", example="yes"
    )
    encrypts_data_at_rest = YesNo("Stored data are encrypted", cites="GDPR 32(1)(a)", example="yes")
    access_reviewed_on = Date("Last review of who has access", cites="GDPR 32(1)(d)", example="2026-09-30")
    status = Choice("Planned, active or ended", choices="status", required="yes", cites="GDPR 32", example="active")
    evidence_ids = References(
        "Access lists, settings and the like", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-018"
    )
