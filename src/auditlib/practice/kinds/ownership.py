"""Whose property datasets remain: what contracts with clients say of it."""

from collections.abc import Iterator

from auditlib.practice.looking import of_each
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import client_of, datasets_held
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import known
from auditlib.rulebook.view import View
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.policy_commitments import PolicyCommitment


@procedure("ownership", "all", rests_on=(Dataset, Client))
def remains_theirs(_statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """The contract with each client whose datasets are held leaves them to the client."""
    yield from of_each(datasets_held(view), lambda row: _owned(row, client_of(row, view)))


def _owned(dataset: Dataset, client: Client) -> Iterator[Observation]:
    ownership = known(client, "dataset_ownership")
    cells = ((client, "dataset_ownership"), (dataset, "client_id"))
    says = label_of("dataset_ownership", ownership)
    if ownership == "client_owned":
        yield seen(Bearing.STATED, f"{client.identity} keeps its datasets", *cells)
    elif ownership == "not_stated":
        yield seen(Bearing.UNKNOWN, f"the contract with {client.identity} says nothing of ownership", *cells)
    else:
        yield seen(Bearing.CONTRARY, f"{client.identity}, from which {dataset.identity} came: {says.lower()}", *cells)
