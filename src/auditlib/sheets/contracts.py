"""Contracts."""

from auditlib.schema.columns import Choice, ChoiceList, Date, Integer, Key, Reference, Text, YesNo
from auditlib.schema.record import Record


class Contract(
    Record,
    sheet="contracts",
    title="Contracts",
    one_row_is="one data-protection contract with a vendor or a client",
    group="core",
    fill_when="Where a vendor is a processor, or the organisation is one",
    position=8,
):
    """One data-protection contract with a vendor or a client."""

    contract_id = Key("Short id of the contract", cites="GDPR 28(3)", example="CTR-003")
    kind = Choice(
        "Kind of contract",
        choices="contract_kind",
        required="yes",
        cites="GDPR 28(3); GDPR 26",
        example="data_processing_agreement",
    )
    entity_id = Reference(
        "Legal entity that signed",
        required="yes",
        refers_to="organisation.entity_id",
        cites="GDPR 28(3)",
        example="ORG-01",
    )
    contracting_entity_name = Text(
        "The organisation's name exactly as the contract prints it",
        cites="GDPR 13(1)(a)",
        example="Example Annotation Ltd",
    )
    vendor_id = Reference(
        "Vendor, if the other side is a vendor; one of vendor_id and client_id is needed",
        refers_to="vendors.vendor_id",
        cites="GDPR 28(3)",
        example="VND-003",
    )
    client_id = Reference("Client, if the other side is a client", refers_to="clients.client_id", cites="GDPR 28(3)")
    document_ref = Text(
        "The signed document",
        required="yes",
        refers_to="evidence.evidence_id",
        cites="GDPR 28(9)",
        aliases=(
            "Link to contract with processor",
            "Liens vers la documentation",
        ),
        example="EV-065",
    )
    signed_on = Date("Day the last party signed", required="yes", cites="GDPR 28(3)", example="2023-04-28")
    ends_on = Date("Last day of the contract; blank means open-ended", cites="GDPR 28(3)", example="2027-04-27")
    renews_automatically = YesNo("Renews unless ended", cites="GDPR 28(3)", example="yes")
    stated_particulars = ChoiceList(
        "Particulars the contract states",
        choices="contract_particular",
        cites="GDPR 28(3)",
        example="subject_matter; duration; nature_and_purpose; data_types; data_subject_categories",
    )
    has_instructions_clause = YesNo(
        "Acts only on documented instructions, transfers included", cites="GDPR 28(3)(a)", example="yes"
    )
    has_confidentiality_clause = YesNo("People are bound to confidentiality", cites="GDPR 28(3)(b)", example="yes")
    has_security_clause = YesNo("Takes the measures of Art. 32", cites="GDPR 28(3)(c)", example="yes")
    has_subprocessor_clause = YesNo(
        "Engages others only under Art. 28(2) and (4)", cites="GDPR 28(3)(d)", example="yes"
    )
    has_rights_assistance_clause = YesNo("Helps to answer people's requests", cites="GDPR 28(3)(e)", example="yes")
    has_compliance_assistance_clause = YesNo("Helps with Arts 32 to 36", cites="GDPR 28(3)(f)", example="yes")
    has_deletion_clause = YesNo(
        "Deletes or returns at the end, at the controller's choice", cites="GDPR 28(3)(g)", example="yes"
    )
    has_audit_clause = YesNo("Gives information and allows audits", cites="GDPR 28(3)(h)", example="unknown")
    limits_use_to_services = YesNo(
        "Data may be used only to supply the services", cites="GDPR 28(3)(a); Civ. Code 1798.100(d)", example="yes"
    )
    subprocessor_authorisation = Choice(
        "Kind of authorisation agreed", choices="subprocessor_authorisation", cites="GDPR 28(2)", example="general"
    )
    subprocessor_notice_days = Integer(
        "Days of notice before a sub-processor changes", cites="GDPR 28(2)", example="30"
    )
    breach_notice_hours = Integer(
        "Hours within which the processor reports a breach", cites="GDPR 28(3)(f); GDPR 33(2)", example="48"
    )
    has_ccpa_terms = YesNo("Holds the ten terms California asks for", cites="CCPA regs 7051(a)", example="unknown")
