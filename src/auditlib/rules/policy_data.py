"""POL: whether policy and register name the same data, purposes, bases and recipients (GDPR Art. 13 and 14)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import Condition, every, is_set, known, one_of, says_yes
from auditlib.rulebook.links import about_each, of_activity, row_or_none
from auditlib.rulebook.policies import affirms, is_said, is_said_first_by
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import OTHER_SOURCES, PROCESSOR_ROLES, entity_of, listed, readable
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.vendors import Vendor

is_active = one_of("status", "active")
is_active_controllers = every(one_of("role", "controller", "joint_controller"), is_active)
_names_data = affirms("collects", "data_kind")
_names_purposes = affirms("uses_for", "purpose_kind")
_names_recipients = affirms("shares_with", "recipient_category")
_receives_data = every(says_yes("processes_personal_data"), is_active)


@rule(
    "POL-03",
    "Every category of data in use is in the policy",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 14(1)(d)", "GDPR 5(1)(a)", "GDPR 13", "WP260 rev.01"),
    each=ProcessingActivity,
    applies=is_active_controllers,
)
def data_not_in_policy(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """Art. 14(1)(d) asks that people be told which categories of data about them come from others.

    For data that people give themselves Art. 13 lists no categories; there, naming them is guidance on transparency.

    Fix: name the data in the policy and accept the statement, or enter the statements of the notice that names them
    (policy versions, kind notice for staff or applicants), or stop using the data.
    """
    own = _beside_owner(activity, view)
    comes_from_others = not OTHER_SOURCES.isdisjoint(listed(activity, "source_kinds"))
    force = Force.STATUTE if comes_from_others else Force.GUIDANCE
    yield from about_each(activity, "data_category_ids", DataCategory, view, lambda row: _unsaid_data(row, own, force))


def _beside_owner(record: Record, view: View) -> View:
    """The case beside the legal entity a row belongs to: its rows are compared with its policy, as far as told."""
    return view.beside(entity_of(record, view.case.register))


def _unsaid_data(category: DataCategory, view: View, force: Force) -> Iterator[Noted]:
    kind, identity = known(category, "kind"), category.identity
    if not is_said("collects", "data_kind", kind, view):
        text = f"uses {identity} ({_label('data_kind', kind)}), which no accepted statement of the policy names"
        yield Noted("data_category_ids", text, identity, ((category, "kind"),), force=force)


@rule(
    "POL-04",
    "Every category of data in the policy is in the register",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(c)",),
    each=PolicyCommitment,
    applies=_names_data,
)
def policy_data_not_in_register(statement: PolicyCommitment, view: View) -> Iterator[Noted]:
    """Data that the policy says are collected and no activity uses are missing from the record, or no longer collected.

    Fix: add the category to the activity that collects it, or take it out of the policy.
    """
    own = _beside_owner(statement, view)
    activities = own.register.all(ProcessingActivity)
    for term in known(statement, "terms"):
        if is_said_first_by(statement, term, own) and not exists(activities, _uses_data(term), own):
            label = _label("data_kind", term)
            yield Noted("terms", f"says that {label} is collected, and no active activity uses it", term)


def _holds(column: str, value: object) -> Condition:
    """The cell holds a value; a blank one holds none."""
    return lambda record, _view: record.value_of(column) == value


def _uses_data(kind: str) -> Condition:
    """The activity runs and uses data of a kind."""

    def uses(activity: ProcessingActivity, view: View) -> bool:
        return exists(view.register.follow(DataCategory, activity.data_category_ids), _holds("kind", kind), view)

    return every(_holds("status", "active"), uses)


def compares_purposes(record: Record, view: View) -> bool:
    """Whether a row is one side of the comparison: a purpose of a controller activity that runs, or a statement."""
    if isinstance(record, Purpose):
        return of_activity(is_active_controllers)(record, view)
    return isinstance(record, PolicyCommitment) and _names_purposes(record, view)


@rule(
    "POL-05",
    "The policy and the register state the same purposes",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(1)(c)", "GDPR 14(1)(c)"),
    each=Record,
    applies=compares_purposes,
)
def purposes_differ(record: Record, view: View) -> Iterator[Noted]:
    """People are told for what their data are used, and the data are used for nothing else.

    Fix: name the purpose in the policy and accept the statement, or enter the statements of the notice that names it
    (policy versions, kind notice for staff or applicants); or enter the purpose in its sheet, or end it.
    """
    own = _beside_owner(record, view)
    if isinstance(record, PolicyCommitment):
        for term in known(record, "terms"):
            if is_said_first_by(record, term, own) and not exists(own.register.all(Purpose), _is_pursued(term), own):
                label = _label("purpose_kind", term)
                yield Noted("terms", f"names the purpose “{label}”, which no purpose of an active activity has", term)
        return
    kind = known(record, "kind")
    if not is_said("uses_for", "purpose_kind", kind, own):
        label = _label("purpose_kind", kind)
        yield Noted("kind", f"is of the kind “{label}”, which no accepted statement of the policy names")


def _is_pursued(kind: str) -> Condition:
    """The purpose is of a kind and of an activity that runs."""

    def is_of_active(purpose: Purpose, view: View) -> bool:
        activity = row_or_none(purpose, "activity_id", ProcessingActivity, view)
        return activity is not None and activity.status == "active"

    return every(_holds("kind", kind), is_of_active)


@rule(
    "POL-06",
    "Every legal basis in use is in the policy",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(1)(c)",),
    each=Purpose,
    applies=every(is_set("legal_basis"), of_activity(is_active_controllers)),
)
def legal_basis_not_in_policy(purpose: Purpose, view: View) -> Iterator[Noted]:
    """People are told on which legal basis their data are used.

    Fix: name the legal basis in the policy and accept the statement, or enter the statements of the notice that names
    it (policy versions, kind notice for staff or applicants), or correct the basis of the purpose.
    """
    basis = known(purpose, "legal_basis")
    if not is_said("legal_basis", "legal_basis", basis, _beside_owner(purpose, view)):
        label = _label("legal_basis", basis)
        yield Noted("legal_basis", f"rests on {label}, which no accepted statement of the policy names")


def compares_recipients(record: Record, view: View) -> bool:
    """Whether a row is one side of the comparison: an active vendor that sees personal data, or a statement."""
    if isinstance(record, Vendor):
        return _receives_data(record, view)
    return isinstance(record, PolicyCommitment) and _names_recipients(record, view)


@rule(
    "POL-08",
    "The policy and the register state the same recipients",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(1)(e)",),
    each=Record,
    applies=compares_recipients,
)
def recipients_differ(record: Record, view: View) -> Iterator[Noted]:
    """Art. 13(1)(e) asks that people be told who receives data about which the organisation itself decides.

    Of a vendor that handles only data of clients the clients tell; naming it in the policy is good practice.

    Fix: name the kind of recipient in the policy and accept the statement, or correct the services of the vendor.
    """
    own = _beside_owner(record, view)
    if isinstance(record, PolicyCommitment):
        for term in known(record, "terms"):
            is_vendors = term in vocabulary("vendor_service") and is_said_first_by(record, term, own)
            if is_vendors and not exists(own.register.all(Vendor), _is_supplied(term), own):
                label = _service_in_words("recipient_category", term)
                yield Noted("terms", f"names recipients for {label}, and no active vendor supplies it", term)
        return
    services = known(record, "services")
    if not any(is_said("shares_with", "recipient_category", service, own) for service in services):
        labels = ", ".join(_service_in_words("vendor_service", service) for service in services)
        text = f"supplies {labels}, which no accepted statement of the policy names as recipient"
        yield Noted("services", text, force=Force.PRACTICE if _serves_clients_alone(record, view) else None)


def _serves_clients_alone(vendor: Record, view: View) -> bool:
    """Whether activities name a vendor, and each is known to be carried out for clients."""
    if not view.register.has(ProcessingActivity):
        return False
    activities = view.register.pointing_at(vendor, "processing_activities.vendor_ids")
    roles = {readable(activity, "role") for activity in activities.there}
    return activities.unknown is None and bool(roles) and roles <= PROCESSOR_ROLES


def _is_supplied(service: str) -> Condition:
    """The vendor is at work, sees personal data and supplies a service."""
    sees_data = every(_holds("processes_personal_data", Answer.YES), _holds("status", "active"))
    return every(sees_data, lambda vendor, _view: service in vendor.services)


def _service_in_words(choices: str, service: str) -> str:
    label = _label(choices, service)
    return f"a service of the kind “{label}”" if service == "other" else label


def _label(choices: str, value: str) -> str:
    label = label_of(choices, value)
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
