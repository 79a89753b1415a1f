"""Cookies as the register states them beside those that scans saw, both ways."""

from collections.abc import Sequence

from auditlib.audit import Audit
from auditlib.errors import NotAssessable
from auditlib.evidence.opening import open_evidence
from auditlib.evidence.web_scan import WebScan
from auditlib.reports.entries import stated
from auditlib.rulebook.sightings import BEFORE, Sightings
from auditlib.sheets.cookies import Cookie
from auditlib.tables import Entry, Field, Row, Table

_COLUMNS = ("name", "provider", "category", "purpose", "lifetime", "is_set_before_consent")


def cookies(audit: Audit) -> Table:
    """Each cookie of the register and whether a scan of the period saw it; then those that no row matches."""
    rows = audit.case.register.all(Cookie)
    scans = _scans(audit)
    lines = [Row(row.identity, (Entry(row.identity), *_stated(row), _seen(row, scans))) for row in rows]
    unknown = dict.fromkeys(found for scan in scans for found in scan.unknown(rows))
    lines += [Row(f"{site} {name}", _unstated(site, name)) for site, name in unknown]
    fields = (
        Field("Cookie", "ePrivacy 5(3)", 10),
        Field("Name", width=22),
        Field("Provider", width=24),
        Field("Category", width=18),
        Field("Purpose", width=30),
        Field("Lifetime", width=14),
        Field("Set before a choice", width=14),
        Field("Seen by a scan", width=28),
    )
    supplied = "The sheet has no rows." if audit.case.register.has(Cookie) else "The sheet of cookies was not supplied."
    return Table("Cookies", "Cookies: the register, and what scans saw", fields, tuple(lines), empty=supplied)


def _scans(audit: Audit) -> tuple[Sightings, ...]:
    try:
        return tuple(Sightings(scan) for scan in open_evidence(audit.case).usable(WebScan))
    except NotAssessable:
        return ()


def _stated(row: Cookie) -> tuple[Entry, ...]:
    return tuple(stated(row, column) for column in _COLUMNS)


def _seen(row: Cookie, scans: Sequence[Sightings]) -> Entry:
    if not scans:
        return Entry(None, absent="no scan of this period")
    try:
        sightings = [one for scan in scans for one in scan.of(row)]
    except NotAssessable as unknown:
        return Entry(None, absent=unknown.reason)
    if not sightings:
        return Entry("not seen")
    is_early = any(one.phase == BEFORE for one in sightings)
    return Entry("seen, also before a choice" if is_early else "seen, after a choice only")


def _unstated(site: str, name: str) -> tuple[Entry, ...]:
    blank = (Entry(None, absent="not stated") for _ in _COLUMNS[1:])
    return Entry(None, absent="no row"), Entry(name), *blank, Entry(f"seen on {site}", mark="failed")
