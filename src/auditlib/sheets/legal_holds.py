"""Legal holds."""

from auditlib.schema.columns import Date, Identifies, Key, References, Text
from auditlib.schema.record import Record


class LegalHold(
    Record,
    sheet="legal_holds",
    title="Legal holds",
    one_row_is="one order to keep data beyond their period",
    group="events",
    fill_when="Where a hold is in place",
    position=25,
):
    """One order to keep data beyond their period."""

    hold_id = Key("Short id", cites="GDPR 17(3)(e)", example="HLD-001")
    matter = Text(
        "Matter or file reference; no names",
        required="yes",
        cites="GDPR 17(3)(e)",
        example="M-2026-03",
        identifies=Identifies.PERSON,
    )
    authority = Text(
        "Who ordered it and on what ground",
        required="yes",
        cites="GDPR 17(3)(e)",
        example="General counsel, pending claim",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    retention_ids = References(
        "Retention rules it suspends", refers_to="retention.retention_id", cites="GDPR 5(1)(e)", example="RTN-001"
    )
    dataset_ids = References("Client datasets it covers", refers_to="datasets.dataset_id", cites="GDPR 5(1)(e)")
    started_on = Date("First day", required="yes", cites="GDPR 17(3)(e)", example="2026-01-15")
    reviewed_on = Date("Last review", cites="GDPR 5(1)(e)", example="2026-07-15")
    released_on = Date("Day it ended", cites="GDPR 5(1)(e)")
    document_ref = Text("The order", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-155")
