"""How clearly a policy tells what the register holds: broader words, words that mean several things, denials."""

from hypothesis import given, settings, strategies as st

from auditlib.practice.disclosures import Disclosure, disclosures
from tests.practice.telling import POLICY, not_clear, reading, told, with_line
from tests.rules.making import a_row


def _with_data(kind: str) -> dict[str, object]:
    return {"changes": {("data_categories", "CAT-01", "kind"): kind}}


def _with_purpose(kind: str) -> dict[str, object]:
    return {"changes": {("purposes", "PUR-01", "kind"): kind}}


def _one(kind: str, text: str = POLICY, **change: object) -> Disclosure:
    (found,) = [one for one in told(text, **change) if one.subject_kind == kind]
    return found


def test_only_a_broader_term_makes_it_vague_and_says_which_and_how_far() -> None:
    text = with_line("data", "• Contact details")
    found = _one("data_category", text, accepts=text, **_with_data("telephone_number"))
    assert (found.status, found.covering_term, found.steps) == ("vague", "Contact details", 1)
    start, end, _ = found.clauses[0]
    assert text[start:end] == "Contact details"


def test_the_nearest_broader_term_is_the_one_that_is_named() -> None:
    text = with_line("data", "• Financial data\n• Billing details")
    found = _one("data_category", text, accepts=text, **_with_data("bank_account"))
    assert (found.status, found.covering_term, found.steps) == ("vague", "Billing details", 1)


def test_a_term_two_steps_below_is_covered_at_two_steps() -> None:
    text = with_line("data", "• Financial data")
    found = _one("data_category", text, accepts=text, **_with_data("payment_card"))
    assert (found.status, found.covering_term, found.steps) == ("vague", "Financial data", 2)


def test_a_narrower_term_does_not_cover_a_broader_one() -> None:
    text = with_line("data", "• Bank details")
    assert not_clear(text, accepts=text, **_with_data("billing")) == ["data_category billing omitted"]


def test_a_term_inside_another_word_is_not_named() -> None:
    text = with_line("data", "• Your paperwork and passwordless rename preferences")
    assert not_clear(text, accepts=text, **_with_data("name")) == ["data_category name omitted"]


def test_a_broader_term_in_another_kind_of_statement_covers_nothing() -> None:
    text = with_line("cookies", "Cookies hold no contact details.")
    assert not_clear(text, **_with_data("telephone_number")) == ["data_category telephone_number omitted"]


def test_vendors_of_a_kind_are_not_vendors_of_every_kind() -> None:
    change = {"changes": {("vendors", "VND-01", "services"): "crm"}}
    assert not_clear(**change) == ["recipient crm omitted"]
    text = with_line("recipients", "• Service providers")
    assert not_clear(text, **change) == ["recipient crm vague"]


def test_a_vendor_named_in_the_text_is_told_whatever_it_supplies() -> None:
    text = with_line("recipients", "• Outside companies such as Sample Hosting and Otherware")
    change = {"changes": {("vendors", "VND-01", "services"): "crm"}}
    assert not_clear(text, **change) == []


def test_words_that_mean_several_things_are_ambiguous_until_somebody_accepts_one() -> None:
    text = with_line("purposes", "• Improve our website")
    line = with_line("purposes", "• Our processes and website")
    assert not_clear(text, **_with_purpose("website_improvement")) == []
    assert not_clear(line, **_with_purpose("website_improvement")) == ["purpose website_improvement ambiguous"]
    assert not_clear(line, accepts=line, **_with_purpose("website_improvement")) == []


def test_a_denied_term_is_incorrect() -> None:
    text = with_line("data", "We do not collect your gender.")
    assert not_clear(text, accepts=text, **_with_data("gender")) == ["data_category gender incorrect"]


def test_denying_a_broader_term_denies_what_it_covers() -> None:
    text = with_line("purposes", "We do not use your data for research.")
    found = _one("purpose", text, accepts=text, **_with_purpose("research"))
    assert found.status == "incorrect"
    assert found.says == "rules out “Research”: “We do not use your data for research.”"


def test_a_term_stated_here_and_denied_there_is_ambiguous() -> None:
    text = with_line("data", "• Your gender\n\nWe do not collect your gender.")
    found = _one("data_category", text, **_with_data("gender"))
    assert found.status == "ambiguous"
    assert len(found.clauses) > 1


def test_a_list_with_only_denies_what_it_leaves_out() -> None:
    text = POLICY.replace("We rely on:", "We rely only on:")
    change = {"changes": {("purposes", "PUR-01", "legal_basis"): "consent"}}
    assert not_clear(text, accepts=text, **change)[0] == "legal_basis consent incorrect"


