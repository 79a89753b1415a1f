"""Accepted exceptions."""

from auditlib.schema.columns import Choice, Date, Identifies, Key, Reference, Text
from auditlib.schema.record import Record


class AcceptedException(
    Record,
    sheet="exceptions",
    title="Accepted exceptions",
    one_row_is="one finding the organisation accepts for a time",
    group="audit",
    fill_when="Where risk is accepted",
    position=29,
):
    """One finding the organisation accepts for a time."""

    exception_id = Key("Short id", cites="GDPR 5(2)", example="EXC-001")
    rule_id = Reference("Rule", required="yes", refers_to="rules.rule_id", cites="GDPR 5(2)", example="VEN-08")
    sheet = Choice("Sheet of the record", choices="sheet", required="yes", cites="GDPR 5(2)", example="vendors")
    record_id = Reference("Id of the record in that sheet", required="yes", cites="GDPR 5(2)", example="VND-003")
    finding_id = Reference(
        "Finding accepted, as the report prints it; blank accepts every finding of the rule on the record",
        cites="GDPR 5(2)",
        example="VEN-08-K7QD2M9XPA",
    )
    accepted_condition = Text(
        "Condition hash of the facts accepted; the exception lapses when they change",
        cites="GDPR 5(2)",
        example="c3f1a09b",
    )
    reason = Text("Why it is accepted", required="yes", cites="GDPR 5(2)", example="Service ends in December")
    compensating_measure = Text("What lowers the risk meanwhile", cites="GDPR 24(1)", example="No new data are sent")
    approved_by = Text(
        "Who accepts the risk",
        required="yes",
        cites="GDPR 5(2)",
        example="Chief executive",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    approved_on = Date("When", required="yes", cites="GDPR 5(2)", example="2026-09-01")
    expires_on = Date("Last day it holds", required="yes", cites="GDPR 5(2)", example="2026-12-31")
    evidence_ref = Text("Decision", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-170")
