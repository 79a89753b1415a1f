"""Disclosures."""

from auditlib.schema.columns import Choice, Date, Identifies, Key, Reference, References, Text, YesNo
from auditlib.schema.record import Record


class Disclosure(
    Record,
    sheet="disclosures",
    title="Disclosures",
    one_row_is="one disclosure outside the usual flows: authority, adviser, buyer, other client",
    group="events",
    fill_when="Where one was made",
    position=24,
    named_by=("recipient_name",),
):
    """One disclosure outside the usual flows: authority, adviser, buyer, other client."""

    disclosure_id = Key("Short id", cites="GDPR 5(2)", example="DSC-001")
    recipient_name = Text(
        "Who received data",
        required="yes",
        cites="GDPR 30(1)(d)",
        example="Example tax office",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    recipient_kind = Choice(
        "Kind of recipient", choices="disclosure_recipient", required="yes", cites="GDPR 30(1)(d)", example="authority"
    )
    disclosed_on = Date("Day", required="yes", cites="GDPR 5(2)", example="2026-06-11")
    activity_id = Reference(
        "Activity the data came from",
        refers_to="processing_activities.activity_id",
        cites="GDPR 30(1)(d)",
        example="ACT-004",
    )
    dataset_id = Reference("Client dataset, if any", refers_to="datasets.dataset_id", cites="GDPR 28(3)(a)")
    legal_instrument = Text("Order, law or request", cites="GDPR 6(1)(c)", example="Notice under s.900")
    reviewed_by = Text(
        "Who checked it", cites="GDPR 24", example="General counsel", identifies=Identifies.BUSINESS_CONTACT
    )
    is_sale = YesNo("Made for money or other valuable consideration", cites="Civ. Code 1798.140(ad)", example="no")
    consideration = Text("What was received in return", cites="Civ. Code 1798.140(ad)")
    deal_ref = Text("Deal, for a sale or merger", refers_to="evidence.evidence_id", cites="GDPR 6(1)(f)")
    confidentiality_ref = Text("Confidentiality agreement", refers_to="evidence.evidence_id", cites="GDPR 5(1)(f)")
    is_minimised = YesNo("Only what was needed was given", cites="GDPR 5(1)(c)", example="yes")
    evidence_ids = References("Proof", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-150")
