"""Clients."""

from auditlib.schema.columns import Choice, ChoiceList, Countries, Country, Date, Identifies, Integer, Key, Text
from auditlib.schema.record import Record


class Client(
    Record,
    sheet="clients",
    title="Clients",
    one_row_is="one client whose data the organisation handles as processor",
    group="processor",
    fill_when="Where the organisation is a processor",
    position=13,
    named_by=("legal_name",),
):
    """One client whose data the organisation handles as processor."""

    client_id = Key("Short id", cites="GDPR 30(2)(a)", example="CLI-001")
    legal_name = Text(
        "Legal name of the controller",
        required="yes",
        cites="GDPR 30(2)(a)",
        aliases=("Name and contact details of controller",),
        example="Example Robotics AG",
    )
    kind = Choice("Kind of client", choices="client_kind", cites="GDPR 30(2)(a)", example="enterprise")
    status = Choice("Planned, active or ended", choices="status", required="yes", cites="GDPR 30(2)", example="active")
    address = Text(
        "Postal address",
        cites="GDPR 30(2)(a)",
        aliases=("Name and contact details of controller",),
        example="3 Sample Square, Zurich",
    )
    contact = Text(
        "Contact for privacy matters",
        required="if_processor",
        cites="GDPR 30(2)(a)",
        aliases=("Name and contact details of controller",),
        example="privacy@robotics.example",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    representative = Text(
        "The controller's representative, if any", cites="GDPR 30(2)(a)", identifies=Identifies.BUSINESS_CONTACT
    )
    dpo_contact = Text(
        "The controller's data protection officer, if any",
        cites="GDPR 30(2)(a)",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    country = Country("Country", required="yes", cites="GDPR 30(2)(a)", example="CH")
    instructions_ref = Text(
        "Documented instructions",
        required="if_processor",
        refers_to="evidence.evidence_id",
        cites="GDPR 28(3)(a); GDPR 29",
        example="EV-080",
    )
    permitted_uses = ChoiceList(
        "Uses the client allows; blank means annotation and internal_quality_check",
        choices="dataset_use",
        cites="GDPR 28(3)(a)",
        example="annotation; internal_quality_check",
    )
    permitted_content = ChoiceList(
        "Sensitive content the contract's annex lists",
        choices="dataset_content",
        cites="GDPR 28(3); GDPR 9",
        example="faces",
    )
    permitted_countries = Countries(
        "Countries the client allows; blank means not agreed", cites="GDPR 28(3)(a)", example="IE; DE"
    )
    dataset_ownership = Choice(
        "What the contract says on ownership of datasets",
        choices="dataset_ownership",
        cites="GDPR 28(3)",
        example="client_owned",
    )
    deletion_days = Integer(
        "Days to delete after a request or the end of the contract; blank means 30", cites="GDPR 28(3)(g)", example="30"
    )
    retention_after_delivery_days = Integer(
        "Days a dataset may be kept after delivery", cites="GDPR 28(3)(g)", example="90"
    )
    request_forwarding_days = Integer(
        "Working days to pass on a person's request; blank means 5", cites="GDPR 28(3)(e)", example="5"
    )
    audit_requested_on = Date("Last audit or questionnaire received", cites="GDPR 28(3)(h)", example="2026-05-04")
    audit_answered_on = Date("Day it was answered", cites="GDPR 28(3)(h)", example="2026-05-20")
    dpia_help_requested_on = Date("Day the client asked for help with an impact assessment", cites="GDPR 28(3)(f)")
    dpia_help_answered_on = Date("Day help was given", cites="GDPR 28(3)(f)")
