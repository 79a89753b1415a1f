"""Disposals."""

from auditlib.schema.columns import Choice, Date, Key, Reference, Text
from auditlib.schema.record import Record


class Disposal(
    Record,
    sheet="disposals",
    title="Disposals",
    one_row_is="one deletion, return or refusal of data that had to go",
    group="processor",
    fill_when="Where data were due for deletion",
    position=15,
):
    """One deletion, return or refusal of data that had to go."""

    disposal_id = Key("Short id", cites="GDPR 5(1)(e)", example="DIS-001")
    reason = Choice(
        "Why the data had to go",
        choices="disposal_reason",
        required="yes",
        cites="GDPR 5(1)(e); GDPR 28(3)(g)",
        example="client_request",
    )
    dataset_id = Reference(
        "Dataset, if the data are a client's", refers_to="datasets.dataset_id", cites="GDPR 28(3)(g)", example="DAT-001"
    )
    retention_id = Reference(
        "Retention rule, if its period ended", refers_to="retention.retention_id", cites="GDPR 5(1)(e)"
    )
    vendor_id = Reference("Vendor, if it left", refers_to="vendors.vendor_id", cites="GDPR 28(3)(g)")
    request_id = Reference("Rights request, if a person asked", refers_to="rights_requests.request_id", cites="GDPR 17")
    requested_on = Date("Day of the request", cites="GDPR 28(3)(g)", example="2026-06-01")
    channel = Choice("How the request came", choices="channel", cites="GDPR 28(3)(g)", example="email")
    due_on = Date(
        "Last day to finish; blank means requested_on and the client's deletion_days",
        cites="GDPR 28(3)(g)",
        example="2026-07-01",
    )
    outcome = Choice("Result", choices="disposal_outcome", required="yes", cites="GDPR 28(3)(g)", example="completed")
    refusal_ground = Choice("Ground for keeping some or all", choices="refusal_ground", cites="GDPR 28(3)(g)")
    refusal_law_reference = Text("Union or Member State law that obliges to keep it", cites="GDPR 28(3)(g)")
    completed_on = Date("Day it was finished", cites="GDPR 28(3)(g)", example="2026-06-20")
    method = Choice("How it was done", choices="disposal_method", cites="GDPR 5(1)(e)", example="deletion")
    backups_expire_on = Date("Day the last backup copy goes", cites="GDPR 5(1)(e)", example="2026-07-20")
    certificate_ref = Text("Certificate or log", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-095")
