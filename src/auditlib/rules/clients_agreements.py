"""PRO: agreements with clients: signed, in time, still running, with the clauses the law asks for (GDPR Art. 28)."""

from collections.abc import Iterator

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.rulebook.agreements import (
    clauses_missing,
    contracts_with_client,
    is_agreement,
    runs_on,
    signed_after,
    without_agreement,
)
from auditlib.rulebook.among import exists, named
from auditlib.rulebook.conditions import every, is_set, known, one_of
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.datasets import Dataset
from auditlib.wording import day_in_words


@rule(
    "PRO-07",
    "Every active client has a signed data processing agreement",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 28(3)", "GDPR 28(9)", "GDPR Rec. 81"),
    each=Client,
    applies=one_of("status", "active"),
)
def client_without_agreement(client: Client, view: View) -> Iterator[Noted]:
    """A processor works under a contract in writing that binds it to the controller.

    Fix: sign the agreement; on the contracts sheet, enter the day it was signed and the document.
    """
    return without_agreement(client, view.register.pointing_at(client, "contracts.client_id"), view)


@rule(
    "PRO-08",
    "No dataset arrived before the data processing agreement was signed",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)",),
    each=Dataset,
    applies=is_set("received_on"),
)
def dataset_before_agreement(dataset: Dataset, view: View) -> Iterator[Noted]:
    """Processing is governed by the contract from its first day.

    Fix: correct the days; where they are right, have the client confirm in writing that the agreement covers the data.
    This cannot be undone: record in the worklist why it happened and how it is prevented.
    """
    received_on, client_id = known(dataset, "received_on"), known(dataset, "client_id")
    late = signed_after(received_on, contracts_with_client(client_id, view), view)
    if late:
        signed_on, contract = late
        text = (
            f"arrived on {day_in_words(received_on)}, before the agreement with {named(Client, client_id, view)}"
            f" was signed on {day_in_words(signed_on)}"
        )
        yield Noted("received_on", text, also=((contract, "signed_on"),))


@rule(
    "PRO-09",
    "No dataset is held after the data processing agreement ended",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(g)", "GDPR 28(10)"),
    each=Dataset,
    applies=one_of("status", "held"),
)
def dataset_after_agreement(dataset: Dataset, view: View) -> Iterator[Noted]:
    """At the end of the service the data are deleted or returned, at the controller's choice.

    Fix: delete or return the data and record it on the disposals sheet, or enter the agreement that replaced the old.
    """
    client_id = known(dataset, "client_id")
    contracts = contracts_with_client(client_id, view)
    if not exists(contracts, is_agreement, view):
        raise NotAssessable("no data processing agreement with the client is recorded")
    if not exists(contracts, every(is_agreement, lambda contract, _view: runs_on(contract, view.period.ends_on)), view):
        ended = [contract for contract in contracts if contract.kind == "data_processing_agreement"]
        last = max(contract.ends_on for contract in ended if contract.ends_on is not None)
        text = f"is still held, and the agreement with {named(Client, client_id, view)} ended on {day_in_words(last)}"
        yield Noted("status", text, also=tuple((contract, "ends_on") for contract in ended))


@rule(
    "PRO-19",
    "Every data processing agreement with a client holds the eight clauses",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(a)-(h)",),
    each=Contract,
    applies=every(is_agreement, is_set("client_id")),
)
def client_clause_missing(contract: Contract, view: View) -> Iterator[Noted]:
    """The law lists what the contract of a processor has to contain; a clause counts once somebody has found it there.

    Fix: have the clause added, or read the contract and enter yes.
    """
    return clauses_missing(contract, view)
