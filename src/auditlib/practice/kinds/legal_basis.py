"""On which legal bases data are used: those of the purposes, and what each basis needs to hold."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import is_own_decision, purposes_in_use
from auditlib.practice.room import how_told, room_for
from auditlib.reference.calendars import is_older_than
from auditlib.rulebook.assessed import assessment_named, last_looked_at
from auditlib.rulebook.conditions import answer, blank_among, known
from auditlib.rulebook.links import activity_of, row_named
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import is_current, readable
from auditlib.sheets.consent_mechanisms import ConsentMechanism
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.wording import day_in_words

_BASES = "legal_basis"
_ASKED_FOR = frozenset({"analytics", "personalisation", "marketing"})


@procedure("legal_basis", "closed", _BASES, rests_on=(ProcessingActivity, Purpose))
def only_these_bases(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every purpose of an activity carried out as controller rests on a legal basis that is named."""
    yield from of_each(purposes_in_use(view), lambda row: _named(row, statement, view))


def _named(purpose: Purpose, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    if not is_own_decision(activity_of(purpose, view)):
        return
    basis = known(purpose, "legal_basis")
    bearing = room_for(basis, statement, view)
    text = f"{purpose.identity} rests on {in_words(_BASES, basis)}{how_told(bearing)}"
    yield seen(bearing, text, (purpose, "legal_basis"))


@procedure("legal_basis", "none", _BASES, rests_on=(ProcessingActivity, Purpose))
def never_these_bases(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No purpose of an activity carried out as controller rests on a legal basis that is ruled out."""
    yield from of_each(purposes_in_use(view), lambda row: _ruled_out(row, statement, view))


def _ruled_out(purpose: Purpose, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    if not is_own_decision(activity_of(purpose, view)):
        return
    basis = known(purpose, "legal_basis")
    bearing = Bearing.CONTRARY if basis in statement.terms else Bearing.STATED
    yield seen(bearing, f"{purpose.identity} rests on {in_words(_BASES, basis)}", (purpose, "legal_basis"))


@procedure("legal_basis", "exists", _BASES)
def bases_relied_on(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """A purpose rests on each of the legal bases named."""
    yield from of_each(_resting_on(statement.terms, view), lambda row: _rests(row, view))


@procedure("legal_basis", "permitted", _BASES, rests_on=(Purpose,))
def bases_perhaps_relied_on(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each purpose that rests on a legal basis named has what the basis requires; there need be none."""
    yield from of_each(_resting_on(statement.terms, view), lambda row: _founded(row, view))
    yield from _without_basis(view)


@procedure("legal_basis", "all", _BASES, rests_on=(Purpose,))
def bases_hold(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """A purpose rests on each legal basis named, and each such purpose has what its basis requires."""
    resting, unknown = _resting_on(statement.terms, view), tuple(_without_basis(view))
    yield from unknown
    for term in statement.terms:
        if not unknown and not any(row.legal_basis == term for row in resting):
            text = f"names {in_words(_BASES, term)}, on which no purpose in use rests"
            yield seen(Bearing.CONTRARY, text, (statement, "terms"))
    yield from of_each(resting, lambda row: _founded(row, view))
    if "consent" in statement.terms:
        cookies = (row for row in view.register.all(Cookie) if is_current(row, view.as_of))
        yield from of_each(cookies, lambda row: _asked(row, view) if known(row, "category") in _ASKED_FOR else ())


def _resting_on(terms: tuple[str, ...], view: View) -> list[Purpose]:
    return [row for row in purposes_in_use(view) if readable(row, "legal_basis") in terms]


def _without_basis(view: View) -> Iterator[Observation]:
    """The purposes of own decisions that state no basis: any of them may be the one in question."""
    yield from of_each(purposes_in_use(view), lambda row: _basis_stated(row, view))


def _basis_stated(purpose: Purpose, view: View) -> tuple[Observation, ...]:
    if readable(purpose, "legal_basis") is None and is_own_decision(activity_of(purpose, view)):
        known(purpose, "legal_basis")
    return ()


def _rests(purpose: Purpose, view: View) -> Iterator[Observation]:
    basis = purpose.legal_basis or ""
    text, activity = f"{purpose.identity} rests on {in_words(_BASES, basis)}", activity_of(purpose, view)
    yield borne_out(text, (purpose, "legal_basis"), proofs=proofs_of(activity, view), term=basis)


def _founded(purpose: Purpose, view: View) -> Iterator[Observation]:
    """What a purpose lacks for its basis; where it lacks nothing, that it rests on it."""
    needs = _NEEDS.get(purpose.legal_basis or "")
    lacking = tuple(needs(purpose, view)) if needs else ()
    yield from lacking or _rests(purpose, view)


def _party(purpose: Purpose, _view: View) -> Iterator[Observation]:
    if answer(purpose, "data_subject_is_contract_party") is Answer.NO:
        text = f"{purpose.identity} rests on a contract to which the person is no party"
        yield seen(Bearing.CONTRARY, text, (purpose, "data_subject_is_contract_party"), (purpose, "legal_basis"))


def _weighed(purpose: Purpose, view: View) -> Iterator[Observation]:
    if purpose.is_blank("legitimate_interest"):
        text = f"{purpose.identity} rests on legitimate interests and does not say which"
        yield seen(Bearing.CONTRARY, text, (purpose, "legitimate_interest"))
    if purpose.is_blank("lia_assessment_id"):
        text = f"{purpose.identity} rests on legitimate interests and names no assessment of them"
        yield seen(Bearing.CONTRARY, text, (purpose, "lia_assessment_id"))
        return
    assessment = assessment_named(purpose, "lia_assessment_id", view)
    day, months = last_looked_at(assessment), view.limit("house_lia_age")
    if is_older_than(day, months, view.as_of):
        column = "completed_on" if day == assessment.completed_on else "reviewed_on"
        text = f"{assessment.identity}, which {purpose.identity} names, was last looked at on {day_in_words(day)}"
        yield seen(Bearing.CONTRARY, text, (purpose, "lia_assessment_id"), (assessment, column))


def _consented(purpose: Purpose, view: View) -> Iterator[Observation]:
    yield from (one for one in _asked(purpose, view) if one.bearing is Bearing.CONTRARY)


def _asked(row: Record, view: View) -> Iterator[Observation]:
    """How consent is asked for a purpose or a cookie: recorded, in known words, with a way to withdraw it."""
    if row.is_blank("consent_mechanism_id"):
        text = f"{row.identity} rests on consent and does not say how it is asked"
        yield seen(Bearing.CONTRARY, text, (row, "consent_mechanism_id"))
        return
    asking = row_named(row, "consent_mechanism_id", ConsentMechanism, view)
    lacking = blank_among(asking, "record_ref", "wording_version", "withdrawal_route")
    for column in lacking:
        text = f"{asking.identity}, which asks consent for {row.identity}, states no “{asking.columns[column].phrase}”"
        yield seen(Bearing.CONTRARY, text, (asking, column), (row, "consent_mechanism_id"))
    if not lacking:
        text = f"{asking.identity} asks consent for {row.identity}"
        yield seen(Bearing.STATED, text, (row, "consent_mechanism_id"), (asking, "record_ref"))


def _lawful(purpose: Purpose, _view: View) -> Iterator[Observation]:
    if purpose.is_blank("law_reference"):
        text = f"{purpose.identity} rests on a legal obligation or task and cites no law"
        yield seen(Bearing.CONTRARY, text, (purpose, "law_reference"))


_NEEDS: Mapping[str, Callable[[Purpose, View], Iterator[Observation]]] = MappingProxyType(
    {
        "contract": _party,
        "legitimate_interests": _weighed,
        "consent": _consented,
        "legal_obligation": _lawful,
        "public_task": _lawful,
    }
)
