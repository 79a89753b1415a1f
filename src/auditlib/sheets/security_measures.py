"""Security measures."""

from auditlib.schema.columns import Choice, Key, References, Text
from auditlib.schema.record import Record


class SecurityMeasure(
    Record,
    sheet="security_measures",
    title="Security measures",
    one_row_is="one technical or organisational measure",
    group="core",
    fill_when="Always",
    position=12,
    named_by=("name",),
):
    """One technical or organisational measure."""

    measure_id = Key("Short id", cites="GDPR 32(1)", example="MEA-01")
    name = Text(
        "Name", required="yes", cites="GDPR 32(1)", aliases=("Mesures de sécurité",), example="Role-based access"
    )
    kind = Choice(
        "Technical or organisational", choices="measure_kind", required="yes", cites="GDPR 32(1)", example="technical"
    )
    control = Choice(
        "Closest shared term, for comparison with the policy",
        choices="security_control",
        required="yes",
        cites="GDPR 32(1)",
        aliases=("Type de mesure de sécurité",),
        example="access_control",
    )
    description = Text("What is done", cites="GDPR 32(1)", example="Access follows the job role and ends with it")
    system_ids = References(
        "Systems it protects; blank means all", refers_to="systems.system_id", cites="GDPR 32(1)", example="SYS-02"
    )
    status = Choice("Planned, active or ended", choices="status", required="yes", cites="GDPR 32(1)", example="active")
    evidence_ids = References(
        "Proof that it works", refers_to="evidence.evidence_id", cites="GDPR 32(1)(d)", example="EV-018"
    )
