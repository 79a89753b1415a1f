"""Cookies and similar technologies."""

from auditlib.schema.columns import Choice, ChoiceList, Date, Key, Period, Reference, References, Text, YesNo
from auditlib.schema.record import Record


class Cookie(
    Record,
    sheet="cookies",
    title="Cookies and similar technologies",
    one_row_is="one cookie, storage key or pixel; * stands for any ending",
    group="website",
    fill_when="Where there is a website or app",
    position=21,
    named_by=("name",),
):
    """One cookie, storage key or pixel; * stands for any ending."""

    cookie_id = Key("Short id", cites="ePrivacy 5(3)", example="CKE-01")
    name = Text("Name, with * for a changing ending", required="yes", cites="ePrivacy 5(3)", example="_ga_*")
    storage = Choice("Technique", choices="cookie_storage", cites="ePrivacy 5(3)", example="http_cookie")
    website = Text("Site that sets it", required="yes", cites="ePrivacy 5(3)", example="www.example.org")
    party = Choice("First or third party", choices="cookie_party", cites="ePrivacy 5(3)", example="first_party")
    provider = Text("Who has access to it", required="yes", cites="C-673/17", example="Example Analytics")
    vendor_id = Reference(
        "Its row in the vendors sheet", refers_to="vendors.vendor_id", cites="GDPR 13(1)(e)", example="VND-007"
    )
    category = Choice("Category", choices="cookie_category", required="yes", cites="ePrivacy 5(3)", example="analytics")
    purpose = Text("What it is for", required="yes", cites="ePrivacy 5(3)", example="Counts visits")
    lifetime = Period("How long it stays; P0D for the session", cites="C-673/17", example="P13M")
    markets = ChoiceList(
        "Visitors for whom it is set; blank means organisation.website_markets",
        choices="market",
        cites="ePrivacy 5(3); PECR 6",
        example="eu_eea; uk",
    )
    is_set_before_consent = YesNo("It is set before a choice is made", cites="ePrivacy 5(3)", example="no")
    consent_mechanism_id = Reference(
        "Banner that asks for it",
        refers_to="consent_mechanisms.consent_mechanism_id",
        cites="ePrivacy 5(3)",
        example="CON-01",
    )
    is_statistics_only = YesNo(
        "UK: used only for the site's own statistics, with clear information", cites="PECR Sch. A1", example="unknown"
    )
    has_opt_out = YesNo("UK: people can opt out simply and free of charge", cites="PECR Sch. A1", example="yes")
    last_seen_on = Date("Last day a scan or test showed it", cites="GDPR 5(1)(a)", example="2026-09-14")
    status = Choice(
        "Planned, active or ended", choices="status", required="yes", cites="ePrivacy 5(3)", example="active"
    )
    evidence_ids = References("Scan or test", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-132")
