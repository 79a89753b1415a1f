"""POL: whether the policy in force names the providers behind cookies, and only those (ePrivacy 5(3))."""

from collections.abc import Iterator, Mapping, Set as AbstractSet
from dataclasses import dataclass, field

from auditlib.findings import Basis, Force, Severity
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.policies import is_in_force, statements_of, versions_in_force
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.sightings import site_of
from auditlib.rulebook.text import bare_name
from auditlib.rulebook.view import View
from auditlib.scope import listed, readable
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.policy_versions import PolicyVersion
from auditlib.sheets.vendors import Vendor

_KINDS = ("privacy_policy", "cookie_policy")
# Statements of other kinds name companies that set no cookies, such as a hosting company.
_ABOUT_COOKIES = ("collects", "cookies")
# What a provider is compared by: the id of its vendor row, else its name without case and legal form.
_Key = str


@dataclass(slots=True)
class _Vendors:
    by_name: dict[str, Vendor] = field(default_factory=dict)
    by_domain: dict[str, Vendor] = field(default_factory=dict)


@rule(
    "POL-17",
    "The policy names the analytics and cookie providers that are seen",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("ePrivacy 5(3)", "GDPR 13(1)(e)"),
    each=PolicyVersion,
    applies=is_in_force(*_KINDS),
    basis=Basis.RECONCILED,
)
def providers_differ(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """Visitors are told who reads their devices, and are not told of companies that no longer do.

    Fix: name each provider in the policy and accept the statement, or take its cookies off the site.
    """
    in_sheet, told = view.once(_in_sheet), view.once(_named)
    yield from all_parts(
        _not_named(in_sheet, told, "in the cookies sheet"),
        _not_named_in_scan(in_sheet.keys() | told, view),
        _named_and_not_seen(version, in_sheet, view),
    )


def _not_named(seen: Mapping[_Key, str], told: AbstractSet[_Key], where: str) -> Iterator[Noted]:
    for key, name in sorted(seen.items()):
        if key not in told:
            yield Noted("policy_version_id", f"does not name {name}, which stands {where}", key)


def _not_named_in_scan(known_already: AbstractSet[_Key], view: View) -> Iterator[Noted]:
    yield from _not_named(_storing(view), known_already, "behind a cookie in the scan")


def _named_and_not_seen(version: PolicyVersion, in_sheet: Mapping[_Key, str], view: View) -> Iterator[Noted]:
    for statement in statements_of(version, view):
        if statement.kind not in _ABOUT_COOKIES:
            continue
        for party in statement.named_parties:
            key = _key(party, view)
            if key not in in_sheet and key not in view.once(_contacted):
                text = f"names {party}, which is neither in the cookies sheet nor in the scan"
                yield Noted("policy_version_id", text, key, ((statement, "named_parties"),))


def _named(view: View) -> frozenset[_Key]:
    """The companies and tools that the policies in force name."""
    statements = (row for version in versions_in_force(view, *_KINDS) for row in statements_of(version, view))
    return frozenset(_key(party, view) for row in statements for party in row.named_parties)


def _in_sheet(view: View) -> dict[_Key, str]:
    """The providers of active cookies other than the organisation itself."""
    found: dict[_Key, str] = {}
    own = {bare_name(entity.legal_name or "") for entity in view.entities}
    for cookie in view.register.all(Cookie):
        provider = str(readable(cookie, "provider") or "")
        if readable(cookie, "status") != "active" or not provider or bare_name(provider) in own:
            continue
        vendor = view.register.get(Vendor, str(readable(cookie, "vendor_id") or ""))
        found[vendor.identity if vendor else _key(provider, view)] = provider
    return found


def _storing(view: View) -> dict[_Key, str]:
    """The companies whose hosts store something in a scan; a host of no vendor stands for itself."""
    found: dict[_Key, str] = {}
    for scan in view.evidence.web_scans():
        for sighting in scan.sightings:
            if not _is_own(site_of(sighting.host), site_of(sighting.page)):
                key, name = _of_host(sighting.host, view)
                found[key] = name
    return found


def _contacted(view: View) -> frozenset[_Key]:
    """The companies whose hosts were contacted in a scan."""
    return frozenset(_of_host(host, view)[0] for scan in view.evidence.web_scans() for host in scan.hosts)


def _is_own(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}") or site.endswith(f".{host}")


def _key(name: str, view: View) -> _Key:
    vendor = view.once(_vendors).by_name.get(bare_name(name))
    return vendor.identity if vendor else bare_name(name)


def _of_host(host: str, view: View) -> tuple[_Key, str]:
    parts = host.split(".")
    domains = view.once(_vendors).by_domain
    for start in range(len(parts)):
        vendor = domains.get(".".join(parts[start:]))
        if vendor is not None:
            return vendor.identity, str(readable(vendor, "name") or vendor.identity)
    return host, host


def _vendors(view: View) -> _Vendors:
    found = _Vendors()
    for vendor in sorted(view.register.all(Vendor), key=lambda row: row.identity):
        names = (readable(vendor, "name"), readable(vendor, "legal_name"), *listed(vendor, "aliases"))
        for name in names:
            if name:
                found.by_name.setdefault(bare_name(str(name)), vendor)
        for domain in listed(vendor, "web_domains"):
            found.by_domain.setdefault(domain.lower(), vendor)
    return found
