"""COO: consent for cookies, their lifetime, and what a scan of the website shows."""

from datetime import date

import pytest

from auditlib.evidence.facts import Evidence
from auditlib.evidence.web_scan import Sighting, WebScan
from auditlib.findings import Severity
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = tuple(f"COO-{number:02}" for number in range(1, 9))
PAGE = "https://www.acme.example/contact"


def cke(**cells: str | None) -> dict[Change, str | None]:
    return changed("cookies", "CKE-01", **cells)


def org(**cells: str | None) -> dict[Change, str | None]:
    return changed("organisation", "acme", **cells)


def seen(name: str, phase: str = "after_accept", page: str = PAGE) -> Sighting:
    return Sighting(page, "www.acme.example", "cookie", name, phase, None, date(2026, 9, 14))


def a_scan(*sightings: Sighting, file: str = "scan.csv", row: str = "EV-03") -> WebScan:
    return WebScan(row, file, date(2026, 9, 14), sightings, ("www.acme.example",))


def scanned(*sightings: Sighting) -> Evidence:
    return Evidence(sources=(a_scan(*sightings),))


def test_set_before_consent_fires_where_the_row_says_so() -> None:
    (found,) = findings_of("COO-01", changes=cke(is_set_before_consent="yes"))
    assert (found.record_id, found.field, found.severity) == ("CKE-01", "is_set_before_consent", Severity.CRITICAL)
    assert found.message == "CKE-01 “_cs_*” is set before the visitor has made a choice, as its row says"


@pytest.mark.parametrize(
    ("phase", "when"), [("before_choice", "before a choice"), ("after_reject", "after the visitor refused")]
)
@pytest.mark.parametrize("said", ["no", "unknown"])
def test_set_before_consent_fires_where_the_scan_shows_it(phase: str, when: str, said: str) -> None:
    (found,) = findings_of("COO-01", changes=cke(is_set_before_consent=said), evidence=scanned(seen("_cs_1", phase)))
    assert found.message == f"CKE-01 “_cs_*” is set {when} in the scan scan.csv, and its row does not say so"


def test_set_before_consent_passes_where_the_scan_shows_it_after_accepting_only() -> None:
    result = result_of("COO-01", evidence=scanned(seen("_cs_1"), seen("other", "before_choice")))
    assert (result.passed, dict(result.bases)) == (1, {"reconciled": 1})


def test_set_before_consent_is_not_assessable_where_no_scan_looked_before_a_choice() -> None:
    reason = {"no scan of www.acme.example before a choice in this period": 1}
    for scan in (scanned(seen("_cs_1")), scanned(seen("other"), seen("other", "after_reject"))):
        assert result_of("COO-01", evidence=scan).reasons == reason


@pytest.mark.parametrize("rule_id", ["COO-01", "COO-04"])
def test_a_site_is_not_scanned_by_being_contacted_from_another(rule_id: str) -> None:
    elsewhere = (seen("x", phase, "https://shop.other.example/") for phase in ("before_choice", "after_accept"))
    result = result_of(rule_id, evidence=scanned(*elsewhere))
    assert (result.not_assessable, result.passed) == (1, 0)


def test_cookie_not_seen_is_not_assessable_where_only_another_site_was_accepted() -> None:
    scan = scanned(seen("other", "before_choice"), seen("x", page="https://shop.other.example/"))
    assert result_of("COO-04", evidence=scan).not_assessable == 1


def test_a_page_on_which_nothing_was_stored_was_looked_at() -> None:
    empty = WebScan("EV-03", "scan.csv", date(2026, 9, 14), (), (), pages=((PAGE, "before_choice"),))
    assert result_of("COO-01", evidence=Evidence(sources=(empty,))).passed == 1
    assert result_of("COO-04", evidence=Evidence(sources=(empty,))).not_assessable == 1


