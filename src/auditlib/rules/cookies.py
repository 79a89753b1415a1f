"""COO: cookies and similar technologies: consent, lifetime, and what a scan of the website shows (ePrivacy 5(3))."""

from collections.abc import Iterator

from auditlib.errors import NotAssessable
from auditlib.evidence.web_scan import WebScan
from auditlib.findings import Basis, Force, Severity
from auditlib.reference.legal_dates import fact, is_in_force
from auditlib.rulebook.conditions import every, known, one_of, says_yes
from auditlib.rulebook.lengths import is_longer_than, length_of
from auditlib.rulebook.links import all_parts, row_named, row_or_none
from auditlib.rulebook.rule import EU, EVERY_REGIME, UK, Noted, rule
from auditlib.rulebook.sightings import ACCEPTED, BEFORE, Sightings, scans_covering
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.text import bare_name
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.scope import listed, readable
from auditlib.sheets.consent_mechanisms import ConsentMechanism
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.vendors import Vendor
from auditlib.wording import day_in_words

is_active = one_of("status", "active")
meets_statistics_exception = every(says_yes("is_statistics_only"), says_yes("has_opt_out"))
_SCANS_LOOKED_AT = 2

STATED = (
    must_state(
        "COO-05",
        "Every cookie states its lifetime, provider and purpose",
        "cookie_not_described",
        "lifetime",
        "provider",
        "purpose",
        message="states no {heading}",
        severity=Severity.MEDIUM,
        cites=("C-673/17",),
        each=Cookie,
        applies=is_active,
        why="Visitors are told how long a cookie stays, who has access to it and what it is for.",
        fix="Enter lifetime (P0D for the session), provider and purpose, as the banner shows them.",
    ),
)


def is_set_in_the_eu(cookie: Cookie, view: View) -> bool:
    """Whether a cookie is set for visitors from the EU or EEA, or nobody says for whom it is set."""
    markets = _markets(cookie, view)
    return not markets or "eu_eea" in markets


def needs_consent(cookie: Cookie, view: View) -> bool:
    """Whether the law of a market asks for consent to a cookie that is not necessary."""
    if is_set_in_the_eu(cookie, view):
        return True
    return "uk" in _markets(cookie, view) and not is_excepted_in_the_uk(cookie, view)


def is_excepted_in_the_uk(cookie: Cookie, view: View) -> bool:
    """Whether UK law waives consent for a cookie that is not necessary: for statistics, on conditions.

    Raises:
        NotAssessable: whether the conditions are met is not known, or the register does not ask for them.
    """
    law = fact("uk_cookie_exceptions")
    if not is_in_force(law, view.as_of):
        return False
    if cookie.category == "functional":
        reason = f"{law.citation} may except what only adapts how a site looks or works; the register does not ask"
        raise NotAssessable(reason, cookie.place_of("category"))
    return cookie.category == "analytics" and meets_statistics_exception(cookie, view)


def _markets(cookie: Cookie, view: View) -> tuple[str, ...]:
    return cookie.markets or tuple(market for entity in view.entities for market in entity.website_markets)


@rule(
    "COO-01",
    "No non-essential cookie is set before consent",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("ePrivacy 5(3)", "PECR 6", "PECR Sch. A1", "GDPR 4(11)", "GDPR 7", "C-673/17"),
    each=Cookie,
    applies=every(
        is_active, one_of("category", "functional", "analytics", "personalisation", "marketing"), needs_consent
    ),
    regimes=(EU, UK),
    basis=Basis.RECONCILED,
)
def set_before_consent(cookie: Cookie, view: View) -> Iterator[Noted]:
    """Before consent, nothing is stored or read on the device but what the visitor asked for; the UK waives some.

    Fix: load it only after the visitor has accepted, and scan the site again.
    """
    if cookie.is_set_before_consent is Answer.YES:
        yield Noted("is_set_before_consent", "is set before the visitor has made a choice, as its row says")
        return
    for scan in scans_covering(cookie, view):
        seen = {sighting.phase for sighting in scan.of(cookie)} - {ACCEPTED}
        if seen:
            when = "before a choice" if BEFORE in seen else "after the visitor refused"
            text = f"is set {when} in the scan {scan.scan.file}, and its row does not say so"
            yield Noted("is_set_before_consent", text)
            return
    scans_covering(cookie, view, BEFORE)


