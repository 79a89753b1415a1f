"""Sign-offs."""

from auditlib.schema.columns import Choice, Date, Identifies, Key, Reference, Text
from auditlib.schema.record import Record


class SignOff(
    Record,
    sheet="sign_offs",
    title="Sign-offs",
    one_row_is="one person signing one step of one period",
    group="audit",
    fill_when="Before a report is final",
    position=32,
    named_by=("name",),
):
    """One person signing one step of one period."""

    sign_off_id = Key("Short id", cites="ISAE 3000", example="SGN-001")
    period = Text("Period signed", required="yes", cites="ISAE 3000", example="2026-Q3")
    entity_id = Reference(
        "Legal entity; blank means all", refers_to="organisation.entity_id", cites="ISAE 3000", example="ORG-01"
    )
    step = Choice("What was done", choices="sign_off_step", required="yes", cites="ISAE 3000", example="reviewed")
    name = Text("Who", required="yes", cites="ISAE 3000", example="A. Reviewer", identifies=Identifies.BUSINESS_CONTACT)
    role = Text("In which role", required="yes", cites="ISAE 3000", example="Privacy lead")
    signed_on = Date("When", required="yes", cites="ISAE 3000", example="2026-10-14")
    findings_digest = Text(
        "Digest of the findings signed, as the draft prints it", required="yes", cites="ISAE 3000", example="9b1e..."
    )
    statement = Text("In their own words", cites="ISAE 3000", example="Register reviewed with the owners")
