"""Assessments."""

from auditlib.schema.columns import Choice, ChoiceList, Date, Identifies, Key, References, Text
from auditlib.schema.record import Record


class Assessment(
    Record,
    sheet="assessments",
    title="Assessments",
    one_row_is="one assessment: DPIA or its screening, LIA, TIA, compatibility test, risk review",
    group="core",
    fill_when="Where one was needed or screened",
    position=19,
    named_by=("title",),
):
    """One assessment: DPIA or its screening, LIA, TIA, compatibility test, risk review."""

    assessment_id = Key("Short id", cites="GDPR 5(2)", example="ASM-003")
    kind = Choice(
        "Kind",
        choices="assessment_kind",
        required="yes",
        cites="GDPR 35; GDPR 6(1)(f); GDPR 46",
        aliases=("Data Protection Impact Assessment required?",),
        example="lia",
    )
    title = Text("Title", cites="GDPR 5(2)", example="Answering enquiries: balancing test")
    activity_ids = References(
        "Activities assessed", refers_to="processing_activities.activity_id", cites="GDPR 35(1)", example="ACT-001"
    )
    status = Choice(
        "Progress",
        choices="assessment_status",
        required="yes",
        cites="GDPR 35",
        aliases=("Data Protection Impact Assessment progress",),
        example="approved",
    )
    completed_on = Date("Day it was finished", cites="GDPR 35(1)", example="2023-03-15")
    reviewed_on = Date("Last review", cites="GDPR 35(11)", example="2026-03-15")
    risk_changed_on = Date("Day a change of risk was noticed, if any", cites="GDPR 35(11)")
    assessed_by = Text(
        "Who did it", cites="GDPR 5(2)", example="Privacy analyst", identifies=Identifies.BUSINESS_CONTACT
    )
    approved_by = Text(
        "Who approved it", cites="GDPR 5(2)", example="Data protection lead", identifies=Identifies.BUSINESS_CONTACT
    )
    approved_on = Date("When it was approved", cites="GDPR 5(2)", example="2023-03-20")
    dpia_criteria = ChoiceList(
        "Screening: criteria met; none is an answer",
        choices="dpia_criterion",
        cites="GDPR 35(1); WP248 rev.01",
        example="none",
    )
    conclusion = Text(
        "Conclusion and reasons, such as why no DPIA is needed",
        cites="GDPR 35(1)",
        example="Interest outweighs; no objection in 24 months",
    )
    covered_sections = ChoiceList(
        "DPIA: parts it contains",
        choices="dpia_section",
        cites="GDPR 35(7)",
        example="description; necessity; risks; measures",
    )
    dpo_advice = Text(
        "DPIA: advice of the data protection officer",
        cites="GDPR 35(2); GDPR 39(1)(c)",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    residual_risk = Choice("Risk left after measures", choices="risk_level", cites="GDPR 36(1)", example="low")
    prior_consultation_ref = Text("Consultation of the authority", refers_to="evidence.evidence_id", cites="GDPR 36(1)")
    document_ref = Text(
        "The assessment itself",
        refers_to="evidence.evidence_id",
        cites="GDPR 35(7)",
        aliases=(
            "Link to Data Protection Impact Assessment",
            "Liens vers la documentation",
        ),
        example="EV-120",
    )
