"""Security: measures in place with proof, access for those who need it only, risks looked at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from auditlib.practice.controls import CHECKS, Proven, active_measures, proven, risks_reviewed
from auditlib.practice.looking import of_each
from auditlib.practice.noting import noted_on, until_unknown
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import is_running, is_there
from auditlib.reference.calendars import is_older_than
from auditlib.reference.legal_dates import limit
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import answer, known
from auditlib.rulebook.links import all_parts, row_named
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.scope import readable
from auditlib.sheets.access_grants import AccessGrant
from auditlib.sheets.breaches import Breach
from auditlib.sheets.people import Person
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.wording import day_in_words

_NEEDED_TO_GRANT = {"person_id": "who holds it", "reason": "why", "approved_by": "who approved it"}


@procedure("secures", "all", about="measures", rests_on=(ProcessingActivity,))
def measures_in_place(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Technical and organisational measures are in place with proof, and each running activity names its own."""
    for kind in ("technical", "organisational"):
        label = f"{label_of('measure_kind', kind).lower()} measure"
        yield _promised(proven(active_measures("kind", kind, view), view), label, commitment)
    yield from noted_on(
        view.register.all(ProcessingActivity),
        _without_measure,
        ("security_measure_ids", "names its measures"),
        is_running,
        view,
    )


def _promised(found: Proven | None, what: str, commitment: PolicyCommitment, term: str = "") -> Observation:
    """A measure that is not there or not lately shown contradicts a promise of it; one without proof leaves it open."""
    if found is None:
        return seen(Bearing.CONTRARY, f"no active {what} is in the register", (commitment, "quote"), term=term)
    bearing = Bearing.CONTRARY if found.is_old else Bearing.EVIDENCED
    return seen(Bearing.UNKNOWN if found.shown_on is None else bearing, found.text, *found.cells, term=term)


def _without_measure(activity: ProcessingActivity) -> Iterator[Noted]:
    if activity.is_blank("security_measure_ids"):
        yield Noted("security_measure_ids", "names no security measure")


def _controls_in_place(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each security control named has a measure with proof, and no row that calls for it is without it."""
    for control in commitment.terms:
        label = f"measure for {label_of('security_control', control).lower()}"
        yield _promised(proven(active_measures("control", control, view), view), label, commitment, control)
        if control in CHECKS:
            yield from until_unknown(CHECKS[control](view))


controls_in_place = procedure("secures", "all", "security_control", rests_on=(System,))(_controls_in_place)
listed_controls_in_place = procedure("secures", "closed", "security_control", rests_on=(System,))(_controls_in_place)
encryption_in_place = procedure("secures", "all", "security_control", about="encryption", rests_on=(System, Transfer))(
    _controls_in_place
)
staff_controls_in_place = procedure("secures", "all", "security_control", about="staff", rests_on=(Person,))(
    _controls_in_place
)


@procedure("secures", "exists", "security_control")
def control_shown(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """For each security control named there is a measure with proof."""
    for control in commitment.terms:
        if found := proven(active_measures("control", control, view), view):
            is_shown = found.shown_on is not None and not found.is_old
            yield seen(Bearing.EVIDENCED if is_shown else Bearing.STATED, found.text, *found.cells, term=control)
        if control == "risk_review":
            yield from risks_reviewed(view, term=control)


@procedure("secures", "exists", about="risk")
def risks_kept_low(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Risks were reviewed recently, and each open breach has an action against its cause."""
    causes = tuple(until_unknown(of_each(view.register.all(Breach), _left_as_it_is)))
    is_open = any(one.bearing is Bearing.UNKNOWN for one in causes)
    yield from causes
    for review in risks_reviewed(view):
        yield replace(review, bearing=Bearing.STATED) if is_open else review


def _left_as_it_is(breach: Breach) -> Iterator[Observation]:
    if known(breach, "status") == "open" and breach.is_blank("root_cause_action_id"):
        text = f"{breach.identity} is open and names no action on its cause"
        yield seen(Bearing.CONTRARY, text, (breach, "root_cause_action_id"))


def _access_restricted(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each open access right belongs to one person who works there, with a reason, an approval and recent use."""
    yield from noted_on(
        view.register.all(AccessGrant),
        lambda row: _beyond_need(row, view),
        ("reason", "is held by one person, for a stated reason"),
        _is_open,
        view,
    )


access_restricted = procedure("secures", "all", about="need_to_know", rests_on=(AccessGrant, Person))(
    _access_restricted
)
access_control_restricted = procedure(
    "secures", "all", "security_control", about="need_to_know", rests_on=(AccessGrant, Person)
)(_access_restricted)


def _is_open(grant: AccessGrant, view: View) -> bool:
    granted, ended = readable(grant, "granted_on"), grant.value_of("ended_on")
    has_begun = not isinstance(granted, date) or granted <= view.as_of
    return has_begun and (ended is None or ended > view.as_of)


def _beyond_need(grant: AccessGrant, view: View) -> Iterator[Noted]:
    yield from all_parts(_unexplained(grant), _shared(grant), _of_leaver(grant, view), _dormant(grant, view))


def _unexplained(grant: AccessGrant) -> Iterator[Noted]:
    for column, lacking in _NEEDED_TO_GRANT.items():
        if grant.is_blank(column):
            yield Noted(column, f"is open and does not say {lacking}")


def _shared(grant: AccessGrant) -> Iterator[Noted]:
    if answer(grant, "is_shared_account") is Answer.YES:
        yield Noted("is_shared_account", "is open for an account that several people use")


def _of_leaver(grant: AccessGrant, view: View) -> Iterator[Noted]:
    if grant.is_blank("person_id"):
        return
    person = row_named(grant, "person_id", Person, view)
    if not is_there(person, view):
        text = f"is open for {person.identity}, whose last day was {day_in_words(known(person, 'ended_on'))}"
        yield Noted("ended_on", text, also=((person, "ended_on"),))


def _dormant(grant: AccessGrant, view: View) -> Iterator[Noted]:
    used, idle = known(grant, "last_used_on"), limit("house_dormant_account")
    if is_older_than(used, replace(idle, limit_value=view.limit(idle.reference_id)), view.as_of):
        yield Noted("last_used_on", f"is open and was last used on {day_in_words(used)}")