def test_set_before_consent_looks_at_every_scan_and_fires_once() -> None:
    early = a_scan(seen("_cs_1", "before_choice"), seen("_cs_1"), file="early.csv")
    late = a_scan(seen("_cs_1", "after_reject"), file="late.csv")
    (found,) = findings_of("COO-01", evidence=Evidence(sources=(early, late)))
    assert "in the scan early.csv" in found.message
    (found,) = findings_of("COO-01", evidence=Evidence(sources=(a_scan(seen("_cs_1")), late)))
    assert "in the scan late.csv" in found.message


@pytest.mark.parametrize(
    ("name", "page", "count"),
    [
        ("_cs_1", "https://acme.example/", 1),
        ("_cs_", "http://WWW.ACME.example", 1),
        ("_cs", PAGE, 0),
        ("x_cs_1", PAGE, 0),
        ("_ct", PAGE, 0),
        ("_cs_1", "https://shop.acme.example/", 0),
    ],
)
def test_set_before_consent_matches_names_by_their_beginning_on_the_same_site(name: str, page: str, count: int) -> None:
    assert len(findings_of("COO-01", evidence=scanned(seen(name, "before_choice", page)))) == count


@pytest.mark.parametrize(("name", "count"), [("_cs", 1), ("_cs_1", 0), ("_c", 0)])
def test_set_before_consent_matches_whole_names_without_a_star(name: str, count: int) -> None:
    evidence = scanned(seen(name, "before_choice"), seen("_a"), seen("_z"))
    assert len(findings_of("COO-01", changes=cke(name="_cs"), evidence=evidence)) == count


def test_set_before_consent_is_not_assessable_without_a_scan_of_the_site() -> None:
    assert result_of("COO-01").reasons == {"no usable web scan for this period": 1}
    elsewhere = cke(website="shop.acme.example")
    result = result_of("COO-01", changes=elsewhere, evidence=scanned(seen("_cs_1", "before_choice")))
    assert result.reasons == {"no scan of shop.acme.example in this period": 1}
    assert result_of("COO-01", changes=cke(website=None), evidence=scanned()).not_assessable == 1


@pytest.mark.parametrize(
    ("cells", "applies"),
    [
        ({"markets": "california"}, False),
        ({"markets": "uk; eu_eea"}, True),
        ({"markets": ""}, True),
        ({"category": "necessary"}, False),
        ({"category": "unclassified"}, False),
        ({"category": "functional"}, True),
        ({"category": "personalisation"}, True),
        ({"category": "marketing"}, True),
        ({"status": "ended"}, False),
    ],
)
def test_set_before_consent_applies_to_what_needs_consent_in_the_eu(cells: dict[str, str], applies: bool) -> None:
    result = result_of("COO-01", changes=cke(is_set_before_consent="yes", **cells))
    assert (result.failed, result.not_applicable) == ((1, 0) if applies else (0, 1))


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"category": "marketing"}, "failed"),
        ({"category": "personalisation"}, "failed"),
        ({"category": "functional"}, "not_assessable"),
        ({"category": "analytics"}, "not_assessable"),
        ({"category": "analytics", "is_statistics_only": "no"}, "failed"),
        ({"category": "analytics", "is_statistics_only": "yes", "has_opt_out": "no"}, "failed"),
        ({"category": "analytics", "is_statistics_only": "yes", "has_opt_out": "yes"}, "not_applicable"),
    ],
)
def test_set_before_consent_asks_for_consent_in_the_uk_but_for_its_exceptions(
    cells: dict[str, str], outcome: str
) -> None:
    changes = cke(is_set_before_consent="yes", markets="uk", **cells)
    assert getattr(result_of("COO-01", changes=changes), outcome) == 1
    before_the_law = result_of("COO-01", changes=changes, as_of=date(2026, 2, 4))
    assert before_the_law.failed == 1


@pytest.mark.parametrize(("markets", "failed"), [("california", 0), (None, 1), ("uk; eu_eea", 1)])
def test_set_before_consent_takes_the_markets_of_the_website_where_the_row_names_none(
    markets: str | None, failed: int
) -> None:
    changes = cke(is_set_before_consent="yes", markets=None) | org(website_markets=markets)
    assert result_of("COO-01", changes=changes).failed == failed


