"""What became of each statement when the text changed."""

import pytest

from auditlib.policy.comparing import Status, compare
from auditlib.policy.proposing import propose
from auditlib.policy.quotes import QuoteState, placed, uncovered
from auditlib.policy.reading import policy_of_file, policy_of_text
from tests.policy.policies import REFERENCE, Stated, reference_statements, written

OLD = policy_of_file(REFERENCE)
STATEMENTS = reference_statements()


def after(old: str, new: str):
    """The comparison with the reference text in which one passage is another."""
    assert OLD.text.count(old) == 1
    return compare(OLD, STATEMENTS, policy_of_text(OLD.text.replace(old, new)))


def changed(comparison) -> dict[str, tuple[Status, bool]]:
    return {
        one.commitment_id: (one.status, one.is_substantive) for one in comparison.changes if one.status != Status.EXACT
    }


def change_of(comparison, commitment_id: str):
    return next(one for one in comparison.changes if one.commitment_id == commitment_id)


def test_the_same_text_leaves_every_statement_exact():
    comparison = compare(OLD, STATEMENTS, OLD)
    assert [one.commitment_id for one in comparison.changes] == [one.commitment_id for one in STATEMENTS]
    assert {one.status for one in comparison.changes} == {Status.EXACT}
    assert (comparison.new_clauses, comparison.removed_clauses, comparison.renumbered) == ((), (), ())


def test_dropping_the_denial_from_the_promise_not_to_sell_is_of_substance_however_alike():
    comparison = after("We do not sell your datasets", "We sell your datasets")
    assert changed(comparison) == {"S04-C06": (Status.EDITED, True), "S04-C07": (Status.EDITED, True)}
    sale = change_of(comparison, "S04-C06")
    assert sale.reasons == ("negation",)
    assert round(sale.likeness, 2) == 0.94


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("We do not sell your datasets or", "We do not license your datasets or", "negation"),
        ("not for their own marketing", "also for their own marketing", "negation"),
        (
            "Vendors are allowed to use your information only to",
            "Vendors are allowed to use your information to",
            "exclusivity",
        ),
        ("for enterprise clients", "for all clients", "exclusivity"),
        ("We may need to verify", "We will verify", "modality"),
        ("we will update the", "we may update the", "modality"),
        ("for as long as necessary to provide", "for 6 years to provide", "number or unit"),
        ("100% secure", "99% secure", "number or unit"),
        ("Google Analytics", "Plausible", "name"),
        ("privacy@auxerta.com", "legal@auxerta.com", "name"),
        ("browser type, and device", "browser type, device, and screen size", "list length"),
        ("access controls and encryption in transit", "access controls", "list length"),
        ("name, email address, and company", "name, telephone number, and company", "term"),
        ("These datasets remain your property", "These datasets remain our property", "who or whose"),
        ("not for their own marketing", "not for our own marketing", "who or whose"),
        ("We use them only to", "Our partners use them only to", "who or whose"),
        ("You can control cookies", "We can control cookies", "who or whose"),
        ("We keep personal information for", "We keep information for", "kind of data"),
    ],
)
def test_a_change_in_a_word_on_which_the_meaning_turns_is_of_substance(old, new, reason):
    found = [one for one in after(old, new).changes if one.status != Status.EXACT]
    assert found
    assert all(one.is_substantive and reason in one.reasons for one in found)


def test_a_change_of_period_or_its_unit_is_of_substance():
    old = policy_of_text("1. Storage\n\nWe keep logs for 30 days.\n\n2. More\n\nBread.")
    for new in ("We keep logs for 31 days.", "We keep logs for 30 months."):
        (change,) = compare(
            old, propose(old), policy_of_text(old.text.replace("We keep logs for 30 days.", new))
        ).changes
        assert (change.status, change.reasons) == (Status.EDITED, ("number or unit",))


def test_moving_a_denial_to_another_verb_is_of_substance():
    old = policy_of_text("1. Sharing\n\nWe do not sell your data and share it with our bank.\n\n2. More\n\nBread.")
    new = old.text.replace("do not sell your data and share", "sell your data and do not share")
    assert all(one.reasons for one in compare(old, propose(old), policy_of_text(new)).changes)


def test_a_lead_in_that_loses_its_limit_changes_the_items_under_it():
    comparison = after("We use them only to:", "We use them to:")
    assert set(changed(comparison)) == {"S04-C03", "S04-C04", "S04-C05"}
    item = change_of(comparison, "S04-C04")
    assert item.new_text == item.quote
    assert item.reasons == ("exclusivity",)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("3. Information we collect", "3. Information we do not collect", "negation"),
        ("Information you provide", "Information you may provide", "modality"),
        ("Information you provide", "Information they provide", "who or whose"),
    ],
)
def test_an_item_carries_the_heading_above_it(old, new, reason):
    item = change_of(after(old, new), "S03-C01")
    assert (item.status, item.new_text) == (Status.EDITED, item.quote)
    assert reason in item.reasons


def test_a_heading_in_other_words_leaves_its_items_as_they_were():
    item = change_of(after("3. Information we collect", "4. Data we collect"), "S03-C01")
    assert not item.is_substantive


