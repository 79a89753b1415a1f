"""TRA: whether every flow to a third country is mapped, with its ground, its place and what follows (GDPR Art. 44)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from auditlib.findings import Force, Severity
from auditlib.reference.adequacy import area_confidence, is_protected
from auditlib.reference.legal_dates import weakest
from auditlib.reference.vocabularies import INTERNATIONAL_ORGANISATION, countries, country_codes_by_name, rows_of
from auditlib.rulebook.among import exists, listed_in_words, noted_of_each
from auditlib.rulebook.conditions import every, is_set, known, one_of, says_yes, yes_or_unknown
from auditlib.rulebook.flows import LAW, country_in_words, goes_on, iso_country
from auditlib.rulebook.governing import confirmed_regimes
from auditlib.rulebook.links import row_named
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.rule import EU, EVERY_REGIME, SWISS, UK, Noted, rule
from auditlib.rulebook.sharing import Sharers, in_group, is_of, sharers_of
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import readable
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
    cites=("GDPR 44", "GDPR 30(1)(e)", "FADP 16"),
    each=Vendor,
    applies=every(says_yes("processes_personal_data"), one_of("status", "active")),
    regimes=(EU, UK, SWISS),
)
def transfer_not_listed(vendor: Vendor, view: View) -> Iterator[Noted]:
    """A recipient in another country may receive data only on a ground; without a row, the register shows none.

    Fix: add a row to the transfers sheet for this vendor and country, or correct the countries.
    """
    systems = view.register.pointing_at(vendor, "systems.vendor_id")
    own: tuple[Cell, ...] = ((vendor, "country"), (vendor, "processing_countries"))
    cells = chain(own, ((row, "storage_countries") for row in systems))
    yield from noted_of_each(cells, lambda cell: _not_listed(vendor, cell, view))


def _not_listed(vendor: Vendor, cell: Cell, view: View) -> Iterator[Noted]:
    value = known(*cell)
    places = (value,) if isinstance(value, str) else value
    yield from noted_of_each(places, lambda text: _country_not_listed(vendor, cell, text, view))


def _country_not_listed(vendor: Vendor, cell: Cell, text: str, view: View) -> Iterator[Noted]:
    country = iso_country(text, *cell)
    found = noted_of_each(sharers_of(vendor, view), lambda exporters: _not_exported(vendor, country, exporters, view))
    yield from (replace(note, also=(cell,)) for note in found)


def _not_exported(vendor: Vendor, country: str, exporters: Sharers, view: View) -> Iterator[Noted]:
    applying = frozenset(regime for exporter in exporters for regime in confirmed_regimes(exporter))
    regimes = [regime for regime in LAW if regime in applying and not is_protected(regime, country)]
    is_listed = every(one_of("country", country), goes_on, one_of("regime", *regimes), is_of(exporters))
    if not regimes or exists(view.register.pointing_at(vendor, "transfers.importer_vendor_id"), is_listed, view):
        return
    # One country is one finding for each exporter, wherever it stands.
    column = "country" if readable(vendor, "country") == country else "processing_countries"
    identity, name = in_group(exporters, view)
    laws, whose = listed_in_words(LAW[regime] for regime in regimes), f" for {name}" if name else ""
    words = f"{country_in_words(country)}, outside the protected area of {laws}"
    text = f"works or stores data in {words}, and no current row of the transfers sheet{whose} says so"
    area = weakest(area_confidence(regime, country) for regime in regimes)
    yield Noted(column, text, f"{country} {identity}".strip(), confidence=area)


@rule(
    "TRA-02",
    "Every transfer rests on a mechanism",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 44", "GDPR 45", "GDPR 46", "GDPR 49", "GDPR Rec. 101", "GDPR Rec. 108", "FADP 16"),
    each=Transfer,
    regimes=(EU, UK, SWISS),
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
    """The protection has to travel with the data; whoever does not know the next importer cannot make sure of it.

    Fix: enter whom the importer passes data to in the sub-processors sheet, with their countries, or answer no.
    """
    if not exists(_passed_on_to(transfer, view), every(is_set("countries"), goes_on), view):
        said = "passes data on" if transfer.has_onward_transfers is Answer.YES else "may pass data on"
        text = f"{said}, and the sub-processors sheet names nobody it passes them to, with countries"
        yield Noted("has_onward_transfers", text)


def _passed_on_to(transfer: Transfer, view: View) -> Rows[Record]:
    """The sub-processors of the importer; where it is a group company, those that the organisation engages itself."""
    if not transfer.is_blank("importer_vendor_id"):
        vendor = row_named(transfer, "importer_vendor_id", Vendor, view)
        return view.register.pointing_at(vendor, "subprocessors.engaged_by_vendor_id")
    if not transfer.is_blank("importer_entity_id"):
        return view.once(_engaged_by_the_organisation)
    known(transfer, "importer_name")
    return Rows(())


def _engaged_by_the_organisation(view: View) -> Rows[Record]:
    rows = Rows(view.register.all(SubProcessor)).read_in("engaged_by_vendor_id")
    return Rows(tuple(row for row in rows.there if row.is_blank("engaged_by_vendor_id")), rows.unknown)


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
    """Law differs from country to country, and a place without a country code can be looked up in no list.

    Fix: enter the ISO 3166-1 code, XX for an international organisation, and a place in that country.
    """
    country = known(transfer, "country")
    if country not in countries():
        yield Noted("country", f"names “{country}”, which is no country code")
        return
    named = _countries_named_in(transfer.location_text or "")
    if country == INTERNATIONAL_ORGANISATION or country in named:
        return
    for other in sorted(code for code, is_town in named.items() if not is_town and (country, code) not in _NAMESAKES):
        message = f"goes to {country_in_words(country)} by its code and to {country_in_words(other)} by its place"
        yield Noted("location_text", message, other, also=((transfer, "country"),))


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(country_codes_by_name(), key=lambda name: (-len(name), name))
    # New Jersey, New Mexico and Northern Ireland are none of the three.
    joined = "|".join(map(re.escape, names))
    return re.compile(rf"(?<!\w)(?<!new )(?<!northern )(?:{joined})(?!\w)", re.IGNORECASE)


@cache
def _after_a_town() -> re.Pattern[str]:
    # Jersey City; Peru, Indiana; Lebanon, PA. A code counts in capitals only, as "or" and "in" are codes too.
    states = "|".join(re.escape(row["name"]) for row in rows_of("us_states"))
    codes = "|".join(row["code"] for row in rows_of("us_states"))
    return re.compile(rf"(?i:\s+city|\s*,\s*(?:{states}))(?!\w)|\s*,\s*(?P<code>{codes})(?!\w)")


def _countries_named_in(text: str) -> dict[str, bool]:
    """The countries whose names stand in a text, and whether each stands there only as the name of a town."""
    named: dict[str, bool] = {}
    for found in _pattern().finditer(text):
        code = country_codes_by_name()[found[0].casefold()]
        after = _after_a_town().match(text, found.end())
        # Where the code is the country's own, as in "Panama, PA", nothing says that a state is meant.
        named[code] = named.get(code, True) and after is not None and after["code"] != code
    return named
