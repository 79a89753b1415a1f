"""PRO: whether clients' data are used, seen and answered about only as the client allows (GDPR Art. 28(3), 29)."""

from collections.abc import Iterator, Mapping

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import exists, named, noted_of_each
from auditlib.rulebook.conditions import contains_any, every, is_set, known, one_of, some
from auditlib.rulebook.flows import country_in_words, iso_country
from auditlib.rulebook.links import all_parts, row_named, row_or_none
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import listed
from auditlib.sheets.access_grants import AccessGrant
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.people import Person
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.wording import day_in_words

# What a client allows where its row states nothing, as the column clients.permitted_uses says.
_USES_WITHOUT_A_WORD = ("annotation", "internal_quality_check")
_SENSITIVE = (
    *("faces", "voices", "biometric_templates", "health", "genetic", "children", "other_special_category"),
    "criminal_offences",
)
is_held = one_of("status", "held")


def _client_of(dataset: Dataset, view: View) -> Client:
    return row_named(dataset, "client_id", Client, view)


@rule(
    "PRO-13",
    "Every client dataset is used only as the client allows",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(a)", "GDPR 28(10)", "GDPR 5(1)(b)"),
    each=Dataset,
    applies=is_set("uses"),
)
def use_not_permitted(dataset: Dataset, view: View) -> Iterator[Noted]:
    """A processor that uses a client's data for more than it was told becomes a controller for that use.

    Fix: stop the use, or have the client allow it in writing and enter it on the clients sheet.
    """
    client = _client_of(dataset, view)
    permitted = client.permitted_uses or _USES_WITHOUT_A_WORD
    for use in dict.fromkeys(dataset.uses):
        if use not in permitted:
            label = label_of("dataset_use", use).lower()
            text = f"is used for “{label}”, which {named(Client, client.identity, view)} does not allow"
            yield Noted("uses", text, use, also=((client, "permitted_uses"),))


@rule(
    "PRO-21",
    "Every client dataset is kept only in countries the client allows",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(a)",),
    each=Dataset,
    applies=is_held,
)
def kept_where_not_permitted(dataset: Dataset, view: View) -> Iterator[Noted]:
    """A processor keeps the data where its instructions say, and moves them elsewhere only on documented instructions.

    Fix: move the data to a country the client allows, or have the client allow this one in writing and enter it.
    """
    client = _client_of(dataset, view)
    if client.is_blank("permitted_countries"):
        place = client.place_of("permitted_countries")
        raise NotAssessable(f"no permitted countries are agreed with {client.identity}", place)
    countries = dict.fromkeys(known(dataset, "storage_countries"))
    yield from noted_of_each(countries, lambda text: _kept_elsewhere(dataset, text, client, view))


def _kept_elsewhere(dataset: Dataset, text: str, client: Client, view: View) -> Iterator[Noted]:
    country = iso_country(text, dataset, "storage_countries")
    if country in client.permitted_countries:
        return
    for permitted in client.permitted_countries:
        iso_country(permitted, client, "permitted_countries")
    message = f"is kept in {country_in_words(country)}, which {named(Client, client.identity, view)} does not allow"
    yield Noted("storage_countries", message, country, also=((client, "permitted_countries"),))


@rule(
    "PRO-14",
    "No client dataset is open to another client",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(a)", "GDPR 5(1)(f)"),
    each=Dataset,
    applies=is_held,
)
def open_to_another_client(dataset: Dataset, view: View) -> Iterator[Noted]:
    """Nobody instructed the organisation to show one client's data to another.

    Fix: end the sharing or the access, tell both clients, and check whether it was a personal data breach.
    """
    client_id = known(dataset, "client_id")
    yield from all_parts(_shared_with_another(dataset, client_id, view), _reached_by_another(dataset, client_id, view))


def _shared_with_another(dataset: Dataset, client_id: str, view: View) -> Iterator[Noted]:
    for other in dict.fromkeys(dataset.shared_with_client_ids):
        if other != client_id:
            text = f"is shared with {named(Client, other, view)} and belongs to {named(Client, client_id, view)}"
            yield Noted("shared_with_client_ids", text, other, also=((dataset, "client_id"),))


def _reached_by_another(dataset: Dataset, client_id: str, view: View) -> Iterator[Noted]:
    grants = view.register.pointing_at(dataset, "access_grants.dataset_id")
    yield from noted_of_each(grants, lambda grant: _access_of_another(grant, client_id, view))


