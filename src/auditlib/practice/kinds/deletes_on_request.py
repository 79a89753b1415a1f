"""Deletion on request: in time and to the last copy, by a written way, refused only on the grounds that are stated."""

from collections.abc import Iterator

from auditlib.policy.facts import emails_in, urls_in
from auditlib.practice.noting import noted_by, noted_on
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import Condition, every, known, negation, one_of
from auditlib.rulebook.disposing import disposal_due, disposal_standing
from auditlib.rulebook.lengths import end_of, length_of
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.policies import text_read_in
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.time_limits import Standing
from auditlib.rulebook.view import View
from auditlib.rules.retention_disposals import client_deletion_not_done
from auditlib.sheets.disposals import Disposal
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.wording import day_in_words

_BY_CLIENTS = ("client_request",)
_BY_ANYBODY = ("client_request", "rights_request")


def _is_asked_by(*reasons: str) -> Condition:
    """The disposal was asked for by then, by one of those who may ask."""

    def by_then(disposal: Disposal, view: View) -> bool:
        return disposal.requested_on is None or disposal.requested_on <= view.as_of

    return every(one_of("reason", *reasons), by_then)


@procedure("deletes_on_request", "event", about="client_data", rests_on=(Disposal,))
def clients_data_deleted(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """What clients asked to have deleted was deleted in time, with everything that belongs to it."""
    yield from _deleted(commitment, view, _BY_CLIENTS)


@procedure("deletes_on_request", "event", rests_on=(Disposal,))
def deleted_when_asked(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """What anybody asked to have deleted was deleted in time."""
    yield from _deleted(commitment, view, _BY_ANYBODY)


@procedure("deletes_on_request", "event", "channel", rests_on=(Disposal,))
def deleted_when_asked_by_a_way(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """What anybody asked to have deleted was deleted in time, whichever way they asked."""
    yield from _deleted(commitment, view, _BY_ANYBODY)


def _deleted(commitment: PolicyCommitment, view: View, reasons: tuple[str, ...]) -> Iterator[Observation]:
    yield from noted_on(
        view.register.all(Disposal),
        lambda row: _not_deleted(row, commitment, view),
        ("completed_on", "was carried out in time, or is not due yet"),
        every(_is_asked_by(*reasons), negation(one_of("outcome", "refused"))),
        view,
    )


def _not_deleted(disposal: Disposal, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    late = _late(disposal, commitment, view)
    yield from all_parts(late, noted_by((client_deletion_not_done,), disposal, view))


def _late(disposal: Disposal, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    """What was done after the period that is stated; where none is, the rule sees to what clients asked for."""
    if not commitment.is_blank("stated_period"):
        due = end_of(known(disposal, "requested_on"), length_of(commitment, "stated_period"))
    elif disposal.reason not in _BY_CLIENTS:
        due = disposal_due(disposal, view)
    else:
        return
    if disposal_standing(disposal, due, view) in {Standing.LATE, Standing.OVERDUE}:
        done = disposal.completed_on
        how = f"finished on {day_in_words(done)}" if done else "is not finished"
        yield Noted("completed_on", f"was due by {day_in_words(due)} and {how}", also=((disposal, "requested_on"),))


@procedure("deletes_on_request", "all", "channel", rests_on=(Disposal,))
def asked_in_a_stated_way(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Requests came in the ways stated, the text gives an address for them, and a period stated was kept."""
    if not commitment.is_blank("stated_period"):
        yield from _deleted(commitment, view, _BY_ANYBODY)
    yield from noted_on(
        view.register.all(Disposal),
        lambda row: _came_otherwise(row, commitment),
        ("channel", "came one of the ways that are stated"),
        _is_asked_by(*_BY_ANYBODY),
        view,
    )
    yield from _way_published(commitment, view)


def _way_published(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    published = text_read_in(commitment, view).text
    if not emails_in(published) and not urls_in(published):
        text = "the text of the policy gives no address to which a request could be written"
        yield seen(Bearing.CONTRARY, text, (commitment, "quote"))


def _came_otherwise(disposal: Disposal, commitment: PolicyCommitment) -> Iterator[Noted]:
    channel = known(disposal, "channel")
    if channel not in commitment.terms:
        yield Noted("channel", f"came by another way: {label_of('channel', channel).lower()}")


@procedure("deletes_on_request", "closed", "refusal_ground", rests_on=(Disposal,))
def refused_on_stated_grounds(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Whatever is kept against a request is kept on a stated ground, with the law that asks for it."""
    yield from noted_on(
        view.register.all(Disposal),
        lambda row: _other_ground(row, commitment),
        ("refusal_ground", "was refused on a stated ground, with the law that asks for it"),
        every(_is_asked_by(*_BY_ANYBODY), one_of("outcome", "refused", "partly_completed")),
        view,
    )


def _other_ground(disposal: Disposal, commitment: PolicyCommitment) -> Iterator[Noted]:
    if disposal.is_blank("refusal_law_reference"):
        yield Noted("refusal_law_reference", "keeps what was to go and names no law that asks for it")
    ground = known(disposal, "refusal_ground")
    if ground not in commitment.terms:
        label = label_of("refusal_ground", ground).lower()
        yield Noted("refusal_ground", f"was refused for a reason the policy does not state: {label}")
