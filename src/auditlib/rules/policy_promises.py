"""POL: whether single statements of the policy hold in the register (GDPR Art. 5(1)(a), 13(1)(d), 32; CCPA)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import exists, noted_of_each
from auditlib.rulebook.conditions import answer, contains_any, every, is_set, known, one_of, yes_or_unknown
from auditlib.rulebook.links import activity_of, all_parts, states
from auditlib.rulebook.policies import counts, is_said_first_by
from auditlib.rulebook.rule import CALIFORNIA, EU, UK, Noted, rule
from auditlib.rulebook.text import bare_name, general_phrase
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import entity_of, is_current
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disclosures import Disclosure
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.security_measures import SecurityMeasure
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor

is_in_use = one_of("status", "active")
_INTERESTS = "legitimate_interests"


@rule(
    "POL-07",
    "The policy says which legitimate interests it relies on",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(1)(d)",),
    each=PolicyCommitment,
    applies=every(counts, one_of("kind", "legal_basis"), contains_any("terms", _INTERESTS)),
)
def interest_not_stated(statement: PolicyCommitment, view: View) -> Iterator[Noted]:
    """People are told which interest it is, so that they can weigh it and object.

    Fix: name each interest in the policy, such as preventing fraud on accounts, and enter it here.
    """
    interest = statement.stated_interest
    if interest is None:
        if is_said_first_by(statement, _INTERESTS, view) and not _is_named_beside(statement, view):
            yield Noted("stated_interest", "relies on legitimate interests and does not say which")
    elif general_phrase(_without_own_name(interest, view), "interest"):
        yield Noted("stated_interest", f"states as interest only a general phrase: “{interest}”")


def _is_named_beside(statement: PolicyCommitment, view: View) -> bool:
    """Whether another statement of the same version says which interest it relies on."""
    is_beside = one_of("policy_version_id", statement.policy_version_id or "")
    return exists(view.register.all(PolicyCommitment), every(_names_interest, is_beside), view)


_names_interest = every(
    one_of("kind", "legal_basis"), contains_any("terms", _INTERESTS), is_set("stated_interest"), counts
)


def _without_own_name(interest: str, view: View) -> str:
    """The text with “our business” for the name of a legal entity: naming oneself names no interest."""
    words = interest.casefold()
    for entity in view.entities:
        name = bare_name(entity.legal_name or "")
        words = words.replace(name, "our business") if name else words
    return words


@rule(
    "POL-15",
    "Every security statement in the policy is evidenced",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(a)", "GDPR 32", "FTC Act s.5"),
    each=PolicyCommitment,
    applies=every(counts, one_of("kind", "secures"), states("vocabulary", "security_control")),
)
def security_not_evidenced(statement: PolicyCommitment, view: View) -> Iterator[Noted]:
    """A published measure is a promise to everybody whose data are held.

    Fix: enter the measure with its proof, put the system or transfer right, or take the words out of the policy.
    """
    own = view.beside(entity_of(statement, view.case.register))
    yield from noted_of_each(known(statement, "terms"), lambda control: _about_control(control, own))


def _about_control(control: str, view: View) -> Iterator[Noted]:
    rows = ((row, column) for kind, column in _ENCRYPTED.get(control, ()) for row in view.register.all(kind))
    current = (cell for cell in rows if is_current(cell[0], view.as_of))
    yield from all_parts(_not_evidenced(control, view), noted_of_each(current, lambda cell: _without(control, *cell)))


def _not_evidenced(control: str, view: View) -> Iterator[Noted]:
    if not exists(view.register.all(SecurityMeasure), every(one_of("control", control), is_in_use, has_proof), view):
        text = f"promises {_label(control)}, for which no active measure with evidence is recorded"
        yield Noted("terms", text, control)


def _without(control: str, row: Record, column: str) -> Iterator[Noted]:
    if answer(row, column) is Answer.NO:
        text = f"promises {_label(control)}, and {row.identity} is stated to be without it"
        yield Noted("terms", text, f"{control} {row.identity}", ((row, column),))


_ENCRYPTED: dict[str, tuple[tuple[type[Record], str], ...]] = {
    "encryption_in_transit": ((System, "encrypts_data_in_transit"), (Transfer, "is_encrypted_in_transit")),
    "encryption_at_rest": ((System, "encrypts_data_at_rest"),),
}


def has_proof(measure: SecurityMeasure, view: View) -> bool:
    """Whether a measure names evidence that has a row."""
    return any(view.register.find(Evidence, identity) for identity in measure.evidence_ids)


def _label(control: str) -> str:
    return label_of("security_control", control).lower()


@rule(
    "POL-16",
    "A promise not to sell or share holds in the register",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(a)", "GDPR 28(10)", "Civ. Code 1798.120"),
    each=PolicyCommitment,
    applies=every(counts, one_of("kind", "does_not_sell")),
    regimes=(EU, UK, CALIFORNIA),
    needs_attestation=(Disclosure, Dataset),
)
def sold_against_promise(statement: PolicyCommitment, view: View) -> Iterator[Noted]:
    """A promise not to sell data does not hold where others may use the data for their own ends.

    Fix: end the sale or the use, and tell those concerned; or withdraw the promise before anything more is sold.
    """
    own = view.beside(entity_of(statement, view.case.register))
    yield from all_parts(
        _where_yes(Organisation, "sells_or_shares_personal_information", "says that it sells or shares", own),
        _where_yes(DataCategory, "is_sold_or_shared", "is sold or shared", own),
        _where_yes(Disclosure, "is_sale", "is a sale", own),
        _resold(own),
        _used_by_vendors(own),
    )


def _where_yes(kind: type[Record], column: str, what: str, view: View) -> Iterator[Noted]:
    yield from noted_of_each(view.register.all(kind), lambda row: _counterexample(row, column, what))


def _counterexample(row: Record, column: str, what: str) -> Iterator[Noted]:
    if answer(row, column) is Answer.YES:
        yield _broken(row, column, what)


def _broken(row: Record, column: str, what: str) -> Noted:
    text = f"promises not to sell, and {row.identity} {what}"
    return Noted("commitment_id", text, f"{row.about.name} {row.identity}", ((row, column),))


def _resold(view: View) -> Iterator[Noted]:
    yield from noted_of_each(view.register.all(Dataset), _resale)


def _resale(dataset: Dataset) -> Iterator[Noted]:
    if "resale" in known(dataset, "uses"):
        yield _broken(dataset, "uses", "is used for resale")


def _used_by_vendors(view: View) -> Iterator[Noted]:
    handling = dict.fromkeys(name for row in view.register.all(Dataset) for name in row.vendor_ids)
    vendors = view.register.follow(Vendor, handling)
    what = "uses data of clients for its own purposes"
    yield from noted_of_each(vendors, lambda row: _counterexample(row, "uses_data_for_own_purposes", what))


@rule(
    "POL-20",
    "Client datasets are in the processor record, not the controller record",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(1)", "GDPR 30(2)", "CNIL register guidance"),
    each=Dataset,
    applies=yes_or_unknown("contains_people"),
)
def client_data_in_controller_record(dataset: Dataset, view: View) -> Iterator[Noted]:
    """Whoever decides for itself what a client's data are used for acts as controller, not as processor.

    Fix: name the activity carried out for the client, or settle with the client who is controller.
    """
    activity = activity_of(dataset, view)
    role = known(activity, "role")
    if role in ("controller", "joint_controller"):
        text = f"is a client's, and its activity {activity.identity} is carried out as {label_of('role', role).lower()}"
        yield Noted("activity_id", text, also=((activity, "role"),))
