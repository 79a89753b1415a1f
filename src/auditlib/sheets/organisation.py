"""Organisation."""

from auditlib.schema.columns import (
    ChoiceList,
    Countries,
    Country,
    Date,
    Email,
    Identifies,
    Integer,
    Key,
    Reference,
    Text,
    TextList,
    YesNo,
)
from auditlib.schema.record import Record


class Organisation(
    Record,
    sheet="organisation",
    title="Organisation",
    one_row_is="one legal entity of the group",
    group="core",
    layout="form",
    fill_when="Always",
    position=1,
    named_by=("legal_name",),
):
    """One legal entity of the group."""

    entity_id = Key("Short id of the legal entity; other sheets point here", cites="GDPR 5(2)", example="ORG-01")
    legal_name = Text(
        "Legal name as registered",
        required="yes",
        cites="GDPR 30(1)(a); GDPR 30(2)(a)",
        example="Example Annotation Ltd",
        starter=True,
    )
    parent_entity_id = Reference(
        "Parent within the group, if any", refers_to="organisation.entity_id", example="ORG-00"
    )
    address = Text(
        "Postal address", required="yes", cites="GDPR 30(1)(a)", example="1 Sample Street, Dublin", starter=True
    )
    country = Country(
        "Country of the entity's main establishment", required="yes", cites="GDPR 3(1)", example="IE", starter=True
    )
    establishment_countries = Countries(
        "Every country with a branch or office; used to tell whether a representative is needed",
        cites="GDPR 3(1); GDPR 27",
        example="IE; US",
    )
    contact_email = Email(
        "Contact address published for the entity",
        required="yes",
        cites="GDPR 30(1)(a); GDPR 13(1)(a)",
        example="contact@example.org",
        identifies=Identifies.BUSINESS_CONTACT,
        starter=True,
    )
    contact_phone = Text(
        "Telephone", cites="GDPR 30(1)(a)", example="+353 1 555 0100", identifies=Identifies.BUSINESS_CONTACT
    )
    privacy_contact_email = Email(
        "Mailbox for privacy questions and rights requests",
        required="yes",
        cites="GDPR 12(2); GDPR 13(1)(a)",
        example="privacy@example.org",
        identifies=Identifies.BUSINESS_CONTACT,
        starter=True,
    )
    privacy_contact_tested_on = Date(
        "Day a test message to the privacy mailbox was last sent", cites="GDPR 12(2)", example="2026-09-14"
    )
    privacy_contact_is_working = YesNo(
        "The last test message was received and answered", cites="GDPR 12(2)", example="yes"
    )
    privacy_contact_evidence_ref = Text(
        "Proof of the mailbox test", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-031"
    )
    regimes = ChoiceList(
        "Privacy laws that apply to the entity",
        choices="regime",
        required="yes",
        cites="GDPR 3; UK GDPR 3",
        example="eu_gdpr; uk_gdpr",
        starter=True,
    )
    time_zone = Text(
        "IANA time zone in which periods end and clocks run", cites="GDPR 5(2)", example="America/New_York"
    )
    holiday_calendar = Text("Country or region whose public holidays move a deadline", cites="GDPR 5(2)", example="IE")
    language = Text("Language of the register and the policy, BCP 47", cites="GDPR 5(2)", example="en")
    regimes_confirmed_by = Text(
        "Who confirmed which regimes apply; unconfirmed regimes make their rules not assessable",
        cites="GDPR 5(2)",
        example="General counsel",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    regimes_confirmed_on = Date("When", cites="GDPR 5(2)", example="2026-09-15")
    acts_as_controller = YesNo(
        "The entity decides purposes and means for some data",
        required="yes",
        cites="GDPR 4(7)",
        example="yes",
        starter=True,
    )
    acts_as_processor = YesNo(
        "The entity handles some data on behalf of others",
        required="yes",
        cites="GDPR 4(8)",
        example="yes",
        starter=True,
    )
    employee_count = Integer("People employed", cites="GDPR 30(5)", example="48")
    relies_on_record_exemption = YesNo(
        "The entity relies on the exemption for small organisations from keeping records",
        cites="GDPR 30(5)",
        example="no",
    )
    eu_representative_name = Text(
        "Representative in the EU",
        cites="GDPR 27; GDPR 30(1)(a)",
        example="Example Rep GmbH",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    eu_representative_contact = Text(
        "How to reach the EU representative",
        cites="GDPR 27; GDPR 30(1)(a)",
        example="rep@example.org",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    uk_representative_name = Text(
        "Representative in the UK",
        cites="UK GDPR 27",
        example="Example Rep Ltd",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    uk_representative_contact = Text(
        "How to reach the UK representative",
        cites="UK GDPR 27",
        example="uk-rep@example.org",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    targets_people_in_the_eu = YesNo(
        "Offers goods or services to people in the EU or EEA, or monitors their behaviour",
        cites="GDPR 3(2)",
        example="yes",
    )
    targets_people_in_the_uk = YesNo(
        "Offers goods or services to people in the UK, or monitors their behaviour", cites="UK GDPR 3(2)", example="no"
    )
    is_public_authority = YesNo(
        "The entity is a public authority or body", required="yes", cites="GDPR 37(1)(a)", example="no"
    )
    monitors_people_at_large_scale = YesNo(
        "Core activities include regular and systematic monitoring of people at large scale",
        required="yes",
        cites="GDPR 37(1)(b)",
        example="no",
    )
    processes_special_data_at_large_scale = YesNo(
        "Core activities include special-category or criminal data at large scale",
        required="yes",
        cites="GDPR 37(1)(c)",
        example="unknown",
    )
    dpo_name = Text(
        "Data protection officer",
        cites="GDPR 37(7); GDPR 30(1)(a)",
        example="A. Sample",
        identifies=Identifies.BUSINESS_CONTACT,
        starter=True,
    )
    dpo_contact = Text(
        "How to reach the data protection officer",
        cites="GDPR 37(7); GDPR 30(1)(a)",
        example="dpo@example.org",
        identifies=Identifies.BUSINESS_CONTACT,
        starter=True,
    )
    dpo_decision_ref = Text(
        "Reasoned decision whether a data protection officer is required",
        refers_to="evidence.evidence_id",
        cites="GDPR 37(1); WP243 rev.01",
        example="EV-002",
    )
    website_markets = ChoiceList(
        "Where the website's visitors are; blank means unknown",
        choices="market",
        cites="GDPR 3(2); ePrivacy 5(3)",
        example="eu_eea; uk; california",
    )
    website_analytics = TextList(
        "Names of the analytics services used on the website; blank means unknown",
        cites="ePrivacy 5(3)",
        example="Google Analytics",
    )
    sets_cookies = YesNo(
        "The website stores or reads information on visitors' devices. Blank: derived from the cookies sheet",
        cites="ePrivacy 5(3)",
        example="yes",
    )
    embeds_third_party_content = YesNo(
        "The website loads scripts, fonts, videos or buttons from others. Blank: derived from a web scan",
        cites="GDPR 26; C-40/17",
        example="unknown",
    )
    uses_consent = YesNo(
        "Some processing rests on consent. Blank: derived from purposes.legal_basis", cites="GDPR 7", example="yes"
    )
    uses_legitimate_interests = YesNo(
        "Some processing rests on legitimate interests. Blank: derived from purposes.legal_basis",
        cites="GDPR 6(1)(f)",
        example="yes",
    )
    makes_automated_decisions = YesNo(
        ("Decides about people by automated means alone. Blank: derived from purposes.makes_automated_decisions"),
        cites="GDPR 22",
        example="no",
    )
    collects_data_from_others = YesNo(
        "Some data do not come from the person. Blank: derived from processing_activities.source_kinds",
        cites="GDPR 14",
        example="yes",
    )
    makes_restricted_transfers = YesNo(
        "Sends data outside the protected area of its regimes. Blank: derived from the transfers sheet",
        cites="GDPR 44",
        example="yes",
    )
    receives_datasets_with_people = YesNo(
        "Client datasets show, record or describe people. Blank: derived from datasets.contains_people",
        cites="GDPR 28",
        example="yes",
    )
    receives_sensitive_datasets = YesNo(
        (
            "Client datasets may hold faces, voices, health, children or other sensitive content. Blank: "
            "derived from datasets.sensitive_content"
        ),
        cites="GDPR 9; GDPR 8",
        example="unknown",
    )
    meets_ccpa_thresholds = YesNo(
        "The entity is a business under the CCPA", cites="Civ. Code 1798.140(d)", example="unknown"
    )
    acts_as_ccpa_service_provider = YesNo(
        "The entity handles personal information for CCPA businesses", cites="Civ. Code 1798.140(ag)", example="yes"
    )
    sells_or_shares_personal_information = YesNo(
        "Sells personal information, or shares it for cross-context behavioural advertising",
        cites="Civ. Code 1798.140(ad); Civ. Code 1798.140(ah)",
        example="no",
    )
    handles_us_bulk_sensitive_data = YesNo(
        "Handles bulk US sensitive personal data", cites="28 CFR 202", example="unknown"
    )
    profile_confirmed_by = Text(
        "Who confirmed the answers on this sheet",
        cites="GDPR 24",
        example="Head of Operations",
        identifies=Identifies.BUSINESS_CONTACT,
    )
    profile_confirmed_on = Date("When the answers were confirmed", cites="GDPR 24", example="2026-10-02")
