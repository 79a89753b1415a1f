"""Access."""

from auditlib.schema.columns import Date, Identifies, Key, Reference, Text, YesNo
from auditlib.schema.record import Record


class AccessGrant(
    Record,
    sheet="access_grants",
    title="Access",
    one_row_is="one account with access to a system or dataset",
    group="access",
    fill_when="Where access is audited",
    position=27,
):
    """One account with access to a system or dataset."""

    grant_id = Key("Short id", cites="GDPR 32(1)(b)", example="GRA-001")
    system_id = Reference(
        "System", required="yes", refers_to="systems.system_id", cites="GDPR 32(1)(b)", example="SYS-05"
    )
    dataset_id = Reference(
        "Dataset, where access is granted by dataset",
        refers_to="datasets.dataset_id",
        cites="GDPR 32(1)(b)",
        example="DAT-001",
    )
    person_id = Reference(
        "Person; blank for a shared or service account",
        refers_to="people.person_id",
        cites="GDPR 32(4)",
        example="P-0042",
        identifies=Identifies.PERSON,
    )
    account = Text(
        "Account name as the system shows it",
        required="yes",
        cites="GDPR 32(1)(b)",
        example="p0042",
        identifies=Identifies.PERSON,
    )
    is_shared_account = YesNo("More than one person uses it", cites="GDPR 32(1)(b)", example="no")
    reason = Text(
        "Why the access is needed",
        cites="GDPR 25(2); GDPR 32(1)(b)",
        example="Labels batch 4",
        identifies=Identifies.PERSON,
    )
    approved_by = Text(
        "Who approved it", cites="GDPR 32(1)(b)", example="Delivery lead", identifies=Identifies.BUSINESS_CONTACT
    )
    granted_on = Date("Day it was granted", cites="GDPR 32(1)(b)", example="2026-03-02")
    reviewed_on = Date("Last review", cites="GDPR 32(1)(d)", example="2026-09-30")
    last_used_on = Date("Last sign-in", cites="GDPR 32(1)(d)", example="2026-10-20")
    ended_on = Date("Day it was removed", cites="GDPR 32(1)(b)")
