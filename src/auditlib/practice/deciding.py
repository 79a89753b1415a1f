"""Observations → verdict, by the operator of a statement alone; no operator knows what a statement is about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from auditlib.practice.observing import Bearing, Observation
from auditlib.practice.verdicts import Decision, Flag, Verdict

_UNPROVEN = "no row of those it is about cites evidence"
_NO_ROW = "there is no row that could contradict it, and its sheets are stated complete"
_NOBODY = "the rows that would contradict it may be missing: {} is stated complete by nobody"


def decide(
    operator: str,
    terms: Sequence[Sequence[str]],
    seen: Sequence[Observation],
    missing: str,
    *,
    asserts: bool = False,
) -> Decision:
    """The verdict on a statement.

    Args:
        operator: how it is tested, a value of the closed list `claim_operator`.
        terms: groups of terms that have to be shown, one of each group sufficing; empty for the statement as a whole.
        seen: everything that was observed, in the order of the sheets.
        missing: the sheets without an attestation on which a pass would rest, in words; blank for none.
        asserts: whether the statement says that something is done, which no row without evidence shows.

    Raises:
        KeyError: there is no such operator.
    """
    if contrary := _of(seen, Bearing.CONTRARY):
        return _decision(Verdict.FAILED, [*contrary, *_of(seen, Bearing.UNKNOWN)], seen)
    decision = _WITHOUT_CONTRARY[operator](terms, seen, missing)
    if asserts and decision.verdict is Verdict.PASSED and not _of(seen, Bearing.EVIDENCED):
        return _decision(Verdict.NO_EVIDENCE, _of(seen, Bearing.STATED, Bearing.VAGUE), seen, _UNPROVEN)
    return decision


def _exists(terms: Sequence[Sequence[str]], seen: Sequence[Observation], _missing: str) -> Decision:
    """At least one row with evidence, for each group of terms."""
    groups = terms or [("",)]
    lacking = [group for group in groups if not _about(group, seen, Bearing.EVIDENCED)]
    if not lacking:
        # What is weaker about the same terms takes nothing away from it.
        shown = _of(seen, Bearing.EVIDENCED)
        return _decision(Verdict.PASSED, shown, shown)
    unshown = [group for group in lacking if not _about(group, seen, Bearing.STATED, Bearing.VAGUE, Bearing.UNKNOWN)]
    if unshown:
        return Decision(Verdict.FAILED, tuple(f"no row shows {_named(group)}" for group in unshown))
    weak = [one for group in lacking for one in _about(group, seen, Bearing.STATED, Bearing.VAGUE, Bearing.UNKNOWN)]
    return _decision(Verdict.NO_EVIDENCE, weak, seen)


def _every_row(_terms: Sequence[Sequence[str]], seen: Sequence[Observation], missing: str) -> Decision:
    """No row is a counterexample, which only a whole sheet can show."""
    if unknown := _of(seen, Bearing.UNKNOWN):
        return _decision(Verdict.NO_EVIDENCE, unknown, seen)
    if missing:
        return Decision(Verdict.NO_EVIDENCE, (_NOBODY.format(missing),), flags=_flags(seen))
    return _passed(seen, _counted(seen, "no row contradicts it") if seen else _NO_ROW)


def _each_trigger(_terms: Sequence[Sequence[str]], seen: Sequence[Observation], missing: str) -> Decision:
    """Each trigger has its action in time; without a trigger there is nothing to test."""
    if unknown := _of(seen, Bearing.UNKNOWN):
        return _decision(Verdict.NO_EVIDENCE, unknown, seen)
    if seen:
        return _passed(seen, _counted(seen, "each time it was called for, it was done in time"))
    if missing:
        return Decision(Verdict.NO_EVIDENCE, (_NOBODY.format(missing),))
    return Decision(Verdict.NOT_APPLICABLE, ("it was not called for in the register",))


def _use(_terms: Sequence[Sequence[str]], seen: Sequence[Observation], _missing: str) -> Decision:
    """What is permitted need not be used; where it is, the conditions attached to it hold."""
    if unknown := _of(seen, Bearing.UNKNOWN):
        return _decision(Verdict.NO_EVIDENCE, unknown, seen)
    if not seen:
        return Decision(Verdict.NOT_APPLICABLE, ("the register shows no use of it",))
    return _passed(seen, _counted(seen, "every use of it meets the conditions"))


def _untested(_terms: Sequence[Sequence[str]], _seen: Sequence[Observation], _missing: str) -> Decision:
    return Decision(Verdict.NOT_TESTED, ("states no testable fact",))


_WITHOUT_CONTRARY: Mapping[str, Callable[[Sequence[Sequence[str]], Sequence[Observation], str], Decision]] = {
    "exists": _exists,
    "document": _exists,
    "closed": _every_row,
    "none": _every_row,
    "all": _every_row,
    "event": _each_trigger,
    "permitted": _use,
    "narrative": _untested,
}


def _of(seen: Sequence[Observation], *bearings: Bearing) -> list[Observation]:
    return [one for one in seen if one.bearing in bearings]


def _about(group: Sequence[str], seen: Sequence[Observation], *bearings: Bearing) -> list[Observation]:
    """What was seen of a group of terms: of one of them, or of the whole; a statement without terms is all of it."""
    return [one for one in _of(seen, *bearings) if one.term in group or not one.term or "" in group]


def _passed(seen: Sequence[Observation], otherwise: str) -> Decision:
    """A pass: what is vague is told in its own words, the rest is counted, and every cell looked at is cited."""
    shown = [*_of(seen, Bearing.VAGUE), *_of(seen, Bearing.EVIDENCED, Bearing.STATED)]
    decision = _decision(Verdict.PASSED, shown, seen)
    vague = dict.fromkeys(one.text for one in _of(seen, Bearing.VAGUE))
    return replace(decision, reasons=(*vague, otherwise))


def _counted(seen: Sequence[Observation], what: str) -> str:
    rows = {(one.cited[0].record.about.name, one.cited[0].record.identity) for one in seen if one.cited}
    return f"{what}; rows looked at: {len(rows)}" if rows else what


def _decision(
    verdict: Verdict, decisive: Sequence[Observation], seen: Sequence[Observation], first: str = ""
) -> Decision:
    reasons = tuple(dict.fromkeys(filter(None, (first, *(one.text for one in decisive)))))
    cited = tuple(dict.fromkeys(cell for one in decisive for cell in one.cited))
    return Decision(verdict, reasons, cited, _flags(seen))


def _flags(seen: Sequence[Observation]) -> tuple[Flag, ...]:
    return (Flag.VAGUE,) if _of(seen, Bearing.VAGUE) else ()


def _named(group: Sequence[str]) -> str:
    """The terms of a group in words; a statement without terms is about one thing as a whole."""
    return " or ".join(term.replace("_", " ") for term in group if term) or "what it says"
