"""What datasets of clients are used for: their rows, and the purposes of the activities they are used in."""

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import datasets_held
from auditlib.practice.room import room_for
from auditlib.rulebook.conditions import known
from auditlib.rulebook.links import activity_of
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.purposes import Purpose

_USES = "dataset_use"
# What an activity is for, where it says that a dataset in it is used for something else than the client's work.
_USE_BEHIND: Mapping[str, str] = MappingProxyType(
    {"model_training": "model_training", "research": "benchmarking", "sale_of_data": "resale"}
)


@procedure("uses_for", "exists", _USES)
def datasets_used(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """A dataset that belongs to an order is put to each of the uses named."""
    yield from _put_to(statement, view)


@procedure("uses_for", "permitted", _USES)
def datasets_perhaps_used(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nothing is required: the datasets put to the uses named are listed, and there need be none."""
    yield from _put_to(statement, view)


def _put_to(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for term in statement.terms:
        yield from of_each(datasets_held(view), partial(_put_to_use, term=term, view=view))


def _put_to_use(dataset: Dataset, term: str, view: View) -> Iterator[Observation]:
    if term not in dataset.uses:
        return
    text, cells = (
        f"{dataset.identity} is used for: {in_words(_USES, term)}",
        ((dataset, "uses"), (dataset, "project_id")),
    )
    if dataset.is_blank("project_id"):
        yield seen(Bearing.STATED, f"{text}, and names no order or project", *cells, term=term)
    else:
        yield borne_out(text, *cells, proofs=proofs_of(dataset, view), term=term)


@procedure("uses_for", "closed", _USES, rests_on=(Dataset, Purpose))
def only_these_uses(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every dataset is put only to the uses named, by its own row and by the purposes of its activity."""
    yield from of_each(datasets_held(view), lambda row: _allowed(row, statement, view))
    yield from of_each(datasets_held(view), lambda row: _allowed_by_purpose(row, statement, view))


def _allowed(dataset: Dataset, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for use in dict.fromkeys(known(dataset, "uses")):
        bearing = room_for(use, statement, view)
        yield seen(bearing, _used_for(dataset, use, bearing), (dataset, "uses"))


def _allowed_by_purpose(dataset: Dataset, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for purpose, use in _uses_behind(dataset, view):
        bearing = room_for(use, statement, view)
        text = f"{_used_for(dataset, use, bearing)} by the purpose of {purpose.activity_id}"
        yield seen(bearing, text, (purpose, "kind"), (dataset, "activity_id"))


def _used_for(dataset: Dataset, use: str, bearing: Bearing) -> str:
    beyond = "" if bearing is Bearing.STATED else ", which the policy does not allow"
    return f"{dataset.identity} is used for: {in_words(_USES, use)}{beyond}"


def _uses_behind(dataset: Dataset, view: View) -> Iterator[tuple[Purpose, str]]:
    for purpose in view.register.pointing_at(activity_of(dataset, view), "purposes.activity_id"):
        use = _USE_BEHIND.get(str(readable(purpose, "kind")))
        if isinstance(purpose, Purpose) and use is not None:
            yield purpose, use


@procedure("uses_for", "none", _USES, rests_on=(Dataset, Purpose))
def never_these_uses(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No dataset is put to a use that the policy rules out, by its own row or by the purposes of its activity."""
    yield from of_each(datasets_held(view), lambda row: _ruled_out(row, statement))
    yield from of_each(datasets_held(view), lambda row: _ruled_out_by_purpose(row, statement, view))


def _ruled_out(dataset: Dataset, statement: PolicyCommitment) -> Iterator[Observation]:
    for use in dict.fromkeys(known(dataset, "uses")):
        bearing = Bearing.CONTRARY if use in statement.terms else Bearing.STATED
        yield seen(bearing, _used_for(dataset, use, bearing), (dataset, "uses"))


def _ruled_out_by_purpose(dataset: Dataset, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for purpose, use in _uses_behind(dataset, view):
        if use in statement.terms:
            text = f"{_used_for(dataset, use, Bearing.CONTRARY)} by the purpose of {purpose.activity_id}"
            yield seen(Bearing.CONTRARY, text, (purpose, "kind"), (dataset, "activity_id"))


@procedure("uses_for", "all", _USES, rests_on=(Dataset,))
def for_the_same_client(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each use named serves only the client whose dataset it is."""
    yield from of_each(datasets_held(view), lambda row: _serves_its_client(row, statement))


def _serves_its_client(dataset: Dataset, statement: PolicyCommitment) -> Iterator[Observation]:
    if set(statement.terms).isdisjoint(known(dataset, "uses")):
        return
    owner, cells = known(dataset, "client_id"), ((dataset, "used_for_client_ids"), (dataset, "client_id"))
    others = [one for one in known(dataset, "used_for_client_ids") if one != owner]
    for other in others:
        text = f"{dataset.identity} is {owner}'s and is used for work delivered to {other}"
        yield seen(Bearing.CONTRARY, text, *cells)
    if not others:
        yield seen(Bearing.STATED, f"{dataset.identity} is used for {owner} alone", *cells)
