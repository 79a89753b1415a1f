"""In which role the company acts, and for whom: processor activities, controller activities, datasets handed over."""

from collections.abc import Iterator
from functools import partial

from auditlib.policy.lexicon import values_in
from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import activities_in_use, client_of, datasets_held
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import blank_among, known
from auditlib.rulebook.links import activity_of
from auditlib.rulebook.view import View
from auditlib.scope import CONTROLLER_ROLES, PROCESSOR_ROLES, readable
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose


@procedure("role", "exists", "purpose_kind")
def done_for_clients(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """The business that the policy describes is an activity carried out as processor."""
    for term in statement.terms:
        yield from of_each(_of_role(PROCESSOR_ROLES, view), partial(_for_purpose, term=term, view=view))


def _of_role(roles: frozenset[str], view: View) -> list[ProcessingActivity]:
    return [row for row in activities_in_use(view) if readable(row, "role") in roles]


def _for_purpose(activity: ProcessingActivity, term: str, view: View) -> Iterator[Observation]:
    purposes = view.register.pointing_at(activity, "purposes.activity_id")
    text = f"{activity.identity} is carried out for clients: {in_words('purpose_kind', term)}"
    proofs = proofs_of(activity, view)
    for purpose in purposes.there:
        if isinstance(purpose, Purpose) and purpose.kind == term:
            yield borne_out(text, (activity, "role"), (purpose, "kind"), proofs=proofs, term=term)
            return
    if term in values_in("; ".join(activity.processing_categories), "purpose_kind"):
        yield borne_out(text, (activity, "role"), (activity, "processing_categories"), proofs=proofs, term=term)
    else:
        purposes.require_all()


@procedure("role", "exists", about="as_processor")
def acts_as_processor(_statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """At least one activity is carried out as processor."""
    yield from _acts_as(PROCESSOR_ROLES, view)


@procedure("role", "exists", about="as_controller")
def acts_as_controller(_statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """At least one activity is carried out as controller."""
    yield from _acts_as(CONTROLLER_ROLES, view)


def _acts_as(roles: frozenset[str], view: View) -> Iterator[Observation]:
    for activity in _of_role(roles, view):
        text = f"{activity.identity} is carried out as {label_of('role', activity.role or '').lower()}"
        yield borne_out(text, (activity, "role"), proofs=proofs_of(activity, view))


@procedure("role", "all", about="handed_over", rests_on=(Dataset,))
def handed_over_by_clients(_statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each dataset came from a named client, under a contract and on a stated day, for work done as processor."""
    yield from of_each(datasets_held(view), lambda row: _handed_over(row, view))


def _handed_over(dataset: Dataset, view: View) -> Iterator[Observation]:
    lacking = blank_among(dataset, "client_id", "contract_id", "received_on")
    if lacking:
        headings = ", ".join(f"“{dataset.columns[column].phrase}”" for column in lacking)
        text = f"{dataset.identity} does not state {headings}, so its source and instruction are not shown"
        yield seen(Bearing.CONTRARY, text, *((dataset, column) for column in lacking))
        return
    client, activity = client_of(dataset, view), activity_of(dataset, view)
    known(client, "legal_name")
    role = known(activity, "role")
    if role not in PROCESSOR_ROLES:
        text = f"{dataset.identity} is used in {activity.identity}, carried out as {label_of('role', role).lower()}"
        yield seen(Bearing.CONTRARY, text, (dataset, "activity_id"), (activity, "role"))
        return
    text = f"{dataset.identity} came from {client.identity}"
    yield borne_out(text, (dataset, "client_id"), (activity, "role"), proofs=proofs_of(dataset, view))