@rule(
    "COO-02",
    "Analytics cookies rest on consent, or in the UK on the statistics exception",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("ePrivacy 5(3)", "PECR 6", "PECR Sch. A1", "DUAA s.112"),
    each=Cookie,
    applies=every(is_active, one_of("category", "analytics")),
)
def analytics_without_consent(cookie: Cookie, view: View) -> Iterator[Noted]:
    """Counting visits needs consent; the UK waives it for a site's own statistics that people can opt out of.

    Fix: ask for consent and enter the banner; for the UK, meet the conditions of the exception instead.
    """
    if not cookie.is_blank("consent_mechanism_id"):
        return
    markets = cookie.markets or tuple(market for entity in view.entities for market in known(entity, "website_markets"))
    if "eu_eea" in markets:
        text = "counts visits of people in the EU or EEA and names no banner that asks for consent"
        yield Noted("consent_mechanism_id", text, "eu_eea")
    law = fact("uk_cookie_exceptions")
    is_open = is_in_force(law, view.as_of)
    conditions = ("is_statistics_only", "has_opt_out")
    unmet = [column for column in conditions if cookie.value_of(column) is not Answer.YES]
    if "uk" in markets and (unmet or not is_open):
        why = "is not stated to meet the statistics exception" if is_open else "the statistics exception is not yet law"
        text = f"counts visits of people in the UK, names no banner that asks for consent, and {why}"
        also = tuple((cookie, column) for column in conditions)
        yield Noted("consent_mechanism_id", text, "uk", also, confidence=law.confidence)


@rule(
    "COO-03",
    "Every cookie seen is in the cookies sheet",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("ePrivacy 5(3)", "GDPR 13(1)"),
    each=Evidence,
    applies=one_of("kind", "web_scan"),
    basis=Basis.RECONCILED,
)
def cookie_not_in_sheet(row: Evidence, view: View) -> Iterator[Noted]:
    """A cookie that nobody entered may be one that nobody decided on, asked consent for or told visitors of.

    Fix: add the cookie with its provider, purpose and category, or take it off the site.
    """
    scan = view.evidence.source_of(row)
    if isinstance(scan, WebScan):
        for site, name in Sightings(scan).unknown(view.register.all(Cookie)):
            yield Noted(
                "file_name", f"shows “{name}” on {site}, which no row of the cookies sheet matches", f"{site} {name}"
            )


@rule(
    "COO-04",
    "Every cookie in the sheet was seen lately",
    severity=Severity.LOW,
    force=Force.PRACTICE,
    cites=("GDPR 5(1)(a)",),
    each=Cookie,
    applies=is_active,
    regimes=EVERY_REGIME,
    basis=Basis.RECONCILED,
)
def cookie_not_seen(cookie: Cookie, view: View) -> Iterator[Noted]:
    """Either visitors are told of a cookie that is no longer set, or the scan missed the page that sets it.

    Fix: set the status to ended, or scan the page that sets it.
    """
    scans = scans_covering(cookie, view, ACCEPTED)[-_SCANS_LOOKED_AT:]
    if not any(list(scan.of(cookie)) for scan in scans):
        seen = f"; it was last seen on {day_in_words(cookie.last_seen_on)}" if cookie.last_seen_on else ""
        files = " nor in ".join(scan.scan.file for scan in scans)
        yield Noted("last_seen_on", f"is not in {files}{seen}")


