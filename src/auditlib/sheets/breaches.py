"""Personal data breaches."""

from auditlib.schema.columns import Choice, ChoiceList, DateTime, Identifies, Integer, Key, Reference, References, Text
from auditlib.schema.record import Record


class Breach(
    Record,
    sheet="breaches",
    title="Personal data breaches",
    one_row_is="one personal data breach, notified or not",
    group="events",
    fill_when="Where a breach happened",
    position=18,
):
    """One personal data breach, notified or not."""

    breach_id = Key(
        "Short id", cites="GDPR 33(5)", aliases=("Link to record of personal data breach",), example="BRC-001"
    )
    kinds = ChoiceList("Kind of breach", choices="breach_kind", cites="GDPR 4(12)", example="confidentiality")
    regime = Choice("Law that sets the deadlines", choices="regime", required="yes", cites="GDPR 33", example="eu_gdpr")
    role = Choice(
        "Role of the organisation for the data",
        choices="role",
        required="yes",
        cites="GDPR 33(1)-(2)",
        example="controller",
    )
    entity_id = Reference(
        "Legal entity concerned", required="yes", refers_to="organisation.entity_id", cites="GDPR 33", example="ORG-01"
    )
    activity_ids = References(
        "Activities concerned",
        refers_to="processing_activities.activity_id",
        cites="GDPR 33(5)",
        aliases=("Has a personal data breach occurred?",),
        example="ACT-001",
    )
    dataset_ids = References("Client datasets concerned", refers_to="datasets.dataset_id", cites="GDPR 33(2)")
    vendor_id = Reference("Vendor where it happened", refers_to="vendors.vendor_id", cites="GDPR 33(2)")
    client_ids = References("Clients concerned", refers_to="clients.client_id", cites="GDPR 33(2)")
    occurred_at = DateTime(
        "Start of the breach, with time zone", cites="GDPR 33(5)", example="2026-05-02T22:10:00+01:00"
    )
    detected_at = DateTime("First sign of it, with time zone", cites="GDPR 33(5)", example="2026-05-04T08:30:00+01:00")
    aware_at = DateTime(
        "Moment the organisation was reasonably certain, with time zone; the 72 hours start here",
        required="yes",
        cites="GDPR 33(1)",
        example="2026-05-04T09:15:00+01:00",
    )
    facts = Text(
        "What happened",
        required="yes",
        cites="GDPR 33(5)",
        example="Email with an attachment sent to the wrong client",
        identifies=Identifies.PERSON,
    )
    effects = Text(
        "Effects on people",
        required="yes",
        cites="GDPR 33(5)",
        example="Names and work emails of 12 people were seen",
        identifies=Identifies.PERSON,
    )
    remedial_action = Text("What was done", required="yes", cites="GDPR 33(5)", example="Recipient confirmed deletion")
    people_count = Integer("People affected, roughly", cites="GDPR 33(3)(a)", example="12")
    risk_level = Choice(
        "Risk to people", choices="breach_risk", required="yes", cites="GDPR 33(1); GDPR 34(1)", example="unlikely"
    )
    risk_reason = Text(
        "Reasons for the risk level", cites="GDPR 33(1); GDPR 33(5)", example="Trusted recipient, no sensitive data"
    )
    authority_notified_at = DateTime("Moment the authority was told", cites="GDPR 33(1)")
    delay_reason = Text("Reasons for telling it after 72 hours", cites="GDPR 33(1)")
    notice_items = ChoiceList("Items in the first notice", choices="breach_notice_item", cites="GDPR 33(3)")
    follow_up_sent_at = DateTime("Moment the missing items followed", cites="GDPR 33(4)")
    subjects_notified_at = DateTime("Moment the people were told", cites="GDPR 34(1)")
    subjects_not_notified_ground = Choice("Ground for not telling them", choices="breach_exemption", cites="GDPR 34(3)")
    controller_notified_at = DateTime(
        "Moment the clients were told, where the organisation is the processor", cites="GDPR 33(2)"
    )
    root_cause_action_id = Reference(
        "Action on the root cause", refers_to="actions.action_id", cites="GDPR 32(1)(d)", example="ACN-004"
    )
    status = Choice("Open or closed", choices="breach_status", required="yes", cites="GDPR 33(5)", example="closed")
    evidence_ids = References("Proof", refers_to="evidence.evidence_id", cites="GDPR 33(5)", example="EV-110")
