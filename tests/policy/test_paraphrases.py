"""Promises in the words of other companies: sentences, tables and lists, with what each must be drafted as."""

import pytest

from auditlib.policy.kinds import kinds_of
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_text
from auditlib.policy.structure import ClauseKind


def a_policy(words: str, heading: str = "Privacy"):
    return policy_of_text(f"Privacy Policy\n\n1. {heading}\n\n{words}\n\n2. More\n\nWe are here for you always.\n")


def drafted(words: str, heading: str = "Privacy"):
    return propose(a_policy(words, heading))


@pytest.mark.parametrize(
    ("heading", "words", "expected"),
    [
        ("Your rights", "We respond within 30 days, free of charge.", ("rights", "event", ())),
        ("Your rights", "We will answer your request within 14 days and never charge a fee.", ("rights", "event", ())),
        ("Your rights", "We never charge a fee.", ("rights", "none", ())),
        ("Legal bases", "We never rely on legitimate interests.", ("legal_basis", "none", ("legitimate_interests",))),
        ("Privacy", "We send personal data to Japan.", ("transfers", "exists", ())),
        ("Privacy", "We may transfer data to India.", ("transfers", "permitted", ())),
        ("Privacy", "We transfer data only to Canada.", ("transfers", "closed", ())),
        ("Legal bases", "We rely on Privacy Shield for transfers.", ("transfers", "all", ("privacy_shield",))),
        ("Privacy", "We sell your personal data to brokers.", ("uses_for", "exists", ("sale_of_data",))),
        ("Privacy", "We may sell your data.", ("uses_for", "permitted", ("sale_of_data",))),
        ("Privacy", "Your details are sold.", ("uses_for", "exists", ("sale_of_data",))),
        ("Sharing", "We do not make automated decisions about you.", ("uses_for", "none", ("profiling",))),
        ("What we collect", "Nobody else receives your address.", ("shares_with", "all", ())),
        ("Use", "We use your data to train AI models.", ("uses_for", "exists", ("model_training",))),
        ("Use", "We use your data for marketing only if you agree.", ("uses_for", "permitted", ("direct_marketing",))),
        ("Sharing", "We share data with nobody but our hosting provider.", ("shares_with", "closed", ("hosting",))),
        ("Retention", "We do not retain payment card details.", ("retains", "none", ())),
        ("Security", "We do not encrypt backups.", ("secures", "none", ("backup",))),
        ("Cookies", "You can disable cookies, but then the site may not work.", ("cookies", "narrative", ())),
        ("Role", "We are not the controller of your content.", ("role", "none", ())),
        ("How we use data", "We sell bread in Germany and send you information.", ("uses_for", "exists", ())),
        ("Sharing", "We give your data to Fernway Ltd, which prints.", ("shares_with", "exists", ())),
        ("Security", "We use technical measures so that nobody can read it.", ("secures", "all", ())),
    ],
)
def test_a_sentence_is_drafted_as_it_is_meant(heading, words, expected):
    drafts = drafted(words, heading)
    assert expected in [(one.kind, one.operator, one.terms) for one in drafts]


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        ("Some of our staff in South Korea can see personal data.", ("KR",)),
        ("We transfer personal data to Canada, Ireland and Germany.", ("CA", "IE", "DE")),
        ("Your data is accessed from India.", ("IN",)),
        ("We send it to our office in Japan.", ("JP",)),
    ],
)
def test_a_country_is_stated_whatever_the_heading(words, countries):
    assert [one.stated_countries for one in drafted(words) if one.kind == "transfers"] == [countries]


