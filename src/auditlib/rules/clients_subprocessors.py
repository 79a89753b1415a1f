"""PRO: whether clients authorised the sub-processors that handle their data, and were told in time (GDPR Art. 28)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.rulebook.agreements import contracts_with_client, is_agreement
from auditlib.rulebook.among import exists, named, noted_of_each
from auditlib.rulebook.conditions import answer, every, is_blank as has_no, is_set, known
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import listed, readable
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
    contract = view.register.get(Contract, dataset.contract_id)
    if contract is not None and is_agreement(contract, view):
        return contract
    agreements = [one for one in contracts_with_client(client_id, view) if is_agreement(one, view)]
    if len(agreements) != 1:
        raise NotAssessable("which agreement holds for the dataset is not stated", dataset.place_of("contract_id"))
    return agreements[0]


def _of_vendor(vendor_id: str, client_id: str, contract: Contract, view: View) -> Iterator[Noted]:
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
    if exists(rows, lambda row, _view: answer(row, "has_same_obligations") is Answer.NO, view):
        text = f"goes to {who}, which is not bound by the same duties"
        also = tuple((row, "has_same_obligations") for row in rows)
        yield Noted("vendor_ids", text, f"{vendor_id} has_same_obligations", also)


def _rows_for(vendor_id: str, client_id: str, view: View) -> tuple[SubProcessor, ...]:
    """The rows of a vendor as sub-processor of the organisation that cover a client; of rows alike, the first."""
    rows = view.once(_by_vendor_and_client)
    return (*rows.get((vendor_id, client_id), {}).values(), *rows.get((vendor_id, _EVERY_CLIENT), {}).values())


def _by_vendor_and_client(view: View) -> Mapping[tuple[str, str], Mapping[object, SubProcessor]]:
    groups: dict[tuple[str, str], dict[object, SubProcessor]] = {}
    for row in sorted(view.register.all(SubProcessor), key=lambda row: row.identity):
        vendor_id = readable(row, "vendor_id")
        if vendor_id and row.is_blank("engaged_by_vendor_id"):
            clients = (_EVERY_CLIENT,) if row.is_blank("client_ids") else listed(row, "client_ids")
            for client_id in dict.fromkeys(clients):
                groups.setdefault((str(vendor_id), client_id), {}).setdefault(_what_it_shows(row), row)
    return groups


def _what_it_shows(row: SubProcessor) -> tuple[object, ...]:
    """What matters of a row here: whether the client was told or agreed, and whether the duties are the same."""
    days = ((row.is_blank(column), row.is_unreadable(column)) for column in ("authorised_on", "notified_on"))
    duties = row.is_unreadable("has_same_obligations") or row.has_same_obligations
    return (*days, duties)


def some_client_asks_for_notice(row: Record, view: View) -> bool:
    """Whether the contract of a client concerned sets a time for notice."""
    return _longest_notice(row, view) is not None


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

    Fix: enter the day clients were told; announce the next change in time.
    """
    contract = _longest_notice(row, view)
    if contract is None or contract.subprocessor_notice_days is None:
        return
    started_on, notified_on = known(row, "started_on"), row.notified_on
    days = contract.subprocessor_notice_days
    if notified_on is not None and (started_on - notified_on).days >= days:
        return
    asked = f"{contract.identity} asks for notice of {amount_in_words(days, 'days')}"
    told = f"was announced on {day_in_words(notified_on)}" if notified_on else "was announced on no stated day"
    text = f"{told} and began on {day_in_words(started_on)}; {asked}"
    yield Noted("notified_on", text, also=((row, "started_on"), (contract, "subprocessor_notice_days")))


def _longest_notice(row: Record, view: View) -> Contract | None:
    """Of the contracts that stood when a sub-processor began, the one of a client concerned with the longest notice."""
    started_on: date = known(row, "started_on")
    contracts: Iterable[Contract] = view.once(_ever_longer)
    if not row.is_blank("client_ids"):
        clients = dict.fromkeys(row.value_of("client_ids"))
        contracts = [one for client_id in clients for one in contracts_with_client(client_id, view)]
    standing = [one for one in contracts if _signed_on(one) <= started_on and _notice(one)]
    return max(standing, key=_notice, default=None)


def _ever_longer(view: View) -> tuple[Contract, ...]:
    """The contracts with clients, the first signed first, without those whose notice is no longer than one before."""
    longest: list[Contract] = []
    with_clients = (one for one in view.register.all(Contract) if readable(one, "client_id"))
    for contract in sorted(with_clients, key=_signed_on):
        if _notice(contract) > (_notice(longest[-1]) if longest else 0):
            longest.append(contract)
    return tuple(longest)


def _signed_on(contract: Contract) -> date:
    """The day of signature; a contract that states none counts as one that always stood."""
    signed_on = readable(contract, "signed_on")
    return signed_on if isinstance(signed_on, date) else date.min


def _notice(contract: Contract) -> int:
    days = readable(contract, "subprocessor_notice_days")
    return days if isinstance(days, int) else 0
