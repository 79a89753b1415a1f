"""Transfers: where data are and go, by a row for each country, with a ground for each flow."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.noting import noted_by, noted_on
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import is_there
from auditlib.reference.adequacy import is_protected, protected_area
from auditlib.reference.vocabularies import countries
from auditlib.rulebook.among import listed_in_words
from auditlib.rulebook.conditions import Condition, every, known, one_of
from auditlib.rulebook.flows import country_in_words, country_of, iso_country, mechanism_in_words
from auditlib.rulebook.links import row_named
from auditlib.rulebook.rule import EU, Noted
from auditlib.rulebook.view import View
from auditlib.rules import known_rules
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import is_current, readable
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.people import Person
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor

_PLACES: tuple[type[Record], ...] = (Dataset, System, Vendor, Person)
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "datasets": "storage_countries",
        "systems": "storage_countries",
        "vendors": "processing_countries",
        "people": "country",
        "transfers": "country",
    }
)
# From the ground of a flow to its derogations; mapping onward flows and writing codes is no safeguard.
_FIRST, _LAST = "TRA-02", "TRA-20"


def _current(view: View) -> list[Transfer]:
    return [row for row in view.register.all(Transfer) if is_there(row, view)]


def _goes_there(commitment: PolicyCommitment) -> Condition:
    """The flow goes on, to one of the countries that are stated, if any."""

    def goes(transfer: Transfer, _view: View) -> bool:
        return not commitment.stated_countries or country_of(transfer) in commitment.stated_countries

    return every(is_there, goes)


def _safeguarded(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each current transfer rests on a ground that holds, with what that ground requires and proof of it."""
    yield from noted_on(
        view.register.all(Transfer),
        lambda row: _not_safeguarded(row, view),
        ("mechanism", "rests on a ground against which nothing is noted"),
        is_there,
        view,
    )


def _not_safeguarded(transfer: Transfer, view: View) -> Iterator[Noted]:
    rules = (one for one in known_rules() if one.each is Transfer and _FIRST <= one.rule_id <= _LAST)
    yield from noted_by(rules, transfer, view)
    known(transfer, "evidence_ids")


safeguarded = procedure("transfers", "all", rests_on=(Transfer,))(_safeguarded)