def test_set_before_consent_is_not_assessable_without_category() -> None:
    assert result_of("COO-01", changes=cke(category=None, is_set_before_consent="yes")).not_assessable == 1
    assert result_of("COO-01", changes=org(regimes="ch_fadp")).not_applicable == 1


NO_BANNER = cke(consent_mechanism_id=None)


def test_analytics_without_consent_fires_for_each_market() -> None:
    found = {one.message for one in findings_of("COO-02", changes=NO_BANNER)}
    assert found == {
        "CKE-01 “_cs_*” counts visits of people in the EU or EEA and names no banner that asks for consent",
        "CKE-01 “_cs_*” counts visits of people in the UK, names no banner that asks for consent,"
        " and is not stated to meet the statistics exception",
    }
    assert {one.field for one in findings_of("COO-02", changes=NO_BANNER)} == {"consent_mechanism_id"}


IN_THE_UK = NO_BANNER | cke(markets="uk", is_statistics_only="yes", has_opt_out="yes")


def test_analytics_without_consent_is_silent_under_the_statistics_exception() -> None:
    assert result_of("COO-02", changes=IN_THE_UK).passed == 1
    assert result_of("COO-02", changes=IN_THE_UK, as_of=date(2026, 2, 5)).passed == 1
    (found,) = findings_of("COO-02", changes=IN_THE_UK, as_of=date(2026, 2, 4))
    assert found.message.endswith("and the statistics exception is not yet law")
    assert found.confidence == "sourced"


@pytest.mark.parametrize("column", ["is_statistics_only", "has_opt_out"])
@pytest.mark.parametrize("answer", ["no", "unknown", None])
def test_analytics_without_consent_wants_both_conditions_stated(column: str, answer: str | None) -> None:
    (found,) = findings_of("COO-02", changes=IN_THE_UK | cke(**{column: answer}))
    assert len(found.places) == 3


def test_analytics_without_consent_takes_the_markets_of_the_website_where_the_row_names_none() -> None:
    everywhere = NO_BANNER | cke(markets=None)
    assert len(findings_of("COO-02", changes=everywhere)) == 2
    assert not findings_of("COO-02", changes=everywhere | org(website_markets="california"))
    assert result_of("COO-02", changes=everywhere | org(website_markets=None)).not_assessable == 1


def test_analytics_without_consent_applies_to_active_analytics() -> None:
    assert result_of("COO-02", changes=NO_BANNER | cke(category="marketing")).not_applicable == 1
    assert result_of("COO-02", changes=NO_BANNER | cke(status="ended")).not_applicable == 1
    assert result_of("COO-02", changes=cke(category=None)).not_assessable == 1


SCAN_ROW = changed("evidence", "EV-03", kind="web_scan")


def test_cookie_not_in_sheet_fires_on_each_name_once() -> None:
    again = seen("_new", "after_reject", "https://www.acme.example/")
    evidence = scanned(seen("_cs_9"), seen("_new"), again, seen("_x"))
    found = findings_of("COO-03", changes=SCAN_ROW, evidence=evidence)
    assert [(one.record_id, one.field) for one in found] == [("EV-03", "file_name")] * 2
    assert {one.message.partition("shows ")[2] for one in found} == {
        "“_new” on acme.example, which no row of the cookies sheet matches",
        "“_x” on acme.example, which no row of the cookies sheet matches",
    }


@pytest.mark.parametrize(("name", "count"), [("_cs_", 0), ("_cs", 1), ("a_cs_1", 1), ("exact", 0), ("exact1", 1)])
def test_cookie_not_in_sheet_matches_whole_names_and_beginnings(name: str, count: int) -> None:
    add = {"cookies": [a_row("cookies", "CKE-01", cookie_id="CKE-02", name="exact")]}
    assert len(findings_of("COO-03", changes=SCAN_ROW, add=add, evidence=scanned(seen(name)))) == count


