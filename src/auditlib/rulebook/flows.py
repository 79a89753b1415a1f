"""Transfers: how long a flow goes on, where it goes, and under which law."""

from datetime import date
from types import MappingProxyType

from auditlib.errors import NotAssessable
from auditlib.reference.vocabularies import countries, country_name, label_of
from auditlib.rulebook.conditions import known
from auditlib.rulebook.view import View
from auditlib.schema.record import Record

LAW = MappingProxyType({"eu_gdpr": "EU law", "uk_gdpr": "UK law", "ch_fadp": "Swiss law"})
_WITH_ARTICLE = ("United ", "Netherlands", "Philippines")


def goes_on(transfer: Record, view: View) -> bool:
    """Whether a flow has not ended before the day of the report; its last day is part of it."""
    ended_on = transfer.value_of("ended_on")
    return ended_on is None or ended_on >= view.as_of


def last_day_seen(transfer: Record, view: View) -> date:
    """The last day of a flow, or the day of the report where the flow goes on beyond it."""
    ended_on: date | None = transfer.value_of("ended_on")
    return view.as_of if ended_on is None else min(ended_on, view.as_of)


def days_in_period(transfer: Record, view: View) -> tuple[date, date] | None:
    """The first and the last day of a flow within the period, up to the day of the report; None where it has none.

    A flow that states no first day counts from the first of the period.
    """
    started_on: date | None = transfer.value_of("started_on")
    first, last = max(started_on or date.min, view.period.starts_on), last_day_seen(transfer, view)
    return (first, last) if first <= last else None


def iso_country(text: str, record: Record, column: str) -> str:
    """A country as its ISO code; raises `NotAssessable` for text that is none."""
    if text not in countries():
        raise NotAssessable(f"“{text}” is no country code", record.place_of(column))
    return text


def country_of(transfer: Record) -> str:
    """The country a flow goes to; raises `NotAssessable` where the cell is blank or holds no country code."""
    return iso_country(known(transfer, "country"), transfer, "country")


def country_in_words(code: str) -> str:
    """The name of a country as a sentence has it: the United States."""
    name = country_name(code)
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def mechanism_in_words(mechanism: str) -> str:
    """The name of a mechanism as a sentence has it, without remarks in brackets."""
    name = label_of("transfer_mechanism", mechanism).partition(" (")[0]
    return f"the {name}" if name.endswith("Framework") else name
