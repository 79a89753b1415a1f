"""POL: the policy in force names the providers behind cookies, and only those."""

from datetime import date

import pytest

from auditlib.evidence.facts import Evidence
from auditlib.evidence.web_scan import Sighting, WebScan
from auditlib.findings import Severity
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, result_of, the_clean_audit


def a_scan(*storing: str, contacted: tuple[str, ...] = ()) -> Evidence:
    """A scan in which hosts store something, and others are only contacted."""
    seen = tuple(
        Sighting("https://www.acme.example/", host, "cookie", "x", "after_accept", None, date(2026, 9, 14))
        for host in storing
    )
    return Evidence(sources=(WebScan("EV-03", "scan.csv", date(2026, 9, 14), seen, (*storing, *contacted)),))


NOTHING = a_scan()
NAMES = changed("policy_commitments", "S03-C02", named_parties=None)


def messages(**change: object) -> set[str]:
    return {finding.message for finding in findings_of("POL-17", **change)}


def test_the_rule_is_silent_on_the_clean_register() -> None:
    assert not [finding for finding in the_clean_audit().findings if finding.rule_id == "POL-17"]
    result = result_of("POL-17", evidence=NOTHING)
    assert (result.passed, dict(result.bases)) == (1, {"reconciled": 1})


def test_providers_differ_fires_on_a_provider_of_a_cookie_that_is_not_named() -> None:
    (found,) = findings_of("POL-17", changes=NAMES)
    assert (found.record_id, found.field, found.severity) == ("PV-01", "policy_version_id", Severity.MEDIUM)
    assert found.message == "PV-01 “Privacy Policy” does not name Countly Stats, which stands in the cookies sheet"
    assert result_of("POL-17", changes=NAMES, evidence=a_scan("stats.countly.example")).failed == 1


@pytest.mark.parametrize("party", ["countly stats inc.", "Countly Stats", "Stat Counter"])
def test_providers_differ_knows_the_spellings_of_a_vendor(party: str) -> None:
    changes = changed("policy_commitments", "S03-C02", named_parties=party)
    changes |= changed("vendors", "VND-02", aliases="Stat Counter")
    assert result_of("POL-17", changes=changes, evidence=NOTHING).passed == 1


def test_providers_differ_compares_names_where_there_is_no_vendor() -> None:
    add = {"cookies": [a_row("cookies", "CKE-01", cookie_id="CKE-02", vendor_id="", provider="Tracky Ads")]}
    assert messages(add=add) == {"PV-01 “Privacy Policy” does not name Tracky Ads, which stands in the cookies sheet"}
    named = changed("policy_commitments", "S03-C02", named_parties="Countly Stats; TRACKY ADS LLC")
    assert not messages(changes=named, add=add, evidence=NOTHING)


@pytest.mark.parametrize(
    "cells", [{"status": "ended"}, {"provider": "Acme Labelling", "vendor_id": ""}, {"provider": "", "vendor_id": ""}]
)
def test_providers_differ_leaves_out_ended_cookies_and_the_organisation_itself(cells: dict[str, str]) -> None:
    add = {"cookies": [a_row("cookies", "CKE-01", **({"cookie_id": "CKE-02", "provider": "Tracky"} | cells))]}
    assert not messages(add=add, evidence=NOTHING)


def test_providers_differ_fires_on_a_host_that_stores_something() -> None:
    evidence = a_scan("eu.cdn.samplehosting.example", "ads.tracky.example")
    assert messages(evidence=evidence) == {
        "PV-01 “Privacy Policy” does not name Sample Hosting, which stands behind a cookie in the scan",
        "PV-01 “Privacy Policy” does not name ads.tracky.example, which stands behind a cookie in the scan",
    }


@pytest.mark.parametrize("host", ["www.acme.example", "acme.example", "shop.acme.example", "stats.countly.example"])
def test_providers_differ_is_silent_on_own_hosts_and_named_vendors(host: str) -> None:
    assert not messages(evidence=a_scan(host))


def test_providers_differ_takes_a_host_that_is_only_contacted_for_no_provider() -> None:
    assert not messages(evidence=a_scan(contacted=("cdn.samplehosting.example",)))


ONLY_NAMED = changed("policy_commitments", "S03-C02", named_parties="Countly Stats; Sample Hosting")


def test_providers_differ_tells_of_a_party_once_however_it_is_spelled() -> None:
    parties = "Countly Stats; Sample Hosting; Sample Hosting GmbH"
    changes = changed("policy_commitments", "S03-C02", named_parties=parties)
    assert len(messages(changes=changes, evidence=NOTHING)) == 1


@pytest.mark.parametrize("kind", ["cookies", "collects"])
def test_providers_differ_fires_on_a_named_party_that_is_not_seen(kind: str) -> None:
    changes = ONLY_NAMED | changed("policy_commitments", "S03-C02", kind=kind)
    assert messages(changes=changes, evidence=NOTHING) == {
        "PV-01 “Privacy Policy” names Sample Hosting, which is neither in the cookies sheet nor in the scan"
    }
    assert not messages(changes=changes, evidence=a_scan(contacted=("cdn.samplehosting.example",)))


@pytest.mark.parametrize("changes", [{}, changed("vendors", "VND-01", web_domains=None)])
def test_providers_differ_is_not_assessable_where_a_named_party_has_no_known_hosts(
    changes: dict[Change, str | None],
) -> None:
    party = "Sample Hosting" if changes else "Google Analytics"
    changes |= changed("policy_commitments", "S03-C02", named_parties=f"Countly Stats; {party}")
    evidence = a_scan(contacted=("www.google-analytics.com",))
    assert result_of("POL-17", changes=changes, evidence=evidence).reasons == {
        f"the vendors sheet states no web domains of {party}, so that its hosts cannot be told in a scan": 1
    }


def test_providers_differ_lets_statements_of_other_kinds_name_whom_they_like() -> None:
    changes = changed("policy_commitments", "S07-C01", named_parties="Sample Hosting")
    assert not messages(changes=changes, evidence=NOTHING)
    all_there = NAMES | changed("policy_commitments", "S07-C01", named_parties="Countly Stats")
    assert not messages(changes=all_there, evidence=NOTHING)


@pytest.mark.parametrize(
    ("cells", "count"), [({}, 0), ({"effective_on": "2026-10-01"}, 1), ({"kind": "staff_notice"}, 1)]
)
def test_providers_differ_counts_what_another_policy_in_force_names(cells: dict[str, str], count: int) -> None:
    version = {"policy_version_id": "PV-02", "kind": "cookie_policy", "effective_on": "2026-07-01"}
    add = {"policy_versions": [a_row("policy_versions", "PV-01", **(version | cells))]}
    changes = changed("policy_commitments", "S03-C02", policy_version_id="PV-02")
    found = findings_of("POL-17", changes=changes, add=add, evidence=NOTHING)
    assert [one.record_id for one in found] == ["PV-01"] * count


def test_providers_differ_takes_accepted_statements_only() -> None:
    assert len(messages(changes=changed("policy_commitments", "S03-C02", status="proposed"), evidence=NOTHING)) == 1


def test_providers_differ_is_not_assessable_without_a_scan() -> None:
    assert result_of("POL-17").reasons == {"no usable web scan for this period": 1}
    assert result_of("POL-17", evidence=NOTHING, without=["cookies"]).not_assessable == 1
    assert result_of("POL-17", changes=changed("policy_versions", "PV-01", kind="staff_notice")).not_applicable == 1
