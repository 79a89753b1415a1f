"""VEN: whether the companies seen in payments, sign-on and web traffic are in the vendors sheet (GDPR Art. 30)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditlib.evidence.connector import names_companies
from auditlib.evidence.source import Company
from auditlib.evidence.web_scan import lies_within
from auditlib.findings import Basis, Force, Severity
from auditlib.rulebook.conditions import known
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


def may_name_vendors(evidence: Evidence, _view: View) -> bool:
    """Whether a row is evidence of a kind whose sources name companies."""
    return names_companies(known(evidence, "kind"))


@rule(
    "VEN-14",
    "Every vendor seen in payments, sign-on or web traffic is in the register",
    severity=Severity.HIGH,
    force=Force.GUIDANCE,
    cites=("GDPR 30", "GDPR 5(2)"),
    each=Evidence,
    applies=may_name_vendors,
    basis=Basis.RECONCILED,
)
def vendor_not_in_register(evidence: Evidence, view: View) -> Iterator[Noted]:
    """A company that is paid, signed on to or contacted by the website may have personal data; the register says which.

    Fix: enter the company on the vendors sheet; where it is there under another name, add that name or domain to it.
    """
    own = view.once(_known_companies)
    for company in view.evidence.source_of(evidence).companies():
        if _is_known(company, own):
            continue
        text = f"{company.shown} {company.label}, which"
        if _resembles(bare_name(company.name), own.names, own.beginnings):
            text = f"{text} may be one of the vendors by another name: a person has to decide"
            yield Noted("file_name", text, company.label, severity=Severity.LOW)
        else:
            yield Noted("file_name", f"{text} is in no row of the vendors sheet", company.label)


def _is_known(company: Company, own: _Known) -> bool:
    return bare_name(company.name) in own.names or lies_within(company.domain, own.domains)


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
