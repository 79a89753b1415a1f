"""What is denied and what is stated: the same promise in many words, each read with every member of its list."""

import pytest

from auditlib.policy.proposing import Proposal, propose
from auditlib.policy.reading import policy_of_text
from auditlib.policy.readings import is_negated


def drafted(words: str, heading: str = "Privacy") -> tuple[Proposal, ...]:
    return propose(
        policy_of_text(f"Privacy Policy\n\n1. {heading}\n\n{words}\n\n2. More\n\nWe are here for you always.\n")
    )


def read(words: str, kind: str, heading: str = "Privacy") -> dict[str, str]:
    """The operator with which each term is drafted."""
    return {term: one.operator for one in drafted(words, heading) if one.kind == kind for term in one.terms}


@pytest.mark.parametrize(
    "words",
    [
        "We do not use your data for marketing, profiling or research.",
        "We don't use your data for marketing, profiling or research.",
        "We never use your data for marketing, for profiling, or for research.",
        "Your data will not be used for marketing, profiling or research.",
        "At no time do we use your data for marketing, profiling or research.",
        "Under no circumstances will we use your data for marketing, profiling or research.",
        "We use your data neither for marketing nor for profiling nor for research.",
        "We do not use your data:\n\n- for marketing\n- for profiling\n- for research",
    ],
)
def test_every_member_of_a_denied_list_is_denied(words):
    assert read(words, "uses_for") == dict.fromkeys(("direct_marketing", "profiling", "research"), "none")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We never collect health data, biometric data or genetic data.", "collects"),
        ("Health data, biometric data and genetic data are never collected.", "collects"),
        ("None of your health data, biometric data or genetic data is collected.", "collects"),
        ("We collect no health data, no biometric data and no genetic data.", "collects"),
        ("We do not collect or store health data, biometric data or genetic data.", "collects"),
        ("We do not share your data with advertisers, lawyers or partners.", "shares_with"),
        ("Your data is never shared with advertisers, lawyers or partners.", "shares_with"),
        ("We do not sell or share your data with advertisers, lawyers or partners.", "shares_with"),
        ("You do not have the right to portability or to restriction.", "rights"),
        ("You have no right to portability or to restriction.", "rights"),
        ("We never rely on legitimate interests or on vital interests.", "legal_basis"),
        ("We do not use cookies to measure traffic or to show targeted advertising.", "cookies"),
    ],
)
def test_it_is_so_for_every_kind(words, kind):
    operators = read(words, kind)
    assert len(operators) > 1
    assert set(operators.values()) == {"none"}


@pytest.mark.parametrize(
    ("words", "stated", "denied"),
    [
        ("We do not collect your age, but your name and gender.", {"name", "gender"}, {"date_of_birth"}),
        ("We do not collect your age; we collect your name and gender.", {"name", "gender"}, {"date_of_birth"}),
        ("We don't collect your age; your name and gender are collected.", {"name", "gender"}, {"date_of_birth"}),
        ("We collect your name and never ask for your age or gender.", {"name"}, {"date_of_birth", "gender"}),
        ("We collect your name, not your age or gender.", {"name"}, {"date_of_birth", "gender"}),
        ("We collect your name without asking for your age or gender.", {"name"}, {"date_of_birth", "gender"}),
        ("If you do not object, we collect your name and gender.", {"name", "gender"}, set()),
        ("We collect your name and gender so that you do not have to tell us twice.", {"name", "gender"}, set()),
        ("We collect your name and email address, which we do not share.", {"name", "email_address"}, set()),
        ("We do not only collect your name but also your gender.", {"name", "gender"}, set()),
    ],
)
def test_a_denial_ends_where_its_clause_ends(words, stated, denied):
    expected = dict.fromkeys(stated, "exists") | dict.fromkeys(denied, "none")
    assert read(words, "collects") == expected


def test_what_holds_for_a_list_holds_for_each_member_and_only_one_list_is_closed():
    assert set(read("We may collect your name, your age and your gender.", "collects").values()) == {"permitted"}
    (closed,) = drafted("We only collect your name, your age and your gender.")
    assert (closed.operator, closed.terms) == ("closed", ("name", "date_of_birth", "gender"))


@pytest.mark.parametrize(
    ("words", "kind", "terms"),
    [
        ("We do not use your data except to deliver your order.", "uses_for", ("service_delivery",)),
        ("Apart from your name we collect nothing.", "collects", ("name",)),
        (
            "We share your data with nobody but our hosting provider and lawyers.",
            "shares_with",
            ("hosting", "professional_adviser"),
        ),
        ("Except for our hosting provider, we share your data with no one.", "shares_with", ("hosting",)),
    ],
)
def test_nothing_but_what_is_named_is_a_closed_list(words, kind, terms):
    assert [(one.kind, one.operator, one.terms) for one in drafted(words)] == [(kind, "closed", terms)]


def test_what_is_denied_last_is_not_denied_of_everybody():
    assert [one.operator for one in drafted("Our bank receives your data, not your address.")] == ["permitted"]


def test_each_verb_has_its_own_denial():
    words = "We don’t sell your data and we don’t use it for advertising, but for research and not for profiling."
    assert read(words, "uses_for") == {"advertising": "none", "research": "exists", "profiling": "none"}


def test_a_right_that_is_excepted_is_denied_alone():
    words = "You have the right to access and to portability, but not to erasure."
    assert read(words, "rights") == {"access": "event", "portability": "event", "erasure": "none"}
    words = "You have the right not to be subject to automated decisions."
    assert set(read(words, "rights").values()) == {"event"}


@pytest.mark.parametrize("heading", ["Information we do not collect", "Data we never collect", "What we don't collect"])
def test_a_heading_that_denies_closes_no_list(heading):
    drafts = drafted("- Your age\n- Your gender", heading)
    assert len(drafts) == 3
    assert {(one.modality, one.operator) for one in drafts} == {("forbids", "none")}


@pytest.mark.parametrize(
    "words",
    [
        "We do not keep it.",
        "Nobody reads it.",
        "It goes to no one.",
        "None of it is kept.",
        "We set no cookies.",
        "We cannot see it.",
        "Neither name nor age is kept.",
        "We won't.",
        "We work without using cookies.",
        "At no time is it read.",
        "No data is kept, if you ask.",
        "We charge no fee.",
    ],
)
def test_words_that_deny(words):
    assert is_negated(words)


@pytest.mark.parametrize(
    "words",
    [
        "We keep it.",
        "We keep not only names.",
        "We delete it no later than in May.",
        "It is kept no longer than needed.",
        "A copy is yours at no charge.",
        "We tell you without undue delay.",
        "If you do not agree, write to us.",
        "We ask you when you do not answer.",
        "We read it, which is not easy.",
        "Those who do not work here see it.",
        "Whether or not you ask, we tell you.",
        "You are not required to tell us.",
        "Suite No. 4 is ours.",
        "We use nothing but names.",
    ],
)
def test_words_that_deny_nothing_or_something_else(words):
    assert not is_negated(words)
