"""The same kinds in the words of other companies: found there, and not in what only looks alike."""

from datetime import date

import pytest

from auditlib.policy.contradictions import contradictions, not_assessed
from auditlib.policy.contradictions.kinds import kinds
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_file, policy_of_text
from tests.policy.policies import REFERENCE, written

AS_OF = date(2026, 9, 30)
TEXTS = {name: written(f"{name}.txt").text for name in ("wren", "basalt", "sandpiper")}
TEXTS["reference"] = policy_of_file(REFERENCE).text


def found_in(text: str, as_of: date = AS_OF):
    policy = policy_of_text(text)
    return contradictions(policy, propose(policy), as_of)


def kinds_in(text: str, as_of: date = AS_OF) -> set[str]:
    return {one.kind for one in found_in(text, as_of)}


def changed(name: str, old: str, new: str) -> str:
    assert TEXTS[name].count(old) == 1
    return TEXTS[name].replace(old, new)


def a_text(*sentences: str) -> str:
    """A policy of which each sentence is a section, with one more that states something plain."""
    plain = "We collect your name. This page is for those of you who read it, and we are glad that you do."
    parts = [f"{number}. Part {number}\n\n{sentence}" for number, sentence in enumerate((*sentences, plain), 1)]
    return "\n\n".join(["Privacy Policy", *parts])


@pytest.mark.parametrize("name", ["wren", "basalt"])
def test_every_kind_is_found_in_other_words(name):
    assert kinds_in(TEXTS[name]) == set(kinds())


def test_nothing_is_found_in_a_text_that_is_in_order():
    policy = policy_of_text(TEXTS["sandpiper"])
    assert not_assessed(policy, propose(policy), AS_OF) == ()
    assert found_in(TEXTS["sandpiper"]) == ()