@rule(
    "COO-06",
    "Cookies and choices do not last too long",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("CNIL guidelines 2020-091", "CNIL recommendation 2020-092"),
    each=Cookie,
    applies=is_active,
    regimes=(EU,),
)
def cookie_lasts_too_long(cookie: Cookie, view: View) -> Iterator[Noted]:
    """House default, taken from the CNIL's 13 months for audience measurement without consent.

    A choice is asked for again after 12 months; the CNIL's figure is 6.

    Fix: shorten the lifetime, or set another limit in auditlib.toml and say why.
    """
    yield from all_parts(_long_lifetime(cookie, view), _long_choice(cookie, view))


def _long_lifetime(cookie: Cookie, view: View) -> Iterator[Noted]:
    lifetime, months = length_of(cookie, "lifetime"), view.limit("house_cookie_lifetime")
    if is_longer_than(lifetime, months):
        yield Noted("lifetime", f"stays for {lifetime}, longer than {months} months")


def _long_choice(cookie: Cookie, view: View) -> Iterator[Noted]:
    if cookie.is_blank("consent_mechanism_id"):
        return
    banner = row_named(cookie, "consent_mechanism_id", ConsentMechanism, view)
    months = view.limit("house_consent_lifetime")
    if banner.is_blank("lifetime"):
        yield Noted("lifetime", "does not say after which time visitors are asked again", record=banner)
    elif is_longer_than(lifetime := length_of(banner, "lifetime"), months):
        yield Noted("lifetime", f"asks again only after {lifetime}, longer than {months} months", record=banner)


@rule(
    "COO-07",
    "Every third party behind a cookie is a known vendor",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(1)(e)-(f)", "GDPR 30(1)(d)-(e)"),
    each=Cookie,
    applies=every(is_active, one_of("party", "third_party")),
)
def provider_not_in_register(cookie: Cookie, view: View) -> Iterator[Noted]:
    """A company that reads visitors' devices receives their data; a contract and perhaps a transfer go with that.

    Fix: add the company to the vendors sheet and enter its id, or take the cookie off the site.
    """
    if row_or_none(cookie, "vendor_id", Vendor, view):
        return
    provider = known(cookie, "provider")
    if bare_name(provider) not in view.once(_names_of_vendors):
        _require_names_of_vendors(view)
        text = f"belongs to {provider}, which is in no row of the vendors sheet"
        yield Noted("provider", text, also=((cookie, "vendor_id"),))


def _names_of_vendors(view: View) -> frozenset[str]:
    found: set[str] = set()
    for vendor in view.register.all(Vendor):
        names = (readable(vendor, "name"), readable(vendor, "legal_name"), *listed(vendor, "aliases"))
        found |= {bare_name(str(name)) for name in names if name}
    return frozenset(found)


def _require_names_of_vendors(view: View) -> None:
    for column in ("name", "legal_name", "aliases"):
        if unknown := view.register.unread(f"vendors.{column}"):
            raise unknown


@rule(
    "COO-08",
    "Refusing cookies is as easy as accepting them",
    severity=Severity.HIGH,
    force=Force.GUIDANCE,
    cites=("GDPR 7(3)", "EDPB cookie banner taskforce report", "CNIL guidelines 2020-091"),
    each=ConsentMechanism,
    applies=every(one_of("kind", "cookie_banner"), is_active),
)
def refusing_is_harder(banner: ConsentMechanism, _view: View) -> Iterator[Noted]:
    """Consent is free only where refusing is as easy as accepting, and withdrawing as easy as giving.

    Fix: offer refusal beside acceptance, and a link on every page that opens the choice again.
    """
    yield from all_parts(
        _not_said(banner, "rejecting_is_as_easy_as_accepting", "is not stated to make refusing as easy as accepting"),
        _not_said(banner, "withdrawing_is_as_easy_as_giving", "is not stated to make withdrawing as easy as giving"),
        _no_way_to_withdraw(banner),
    )


def _not_said(banner: ConsentMechanism, column: str, text: str) -> Iterator[Noted]:
    if banner.value_of(column) is not Answer.YES:
        yield Noted(column, text)


def _no_way_to_withdraw(banner: ConsentMechanism) -> Iterator[Noted]:
    if banner.is_blank("withdrawal_route"):
        yield Noted("withdrawal_route", "states no way to withdraw consent")
