"""What published policies say, by the accepted statements that stand in them, and which version of one is in force."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.policy.quotes import stands
from auditlib.policy.structure import Policy
from auditlib.rulebook.conditions import Condition, every, known, negation, one_of
from auditlib.rulebook.links import states
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion

is_accepted = one_of("status", "accepted")
_Term = tuple[str | None, str | None, str]


def is_in_force(*kinds: str) -> Condition:
    """The version is of one of the kinds, and the last of its kind and entity by the day of the report."""
    return every(one_of("kind", *kinds), is_latest)


def is_latest(version: PolicyVersion, view: View) -> bool:
    """Whether a version is the last of its kind and entity that took effect by the day of the report."""
    effective_on: date = known(version, "effective_on")
    return view.once(_latest).get(_published(version)) == effective_on


def _latest(view: View) -> dict[tuple[object, object], date]:
    found: dict[tuple[object, object], date] = {}
    for version in view.register.all(PolicyVersion):
        effective_on, published = readable(version, "effective_on"), _published(version)
        if isinstance(effective_on, date) and effective_on <= view.as_of:
            found[published] = max(found.get(published, effective_on), effective_on)
    return found


def _published(version: PolicyVersion) -> tuple[object, object]:
    return readable(version, "kind"), readable(version, "entity_id")


def versions_in_force(view: View, *kinds: str) -> list[PolicyVersion]:
    """The versions in force of some kinds; one whose day cannot be read is in force nowhere."""
    latest = view.once(_latest)
    days = ((version, readable(version, "effective_on")) for version in view.register.all(PolicyVersion))
    in_force = (version for version, day in days if day is not None and day == latest.get(_published(version)))
    return [version for version in in_force if readable(version, "kind") in kinds]


def statements_of(version: PolicyVersion, view: View) -> Iterator[PolicyCommitment]:
    """The accepted statements read in a version."""
    for statement in view.register.pointing_at(version, "policy_commitments.policy_version_id"):
        if isinstance(statement, PolicyCommitment) and statement.status == "accepted":
            yield statement


def is_read_in_force(commitment: PolicyCommitment, view: View) -> bool:
    """Whether a statement is read in the last version of its policy; where that is not known, it is taken to be."""
    if readable(commitment, "status") == "retired":
        return False
    try:
        version = view.register.get(PolicyVersion, str(readable(commitment, "policy_version_id") or ""))
        return version is None or is_latest(version, view)
    except NotAssessable:
        return True


def affirms(kind: str, vocabulary: str) -> Condition:
    """The statement is accepted, of a kind, and names terms of a list without forbidding them."""
    return every(
        is_accepted, one_of("kind", kind), states("vocabulary", vocabulary), negation(one_of("operator", "none"))
    )


def is_said(kind: str, vocabulary: str, term: str, view: View) -> bool:
    """Whether an accepted statement of a kind names a term of a list and does not forbid it.

    A statement counts in the version in force, as long as its words stand in the text, where that could be read.

    Raises:
        NotAssessable: none does, and one of the statements cannot be read.
    """
    said = view.once(_said)
    if (kind, vocabulary, term) in said.first:
        return True
    if said.unknown is not None:
        raise said.unknown
    return False


def is_said_first_by(statement: PolicyCommitment, term: str, view: View) -> bool:
    """Whether a term of a statement is judged here: an item goes before the list that sums the items up."""
    return view.once(_said).first.get((statement.kind, statement.vocabulary, term)) is statement


@dataclass(slots=True)
class _Said:
    first: dict[_Term, PolicyCommitment] = field(default_factory=dict)
    unknown: NotAssessable | None = None


def _said(view: View) -> _Said:
    said = _Said()
    found: list[tuple[tuple[bool, str], _Term, PolicyCommitment]] = []
    for statement in view.register.all(PolicyCommitment):
        try:
            if is_read_in_force(statement, view) and _is_in_text(statement, view):
                found += [(_rank(statement), term, statement) for term in _terms(statement)]
        except NotAssessable as open_question:
            said.unknown = said.unknown or open_question
    for _, term, statement in sorted(found, key=lambda row: row[0]):
        said.first.setdefault(term, statement)
    return said


def _is_in_text(statement: PolicyCommitment, view: View) -> bool:
    """Whether a statement of the policy stands in its text; the text of a notice of another kind is not read."""
    text = view.once(_text)
    if text is None:
        return True
    version = view.register.get(PolicyVersion, str(readable(statement, "policy_version_id") or ""))
    return (version is not None and readable(version, "kind") != "privacy_policy") or stands(text, statement)


def _text(view: View) -> Policy | None:
    """The published text; where none is read, nothing is taken away from what was accepted."""
    try:
        return view.policy
    except NotAssessable:
        return None


def _rank(statement: PolicyCommitment) -> tuple[bool, str]:
    return statement.operator == "closed", statement.identity


def _terms(statement: PolicyCommitment) -> list[_Term]:
    if statement.status != "accepted" or statement.operator == "none":
        return []
    return [(statement.kind, statement.vocabulary, term) for term in statement.terms]
