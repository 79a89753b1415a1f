"""Actions and management responses."""

from auditlib.schema.columns import Choice, Date, Identifies, Key, Reference, Text
from auditlib.schema.record import Record


class Action(
    Record,
    sheet="actions",
    title="Actions and management responses",
    one_row_is="one response to a finding",
    group="audit",
    fill_when="After an audit",
    position=30,
):
    """One response to a finding."""

    action_id = Key("Short id", cites="GDPR 24(1)", example="ACN-004")
    finding_id = Reference(
        "Id of the finding as the report prints it; blank for other actions",
        cites="GDPR 24(1)",
        example="RET-01-K7QD2M9XPA",
    )
    rule_id = Reference("Rule", refers_to="rules.rule_id", cites="GDPR 24(1)", example="RET-01")
    finding_severity = Choice(
        "How bad it is, as the report says", header="Severity", choices="severity", cites="GDPR 24(1)", example="high"
    )
    finding_text = Text(
        "What was found, as the report says",
        header="What was found",
        cites="GDPR 24(1)",
        example="ACT-004 states no retention period",
    )
    finding_place = Text(
        "Cells it is about", header="Where", cites="GDPR 24(1)", example="activities.xlsx › Retention › F5"
    )
    finding_remedy = Text(
        "What mends it, as the report says", header="What to do", cites="GDPR 24(1)", example="Add a retention period"
    )
    suggested_owner = Text(
        "Role that the register, or the settings, name for the record",
        cites="GDPR 24(1)",
        example="Head of Sales",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    response = Choice("Management's response", choices="management_response", cites="GDPR 24(1)", example="agree")
    response_text = Text("In its own words", cites="GDPR 24(1)", example="Period to be set with the next schedule")
    description = Text(
        "What will be done; blank until management answers", cites="GDPR 24(1)", example="Set a period for enquiries"
    )
    owner = Text(
        "Role answerable for it; blank until management answers",
        cites="GDPR 24(1)",
        example="Head of Sales",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    due_on = Date("Due; blank until management answers", cites="GDPR 24(1)", example="2026-12-15")
    status = Choice("Progress", choices="action_status", required="yes", cites="GDPR 24(1)", example="open")
    closed_on = Date("Day it was closed", cites="GDPR 24(1)")
    closing_evidence_ref = Text("Proof of the fix", refers_to="evidence.evidence_id", cites="GDPR 24(1)")
    retested_on = Date("Day the fix was tested", cites="GDPR 24(1)")
    retest_outcome = Choice("Result of the test", choices="retest_outcome", cites="GDPR 24(1)")
