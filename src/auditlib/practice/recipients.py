"""Who receives personal data: vendors by their services, recipients of single disclosures, recipients of activities."""

from collections.abc import Iterable, Iterator

from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import of_each
from auditlib.practice.observing import Observation
from auditlib.practice.period_rows import activities_in_use, disclosures_made, vendors_in_use
from auditlib.reference.vocabularies import vocabulary
from auditlib.rulebook.conditions import answer, known
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import listed, readable
from auditlib.sheets.disclosures import Disclosure
from auditlib.sheets.vendors import Vendor

RECIPIENTS = "recipient_category"
Received = tuple[Record, str, str]


def vendors_with_data(view: View, *, or_unknown: bool = False) -> tuple[Vendor, ...]:
    """The vendors in use that see personal data; on demand also those of which that is not known."""
    answers = (Answer.YES, Answer.UNKNOWN, None) if or_unknown else (Answer.YES,)
    return tuple(row for row in vendors_in_use(view) if readable(row, "processes_personal_data") in answers)


def receiving(term: str, view: View) -> Iterator[Received]:
    """The rows that show recipients of a category, each with its column and what it shows, in words.

    Whoever supplies a service has a row in the vendors sheet; that an activity names the service shows nobody.
    """
    yield from supplying(term, view)
    yield from disclosed_to(term, view)
    if term not in vocabulary("vendor_service"):
        yield from told_by_activities(term, view)


def supplying(term: str, view: View) -> Iterator[Received]:
    """The vendors that see personal data and supply a service."""
    for vendor in vendors_with_data(view):
        if term in listed(vendor, "services"):
            yield vendor, "services", f"{title_of(vendor)} supplies: {in_words(RECIPIENTS, term)}"


def disclosed_to(term: str, view: View) -> Iterator[Received]:
    """The single disclosures to recipients of a category."""
    for row in of_kind(term, view):
        yield row, "recipient_kind", f"{row.identity} is a disclosure to: {in_words(RECIPIENTS, term)}"


def of_kind(term: str, view: View) -> list[Disclosure]:
    """The disclosures to recipients of a category."""
    return [row for row in disclosures_made(view) if readable(row, "recipient_kind") == term]


def told_by_activities(term: str, view: View) -> Iterator[Received]:
    """The activities that name a category of recipient."""
    for row in activities_in_use(view):
        if term in listed(row, "recipient_categories"):
            yield row, "recipient_categories", f"{row.identity} names as recipient: {in_words(RECIPIENTS, term)}"


def recipients_not_known(terms: Iterable[str], view: View) -> Iterator[Observation]:
    """The vendors and disclosures that may be of the categories: their services, kind or part in the data is open."""
    named = frozenset(terms)
    yield from of_each(vendors_in_use(view), lambda row: _supplies_or_not(row, named))
    yield from of_each(disclosures_made(view), _kind_stated)


def _supplies_or_not(vendor: Vendor, terms: frozenset[str]) -> tuple[Observation, ...]:
    if readable(vendor, "processes_personal_data") is not Answer.NO and not terms.isdisjoint(services_of(vendor)):
        answer(vendor, "processes_personal_data")
    return ()


def _kind_stated(row: Disclosure) -> tuple[Observation, ...]:
    known(row, "recipient_kind")
    return ()


def services_of(vendor: Vendor) -> tuple[str, ...]:
    """The services of a vendor; raises `NotAssessable` where they are not stated."""
    services: Iterable[str] = known(vendor, "services")
    return tuple(dict.fromkeys(services))


def title_of(vendor: Record) -> str:
    """A vendor for a sentence, by name and id, or by id alone where it has no name."""
    name = readable(vendor, "name")
    return f"{name} ({vendor.identity})" if name else vendor.identity
