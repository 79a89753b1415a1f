"""Whether a closed list of a policy leaves room for a value: by its name, by a broader term, or by what it entails."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from auditlib.data_files import data_rows
from auditlib.practice.observing import Bearing
from auditlib.reference.taxonomy import broader
from auditlib.rulebook.policies import is_said
from auditlib.rulebook.view import View
from auditlib.sheets.policy_commitments import PolicyCommitment


def room_for(value: str, statement: PolicyCommitment, view: View) -> Bearing:
    """How a closed list takes a value of its vocabulary; what other statements of its kind name is told as well.

    Raises:
        NotAssessable: it is not named, and a statement that may name it cannot be read.
    """
    kind, choice_list = statement.kind or "", statement.vocabulary or ""
    if value in statement.terms or is_said(kind, choice_list, value, view):
        return Bearing.STATED
    if any(is_said(*by, view) for by in _covering(choice_list, value)):
        return Bearing.STATED
    above = broader(choice_list, value)
    is_covered = any(term in statement.terms or is_said(kind, choice_list, term, view) for term in above)
    return Bearing.VAGUE if is_covered else Bearing.CONTRARY


def room_in_its_own_terms(value: str, statement: PolicyCommitment) -> Bearing:
    """How a limit takes a value: only its own terms count, and what they entail by law."""
    choice_list = statement.vocabulary or ""
    entailing = (term for _, by_list, term in _covering(choice_list, value) if by_list == choice_list)
    if value in statement.terms or any(term in statement.terms for term in entailing):
        return Bearing.STATED
    return Bearing.VAGUE if any(term in statement.terms for term in broader(choice_list, value)) else Bearing.CONTRARY


def how_told(bearing: Bearing) -> str:
    """How a list takes a value, in words that follow it; blank where it names it."""
    return _HOW_TOLD[bearing]


_HOW_TOLD: Mapping[Bearing, str] = MappingProxyType(
    {
        Bearing.STATED: "",
        Bearing.VAGUE: ", told only by a broader term",
        Bearing.CONTRARY: ", which the policy does not name",
    }
)


def _covering(choice_list: str, value: str) -> Iterator[tuple[str, str, str]]:
    """What entails a value: keeping a session is running the website, invoicing is keeping books."""
    for row in data_rows(__package__, "data/covered_by"):
        if (row["choice_list"], row["value"]) == (choice_list, value):
            yield row["by_kind"], row["by_choice_list"], row["by_term"]
