"""Data processing agreements with vendors and clients: which contracts are some, signed or in force (GDPR Art. 28)."""

from collections.abc import Iterable, Iterator
from datetime import date
from types import MappingProxyType
from typing import cast

from auditlib.errors import NotAssessable
from auditlib.rulebook.among import exists, named, noted_of_each
from auditlib.rulebook.conditions import Condition, every, known, one_of
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.sharing import Sharers, in_group, is_of, sharers_of
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.vendors import Vendor

is_agreement = one_of("kind", "data_processing_agreement")
_OF_AN_AGREEMENT = ("signed_on", "document_ref", "ends_on")

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


def is_agreement_in_force(contract: Record, view: View) -> bool:
    """Whether a contract is an agreement that was signed by the day of the report, is on file, and runs on that day."""
    is_signed = every(is_agreement, _holds("signed_on"), _holds("document_ref"))
    return every(is_signed, stood_on(view.as_of))(contract, view)


def without_agreement(party: Record, contracts: Rows[Record], view: View) -> Iterator[Noted]:
    """That no agreement with a vendor or client is in force, for each legal entity that shares it."""

    def none_of(signers: Sharers) -> Iterator[Noted]:
        if not exists(contracts, every(is_agreement_in_force, is_of(signers)), view):
            identity, name = in_group(signers, view)
            text = "has no signed data processing agreement in force" + (f" with {name}" if name else "")
            also = tuple((contract, column) for contract in contracts for column in _OF_AN_AGREEMENT)
            yield Noted(party.key, text, identity, also)

    yield from noted_of_each(sharers_of(party, view), none_of)


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


def stood_on(day: date) -> Condition:
    """The contract was signed by a day and had not ended before it; one that states no signature leaves it open."""
    return every(_is_signed_by(day), lambda contract, _view: runs_on(contract, day))


def runs_on(contract: Contract, day: date) -> bool:
    """Whether a contract has not ended before a day: it has no end, a later one, or is stated to renew itself."""
    ends_on = contract.ends_on
    return ends_on is None or ends_on >= day or contract.renews_automatically is Answer.YES


def signed_after(day: date, contracts: Iterable[Record], view: View) -> tuple[date, Record] | None:
    """The day on which the first agreement among contracts was signed, and that contract; None if by the day given.

    Raises:
        NotAssessable: there is no agreement, or none is known to be signed by the day and one may have been.
    """
    if exists(contracts, every(is_agreement, _is_signed_by(day)), view):
        return None
    agreements = [contract for contract in contracts if is_agreement(contract, view)]
    if not agreements:
        raise NotAssessable("no data processing agreement is recorded")
    return min(((known(contract, "signed_on"), contract) for contract in agreements), key=lambda pair: pair[0])


def _is_signed_by(day: date) -> Condition:
    return lambda contract, _view: known(contract, "signed_on") <= day


def contracts_with_client(client_id: str, view: View) -> Rows[Contract]:
    """The contracts that name a client, whether or not the clients sheet was supplied."""
    return cast("Rows[Contract]", view.register.naming(client_id, "contracts.client_id"))
