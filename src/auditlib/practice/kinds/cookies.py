"""Cookies: those of the sheet and those that scans see, what they are for and whose they are."""

from collections.abc import Callable, Iterator

from auditlib.errors import NotAssessable
from auditlib.evidence.web_scan import Sighting, WebScan
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.noting import file_cell, noted_by, noted_on
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.lengths import end_of, length_of
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.sightings import is_own_host, scans_covering, scans_of, site_of
from auditlib.rulebook.view import View
from auditlib.rules.cookies import cookie_not_seen, set_before_consent
from auditlib.scope import is_current
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.vendors import Vendor

is_active = one_of("status", "active")
_ANALYTICS = "analytics"
_CATEGORY = "cookie_category"
_NEEDED = ("necessary", "security")


@procedure("cookies", "exists")
def sheet_and_scan_agree(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each cookie seen in a scan is in the sheet; each one in the sheet is seen, and lasts no longer than stated."""
    for one in noted_on(
        view.register.all(Cookie),
        lambda row: _not_as_stated(row, commitment, view),
        ("name", "is seen in a scan"),
        is_active,
        view,
    ):
        yield Observation(Bearing.EVIDENCED, one.text, one.cited) if one.bearing is Bearing.STATED else one
    for evidence_id, name, site in _unlisted(view):
        text = f"{evidence_id} shows “{name}” on {site}, which no row of the cookies sheet matches"
        yield seen(Bearing.CONTRARY, text, *file_cell(evidence_id, view))


def _not_as_stated(cookie: Cookie, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    yield from all_parts(noted_by((cookie_not_seen,), cookie, view), _lasts_longer(cookie, commitment, view))


def _lasts_longer(cookie: Cookie, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    if not commitment.is_blank("stated_period"):
        lifetime, stated = length_of(cookie, "lifetime"), length_of(commitment, "stated_period")
        if end_of(view.as_of, lifetime) > end_of(view.as_of, stated):
            yield Noted("lifetime", f"stays for {lifetime}, and the policy says {stated}")


def _unlisted(view: View) -> Iterator[tuple[str, str, str]]:
    """What scans store that no row of the sheet matches: the id of the scan, the name and the site."""
    rows = view.register.all(Cookie)
    for scan in view.once(scans_of):
        yield from ((scan.scan.evidence_id, name, site) for site, name in scan.unknown(rows))


@procedure("cookies", "exists", _CATEGORY)
def category_shown(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """For each category named there is a cookie that is seen or proven, or a scan shows a provider of analytics."""
    yield from of_each(view.register.all(Cookie), lambda row: _of_category(row, commitment, view))
    if _ANALYTICS in commitment.terms:
        yield from _analytics_hosts(view)


def _of_category(cookie: Cookie, commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    if is_active(cookie, view) and (category := known(cookie, "category")) in commitment.terms:
        text = f"{cookie.identity} ({known(cookie, 'name')}) is for {label_of(_CATEGORY, category).lower()}"
        scans = scans_covering(cookie, view) if view.evidence.those(WebScan) else []
        is_seen = any(list(scan.of(cookie)) for scan in scans)
        proofs = ((cookie, "last_seen_on"),) if is_seen else proofs_of(cookie, view)
        yield borne_out(text, (cookie, "category"), proofs=proofs, term=category)


def _analytics_hosts(view: View) -> Iterator[Observation]:
    domains = {
        domain.lower(): vendor
        for vendor in view.register.all(Vendor)
        if _ANALYTICS in vendor.services and is_current(vendor, view.as_of)
        for domain in vendor.web_domains
    }
    for scan in view.evidence.those(WebScan):
        for host in scan.hosts:
            if vendor := domains.get(host):
                text = f"{scan.evidence_id} shows {host} of {vendor.identity}"
                yield seen(Bearing.EVIDENCED, text, (vendor, "web_domains"), term=_ANALYTICS)


@procedure("cookies", "closed", _CATEGORY, rests_on=(Cookie,))
def for_stated_ends_only(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No cookie is of a category that is not stated."""
    yield from _of_categories(lambda category: category not in commitment.terms, "does not state", view)


@procedure("cookies", "none", _CATEGORY, rests_on=(Cookie,))
def none_of_a_category(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No cookie is of a category that is ruled out."""
    yield from _of_categories(lambda category: category in commitment.terms, "rules out", view)


def _of_categories(is_against: Callable[[str], bool], says: str, view: View) -> Iterator[Observation]:
    def against(cookie: Cookie) -> Iterator[Noted]:
        category, name = known(cookie, "category"), known(cookie, "name")
        if category == "unclassified":
            raise NotAssessable(f"{name} is not yet classified", cookie.place_of("category"))
        if is_against(category):
            label = label_of(_CATEGORY, category).lower()
            yield Noted("category", f"({name}) is for {label}, which the policy {says}")

    shown = ("category", "is of a category against which nothing is stated")
    yield from noted_on(view.register.all(Cookie), against, shown, is_active, view)
    for evidence_id, name, site in _unlisted(view):
        text = f"{evidence_id} shows “{name}” on {site}, of which no row says what it is for"
        yield seen(Bearing.UNKNOWN, text, *file_cell(evidence_id, view))


@procedure("cookies", "none", rests_on=(Cookie,))
def no_cookies(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No cookie at all is in the sheet or in a scan."""
    yield from _any_at_all(view, lambda _cookie: True, lambda _sighting: True)


@procedure("cookies", "none", about="third_party", rests_on=(Cookie,))
def no_cookies_of_others(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No cookie of another company is in the sheet or in a scan."""
    yield from _any_at_all(view, lambda cookie: known(cookie, "party") == "third_party", _is_of_another)


def _is_of_another(sighting: Sighting) -> bool:
    return not is_own_host(site_of(sighting.host), site_of(sighting.page))


def _any_at_all(
    view: View, is_meant: Callable[[Cookie], bool], is_meant_in_scan: Callable[[Sighting], bool]
) -> Iterator[Observation]:
    def in_use(cookie: Cookie) -> Iterator[Observation]:
        if is_active(cookie, view) and is_meant(cookie):
            text = f"{cookie.identity} ({known(cookie, 'name')}) is in use, as its row says"
            yield seen(Bearing.CONTRARY, text, (cookie, "name"))

    yield from of_each(view.register.all(Cookie), in_use)
    for scan in view.evidence.usable(WebScan):
        for name in dict.fromkeys(one.name for one in scan.sightings if is_meant_in_scan(one)):
            yield seen(Bearing.CONTRARY, f"{scan.evidence_id} shows “{name}”", *file_cell(scan.evidence_id, view))


def _only_with_consent(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No cookie that the site could do without is set before the visitor agrees."""

    def is_meant(cookie: Cookie, _view: View) -> bool:
        category = known(cookie, "category")
        return category in commitment.terms if commitment.terms else category not in _NEEDED

    yield from noted_on(
        view.register.all(Cookie),
        lambda row: set_before_consent.notes(row, view),
        ("is_set_before_consent", "is not set before the visitor agrees"),
        every(is_active, is_meant),
        view,
    )


with_consent = procedure("cookies", "none", about="consent", rests_on=(Cookie,))(_only_with_consent)
category_with_consent = procedure("cookies", "none", _CATEGORY, about="consent", rests_on=(Cookie,))(_only_with_consent)
category_with_consent_only = procedure("cookies", "closed", _CATEGORY, about="consent", rests_on=(Cookie,))(
    _only_with_consent
)
