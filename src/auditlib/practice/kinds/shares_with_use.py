"""What those who receive information may do with it: serve the company, and not themselves or another client."""

from collections.abc import Iterator

from auditlib.evidence.web_scan import WebScan
from auditlib.practice.looking import of_each
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import datasets_held, disclosures_made, vendors_in_use
from auditlib.practice.recipients import RECIPIENTS, recipients_not_known, title_of, vendors_with_data
from auditlib.rulebook.agreements import is_agreement, runs_on
from auditlib.rulebook.conditions import answer, known
from auditlib.rulebook.providers import vendor_of_host
from auditlib.rulebook.sightings import is_own_host, site_of
from auditlib.rulebook.view import View
from auditlib.rules.clients_instructions import open_to_another_client
from auditlib.schema.columns import Answer
from auditlib.scope import PROCESSOR_ROLES, is_current, listed, readable
from auditlib.sheets.access_grants import AccessGrant
from auditlib.sheets.contracts import Contract
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disclosures import Disclosure
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.people import Person
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.vendors import Vendor

_OWN_USES = ("uses_data_for_own_purposes", "trains_models_on_data")


@procedure("shares_with", "all", about="own_use", rests_on=(Vendor, Contract))
def used_for_services_alone(_statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every vendor that sees personal data is bound to use them for its services alone, and uses them so."""
    vendors = vendors_with_data(view, or_unknown=True)
    yield from of_each(vendors, lambda row: _bound(row, view))
    yield from of_each(vendors, _own_use)


@procedure("shares_with", "all", RECIPIENTS, about="own_use", rests_on=(Vendor, Contract))
def used_by_these_for_services_alone(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every vendor that supplies what is named is bound to use personal data for that alone, and uses them so."""
    vendors = [row for row in vendors_with_data(view) if not set(statement.terms).isdisjoint(listed(row, "services"))]
    yield from of_each(vendors, lambda row: _bound(row, view))
    yield from of_each(vendors, _own_use)
    yield from recipients_not_known(statement.terms, view)


def _bound(vendor: Vendor, view: View) -> Iterator[Observation]:
    """A processor is bound by its agreement under Art. 28, a controller of its own by any contract it signed."""
    answer(vendor, "processes_personal_data")
    rows = view.register.pointing_at(vendor, "contracts.vendor_id")
    contracts = [row for row in rows.there if isinstance(row, Contract) and _binds(row, view)]
    if known(vendor, "role") in PROCESSOR_ROLES:
        contracts = [row for row in contracts if is_agreement(row, view)]
    if not any(row.limits_use_to_services is Answer.YES for row in contracts):
        rows.require_all()
    if not contracts:
        text = f"{title_of(vendor)} has signed no contract that limits what it may use data for"
        yield seen(Bearing.CONTRARY, text, (vendor, "vendor_id"))
    elif not any(row.limits_use_to_services is Answer.YES for row in contracts):
        limits = answer(contracts[0], "limits_use_to_services")
        text = f"{contracts[0].identity} with {title_of(vendor)} does not limit use to the services ({limits.value})"
        yield seen(Bearing.CONTRARY, text, (contracts[0], "limits_use_to_services"), (vendor, "vendor_id"))


def _binds(contract: Contract, view: View) -> bool:
    return contract.signed_on is not None and contract.signed_on <= view.as_of and runs_on(contract, view.as_of)


def _own_use(vendor: Vendor) -> Iterator[Observation]:
    answer(vendor, "processes_personal_data")
    used = [column for column in _OWN_USES if answer(vendor, column) is Answer.YES]
    for column in used:
        phrase = vendor.columns[column].phrase
        yield seen(Bearing.CONTRARY, f"{title_of(vendor)}: “{phrase}” is answered yes", (vendor, column))
    if "analytics" in listed(vendor, "services"):
        known(vendor, "own_use_evidence_ref")
    if not used:
        cells = ((vendor, column) for column in _OWN_USES)
        yield seen(Bearing.STATED, f"{title_of(vendor)} uses data for its services alone", *cells)


@procedure("shares_with", "none", "cookie_category", rests_on=(Vendor, Cookie))
def no_use_of_their_own(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No vendor uses data for marketing, no cookie is of a kind ruled out, and no advertising host is contacted."""
    if "marketing" in statement.terms:
        yield from of_each(vendors_in_use(view), _markets)
        yield from of_each(view.register.all(Evidence), lambda row: _advertises(row, view))
        view.evidence.usable(WebScan)
    cookies = [row for row in view.register.all(Cookie) if is_current(row, view.as_of)]
    yield from of_each(cookies, lambda row: _of_category(row, statement))


def _markets(vendor: Vendor) -> Iterator[Observation]:
    if readable(vendor, "processes_personal_data") is Answer.NO:
        return
    is_used = answer(vendor, "uses_data_for_marketing") is Answer.YES
    what = "uses data for its own marketing" if is_used else "does not use data for its own marketing"
    bearing = Bearing.CONTRARY if is_used else Bearing.STATED
    yield seen(bearing, f"{title_of(vendor)} {what}", (vendor, "uses_data_for_marketing"))


def _of_category(cookie: Cookie, statement: PolicyCommitment) -> Iterator[Observation]:
    category = known(cookie, "category")
    if category == "unclassified":
        yield seen(Bearing.UNKNOWN, f"{cookie.identity} is not yet classified", (cookie, "category"))
        return
    bearing = Bearing.CONTRARY if category in statement.terms else Bearing.STATED
    yield seen(bearing, f"{cookie.identity} ({cookie.provider}) is for {category}", (cookie, "category"))


def _advertises(row: Evidence, view: View) -> Iterator[Observation]:
    """The hosts of one scan: one of an advertising company contradicts, one of nobody known leaves it open."""
    for scan in view.evidence.those(WebScan):
        own = {site_of(sighting.page) for sighting in scan.sightings}
        for host in scan.hosts if scan.evidence_id == row.identity else ():
            vendor = vendor_of_host(host, view)
            if vendor is not None and "advertising" in listed(vendor, "services"):
                text = f"{row.identity} shows {host} of {title_of(vendor)}, which supplies advertising"
                yield seen(Bearing.CONTRARY, text, (row, "file_name"), (vendor, "services"))
            elif vendor is None and own and not any(is_own_host(site_of(host), site) for site in own):
                text = f"{row.identity} shows {host}, which is of no vendor"
                yield seen(Bearing.UNKNOWN, text, (row, "file_name"))


@procedure(
    "shares_with", "none", RECIPIENTS, about="other_clients", rests_on=(Dataset, AccessGrant, Person, Disclosure)
)
def never_with_other_clients(_statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No dataset held is shared with, open to or disclosed to another client than its own."""
    yield from of_each(datasets_held(view), lambda row: _open_to_others(row, view))
    yield from of_each(disclosures_made(view), _disclosed)


def _open_to_others(dataset: Dataset, view: View) -> Iterator[Observation]:
    if not open_to_another_client.applies(dataset, view):
        return
    cells = ((dataset, "shared_with_client_ids"), (dataset, "client_id"))
    is_open = False
    for note in open_to_another_client.notes(dataset, view):
        is_open = True
        yield seen(Bearing.CONTRARY, f"{dataset.identity} {note.message}", (dataset, note.column), *note.also)
    if not is_open:
        yield seen(Bearing.STATED, f"{dataset.identity} is open to its own client alone", *cells)


def _disclosed(row: Disclosure) -> Iterator[Observation]:
    if not row.is_blank("dataset_id") and known(row, "recipient_kind") == "client":
        text = f"{row.identity} discloses {row.dataset_id} to another client"
        yield seen(Bearing.CONTRARY, text, (row, "dataset_id"), (row, "recipient_kind"))
