"""LAW: consent and direct marketing; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, findings_of, places_of

RULES = ("LAW-08", "LAW-09", "LAW-13", "LAW-16", "LAW-19")
Changes = dict[Change, str | None]


def purpose(**cells: str | None) -> Changes:
    return {("purposes", "PUR-01", column): value for column, value in cells.items()}


def asking(**cells: str | None) -> Changes:
    return {("consent_mechanisms", "CON-01", column): value for column, value in cells.items()}


def messages(rule_id: str, changes: Changes) -> list[str]:
    return [finding.message for finding in findings_of(rule_id, changes=changes)]


CONSENT = purpose(legal_basis="consent", consent_mechanism_id="CON-01")
EXPLICIT = purpose(special_category_condition="explicit_consent", consent_mechanism_id="CON-01") | asking(
    is_explicit="yes"
)
CHILDREN = CONSENT | {("processing_activities", "ACT-01", "data_subject_categories"): "enquirers; children"}
MARKETING = purpose(kind="direct_marketing", objection_route="Unsubscribe link", marketing_basis="prior_consent")


@pytest.mark.parametrize(
    ("rule_id", "changes"),
    [
        ("LAW-08", CONSENT),
        ("LAW-09", CONSENT),
        ("LAW-13", EXPLICIT),
        ("LAW-16", CHILDREN | asking(age_check="Date of birth")),
        ("LAW-19", MARKETING),
    ],
)
def test_a_rule_is_silent_when_all_is_stated(rule_id: str, changes: Changes) -> None:
    assert outcomes(rule_id, changes) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("rule_id", "changes", "message"),
    [
        (
            "LAW-08",
            CONSENT | purpose(consent_mechanism_id=None),
            "PUR-01 rests on consent and does not say how it is asked and recorded",
        ),
        (
            "LAW-08",
            CONSENT | asking(record_ref=None),
            "PUR-01 rests on consent asked by CON-01, which names no record of the consents given",
        ),
        (
            "LAW-09",
            CONSENT | purpose(consent_mechanism_id=None),
            "PUR-01 rests on consent and does not say how it is withdrawn",
        ),
        (
            "LAW-09",
            CONSENT | asking(withdrawal_route=None),
            "PUR-01 rests on consent asked by CON-01, which states no way to withdraw it",
        ),
        (
            "LAW-13",
            EXPLICIT | purpose(consent_mechanism_id=None),
            "PUR-01 rests on explicit consent and does not say how it is asked",
        ),
        (
            "LAW-13",
            EXPLICIT | asking(record_ref=None),
            "PUR-01 rests on explicit consent asked by CON-01, which names no record of the consents given",
        ),
        (
            "LAW-13",
            EXPLICIT | asking(is_explicit="no"),
            "PUR-01 rests on explicit consent asked by CON-01, where consent is not stated to be explicit",
        ),
        (
            "LAW-16",
            CHILDREN,
            "PUR-01 rests on the consent of children asked online by CON-01, which states no check of age",
        ),
    ],
)
def test_a_rule_on_consent_fires(rule_id: str, changes: Changes, message: str) -> None:
    assert messages(rule_id, changes) == [message]
    assert places_of(rule_id, changes=changes) == ("PUR-01 consent_mechanism_id",)


def test_consent_without_a_record_shows_the_blank_cell_of_the_form() -> None:
    (found,) = findings_of("LAW-08", changes=CONSENT | asking(record_ref=None))
    assert [place.sheet for place in found.places] == ["purposes", "consent_mechanisms"]


@pytest.mark.parametrize("said", [None, "unknown", "no"])
def test_explicit_consent_has_to_be_answered_with_yes(said: str | None) -> None:
    assert outcomes("LAW-13", EXPLICIT | asking(is_explicit=said)) == (0, 1, 0, 0)


def test_explicit_consent_yields_two_findings_for_two_defects() -> None:
    found = findings_of("LAW-13", changes=EXPLICIT | asking(record_ref=None, is_explicit="no"))
    assert len({finding.finding_id for finding in found}) == 2


@pytest.mark.parametrize("rule_id", ["LAW-08", "LAW-09"])
def test_consent_that_names_no_known_form_is_not_assessable(rule_id: str) -> None:
    assert outcomes(rule_id, CONSENT | purpose(consent_mechanism_id="CON-99")) == (0, 0, 0, 1)


@pytest.mark.parametrize("rule_id", ["LAW-08", "LAW-09"])
def test_the_rules_on_consent_do_not_apply_to_another_basis(rule_id: str) -> None:
    assert outcomes(rule_id, {}) == (0, 0, 1, 0)
    assert outcomes(rule_id, purpose(legal_basis=None)) == (0, 0, 0, 1)


@pytest.mark.parametrize("condition", [None, "vital_interests"])
def test_explicit_consent_does_not_apply_to_another_condition_or_none(condition: str | None) -> None:
    assert outcomes("LAW-13", purpose(special_category_condition=condition)) == (0, 0, 1, 0)


@pytest.mark.parametrize("kind", ["cookie_banner", "web_form", "account_setting", "app_prompt"])
def test_age_is_checked_online(kind: str) -> None:
    assert outcomes("LAW-16", CHILDREN | asking(kind=kind)) == (0, 1, 0, 0)


@pytest.mark.parametrize("kind", ["email_reply", "signed_form", "oral"])
def test_age_is_not_asked_for_elsewhere(kind: str) -> None:
    assert outcomes("LAW-16", CHILDREN | asking(kind=kind)) == (0, 0, 1, 0)


def test_age_is_not_asked_for_without_children_or_consent() -> None:
    assert outcomes("LAW-16", CONSENT) == (0, 0, 1, 0)
    assert outcomes("LAW-16", CHILDREN | purpose(legal_basis="contract")) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    "changes",
    [
        asking(kind=None),
        purpose(consent_mechanism_id=None),
        {("processing_activities", "ACT-01", "data_subject_categories"): None},
    ],
)
def test_age_is_not_assessable_when_people_or_form_are_not_known(changes: Changes) -> None:
    assert outcomes("LAW-16", CHILDREN | changes) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            purpose(objection_route=None),
            "objection_route",
            "PUR-01 is direct marketing and states no way to object",
        ),
        (
            purpose(marketing_basis=None),
            "marketing_basis",
            "PUR-01 is direct marketing and states no ground for the messages",
        ),
        (
            purpose(marketing_basis="none"),
            "marketing_basis",
            "PUR-01 is direct marketing and states no ground for the messages",
        ),
    ],
)
def test_marketing_not_grounded_fires(changes: Changes, field: str, message: str) -> None:
    (found,) = findings_of("LAW-19", changes=MARKETING | changes)
    assert (found.field, found.message) == (field, message)


def test_marketing_not_grounded_does_not_apply_to_other_purposes_and_is_open_where_none_is_stated() -> None:
    assert outcomes("LAW-19", {}) == (0, 0, 1, 0)
    assert outcomes("LAW-19", purpose(kind=None)) == (0, 0, 0, 1)
