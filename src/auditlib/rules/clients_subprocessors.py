"""PRO: whether clients authorised the sub-processors that handle their data, and were told in time (GDPR Art. 28)."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.rulebook.agreements import contracts_with_client, is_agreement, stood_on
from auditlib.rulebook.among import exists, named, noted_of_each
from auditlib.rulebook.conditions import every, is_blank as has_no, is_set, known, says_no
from auditlib.rulebook.links import all_parts, row_or_none
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.subprocessors import SubProcessor
from auditlib.sheets.vendors import Vendor
from auditlib.wording import amount_in_words, day_in_words

# What shows that a client agreed, by the kind of authorisation, and what a message says where it is not there.
_SHOWN_BY = {
    "specific": ("authorised_on", "asks for its authorisation each time, and none is recorded"),
    "general": ("notified_on", "asks for a notice, and none is recorded"),
}
_EVERY_CLIENT = ""


@rule(
    "PRO-11",
    "Every sub-processor of a client's data was authorised",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 28(2)", "GDPR 28(4)"),
    each=Dataset,
    applies=is_set("vendor_ids"),
)
def subprocessor_not_authorised(dataset: Dataset, view: View) -> Iterator[Noted]:
    """A processor engages another only with the client's authorisation, and binds it to the same duties.

    Fix: enter notice or authorisation on the subprocessors sheet; where there is none, take the vendor off the data.
    """
    client_id = known(dataset, "client_id")
    contract = _contract_of(dataset, client_id, view)
    return noted_of_each(
        dict.fromkeys(dataset.vendor_ids), lambda vendor_id: _of_vendor(vendor_id, client_id, contract, view)
    )


def _contract_of(dataset: Dataset, client_id: str, view: View) -> Contract:
    """The agreement that the dataset names, else the one with its client: an order agrees no sub-processors."""
    contract = row_or_none(dataset, "contract_id", Contract, view)
    if contract is not None and contract.client_id != client_id:
        raise NotAssessable(f"{contract.identity} is no contract with {client_id}", dataset.place_of("contract_id"))
    if contract is not None and is_agreement(contract, view):
        return contract
    agreements = [one for one in contracts_with_client(client_id, view) if is_agreement(one, view)]
    if len(agreements) != 1:
        raise NotAssessable("which agreement holds for the dataset is not stated", dataset.place_of("contract_id"))
    return agreements[0]


def _of_vendor(vendor_id: str, client_id: str, contract: Contract, view: View) -> Iterator[Noted]:
    yield from all_parts(
        _not_agreed(vendor_id, client_id, contract, view), _not_bound_alike(vendor_id, client_id, view)
    )


def _not_agreed(vendor_id: str, client_id: str, contract: Contract, view: View) -> Iterator[Noted]:
    rows = _rows_for(vendor_id, client_id, view)
    who, client = named(Vendor, vendor_id, view), named(Client, client_id, view)
    agreed = (contract, "subprocessor_authorisation")
    kind = contract.subprocessor_authorisation
    if kind not in _SHOWN_BY:
        text = f"goes to {who}, and the contract with {client} agrees no authorisation of sub-processors"
        yield Noted("vendor_ids", text, vendor_id, also=(agreed,))
    else:
        column, lacking = _SHOWN_BY[kind]
        if not exists(rows, lambda row, _view: row.value_of(column) is not None, view):
            also = (agreed, *((row, column) for row in rows))
            yield Noted("vendor_ids", f"goes to {who}; the contract with {client} {lacking}", vendor_id, also)


def _not_bound_alike(vendor_id: str, client_id: str, view: View) -> Iterator[Noted]:
    rows = _rows_for(vendor_id, client_id, view)
    if exists(rows, says_no("has_same_obligations"), view):
        text = f"goes to {named(Vendor, vendor_id, view)}, which is not bound by the same duties"
        also = tuple((row, "has_same_obligations") for row in rows.there)
        yield Noted("vendor_ids", text, f"{vendor_id} has_same_obligations", also)


def _rows_for(vendor_id: str, client_id: str, view: View) -> Rows[SubProcessor]:
    """The rows of a vendor as sub-processor of the organisation that cover a client; of rows alike, the first."""
    rows, unknown = view.once(_by_vendor_and_client), view.once(_engagements).unknown
    covering = (rows.get((vendor_id, client), {}).values() for client in (client_id, _EVERY_CLIENT))
    return Rows(tuple(chain.from_iterable(covering)), unknown)


def _engagements(view: View) -> Rows[SubProcessor]:
    """The rows of which it can be read who is engaged, by whom, and for which clients."""
    rows = sorted(view.register.all(SubProcessor), key=lambda row: row.identity)
    return Rows(tuple(rows)).read_in("vendor_id", "engaged_by_vendor_id", "client_ids")


def _by_vendor_and_client(view: View) -> Mapping[tuple[str, str], Mapping[object, SubProcessor]]:
    groups: dict[tuple[str, str], dict[object, SubProcessor]] = {}
    for row in view.once(_engagements).there:
        if row.vendor_id and row.is_blank("engaged_by_vendor_id"):
            for client_id in dict.fromkeys(row.client_ids or (_EVERY_CLIENT,)):
                groups.setdefault((row.vendor_id, client_id), {}).setdefault(_what_it_shows(row), row)
    return groups


def _what_it_shows(row: SubProcessor) -> tuple[object, ...]:
    """What matters of a row here: whether the client was told or agreed, and whether the duties are the same."""
    days = ((row.has_cell(column), row.is_unreadable(column)) for column in ("authorised_on", "notified_on"))
    duties = row.is_unreadable("has_same_obligations") or row.has_same_obligations
    return (*days, duties)


def some_client_asks_for_notice(row: Record, view: View) -> bool:
    """Whether the contract of a client concerned sets a time for notice."""
    return bool(_asking_for_notice(row, view))


@rule(
    "PRO-12",
    "Every change of sub-processors was announced in time",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(2)",),
    each=SubProcessor,
    applies=every(has_no("engaged_by_vendor_id"), is_set("started_on"), some_client_asks_for_notice),
)
def change_not_announced_in_time(row: SubProcessor, view: View) -> Iterator[Noted]:
    """Clients who gave a general authorisation can object only if they are told before the change.

    Fix: enter the day clients were told. Where they were told late, this cannot be undone: record in the worklist why
    it happened and how it is prevented.
    """
    started_on, notified_on = known(row, "started_on"), row.notified_on
    for contract in _asking_for_notice(row, view):
        days = _notice(contract)
        if notified_on is not None and (started_on - notified_on).days >= days:
            continue
        asked = f"{contract.identity} asks for notice of {amount_in_words(days, 'days')}"
        undated = "states no day on which it was announced,"
        told = f"was announced on {day_in_words(notified_on)}" if notified_on else undated
        text = f"{told} and began on {day_in_words(started_on)}; {asked}"
        yield Noted("notified_on", text, also=((row, "started_on"), (contract, "subprocessor_notice_days")))
        return


def _asking_for_notice(row: Record, view: View) -> Rows[Contract]:
    """The contracts of clients concerned that stood when a sub-processor began, the longest notice first."""
    stood = every(_asks, stood_on(known(row, "started_on")))
    contracts = view.once(_outdone_by_none) if row.is_blank("client_ids") else _of_clients(row, view)
    standing = contracts.those(lambda contract: stood(contract, view))
    return Rows(tuple(sorted(standing.there, key=_notice, reverse=True)), standing.unknown)


def _of_clients(row: Record, view: View) -> Rows[Contract]:
    """The contracts with the clients that a row names; a client that nobody knows leaves open what it agreed."""
    clients = tuple(dict.fromkeys(row.value_of("client_ids")))
    lost = view.register.follow(Client, clients).unknown if view.register.has(Client) else None
    contracts = chain.from_iterable(contracts_with_client(client_id, view).there for client_id in clients)
    return Rows(tuple(contracts), lost or view.register.unread("contracts.client_id"))


def _outdone_by_none(view: View) -> Rows[Contract]:
    """The contracts with clients that ask for notice, without those that another outdoes in days and in time."""
    asking = Rows(view.register.all(Contract)).those(lambda contract: every(is_set("client_id"), _asks)(contract, view))
    dated = asking.read_in("ends_on", "renews_automatically").those(lambda contract: known(contract, "signed_on"))
    longest: list[Contract] = []
    for contract in sorted(dated.there, key=lambda contract: (contract.signed_on, -_notice(contract))):
        if not any(_notice(one) >= _notice(contract) and _last_day(one) >= _last_day(contract) for one in longest):
            longest.append(contract)
    return Rows(tuple(longest), dated.unknown)


def _last_day(contract: Contract) -> date:
    return date.max if contract.renews_automatically is Answer.YES else contract.ends_on or date.max


def _asks(contract: Contract, _view: View) -> bool:
    return _notice(contract) > 0


def _notice(contract: Contract) -> int:
    return contract.subprocessor_notice_days or 0
