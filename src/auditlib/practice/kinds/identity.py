"""Who the company says it is: its name in the policy, the register and its contracts."""

import re
from collections.abc import Iterator

from auditlib.policy.naming import own_names_in
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.rulebook.agreements import runs_on
from auditlib.rulebook.text import bare
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.contracts import Contract
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment


@procedure("identity", "exists")
def named_company(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """The name in the policy is that of a legal entity, and each of its contracts prints it."""
    names = own_names_in(statement.quote or "")
    entity = next((one for one in view.entities if _is_one_of(one.legal_name or "", names)), None)
    if not names:
        yield seen(Bearing.UNKNOWN, "the words give no name that could be compared", (statement, "quote"))
    elif entity is None:
        yield from (_called_otherwise(one, names[0]) for one in view.entities)
    else:
        contracts = [row for row in view.register.all(Contract) if _binds(row, entity, view)]
        yield from of_each(contracts, lambda row: _as_printed(row, entity, names, view))


def _called_otherwise(entity: Organisation, name: str) -> Observation:
    if entity.legal_name is None:
        return seen(Bearing.UNKNOWN, f"{entity.identity} states no legal name", (entity, "legal_name"))
    text = f"the policy names {name}, the register {entity.legal_name}"
    return seen(Bearing.CONTRARY, text, (entity, "legal_name"))


def _binds(contract: Contract, entity: Organisation, view: View) -> bool:
    """Whether a contract of an entity was in force in the period."""
    of_another = readable(contract, "entity_id") not in (None, entity.identity)
    signed_on = readable(contract, "signed_on")
    is_later = signed_on is not None and signed_on > view.as_of  # type: ignore[operator]
    return not of_another and not is_later and runs_on(contract, view.period.starts_on)


def _as_printed(contract: Contract, entity: Organisation, names: tuple[str, ...], view: View) -> Iterator[Observation]:
    printed = contract.contracting_entity_name
    if printed is None:
        return
    cells = ((contract, "contracting_entity_name"), (entity, "legal_name"))
    if not _is_one_of(printed, names):
        text = f"{contract.identity} prints {printed}; the policy names {names[0]}"
        yield seen(Bearing.CONTRARY, text, *cells)
        return
    # A contract kept as a file or a link is its own proof; an id has to lead to a row of the evidence sheet.
    document = str(readable(contract, "document_ref") or "")
    proofs = (
        ((contract, "document_ref"),) if re.search(r"://|\.", document) else proofs_of(contract, view, "document_ref")
    )
    yield borne_out(f"{contract.identity} prints {printed}", *cells, proofs=proofs)


def _is_one_of(name: str, names: tuple[str, ...]) -> bool:
    """Whether a name is one of several, case and punctuation aside; the legal form counts."""
    return bool(bare(name)) and bare(name) in map(bare, names)
