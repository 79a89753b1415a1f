"""Security controls against the register: the measure behind each with its proof, and what the rows say of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from auditlib.evidence.storage_inventory import StorageInventory
from auditlib.evidence.web_scan import WebScan
from auditlib.practice.looking import borne_out, holds, of_each
from auditlib.practice.noting import file_cell, noted_by, noted_on
from auditlib.practice.observing import Bearing, Observation, seen
from auditlib.practice.period_rows import is_running, is_there
from auditlib.reference.calendars import is_older_than
from auditlib.rulebook.among import exists
from auditlib.rulebook.assessed import last_looked_at
from auditlib.rulebook.conditions import answer, is_set, known
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.rules.governance_people import has_access, training_too_old
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import listed, readable
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.people import Person
from auditlib.sheets.security_measures import SecurityMeasure
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.wording import day_in_words


def active_measures(column: str, value: str, view: View) -> list[SecurityMeasure]:
    """The active measures of a kind, or for a control."""
    rows = (row for row in view.register.all(SecurityMeasure) if readable(row, "status") == "active")
    return [row for row in rows if readable(row, column) == value]


@dataclass(frozen=True, slots=True)
class Proven:
    """A measure with the day of its latest proof, None where it has none, and whether that is too long ago."""

    measure: SecurityMeasure
    shown_on: date | None
    is_old: bool

    @property
    def text(self) -> str:
        """The measure and its proof in words."""
        if self.shown_on is None:
            return f"{self.measure.identity} is in place and cites no evidence"
        text = f"{self.measure.identity} is in place; its latest evidence is of {day_in_words(self.shown_on)}"
        return f"{text}, more than twelve months ago" if self.is_old else text

    @property
    def cells(self) -> tuple[tuple[Record, str], ...]:
        """The cells that show it."""
        return (self.measure, "evidence_ids"), (self.measure, "status")


def proven(measures: Iterable[SecurityMeasure], view: View) -> Proven | None:
    """The measure with the latest proof, or None where there is no measure."""
    dated = [(_latest_proof(row, view), row) for row in measures]
    if not dated:
        return None
    shown_on, measure = max(dated, key=lambda pair: pair[0] or date.min)
    # A measure is looked at with the activity that relies on it.
    months = view.limit("house_activity_review")
    return Proven(measure, shown_on, shown_on is not None and is_older_than(shown_on, months, view.as_of))


def _latest_proof(measure: SecurityMeasure, view: View) -> date | None:
    rows = (view.register.find(Evidence, identity) for identity in listed(measure, "evidence_ids"))
    days = (known(row, "collected_on") for row in rows if row is not None and holds(row, view))
    return max(days, default=None)


def _reviewed(view: View) -> Iterator[Observation]:
    shown = ("access_reviewed_on", "had its access reviewed")
    yield from noted_on(view.register.all(System), lambda row: _not_reviewed(row, view), shown, is_running, view)


def _not_reviewed(system: System, view: View) -> Iterator[Noted]:
    grants = view.register.pointing_at(system, "access_grants.system_id")
    if system.is_blank("access_reviewed_on") and not exists(grants, is_set("reviewed_on"), view):
        yield Noted("access_reviewed_on", "states no review of who has access")


def _links_encrypted(view: View) -> Iterator[Observation]:
    yield from _encrypted(System, "encrypts_data_in_transit", is_running, view)
    yield from _encrypted(Transfer, "is_encrypted_in_transit", is_there, view)
    yield from _pages_encrypted(view)


def _pages_encrypted(view: View) -> Iterator[Observation]:
    for scan in view.evidence.usable(WebScan):
        plain = sorted({one.page for one in scan.sightings if one.page.lower().startswith("http://")})
        bearing = Bearing.CONTRARY if plain else Bearing.EVIDENCED
        says = f"shows {plain[0]}, which is not encrypted" if plain else "shows encrypted pages only"
        yield seen(bearing, f"{scan.evidence_id} {says}", *file_cell(scan.evidence_id, view))


def _stores_encrypted(view: View) -> Iterator[Observation]:
    yield from _encrypted(System, "encrypts_data_at_rest", is_running, view)
    for inventory in view.evidence.those(StorageInventory):
        for prefix in inventory.prefixes:
            if prefix.has_unencrypted:
                text = f"{inventory.evidence_id} lists objects without encryption under {prefix.store}/{prefix.prefix}"
                yield seen(Bearing.CONTRARY, text, *file_cell(inventory.evidence_id, view))


def _encrypted(kind: type[Record], column: str, applies: Callable[..., bool], view: View) -> Iterator[Observation]:
    shown = (column, "is stated to be encrypted")
    yield from noted_on(view.register.all(kind), lambda row: _plain(row, column), shown, applies, view)


def _plain(row: Record, column: str) -> Iterator[Noted]:
    if answer(row, column) is Answer.NO:
        yield Noted(column, "is stated to be without encryption")


def _trained(view: View) -> Iterator[Observation]:
    shown = ("trained_on", "was trained lately")
    people, rules = view.register.all(Person), (training_too_old,)
    yield from noted_on(people, lambda row: noted_by(rules, row, view), shown, has_access, view)


def _committed(view: View) -> Iterator[Observation]:
    shown = ("confidentiality_signed_on", "is committed to confidentiality")
    yield from noted_on(view.register.all(Person), _uncommitted, shown, is_there, view)


def _uncommitted(person: Person) -> Iterator[Noted]:
    if person.is_blank("confidentiality_signed_on"):
        yield Noted("confidentiality_signed_on", "states no commitment to confidentiality")


def risks_reviewed(view: View, *, term: str = "") -> Iterator[Observation]:
    """The reviews of security risks of the last twelve months; those on file with their document count as shown."""
    yield from of_each(view.register.all(Assessment), lambda row: _reviewed_lately(row, term, view))


def _reviewed_lately(review: Assessment, term: str, view: View) -> Iterator[Observation]:
    if known(review, "kind") != "security_risk_review":
        return
    looked_at, months = last_looked_at(review), view.limit("house_activity_review")
    if looked_at <= view.recorded_until and not is_older_than(looked_at, months, view.as_of):
        proofs = () if review.is_blank("document_ref") else ((review, "document_ref"),)
        text = f"{review.identity} looked at the risks on {day_in_words(looked_at)}"
        yield borne_out(text, (review, "completed_on"), proofs=proofs, term=term)


CHECKS: Mapping[str, Callable[[View], Iterator[Observation]]] = MappingProxyType(
    {
        "access_control": _reviewed,
        "encryption_in_transit": _links_encrypted,
        "encryption_at_rest": _stores_encrypted,
        "training": _trained,
        "confidentiality_commitments": _committed,
    }
)
