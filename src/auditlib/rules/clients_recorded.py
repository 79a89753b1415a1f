"""PRO: whether the record as processor names its clients and the countries their data go to (GDPR Art. 30(2))."""

from collections.abc import Iterable, Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import country_name
from auditlib.rulebook.among import exists, noted_of_each
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.links import about_each
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.clients import Client
from auditlib.sheets.processing_activities import ProcessingActivity

is_active = one_of("status", "active")
is_processors = one_of("role", "processor", "subprocessor")


@rule(
    "PRO-01",
    "Every processor activity names the controllers it serves",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 30(2)(a)",),
    each=ProcessingActivity,
    applies=every(is_processors, is_active),
)
def client_not_named(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """The processor's record names each controller on whose behalf the processor acts.

    Fix: enter the ids of the clients, and the legal name of each on the clients sheet.
    """
    if activity.is_blank("client_ids"):
        yield Noted("client_ids", "is carried out as processor and names no client")
        return
    yield from about_each(activity, "client_ids", Client, view, _without_name)


def _without_name(client: Client) -> Iterator[Noted]:
    if client.is_blank("legal_name"):
        text = f"serves {client.identity}, whose legal name is not stated"
        yield Noted("client_ids", text, client.identity, also=((client, "legal_name"),))


def holds_a_dataset(client: Record, view: View) -> bool:
    """Whether a dataset of the client is held."""
    return exists(view.register.pointing_at(client, "datasets.client_id"), one_of("status", "held"), view)


@rule(
    "PRO-03",
    "Every active client is in the processor record",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(2)",),
    each=Client,
    applies=every(is_active, holds_a_dataset),
)
def client_in_no_activity(client: Client, view: View) -> Iterator[Noted]:
    """A client whose data are held belongs in the processor's record.

    Fix: add the client to the activity that handles its data.
    """
    if not exists(view.register.pointing_at(client, "processing_activities.client_ids"), is_processors, view):
        yield Noted("client_id", "has data with the organisation and is in no activity carried out as processor")


def has_transfers(activity: Record, view: View) -> bool:
    """Whether a row of the transfers sheet names the activity."""
    return bool(view.register.pointing_at(activity, "transfers.activity_ids"))


@rule(
    "PRO-05",
    "Transfers of client data are in the processor record",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(2)(c)", "GDPR 44"),
    each=ProcessingActivity,
    applies=every(is_processors, has_transfers),
)
def transfer_not_in_record(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """The processor's record identifies the third countries to which it transfers a controller's data.

    Fix: add the country to the activity, or end or correct the transfer.
    """
    return noted_of_each(
        view.register.pointing_at(activity, "transfers.activity_ids"),
        lambda transfer: _country_missing(activity, transfer, view),
    )


def _country_missing(activity: ProcessingActivity, transfer: Record, view: View) -> Iterable[Noted]:
    ended_on = transfer.value_of("ended_on")
    if ended_on is not None and ended_on < view.as_of:
        return
    country = known(transfer, "country")
    if country not in activity.third_countries:
        text = f"names no transfer to {country_name(country)}, to which the transfers sheet leads"
        yield Noted("third_countries", text, country, also=((transfer, "country"),))
