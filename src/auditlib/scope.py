"""Which rows belong to a legal entity, and which rows nobody's activities reach."""

from dataclasses import dataclass
from datetime import date

from auditlib.register.register import Register
from auditlib.schema.record import Record
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.sheets.security_measures import SecurityMeasure
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor

CONTROLLER_ROLES = frozenset({"controller", "joint_controller"})
PROCESSOR_ROLES = frozenset({"processor", "subprocessor"})
# Where data come from others than the person: Art. 14 GDPR instead of Art. 13.
OTHER_SOURCES = frozenset({"client", "vendor", "partner", "public_source", "data_broker"})


@dataclass(frozen=True, slots=True)
class Activities:
    """The activities of an entity in one of its two roles, by whether they run on the date of the report."""

    current: tuple[ProcessingActivity, ...]
    planned_or_ended: tuple[ProcessingActivity, ...]
    without_role: tuple[ProcessingActivity, ...]
    without_entity: tuple[ProcessingActivity, ...]


def activities_of(register: Register, entity: Organisation | None, roles: frozenset[str], as_of: date) -> Activities:
    """Sort the activities of an entity (of all entities where none is given) that have one of the roles."""
    every = register.all(ProcessingActivity)
    rows = [row for row in every if entity is None or belongs_to(register, row, entity)]
    known = [row for row in rows if readable(row, "role") in roles]
    return Activities(
        current=tuple(row for row in known if is_current(row, as_of)),
        planned_or_ended=tuple(row for row in known if not is_current(row, as_of)),
        without_role=tuple(row for row in rows if readable(row, "role") is None),
        without_entity=tuple(row for row in every if not _owners(register, row)),
    )


def belongs_to(register: Register, activity: ProcessingActivity, entity: Organisation) -> bool:
    """Whether the entity is the one responsible: the activity names it, or names none where there is no other."""
    return entity.identity in _owners(register, activity)


def _owners(register: Register, activity: ProcessingActivity) -> set[str]:
    known = {entity.identity for entity in register.all(Organisation)}
    named = readable(activity, "entity_id")
    return known & {named} if named or len(known) > 1 else known


def is_current(row: Record, as_of: date) -> bool:
    """Whether a row is neither planned nor ended on a day; its last day is part of it, and the unknown is current."""
    # Not every sheet has all three of these columns.
    told = {column: readable(row, column) for column in ("started_on", "ended_on", "status") if column in row.columns}
    started, ended, status = told.get("started_on"), told.get("ended_on"), told.get("status")
    has_begun = status != "planned" and (not isinstance(started, date) or started <= as_of)
    # The status is that of the day the register was saved; a last day says more.
    goes_on = ended >= as_of if isinstance(ended, date) else status != "ended"
    return has_begun and goes_on


def readable(row: Record, column: str) -> object:
    """The value of a column, or None where the cell is blank or cannot be read."""
    if row.is_unreadable(column) or row.is_blank(column):
        return None
    return row.value_of(column)


def listed(row: Record, column: str) -> tuple[str, ...]:
    """The items of a list column, none where the cell is blank or cannot be read."""
    value = readable(row, column)
    return value if isinstance(value, tuple) else ()


def unreached(register: Register) -> tuple[Record, ...]:
    """The rows of shared sheets that no activity and no contract of any entity reaches."""
    activities = register.all(ProcessingActivity)
    reached: set[tuple[str, str]] = set()
    for kind, column in _NAMED_BY_ACTIVITIES:
        reached |= {(kind.about.name, identity) for row in activities for identity in listed(row, column)}
    for contract in register.all(Contract):
        reached |= {
            ("vendors", str(readable(contract, "vendor_id"))),
            ("clients", str(readable(contract, "client_id"))),
        }
    known = {row.identity for row in activities}
    for naming in _NAMING_ACTIVITIES:
        reached |= {
            (naming.about.name, row.identity)
            for row in register.all(naming)
            if known & set(listed(row, "activity_ids"))
        }
    shared = (*(kind for kind, _ in _NAMED_BY_ACTIVITIES), *_NAMING_ACTIVITIES)
    return tuple(row for kind in shared for row in register.all(kind) if (kind.about.name, row.identity) not in reached)


_NAMED_BY_ACTIVITIES: tuple[tuple[type[Record], str], ...] = (
    (DataCategory, "data_category_ids"),
    (Vendor, "vendor_ids"),
    (System, "system_ids"),
    (Client, "client_ids"),
    (SecurityMeasure, "security_measure_ids"),
)
_NAMING_ACTIVITIES: tuple[type[Record], ...] = (Transfer, Retention)


def entity_of(record: Record, register: Register) -> Organisation | None:
    """The legal entity a row belongs to: by its own column, else through its activities or its policy; None if open.

    A cell that names an entity nobody knows, or that cannot be read, leaves it open, be there one entity only.
    """
    if isinstance(record, Organisation):
        return record
    for column in ("entity_id", "exporter_entity_id"):
        if column in record.columns and record.has_cell(column):
            return _entity_in(record, column, register)
    naming = [activity for activity in activities_behind(record, register) if activity.has_cell("entity_id")]
    entities = {_entity_in(activity, "entity_id", register) for activity in naming}
    if len(entities) == 1:
        return entities.pop()
    every = register.all(Organisation)
    return every[0] if len(every) == 1 else _publisher_of(record, register)


def _publisher_of(record: Record, register: Register) -> Organisation | None:
    """The legal entity whose policy a statement is read in."""
    if not isinstance(record, PolicyCommitment):
        return None
    version = register.get(PolicyVersion, str(readable(record, "policy_version_id") or ""))
    return _entity_in(version, "entity_id", register) if version else None


def _entity_in(record: Record, column: str, register: Register) -> Organisation | None:
    return register.get(Organisation, str(readable(record, column) or ""))


def activities_behind(record: Record, register: Register) -> tuple[ProcessingActivity, ...]:
    """The activities a row names, or that name it."""
    if isinstance(record, ProcessingActivity):
        return (record,)
    named: list[str] = []
    for column in ("activity_id", "activity_ids"):
        if column in record.columns:
            value = readable(record, column)
            named += value if isinstance(value, tuple) else [str(value)] if value else []
    naming = (
        row
        for reference in _NAMES_ROWS.get(record.about.name, ())
        for row in register.pointing_at(record, f"processing_activities.{reference}")
        if isinstance(row, ProcessingActivity)
    )
    return (*register.follow(ProcessingActivity, named), *naming)


_NAMES_ROWS = {kind.about.name: (column,) for kind, column in _NAMED_BY_ACTIVITIES}


def owner_of(record: Record, register: Register) -> str:
    """The role answerable for a row: its own owner, else that of its one activity, else nobody."""
    if "owner" in record.columns and (owner := readable(record, "owner")):
        return str(owner)
    owners = {str(owner) for row in activities_behind(record, register) if (owner := readable(row, "owner"))}
    return next(iter(owners)) if len(owners) == 1 else ""
