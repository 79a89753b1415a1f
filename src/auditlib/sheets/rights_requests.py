"""Rights requests."""

from auditlib.schema.columns import Amount, Choice, Date, Identifies, Key, Reference, References, Text, YesNo
from auditlib.schema.record import Record


class RightsRequest(
    Record,
    sheet="rights_requests",
    title="Rights requests",
    one_row_is="one request by or for a person",
    group="events",
    fill_when="Where a request was received",
    position=16,
):
    """One request by or for a person."""

    request_id = Key(
        "Short id, in sequence; no names", cites="GDPR 12(3)", example="REQ-001", identifies=Identifies.PERSON
    )
    kind = Choice("Right used", choices="rights_request_kind", required="yes", cites="GDPR 15-22", example="access")
    regime = Choice("Law that gives the right", choices="regime", required="yes", cites="GDPR 12(3)", example="eu_gdpr")
    entity_id = Reference(
        "Legal entity that was asked",
        required="yes",
        refers_to="organisation.entity_id",
        cites="GDPR 12",
        example="ORG-01",
    )
    role = Choice(
        "Role of the organisation for the data asked about",
        choices="role",
        required="yes",
        cites="GDPR 12; GDPR 28(3)(e)",
        example="controller",
    )
    client_id = Reference(
        "Client, where the organisation is the processor", refers_to="clients.client_id", cites="GDPR 28(3)(e)"
    )
    received_on = Date(
        "Day it arrived anywhere in the organisation", required="yes", cites="GDPR 12(3)", example="2026-04-02"
    )
    channel = Choice("How it came", choices="channel", cites="GDPR 12(2)", example="email")
    logged_on = Date("Day it was entered in the log", cites="GDPR 5(2)", example="2026-04-02")
    acknowledged_on = Date("Day receipt was confirmed", cites="CCPA regs 7021(a)", example="2026-04-03")
    identity_requested_on = Date("Day proof of identity was asked for", cites="GDPR 12(6)")
    identity_doubt = Text("Why there was doubt", cites="GDPR 12(6)", identifies=Identifies.PERSON)
    identity_verified_on = Date("Day identity was settled", cites="GDPR 12(6)", example="2026-04-03")
    keeps_identity_copy = YesNo("A copy of the identity document is still kept", cites="GDPR 5(1)(c)", example="no")
    paused_on = Date("Day the clock stopped (UK only)", cites="UK GDPR 12A")
    pause_reason = Choice("Why the clock stopped", choices="pause_reason", cites="UK GDPR 12A")
    resumed_on = Date("Day the clock ran again", cites="UK GDPR 12A")
    extension_notified_on = Date("Day the person was told of an extension", cites="GDPR 12(3)")
    extension_reason = Text(
        "Complexity or number of requests, as told", cites="GDPR 12(3)", identifies=Identifies.PERSON
    )
    forwarded_on = Date("Day it was passed to the client", cites="GDPR 28(3)(e)")
    has_client_instruction = YesNo("The client told the organisation to answer", cites="GDPR 28(3)(a)")
    outcome = Choice("Result", choices="request_outcome", required="yes", cites="GDPR 12(3)-(4)", example="fulfilled")
    responded_on = Date("Day of the answer on the substance", cites="GDPR 12(3)", example="2026-04-22")
    refusal_reason = Text("Reason given for refusing", cites="GDPR 12(4)", identifies=Identifies.PERSON)
    refusal_notice_on = Date("Day the refusal was sent", cites="GDPR 12(4)")
    refusal_states_remedies = YesNo("The refusal names the right to complain and to go to court", cites="GDPR 12(4)")
    legal_check_ref = Text("Legal check behind a refusal by location", refers_to="evidence.evidence_id", cites="GDPR 3")
    fee_charged = Amount("Fee, with currency", cites="GDPR 12(5)")
    burden_justification = Text(
        "Why the request was manifestly unfounded or excessive", cites="GDPR 12(5)", identifies=Identifies.PERSON
    )
    recipients_told_on = Date(
        "Day recipients were told of the change or deletion", cites="GDPR 19", example="2026-04-22"
    )
    recipients_not_told_reason = Text("Why recipients were not told", cites="GDPR 19")
    marketing_stopped_on = Date("Day marketing to the person stopped", cites="GDPR 21(3)")
    delete_log_entry_on = Date(
        "Day this log entry is due for deletion", cites="GDPR 5(1)(e); CCPA regs 7101(a)", example="2029-04-22"
    )
    evidence_ids = References(
        "Answer and other proof", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-101"
    )