REPAIRS = [
    ("X-01", "We use personal information to:", "Other than in datasets, we use personal information to:"),
    ("X-01", "These datasets remain", "These datasets contain no personal information and remain"),
    ("X-01", "Improve our processes, quality checks, and website", "Improve our website"),
    ("X-02", "We may share information with:", "We may share information, but not datasets, with:"),
    ("X-02", "with other clients.", "with other clients unless you ask us to."),
    ("X-03", "  • Consent (for", "  • A legal obligation (tax and accounting)\n  • Consent (for"),
    ("X-04", "Privacy Policy\n\nHow", "Privacy Policy\n\nLast updated: 2 May 2026\n\nHow"),
    ("X-06", "We use cookies and similar", "Once you have consented, we use cookies and similar"),
    ("X-07", "from tools like Google Analytics", "from Google Analytics, with data sharing switched off"),
    ("X-07", "use your information only to provide services to Auxerta, not for their own marketing", "help us"),
    ("X-08", "and resolve disputes.", "and resolve disputes, and for 6 years at most."),
    ("X-09", "  • Contact us about", "  • Are anyone whose data we handle\n  • Contact us about"),
    ("X-10", "These datasets remain", "Auxerta is the processor of datasets. These datasets remain"),
    ("X-14", "with other clients.", "with other clients, except where you ask for it."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new"), REPAIRS)
def test_the_reference_text_repaired_in_one_place_no_longer_shows_it(kind, old, new):
    assert kind in kinds_in(TEXTS["reference"])
    assert kind not in kinds_in(changed("reference", old, new))


def test_the_reference_text_with_addresses_announces_none_in_vain():
    text = changed("reference", "request that in writing,", "request that in writing to the address in section 15,")
    assert len([one for one in found_in(text) if one.kind == "X-05"]) == 2
    text = f"{text}\n\n  • privacy@auxerta.com"
    assert "X-05" not in kinds_in(text)


# Each is one change away from a text in which the kind is found.
LOOK_ALIKES = [
    ("X-01", "wren", "We use personal data to:", "Apart from your recordings, we use personal data to:"),
    ("X-01", "wren", "train our models and improve our service", "keep our books"),
    ("X-01", "basalt", "Hospitals submit scans", "Client files hold no personal data. Hospitals submit scans"),
    ("X-02", "wren", "other customers.", "other customers without your permission."),
    ("X-02", "wren", "We might disclose", "This part does not apply to your recordings. We might disclose"),
    ("X-03", "wren", "on our legitimate interests,", "on legal obligations, on our legitimate interests,"),
    ("X-03", "wren", "meet our tax duties", "meet our tax duties (legal obligation)"),
    ("X-03", "basalt", "the basis is the performance", "the basis is a legal obligation or the performance"),
    ("X-04", "wren", "Privacy Notice\n", "Privacy Notice\n\nVersion of 4 May 2026\n"),
    ("X-04", "wren", "Privacy Notice\n", "Privacy Notice\n\n4 May 2026\n"),
    ("X-04", "wren", "Privacy Notice\n", "Privacy Notice\n\nThis notice was last changed in May 2026.\n"),
    ("X-04", "basalt", 'The "effective date" will then be changed.', "The effective date of a contract is agreed."),
    ("X-06", "wren", "keep you signed in and to analyse traffic", "keep you signed in"),
    ("X-06", "basalt", "We set cookies to", "Only after you have agreed in the banner do we set cookies to"),
    ("X-07", "wren", "like Plumline Metrics.", "like Plumline Metrics. Its sharing of data is turned off."),
    ("X-07", "wren", "like Plumline Metrics", "on our own machines"),
    ("X-07", "basalt", "may process personal data only on our instructions", "are named below"),
    ("X-08", "wren", "for tax law.", "for tax law, which is seven years."),
    ("X-08", "basalt", "You have the right to", "Within one month of your request, you have the right to"),
    ("X-09", "wren", "customers and suppliers.", "customers and suppliers. Staff and applicants have another notice."),
    ("X-09", "wren", "We are happy", "Employees and applicants receive a separate notice. We are happy"),
    ("X-09", "basalt", "covers website visitors", "covers anyone whose data we handle, website visitors"),
    ("X-10", "wren", "You upload recordings", "For recordings, we act as a processor. You upload recordings"),
    ("X-10", "basalt", "CLIENT DATA\n", "CLIENT DATA\n\nBasalt is the processor of these.\n"),
    ("X-12", "wren", "with accountants", "with an adviser"),
    ("X-13", "wren", "rest on the EU-US Privacy Shield.", "no longer rest on the EU-US Privacy Shield."),
    ("X-13", "basalt", "Our certification under Safe Harbor covers", "The Safe Harbor decision was annulled for"),
    ("X-15", "wren", "section 14 for more", "section 5 for more"),
    ("X-15", "wren", "section 14 for more", "section 14 of the Archives Act"),
    ("X-15", "basalt", "The table below lists the changes.", "They are listed here."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "old", "new"), LOOK_ALIKES)
def test_what_only_looks_alike_is_passed_over(kind, name, old, new):
    assert kind not in kinds_in(changed(name, old, new))


# Each is a change that does not help.
STILL_FOUND = [
    ("X-03", "wren", "on our legitimate interests,", "on vital interests,"),
    ("X-04", "wren", "Privacy Notice\n", "Privacy Notice\n\nWe began on 4 May 2026.\n"),
    ("X-06", "basalt", "We set cookies to", "By using our site you consent that we set cookies to"),
    ("X-07", "wren", "like Plumline Metrics.", "like Plumline Metrics. We value privacy."),
    ("X-08", "wren", "We are happy to hear from you.", "We answer the telephone 24 hours a day."),
    ("X-08", "basalt", "WHO WE ARE\n", "WHO WE ARE\n\nOur readers are at least 16 years old.\n"),
    ("X-10", "wren", "Suppliers must", "Payment processors and providers act as our processors. Suppliers must"),
    ("X-13", "wren", "EU-US Privacy Shield", "Swiss-US Privacy Shield"),
]


@pytest.mark.parametrize(("kind", "name", "old", "new"), STILL_FOUND)
def test_what_does_not_repair_it_leaves_it_there(kind, name, old, new):
    assert kind in kinds_in(changed(name, old, new))


@pytest.mark.parametrize(
    ("ban", "permission", "is_found"),
    [
        ("We do not share personal data with third parties.", "We share personal data with hosting providers.", True),
        ("We never pass information on to advertisers.", "We share information with advertisers.", True),
        ("We do not share personal data with advertisers.", "We share personal data with hosting providers.", False),
        ("We do not share data with third parties, except as stated below.", "We share data with lawyers.", False),
        ("We never pass information on to resellers.", "We share information with resellers at your request.", False),
        ("We do not share datasets with other clients.", "We share datasets with annotators.", False),
        ("We do not share datasets with other clients.", "We share data with lawyers under an agreement.", True),
        ("We do not share datasets with other clients.", "With your consent we share data with lawyers.", False),
        ("We do not share datasets with other clients.", "Datasets are kept only as section 1 says.", False),
    ],
)
def test_a_ban_is_held_against_what_it_forbids(ban, permission, is_found):
    assert ("X-02" in kinds_in(a_text(ban, permission))) is is_found


@pytest.mark.parametrize(
    ("only", "other", "is_found"),
    [
        ("We use your data only to deliver your order.", "We use your data for marketing.", True),
        (
            "We use your data only to:\n\n- deliver your order\n- answer questions",
            "We use your data for research.",
            True,
        ),
        ("Your data is used solely to deliver your order.", "We may use your data for marketing.", True),
        ("We use your data only to deliver your order.", "We use your data to deliver your order.", False),
        ("We use your data only to deliver your order.", "We never use your data for marketing.", False),
        ("We use your data only to deliver your order.", "With your consent we use your data for marketing.", False),
        ("We use your card number only to deliver your order.", "We use your data for marketing.", False),
    ],
)
def test_the_only_use_of_data_is_held_against_other_uses(only, other, is_found):
    assert ("X-01" in kinds_in(a_text(only, other))) is is_found


@pytest.mark.parametrize(
    ("refusal", "sale", "is_found"),
    [
        ("We do not sell your data.", "We sell your data to data brokers.", True),
        ("We never sell personal data.", "Your data may be sold to partners.", True),
        ("We do not sell your datasets.", "We license your datasets to others.", True),
        ("We do not sell your datasets.", "We sell your data to data brokers.", False),
        ("We do not sell your data unless you agree.", "We may sell your data.", False),
        ("We do not sell your data.", "We may sell your data with your consent.", False),
    ],
)
def test_a_refusal_to_sell_is_held_against_a_sale_of_the_same(refusal, sale, is_found):
    assert ("X-02" in kinds_in(a_text(refusal, sale))) is is_found


@pytest.mark.parametrize(
    ("limit", "naming", "is_found"),
    [
        ("Service providers are barred from using data for their own ends.", "We use Heapline Analytics.", True),
        ("No supplier may exploit your data.", "We count visits with tools such as Heapline.", True),
        ("Service providers are barred from using data for their own ends.", "We use Cookies and analytics.", False),
        ("We are not responsible for how third parties use data.", "We use Heapline Analytics.", False),
        ("Our providers keep your data for us.", "We use Heapline Analytics.", False),
        ("Service providers are barred from using data.", "We use Heapline Analytics, self-hosted.", False),
    ],
)
def test_a_named_tool_is_held_against_a_limit_on_vendors(limit, naming, is_found):
    assert ("X-07" in kinds_in(a_text(limit, naming))) is is_found


@pytest.mark.parametrize(
    ("purpose", "basis", "is_found"),
    [
        ("We use your address for direct marketing.", "We rely on performance of a contract.", True),
        ("We use your address for direct marketing.", "We rely on performance of a contract and on consent.", False),
        ("We use it for direct marketing if you have agreed.", "We rely on performance of a contract.", False),
        ("We never use your address for direct marketing.", "We rely on performance of a contract.", False),
        ("We use your address for direct marketing.", "We are careful.", False),
    ],
)
def test_marketing_needs_a_basis_among_those_stated(purpose, basis, is_found):
    assert ("X-03" in kinds_in(a_text(purpose, basis))) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Objections must be sent in writing.", True),
        ("You may complain by written notice, on written request to us.", True),
        ("We confirm each change in writing.", False),
        ("Write to us in writing: 12 Mill Lane, Bath.", False),
        ("Ask us for it in writing, by the web form.", False),
        ("Ask us for it in writing; in 30 days we are on the way, or in 12345 hours.", True),
        ("Ask us for it in writing: Otterweg 4, Leipzig.", False),
    ],
)
def test_a_request_in_writing_needs_an_address_in_its_place(text, is_found):
    assert ("X-05" in kinds_in(a_text(text))) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("No one outside the company reads your messages.", True),
        ("Your data is not sold.", True),
        ("Data is 100 % encrypted.", True),
        ("Under no circumstances is your name passed on.", True),
        ("We're proud that our team doesn't sell data.", True),
        ("We do not sell data without your consent.", False),
        ("We are not responsible for other sites, and we do not control them.", False),
        ("No transmission can be guaranteed to be 100% secure.", False),
        ("We do not knowingly collect data of children.", False),
        ("If we do not hear from you, we close the account.", False),
    ],
)
def test_a_promise_without_exception_is_listed(text, is_found):
    assert ("X-14" in kinds_in(a_text(text))) is is_found


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("We may keep it, and May we ask why?", ["may", "may"]),
        ("In May 2026 and on 3 May 2026 we moved; some features changed.", []),
        ("We keep some data, often where possible.", ["some", "often", "possible"]),
        ("Where it is required, we seek to inform you as needed.", ["where required", "strive to", "as needed"]),
        ("We keep it as long as reasonably necessary.", ["as long as necessary", "reasonable"]),
    ],
)
def test_hedges_are_told_from_words_spelled_alike(text, hedges):
    found = [one for one in found_in(a_text(text)) if one.kind == "X-11"]
    assert sorted(one.about for one in found for _ in one.passages) == sorted(hedges)


@pytest.mark.parametrize(
    ("as_of", "is_found"), [(date(2015, 10, 5), False), (date(2015, 10, 6), True), (date(2026, 9, 30), True)]
)
def test_a_framework_has_ended_from_its_last_day_on(as_of, is_found):
    assert ("X-13" in kinds_in(TEXTS["basalt"], as_of)) is is_found


def test_a_framework_that_still_holds_is_passed_over():
    text = a_text("We transfer data to the United States under the EU-U.S. Data Privacy Framework.")
    assert "X-13" not in kinds_in(text)


def test_an_annex_that_is_there_is_found():
    text = a_text("The vendors are listed in Annex A.")
    assert "X-15" in kinds_in(text)
    assert "X-15" not in kinds_in(f"{text}\n\nAnnex A\n\nOur vendors are listed here: Plumline.")


def test_a_ban_of_all_sharing_says_which_permissions_stand_against_it():
    text = a_text("We do not share personal data with third parties.", "We share personal data with hosting providers.")
    (found,) = [one for one in found_in(text) if one.kind == "X-02"]
    assert [passage.section_id for passage in found.passages] == ["S01", "S02"]
    assert "section 1" in found.message
    assert "section 2" in found.message
