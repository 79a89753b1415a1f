"""Data processing agreements with vendors and clients: which contracts are some, signed or in force (GDPR Art. 28)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from auditlib.errors import NotAssessable
from auditlib.rulebook.among import named, noted_of_each
from auditlib.rulebook.conditions import Condition, every, one_of
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.vendors import Vendor

is_agreement = one_of("kind", "data_processing_agreement")

# The clauses of Art. 28(3)(a) to (h), as a sentence has them.
EIGHT_CLAUSES = MappingProxyType(
    {
        "has_instructions_clause": "documented instructions",
        "has_confidentiality_clause": "confidentiality",
        "has_security_clause": "security of processing",
        "has_subprocessor_clause": "sub-processors",
        "has_rights_assistance_clause": "help with people's requests",
        "has_compliance_assistance_clause": "help with security, breaches and impact assessments",
        "has_deletion_clause": "deletion or return at the end",
        "has_audit_clause": "information and audits",
    }
)


def _holds(column: str) -> Condition:
    return lambda record, _view: record.value_of(column) is not None


is_signed_agreement = every(is_agreement, _holds("signed_on"), _holds("document_ref"))


def with_whom(contract: Contract, view: View) -> str:
    """The other side of a contract for a sentence: "with Northgate (VND-03)"."""
    if vendor_id := readable(contract, "vendor_id"):
        return f"with {named(Vendor, str(vendor_id), view)}"
    if client_id := readable(contract, "client_id"):
        return f"with {named(Client, str(client_id), view)}"
    return "with no stated party"


def clauses_missing(contract: Contract, view: View) -> Iterator[Noted]:
    """Each of the eight clauses that the contract is not stated to hold."""

    def missing(column: str) -> Iterator[Noted]:
        stated, clause = contract.value_of(column), EIGHT_CLAUSES[column]
        if stated is Answer.NO:
            yield Noted(column, f"{with_whom(contract, view)} has no clause on {clause}")
        elif stated is not Answer.YES:
            yield Noted(column, f"{with_whom(contract, view)} does not state whether it has a clause on {clause}")

    return noted_of_each(EIGHT_CLAUSES, missing)


def runs_on(contract: Contract, day: date) -> bool:
    """Whether a contract has not ended before a day: it has no end, a later one, or is stated to renew itself."""
    ends_on = contract.ends_on
    return ends_on is None or ends_on >= day or contract.renews_automatically is Answer.YES


def first_signed(contracts: Iterable[Record], view: View) -> tuple[date, Record]:
    """The day on which the first agreement among contracts was signed, and that contract.

    Raises:
        NotAssessable: no agreement among them states the day.
    """
    agreements = [contract for contract in contracts if is_agreement(contract, view)]
    signed = [(day, contract) for contract in agreements if (day := contract.value_of("signed_on")) is not None]
    if not signed:
        raise NotAssessable("no data processing agreement states the day it was signed")
    return min(signed, key=lambda pair: pair[0])


def contracts_with_client(client_id: str, view: View) -> tuple[Contract, ...]:
    """The contracts that name a client, whether or not the clients sheet was supplied."""
    return view.once(_by_client).get(client_id, ())


def _by_client(view: View) -> Mapping[str, tuple[Contract, ...]]:
    groups: dict[str, list[Contract]] = {}
    for contract in view.register.all(Contract):
        if client_id := readable(contract, "client_id"):
            groups.setdefault(str(client_id), []).append(contract)
    return {client_id: tuple(contracts) for client_id, contracts in groups.items()}
