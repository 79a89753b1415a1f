"""TRA: whether every flow to a third country is mapped, with its ground, its place and what follows (GDPR Art. 44)."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.adequacy import is_protected
from auditlib.reference.vocabularies import (
    INTERNATIONAL_ORGANISATION,
    countries,
    country_codes_by_name,
    country_name,
)
from auditlib.rulebook.among import exists, named, noted_of_each
from auditlib.rulebook.conditions import every, is_set, known, one_of, says_yes, yes_or_unknown
from auditlib.rulebook.flows import LAW, country_in_words, goes_on, iso_country
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import EU, EVERY_REGIME, SWISS, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import entity_of
from auditlib.sheets.organisation import Organisation
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
    record, column = cell
    value = known(record, column)
    for text in (value,) if isinstance(value, str) else value:
        yield from _country_not_listed(vendor, cell, text, view)
