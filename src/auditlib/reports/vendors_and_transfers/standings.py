"""Which rows send or keep data in which place, and what that rests on under each law on the day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditlib.case import Case
from auditlib.reference.adequacy import restricts_transfers
from auditlib.reference.vocabularies import countries, country_name, label_of
from auditlib.reports.entries import source
from auditlib.reports.examined import Examined
from auditlib.reports.vendors_and_transfers.grounds import Standing, general_decision, ground, ground_of, law_in_words
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import is_current, listed, readable
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Source

_UNSTATED, _UNREAD = "not stated", "cannot be read"
_LISTED_IMPORTERS = "TRA-07"
_GONE = frozenset({"deleted", "returned"})


@dataclass(frozen=True, slots=True)
class Use:
    """One row that sends or keeps data in a place, with the cell that says so."""

    place: str
    record: Record
    column: str

    @property
    def source(self) -> Source:
        """The cell."""
        return source(self.record, self.column)


@dataclass(frozen=True, slots=True)
class Under:
    """What data in a place rest on under one law, in words."""

    standing: Standing
    words: str


def uses_by_place(found: Examined) -> Mapping[str, Sequence[Use]]:
    """The rows by country code in the order of the countries' names; last what is not stated or cannot be read.

    Counted are transfers, vendors and systems in use that day, and datasets not returned or deleted.
    """
    places: dict[str, list[Use]] = {}
    for use in _uses(found):
        places.setdefault(use.place, []).append(use)
    return dict(sorted(places.items(), key=lambda item: (item[0] in {_UNSTATED, _UNREAD}, country_name(item[0]))))


def _uses(found: Examined) -> Iterator[Use]:
    for transfer in _running(found, Transfer):
        yield from _in(transfer, "country")
    for vendor in _running(found, Vendor):
        if readable(vendor, "processes_personal_data") is not Answer.NO:
            yield from _in(vendor, "processing_countries" if vendor.has_cell("processing_countries") else "country")
    for system in _running(found, System):
        yield from _in(system, "storage_countries")
    for dataset in found.rows(Dataset):
        if readable(dataset, "status") not in _GONE:
            yield from _in(dataset, "storage_countries")


def _running(found: Examined, kind: type[Record]) -> Iterator[Record]:
    return (row for row in found.rows(kind) if is_current(row, found.case.as_of))


def _in(record: Record, column: str) -> Iterator[Use]:
    if record.is_unreadable(column):
        yield Use(_UNREAD, record, column)
        return
    one = readable(record, column)
    for place in listed(record, column) or ((str(one),) if one else (_UNSTATED,)):
        yield Use(place, record, column)


def standing_of(found: Examined, code: str, uses: Sequence[Use]) -> Standing:
    """The weakest of what holds under each law; nothing is judged where no law on transfers applies."""
    return max(
        (under.standing for under in under_laws(found, code, uses)),
        key=lambda standing: standing.rank,
        default=Standing.UNKNOWN,
    )


def under_laws(found: Examined, code: str, uses: Sequence[Use]) -> tuple[Under, ...]:
    """Under each law: what its transfers state, and where there is none, the law of the organisation for the place."""
    if code not in countries():
        return (Under(Standing.UNKNOWN, "no country code, so no law can be looked up"),)
    transfers = [use.record for use in uses if isinstance(use.record, Transfer)]
    laws = dict.fromkeys(str(readable(row, "regime") or "") for row in transfers)
    return tuple(
        _stated(found, law, code, [row for row in transfers if str(readable(row, "regime") or "") == law])
        for law in laws
    ) or tuple(_unstated(found.case, law, code) for law in _laws(found.case))


def _laws(case: Case) -> tuple[str, ...]:
    stated = (law for entity in case.entities for law in listed(entity, "regimes"))
    return tuple(law for law in dict.fromkeys(stated) if restricts_transfers(law))


def _stated(found: Examined, law: str, code: str, transfers: Sequence[Record]) -> Under:
    weakest = max((_worth(found, row) for row in transfers), key=lambda standing: standing.rank)
    decision = general_decision(law, code, found.case.as_of)
    # A general decision covers the country whatever a transfer states, except that one without a ground stays open.
    is_covered = decision is not None and not decision.is_limited and weakest in {Standing.FRAMEWORK, Standing.OTHER}
    standing = Standing.ADEQUACY if is_covered else weakest
    groups: dict[str, list[str]] = {}
    for row in transfers:
        stated = readable(row, "mechanism")
        label = label_of("transfer_mechanism", str(stated)).partition(" (")[0] if stated else "no mechanism stated"
        groups.setdefault(label, []).append(row.identity)
    said = "; ".join(f"{label}: {', '.join(ids)}" for label, ids in groups.items())
    return Under(standing, f"{law_in_words(law) if law else 'law not stated'}: {said}")


def _worth(found: Examined, transfer: Record) -> Standing:
    """What a transfer rests on; a framework carries only importers that the rule about its list finds there."""
    standing = ground_of(transfer, found.case.as_of).standing
    is_off_the_list = any(one.rule_id == _LISTED_IMPORTERS for one in found.findings_about(transfer))
    return Standing.NONE if standing is Standing.FRAMEWORK and is_off_the_list else standing


def _unstated(case: Case, law: str, code: str) -> Under:
    found = ground("adequacy", law, code, case.as_of)
    if found.standing is Standing.NONE:
        return Under(Standing.NONE, f"{law_in_words(law)}: no row of the transfers sheet states a mechanism")
    # Whether an importer falls within a limited decision is what a row of the transfers sheet would say.
    standing = Standing.UNKNOWN if found.falls_with else found.standing
    return Under(standing, f"{law_in_words(law)}: {found.words}; no row of the transfers sheet")
