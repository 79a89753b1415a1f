"""VEN: whether the companies seen in payments, sign-on and web traffic are in the vendors sheet (GDPR Art. 30)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditlib.evidence.facts import Ledger, SignOn, Source, WebScan
from auditlib.findings import Basis, Force, Severity
from auditlib.rulebook.conditions import one_of
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.text import bare_name
from auditlib.rulebook.view import View
from auditlib.scope import listed, readable
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.vendors import Vendor


@dataclass(frozen=True, slots=True)
class _Known:
    """Names, beginnings of names and domains of the vendors and of the organisation itself."""

    names: frozenset[str]
    beginnings: frozenset[str]
    domains: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A company that a source shows, by name, domain or both, and what the source shows of it."""

    shown: str
    name: str
    domain: str
    what: str


@rule(
    "VEN-14",
    "Every vendor seen in payments, sign-on or web traffic is in the register",
    severity=Severity.HIGH,
    force=Force.GUIDANCE,
    cites=("GDPR 30", "GDPR 5(2)"),
    each=Evidence,
    applies=one_of("kind", "ledger_export", "sign_on_export", "web_scan"),
    basis=Basis.RECONCILED,
)
def vendor_not_in_register(evidence: Evidence, view: View) -> Iterator[Noted]:
    """A company that is paid, signed on to or contacted by the website may have personal data; the register says which.

    Fix: enter the company on the vendors sheet; where it is there under another name, add that name or domain to it.
    """
    source = view.evidence.source_of(evidence)
    known = view.once(_known_companies)
    for seen in _companies(source):
        if _is_known(seen, known):
            continue
        if _resembles(seen.name, known.names, known.beginnings):
            text = f"{seen.what} {seen.shown}, which may be one of the vendors by another name: a person has to decide"
            yield Noted("file_name", text, seen.shown, severity=Severity.LOW)
        else:
            yield Noted("file_name", f"{seen.what} {seen.shown}, which is in no row of the vendors sheet", seen.shown)


def _companies(source: Source) -> Iterator[_Seen]:
    match source:
        case Ledger():
            yield from (_Seen(payee, bare_name(payee), "", "shows payments to") for payee in source.payees)
        case SignOn():
            for one in source.applications:
                yield _Seen(one.name, bare_name(one.name), one.domain, "shows that people sign on to")
        case WebScan():
            own = frozenset(_host_of(sighting.page) for sighting in source.sightings)
            for host in source.hosts:
                if not _is_within(host, own):
                    yield _Seen(host, "", host, "shows that the website contacts")


def _host_of(page: str) -> str:
    return (urlsplit(page).hostname or "").removeprefix("www.")


def _is_known(seen: _Seen, known: _Known) -> bool:
    return seen.name in known.names or _is_within(seen.domain, known.domains)


def _is_within(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of the domains or lies below one."""
    labels = host.split(".")
    return any(".".join(labels[number:]) in domains for number in range(len(labels)))


def _resembles(name: str, names: frozenset[str], beginnings: frozenset[str]) -> bool:
    """Whether a name begins with the whole name of a vendor, or is itself the beginning of one."""
    return name in beginnings or any(beginning in names for beginning in _beginnings(name))


def _beginnings(name: str) -> Iterator[str]:
    words = name.split()
    return (" ".join(words[:number]) for number in range(1, len(words)))


def _known_companies(view: View) -> _Known:
    names: set[str] = set()
    domains: set[str] = set()
    for vendor in view.register.all(Vendor):
        spellings = (readable(vendor, "name"), readable(vendor, "legal_name"), *listed(vendor, "aliases"))
        names.update(_bare(spellings))
        domains.update(domain.lower() for domain in listed(vendor, "web_domains"))
    # A group company that is paid, and a mail host of the organisation's own, are no vendors.
    for entity in view.entities:
        names.update(_bare([readable(entity, "legal_name")]))
        domains.update(_mail_domains(entity))
    beginnings = frozenset(beginning for name in names for beginning in _beginnings(name))
    return _Known(frozenset(names), beginnings, frozenset(domains))


def _bare(spellings: Iterable[object]) -> Iterator[str]:
    return (bare for spelling in spellings if spelling and (bare := bare_name(str(spelling))))


def _mail_domains(entity: Organisation) -> Iterator[str]:
    for column in ("contact_email", "privacy_contact_email"):
        if mailbox := readable(entity, column):
            yield str(mailbox).rpartition("@")[2].lower()
