"""Retention schedule."""

from auditlib.schema.columns import Choice, Date, Key, Period, References, Text
from auditlib.schema.record import Record


class Retention(
    Record,
    sheet="retention",
    title="Retention schedule",
    one_row_is="one rule for how long data of given activities and categories are kept",
    group="core",
    fill_when="Always",
    position=5,
):
    """One rule for how long data of given activities and categories are kept."""

    retention_id = Key("Short id of the rule", cites="GDPR 30(1)(f)", example="RTN-001")
    activity_ids = References(
        "Activities the rule covers",
        required="yes",
        refers_to="processing_activities.activity_id",
        cites="GDPR 30(1)(f)",
        example="ACT-001",
        starter=True,
    )
    data_category_ids = References(
        "Categories the rule covers; blank means every category of the activities",
        refers_to="data_categories.data_category_id",
        cites="GDPR 30(1)(f)",
        example="CAT-01; CAT-02",
        starter=True,
    )
    system_ids = References(
        "Systems in which the rule is applied", refers_to="systems.system_id", cites="GDPR 5(1)(e)", example="SYS-02"
    )
    period = Period(
        "How long; text that cannot be read as a duration is kept and reported",
        cites="GDPR 30(1)(f); GDPR 5(1)(e); GDPR 13(2)(a)",
        aliases=(
            "Retention schedule (if possible)",
            "Durée de conservation",
        ),
        example="P24M",
        starter=True,
    )
    trigger_event = Choice(
        "Event from which the period runs",
        choices="retention_trigger",
        cites="GDPR 5(1)(e)",
        example="last_contact",
        starter=True,
    )
    criteria = Text("Criteria, where no fixed period is possible", cites="GDPR 13(2)(a)")
    archive_period = Period("Further time in an archive with restricted access", cites="GDPR 5(1)(e)")
    ground = Choice(
        "Why the data are kept that long", choices="retention_ground", cites="GDPR 5(1)(e)", example="business_need"
    )
    law_reference = Text(
        "Law that sets the period", cites="GDPR 6(1)(c); GDPR 5(1)(e)", example="Taxes Consolidation Act 1997 s.886"
    )
    disposal_method = Choice(
        "What happens at the end",
        choices="disposal_method",
        cites="GDPR 5(1)(e); GDPR 17",
        example="deletion",
        starter=True,
    )
    oldest_record_on = Date("Trigger date of the oldest record still held", cites="GDPR 5(1)(e)", example="2025-02-11")
    oldest_record_checked_on = Date("Day the oldest record was looked up", cites="GDPR 5(2)", example="2026-10-05")
    next_disposal_on = Date("Next disposal due", cites="GDPR 5(1)(e)", example="2027-01-15")
    evidence_ids = References(
        "Proof of the look-up or of the schedule's approval",
        refers_to="evidence.evidence_id",
        cites="GDPR 5(2)",
        example="EV-052",
    )
