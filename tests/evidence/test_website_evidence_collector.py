"""The EDPS tool's inspection.json: an invented one with every trap, and the real one."""

import json
from datetime import date

import pytest

from auditlib.evidence.connector import UnusableExtract
from auditlib.evidence.web_scan import WebScan
from auditlib.evidence.website_evidence_collector import read_inspection
from auditlib.schema.durations import Duration
from tests.evidence.extracts import an_extract, opened, why_unusable

LOG = {"timestamp": "2026-09-22T23:59:59.000Z", "location": "https://www.auxerta.example/start"}


def a_cookie(name, **fields):
    return {"name": name, "domain": ".Auxerta.example", "session": False, "log": LOG, **fields}


def an_inspection(**changes):
    return {
        "uri_dest": "https://www.auxerta.example/",
        "script": {"config": {}},
        "browser": {"preset_cookies": {}},
        "start_time": "2026-09-22T23:59:50.000Z",
        "cookies": [
            a_cookie("number", expires=1800000000.5, expiresDays=390),
            a_cookie("text", expires="2027-05-24T11:59:59.000Z", expiresDays=243.5, session=False),
            a_cookie("minus one", expires=-1, session=True, expiresDays=None),
            a_cookie("only the end", expires="2026-09-24T23:59:59.000Z"),
        ],
        "localStorage": {"https://www.auxerta.example:8443": {"theme": {"value": "dark", "firstPartyStorage": True}}},
        "hosts": {
            "requests": {"firstParty": ["www.auxerta.example"], "thirdParty": ["www.auxerta.example", "cdn.example"]},
            "links": {"firstParty": [], "thirdParty": ["only-linked.example"]},
        },
        "beacons": [{"url": "https://beacon.example/collect?id=1", "occurrances": 2}],
        "websockets": {"wss://socket.example/live": {}},
        **changes,
    }


def read(tmp_path, content):
    path = tmp_path / "inspection.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_inspection(an_extract(path))


def test_cookies_seen_without_consent_were_set_before_a_choice(tmp_path):
    scan = read(tmp_path, an_inspection())
    assert {one.phase for one in scan.sightings} == {"before_choice"}
    assert [(one.kind, one.name, one.host) for one in scan.sightings] == [
        ("local_storage", "theme", "www.auxerta.example"),
        ("cookie", "minus one", "auxerta.example"),
        ("cookie", "number", "auxerta.example"),
        ("cookie", "only the end", "auxerta.example"),
        ("cookie", "text", "auxerta.example"),
    ]


def test_every_form_of_expiry_is_read(tmp_path):
    scan = read(tmp_path, an_inspection())
    assert {one.name: one.lifetime for one in scan.sightings} == {
        "number": Duration("390 days", days=390),
        "text": Duration("243.5 days", days=243, minutes=720),
        "minus one": None,
        "only the end": Duration("2 days", days=2),
        "theme": None,
    }


def test_hosts_are_those_contacted_each_once(tmp_path):
    scan = read(tmp_path, an_inspection())
    assert scan.hosts == ("beacon.example", "cdn.example", "socket.example", "www.auxerta.example")


def test_the_order_in_the_file_does_not_matter(tmp_path):
    assert read(tmp_path, an_inspection()) == read(tmp_path, an_inspection(cookies=an_inspection()["cookies"][::-1]))


def test_no_cookie_is_a_result_where_the_page_loaded(tmp_path):
    scan = read(
        tmp_path, an_inspection(cookies=[], localStorage={}, browsing_history=["https://www.auxerta.example/b"])
    )
    assert scan.sightings == ()
    assert scan.pages == tuple((f"https://www.auxerta.example/{end}", "before_choice") for end in ("", "b"))
    assert scan.hosts


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "cannot be read as JSON"),
        (b"{", "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b"\xff\xfe", "cannot be read as JSON"),
        ([], "is no inspection as the website-evidence-collector writes it"),
        ({}, "is no inspection as the website-evidence-collector writes it"),
        (an_inspection(start_time="yesterday"), "is no inspection as the website-evidence-collector writes it"),
        (an_inspection(cookies=None), "is no inspection as the website-evidence-collector writes it"),
        (
            an_inspection(cookies=[a_cookie("x", expiresDays=float("inf"))]),
            "is no inspection as the website-evidence-collector writes it",
        ),
        (
            an_inspection(hosts={}, beacons=[], websockets={}),
            "names no host that was contacted: the page did not load",
        ),
        (
            an_inspection(browser={"preset_cookies": {"consent": "all"}}),
            "was made with cookies set beforehand, so it does not show the page before a choice",
        ),
        (
            an_inspection(script={"config": {"browserProfile": "mine"}}),
            "was made with cookies set beforehand, so it does not show the page before a choice",
        ),
    ],
)
def test_what_is_no_inspection_of_a_fresh_visit_is_refused(tmp_path, content, reason):
    with pytest.raises(UnusableExtract) as raised:
        read(tmp_path, content)
    assert raised.value.reason == reason


def test_the_evidence_sheet_leads_to_an_inspection(tmp_path):
    content = json.dumps(an_inspection())
    (scan,) = opened(tmp_path, content, "inspection.json", kind="web_scan").usable(WebScan)
    assert scan.scanned_on == date(2026, 9, 22)


def test_an_inspection_of_another_year_is_not_used(tmp_path):
    content = json.dumps(an_inspection(start_time="2024-05-30T12:53:44.473Z"))
    reason = why_unusable(tmp_path, content, "inspection.json", kind="web_scan")
    assert reason.startswith("evidence/inspection.json holds rows of 30 May 2024 only")


def test_the_real_inspection_is_read(shared):
    path = shared / "real" / "edps-website-evidence-collector" / "inspection.json"
    scan = read_inspection(an_extract(path))
    assert scan.scanned_on == date(2024, 5, 30)
    assert [(one.host, one.name, str(one.lifetime or "session")) for one in scan.sightings] == [
        ("localhost", "foo", "session"),
        ("localhost", "foo2", "session"),
        ("youtube.com", "PREF", "243 days 12 hours"),
        ("youtube.com", "VISITOR_INFO1_LIVE", "180 days"),
        ("youtube.com", "VISITOR_PRIVACY_METADATA", "180 days"),
        ("youtube.com", "YSC", "session"),
    ]
    assert {one.phase for one in scan.sightings} == {"before_choice"}
    assert len(scan.hosts) == len(set(scan.hosts)) == 17
    assert "facebook.com" not in scan.hosts


def test_the_invented_inspection_is_read(shared):
    scan = read_inspection(an_extract(shared / "real" / "synthetic-exports" / "wec_inspection_min.json"))
    names = [(one.kind, one.name) for one in scan.sightings]
    assert names == [
        ("cookie", "_ga"),
        ("cookie", "_ga_ABC123"),
        ("cookie", "sid"),
        ("local_storage", "theme"),
        ("cookie", "IDE"),
    ]
