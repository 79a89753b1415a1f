"""Statements in policies."""

from auditlib.schema.columns import Choice, Countries, Date, Identifies, Integer, Key, Period, Reference, Text, TextList
from auditlib.schema.record import Record


class PolicyCommitment(
    Record,
    sheet="policy_commitments",
    title="Statements in policies",
    one_row_is="one sentence or clause of a policy that can be tested",
    group="policy",
    fill_when="Where a policy is tested",
    position=23,
):
    """One sentence or clause of a policy that can be tested."""

    commitment_id = Key(
        "Id that never changes: section at first import, then a number", cites="GDPR 5(1)(a)", example="S08-C01"
    )
    policy_version_id = Reference(
        "Version it was read in",
        required="yes",
        refers_to="policy_versions.policy_version_id",
        cites="GDPR 5(1)(a)",
        example="PV-2026-02",
    )
    section = Text("Section of the policy", required="yes", cites="GDPR 5(1)(a)", example="S08")
    quote = Text(
        "The words, verbatim",
        required="yes",
        cites="GDPR 5(1)(a)",
        example="We keep personal information for as long as necessary",
    )
    quote_start = Integer("Offset of the first character in the text", cites="GDPR 5(1)(a)", example="2543")
    quote_end = Integer("Offset after the last character", cites="GDPR 5(1)(a)", example="2596")
    kind = Choice("Kind of statement", choices="claim_kind", required="yes", cites="GDPR 13", example="retains")
    modality = Choice(
        "Asserts, forbids, obliges, permits or narrates",
        choices="modality",
        required="yes",
        cites="GDPR 5(1)(a)",
        example="forbids",
    )
    operator = Choice(
        "How it is tested; closed makes the terms a complete list, none makes them forbidden",
        choices="claim_operator",
        required="yes",
        cites="GDPR 5(1)(a)",
        example="all",
    )
    vocabulary = Choice(
        "Choice list to which the terms belong", choices="vocabulary", cites="GDPR 13", example="data_kind"
    )
    terms = TextList(
        "Shared terms named by the statement, or by the list it governs, and no others",
        cites="GDPR 13",
        example="email_address",
    )
    named_parties = TextList(
        "Companies or tools it names as recipients", cites="GDPR 13(1)(e)", example="Google Analytics"
    )
    stated_period = Period("Period it states", cites="GDPR 13(2)(a)")
    stated_countries = Countries("Countries it states", cites="GDPR 13(1)(f)")
    stated_interest = Text("Legitimate interest it states", cites="GDPR 13(1)(d)")
    accepted_by = Text(
        "Who accepted this reading", cites="GDPR 24", example="Privacy analyst", identifies=Identifies.BUSINESS_CONTACT
    )
    accepted_on = Date("When", cites="GDPR 24", example="2026-10-01")
    status = Choice(
        "Proposed, accepted or retired",
        choices="commitment_status",
        required="yes",
        cites="GDPR 24",
        example="accepted",
    )
