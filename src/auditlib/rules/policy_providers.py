"""POL: whether the policy in force names the providers behind cookies, and only those (ePrivacy 5(3))."""

from collections.abc import Iterator, Mapping, Set as AbstractSet

from auditlib.errors import NotAssessable
from auditlib.findings import Basis, Force, Severity
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.policies import is_in_force, statements_of, versions_in_force
from auditlib.rulebook.providers import (
    ProviderKey,
    provider_key,
    providers_contacted,
    providers_in_sheet,
    providers_storing,
    vendor_named,
)
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion

_KINDS = ("privacy_policy", "cookie_policy")
# Statements of other kinds name companies that set no cookies, such as a hosting company.
_ABOUT_COOKIES = ("collects", "cookies")


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
    in_sheet, told = view.once(providers_in_sheet), view.once(_named)
    yield from all_parts(
        _not_named(in_sheet, told, "in the cookies sheet"),
        _not_named_in_scan(in_sheet.keys() | told, view),
        _named_and_not_seen(version, in_sheet, view),
    )


def _not_named(seen: Mapping[ProviderKey, str], told: AbstractSet[ProviderKey], where: str) -> Iterator[Noted]:
    for key, name in sorted(seen.items()):
        if key not in told:
            yield Noted("policy_version_id", f"does not name {name}, which stands {where}", key)


def _not_named_in_scan(known_already: AbstractSet[ProviderKey], view: View) -> Iterator[Noted]:
    yield from _not_named(providers_storing(view), known_already, "behind a cookie in the scan")


def _named_and_not_seen(version: PolicyVersion, in_sheet: Mapping[ProviderKey, str], view: View) -> Iterator[Noted]:
    statements = (row for row in statements_of(version, view) if row.kind in _ABOUT_COOKIES)
    named = ((party, statement) for statement in statements for party in statement.named_parties)
    spelled: dict[ProviderKey, str] = {}
    spelled_alike = ((spelled.setdefault(provider_key(party, view), party), statement) for party, statement in named)
    unlisted = (pair for pair in spelled_alike if provider_key(pair[0], view) not in in_sheet)
    yield from noted_of_each(unlisted, lambda pair: _not_seen(*pair, view))


def _not_seen(party: str, statement: PolicyCommitment, view: View) -> Iterator[Noted]:
    key, vendor = provider_key(party, view), vendor_named(party, view)
    if key in view.once(providers_contacted):
        return
    if vendor is None or vendor.is_blank("web_domains"):
        why = f"the vendors sheet states no web domains of {party}, so that its hosts cannot be told in a scan"
        raise NotAssessable(why, statement.place_of("named_parties"))
    text = f"names {party}, which is neither in the cookies sheet nor in the scan"
    yield Noted("policy_version_id", text, key, ((statement, "named_parties"),))


def _named(view: View) -> frozenset[ProviderKey]:
    """The companies and tools that the policies in force name."""
    statements = (row for version in versions_in_force(view, *_KINDS) for row in statements_of(version, view))
    return frozenset(provider_key(party, view) for row in statements for party in row.named_parties)
