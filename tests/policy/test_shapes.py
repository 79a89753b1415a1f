"""Policies of other shapes, each counted by hand before it was read."""

import pytest

from auditlib.policy.reading import policy_of_text
from auditlib.policy.structure import ClauseKind
from tests.policy.policies import above, assert_sound, clause_that_says, words_of_kind, written


def headings(policy) -> list[str]:
    return [section.heading for section in policy.sections[1:]]


def test_a_page_shows_only_what_a_browser_shows():
    policy = written("lanternfish.html")
    assert_sound(policy)
    assert policy.title == "Privacy notice"
    assert headings(policy) == ["Who we are", "What we collect", "Cookies", "Contact"]
    hidden = ("every address", "advertisers", "for ever", "99 years", "★", "Ghost", "scripts", "Template", "promise")
    assert not [words for words in hidden if words in policy.text]
    assert "Home" not in policy.text
    assert "Follow us" not in policy.text


def test_white_space_of_a_page_is_as_a_browser_shows_it():
    policy = written("lanternfish.html")
    assert "sells tanks and pumps, e.g. to schools." in policy.text
    assert "We do not sell your data." in policy.text
    assert "4 Tide Street\nCork" in policy.text


def test_nested_items_of_a_page_know_the_item_around_them():
    policy = written("lanternfish.html")
    assert len(words_of_kind(policy, ClauseKind.BULLET)) == 7
    assert above(policy, "the tank you choose") == ["What we collect", "We collect:", "what you order:"]
    assert above(policy, "We read them ourselves.")[-1] == "messages you send us."
    assert clause_that_says(policy, "IP address").marker == "3."
    assert above(policy, "IP address") == ["What we collect", "From our site"]


def test_a_table_has_rows_under_its_header():
    policy = written("lanternfish.html")
    rows = [clause for clause in policy.clauses if clause.kind is ClauseKind.ROW]
    cells = [[policy.text[start:end] for start, end in row.cells] for row in rows]
    assert cells == [["_basket", "Remembers your basket", "30 days"], ["_count", "Counts visits", "13 months"]]
    assert above(policy, "_basket") == ["Cookies", "Cookie Purpose Kept for"]


def test_markdown_is_read_as_what_it_shows():
    policy = written("orrery.md")
    assert_sound(policy)
    assert policy.title == "Orrery Maps Privacy Statement"
    assert headings(policy) == ["What this covers", "Data we collect", "How we share data", "How long we keep it"]
    assert policy.sections[2].sub_headings == ("Data from others",)
    assert "layout" not in policy.text
    assert "May" not in policy.text
    assert "We share it only with" in policy.text


def test_items_of_markdown_nest_three_deep():
    policy = written("orrery.md")
    assert len(words_of_kind(policy, ClauseKind.BULLET)) == 8
    lead_in = "We collect the following data."
    assert above(policy, "for work") == ["Data we collect", lead_in, "Account data", "your e-mail address"]
    assert above(policy, "public registers") == ["Data we collect", "Data from others", "We also receive data from:"]
    assert len(words_of_kind(policy, ClauseKind.ROW)) == 2


def test_headings_in_capitals_open_sections_and_wrapped_lines_are_one_sentence():
    policy = written("heron.txt")
    assert_sound(policy)
    assert policy.title == "PRIVACY POLICY"
    assert headings(policy) == [
        "ABOUT THIS POLICY",
        "WHAT WE COLLECT",
        "WHY WE USE IT",
        "SHARING",
        "HOW LONG WE KEEP IT",
        "YOUR RIGHTS",
        "HOW TO REACH US",
    ]
    assert policy.sections[2].sub_headings == ("Sender and recipient",)
    assert len(words_of_kind(policy, ClauseKind.BULLET)) == 3
    assert len(words_of_kind(policy, ClauseKind.SENTENCE)) == 14
    assert clause_that_says(policy, "Parcels over 2.5 kg").words.endswith("to within 0.1 kg.")
    assert (
        clause_that_says(policy, "where the parcel").words
        == 'where the parcel was left, e.g. "with a neighbour at No. 12", and'
    )


def test_a_german_text_is_read_and_marked_as_not_assessed():
    policy = written("muehle.txt")
    assert_sound(policy)
    assert policy.language == "de"
    assert {clause.not_assessed for clause in policy.clauses} == {"language"}
    assert headings(policy) == [
        "Verantwortlicher",
        "Welche Daten wir verarbeiten",
        "Zweck und Rechtsgrundlage",
        "Ihre Rechte",
    ]
    assert len(words_of_kind(policy, ClauseKind.BULLET)) == 3
    assert len(words_of_kind(policy, ClauseKind.SENTENCE)) == 6
    assert above(policy, "E-Mail-Adresse, z. B. für") == [
        "2. Welche Daten wir verarbeiten",
        "Wir verarbeiten die folgenden Daten:",
    ]


