"""What a procedure sees of a statement: rows that bear it out, contradict it, or leave it open."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditlib.practice.verdicts import Cited
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.policy_commitments import PolicyCommitment


class Bearing(StrEnum):
    """How something seen bears on a statement.

    `evidenced` bears it out with a proof beside the register, `stated` on the word of the register alone; `vague`
    is covered by a broader or an open wording only; `unknown` may be either.
    """

    EVIDENCED = "evidenced"
    STATED = "stated"
    VAGUE = "vague"
    CONTRARY = "contrary"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing seen. `term` is the term of the statement it is about, blank where it is about the whole of it."""

    bearing: Bearing
    text: str
    cited: tuple[Cited, ...] = ()
    term: str = ""


def seen(bearing: Bearing, text: str, *cells: tuple[Record, str], term: str = "") -> Observation:
    """An observation with the cells that show it; the first cell is the one a reader is led to."""
    return Observation(bearing, text, tuple(Cited(record, column) for record, column in cells), term)


Look = Callable[[PolicyCommitment, View], Iterable[Observation]]


@dataclass(frozen=True, slots=True)
class Procedure:
    """How statements of a kind are tested: what is looked at, and which sheets have to be attested for a pass.

    `rests_on` names the sheets whose rows being absent would be a pass; each must be stated complete by somebody.
    """

    kind: str
    operator: str
    vocabulary: str
    about: str
    look: Look
    rests_on: tuple[type[Record], ...]

    @property
    def tested(self) -> str:
        """The condition it tests, in the words of its docstring."""
        return inspect.getdoc(self.look) or ""


def procedure(
    kind: str, operator: str, vocabulary: str = "", *, about: str = "", rests_on: tuple[type[Record], ...] = ()
) -> Callable[[Look], Procedure]:
    """Make a procedure of the function below it, for statements of a kind, operator and vocabulary.

    `about` is a topic of `data/topics.csv` that the words of the statement have to touch, for statements which only
    their words tell apart; blank for any.
    """
    return lambda look: Procedure(kind, operator, vocabulary, about, look, rests_on)
