"""Vendors and other recipients."""

from auditlib.schema.columns import (
    Choice,
    ChoiceList,
    Countries,
    Country,
    Date,
    Identifies,
    Key,
    References,
    Text,
    TextList,
    YesNo,
)
from auditlib.schema.record import Record


class Vendor(
    Record,
    sheet="vendors",
    title="Vendors and other recipients",
    one_row_is="one company that receives personal data from the organisation or supplies a service that may",
    group="core",
    fill_when="Always",
    position=7,
    named_by=("name", "legal_name"),
):
    """One company that receives personal data from the organisation or supplies a service that may."""

    vendor_id = Key("Short id of the vendor", cites="GDPR 30(1)(d)", example="VND-003")
    name = Text(
        "Name people use",
        required="yes",
        cites="GDPR 30(1)(d)",
        aliases=("Destinataires",),
        example="Example Hosting",
        starter=True,
    )
    legal_name = Text(
        "Legal name of the contracting company",
        required="yes",
        cites="GDPR 30(1)(d)",
        example="Example Hosting GmbH",
        starter=True,
    )
    aliases = TextList("Other names seen on invoices and in app lists", cites="GDPR 30(1)(d)", example="EXHOST*CLOUD")
    web_domains = TextList("Domains seen in web scans", cites="GDPR 30(1)(d)", example="cdn.examplehosting.example")
    services = ChoiceList(
        "Services it supplies",
        choices="vendor_service",
        required="yes",
        cites="GDPR 30(1)(d); GDPR 13(1)(e)",
        aliases=("Type de destinataire",),
        example="hosting; storage",
        starter=True,
    )
    processes_personal_data = YesNo(
        "Receives or can see personal data", required="yes", cites="GDPR 4(2)", example="yes", starter=True
    )
    role = Choice(
        "Role the organisation gives it",
        choices="vendor_role",
        required="yes",
        cites="GDPR 4(7)-(8); GDPR 28",
        example="processor",
        starter=True,
    )
    terms_role = Choice(
        "Role the vendor's own terms claim", choices="vendor_role", cites="GDPR 28(10)", example="processor"
    )
    status = Choice(
        "Planned, active or ended", choices="status", required="yes", cites="GDPR 28", example="active", starter=True
    )
    started_on = Date("First day of the service", cites="GDPR 28(3)", example="2023-05-02")
    ended_on = Date("Last day of the service", cites="GDPR 28(3)(g)")
    address = Text("Postal address", cites="GDPR 30(1)(d)", example="2 Sample Road, Berlin")
    contact = Text(
        "Contact for privacy matters",
        cites="GDPR 30(1)(d)",
        example="privacy@examplehosting.example",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    country = Country(
        "Country of the contracting company", required="yes", cites="GDPR 30(1)(e); GDPR 44", example="DE", starter=True
    )
    processing_countries = Countries(
        "Countries from which data are stored or reached, support included",
        required="yes",
        cites="GDPR 30(1)(e); GDPR 44",
        example="DE; IE",
        starter=True,
    )
    risk_tier = Choice("Risk the organisation assigns", choices="risk_tier", cites="GDPR 28(1)", example="medium")
    due_diligence_on = Date("Last due diligence", cites="GDPR 28(1); GDPR 32(1)(d)", example="2026-03-12")
    due_diligence_ref = Text(
        "Record of the due diligence", refers_to="evidence.evidence_id", cites="GDPR 28(1)", example="EV-061"
    )
    subprocessor_list_ref = Text(
        "The vendor's list of its sub-processors",
        refers_to="evidence.evidence_id",
        cites="GDPR 28(2); GDPR 28(4)",
        example="EV-062",
    )
    subprocessor_list_checked_on = Date(
        "Day that list was last read", cites="GDPR 28(2); GDPR 28(4)", example="2026-03-12"
    )
    uses_data_for_own_purposes = YesNo(
        "Uses the data for its own purposes, such as product improvement",
        cites="GDPR 28(3)(a); GDPR 28(10)",
        example="no",
    )
    trains_models_on_data = YesNo("Trains models on the data", cites="GDPR 28(3)(a)", example="no")
    uses_data_for_marketing = YesNo(
        "Uses the data for its own marketing or advertising", cites="GDPR 28(3)(a)", example="no"
    )
    own_use_evidence_ref = Text(
        "Terms or settings that show the answers above",
        refers_to="evidence.evidence_id",
        cites="GDPR 5(2)",
        example="EV-063",
    )
    confidentiality_ref = Text(
        "Duty of confidentiality, for professional advisers", refers_to="evidence.evidence_id", cites="GDPR 5(1)(f)"
    )
    evidence_ids = References("Other proof", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-064")
