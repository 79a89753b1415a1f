"""Every accepted commitment of the policies in force → its verdict."""

from collections.abc import Iterator
from dataclasses import replace

from auditlib.errors import NotAssessable
from auditlib.policy.comparing import Change, Status
from auditlib.policy.cutting import Fragment, members
from auditlib.policy.quotes import PlacedQuote, QuoteState, placed
from auditlib.policy.structure import Policy
from auditlib.practice.deciding import decide
from auditlib.practice.kinds import known_procedures
from auditlib.practice.observing import Bearing, Observation, Procedure, seen
from auditlib.practice.rereading import changes_of_words
from auditlib.practice.topics import touches
from auditlib.practice.verdicts import Decision, Flag, Judged, Verdict
from auditlib.rulebook.policies import is_read_in, is_read_in_force, text_read_in
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion


def judge(policy: Policy, view: View, version: PolicyVersion | None = None) -> tuple[Judged, ...]:
    """The verdict on every commitment read in a version in force and not retired, in the order of the sheet.

    `version` is the one whose text the policy is; commitments read in others are held against the texts of those.

    Raises:
        NotAssessable: the sheet of commitments was not supplied.
    """
    every = [row for row in view.register.all(PolicyCommitment) if is_read_in_force(row, view)]
    own = [row for row in every if is_read_in(row, version, view)]
    readable_ones = [row for row in own if not any(map(row.is_unreadable, row.columns))]
    changes = changes_of_words(view.case.previous, policy, readable_ones)
    found = {id(row): _judged(row, _place_of(row, policy), changes.get(row.identity), view) for row in own}
    return tuple(found.get(id(row)) or _judged_elsewhere(row, view) for row in every)


def _judged_elsewhere(commitment: PolicyCommitment, view: View) -> Judged:
    """The verdict by a text that is not the policy's, in which its place would tell a reader nothing."""
    try:
        text = text_read_in(commitment, view)
    except NotAssessable as unread:
        return Judged(commitment, Decision(Verdict.NOT_TESTED, (unread.reason,)), None, None)
    return replace(_judged(commitment, _place_of(commitment, text), None, view), start=None, end=None)


def _place_of(commitment: PolicyCommitment, policy: Policy) -> PlacedQuote:
    """Where the words of a commitment stand; nowhere that is known, where its own cells cannot be read."""
    try:
        (place,) = placed(policy, [commitment])
    except NotAssessable:
        return PlacedQuote(commitment.identity, QuoteState.ABSENT, None, None)
    return place


def _judged(commitment: PolicyCommitment, place: PlacedQuote, change: Change | None, view: View) -> Judged:
    decision = verdict_on(commitment, view)
    if change is not None:
        decision = _reread(decision, change)
    elif place.state in {QuoteState.ABSENT, QuoteState.SEVERAL}:
        decision = _with(decision, Flag.STALE, "its words are not where they were read; the text changed")
    if readable(commitment, "status") != "accepted":
        decision = _with(decision, Flag.UNREVIEWED, "nobody accepted this reading")
    start, end = (place.start, place.end) if change is None else (change.start, change.end)
    return Judged(commitment, decision, start, end)


def _reread(decision: Decision, change: Change) -> Decision:
    """A verdict outlives an edit in nothing on which the meaning turns, until somebody confirms it; not one in more."""
    if change.status is Status.LOST:
        return _with(decision, Flag.STALE, "its words are gone from the text")
    if change.is_substantive:
        what = ", ".join(change.reasons)
        return _with(decision, Flag.STALE, f"its words, or those above them, changed since they were read: {what}")
    if change.status is Status.EDITED:
        reason = "its words were edited since they were read, in nothing on which their meaning turns; not confirmed"
        return replace(decision, flags=(*decision.flags, Flag.STALE), reasons=(reason, *decision.reasons))
    return decision


def _with(decision: Decision, flag: Flag, reason: str) -> Decision:
    """A statement nobody read as it stands now passes nothing."""
    verdict = Verdict.NOT_TESTED if decision.verdict is Verdict.PASSED else decision.verdict
    return replace(decision, verdict=verdict, flags=(*decision.flags, flag), reasons=(reason, *decision.reasons))


def verdict_on(commitment: PolicyCommitment, view: View) -> Decision:
    """The verdict on one commitment, whatever became of its words."""
    try:
        if commitment.operator == "narrative" or commitment.modality == "narrates":
            return decide("narrative", (), (), "")
        procedure = procedure_for(commitment)
        if procedure is None:
            return Decision(Verdict.NOT_TESTED, (_why_untested(commitment),))
        return replace(_decided(procedure, commitment, view), tested=procedure.tested)
    except NotAssessable as unknown:
        return Decision(Verdict.NO_EVIDENCE, (unknown.reason,))


def _decided(procedure: Procedure, commitment: PolicyCommitment, view: View) -> Decision:
    """The verdict by a procedure; one for which a cell of the statement cannot be read finds no evidence."""
    try:
        observed = tuple(_observed(procedure, commitment, view))
        asserts = commitment.modality == "asserts"
        return decide(procedure.operator, groups_of(commitment), observed, _missing(procedure, view), asserts=asserts)
    except NotAssessable as unknown:
        return Decision(Verdict.NO_EVIDENCE, (unknown.reason,))


def _why_untested(commitment: PolicyCommitment) -> str:
    if not commitment.terms and not commitment.named_parties:
        return "names nothing that a row of the register could be compared with"
    return "no procedure tests statements of this kind"


def procedure_for(commitment: PolicyCommitment) -> Procedure | None:
    """The procedure for the kind, operator and vocabulary of a statement, or None."""
    wanted = (commitment.kind, commitment.operator, commitment.vocabulary or "")
    for procedure in known_procedures():
        fits = (procedure.kind, procedure.operator, procedure.vocabulary) == wanted
        if fits and (not procedure.about or touches(commitment.quote or "", procedure.about)):
            return procedure
    return None


def _observed(procedure: Procedure, commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """What a procedure sees until something it needs is not known; what it saw before that still counts."""
    try:
        yield from procedure.look(commitment, view)
    except NotAssessable as unknown:
        yield seen(Bearing.UNKNOWN, unknown.reason)


def groups_of(commitment: PolicyCommitment) -> tuple[tuple[str, ...], ...]:
    """Groups of the terms of a statement, one of each group sufficing; none where it names no term.

    A member of a list in the quote makes a group: “client, partner, or vendor” three, “provide and manage annotation”
    one. Terms that its words do not show, which somebody added to the reading, are one more.
    """
    if not commitment.terms:
        return ()
    quote = commitment.quote or ""
    listed = members(quote, Fragment(0, len(quote)), commitment.vocabulary or "")
    named = [tuple(term for term in terms if term in commitment.terms) for _, terms in listed]
    told = {term for group in named for term in group}
    untold = tuple(term for term in commitment.terms if term not in told)
    return tuple(dict.fromkeys(group for group in (*named, untold) if group))


def _missing(procedure: Procedure, view: View) -> str:
    return ", ".join(kind.about.title for kind in procedure.rests_on if not view.attested(kind))