@pytest.mark.parametrize("words", ["You send personal data to us.", "Send your request to our office in Germany."])
def test_sending_something_to_us_is_no_transfer(words):
    assert not [one for one in drafted(words) if one.kind == "transfers"]


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("We keep billing details for one year and curricula vitae for 7 years.", ["1 year", "7 years"]),
        (
            "We keep logs for 30 days, invoices for ten years and the rest for a year.",
            ["30 days", "10 years", "1 year"],
        ),
        ("We keep logs for 30 days or 60 days.", ["30 days"]),
        ("We keep invoices for six years and three months.", ["6 years"]),
    ],
)
def test_each_length_of_time_is_drafted_with_what_it_is_for(words, periods):
    drafts = [one for one in drafted(words, "Retention") if one.kind == "retains"]
    assert [one.stated_period for one in drafts] == periods


@pytest.mark.parametrize(
    ("words", "kind", "terms"),
    [
        ("Data is encrypted at rest and in transit.", "secures", {"encryption_at_rest", "encryption_in_transit"}),
        ("We encrypt data in transit and at rest.", "secures", {"encryption_at_rest", "encryption_in_transit"}),
        ("We hold:\n\n- your CV\n- your IP address", "collects", {"curriculum_vitae", "ip_address"}),
        ("We use your data to:\n\n- Train AI models", "uses_for", {"model_training"}),
    ],
)
def test_plain_words_and_abbreviations_are_known(words, kind, terms):
    assert {term for one in drafted(words) if one.kind == kind for term in one.terms} == terms


@pytest.mark.parametrize(
    ("item", "parties"),
    [
        ("DHL, which delivers parcels", ("DHL",)),
        ("Stripe, our payment provider", ("Stripe",)),
        ("Klaviyo Inc. in the United States, for e-mail", ("Klaviyo Inc",)),
        ("Zendesk (support)", ("Zendesk",)),
        ("Hosting providers", ()),
        ("Insurers, who need it", ()),
        ("Authorities, if the law asks", ()),
        ("Our lawyers", ()),
    ],
)
def test_an_item_on_recipients_begins_with_the_name_of_a_company(item, parties):
    (found,) = [one for one in drafted(f"We share your data with:\n\n- {item}") if one.quote == item]
    assert found.named_parties == parties


def test_a_company_that_works_for_us_is_a_recipient():
    (found,) = drafted("Mailchimp (Intuit Inc., USA) sends the newsletter for us.")
    assert (found.kind, found.operator, found.named_parties) == ("shares_with", "exists", ("Mailchimp",))
    assert found.stated_countries == ("US",)


@pytest.mark.parametrize(
    ("heading", "table", "expected"),
    [
        ("Retention", "Record | Period\nCCTV | 30 days", [("retains", "CCTV | 30 days", "30 days")]),
        (
            "Purposes",
            "Purpose | Legal basis | Kept for\nTax records | Legal obligation | 10 years",
            [
                ("legal_basis", "Legal obligation", ""),
                ("retains", "Tax records | Legal obligation | 10 years", "10 years"),
                ("uses_for", "Tax records", ""),
            ],
        ),
        (
            "Subprocessors",
            "Name | Service | Location\nFernway Ltd | Hosting | Germany",
            [("shares_with", "Fernway Ltd | Hosting | Germany", "")],
        ),
        (
            "Cookies",
            "Name | Purpose | Lifetime\nbasket | Strictly necessary | 30 days",
            [("cookies", "basket | Strictly necessary | 30 days", "30 days")],
        ),
    ],
)
def test_the_header_of_a_table_says_what_its_columns_state(heading, table, expected):
    policy = a_policy(table, heading)
    assert sorted((one.kind, one.quote, one.stated_period) for one in propose(policy)) == expected
    (row,) = [clause for clause in policy.clauses if clause.kind is ClauseKind.ROW]
    assert sorted(kinds_of(row, policy)) == [kind for kind, _, _ in expected]


def test_a_table_of_companies_names_them_with_their_countries():
    (found,) = drafted("Name | Service | Location\nFernway Ltd | Hosting | Germany", "Subprocessors")
    assert (found.named_parties, found.stated_countries, found.terms) == (("Fernway Ltd",), ("DE",), ("hosting",))
