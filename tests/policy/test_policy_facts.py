"""Dates, lengths of time, addresses, names, countries and the language of a text."""

import pytest

from auditlib.policy.facts import dates_in, durations_in, emails_in, last_updated_in, urls_in
from auditlib.policy.language import language_of
from auditlib.policy.lexicon import terms_in, values_in
from auditlib.policy.naming import countries_in, hedges_in, own_names_in, parties_in
from auditlib.policy.words import stem
from auditlib.reference.vocabularies import vocabulary
from auditlib.schema.durations import read_duration


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 April 2026", "2026-04-02"),
        ("April 2nd, 2026", "2026-04-02"),
        ("April 2 2026", "2026-04-02"),
        ("2nd of April 2026", "2026-04-02"),
        ("2026-04-02", "2026-04-02"),
        ("25/04/2026", "2026-04-25"),
        ("03/04/2026", ""),
        ("May 2018", ""),
        ("30 February 2026", ""),
    ],
)
def test_a_date_is_found_with_its_day_where_that_is_certain(text, value):
    (found,) = dates_in(f"In force on {text}, for all.")
    assert (found.text, found.value) == (text, value)


@pytest.mark.parametrize("text", ["you may 2 times", "version 1.2.2026.5", "section 3", "in 2026"])
def test_what_is_no_date_is_none(text):
    assert dates_in(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30 days", "30 days"),
        ("thirty (30) days", "30 days"),
        ("twelve months", "12 months"),
        ("a 24-hour limit", "24 hours"),
        ("one year", "1 year"),
        ("6\u00a0years", "6 years"),
        ("10 business days", "10 days"),
    ],
)
def test_a_length_of_time_is_found(text, value):
    (found,) = durations_in(f"We keep it for {text}.")
    assert found.value == value
    assert read_duration(found.value).is_readable


@pytest.mark.parametrize("text", ["under 13 years of age", "a 17-year-old visitor", "children 16 years old"])
def test_an_age_is_no_length_of_time(text):
    assert durations_in(f"Not for {text}.") == ()


@pytest.mark.parametrize("text", ["once a day", "from time to time", "2.30 days", "day-to-day work", "100% secure"])
def test_what_is_no_length_of_time_is_none(text):
    assert durations_in(text) == ()


def test_addresses_end_before_the_point_of_the_sentence():
    text = "Write to privacy@a.example. See (https://b.example/x?y=1), or www.c.example."
    assert [fact.text for fact in emails_in(text)] == ["privacy@a.example"]
    assert [fact.text for fact in urls_in(text)] == ["https://b.example/x?y=1", "www.c.example"]


@pytest.mark.parametrize(
    "text", ["Last updated: 2 April 2026", "Effective date – April 2, 2026", "Last revised on 2026-04-02"]
)
def test_a_statement_of_the_last_change_has_its_day(text):
    (found,) = last_updated_in(f"Policy\n\n{text}\n\nMore.")
    assert (found.text, found.value) == (text, "2026-04-02")


def test_the_promise_of_a_date_is_no_statement_of_one():
    assert last_updated_in('We will update the "Last updated" date. On 2 April 2026 we moved.') == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("in the United States and in Ireland", ("US", "IE")),
        ("the US, the U.K. and South Korea", ("US", "GB", "KR")),
        ("contact us in New Mexico or Papua New Guinea", ("PG",)),
        ("CONTACT US", ()),
        ("Guinea-Bissau, Niger and Nigeria", ("GW", "NE", "NG")),
    ],
)
def test_countries_are_found_by_their_whole_names(text, codes):
    assert countries_in(text) == codes


def test_parties_are_found_where_something_is_handed_to_them():
    assert parties_in("We use tools like Example Stats and Otherlytics.") == ("Example Stats", "Otherlytics")
    assert parties_in("We share it with Quokka Mail.") == ("Quokka Mail",)
    assert parties_in("Technical data such as IP address. Countries such as Japan.") == ()
    assert hedges_in("tools like Example Stats") == ((0, 10),)


def test_own_names_are_those_the_text_defines():
    text = "Otter Post Ltd (“Otter”, “we”) carries parcels for Example Freight GmbH."
    assert own_names_in(text) == ("Otter Post Ltd", "Otter")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We collect your name and we do not sell it.", "en"),
        ("Wir verarbeiten Ihre Daten nur, wenn das nötig ist.", "de"),
        ("Nous traitons vos données pour les besoins du service.", "fr"),
        ("Tratamos sus datos para los fines que se indican.", "es"),
        ("Wij verwerken uw gegevens niet voor andere doelen.", "nl"),
        ("Tratamos os seus dados para as finalidades do serviço.", "pt"),
        ("Trattiamo i dati degli utenti per le finalità della legge.", "it"),
        ("我们收集您的姓名。", "zh"),
        ("12345", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("policies", "policy"),
        ("processes", "processing"),
        ("organised", "organize"),
        ("cookies", "cookie"),
        ("deleting", "delete"),
        ("AI", "ai"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("US", "us"), ("accounting", "account"), ("marketing", "market"), ("pages", "age")]
)
def test_other_words_do_not(one, other):
    assert stem(one) != stem(other)


def test_terms_are_whole_words_and_the_longest_wins():
    assert values_in("webpages and messages manage images", "data_kind") == ("messages",)
    assert values_in("your e-mail addresses", "data_kind") == ("email_address",)
    assert values_in("We encrypt data in transit", "security_control") == ("encryption_in_transit",)
    (found,) = terms_in("the IP addresses", "data_kind")
    assert (found.start, found.end) == (4, 16)


def test_every_label_of_a_vocabulary_is_found_as_itself():
    lost = [
        (name, term.value)
        for name in vocabulary("vocabulary")
        for term in vocabulary(name).values()
        if term.value not in {"other", "none", "internal_only", "unclassified", "pay"}
        and term.value not in values_in(term.label, name)
    ]
    assert lost == []
