"""The record of processing activities that a processor keeps (GDPR Art. 30(2))."""

from auditlib.case import Case
from auditlib.reports.activity_facts import safeguards_of, security_of, transfers_of
from auditlib.reports.coverage import Requirement, coverage_table
from auditlib.reports.entries import described, first_stated, named, not_read, source, stated, words
from auditlib.reports.page import Report
from auditlib.reports.record_as_controller import responsible_table
from auditlib.schema.record import Record
from auditlib.scope import PROCESSOR_ROLES, Activities, activities_of, is_current, listed, readable
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.security_measures import SecurityMeasure
from auditlib.sheets.subprocessors import SubProcessor
from auditlib.sheets.transfers import Transfer
from auditlib.tables import Entry, Field, Layout, Row, Table

REPORT = Report(
    notebook="11_record_as_processor",
    title="Record of processing activities as processor",
    law="GDPR Art. 30(2)",
    is_per_entity=True,
)
DRAWS_ON: tuple[type[Record], ...] = (
    Organisation, ProcessingActivity, Client, Contract, Dataset, SubProcessor, Transfer, SecurityMeasure,
)  # fmt: skip

_A = "GDPR 30(2)(a)"
RESPONSIBLE = (
    Field("(a) Processor", _A),
    Field("(a) Contact details of the processor", _A, 40),
    Field("(a) Representative of the processor in the EU", "GDPR 30(2)(a); GDPR 27"),
    Field("(a) Representative of the processor in the UK", "UK GDPR 30(2)(a); UK GDPR 27"),
    Field("(a) Data protection officer of the processor", "GDPR 30(2)(a); GDPR 37(7)"),
)
CLIENT = (
    Field("(a) Controller", _A),
    Field("(a) Contact details of the controller", _A, 40),
    Field("(a) Representative of the controller", _A),
    Field("(a) Data protection officer of the controller", _A),
    Field("(b) Categories of processing", "GDPR 30(2)(b)", 40),
    Field("(c) Third-country transfers", "GDPR 30(2)(c)", 48),
    Field("(c) Safeguards under Art. 49(1)", "GDPR 30(2)(c); GDPR 49(6)"),
    Field("(d) Security measures", "GDPR 30(2)(d); GDPR 32(1)", 48),
)
BESIDE = (
    Field("Contract", "GDPR 28(3)", 36),
    Field("Documented instructions", "GDPR 28(3)(a)", 20),
    Field("Sub-processors", "GDPR 28(2); GDPR 28(4)", 36),
    Field("Datasets held", "GDPR 28(3)(g)", 30),
)


def responsible(case: Case) -> Table:
    """Who the processor is and how to reach it, its representatives and its data protection officer."""
    return responsible_table("Processor", RESPONSIBLE, case)


def clients(case: Case, client: Client | None = None) -> Table:
    """Points (a) to (d), one block for each controller on whose behalf the entity acts, one row for each activity."""
    rows = [
        _row(case, named_id, activity)
        for named_id in _named_clients(case)
        for activity in selected(case).current
        if named_id in (listed(activity, "client_ids") or ("",)) and (client is None or named_id == client.identity)
    ]
    return Table(
        "Record",
        "Clients and what is processed for each",
        (*CLIENT, *BESIDE),
        tuple(rows),
        note="Letters are those of Art. 30(2). What has no letter stands beside the record and is not part of Art. 30.",
        empty="The register states no current activity as processor for a client.",
        layout=Layout.BLOCKS,
    )


def selected(case: Case) -> Activities:
    """The activities of the entity as processor or sub-processor."""
    return activities_of(case.register, case.organisation, PROCESSOR_ROLES, case.as_of)


def _named_clients(case: Case) -> tuple[str, ...]:
    """The clients of the sheet, then those that activities name without a row, then blank for those that name none."""
    known = [client.identity for client in case.register.all(Client)]
    named_ids = [identity for activity in selected(case).current for identity in listed(activity, "client_ids")]
    return tuple(dict.fromkeys([*known, *named_ids, ""]))


def _row(case: Case, named_id: str, activity: ProcessingActivity) -> Row:
    client = case.register.get(Client, named_id)
    processing = stated(activity, "processing_categories")
    entries = (
        *(_about(client) if client else _about_nobody(named_id, activity)),
        Entry(_with_name(activity, processing), (source(activity, "name"), *processing.sources)),
        transfers_of(case, activity, named_id),
        safeguards_of(activity),
        security_of(case, activity),
        *(_beside(case, client, activity) if client else (Entry(None),) * len(BESIDE)),
    )
    key = f"{named_id} {activity.identity}".strip()
    return Row(key, entries, named_id or "-", *_heading(client, named_id))


def _heading(client: Client | None, named_id: str) -> tuple[str, str]:
    if client is None:
        return (named_id, "no such row in the sheet of clients") if named_id else ("Client not stated", "")
    parts = (client.identity, words(client, "country"), words(client, "status").lower())
    return named(client), " · ".join(part for part in parts if part)


def _about(client: Client) -> tuple[Entry, ...]:
    return (
        stated(client, "legal_name"),
        first_stated(client, "address", "country", "contact"),
        Entry(words(client, "representative") or None, (source(client, "representative"),), "none stated"),
        Entry(words(client, "dpo_contact") or None, (source(client, "dpo_contact"),), "none stated"),
    )


