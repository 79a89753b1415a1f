"""Attestations."""

from auditlib.schema.columns import ChoiceList, Date, Identifies, Integer, Key, Reference, Text, YesNo
from auditlib.schema.record import Record


class Attestation(
    Record,
    sheet="attestations",
    title="Attestations",
    one_row_is="one statement that a sheet is complete",
    group="audit",
    fill_when="Always",
    position=31,
):
    """One statement that a sheet is complete."""

    attestation_id = Key("Short id", cites="ISAE 3000", example="ATT-001")
    sheet = ChoiceList(
        "Sheets attested", choices="sheet", required="yes", cites="ISAE 3000", example="vendors; contracts"
    )
    entity_id = Reference(
        "Legal entity it covers; blank means all",
        refers_to="organisation.entity_id",
        cites="ISAE 3000",
        example="ORG-01",
    )
    scope = Text(
        "What is covered and what is not",
        required="yes",
        cites="ISAE 3000",
        example="All vendors paid since October 2025",
    )
    is_complete = YesNo(
        "Every row that belongs in the scope is in the sheet", required="yes", cites="ISAE 3000", example="yes"
    )
    attested_by = Text(
        "Who says so", required="yes", cites="ISAE 3000", example="Finance lead", identifies=Identifies.BUSINESS_CONTACT
    )
    attested_on = Date(
        "When; it holds 90 days unless valid_until_on says otherwise",
        required="yes",
        cites="ISAE 3000",
        example="2026-10-03",
    )
    valid_until_on = Date("Last day it holds", cites="ISAE 3000", example="2027-01-01")
    source = Text("Where the rows came from", cites="ISAE 3000", example="Accounts-payable export")
    source_row_count = Integer("Rows the source reports", cites="ISAE 3000", example="37")
    evidence_ref = Text("The source extract", refers_to="evidence.evidence_id", cites="ISAE 3000", example="EV-180")
