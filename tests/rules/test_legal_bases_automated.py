"""LAW: automated decisions; what has to be stated of them differs between the EU and the UK."""

from datetime import date

import pytest

from tests.rules.making import Change, places_of

Changes = dict[Change, str | None]
DECIDES: Changes = {("purposes", "PUR-01", "makes_automated_decisions"): "yes"}
SPECIAL: Changes = {("data_categories", "*", "special_categories"): "health"}
BASIS, SAFEGUARDS = "PUR-01 automated_decision_basis", "PUR-01 automated_decision_safeguards"


def under(regimes: str) -> Changes:
    return {("organisation", "acme", "regimes"): regimes}


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        (under("uk_gdpr"), (SAFEGUARDS,)),
        (under("uk_gdpr") | SPECIAL, (BASIS, SAFEGUARDS)),
        (under("eu_gdpr; uk_gdpr"), (BASIS, SAFEGUARDS)),
        (under("eu_gdpr"), (BASIS, SAFEGUARDS)),
    ],
)
def test_a_ground_is_asked_under_eu_law_and_in_the_uk_for_special_categories(
    changes: Changes, places: tuple[str, ...]
) -> None:
    assert places_of("LAW-17", changes=DECIDES | changes) == places


@pytest.mark.parametrize(
    ("as_of", "places"), [(date(2026, 2, 4), (BASIS, SAFEGUARDS)), (date(2026, 2, 5), (SAFEGUARDS,))]
)
def test_the_uk_asks_for_no_ground_from_the_first_day_of_its_new_articles(as_of: date, places: tuple[str, ...]) -> None:
    confirmed: Changes = {("organisation", "acme", "regimes_confirmed_on"): "2026-01-15"}
    changes = DECIDES | under("uk_gdpr") | confirmed
    assert places_of("LAW-17", changes=changes, period="2026-Q1", as_of=as_of) == places


def test_a_ground_is_asked_where_the_activity_is_not_known_and_eu_law_applies() -> None:
    changes: Changes = DECIDES | {("purposes", "PUR-01", "activity_id"): None}
    assert places_of("LAW-17", changes=changes) == (BASIS, SAFEGUARDS)
