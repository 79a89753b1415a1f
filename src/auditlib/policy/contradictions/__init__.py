"""The text of a policy against itself: one function for each kind; a detector put here is found and run."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from auditlib.policy.contradictions.detecting import Contradiction, Detector
from auditlib.policy.contradictions.kinds import Kind, kinds
from auditlib.policy.contradictions.reader import Commitment, Reader
from auditlib.policy.structure import Policy

LANGUAGE = "language"
STATEMENTS = "statements"


def contradictions(policy: Policy, statements: Iterable[Commitment], as_of: date) -> tuple[Contradiction, ...]:
    """What the text shows against itself, in the order of the text; nothing outside of it is read.

    Kinds that `not_assessed` names are left out: no contradiction of theirs does not mean that there is none.

    Args:
        policy: the text.
        statements: what is stated in it: accepted rows of the sheet, or proposals; those whose words do not stand in
            the text are passed over, as `quotes.placed` tells.
        as_of: the day whose law holds.
    """
    reader = Reader(policy, statements, as_of)
    left_out = {kind.kind for kind, _ in _not_assessed(reader)}
    asked = (one for one in detectors() if one.kind.kind not in left_out)
    found = (contradiction for one in asked for contradiction in one.contradictions(reader))
    return tuple(sorted(found, key=lambda one: (one.passages[0].start, one.kind, one.about)))


def not_assessed(policy: Policy, statements: Iterable[Commitment], as_of: date) -> tuple[tuple[Kind, str], ...]:
    """The kinds that are not looked for in a text, each with the reason: `language` or `statements`.

    What rests on something being nowhere in the text is not looked for where a part of it is in another language.
    """
    return _not_assessed(Reader(policy, statements, as_of))


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector, in the order of the kinds.

    Raises:
        ValueError: a kind has no detector, or two.
    """
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Detector)]
    found.sort(key=lambda one: one.kind.kind)
    if [one.kind for one in found] != list(kinds().values()):
        raise ValueError("Each kind of contradictions.csv needs one detector.")
    return tuple(found)


def _not_assessed(reader: Reader) -> tuple[tuple[Kind, str], ...]:
    return tuple((kind, reason) for kind in kinds().values() if (reason := _reason(kind, reader)))


def _reason(kind: Kind, reader: Reader) -> str:
    if not reader.clauses or (kind.rests_on_absence and reader.has_other_language):
        return LANGUAGE
    return STATEMENTS if kind.reads_statements and not reader.statements else ""
