"""Disclaimers for other sites: links are listed, and nothing of another site is loaded by the page itself."""

import pytest

from auditlib.evidence.facts import Evidence
from tests.practice.stating import a_scan, places, stated, verdict

NOT_OURS = stated("disclaimer", "forbids", "none", quote="We are not responsible for their content")
LINKS = stated("disclaimer", "permits", "permitted", quote="Our website may contain links")
OWN = {("cookies", "CKE-01", "party"): "first_party"}


@pytest.mark.parametrize("hosts", [(), ("img.acme.example",), ("www.acme.example",)])
def test_pages_that_load_only_what_is_their_own_pass(hosts: tuple[str, ...]) -> None:
    assert verdict(NOT_OURS, OWN, evidence=a_scan("_cs_1", hosts=hosts)) == "passed"


def test_a_host_of_another_site_fails_and_the_scan_is_shown() -> None:
    chat = a_scan("_cs_1", hosts=("chat.widget.example",))
    assert places(NOT_OURS, OWN, evidence=chat) == ["EV-03 file_name"]


def test_a_third_party_cookie_fails() -> None:
    assert places(NOT_OURS, evidence=a_scan("_cs_1"))[0] == "CKE-01 party"


def test_a_cookie_whose_party_is_unknown_leaves_it_open() -> None:
    assert verdict(NOT_OURS, {("cookies", "CKE-01", "party"): None}, evidence=a_scan("_cs_1")) == "no_evidence"


def test_without_a_scan_or_an_attested_sheet_nobody_knows() -> None:
    assert verdict(NOT_OURS, OWN) == "no_evidence"
    assert verdict(NOT_OURS, OWN, evidence=a_scan("_cs_1"), attested="vendors") == "no_evidence"


@pytest.mark.parametrize("evidence", [Evidence(), a_scan("_cs_1")])
def test_links_are_in_no_scan(evidence: Evidence) -> None:
    assert verdict(LINKS, evidence=evidence) == "no_evidence"


def test_a_disclaimer_that_asserts_is_not_tested() -> None:
    assert verdict(stated("disclaimer", "asserts", "exists")) == "not_tested"


def test_a_scan_that_names_no_site_leaves_it_open() -> None:
    no_cookies = {("cookies", "CKE-01", "website"): None, **OWN}
    assert verdict(NOT_OURS, no_cookies, evidence=a_scan(hosts=("chat.widget.example",))) == "no_evidence"
