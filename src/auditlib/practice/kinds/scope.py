"""Whom a policy speaks to and whom the company works for: people in activities, kinds of client."""

from collections.abc import Iterator

from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import activities_in_use, client_of, datasets_held, is_own_decision
from auditlib.practice.room import how_told, room_for
from auditlib.rulebook.conditions import known
from auditlib.rulebook.view import View
from auditlib.scope import listed
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity

_PEOPLE = "data_subject_category"
_CLIENTS = "client_kind"


@procedure("scope", "exists", _PEOPLE)
def people_dealt_with(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """An activity in use is about each of the groups of people named."""
    yield from _about(statement, view)


@procedure("scope", "permitted", _PEOPLE)
def people_perhaps_dealt_with(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nothing is required: the activities about the groups of people named are listed, and there need be none."""
    yield from _about(statement, view)


def _about(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for term in statement.terms:
        for activity in activities_in_use(view):
            if term in listed(activity, "data_subject_categories"):
                text = f"{activity.identity} is about {in_words(_PEOPLE, term)}"
                cell = (activity, "data_subject_categories")
                yield borne_out(text, cell, proofs=proofs_of(activity, view), term=term)


@procedure("scope", "closed", _PEOPLE, rests_on=(ProcessingActivity,))
def only_these_people(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every activity carried out as controller is about groups of people whom the policy addresses."""
    yield from of_each(activities_in_use(view), lambda row: _addressed(row, statement, view))


def _addressed(activity: ProcessingActivity, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    if not is_own_decision(activity):
        return
    for person in dict.fromkeys(known(activity, "data_subject_categories")):
        bearing = room_for(person, statement, view)
        text = f"{activity.identity} is about {in_words(_PEOPLE, person)}{how_told(bearing)}"
        yield seen(bearing, text, (activity, "data_subject_categories"))


@procedure("scope", "all", _CLIENTS, rests_on=(Dataset, Client))
def only_these_clients(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every client whose datasets were held in the period is of the kinds named."""
    yield from of_each(datasets_held(view), lambda row: _of_kind(client_of(row, view), row, statement))


def _of_kind(client: Client, dataset: Dataset, statement: PolicyCommitment) -> Iterator[Observation]:
    kind = known(client, "kind")
    bearing = Bearing.STATED if kind in statement.terms else Bearing.CONTRARY
    text = f"{client.legal_name or client.identity} ({client.identity}) is: {in_words(_CLIENTS, kind)}"
    yield seen(bearing, text, (client, "kind"), (dataset, "client_id"))
