"""Conditions of rights: the mailbox, the check of identity, the law of the place, and fees."""

from collections.abc import Iterator

from auditlib.policy.facts import emails_in
from auditlib.practice.noting import noted_on
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import came_by_then
from auditlib.reference.calendars import is_older_than
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import answer, every, is_set, known, one_of, some
from auditlib.rulebook.links import all_parts, row_named
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.rules.requests_handled import is_charged
from auditlib.schema.columns import Answer
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.wording import day_in_words

_KINDS = "rights_request_kind"
_PROOF = "privacy_contact_evidence_ref"


def _mailbox_read(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """The mailbox named is the organisation's and is shown to work, and every request that came is in the log."""
    mailboxes = dict.fromkeys(fact.value.lower() for fact in emails_in(commitment.quote or ""))
    if not mailboxes:
        yield seen(Bearing.UNKNOWN, "the words name no mailbox that could be looked up", (commitment, "quote"))
    for mailbox in mailboxes:
        yield from _mailbox_works(mailbox, view)
    yield from noted_on(
        view.register.all(RightsRequest), _not_logged, ("logged_on", "is in the log"), came_by_then, view
    )


def _mailbox_works(mailbox: str, view: View) -> Iterator[Observation]:
    column, entities = "privacy_contact_email", view.entities
    owners = [entity for entity in entities if (entity.privacy_contact_email or "").lower() == mailbox]
    if not owners:
        text = f"the policy names {mailbox}, which is the privacy mailbox of no legal entity"
        yield seen(Bearing.CONTRARY, text, *((entity, column) for entity in entities))
    shown = (column, f"reads {mailbox}, by its last test")
    yield from noted_on(owners, lambda row: _not_shown(row, view), shown, is_set(column), view)


def _not_shown(entity: Organisation, view: View) -> Iterator[Noted]:
    yield from all_parts(_not_working(entity), _tested_long_ago(entity, view), _not_proven(entity, view))


def _not_working(entity: Organisation) -> Iterator[Noted]:
    if answer(entity, "privacy_contact_is_working") is Answer.NO:
        yield Noted("privacy_contact_is_working", "has a privacy mailbox that did not answer its last test")


def _tested_long_ago(entity: Organisation, view: View) -> Iterator[Noted]:
    tested, months = known(entity, "privacy_contact_tested_on"), view.limit("house_mailbox_test")
    if is_older_than(tested, months, view.as_of):
        text = f"last tested its privacy mailbox on {day_in_words(tested)}, more than {months} months ago"
        yield Noted("privacy_contact_tested_on", text)


def _not_proven(entity: Organisation, view: View) -> Iterator[Noted]:
    proof = row_named(entity, _PROOF, Evidence, view)
    if known(proof, "kind") != "mailbox_test":
        text = f"names {proof.identity} as proof of its mailbox, which is no test of a mailbox"
        yield Noted(_PROOF, text, also=((proof, "kind"),))


def _not_logged(request: RightsRequest) -> Iterator[Noted]:
    if request.is_blank("logged_on") and known(request, "channel") != "email":
        label = label_of("channel", known(request, "channel")).lower()
        yield Noted("logged_on", f"came by {label} and states no day on which it was entered in the log")


mailbox_read = procedure("rights", "all", about="mailbox", rests_on=(RightsRequest,))(_mailbox_read)
mailbox_read_for_a_right = procedure("rights", "all", _KINDS, about="mailbox", rests_on=(RightsRequest,))(_mailbox_read)


def _identity_checked(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Where identity was in doubt it was settled before the answer; no copy of a document was kept afterwards."""
    yield from noted_on(
        view.register.all(RightsRequest),
        _not_checked,
        ("identity_verified_on", "was answered with the identity settled"),
        every(
            came_by_then,
            one_of("kind", "access", "erasure"),
            is_set("responded_on"),
            some(is_set("identity_verified_on"), is_set("identity_requested_on"), is_set("identity_doubt")),
        ),
        view,
    )
    yield from noted_on(
        view.register.all(RightsRequest),
        _copy_kept,
        ("keeps_identity_copy", "was answered, and no copy of an identity document is kept"),
        every(came_by_then, is_set("responded_on"), is_set("identity_requested_on")),
        view,
    )


def _not_checked(request: RightsRequest) -> Iterator[Noted]:
    settled, responded = request.identity_verified_on, known(request, "responded_on")
    also = ((request, "identity_doubt"), (request, "responded_on"))
    if settled is not None and settled > responded:
        text = f"was answered on {day_in_words(responded)}, before the identity was settled"
        yield Noted("identity_verified_on", text, also=also)
    elif settled is None and not request.is_blank("identity_doubt"):
        yield Noted(
            "identity_verified_on", "was answered in doubt about the identity, which was not settled", also=also
        )


def _copy_kept(request: RightsRequest) -> Iterator[Noted]:
    if answer(request, "keeps_identity_copy") is Answer.YES:
        yield Noted("keeps_identity_copy", "was answered, and a copy of an identity document is still kept")


identity_checked = procedure("rights", "permitted", about="identity_check")(_identity_checked)
identity_checked_for_a_right = procedure("rights", "permitted", _KINDS, about="identity_check")(_identity_checked)


def _refused_by_location(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each refusal because of where somebody lives rests on a legal check."""
    yield from noted_on(
        view.register.all(RightsRequest),
        _not_looked_up,
        ("legal_check_ref", "was refused for the place of the person, after a legal check"),
        every(came_by_then, one_of("outcome", "refused_by_location")),
        view,
    )
    for entity in view.entities:
        known(entity, "regimes")


def _not_looked_up(request: RightsRequest) -> Iterator[Noted]:
    if request.is_blank("legal_check_ref"):
        yield Noted("legal_check_ref", "was refused for the place of the person and refers to no legal check")


refused_by_location = procedure("rights", "permitted", about="location")(_refused_by_location)
right_refused_by_location = procedure("rights", "permitted", _KINDS, about="location")(_refused_by_location)


@procedure("rights", "permitted", about="fee")
def charged_with_reason(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """A fee was asked for only where a justification is stated."""
    shown, fees = ("fee_charged", "was charged for, with a justification"), every(came_by_then, is_charged)
    yield from noted_on(view.register.all(RightsRequest), _unjustified, shown, fees, view)


def _unjustified(request: RightsRequest) -> Iterator[Noted]:
    if request.is_blank("burden_justification"):
        yield Noted("burden_justification", "was charged for and states no justification")


@procedure("rights", "none", about="fee", rests_on=(RightsRequest,))
def never_charged(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nobody was charged for using a right."""
    for request in view.register.all(RightsRequest):
        if is_charged(request, view):
            yield seen(Bearing.CONTRARY, f"{request.identity} was charged for", (request, "fee_charged"))
