"""TRA: whether every flow to a third country is mapped, with its ground, its place and what follows (GDPR Art. 44)."""

import re
from collections.abc import Iterator
from functools import cache

from auditlib.findings import Force, Severity
from auditlib.reference.adequacy import is_protected
from auditlib.reference.vocabularies import INTERNATIONAL_ORGANISATION, countries, country_codes_by_name
from auditlib.rulebook.among import exists, listed_in_words, noted_of_each
from auditlib.rulebook.conditions import every, is_set, known, one_of, says_yes, yes_or_unknown
from auditlib.rulebook.flows import LAW, country_in_words, goes_on, iso_country
from auditlib.rulebook.links import row_named
from auditlib.rulebook.rule import EU, EVERY_REGIME, SWISS, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import entity_of, readable
from auditlib.sheets.subprocessors import SubProcessor
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor

# Georgia is also a state of the US.
_NAMESAKES = frozenset({("US", "GE")})
Cell = tuple[Record, str]


@rule(
    "TRA-01",
    "Every recipient outside the protected area has a transfer row",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 44", "GDPR 30(1)(e)"),
    each=Vendor,
    applies=every(says_yes("processes_personal_data"), one_of("status", "active")),
)
def transfer_not_listed(vendor: Vendor, view: View) -> Iterator[Noted]:
    """A recipient in another country receives data only on a ground; without a row nobody has looked for one.

    Fix: add a row to the transfers sheet for this vendor and country, or correct the countries.
    """
    systems = view.register.pointing_at(vendor, "systems.vendor_id")
    cells = [(vendor, "country"), (vendor, "processing_countries"), *((row, "storage_countries") for row in systems)]
    yield from noted_of_each(cells, lambda cell: _not_listed(vendor, cell, view))


def _not_listed(vendor: Vendor, cell: Cell, view: View) -> Iterator[Noted]:
    value = known(*cell)
    places = (value,) if isinstance(value, str) else value
    yield from noted_of_each(places, lambda text: _country_not_listed(vendor, cell, text, view))


def _country_not_listed(vendor: Vendor, cell: Cell, text: str, view: View) -> Iterator[Noted]:
    country = iso_country(text, *cell)
    regimes = _regimes_of(vendor, view)
    laws = [law for regime, law in LAW.items() if regime in regimes and not is_protected(regime, country)]
    if not laws:
        return
    transfers = view.register.pointing_at(vendor, "transfers.importer_vendor_id")
    if not exists(transfers, one_of("country", country), view):
        # One country is one finding, wherever it stands.
        column = "country" if readable(vendor, "country") == text else "processing_countries"
        words = f"{country_in_words(country)}, outside the protected area of {listed_in_words(laws)}"
        message = f"works or stores data in {words}, and no row of the transfers sheet says so"
        yield Noted(column, message, country, also=(cell,))


def _regimes_of(vendor: Vendor, view: View) -> frozenset[str]:
    entity = entity_of(vendor, view.case.register)
    entities = (entity,) if entity else view.entities
    return frozenset(regime for one in entities for regime in one.regimes)


@rule(
    "TRA-02",
    "Every transfer rests on a mechanism",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 44", "GDPR 45", "GDPR 46", "GDPR 49", "GDPR Rec. 101", "GDPR Rec. 108"),
    each=Transfer,
)
def mechanism_not_stated(transfer: Transfer, _view: View) -> Iterator[Noted]:
    """Data may leave only under an adequacy decision, with safeguards, or in the cases of a derogation.

    Fix: agree a mechanism and enter it, or stop the flow.
    """
    if transfer.mechanism in {None, "none"}:
        said = "states no mechanism" if transfer.mechanism is None else "answers “none” on its mechanism"
        yield Noted("mechanism", said)


@rule(
    "TRA-21",
    "Onward transfers are mapped",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 44", "SCC clause 8.8"),
    each=Transfer,
    applies=yes_or_unknown("has_onward_transfers"),
    regimes=(EU, UK, SWISS),
)
def onward_transfer_not_mapped(transfer: Transfer, view: View) -> Iterator[Noted]:
    """The protection has to travel with the data; whoever does not know the next importer cannot see to it.

    Fix: enter whom the importer passes data to in the sub-processors sheet, with their countries, or answer no.
    """
    if not exists(_passed_on_to(transfer, view), every(is_set("countries"), goes_on), view):
        said = "passes data on" if transfer.has_onward_transfers is Answer.YES else "may pass data on"
        text = f"{said}, and the sub-processors sheet names nobody it passes them to, with countries"
        yield Noted("has_onward_transfers", text)


def _passed_on_to(transfer: Transfer, view: View) -> tuple[Record, ...]:
    """The sub-processors of the importer; where it is a group company, those that the organisation engages itself."""
    if not transfer.is_blank("importer_vendor_id"):
        vendor = row_named(transfer, "importer_vendor_id", Vendor, view)
        return view.register.pointing_at(vendor, "subprocessors.engaged_by_vendor_id")
    if not transfer.is_blank("importer_entity_id"):
        return view.once(_engaged_by_the_organisation)
    known(transfer, "importer_name")
    return ()


def _engaged_by_the_organisation(view: View) -> tuple[Record, ...]:
    return tuple(row for row in view.register.all(SubProcessor) if row.is_blank("engaged_by_vendor_id"))


@rule(
    "TRA-22",
    "Every country is written as a country code and agrees with the place",
    severity=Severity.LOW,
    force=Force.PRACTICE,
    cites=("GDPR 30(1)(e)",),
    each=Transfer,
    regimes=EVERY_REGIME,
)
def country_not_a_code(transfer: Transfer, _view: View) -> Iterator[Noted]:
    """Law differs from country to country; a place nobody can look up is judged by no rule.

    Fix: enter the ISO 3166-1 code, XX for an international organisation, and a place in that country.
    """
    country = known(transfer, "country")
    if country not in countries():
        yield Noted("country", f"names “{country}”, which is no country code")
        return
    text = transfer.location_text or ""
    others = _countries_named_in(text.casefold())
    if country == INTERNATIONAL_ORGANISATION or country in others:
        return
    for other in sorted(code for code in others if (country, code) not in _NAMESAKES):
        message = f"goes to {country_in_words(country)} by its code and to {country_in_words(other)} by its place"
        yield Noted("location_text", message, other, also=((transfer, "country"),))


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(country_codes_by_name(), key=lambda name: (-len(name), name))
    # New Jersey, New Mexico and Northern Ireland are none of the three.
    return re.compile(rf"(?<!\w)(?<!new )(?<!northern )(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _countries_named_in(text: str) -> set[str]:
    return {country_codes_by_name()[name] for name in _pattern().findall(text)}
