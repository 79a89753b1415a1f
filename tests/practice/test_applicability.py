"""The language of conditions, in three values: yes, no, and not known."""

import pytest

from auditlib.errors import NotAssessable
from auditlib.practice.applicability import condition_of
from auditlib.practice.gaps import elements
from auditlib.rulebook.view import StrictRegister, View
from tests.practice.telling import NOTHING
from tests.rules.making import NO_EVIDENCE, a_case, rows_with

YES = "organisation.acts_as_controller = yes"
NO = "organisation.is_public_authority = yes"
OPEN = "organisation.handles_us_bulk_sensitive_data = yes"


def _holds(text: str, changes=NOTHING, without=(), evidence=NO_EVIDENCE) -> bool:
    case = a_case(rows_with(changes, without=without))
    return condition_of(text)(case.entities[0], View(case, StrictRegister(case.register), evidence))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        (YES, True),
        (NO, False),
        ("organisation.legal_name is set", True),
        ("organisation.dpo_name is set", False),
        ("organisation.dpo_name is blank", True),
        ("organisation.regimes contains uk_gdpr", True),
        ("organisation.regimes lacks us_ccpa", True),
        ("organisation.regimes contains any of (us_ccpa, ch_fadp)", False),
        ("organisation.regimes contains none of (us_ccpa, ch_fadp)", True),
        ("organisation.establishment_countries contains any of (EEA)", True),
        ("organisation.website_analytics contains Countly Stats", True),
        (f"{NO} or {YES} and {YES}", True),
        (f"({NO} or {YES}) and {NO}", False),
        (f"{NO} or ({YES} and ({NO} or {YES}))", True),
    ],
)
def test_a_condition_is_read_as_it_is_written(text: str, expected: bool) -> None:
    assert _holds(text) is expected


@pytest.mark.parametrize(("text", "expected"), [(f"{OPEN} or {YES}", True), (f"{OPEN} and {NO}", False)])
def test_an_open_answer_does_not_matter_where_the_other_one_settles_it(text: str, expected: bool) -> None:
    assert _holds(text) is expected


@pytest.mark.parametrize("text", [OPEN, f"{OPEN} and {YES}", f"{OPEN} or {NO}", f"({OPEN})"])
def test_an_open_answer_that_matters_is_not_known(text: str) -> None:
    with pytest.raises(NotAssessable):
        _holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "organisation.regimes",
        "organisation.regimes has uk_gdpr",
        "vendors.status = active",
        f"({YES}",
        f"{YES})",
        f"{YES} and",
        "organisation.regimes contains any of uk_gdpr",
    ],
)
def test_a_text_that_is_not_of_the_language_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        condition_of(text)


@pytest.mark.parametrize(
    ("column", "changes", "expected"),
    [
        ("sets_cookies", {}, True),
        ("sets_cookies", {("cookies", "*", "status"): "ended"}, False),
        ("uses_consent", {}, False),
        ("uses_consent", {("purposes", "PUR-01", "legal_basis"): "consent"}, True),
        ("uses_legitimate_interests", {}, True),
        ("makes_automated_decisions", {}, False),
        ("collects_data_from_others", {}, False),
        ("collects_data_from_others", {("processing_activities", "ACT-01", "source_kinds"): "partner"}, True),
        ("makes_restricted_transfers", {}, True),
        ("receives_datasets_with_people", {}, True),
        ("receives_sensitive_datasets", {("datasets", "*", "sensitive_content"): "none"}, False),
    ],
)
def test_a_blank_answer_is_taken_from_its_sheet(column: str, changes, expected: bool) -> None:
    assert _holds(f"organisation.{column} = yes", changes) is expected


def test_a_filled_in_answer_goes_before_its_sheet() -> None:
    assert _holds("organisation.sets_cookies = yes", {("organisation", "acme", "sets_cookies"): "no"}) is False


def test_a_blank_answer_whose_sheet_is_absent_is_not_known() -> None:
    with pytest.raises(NotAssessable, match="cookies"):
        _holds("organisation.sets_cookies = yes", without=["cookies"])


def test_what_a_website_embeds_is_not_known_without_a_scan() -> None:
    with pytest.raises(NotAssessable, match="scan"):
        _holds("organisation.embeds_third_party_content = yes")


def test_regimes_nobody_confirmed_are_not_known() -> None:
    with pytest.raises(NotAssessable, match="not confirmed"):
        _holds("organisation.regimes contains uk_gdpr", {("organisation", "acme", "regimes_confirmed_on"): None})


def test_every_condition_of_the_elements_is_of_the_language() -> None:
    assert all(condition_of(element.applies_when) for element in elements())
