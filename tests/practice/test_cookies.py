"""Cookies: those of the sheet and those that scans see, what they are for and whose they are."""

from dataclasses import replace

import pytest

from auditlib.evidence.facts import Evidence
from tests.practice.stating import a_scan, places, stated, verdict
from tests.rules.making import Change, a_row

USED = stated("cookies", "asserts", "exists", quote="We use cookies")
FOR_ANALYTICS = stated("cookies", "asserts", "exists", "cookie_category", "analytics")
FOR_STATED_ENDS = stated("cookies", "forbids", "closed", "cookie_category", "necessary; analytics")
NO_MARKETING = stated("cookies", "forbids", "none", "cookie_category", "marketing")
NONE = stated("cookies", "forbids", "none", quote="We do not use cookies")
NONE_OF_OTHERS = stated("cookies", "forbids", "none", quote="We do not use third-party cookies")
WITH_CONSENT = stated("cookies", "forbids", "none", quote="We set no cookies without your consent")
SEEN = a_scan("_cs_1")


def cookie(**cells: str | None) -> dict[Change, str | None]:
    return {("cookies", "CKE-01", column): value for column, value in cells.items()}


def test_a_sheet_and_a_scan_that_agree_pass() -> None:
    assert verdict(USED, evidence=SEEN) == "passed"


def test_a_cookie_that_the_sheet_lacks_fails_and_is_shown() -> None:
    assert places(USED, evidence=a_scan("_cs_1", "stranger")) == ["EV-03 file_name"]


def test_a_cookie_that_no_scan_sees_fails_and_is_shown() -> None:
    elsewhere = a_scan("_cs_1")
    assert places(USED, cookie(name="other"), evidence=elsewhere)[0] == "CKE-01 last_seen_on"


def test_no_cookie_at_all_is_none_in_use() -> None:
    assert verdict(USED, cookie(status="ended"), evidence=a_scan()) == "failed"


def test_without_a_scan_nobody_knows() -> None:
    assert verdict(USED) == "no_evidence"


@pytest.mark.parametrize(("period", "expected"), [("13 months", "passed"), ("6 months", "failed")])
def test_cookies_stay_no_longer_than_is_stated(period: str, expected: str) -> None:
    assert verdict(USED | {"stated_period": period}, evidence=SEEN) == expected


def test_a_category_that_is_asserted_is_shown_by_a_cookie_that_is_seen() -> None:
    assert verdict(FOR_ANALYTICS, evidence=SEEN) == "passed"
    assert verdict(FOR_ANALYTICS) == "no_evidence"
    assert verdict(FOR_ANALYTICS, cookie(evidence_ids="EV-03")) == "passed"


def test_a_category_without_a_cookie_fails() -> None:
    assert verdict(FOR_ANALYTICS | {"terms": "functional"}, evidence=SEEN) == "failed"


def test_a_host_of_a_provider_shows_analytics_too() -> None:
    hosts = a_scan(hosts=("stats.countly.example",))
    assert verdict(FOR_ANALYTICS, cookie(status="ended"), evidence=hosts) == "passed"
    assert verdict(FOR_ANALYTICS, cookie(status="ended"), evidence=a_scan()) == "failed"


@pytest.mark.parametrize(
    ("statement", "category", "expected"),
    [
        (FOR_STATED_ENDS, "analytics", "passed"),
        (FOR_STATED_ENDS, "marketing", "failed"),
        (FOR_STATED_ENDS, "unclassified", "no_evidence"),
        (NO_MARKETING, "analytics", "passed"),
        (NO_MARKETING, "marketing", "failed"),
        (NO_MARKETING, None, "no_evidence"),
    ],
)
def test_categories_that_are_stated_or_ruled_out(
    statement: dict[str, str], category: str | None, expected: str
) -> None:
    assert verdict(statement, cookie(category=category), evidence=SEEN) == expected


@pytest.mark.parametrize("statement", [FOR_STATED_ENDS, NO_MARKETING])
def test_a_list_needs_an_attested_sheet_a_scan_and_no_stranger(statement: dict[str, str]) -> None:
    assert verdict(statement, evidence=SEEN, attested="vendors") == "no_evidence"
    assert verdict(statement) == "no_evidence"
    assert verdict(statement, evidence=a_scan("_cs_1", "stranger")) == "no_evidence"


def test_no_cookies_means_none_in_sheet_or_scan() -> None:
    ended = cookie(status="ended")
    assert verdict(NONE, ended, evidence=a_scan()) == "passed"
    assert verdict(NONE, ended, evidence=a_scan(), attested="vendors") == "no_evidence"
    assert verdict(NONE, ended) == "no_evidence"
    assert places(NONE, evidence=a_scan()) == ["CKE-01 name"]
    assert places(NONE, ended, evidence=SEEN) == ["EV-03 file_name"]


def test_no_cookies_of_others_leaves_those_of_ones_own() -> None:
    own = cookie(party="first_party")
    assert verdict(NONE_OF_OTHERS, own, evidence=SEEN) == "passed"
    assert verdict(NONE_OF_OTHERS, evidence=SEEN) == "failed"
    assert verdict(NONE_OF_OTHERS, own, evidence=a_scan("_cs_1", host="stats.countly.example")) == "failed"
    assert verdict(NONE_OF_OTHERS, cookie(party=None), evidence=SEEN) == "no_evidence"


ONLY_WITH_CONSENT = stated(
    "cookies", "forbids", "closed", "cookie_category", "analytics", quote="Only with your consent"
)


@pytest.mark.parametrize("statement", [WITH_CONSENT, ONLY_WITH_CONSENT, ONLY_WITH_CONSENT | {"operator": "none"}])
@pytest.mark.parametrize(
    ("changes", "evidence", "expected"),
    [
        ({}, SEEN, "passed"),
        ({}, Evidence(), "no_evidence"),
        ({}, Evidence(sources=(replace(SEEN.sources[0], pages=()),)), "no_evidence"),
        (cookie(is_set_before_consent="yes"), SEEN, "failed"),
    ],
)
def test_consent_comes_first(
    statement: dict[str, str], changes: dict[Change, str | None], evidence: Evidence, expected: str
) -> None:
    assert verdict(statement, changes, evidence=evidence) == expected


def test_a_list_without_terms_is_not_tested() -> None:
    assert verdict(stated("cookies", "forbids", "closed")) == "not_tested"


def test_a_cookie_of_unknown_party_hides_none_of_the_others() -> None:
    more = {"cookies": [a_row("cookies", "CKE-01", cookie_id="CKE-02")]}
    assert places(NONE_OF_OTHERS, cookie(party=None), add=more, evidence=a_scan())[0] == "CKE-02 name"