@procedure("transfers", "all", "transfer_mechanism", rests_on=(Transfer,))
def safeguarded_as_stated(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each transfer rests on a stated ground that holds; to a country found adequate none is needed."""
    yield from _safeguarded(commitment, view)
    yield from _on_stated_grounds((*commitment.terms, "adequacy"), commitment, view)


@procedure("transfers", "closed", "transfer_mechanism", rests_on=(Transfer,))
def on_stated_grounds(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each transfer rests on a ground that is stated."""
    yield from _on_stated_grounds(commitment.terms, commitment, view)


def _on_stated_grounds(grounds: Iterable[str], commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    stated, shown = frozenset(grounds), ("mechanism", "rests on a ground that is stated")
    flows, meant = view.register.all(Transfer), _goes_there(commitment)
    yield from noted_on(flows, lambda row: _on_another(row, stated), shown, meant, view)


def _on_another(transfer: Transfer, stated: frozenset[str]) -> Iterator[Noted]:
    mechanism = known(transfer, "mechanism")
    if mechanism == "none":
        yield Noted("mechanism", "answers “none” on its mechanism")
    elif mechanism not in stated:
        yield Noted("mechanism", f"rests on {mechanism_in_words(mechanism)}, which the policy does not state")


@procedure("transfers", "none", "transfer_mechanism", rests_on=(Transfer,))
def not_on_grounds(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No transfer rests on a ground that is ruled out."""

    def ruled_out(transfer: Transfer) -> Iterator[Noted]:
        mechanism = known(transfer, "mechanism")
        if mechanism in commitment.terms:
            yield Noted("mechanism", f"rests on {mechanism_in_words(mechanism)}, which the policy rules out")

    shown = ("mechanism", "rests on another ground")
    yield from noted_on(view.register.all(Transfer), ruled_out, shown, _goes_there(commitment), view)


@procedure("transfers", "exists", "transfer_mechanism")
def ground_shown(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """For each ground named there is a current transfer that rests on it, to a country that is named."""
    meant = _goes_there(commitment)

    def grounded(transfer: Transfer) -> Iterator[Observation]:
        if meant(transfer, view) and (mechanism := known(transfer, "mechanism")) in commitment.terms:
            country = country_of(transfer)
            text = f"{transfer.identity} goes to {country_in_words(country)} on {mechanism_in_words(mechanism)}"
            yield borne_out(text, (transfer, "mechanism"), proofs=proofs_of(transfer, view), term=mechanism)

    yield from of_each(view.register.all(Transfer), grounded)


@procedure("transfers", "permitted", "transfer_mechanism")
def grounds_used(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each transfer on a ground that may be used has what that ground requires; there need be none."""
    yield from noted_on(
        view.register.all(Transfer),
        lambda row: _not_safeguarded(row, view),
        ("mechanism", "rests on a ground that may be used"),
        every(_goes_there(commitment), one_of("mechanism", *commitment.terms)),
        view,
    )


@procedure("transfers", "permitted")
def stored_where_allowed(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Datasets are only in countries that their clients allow; where other data are and go is listed."""
    yield from noted_on(
        view.register.all(Dataset),
        lambda row: _stored_elsewhere(row, view),
        ("storage_countries", "is stored where its client allows it"),
        _is_held,
        view,
    )
    for kind in (Vendor, Transfer):
        yield from _listed(kind, view)


def _listed(kind: type[Record], view: View) -> Iterator[Observation]:
    """Where the current rows of a sheet are; what cannot be read lists nothing, as nothing depends on it."""
    column = _COLUMNS[kind.about.name]
    for row in view.register.all(kind):
        value = readable(row, column) if is_there(row, view) else None
        codes = value if isinstance(value, tuple) else (str(value or ""),)
        where = [country_in_words(code) for code in codes if code in countries()]
        if where:
            yield seen(Bearing.STATED, f"{row.identity} is in {listed_in_words(where)}", (row, column))


def _is_held(dataset: Dataset, view: View) -> bool:
    return bool(known(dataset, "received_on") <= view.as_of and known(dataset, "status") == "held")


def _stored_elsewhere(dataset: Dataset, view: View) -> Iterator[Noted]:
    client = row_named(dataset, "client_id", Client, view)
    allowed = known(client, "permitted_countries")
    for country in known(dataset, "storage_countries"):
        if country not in allowed:
            text = f"is stored in {country_in_words(country)}, which {client.identity} does not allow"
            yield Noted("storage_countries", text, country, ((client, "permitted_countries"),))


@procedure("transfers", "closed", rests_on=(*_PLACES, Transfer))
def mapped_or_among_stated(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Data are only in the countries stated; where none is, each country abroad has a row among the transfers."""
    stated = commitment.stated_countries
    if stated:
        yield from _in_none(_PLACES, lambda code: code not in stated, "which the policy does not name", view)
        return
    mapped = {readable(row, "country") for row in _current(view)}
    laws = frozenset(regime for entity in view.entities for regime in known(entity, "regimes"))
    yield from _in_none(
        (Vendor, System, Person),
        lambda code: code not in mapped and not (laws and all(is_protected(law, code) for law in laws)),
        "for which no row of the transfers sheet stands",
        view,
    )


@procedure("transfers", "closed", about="eea", rests_on=(*_PLACES, Transfer))
def kept_within_the_eea(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Data are only in the EEA and the countries named beside it."""
    yield from _in_the_eea_only(commitment, view)


@procedure("transfers", "none", about="outside_the_eea", rests_on=(*_PLACES, Transfer))
def not_outside_the_eea(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Data are not stored in, or sent to, any country outside the EEA but those named beside it."""
    yield from _in_the_eea_only(commitment, view)


def _in_the_eea_only(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    allowed = protected_area(EU).union(commitment.stated_countries)
    yield from _in_none((*_PLACES, Transfer), lambda code: code not in allowed, "which lies outside the EEA", view)


@procedure("transfers", "none", rests_on=(*_PLACES, Transfer))
def not_abroad(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Data are in none of the countries ruled out; where none is named, there is no transfer abroad at all."""
    named = commitment.stated_countries
    kinds = (*_PLACES, Transfer) if named else (Transfer,)
    yield from _in_none(kinds, lambda code: not named or code in named, "which the policy rules out", view)


def _in_none(
    kinds: Iterable[type[Record]], is_against: Callable[[str], bool], says: str, view: View
) -> Iterator[Observation]:
    for kind in kinds:
        yield from noted_on(
            view.register.all(kind),
            lambda row: _places(row, is_against, says),
            (_COLUMNS[kind.about.name], "is in no country that speaks against it"),
            _holds_data,
            view,
        )


def _places(row: Record, is_against: Callable[[str], bool], says: str) -> Iterator[Noted]:
    column = _COLUMNS[row.about.name]
    value = known(row, column)
    for code in value if isinstance(value, tuple) else (value,):
        if is_against(iso_country(code, row, column)):
            yield Noted(column, f"is in {country_in_words(code)}, {says}", code)


def _holds_data(row: Record, view: View) -> bool:
    """Whether a row stands for a place where data are on the day of the report."""
    if isinstance(row, Dataset):
        return _is_held(row, view)
    sees_none = isinstance(row, Vendor) and row.processes_personal_data is Answer.NO
    return is_current(row, view.as_of) and not sees_none
