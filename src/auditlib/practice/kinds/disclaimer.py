"""Disclaimers for other sites: links are listed, and nothing of another site is loaded by the page itself."""

from collections.abc import Iterator

from auditlib.evidence.web_scan import WebScan
from auditlib.practice.looking import of_each
from auditlib.practice.noting import file_cell
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.rulebook.conditions import known
from auditlib.rulebook.sightings import is_own_host, site_of
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.policy_commitments import PolicyCommitment


@procedure("disclaimer", "permitted")
def links_listed(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nothing could be held against it: what is read of a scan of the website lists no links."""
    for scan in view.evidence.usable(WebScan):
        text = f"{scan.evidence_id} records what pages load and store, and not where they link to"
        yield seen(Bearing.UNKNOWN, text, *file_cell(scan.evidence_id, view))


@procedure("disclaimer", "none", rests_on=(Cookie,))
def nothing_loaded_from_others(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Pages load nothing from another site, and no cookie of a third party is in use."""
    yield from of_each(view.register.all(Cookie), _of_third_party)
    yield from _loaded(view)


def _of_third_party(cookie: Cookie) -> Iterator[Observation]:
    if readable(cookie, "status") == "active" and known(cookie, "party") == "third_party":
        whose = f"{cookie.identity} belongs to {known(cookie, 'provider')}, whose content the page loads by itself"
        text = f"{whose}; that is more than a link"
        yield seen(Bearing.CONTRARY, text, (cookie, "party"), (cookie, "provider"))


def _loaded(view: View) -> Iterator[Observation]:
    for scan in view.evidence.usable(WebScan):
        cells = file_cell(scan.evidence_id, view)
        sites = {site_of(sighting.page) for sighting in scan.sightings} | _own_sites(view)
        if not sites:
            text = f"{scan.evidence_id} does not say which site was visited"
            yield seen(Bearing.UNKNOWN, text, *cells)
            continue
        for host in scan.hosts:
            if not any(is_own_host(site_of(host), site) for site in sites):
                text = f"{scan.evidence_id} shows that pages load from {host} by themselves; that is more than a link"
                yield seen(Bearing.CONTRARY, text, *cells)


def _own_sites(view: View) -> set[str]:
    """The sites of the cookies sheet: a scan that saw nothing stored names none itself."""
    return {site_of(str(website)) for row in view.register.all(Cookie) if (website := readable(row, "website"))}
