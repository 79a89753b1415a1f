"""RET: whether disposals are done in time, done for good, and can be shown (GDPR Art. 28(3)(g), 17)."""

from collections.abc import Iterator
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.disposing import disposal_due, disposal_standing, due_in_words, objects_left
from auditlib.rulebook.links import all_parts, row_named
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.time_limits import Standing
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disposals import Disposal
from auditlib.sheets.retention import Retention
from auditlib.wording import counted, day_in_words

_NOT_ERASURE = ("pseudonymisation", "hashing", "deactivation", "archiving")

STATED = (
    must_state(
        "RET-14",
        "Every refusal to delete cites the law that requires keeping",
        "refusal_law_not_stated",
        "refusal_law_reference",
        message="keeps data that a client wanted gone and cites no law that requires it",
        severity=Severity.HIGH,
        cites=("GDPR 28(3)(g)",),
        each=Disposal,
        applies=every(
            one_of("outcome", "refused", "partly_completed"), one_of("reason", "client_request", "contract_end")
        ),
        why="A processor may keep a copy only where Union, Member State or UK law requires it.",
        fix="Enter the law and its section, or delete the data.",
    ),
)


@rule(
    "RET-10",
    "Every client's deletion request was carried out in time",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(g)",),
    each=Disposal,
    applies=every(one_of("reason", "client_request"), one_of("outcome", "open", "completed", "partly_completed")),
)
def client_deletion_not_done(disposal: Disposal, view: View) -> Iterator[Noted]:
    """A processor deletes what its client wants deleted, within the agreed time and to the last copy.

    Fix: delete the dataset and every object of it, then enter the day; where a law requires keeping data, enter it.
    Where all is deleted but late, record in the worklist why it happened and how it is prevented.
    """
    due = disposal_due(disposal, view)
    if due < view.as_of:
        yield from all_parts(_late(disposal, due, view), _still_held(disposal, view), _still_stored(disposal, view))


def _late(disposal: Disposal, due: date, view: View) -> Iterator[Noted]:
    stands = disposal_standing(disposal, due, view)
    also = ((disposal, "due_on"), (disposal, "requested_on"))
    if stands is Standing.OVERDUE:
        is_done = known(disposal, "outcome") == "completed"
        lacks = "states no day on which it was finished" if is_done else "is not finished"
        yield Noted("completed_on", f"was due by {due_in_words(disposal, view)} and {lacks}", also=also)
    elif stands is Standing.LATE:
        done = day_in_words(known(disposal, "completed_on"))
        yield Noted("completed_on", f"was due by {due_in_words(disposal, view)} and finished on {done}", also=also)


def _still_held(disposal: Disposal, view: View) -> Iterator[Noted]:
    if disposal.completed_on is None:
        return
    dataset = row_named(disposal, "dataset_id", Dataset, view)
    if known(dataset, "status") == "held":
        text = f"{_how_far(disposal)}, and {dataset.identity} is marked as still held"
        yield Noted("completed_on", text, "held", ((dataset, "status"),))


def _still_stored(disposal: Disposal, view: View) -> Iterator[Noted]:
    if disposal.completed_on is None:
        return
    dataset = row_named(disposal, "dataset_id", Dataset, view)
    paths: tuple[str, ...] = known(dataset, "storage_paths")
    yield from all_parts(*(_stored_under(path, disposal, dataset, view) for path in paths))


def _stored_under(path: str, disposal: Disposal, dataset: Dataset, view: View) -> Iterator[Noted]:
    objects, listed_on = objects_left(path, known(disposal, "completed_on"), view)
    if objects:
        left = f"{counted(objects, 'object')} under {path}"
        text = f"{_how_far(disposal)}, and the storage inventory of {day_in_words(listed_on)} lists {left}"
        yield Noted("completed_on", text, path, ((dataset, "storage_paths"),))


def _how_far(disposal: Disposal) -> str:
    """How far a disposal went, for a sentence about what is still there.

    Raises:
        NotAssessable: a law is cited for keeping part of the data, so that what is still there may be that part.
    """
    if known(disposal, "outcome") != "partly_completed":
        return "is finished"
    if not disposal.is_blank("refusal_law_reference"):
        reason = "a law is cited for keeping part of the data, and whether anything else is left is not stated"
        raise NotAssessable(reason, disposal.place_of("refusal_law_reference"))
    return "is finished in part"


@rule(
    "RET-12",
    "Every completed disposal has a certificate and covers backups",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 28(3)(g)", "GDPR 5(2)", "ICO right to erasure guidance", "EDPB CEF 2025 report"),
    each=Disposal,
    applies=every(
        one_of("outcome", "completed"),
        one_of("reason", "client_request", "contract_end", "retention_end", "rights_request"),
    ),
)
def disposal_without_proof(disposal: Disposal, _view: View) -> Iterator[Noted]:
    """A disposal that cannot be shown may not have been done, and data left in a backup are not gone yet.

    Fix: enter the certificate or log, and the day the last backup copy goes.
    """
    yield from all_parts(_not_certified(disposal), _left_in_backups(disposal))


def _not_certified(disposal: Disposal) -> Iterator[Noted]:
    if disposal.is_blank("certificate_ref"):
        yield Noted("certificate_ref", "is completed and refers to no certificate or log")


def _left_in_backups(disposal: Disposal) -> Iterator[Noted]:
    if disposal.is_blank("backups_expire_on"):
        yield Noted("backups_expire_on", "is completed and does not say when the last backup copy goes")


def is_method_of_disposal(record: Record, _view: View) -> bool:
    """Whether a row says how data went or are to go: a completed disposal, or a retention rule with a method."""
    if isinstance(record, Disposal):
        return bool(known(record, "outcome") == "completed")
    return isinstance(record, Retention) and not record.is_blank("disposal_method")


@rule(
    "RET-13",
    "Disposal means erasure",
    severity=Severity.HIGH,
    force=Force.GUIDANCE,
    cites=("GDPR 4(5)", "GDPR 17", "GDPR Rec. 26", "WP216", "CNIL SAN-2021-008"),
    each=Record,
    applies=is_method_of_disposal,
)
def disposal_is_no_erasure(record: Record, _view: View) -> Iterator[Noted]:
    """Data that are pseudonymised, hashed, deactivated or archived are still personal data.

    Fix: erase or anonymise them, or correct the method in this row.
    """
    column = "method" if isinstance(record, Disposal) else "disposal_method"
    method = known(record, column)
    if method in _NOT_ERASURE:
        label = label_of("disposal_method", method).lower()
        how = "was carried out by" if isinstance(record, Disposal) else "ends in"
        yield Noted(column, f"{how} {label}, which leaves personal data behind")
