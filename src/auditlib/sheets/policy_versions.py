"""Versions of policies."""

from auditlib.schema.columns import Choice, Date, Identifies, Key, Reference, Text, Url, YesNo
from auditlib.schema.record import Record


class PolicyVersion(
    Record,
    sheet="policy_versions",
    title="Versions of policies",
    one_row_is="one version of a published policy, notice or schedule",
    group="policy",
    fill_when="Where a policy is published",
    position=22,
    named_by=("title",),
):
    """One version of a published policy, notice or schedule."""

    policy_version_id = Key("Short id", cites="GDPR 12(1)", example="PV-2026-02")
    kind = Choice(
        "Kind of document", choices="policy_kind", required="yes", cites="GDPR 13; GDPR 14", example="privacy_policy"
    )
    title = Text("Title", cites="GDPR 12(1)", example="Privacy Policy")
    entity_id = Reference(
        "Legal entity that publishes it",
        required="yes",
        refers_to="organisation.entity_id",
        cites="GDPR 13(1)(a)",
        example="ORG-01",
    )
    url = Url("Where it is published", cites="GDPR 12(1)", example="https://www.example.org/privacy")
    text_ref = Text(
        "File with the text as published",
        required="yes",
        refers_to="evidence.evidence_id",
        cites="GDPR 5(2)",
        example="privacy-policy-2026-02.txt",
    )
    text_sha256 = Text("SHA-256 of that file", cites="GDPR 5(2)", example="d9506ca8...")
    effective_on = Date("First day of this version", required="yes", cites="GDPR 12(1)", example="2026-02-01")
    stated_updated_on = Date(
        "Last-updated date printed in the text",
        cites="CCPA regs 7011(e)(4); Bus. & Prof. Code 22575(b)(4)",
        example="2026-02-01",
    )
    is_material_change = YesNo("Differs materially from the version before", cites="GDPR 13(3)", example="yes")
    materiality_decided_by = Text(
        "Who decided that", cites="GDPR 24(2)", example="Data protection lead", identifies=Identifies.BUSINESS_CONTACT
    )
    notice_given_on = Date("Day people were told of the change", cites="GDPR 13(3)", example="2026-01-25")
    notice_ref = Text(
        "Proof that they were told", refers_to="evidence.evidence_id", cites="GDPR 13(3)", example="EV-140"
    )
    prepared_by = Text(
        "Who wrote it", cites="GDPR 5(2)", example="Privacy analyst", identifies=Identifies.BUSINESS_CONTACT
    )
    approved_by = Text(
        "Who approved it", cites="GDPR 24(2)", example="Chief executive", identifies=Identifies.BUSINESS_CONTACT
    )
    approved_on = Date("When it was approved", cites="GDPR 24(2)", example="2026-01-20")