def test_an_item_more_changes_the_closed_list_and_no_other_item():
    comparison = after("  • Authorities,", "  • Data brokers\n  • Authorities,")
    assert changed(comparison) == {"S07-C05": (Status.EDITED, True)}
    assert "list length" in change_of(comparison, "S07-C05").reasons
    assert [one.text for one in comparison.new_clauses] == ["Data brokers"]


def test_other_words_for_the_same_are_cosmetic_until_confirmed():
    comparison = after("This policy explains how we handle", "This policy sets out how we handle")
    assert change_of(comparison, "S02-C01").status is Status.EDITED
    assert not [one for one in comparison.changes if one.is_substantive]


def test_other_quotation_marks_dashes_and_blanks_are_normalised():
    comparison = after('("Auxerta", "we", "us") provides', "(“Auxerta”, “we”, “us”)  provides")
    assert changed(comparison) == {"S01-C01": (Status.NORMALISED, False)}


def test_a_contraction_denies_as_much_as_the_words_it_stands_for():
    assert not change_of(after("We do not sell", "We don’t sell"), "S04-C06").is_substantive


def test_text_put_before_leaves_what_follows_exact():
    comparison = after("1. Who we are", "0. Summary\n\nWe are careful.\n\n1. Who we are")
    assert changed(comparison) == {}
    late = change_of(comparison, "S15-C01")
    assert late.start == STATEMENTS[-1].quote_start + len("0. Summary\n\nWe are careful.\n\n")
    assert [one.text for one in comparison.new_clauses] == ["0. Summary", "We are careful."]


def test_a_sentence_in_another_section_has_moved():
    sentence = "We may need to verify your identity before responding."
    text = OLD.text.replace(f" {sentence}", "").replace("9. Security\n\n", f"9. Security\n\n{sentence} ")
    comparison = compare(OLD, STATEMENTS, policy_of_text(text))
    assert changed(comparison) == {"S11-C07": (Status.MOVED, False)}
    moved = change_of(comparison, "S11-C07")
    assert (moved.old_section, moved.new_section) == ("S11", "S09")


def test_sections_with_other_numbers_are_renumbered_and_their_statements_exact():
    text = OLD.text.replace("15. Contact", "14. Contact")
    cut = text[: text.index("13. Third-party")] + "13. Changes" + text[text.index("14. Changes") + len("14. Changes") :]
    comparison = compare(OLD, STATEMENTS, policy_of_text(cut))
    assert [(old.number, new.number) for old, new in comparison.renumbered] == [("14", "13"), ("15", "14")]
    assert {one.commitment_id for one in comparison.changes if one.status is Status.LOST} == {
        "S13-C01",
        "S13-C02",
        "S13-C03",
    }
    assert change_of(comparison, "S14-C01").status is Status.EXACT
    assert comparison.removed_clauses[0].text == "13. Third-party links"


def test_a_statement_whose_sentence_is_gone_is_lost():
    comparison = after("We do not sell your datasets or share them with other clients. ", "")
    assert changed(comparison) == {"S04-C06": (Status.LOST, True), "S04-C07": (Status.LOST, True)}


def test_a_sentence_joined_to_another_is_edited_and_not_lost():
    joined = after("from time to time. If we make", "from time to time; if we make")
    assert change_of(joined, "S14-C01").status is Status.EDITED


def test_every_statement_is_accounted_for_whatever_the_new_text():
    for text in ("", "Something else.", OLD.text.upper(), OLD.text.replace("\n\n", "\n")):
        comparison = compare(OLD, STATEMENTS, policy_of_text(text))
        assert len(comparison.changes) == len(STATEMENTS)


def test_a_quote_that_is_not_in_the_old_text_is_never_taken_as_kept():
    stray = Stated("X-1", "S01", "We bake bread.", 5, 19, "scope", "asserts", "exists")
    (lost,) = compare(OLD, [stray], OLD).changes
    assert lost.status is Status.LOST
    (found,) = compare(OLD, [stray], policy_of_text(OLD.text + "\n\nWe bake bread.")).changes
    assert (found.status, found.reasons) == (Status.EDITED, ("not in the old text",))


def test_a_change_in_a_language_that_is_not_assessed_is_of_substance():
    old = written("muehle.txt")
    words = "Wir geben sie nicht an Dritte weiter."
    start = old.text.index(words)
    statement = Stated("X-1", "S03", words, start, start + len(words), "shares_with", "forbids", "none")
    (change,) = compare(old, [statement], policy_of_text(old.text.replace("sie nicht an", "sie an"))).changes
    assert (change.status, change.is_substantive) == (Status.EDITED, True)


def test_quotes_at_other_offsets_are_told_from_those_that_are_absent():
    here = Stated("A", "S01", "Visit our website", 380, 397, "scope", "asserts", "exists")
    there = Stated("B", "S01", "Visit our website", 0, 17, "scope", "asserts", "exists")
    twice = Stated("C", "S01", "quality checks", 0, 14, "scope", "asserts", "exists")
    absent = Stated("D", "S01", "We bake bread.", 0, 14, "scope", "asserts", "exists")
    found = placed(OLD, [here, there, twice, absent])
    assert [one.state for one in found] == [
        QuoteState.VERBATIM,
        QuoteState.ELSEWHERE,
        QuoteState.SEVERAL,
        QuoteState.ABSENT,
    ]
    assert found[1].start == 380
    assert len(uncovered(OLD, [])) == len(OLD.clauses) - 19
