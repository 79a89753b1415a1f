"""Processing activities."""

from auditlib.schema.columns import (
    Choice,
    ChoiceList,
    Countries,
    Date,
    Identifies,
    Key,
    Reference,
    References,
    Text,
    TextList,
    YesNo,
)
from auditlib.schema.record import Record


class ProcessingActivity(
    Record,
    sheet="processing_activities",
    title="Processing activities",
    one_row_is="one processing activity in one role",
    group="core",
    fill_when="Always",
    position=2,
    named_by=("name",),
):
    """One processing activity in one role."""

    activity_id = Key("Short id of the activity", cites="GDPR 30(1)", aliases=("N° / RÉF",), example="ACT-001")
    name = Text(
        "Name people use for the activity",
        required="yes",
        cites="GDPR 30(1)",
        aliases=("Nom du traitement",),
        example="Answering enquiries",
        starter=True,
    )
    role = Choice(
        "Role of the organisation in this activity; it decides which record the row belongs to",
        choices="role",
        required="yes",
        cites="GDPR 30(1); GDPR 30(2)",
        example="controller",
        starter=True,
    )
    entity_id = Reference(
        "Legal entity responsible",
        required="yes",
        refers_to="organisation.entity_id",
        cites="GDPR 30(1)(a); GDPR 30(2)(a)",
        aliases=("Responsable du traitement",),
        example="ORG-01",
        starter=True,
    )
    client_ids = References(
        "Clients for whom the activity is carried out",
        required="if_processor",
        refers_to="clients.client_id",
        cites="GDPR 30(2)(a)",
        aliases=("Name and contact details of controller",),
        example="CLI-001; CLI-004",
        starter=True,
    )
    joint_controller_name = Text(
        "Joint controller, if any",
        cites="GDPR 30(1)(a); GDPR 26",
        aliases=("Name and contact details of joint controller (if applicable)",),
        example="Example Partner SA",
    )
    joint_controller_contact = Text(
        "How to reach the joint controller",
        cites="GDPR 30(1)(a); GDPR 26",
        aliases=("Name and contact details of joint controller (if applicable)",),
        example="privacy@partner.example.org",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    joint_controller_arrangement_ref = Text(
        "Arrangement that shares out the duties",
        refers_to="evidence.evidence_id",
        cites="GDPR 26(1)-(2)",
        example="EV-044",
    )
    description = Text(
        "What happens, in a few plain sentences",
        cites="GDPR 30(1)",
        example="Messages from the contact form are read and answered",
    )
    business_function = Text("Department or function", cites="GDPR 24", aliases=("Business function",), example="Sales")
    owner = Text(
        "Role answerable for the row",
        cites="GDPR 24; GDPR 5(2)",
        example="Head of Sales",
        identifies=Identifies.BUSINESS_CONTACT,
        starter=True,
    )
    status = Choice(
        "Planned, active or ended", choices="status", required="yes", cites="GDPR 30(1)", example="active", starter=True
    )
    started_on = Date("First day data were collected for the activity", cites="GDPR 30(1)", example="2023-04-01")
    ended_on = Date("Last day of the activity", cites="GDPR 30(1)")
    processing_categories = TextList(
        "Kinds of processing carried out for each controller",
        required="if_processor",
        cites="GDPR 30(2)(b)",
        aliases=("Categories of processing",),
        example="Image labelling; quality checking",
        starter=True,
    )
    data_subject_categories = ChoiceList(
        "Whose data",
        choices="data_subject_category",
        required="if_controller",
        cites="GDPR 30(1)(c)",
        aliases=(
            "Categories of individuals",
            "Catégories de personnes concernées",
        ),
        example="enquirers; client_contacts",
        starter=True,
    )
    data_category_ids = References(
        "Which data",
        required="if_controller",
        refers_to="data_categories.data_category_id",
        cites="GDPR 30(1)(c); GDPR 14(1)(d)",
        aliases=("Catégories de données personnelles concernées",),
        example="CAT-01; CAT-02",
        starter=True,
    )
    source_kinds = ChoiceList(
        "Where the data come from",
        choices="source_kind",
        required="if_controller",
        cites="GDPR 14(2)(f); GDPR 15(1)(g)",
        example="data_subject; observed",
    )
    source_detail = Text(
        "Names of sources other than the person",
        cites="GDPR 14(2)(f)",
        aliases=("The source of the personal data (if applicable)",),
        example="Referral by existing clients",
    )
    recipient_categories = ChoiceList(
        "Kinds of recipient; internal_only is an answer",
        choices="recipient_category",
        required="if_controller",
        cites="GDPR 30(1)(d); GDPR 13(1)(e)",
        aliases=(
            "Categories of recipients",
            "Type de destinataire",
        ),
        example="hosting; crm",
        starter=True,
    )
    recipient_names = TextList(
        "Recipients by name that are not in the vendors sheet",
        cites="GDPR 30(1)(d)",
        aliases=("Destinataires",),
        example="National tax office",
    )
    vendor_ids = References(
        "Vendors used",
        refers_to="vendors.vendor_id",
        cites="GDPR 30(1)(d); GDPR 28",
        aliases=("Sous-traitants",),
        example="VND-003; VND-007",
        starter=True,
    )
    system_ids = References(
        "Systems in which the data live", refers_to="systems.system_id", cites="GDPR 5(1)(f); GDPR 32", example="SYS-02"
    )
    has_third_country_transfers = YesNo(
        "Data leave the protected area of the entity's regimes",
        required="yes",
        cites="GDPR 30(1)(e); GDPR 30(2)(c)",
        aliases=("Transferts hors UE",),
        example="yes",
        starter=True,
    )
    third_countries = Countries(
        "Third countries; XX for an international organisation",
        cites="GDPR 30(1)(e); GDPR 30(2)(c)",
        aliases=(
            (
                "Names of third countries or international organisations that personal data are transferred to "
                "(if applicable)"
            ),
            "Pays",
        ),
        example="US",
        starter=True,
    )
    exceptional_transfer_safeguards = Text(
        "Safeguards documented for a transfer under Art. 49(1) second subparagraph",
        cites="GDPR 30(1)(e); GDPR 49(6)",
        aliases=(
            (
                "Safeguards for exceptional transfers of personal data to third countries or international "
                "organisations (if applicable)"
            ),
        ),
    )
    retention_not_stated_reason = Text(
        "Why no time limit can be given, where the retention sheet has no row for the activity", cites="GDPR 30(1)(f)"
    )
    security_description = Text(
        "General description of the measures",
        cites="GDPR 30(1)(g); GDPR 30(2)(d); GDPR 32(1)",
        aliases=(
            "General description of technical and organisational security measures (if possible)",
            "Mesures de sécurité",
        ),
        example="Access by role, encrypted storage and links, yearly access review",
        starter=True,
    )
    security_measure_ids = References(
        "Measures that apply",
        refers_to="security_measures.measure_id",
        cites="GDPR 30(1)(g); GDPR 30(2)(d)",
        example="MEA-01; MEA-04",
    )
    security_not_stated_reason = Text("Why no measure can be described", cites="GDPR 30(1)(g); GDPR 30(2)(d)")
    rights_available = ChoiceList(
        "Rights people have for this activity",
        choices="right",
        cites="GDPR 12; GDPR 13(2)(b)",
        aliases=("Rights available to individuals",),
        example="access; erasure; objection",
    )
    notice_ref = Text(
        "Privacy notice that tells people about the activity",
        required="if_controller",
        refers_to="evidence.evidence_id",
        cites="GDPR 13; GDPR 14",
        example="https://www.example.org/privacy",
    )
    is_occasional = YesNo("The activity lies outside regular business", cites="GDPR 30(5)", example="no")
    poses_risk_to_people = YesNo(
        "The activity is likely to result in a risk to people's rights", cites="GDPR 30(5)", example="unknown"
    )
    created_on = Date(
        "Day the row was first written",
        cites="GDPR 5(2)",
        aliases=("Date de création du traitement",),
        example="2023-04-01",
    )
    updated_on = Date(
        "Last day a fact in the row changed",
        cites="GDPR 5(2)",
        aliases=("Mise à jour du traitement",),
        example="2026-08-20",
    )
    prepared_by = Text(
        "Who filled the row in", cites="GDPR 5(2)", example="Privacy analyst", identifies=Identifies.BUSINESS_CONTACT
    )
    approved_by = Text(
        "Who approved the row",
        cites="GDPR 5(2)",
        example="Data protection lead",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    approved_on = Date("When the row was approved", cites="GDPR 5(2)", example="2026-08-25")
    reviewed_on = Date("Last review, changed or not", cites="GDPR 24(1)", example="2026-08-25", starter=True)
    next_review_on = Date("Next review due", cites="GDPR 24(1)", example="2027-08-25")
    evidence_ids = References(
        "Proof that the activity takes place as described",
        refers_to="evidence.evidence_id",
        cites="GDPR 5(2)",
        example="EV-011",
    )