def test_another_country_than_the_only_ones_is_incorrect() -> None:
    text = POLICY.replace("We transfer personal data to Germany and the United States.", "")
    text = with_line("transfers", "We process personal data only in Germany.", text)
    assert "country US incorrect" in not_clear(text, accepts=text)


def test_an_area_covers_its_countries_vaguely() -> None:
    text = POLICY.replace("We transfer personal data to Germany", "We transfer personal data within the EEA")
    assert not_clear(text, accepts=text) == ["country DE vague"]


def test_a_period_stated_otherwise_is_incorrect() -> None:
    text = POLICY.replace("24 months", "6 months")
    assert not_clear(text, accepts=text) == ["retention_period 2 years incorrect"]


def test_the_same_period_in_other_units_is_told() -> None:
    text = POLICY.replace("24 months", "two years")
    assert not_clear(text, accepts=text) == []


def test_criteria_without_a_period_are_vague() -> None:
    text = POLICY.replace("for 24 months after", "as long as necessary after")
    assert not_clear(text, accepts=text) == ["retention_period 2 years vague"]


def test_a_period_for_other_data_is_not_this_one() -> None:
    text = with_line("retention", "We keep payment details for 7 years.")
    assert not_clear(text, accepts=text) == []


def test_a_period_is_about_what_the_clause_calls_by_its_name_in_the_register() -> None:
    text = POLICY.replace("We keep personal data for 24 months", "Enquiries are kept for 24 months")
    assert not_clear(text, accepts=text) == []


def test_the_same_period_for_something_no_shared_term_names_is_ambiguous() -> None:
    text = POLICY.replace("We keep personal data for 24 months", "Bicycles are kept for 24 months")
    assert not_clear(text, accepts=text) == ["retention_period 2 years ambiguous"]


def test_a_cookie_whose_category_alone_is_named_is_vague() -> None:
    text = POLICY.replace("the analytics cookie _cs_* of Countly Stats for 12 months", "cookies for analytics")
    found = _one("cookie", text, accepts=text)
    assert (found.status, found.covering_term) == ("vague", "Analytics")


def test_a_cookie_with_another_lifetime_is_incorrect() -> None:
    text = POLICY.replace("Stats for 12 months", "Stats for 3 months")
    assert not_clear(text, accepts=text) == ["cookie _cs_* incorrect"]


def test_the_name_of_a_cookie_is_no_part_of_a_longer_name() -> None:
    change = {"add": {"cookies": [a_row("cookies", "CKE-01", cookie_id="CKE-99", name="_cs")]}}
    assert not_clear(**change) == ["cookie _cs vague"]


def test_a_row_that_states_no_kind_is_not_assessed() -> None:
    change = {"changes": {("data_categories", "CAT-01", "kind"): None}}
    assert not_clear(**change) == ["data_category  not_assessed"]


def test_rights_of_a_law_that_is_not_confirmed_are_not_assessed() -> None:
    change = {"changes": {("organisation", "acme", "regimes_confirmed_by"): None}}
    assert {line.split()[-1] for line in not_clear(**change)} == {"not_assessed"}


def test_a_sheet_that_was_not_supplied_is_a_reason_and_leaves_the_others_their_say() -> None:
    found, reasons = disclosures(reading(without=["cookies"]))
    assert reasons == ("sheet cookies not supplied",)
    assert found


def test_an_ended_activity_has_nothing_to_tell() -> None:
    change = {"changes": {("processing_activities", "ACT-01", "status"): "ended", **_with_data("gender")["changes"]}}
    assert "data_category gender omitted" not in not_clear(**change)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_compared_and_tells_nothing_outside_of_itself(text: str) -> None:
    of_text = reading(text)
    for one in disclosures(of_text)[0]:
        for start, end, clause_id in one.clauses:
            assert 0 <= start < end <= len(of_text.policy.text)
            assert not clause_id or of_text.policy.clause(clause_id)


def test_a_cookie_that_is_denied_is_incorrect() -> None:
    text = POLICY.replace("We use the analytics cookie _cs_*", "We do not use the analytics cookie _cs_*")
    assert not_clear(text, accepts=text)[0] == "cookie _cs_* incorrect"


def test_a_period_that_is_denied_is_not_told_and_one_that_is_a_maximum_is() -> None:
    before = "We keep personal data for 24 months"
    denied = POLICY.replace(before, "We do not keep personal data for 24 months")
    assert any(one.startswith("retention_period") for one in not_clear(denied, accepts=denied))
    limited = POLICY.replace(before, "We do not keep personal data for longer than 24 months")
    assert not any(one.startswith("retention_period") for one in not_clear(limited, accepts=limited))
