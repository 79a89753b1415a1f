"""VEN: companies seen in payments, sign-on and web traffic against the vendors sheet."""

from datetime import date

import pytest

from auditlib.evidence.facts import Evidence
from auditlib.evidence.ledger import Ledger
from auditlib.evidence.sign_on import Application, SignOn
from auditlib.evidence.web_scan import Sighting, WebScan
from tests.rules.changing import cells, reasons, shift
from tests.rules.making import a_row, findings_of, result_of

DAY = date(2026, 9, 22)
SCANNED = Sighting(
    "https://www.acme-labels.example/contact", "stats.countly.example", "cookie", "_cs", "before_choice", None, DAY
)


def row(kind: str) -> dict[str, list[dict[str, str]]]:
    """One more row of the evidence sheet."""
    return {"evidence": [a_row("evidence", "EV-03", evidence_id="EV-08", kind=kind, title="Extract")]}


def paid(*payees: str) -> dict[str, object]:
    """A ledger with these payees."""
    ledger = Ledger("EV-08", "ledger.csv", payees)
    return {"add": row("ledger_export"), "evidence": Evidence(sources=(ledger,))}


def signed_on(name: str, domain: str = "") -> dict[str, object]:
    """A sign-on export with one application."""
    export = SignOn("EV-08", "sso.csv", (Application(name, domain, 1, None),))
    return {"add": row("sign_on_export"), "evidence": Evidence(sources=(export,))}


def contacted(*hosts: str, seen: tuple[Sighting, ...] = (SCANNED,)) -> dict[str, object]:
    """A scan that saw these hosts."""
    return {"add": row("web_scan"), "evidence": Evidence(sources=(WebScan("EV-08", "scan.csv", DAY, seen, hosts),))}


def found(change: dict[str, object]) -> list[tuple[str, str]]:
    """What is said, and how bad it is."""
    return [(finding.message, finding.severity.value) for finding in findings_of("VEN-14", **change)]


@pytest.mark.parametrize(
    "payee", ["SAMPLE HOSTING", "Sample Hosting, Inc.", "Countly Stats Inc", "ACME LABELLING LTD", "CLOUDCO*4711"]
)
def test_vendor_not_in_register_is_silent_on_known_names_and_on_the_organisation(payee: str) -> None:
    aliases = cells("vendors", "VND-01", aliases="EXHOST; CLOUDCO*4711")
    assert shift("VEN-14", changes=aliases, **paid(payee)) == (1, 0, 0, 0)


def test_vendor_not_in_register_fires_for_each_payee() -> None:
    said = found(paid("COPPERLINE TRANSCRIPTION LTD", "Sample Hosting", "Notewell"))
    assert sorted(said) == [
        (
            "EV-08 “Extract” shows payments to COPPERLINE TRANSCRIPTION LTD, which is in no row of the vendors sheet",
            "high",
        ),
        ("EV-08 “Extract” shows payments to Notewell, which is in no row of the vendors sheet", "high"),
    ]
    findings = findings_of("VEN-14", **paid("COPPERLINE TRANSCRIPTION LTD", "Notewell"))
    assert len({finding.finding_id for finding in findings}) == 2
    assert {(finding.record_id, finding.field) for finding in findings} == {("EV-08", "file_name")}


@pytest.mark.parametrize("payee", ["SAMPLE HOSTING CLOUD SVCS", "Sample", "COUNTLY", "Countly Stats 2026-08"])
def test_vendor_not_in_register_leaves_unsure_matches_to_a_person(payee: str) -> None:
    assert found(paid(payee)) == [
        (
            f"EV-08 “Extract” shows payments to {payee}, which may be one of the vendors by another name:"
            " a person has to decide",
            "low",
        )
    ]


@pytest.mark.parametrize("payee", ["Hosting", "My Sample Hosting", "Sampler Hosting", "GmbH"])
def test_vendor_not_in_register_takes_no_other_likeness_for_a_match(payee: str) -> None:
    assert [severity for _, severity in found(paid(payee))] == ["high"]


def test_vendor_not_in_register_reads_applications_by_name_or_domain() -> None:
    assert found(signed_on("Notewell", "notewell.example")) == [
        ("EV-08 “Extract” shows that people sign on to Notewell, which is in no row of the vendors sheet", "high")
    ]
    assert not found(signed_on("Sample Hosting", "somewhere.example"))
    assert not found(signed_on("Console", "cdn.samplehosting.example"))
    assert not found(signed_on("Console", "eu.cdn.samplehosting.example"))
    assert found(signed_on("Console", "samplehosting.example"))


@pytest.mark.parametrize(
    "host",
    [
        "stats.countly.example",
        "eu.stats.countly.example",
        "www.acme-labels.example",
        "acme-labels.example",
        "acme.example",
    ],
)
def test_vendor_not_in_register_is_silent_on_known_and_own_hosts(host: str) -> None:
    assert shift("VEN-14", **contacted(host)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "host", ["tracker.example", "countly.example", "evil-stats.countly.example.net", "notacme.example"]
)
def test_vendor_not_in_register_fires_on_other_hosts(host: str) -> None:
    assert found(contacted(host)) == [
        (f"EV-08 “Extract” shows that the website contacts {host}, which is in no row of the vendors sheet", "high")
    ]


def test_vendor_not_in_register_knows_the_own_hosts_from_the_mailboxes_where_no_page_is_seen() -> None:
    changes = cells(
        "organisation", "acme", contact_email="hello@acme.example", privacy_contact_email="p@acme-privacy.example"
    )
    for host in ("www.acme.example", "www.acme-privacy.example"):
        assert shift("VEN-14", changes=changes, **contacted(host, seen=())) == (1, 0, 0, 0)
    assert shift("VEN-14", changes=changes, **contacted("www.acme-labels.example", seen=())) == (0, 1, 0, 0)


def test_vendor_not_in_register_passes_on_the_basis_of_an_independent_source() -> None:
    assert dict(result_of("VEN-14", **paid("Sample Hosting")).bases) == {"reconciled": 1}


def test_vendor_not_in_register_is_not_assessable_without_a_usable_source() -> None:
    unusable = Evidence(unusable={"EV-08": "ledger.csv has no rows below its headings"})
    assert reasons("VEN-14", add=row("ledger_export"), evidence=unusable) == [
        "ledger.csv has no rows below its headings"
    ]
    assert shift("VEN-14", changes=cells("evidence", "EV-01", kind=None)) == (0, 0, -1, 1)
    assert reasons("VEN-14", without=["vendors"], **paid("Notewell")) == ["sheet vendors not supplied"]


def test_vendor_not_in_register_passes_over_a_cell_of_a_vendor_that_cannot_be_read() -> None:
    unreadable = cells("vendors", "VND-02", aliases="ERROR:#N/A", legal_name=None)
    assert shift("VEN-14", changes=unreadable, **paid("Sample Hosting")) == (1, 0, 0, 0)
