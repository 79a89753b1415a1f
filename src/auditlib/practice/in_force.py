"""Which statements count: those of the versions in force, as far as their words stand in the published text."""

from dataclasses import dataclass

from auditlib.errors import NotAssessable
from auditlib.policy.quotes import placed
from auditlib.policy.structure import Policy
from auditlib.rulebook.policies import is_read_in_force
from auditlib.rulebook.view import View
from auditlib.sheets.policy_commitments import PolicyCommitment

_Term = tuple[str | None, str | None, str]


def is_told(kind: str, vocabulary: str, term: str, view: View) -> bool:
    """Whether an accepted statement that counts names a term of a list and does not forbid it.

    Raises:
        NotAssessable: none does, and one of the statements cannot be read.
    """
    told = view.once(_told)
    if (kind, vocabulary, term) in told.terms:
        return True
    if told.unknown is not None:
        raise told.unknown
    return False


@dataclass(frozen=True, slots=True)
class _Told:
    terms: frozenset[_Term]
    unknown: NotAssessable | None


def _told(view: View) -> _Told:
    terms: set[_Term] = set()
    unknown: NotAssessable | None = None
    text = view.once(_text)
    for statement in view.register.all(PolicyCommitment):
        try:
            if _counts(statement, text, view):
                terms.update((statement.kind, statement.vocabulary, term) for term in statement.terms)
        except NotAssessable as open_question:
            unknown = unknown or open_question
    return _Told(frozenset(terms), unknown)


def _counts(statement: PolicyCommitment, text: Policy | None, view: View) -> bool:
    affirms = statement.status == "accepted" and statement.operator != "none"
    return affirms and is_read_in_force(statement, view) and (text is None or _stands(statement, text))


def _stands(statement: PolicyCommitment, text: Policy) -> bool:
    (place,) = placed(text, [statement])
    return place.start is not None


def _text(view: View) -> Policy | None:
    """The published text, or None where none is read, which alone takes nothing away from what was accepted."""
    try:
        return view.policy
    except NotAssessable:
        return None
