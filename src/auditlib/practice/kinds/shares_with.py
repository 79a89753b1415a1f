"""With whom information is shared: vendors by their services, single disclosures, and companies seen outside."""

from collections.abc import Iterable, Iterator

from auditlib.practice.conditions import conditions_met
from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.named_parties import parties_in_use, seen_of, with_parties
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import disclosures_made
from auditlib.practice.recipients import (
    RECIPIENTS,
    Received,
    receiving,
    recipients_not_known,
    services_of,
    title_of,
    told_by_activities,
    vendors_with_data,
)
from auditlib.practice.room import how_told, room_for
from auditlib.practice.topics import touches
from auditlib.rulebook.conditions import known
from auditlib.rulebook.providers import provider_key, vendor_named
from auditlib.rulebook.view import View
from auditlib.rules.vendors_seen import vendor_not_in_register
from auditlib.scope import PROCESSOR_ROLES, is_current, readable
from auditlib.sheets.disclosures import Disclosure
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.vendors import Vendor


@procedure("shares_with", "exists", RECIPIENTS)
def shared_with(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Somebody of each kind named receives data, and each company named is in use."""
    yield from with_parties(statement, view, _receiving(statement, view))


def _receiving(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for term in statement.terms:
        for row, column, text in receiving(term, view):
            proofs = seen_of(row, view) if isinstance(row, Vendor) else proofs_of(row, view)
            yield borne_out(text, (row, column), proofs=proofs, term=term)


@procedure("shares_with", "exists")
def shared_with_named(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each company named is in use; where none is named, at least one vendor sees personal data."""
    yield from parties_in_use(statement, view)
    if not statement.named_parties:
        for vendor in vendors_with_data(view):
            text = f"{title_of(vendor)} sees personal data"
            yield borne_out(text, (vendor, "processes_personal_data"), proofs=seen_of(vendor, view))


@procedure("shares_with", "permitted", RECIPIENTS)
def perhaps_shared_with(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each sharing with the kinds named meets the condition attached to it; there need be none."""
    for term in statement.terms:
        yield from conditions_met(term, view)


@procedure("shares_with", "permitted")
def perhaps_shared(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nothing is required: vendors that see personal data and disclosures are listed, and there need be none."""
    named = {provider_key(party, view) for party in statement.named_parties}
    for vendor in vendors_with_data(view):
        if not named or vendor.identity in named:
            yield seen(Bearing.STATED, f"{title_of(vendor)} sees personal data", (vendor, "processes_personal_data"))
    for row in () if named else disclosures_made(view):
        yield seen(Bearing.STATED, f"{row.identity} is a disclosure", (row, "recipient_kind"))


@procedure("shares_with", "all", RECIPIENTS, rests_on=(Disclosure, Vendor))
def shared_under_condition(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every sharing with the kinds named meets the condition attached to it."""
    for term in statement.terms:
        yield from conditions_met(term, view)


@procedure("shares_with", "closed", RECIPIENTS, rests_on=(Vendor,))
def shared_with_these_alone(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every vendor that may see personal data supplies something named, and no evidence shows another company."""
    yield from _named_alone(statement, view)


@procedure("shares_with", "all", RECIPIENTS, about="only_with", rests_on=(Vendor,))
def shared_only_with_these(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Data are shared only with those the sentence names: every vendor that may see them supplies something named."""
    yield from _named_alone(statement, view)


def _named_alone(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    yield from of_each(vendors_with_data(view, or_unknown=True), lambda row: _named(row, statement, view))
    yield from of_each(view.register.all(Evidence), lambda row: _not_in_register(row, view))


def _named(vendor: Vendor, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    services = services_of(vendor)
    found = [room_for(service, statement, view) for service in services]
    bearing = next((one for one in (Bearing.STATED, Bearing.VAGUE) if one in found), Bearing.CONTRARY)
    supplied = ", ".join(in_words("vendor_service", service) for service in services)
    text = f"{title_of(vendor)} supplies {supplied}{how_told(bearing)}"
    yield seen(bearing, text, (vendor, "services"))


def _not_in_register(row: Evidence, view: View) -> Iterator[Observation]:
    """What an outside source shows of companies without a row: whether they receive data is not known."""
    if vendor_not_in_register.applies(row, view):
        for note in vendor_not_in_register.notes(row, view):
            yield seen(Bearing.UNKNOWN, f"{row.identity} {note.message}", (row, note.column))


@procedure("shares_with", "closed", rests_on=(Vendor,))
def shared_with_named_alone(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every vendor that may see personal data is named, or told vaguely by words like “providers like”."""
    told = {provider_key(party, view) for party in statement.named_parties}
    is_open = touches(statement.quote or "", "examples")
    bearing = Bearing.VAGUE if is_open else Bearing.CONTRARY
    how = f"told only by the words “{statement.quote}”" if is_open else "which the policy does not name"
    if not told:
        yield seen(Bearing.UNKNOWN, "names nobody whom a row could be compared with", (statement, "quote"))
        return
    for vendor in vendors_with_data(view, or_unknown=True):
        if vendor.identity not in told:
            yield seen(bearing, f"{title_of(vendor)} sees personal data, {how}", (vendor, "name"))


@procedure("shares_with", "none", RECIPIENTS, rests_on=(Vendor, Disclosure, ProcessingActivity))
def never_shared_with(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nobody of the kinds ruled out receives data, and no company ruled out is in use."""
    for term in statement.terms:
        yield from _contradicting((*receiving(term, view), *told_by_activities(term, view)))
    yield from recipients_not_known(statement.terms, view)
    yield from _parties_at_work(statement, view)


@procedure("shares_with", "none", rests_on=(Vendor, Disclosure))
def never_shared(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No company ruled out is in use; where none is named, nobody but processors receives data."""
    yield from _parties_at_work(statement, view)
    if not statement.named_parties:
        yield from of_each(vendors_with_data(view, or_unknown=True), _as_processor)
        yield from _contradicting(
            (row, "recipient_kind", f"{row.identity} is a disclosure") for row in disclosures_made(view)
        )


def _contradicting(rows: Iterable[Received]) -> Iterator[Observation]:
    for row, column, text in dict.fromkeys(rows):
        yield seen(Bearing.CONTRARY, f"{text}, which the policy rules out", (row, column))


def _as_processor(vendor: Vendor) -> Iterator[Observation]:
    """A processor acts for the company: words that nothing is shared may leave it out."""
    known(vendor, "processes_personal_data")
    is_processor = known(vendor, "role") in PROCESSOR_ROLES
    text = f"{title_of(vendor)} sees personal data{' as processor' if is_processor else ', for itself'}"
    yield seen(Bearing.VAGUE if is_processor else Bearing.CONTRARY, text, (vendor, "role"))


def _parties_at_work(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for party in statement.named_parties:
        vendor = vendor_named(party, view)
        if vendor is not None and is_current(vendor, view.as_of) and readable(vendor, "status") != "planned":
            text = f"{party}, with whom the policy says nothing is shared, is {vendor.identity}"
            yield seen(Bearing.CONTRARY, text, (vendor, "status"), (statement, "named_parties"))
