"""What personal information is used for: the purposes of activities."""

from collections.abc import Iterator
from functools import partial

from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.needs import lacking
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import activities_in_use, categories_of, is_own_decision, purposes_in_use
from auditlib.practice.room import how_told, room_for, room_in_its_own_terms
from auditlib.reference.taxonomy import is_broader
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.links import activity_of, states
from auditlib.rulebook.policies import counts, is_said
from auditlib.rulebook.view import View
from auditlib.scope import is_current, readable
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose

_KINDS = "purpose_kind"
_PEOPLE = "data_subject_category"
_BESIDE = ("section", "policy_version_id")


@procedure("uses_for", "exists", _KINDS)
def purposes_served(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """For each kind named an activity in use has a purpose of that kind, with what such a purpose calls for."""
    yield from _serving(statement, view)


@procedure("uses_for", "permitted", _KINDS)
def purposes_perhaps_served(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nothing is required: the purposes of the kinds named are listed, and there need be none."""
    yield from _serving(statement, view)


def _serving(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for term in statement.terms:
        yield from of_each(purposes_in_use(view), partial(_serves, term=term, view=view))


def _serves(purpose: Purpose, term: str, view: View) -> Iterator[Observation]:
    kind = purpose.kind
    if kind is None:
        return
    text, cells = f"{purpose.identity} is: {in_words(_KINDS, kind)}", ((purpose, "kind"), (purpose, "activity_id"))
    if is_broader(_KINDS, kind, term):
        yield seen(Bearing.VAGUE, f"{text}, which may be more than {in_words(_KINDS, term)}", *cells, term=term)
    elif kind == term:
        activity = activity_of(purpose, view)
        missing = lacking(_KINDS, term, purpose, activity, view)
        shown = seen(Bearing.STATED, f"{text}, {missing}", *cells, term=term)
        yield shown if missing else borne_out(text, *cells, proofs=proofs_of(activity, view), term=term)


@procedure("uses_for", "closed", _KINDS, rests_on=(ProcessingActivity, Purpose))
def only_these_purposes(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every purpose for which the company uses data of the people its policy speaks to is named."""
    yield from of_each(purposes_in_use(view), lambda row: _named(row, statement, view))


def _named(purpose: Purpose, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    activity = activity_of(purpose, view)
    if not is_own_decision(activity) or not _speaks_to_its_people(activity, view):
        return
    kind = known(purpose, "kind")
    bearing = room_for(kind, statement, view)
    text = f"{purpose.identity} of {activity.identity} is: {in_words(_KINDS, kind)}{how_told(bearing)}"
    yield seen(bearing, text, (purpose, "kind"), (purpose, "activity_id"))


def _speaks_to_its_people(activity: ProcessingActivity, view: View) -> bool:
    """Whether the policy speaks to some of the people of an activity; one that names nobody speaks to everybody."""
    people = known(activity, "data_subject_categories")
    if not exists(view.register.all(PolicyCommitment), _names_people, view):
        return True
    return any(is_said("scope", _PEOPLE, person, view) for person in people)


_names_people = every(one_of("kind", "scope"), states("vocabulary", _PEOPLE), counts)


@procedure("uses_for", "closed", _KINDS, about="need", rests_on=(ProcessingActivity, Purpose, DataCategory))
def only_as_needed(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Data said to be needed for some purposes are used only for those and for what they entail."""
    kinds = _limited_data(statement, view)
    if not kinds:
        yield seen(Bearing.UNKNOWN, "the words do not tell which data they limit", (statement, "quote"))
    yield from of_each(activities_in_use(view), lambda row: _as_needed(row, kinds, statement, view))


def _limited_data(statement: PolicyCommitment, view: View) -> tuple[str, ...]:
    """The kinds of data that the statement next before a limit says are collected; none where there is no such one.

    Before is meant as in the text where its offsets are stated, else as in the sheet.
    """
    rows = [row for row in view.register.all(PolicyCommitment) if _is_beside(row, statement)]
    earlier = [row for row in rows if row is not statement and _ends_before(row, statement, rows)]
    nearest = max(earlier, key=lambda row: (readable(row, "quote_end") or 0, rows.index(row)), default=None)
    return nearest.terms if nearest is not None else ()


def _is_beside(row: PolicyCommitment, statement: PolicyCommitment) -> bool:
    if row is statement:
        return True
    is_about_data = readable(row, "kind") == "collects" and readable(row, "vocabulary") == "data_kind"
    is_item = readable(row, "operator") not in ("closed", "none") and readable(row, "status") != "retired"
    return is_about_data and is_item and all(readable(row, name) == readable(statement, name) for name in _BESIDE)


def _ends_before(row: PolicyCommitment, statement: PolicyCommitment, rows: list[PolicyCommitment]) -> bool:
    end, start = readable(row, "quote_end"), readable(statement, "quote_start")
    if isinstance(end, int) and isinstance(start, int):
        return end <= start
    return rows.index(row) < rows.index(statement)


def _as_needed(
    activity: ProcessingActivity, kinds: tuple[str, ...], statement: PolicyCommitment, view: View
) -> Iterator[Observation]:
    if activity.is_blank("data_category_ids"):
        return
    limited = [one for one in categories_of(activity, view) if _is_among(one.kind or "", kinds)]
    rows = view.register.pointing_at(activity, "purposes.activity_id") if limited else ()
    purposes = (row for row in rows if isinstance(row, Purpose) and is_current(row, view.as_of))
    yield from of_each(purposes, lambda row: _needs_it(row, activity, limited[0], statement))


def _is_among(kind: str, kinds: tuple[str, ...]) -> bool:
    return any(kind == one or is_broader("data_kind", one, kind) for one in kinds)


def _needs_it(
    purpose: Purpose, activity: ProcessingActivity, category: DataCategory, statement: PolicyCommitment
) -> Iterator[Observation]:
    kind = known(purpose, "kind")
    bearing = room_in_its_own_terms(kind, statement)
    beyond = "" if bearing is Bearing.STATED else ", beyond the stated need"
    text = f"{category.identity} in {activity.identity} is used for: {in_words(_KINDS, kind)}{beyond}"
    yield seen(bearing, text, (purpose, "kind"), (activity, "data_category_ids"), (category, "kind"))


@procedure("uses_for", "none", _KINDS, rests_on=(ProcessingActivity, Purpose))
def never_these_purposes(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No purpose of an activity in use is of a kind that the policy rules out."""
    yield from of_each(purposes_in_use(view), lambda row: _ruled_out(row, statement, view))


def _ruled_out(purpose: Purpose, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    if purpose.is_blank("kind") and not is_own_decision(activity_of(purpose, view)):
        return
    kind, cells = known(purpose, "kind"), ((purpose, "kind"), (purpose, "activity_id"))
    text = f"{purpose.identity} is: {in_words(_KINDS, kind)}"
    if any(kind == term or is_broader(_KINDS, term, kind) for term in statement.terms):
        yield seen(Bearing.CONTRARY, f"{text}, which the policy rules out", *cells)
    elif any(is_broader(_KINDS, kind, term) for term in statement.terms):
        yield seen(Bearing.UNKNOWN, f"{text}, which may hold what the policy rules out", *cells)
    else:
        yield seen(Bearing.STATED, text, *cells)
