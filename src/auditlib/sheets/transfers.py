"""Transfers."""

from auditlib.schema.columns import Choice, Country, Date, Key, Reference, References, Text, YesNo
from auditlib.schema.record import Record


class Transfer(
    Record,
    sheet="transfers",
    title="Transfers",
    one_row_is="one flow to one importer in one third country under one regime",
    group="core",
    fill_when="Where data leave the protected area",
    position=11,
):
    """One flow to one importer in one third country under one regime."""

    transfer_id = Key("Short id", cites="GDPR 44", example="TRF-001")
    activity_ids = References(
        "Activities that use the flow",
        required="yes",
        refers_to="processing_activities.activity_id",
        cites="GDPR 30(1)(e); GDPR 30(2)(c)",
        example="ACT-006",
        starter=True,
    )
    exporter_entity_id = Reference(
        "Exporter, if a group company", refers_to="organisation.entity_id", cites="GDPR 44", example="ORG-01"
    )
    exporter_client_id = Reference(
        "Exporter, if a client sends to the organisation", refers_to="clients.client_id", cites="GDPR 44"
    )
    exporter_role = Choice(
        "Role of the exporter", choices="role", required="yes", cites="Dec. (EU) 2021/914", example="controller"
    )
    importer_vendor_id = Reference(
        "Importer, if a vendor", refers_to="vendors.vendor_id", cites="GDPR 44", example="VND-007", starter=True
    )
    importer_entity_id = Reference("Importer, if a group company", refers_to="organisation.entity_id", cites="GDPR 44")
    importer_name = Text(
        "Importer, if neither a vendor nor a group company", cites="GDPR 44", aliases=("Destinataire",)
    )
    importer_role = Choice(
        "Role of the importer", choices="role", required="yes", cites="Dec. (EU) 2021/914", example="processor"
    )
    country = Country(
        (
            "Country of the importer; XX for an international organisation. Text that is no ISO code is kept"
            " and reported"
        ),
        required="yes",
        cites="GDPR 30(1)(e)",
        aliases=("Pays",),
        example="US",
        starter=True,
    )
    location_text = Text("Place in words", cites="GDPR 30(1)(e)", example="us-east-1")
    regime = Choice(
        "Regime of the exporter",
        choices="regime",
        required="yes",
        cites="GDPR 44; UK GDPR 44A",
        example="eu_gdpr",
        starter=True,
    )
    mechanism = Choice(
        "Legal ground of the flow",
        choices="transfer_mechanism",
        required="yes",
        cites="GDPR 45; GDPR 46; GDPR 49",
        aliases=("Type de Garanties",),
        example="dpf",
        starter=True,
    )
    fallback_mechanism = Choice(
        "Ground that takes over if the first one falls",
        choices="transfer_mechanism",
        cites="GDPR 46",
        example="scc_2021",
    )
    started_on = Date("First day", required="yes", cites="GDPR 44", example="2023-09-01", starter=True)
    ended_on = Date("Last day", cites="GDPR 44")
    importer_scope_ref = Text(
        "Proof that the importer falls within a limited adequacy decision",
        refers_to="evidence.evidence_id",
        cites="GDPR 45(3)",
        example="EV-070",
    )
    clauses_module = Choice(
        "Module of the EU clauses",
        choices="clauses_module",
        cites="Dec. (EU) 2021/914",
        example="controller_to_processor",
    )
    clauses_signed_on = Date("Day the clauses were signed", cites="GDPR 46(2)(c)", example="2023-08-20")
    has_complete_annexes = YesNo("Annexes I to III are filled in", cites="Dec. (EU) 2021/914", example="yes")
    tia_assessment_id = Reference(
        "Transfer impact assessment or UK transfer test",
        refers_to="assessments.assessment_id",
        cites="GDPR 46(1); C-311/18",
        example="ASM-007",
    )
    bcr_approval_ref = Text(
        "Authority's approval of the binding corporate rules", refers_to="evidence.evidence_id", cites="GDPR 47"
    )
    derogation = Choice("Derogation relied on", choices="derogation", cites="GDPR 49(1)")
    is_repetitive = YesNo("The flow happens repeatedly", cites="GDPR 49(1)")
    derogation_assessment_ref = Text(
        "Assessment for compelling legitimate interests", refers_to="evidence.evidence_id", cites="GDPR 49(6)"
    )
    authority_informed_on = Date("Day the authority was told", cites="GDPR 49(1)")
    subjects_informed_on = Date("Day the people were told", cites="GDPR 49(1)")
    has_onward_transfers = YesNo("The importer passes data on", cites="GDPR 44; SCC clause 8.8", example="unknown")
    is_encrypted_in_transit = YesNo("The link is encrypted", cites="GDPR 32(1)(a)", example="yes")
    evidence_ids = References(
        "Clauses, listings and other proof",
        refers_to="evidence.evidence_id",
        cites="GDPR 5(2)",
        aliases=("Liens vers la documentation",),
        example="EV-071",
    )
