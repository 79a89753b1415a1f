"""GOV: whether each activity of the record could be handed to an authority that asks for it (GDPR Art. 30(4))."""

from collections.abc import Iterable, Iterator

from auditlib.findings import Force, Severity
from auditlib.rulebook.among import listed_in_words
from auditlib.rulebook.conditions import known, one_of
from auditlib.rulebook.links import row_or_none
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.sheets.clients import Client
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity

_Gap = tuple[Record, str, str]
_OF_A_CONTROLLER = ("data_subject_categories", "data_category_ids", "recipient_categories")


@rule(
    "GOV-11",
    "The record can be handed over on request",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(3)", "GDPR 30(4)", "GDPR 31"),
    each=ProcessingActivity,
    applies=one_of("status", "active"),
    # Second, so that GOV-06 does not take a gap for reported only because this line names it.
    after=True,
    # It sums up what other rules find, so it is a line of its own and adds to no count.
    is_counted=False,
)
def record_not_ready(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """An authority may ask for the record at any time; an activity with gaps is not ready to be shown.

    Fix: close the gaps that this line names; each is a finding of its own.
    """
    is_controllers = known(activity, "role") in {"controller", "joint_controller"}
    gaps = list(_of_controller(activity, view) if is_controllers else _of_processor(activity, view))
    if activity.has_third_country_transfers is Answer.UNKNOWN:
        gaps.append((activity, "has_third_country_transfers", "whether data go to third countries"))
    if gaps:
        missing = listed_in_words(dict.fromkeys(words for _, _, words in gaps))
        also = tuple((record, column) for record, column, _ in gaps)
        yield Noted("activity_id", f"is not ready to be handed over: not stated are {missing}", also=also)


def _of_controller(activity: ProcessingActivity, view: View) -> Iterator[_Gap]:
    entity = row_or_none(activity, "entity_id", Organisation, view)
    if entity is None:
        yield activity, "entity_id", "the controller"
    else:
        yield from _blank(entity, "legal_name", words="the legal name of the controller")
    purposes = view.register.pointing_at(activity, "purposes.activity_id")
    if not purposes:
        yield activity, "activity_id", "the purpose"
    for purpose in purposes:
        yield from _blank(purpose, "purpose", words=f"the purpose in {purpose.identity}")
    for column in _OF_A_CONTROLLER:
        yield from _blank(activity, column)


def _of_processor(activity: ProcessingActivity, view: View) -> Iterator[_Gap]:
    yield from _blank(activity, "client_ids", words="the clients")
    for client in view.register.follow(Client, dict.fromkeys(activity.client_ids)):
        yield from _blank(client, "legal_name", words=f"the legal name of {client.identity}")
        yield from _blank(client, "contact", words=f"the contact of {client.identity}")
    yield from _blank(activity, "processing_categories")


def _blank(record: Record, column: str, *, words: str = "") -> Iterable[_Gap]:
    value = record.value_of(column)
    if value is None or value == ():
        yield record, column, words or f"the {record.columns[column].phrase}"