def test_entries_of_a_table_of_contents_open_no_section():
    policy = written("quill.txt")
    assert_sound(policy)
    assert policy.title == "Quill & Sons privacy notice"
    assert [section.number for section in policy.sections] == ["", "1", "2", "3"]
    assert policy.sections[2].sub_headings == ("2.1 Purposes", "2.2 Keeping")


def test_items_with_letters_and_roman_numbers_belong_to_the_line_before():
    policy = written("quill.txt")
    assert above(policy, "set them in type.")[-1] == "We use manuscripts to"
    assert above(policy, "a court orders it.")[-1].endswith("unless:")
    assert [one.marker for one in policy.clauses if one.marker and one.section_id == "S02"] == [
        "a)",
        "b)",
        "(i)",
        "(ii)",
    ]


def test_headings_that_only_stand_alone_open_sections():
    policy = policy_of_text(
        "Sparrow Bakery privacy notice\n\nWhat we collect\n\nYour name.\n\nWho sees it\n\nOur baker does.\n"
    )
    assert policy.title == "Sparrow Bakery privacy notice"
    assert headings(policy) == ["What we collect", "Who sees it"]


@pytest.mark.parametrize("name", ["lanternfish.html", "heron.txt", "muehle.txt", "quill.txt"])
def test_the_text_a_pack_keeps_is_read_again_as_the_same_clauses(name):
    policy = written(name)
    again = policy_of_text(policy.text)
    assert [(one.kind, one.text) for one in again.clauses] == [(one.kind, one.text) for one in policy.clauses]


def test_a_text_without_headings_is_one_part():
    policy = policy_of_text("We keep your name. We keep it for two years.")
    assert len(policy.sections) == 1
    assert words_of_kind(policy, ClauseKind.SENTENCE) == ["We keep your name.", "We keep it for two years."]


def test_each_line_is_a_paragraph_where_no_line_is_wrapped():
    long = "We collect your name and address so that we know where we have to bring the bread every morning."
    policy = policy_of_text(f"1. What we collect\n{long}\n2. Why we do that\n{long} It is warm.\n")
    assert headings(policy) == ["What we collect", "Why we do that"]


NARROW = """Privacy Policy
1. Controller
Miller Ltd is here.
2. What data we hold on you
We hold the following data:
- Name
- Age
3. Retention
We keep it.
"""
IN_CAPITALS = """PRIVACY

WHAT WE ASK FOR
Only your address. We do not
ask for your name,
your age or your place
of birth.

CHANGES
None.
"""


def test_a_short_numbered_line_above_a_sentence_is_a_heading_also_without_blank_lines():
    policy = policy_of_text(NARROW)
    assert headings(policy) == ["Controller", "What data we hold on you", "Retention"]
    assert above(policy, "Age") == ["2. What data we hold on you", "We hold the following data:"]


def test_a_line_in_capitals_above_a_sentence_is_a_heading_and_wrapped_lines_are_not():
    policy = policy_of_text(IN_CAPITALS)
    assert headings(policy) == ["WHAT WE ASK FOR", "CHANGES"]
    assert words_of_kind(policy, ClauseKind.SENTENCE) == [
        "Only your address.",
        "We do not ask for your name, your age or your place of birth.",
        "None.",
    ]


def test_numbered_items_that_are_wrapped_stay_whole():
    policy = policy_of_text(
        "We use your data to:\n\n1. send news of\nYork and Leeds\n2. Answer questions from\nGermany\n"
    )
    assert words_of_kind(policy, ClauseKind.BULLET) == ["send news of York and Leeds", "Answer questions from Germany"]


def test_a_section_in_another_language_alone_is_not_assessed():
    english = "We keep your name for as long as you are our customer and we do not sell it to other people. " * 3
    german = "Wir speichern Ihre Daten nur so lange, wie Sie unser Kunde sind, und geben sie nicht weiter an Dritte. "
    policy = policy_of_text(f"1. English\n\n{english}\n\n2. Deutsch\n\n{german}\n")
    assert [{one.not_assessed for one in section.clauses} for section in policy.sections[1:]] == [{""}, {"language"}]


def test_a_numbered_heading_after_a_dangling_lead_in_stays_a_heading():
    policy = policy_of_text("1. Contact\n\nWrite to us at:\n\n2. Changes\n\nWe may change this.\n")
    assert headings(policy) == ["Contact", "Changes"]
    assert [one.words for one in policy.dangling_lead_ins] == ["Write to us at:"]
