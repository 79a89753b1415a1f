"""Purposes."""

from auditlib.schema.columns import Choice, Date, Key, Reference, Text, YesNo
from auditlib.schema.record import Record


class Purpose(
    Record,
    sheet="purposes",
    title="Purposes",
    one_row_is="one purpose of one activity, with its legal basis",
    group="core",
    fill_when="Always for controller activities",
    position=3,
):
    """One purpose of one activity, with its legal basis."""

    purpose_id = Key("Short id of the purpose", cites="GDPR 30(1)(b)", example="PUR-001")
    activity_id = Reference(
        "Activity the purpose belongs to",
        required="yes",
        refers_to="processing_activities.activity_id",
        cites="GDPR 30(1)(b)",
        example="ACT-001",
        starter=True,
    )
    purpose = Text(
        "Why the data are used, in words a visitor would understand",
        required="if_controller",
        cites="GDPR 30(1)(b); GDPR 5(1)(b); GDPR 13(1)(c)",
        aliases=(
            "Purpose of processing",
            "Finalité(s) du traitement effectué",
            "Finalité principale",
            "Sous-finalité 1",
            "Sous-finalité 2",
            "Sous-finalité 3",
            "Sous-finalité 4",
            "Sous-finalité 5",
        ),
        example="Answer questions sent through the contact form",
        starter=True,
    )
    kind = Choice(
        "Closest shared term, for comparison with the policy",
        choices="purpose_kind",
        required="if_controller",
        cites="GDPR 5(1)(b)",
        example="enquiry_handling",
        starter=True,
    )
    started_on = Date("First day of the purpose", cites="GDPR 13(3)", example="2023-04-01")
    legal_basis = Choice(
        "Legal basis for this purpose",
        choices="legal_basis",
        required="if_controller",
        cites="GDPR 6(1); GDPR 13(1)(c)",
        aliases=(
            "Article 6 lawful basis for processing personal data",
            "GDPR Article 6 lawful basis for processing",
        ),
        example="legitimate_interests",
        starter=True,
    )
    law_reference = Text(
        "Law that imposes the obligation or task", cites="GDPR 6(1)(c); GDPR 6(3)", example="Companies Act 2014 s.285"
    )
    data_subject_is_contract_party = YesNo(
        "The person is a party to the contract, not only a contact of one", cites="GDPR 6(1)(b)", example="no"
    )
    legitimate_interest = Text(
        "The interest pursued",
        cites="GDPR 6(1)(f); GDPR 13(1)(d)",
        aliases=("Legitimate interests for the processing (if applicable)",),
        example="Replying to people who write to us",
        starter=True,
    )
    lia_assessment_id = Reference(
        "Legitimate interests assessment",
        refers_to="assessments.assessment_id",
        cites="GDPR 6(1)(f)",
        aliases=("Link to record of legitimate interests assessment (if applicable)",),
        example="ASM-003",
    )
    recognised_interest = Choice(
        "UK recognised interest relied on", choices="recognised_interest", cites="UK GDPR 6(1)(ea)"
    )
    consent_mechanism_id = Reference(
        "How consent is asked and recorded",
        refers_to="consent_mechanisms.consent_mechanism_id",
        cites="GDPR 7(1)",
        example="CON-01",
    )
    special_category_condition = Choice(
        "Condition for special-category data",
        choices="special_category_condition",
        cites="GDPR 9(2)",
        aliases=("Article 9 condition for processing special category data",),
    )
    uk_schedule_1_condition = Text(
        "Schedule 1 condition and paragraph",
        cites="DPA 2018 Sch. 1",
        aliases=("Data Protection Act 2018 Schedule 1 Condition for processing",),
    )
    appropriate_policy_document_ref = Text(
        "Appropriate policy document",
        refers_to="evidence.evidence_id",
        cites="DPA 2018 Sch. 1 Pt 4",
        aliases=("Link to retention and erasure policy document",),
    )
    follows_policy_document = YesNo(
        "Data are kept and erased as the appropriate policy document says",
        cites="DPA 2018 Sch. 1 Pt 4",
        aliases=("Is personal data retained and erased in accordance with the policy document?",),
    )
    policy_document_departure_reason = Text(
        "Reasons where they are not",
        cites="DPA 2018 Sch. 1 Pt 4",
        aliases=("Reasons for not adhering to policy document (if applicable)",),
    )
    criminal_data_authority = Text("Law that allows criminal-offence data", cites="GDPR 10")
    makes_automated_decisions = YesNo(
        "Decides about people by automated means alone, profiling included, with legal or similar effect",
        required="if_controller",
        cites="GDPR 22; GDPR 13(2)(f)",
        aliases=("Existence of automated decision-making, including profiling (if applicable)",),
        example="no",
    )
    automated_decision_basis = Choice(
        "Ground for the automated decision", choices="automated_decision_basis", cites="GDPR 22(2)"
    )
    automated_decision_safeguards = Text("How a person gets human review", cites="GDPR 22(3)")
    marketing_basis = Choice(
        "Ground for marketing messages", choices="marketing_basis", cites="ePrivacy 13; PECR 22", example="soft_opt_in"
    )
    objection_route = Text(
        "How a person opts out or objects", cites="GDPR 21(2)-(3)", example="Unsubscribe link in each message"
    )
    data_must_be_given = YesNo(
        "Law or a contract obliges the person to give the data", cites="GDPR 13(2)(e)", example="no"
    )
    compatibility_assessment_id = Reference(
        "Test that a later purpose fits the first one", refers_to="assessments.assessment_id", cites="GDPR 6(4)"
    )
    notice_updated_on = Date("Day people were told of this purpose", cites="GDPR 13(3)", example="2023-04-01")