def _access_of_another(grant: Record, client_id: str, view: View) -> Iterator[Noted]:
    # A blank cell is an answer here: an account that belongs to no person, a person who works for no client.
    ended_on = grant.value_of("ended_on")
    if ended_on is not None and ended_on <= view.as_of:
        return
    person = row_or_none(grant, "person_id", Person, view)
    if person is not None and person.client_id not in {None, client_id}:
        text = f"can be reached by {person.identity}, who works for {named(Client, person.client_id, view)}"
        value = f"{grant.identity} {person.identity}"
        yield Noted("client_id", text, value, ((grant, "person_id"), (person, "client_id")))


def reaches_client_data(grant: Record, view: View) -> bool:
    """Whether a grant is to a system that holds a dataset of a client."""
    datasets = view.once(_by_system).get(known(grant, "system_id"), {}).values()
    return exists(Rows(tuple(datasets), view.register.unread("datasets.system_ids")), is_held, view)


def _by_system(view: View) -> Mapping[str, Mapping[str, Dataset]]:
    """For each system one dataset of each status: thousands of grants may be to a system with thousands of them."""
    groups: dict[str, dict[str, Dataset]] = {}
    for dataset in view.register.all(Dataset):
        for system_id in dict.fromkeys(listed(dataset, "system_ids")):
            groups.setdefault(system_id, {}).setdefault(dataset.raw_of("status"), dataset)
    return groups


@rule(
    "PRO-15",
    "Everyone with access to client data is bound to confidentiality",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(b)", "GDPR 29", "GDPR 32(4)"),
    each=AccessGrant,
    applies=every(is_set("person_id"), some(is_set("dataset_id"), reaches_client_data)),
)
def access_before_confidentiality(grant: AccessGrant, view: View) -> Iterator[Noted]:
    """Whoever may see a client's data has committed to confidentiality first.

    Fix: have the commitment signed and enter the day. Where access came first, this cannot be undone: record in the
    worklist why it happened and how it is prevented.
    """
    person = row_named(grant, "person_id", Person, view)
    person_id, signed_on = person.identity, person.confidentiality_signed_on
    also = ((person, "confidentiality_signed_on"),)
    if signed_on is None:
        text = f"gives {person_id} access to clients' data, and no confidentiality commitment is recorded"
        yield Noted("person_id", text, also=also)
        return
    granted_on = known(grant, "granted_on")
    if signed_on > granted_on:
        text = (
            f"gave {person_id} access on {day_in_words(granted_on)}, before the confidentiality commitment"
            f" was signed on {day_in_words(signed_on)}"
        )
        yield Noted("granted_on", text, also=also)


@rule(
    "PRO-16",
    "Sensitive content of a dataset is listed in the client's contract",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)", "GDPR 9", "GDPR Rec. 51"),
    each=Dataset,
    applies=contains_any("sensitive_content", *_SENSITIVE),
)
def content_not_in_contract(dataset: Dataset, view: View) -> Iterator[Noted]:
    """The contract sets out the type of personal data; what its annex does not list, the client did not entrust.

    Fix: have the annex amended and enter it on the clients sheet, or return the data.
    """
    client = _client_of(dataset, view)
    for content in dict.fromkeys(dataset.sensitive_content):
        if content in _SENSITIVE and content not in client.permitted_content:
            label = label_of("dataset_content", content).lower()
            text = f"holds “{label}”, which the contract with {named(Client, client.identity, view)} does not list"
            yield Noted("sensitive_content", text, content, also=((client, "permitted_content"),))


@rule(
    "PRO-18",
    "Requests about client data are not answered without the client",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(e)", "GDPR 29"),
    each=RightsRequest,
    applies=every(one_of("role", "processor", "subprocessor"), is_set("responded_on")),
)
def answered_without_the_client(request: RightsRequest, _view: View) -> Iterator[Noted]:
    """The controller answers people; a processor helps, and answers by itself only where it is told to.

    Fix: pass the request to the client, and enter the day or the client's instruction to answer. Where it was
    answered without either, this cannot be undone: record in the worklist why it happened and how it is prevented.
    """
    responded_on, forwarded_on = known(request, "responded_on"), request.forwarded_on
    if forwarded_on is not None and forwarded_on <= responded_on:
        return
    if request.has_client_instruction is not Answer.YES:
        passed_on = f"was passed to the client on {day_in_words(forwarded_on)}" if forwarded_on else "was not passed on"
        text = f"was answered on {day_in_words(responded_on)}, {passed_on}, and states no instruction to answer"
        yield Noted("forwarded_on", text, also=((request, "responded_on"), (request, "has_client_instruction")))