def test_cookie_not_in_sheet_takes_no_row_of_another_site() -> None:
    changes = SCAN_ROW | cke(website="shop.acme.example")
    assert len(findings_of("COO-03", changes=changes, evidence=scanned(seen("_cs_1")))) == 1
    assert not findings_of(
        "COO-03", changes=SCAN_ROW | cke(website="https://acme.example/"), evidence=scanned(seen("_cs_1"))
    )


def test_cookie_not_in_sheet_applies_to_scans_and_is_not_assessable_where_one_is_not_read() -> None:
    assert result_of("COO-03").not_applicable == 7
    result = result_of("COO-03", changes=SCAN_ROW)
    assert (result.not_assessable, result.passed) == (1, 0)
    result = result_of("COO-03", changes=SCAN_ROW, evidence=scanned(seen("_x")), without=["cookies"])
    assert (result.not_assessable, result.failed) == (1, 0)


def test_cookie_not_seen_fires_when_the_last_two_scans_lack_it() -> None:
    scans = tuple(
        a_scan(seen(name), file=file) for file, name in (("1.csv", "_cs_1"), ("2.csv", "other"), ("3.csv", "other"))
    )
    (found,) = findings_of("COO-04", evidence=Evidence(sources=scans))
    assert (found.record_id, found.field) == ("CKE-01", "last_seen_on")
    assert found.message == "CKE-01 “_cs_*” is not in 2.csv nor in 3.csv; it was last seen on 14 September 2026"
    assert not findings_of("COO-04", evidence=Evidence(sources=scans[:2]))
    assert not findings_of("COO-04", evidence=Evidence(sources=(scans[2], scans[0])))


def test_cookie_not_seen_takes_one_scan_as_enough_where_there_is_one() -> None:
    (found,) = findings_of("COO-04", changes=cke(last_seen_on=None), evidence=scanned(seen("other")))
    assert found.message == "CKE-01 “_cs_*” is not in scan.csv"


def test_cookie_not_seen_is_not_assessable_without_a_scan_that_accepts() -> None:
    assert result_of("COO-04").not_assessable == 1
    result = result_of("COO-04", evidence=scanned(seen("other", "before_choice")))
    assert result.reasons == {"no scan of www.acme.example after accepting cookies in this period": 1}
    assert result_of("COO-04", changes=cke(status="planned")).not_applicable == 1


def test_cookie_not_described_fires_on_each_blank() -> None:
    found = findings_of("COO-05", changes=cke(lifetime=None, provider=None, purpose=None))
    assert {(one.field, one.message) for one in found} == {
        ("lifetime", "CKE-01 “_cs_*” states no lifetime"),
        ("provider", "CKE-01 “_cs_*” states no provider"),
        ("purpose", "CKE-01 “_cs_*” states no purpose"),
    }
    assert result_of("COO-05", changes=cke(status="ended", purpose=None)).not_applicable == 1


@pytest.mark.parametrize(
    ("lifetime", "count"),
    [
        ("13 months", 0),
        ("13 months 1 day", 1),
        ("P1Y1M", 0),
        ("395 days", 0),
        ("396 days", 1),
        ("9497 hours", 1),
        ("P0D", 0),
    ],
)
def test_cookie_lasts_too_long_after_thirteen_months(lifetime: str, count: int) -> None:
    assert len(findings_of("COO-06", changes=cke(lifetime=lifetime))) == count


def test_cookie_lasts_too_long_says_how_long() -> None:
    (found,) = findings_of("COO-06", changes=cke(lifetime="2 years"))
    assert (found.record_id, found.field) == ("CKE-01", "lifetime")
    assert found.message == "CKE-01 “_cs_*” stays for 2 years, longer than 13 months"