def _about_nobody(named_id: str, activity: ProcessingActivity) -> tuple[Entry, ...]:
    text = f"{named_id} (no such row)" if named_id else ", ".join(not_read(activity, "client_ids"))
    return (Entry(text or None, (source(activity, "client_ids"),)), *(Entry(None),) * 3)


def _beside(case: Case, client: Client, activity: ProcessingActivity) -> tuple[Entry, ...]:
    return (
        _contracts(case, client),
        stated(client, "instructions_ref"),
        _subprocessors(case, client),
        _datasets(case, client, activity),
    )


def _with_name(activity: ProcessingActivity, processing: Entry) -> str | None:
    if processing.value is None:
        return None
    kinds = ", ".join(processing.value) if isinstance(processing.value, tuple) else processing.value
    return f"{named(activity)} ({activity.identity}): {kinds}"


def _contracts(case: Case, client: Client) -> Entry:
    signatories = {None, case.organisation.identity} if case.organisation else set()
    rows = [
        row
        for row in case.register.pointing_at(client, "contracts.client_id")
        if not signatories or readable(row, "entity_id") in signatories
    ]
    return described(rows, _contract, ("kind", "signed_on", "ends_on"), absent="none stated")


def _contract(row: Record) -> str:
    ends = words(row, "ends_on")
    kind = words(row, "kind") or "Contract of unstated kind"
    signed = words(row, "signed_on")
    signature = f"signed {signed}" if signed else "no day of signature stated"
    return f"{kind} {row.identity}, {signature}" + (f", ends {ends}" if ends else "")


def _subprocessors(case: Case, client: Client) -> Entry:
    rows = [
        row
        for row in case.register.all(SubProcessor)
        if not row.has_cell("engaged_by_vendor_id")
        and (not row.has_cell("client_ids") or client.identity in listed(row, "client_ids"))
        and is_current(row, case.as_of)
    ]
    return described(rows, _subprocessor, ("name", "service", "countries"), absent="none stated")


def _subprocessor(row: Record) -> str:
    return ", ".join(
        part for part in (words(row, "name"), words(row, "service").lower(), words(row, "countries")) if part
    )


def _datasets(case: Case, client: Client, activity: ProcessingActivity) -> Entry:
    rows = [
        row
        for row in case.register.pointing_at(client, "datasets.client_id")
        if readable(row, "activity_id") == activity.identity and readable(row, "status") == "held"
    ]
    return described(rows, _dataset, ("name", "status"), absent="none stated")


def _dataset(row: Record) -> str:
    return f"{row.identity} {words(row, 'name')}".strip()


def coverage(case: Case) -> Table:
    """Each point of Art. 30(2), where the report shows it and how often the register states it."""
    return coverage_table(REQUIREMENTS, responsible(case), clients(case))


def elsewhere(case: Case) -> Table:
    """Clients and activities that are in no block, and why."""
    found = selected(case)
    served = {identity for activity in found.current for identity in listed(activity, "client_ids")}
    rows: list[tuple[Record, str]] = [
        (activity, "planned or ended on the date of the report") for activity in found.planned_or_ended
    ]
    rows += [(activity, "no role stated") for activity in found.without_role]
    rows += [(activity, "names no legal entity of the register") for activity in found.without_entity]
    if len(case.register.all(Organisation)) == 1:
        unserved = (client for client in case.register.all(Client) if client.identity not in served)
        rows += [(client, "no current activity names this client") for client in unserved]
    entries = tuple(
        Row(
            record.identity,
            (
                Entry(record.identity, (source(record, record.key),)),
                Entry(named(record)),
                Entry(why),
                stated(record, "status"),
            ),
        )
        for record, why in rows
    )
    fields = (
        Field("Id", width=12),
        Field("Activity or client", width=36),
        Field("Why it is not in the record", width=40),
        Field("Status", width=14),
    )
    return Table("Not in the record", "Activities and clients not in the record", fields, entries, empty="None.")


REQUIREMENTS = (
    Requirement(
        "(a)", "Name and contact details of the processor", ("(a) Processor", "(a) Contact details of the processor")
    ),
    Requirement(
        "(a)",
        "Each controller on whose behalf the processor acts",
        ("(a) Controller", "(a) Contact details of the controller"),
    ),
    Requirement("(a)", "Representative of the controller, where applicable", ("(a) Representative of the controller",)),
    Requirement(
        "(a)",
        "Representative of the processor, where applicable",
        ("(a) Representative of the processor in the EU", "(a) Representative of the processor in the UK"),
    ),
    Requirement(
        "(a)",
        "Data protection officers, where applicable",
        ("(a) Data protection officer of the processor", "(a) Data protection officer of the controller"),
    ),
    Requirement("(b)", "Categories of processing carried out for each controller", ("(b) Categories of processing",)),
    Requirement("(c)", "Transfers to third countries, with the country named", ("(c) Third-country transfers",)),
    Requirement(
        "(c)",
        "Documentation of suitable safeguards under Art. 49(1), second subparagraph, where applicable",
        ("(c) Safeguards under Art. 49(1)",),
    ),
    Requirement("(d)", "General description of security measures, where possible", ("(d) Security measures",)),
)
