"""People whom the scope leaves out, and the role in which their data are handled."""

from collections.abc import Iterator

from auditlib.policy.contradictions.cues import cue
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.implied import implied_by, names_group
from auditlib.policy.contradictions.reader import Reader, Stated
from auditlib.policy.contradictions.wording import labels, listed, places
from auditlib.policy.structure import Clause, ClauseKind

_LIST = "data_subject_category"


@detector("X-09")
def people_outside_scope(reader: Reader) -> Iterator[Sighting]:
    """Kinds of people whose data the text implies, and whom its own statement of scope does not name."""
    scope = [one for one in reader.of_kind("scope") if one.vocabulary == _LIST]
    clauses = _scope_clauses(reader, scope)
    words = " ".join(clause.words for clause in (*clauses, *reader.saying("own_notice")))
    if not scope or any(cue("open_scope").search(clause.text) for clause in clauses):
        return
    covered = frozenset().union(*(one.terms for one in scope))
    implied = implied_by(reader, _LIST)
    absent = [value for value in implied if value not in covered and not names_group(words, _LIST, value)]
    if absent:
        yield _outside_scope(absent, implied, clauses, reader)


def _scope_clauses(reader: Reader, scope: list[Stated]) -> tuple[Clause, ...]:
    """The clauses of the sections that say whom the text is for."""
    sections = {one.clause.section_id for one in scope}
    return tuple(clause for clause in reader.clauses if clause.section_id in sections)


def _outside_scope(
    absent: list[str], implied: dict[str, tuple[Clause, ...]], scope: tuple[Clause, ...], reader: Reader
) -> Sighting:
    reasons = [implied[value][0] for value in absent]
    message = (
        f"Says in {places(scope, reader)} whom it is for; the text implies others whom that does not name: "
        f"{listed(labels(_LIST, absent))} (see {places(reasons, reader)}). Name them, or say where their "
        "own notice is."
    )
    spans = ((scope[0].start, scope[-1].end), *((one.start, one.end) for one in reasons))
    return Sighting(message, spans)


@detector("X-10")
def role_not_stated(reader: Reader) -> Iterator[Sighting]:
    """The text describes work on what clients hand over, and says nowhere whether as controller or processor."""
    described = _work_for_clients(reader)
    if not described or _states_role(reader):
        return
    message = (
        f"Describes work for clients in {places(described, reader)}; says nowhere whether the company is controller, "
        "processor or service provider. State the role for each kind of data."
    )
    yield Sighting(message, tuple((one.start, one.end) for one in described))


def _work_for_clients(reader: Reader) -> tuple[Clause, ...]:
    """The clauses that describe work on what clients hand over; none where a company has no such clients."""
    handed_over = [one for one in reader.saying("handed_over") if one.kind is not ClauseKind.HEADING]
    is_for_clients = bool(handed_over and reader.saying("clients"))
    work = [*reader.saying("works_for_clients"), *(handed_over[:1] if is_for_clients else ())]
    roles = [one.clause for one in reader.of_kind("role")] if work else []
    found = {one.clause_id: one for one in (roles or work)}
    return tuple(found.values())


def _states_role(reader: Reader) -> bool:
    """Whether a clause gives the company itself a role; providers and payment processors are others."""
    return any(cue("role_stated").search(reader.in_first_person(clause)) for clause in reader.clauses)