def test_a_choice_that_lasts_too_long_is_one_finding_about_the_banner() -> None:
    add = {"cookies": [a_row("cookies", "CKE-01", cookie_id="CKE-02")]}
    banner = changed("consent_mechanisms", "CON-01", lifetime="13 months")
    (found,) = findings_of("COO-06", changes=banner, add=add)
    assert (found.sheet, found.record_id, found.field) == ("consent_mechanisms", "CON-01", "lifetime")
    assert found.message.endswith("asks again only after 1 year 1 month, longer than 12 months")
    assert not findings_of("COO-06", changes=changed("consent_mechanisms", "CON-01", lifetime="12 months"))
    (found,) = findings_of("COO-06", changes=changed("consent_mechanisms", "CON-01", lifetime=None), add=add)
    assert found.message.endswith("does not say after which time visitors are asked again")


def test_cookie_lasts_too_long_says_what_it_can_when_one_length_cannot_be_read() -> None:
    banner = changed("consent_mechanisms", "CON-01", lifetime="P2Y")
    assert places_of("COO-06", changes=cke(lifetime="until deleted") | banner) == ("CON-01 lifetime",)
    assert result_of("COO-06", changes=cke(lifetime=None)).not_assessable == 1
    assert result_of("COO-06", changes=NO_BANNER | banner).passed == 1
    assert result_of("COO-06", changes=org(regimes="uk_gdpr")).not_applicable == 1


UNKNOWN_PROVIDER = cke(vendor_id=None, provider="Tracky Ads")


def test_provider_not_in_register_fires_without_a_vendor_of_that_name() -> None:
    (found,) = findings_of("COO-07", changes=UNKNOWN_PROVIDER)
    assert found.field == "provider"
    assert found.message == "CKE-01 “_cs_*” belongs to Tracky Ads, which is in no row of the vendors sheet"


@pytest.mark.parametrize("column", ["name", "legal_name", "aliases"])
def test_provider_not_in_register_knows_each_spelling(column: str) -> None:
    spelled = changed("vendors", "VND-01", **{column: "TRACKY ADS Inc."})
    assert not findings_of("COO-07", changes=UNKNOWN_PROVIDER | spelled)


def test_provider_not_in_register_is_silent_where_the_row_names_a_vendor() -> None:
    assert result_of("COO-07", changes=cke(provider="Tracky Ads")).passed == 1
    assert result_of("COO-07", changes=UNKNOWN_PROVIDER | cke(party="first_party")).not_applicable == 1
    assert result_of("COO-07", changes=UNKNOWN_PROVIDER | cke(provider=None)).not_assessable == 1
    assert result_of("COO-07", changes=UNKNOWN_PROVIDER | cke(party=None)).not_assessable == 1
    assert result_of("COO-07", changes=UNKNOWN_PROVIDER, without=["vendors"]).not_assessable == 1


def con(**cells: str | None) -> dict[Change, str | None]:
    return changed("consent_mechanisms", "CON-01", **cells)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("rejecting_is_as_easy_as_accepting", "is not stated to make refusing as easy as accepting"),
        ("withdrawing_is_as_easy_as_giving", "is not stated to make withdrawing as easy as giving"),
        ("withdrawal_route", "states no way to withdraw consent"),
    ],
)
def test_refusing_is_harder_fires_on_each_answer_that_is_not_yes(column: str, text: str) -> None:
    (found,) = findings_of("COO-08", changes=con(**{column: None}))
    assert (found.record_id, found.field) == ("CON-01", column)
    assert found.message == f"CON-01 “Cookie banner on www” {text}"
    if column != "withdrawal_route":
        assert len(findings_of("COO-08", changes=con(**{column: "no"}))) == 1


def test_refusing_is_harder_applies_to_active_banners() -> None:
    assert result_of("COO-08", changes=con(kind="web_form", withdrawal_route=None)).not_applicable == 1
    assert result_of("COO-08", changes=con(status="ended", withdrawal_route=None)).not_applicable == 1
    assert result_of("COO-08", changes=con(kind=None)).not_assessable == 1
