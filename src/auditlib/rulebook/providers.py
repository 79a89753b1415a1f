"""The companies behind cookies and hosts: those of the cookies sheet, and those that scans see."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditlib.evidence.web_scan import WebScan
from auditlib.rulebook.sightings import is_own_host, site_of
from auditlib.rulebook.text import bare_name
from auditlib.rulebook.view import View
from auditlib.scope import listed, readable
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.vendors import Vendor

# What a provider is compared by: the id of its vendor row, else its name without case and legal form, or its host.
ProviderKey = str


@dataclass(slots=True)
class _Vendors:
    by_name: dict[str, Vendor] = field(default_factory=dict)
    by_domain: dict[str, Vendor] = field(default_factory=dict)


def vendor_named(name: str, view: View) -> Vendor | None:
    """The vendor that has a name, be it a legal name or an alias; None where no row has it."""
    return view.once(_vendors).by_name.get(bare_name(name))


def vendor_of_host(host: str, view: View) -> Vendor | None:
    """The vendor one of whose web domains a host is or lies under; None where there is none."""
    labels, domains = host.split("."), view.once(_vendors).by_domain
    found = (domains.get(".".join(labels[start:])) for start in range(len(labels)))
    return next((vendor for vendor in found if vendor is not None), None)


def provider_key(name: str, view: View) -> ProviderKey:
    """What a provider with a name is compared by."""
    vendor = vendor_named(name, view)
    return vendor.identity if vendor else bare_name(name)


def providers_in_sheet(view: View) -> dict[ProviderKey, str]:
    """The providers of active cookies other than the organisation itself, by what they are compared by."""
    found: dict[ProviderKey, str] = {}
    own = {bare_name(entity.legal_name or "") for entity in view.entities}
    for cookie in view.register.all(Cookie):
        provider = str(readable(cookie, "provider") or "")
        if readable(cookie, "status") != "active" or not provider or bare_name(provider) in own:
            continue
        vendor = view.register.find(Vendor, str(readable(cookie, "vendor_id") or ""))
        found[vendor.identity if vendor else provider_key(provider, view)] = provider
    return found


def providers_storing(view: View) -> Mapping[ProviderKey, str]:
    """The companies whose hosts store something in a scan; a host of no vendor stands for itself.

    Raises:
        NotAssessable: there is no scan.
    """
    pairs = (
        _of_host(sighting.host, view)
        for scan in view.evidence.usable(WebScan)
        for sighting in scan.sightings
        if not is_own_host(site_of(sighting.host), site_of(sighting.page))
    )
    return dict(pairs)


def providers_contacted(view: View) -> frozenset[ProviderKey]:
    """The companies whose hosts were contacted in a scan; raises `NotAssessable` where there is none."""
    return frozenset(_of_host(host, view)[0] for scan in view.evidence.usable(WebScan) for host in scan.hosts)


def _of_host(host: str, view: View) -> tuple[ProviderKey, str]:
    vendor = vendor_of_host(host, view)
    return (host, host) if vendor is None else (vendor.identity, str(readable(vendor, "name") or vendor.identity))


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
