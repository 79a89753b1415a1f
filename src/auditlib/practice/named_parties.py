"""The companies and tools a statement names: their rows in the vendors sheet, and what outside shows them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auditlib.practice.looking import Cell, borne_out, holds, proofs_of
from auditlib.practice.observing import Bearing, Observation, seen
from auditlib.rulebook.providers import (
    provider_key,
    providers_contacted,
    providers_in_sheet,
    vendor_named,
    vendor_of_host,
)
from auditlib.rulebook.view import View
from auditlib.scope import is_current, listed
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.vendors import Vendor

_SETTLED = frozenset({Bearing.EVIDENCED, Bearing.CONTRARY})
# Stands for no term of any list, so that a company at work shows no term by itself.
_PARTY = "named party"
# What a company does on a website is seen there; a company that does none of it need not be.
_SEEN_ON_SITES = frozenset({"analytics", "advertising", "embedded_content"})


def with_parties(statement: PolicyCommitment, view: View, observed: Iterable[Observation]) -> Iterator[Observation]:
    """What is seen of the terms of a statement and of the companies it names: neither is shown without the other."""
    of_terms, parties = tuple(observed), tuple(parties_in_use(statement, view))
    settled = [one for one in parties if one.bearing in _SETTLED]
    yield from (replace(one, term=_PARTY) for one in settled)
    weak = [one for one in parties if one.bearing not in _SETTLED]
    for term in dict.fromkeys(one.term for one in of_terms):
        yield from (replace(one, term=term) for one in weak)
    for one in of_terms:
        is_weakened = weak and one.bearing is Bearing.EVIDENCED
        yield replace(one, bearing=Bearing.STATED) if is_weakened else one


def parties_in_use(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each company that a statement names is an active vendor, and is seen on the website where its service shows."""
    for party in statement.named_parties:
        vendor = vendor_named(party, view)
        if vendor is None or not is_current(vendor, view.as_of):
            yield _not_at_work(party, vendor, statement)
        elif not _SEEN_ON_SITES.isdisjoint(listed(vendor, "services")):
            yield from _on_site(party, vendor, statement, view)
        else:
            yield borne_out(f"{party} is {vendor.identity}", (vendor, "name"), proofs=seen_of(vendor, view))


def _not_at_work(party: str, vendor: Vendor | None, statement: PolicyCommitment) -> Observation:
    named = (statement, "named_parties")
    if vendor is None:
        return seen(Bearing.CONTRARY, f"names {party}, which is in no row of the vendors sheet", named)
    return seen(Bearing.CONTRARY, f"names {party}, which is not at work", (vendor, "status"), named)


def _on_site(party: str, vendor: Vendor, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    key = provider_key(party, view)
    if key in view.once(providers_in_sheet):
        proofs = seen_of(vendor, view)
        yield borne_out(f"{party} is behind cookies of the cookies sheet", (vendor, "name"), proofs=proofs)
    elif key in view.once(providers_contacted):
        yield seen(Bearing.EVIDENCED, f"a scan shows {party}", (vendor, "name"), *seen_of(vendor, view))
    else:
        text = f"names {party}, which is neither in the cookies sheet nor in the scan"
        yield seen(Bearing.CONTRARY, text, (statement, "named_parties"), (vendor, "web_domains"))


def seen_of(vendor: Vendor, view: View) -> tuple[Cell, ...]:
    """What shows a vendor at work: evidence that its row cites, else an outside source in which it appears."""
    return proofs_of(vendor, view) or view.once(_outside).get(vendor.identity, ())


def _outside(view: View) -> Mapping[str, tuple[Cell, ...]]:
    """The evidence rows whose sources show a vendor, by its id."""
    found: dict[str, dict[Cell, None]] = {}
    for evidence_id, vendor in _sightings(view):
        row = view.register.find(Evidence, evidence_id)
        if row is not None and vendor is not None and holds(row, view):
            found.setdefault(vendor.identity, {})[row, "file_name"] = None
    return {identity: tuple(cells) for identity, cells in found.items()}


def _sightings(view: View) -> Iterator[tuple[str, Vendor | None]]:
    for source in view.evidence.sources:
        for company in source.companies():
            named = vendor_named(company.name, view) if company.name else None
            yield source.evidence_id, named or vendor_of_host(company.domain, view)
