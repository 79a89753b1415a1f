"""Ways of asking for consent."""

from auditlib.schema.columns import Choice, Key, Period, References, Text, YesNo
from auditlib.schema.record import Record


class ConsentMechanism(
    Record,
    sheet="consent_mechanisms",
    title="Ways of asking for consent",
    one_row_is="one banner, form or setting that asks for consent",
    group="website",
    fill_when="Where consent is used",
    position=20,
    named_by=("name",),
):
    """One banner, form or setting that asks for consent."""

    consent_mechanism_id = Key("Short id", cites="GDPR 7(1)", example="CON-01")
    name = Text("Name", required="yes", cites="GDPR 7(1)", example="Cookie banner on www")
    kind = Choice("Kind", choices="consent_mechanism_kind", required="yes", cites="GDPR 7(1)", example="cookie_banner")
    place = Text("Page, form or app in which it appears", cites="GDPR 7(2)", example="www.example.org")
    wording_version = Text("Version of the text people see", cites="GDPR 7(1)", example="2026-02")
    record_ref = Text(
        "Where given consents are recorded",
        refers_to="evidence.evidence_id",
        cites="GDPR 7(1)",
        aliases=("Link to record of consent",),
        example="EV-130",
    )
    is_explicit = YesNo("People state their consent expressly", cites="GDPR 9(2)(a)", example="no")
    withdrawal_route = Text("How consent is withdrawn", cites="GDPR 7(3)", example="Cookie settings link in the footer")
    withdrawing_is_as_easy_as_giving = YesNo(
        "Withdrawing takes no more effort than giving", cites="GDPR 7(3)", example="yes"
    )
    rejecting_is_as_easy_as_accepting = YesNo(
        "Refusing takes no more effort than accepting", cites="GDPR 7(3); ePrivacy 5(3)", example="unknown"
    )
    age_check = Text("How age or parental consent is checked", cites="GDPR 8(1)")
    lifetime = Period("How long a choice is kept before asking again", cites="ePrivacy 5(3)", example="P6M")
    status = Choice("Planned, active or ended", choices="status", required="yes", cites="GDPR 7(1)", example="active")
    evidence_ids = References(
        "Screenshots and other proof", refers_to="evidence.evidence_id", cites="GDPR 7(1)", example="EV-131"
    )
