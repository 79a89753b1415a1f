"""What outside sources show, as frozen facts that rules compare with the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from auditlib.errors import NotAssessable
from auditlib.schema.durations import Duration
from auditlib.sheets.evidence import Evidence as EvidenceRow

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One cookie or storage key that a scan saw. `phase` is before_choice, after_accept or after_reject."""

    page: str
    host: str
    kind: str
    name: str
    phase: str
    lifetime: Duration | None
    seen_on: date


@dataclass(frozen=True, slots=True)
class WebScan:
    """A scan of a website: the cookies and keys it saw, and every host that was contacted."""

    evidence_id: str
    file: str
    scanned_on: date | None
    sightings: tuple[Sighting, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """An accounts-payable ledger: who was paid, each payee once, in order; income is left out."""

    evidence_id: str
    file: str
    payees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Application:
    """One application people sign on to."""

    name: str
    domain: str
    accounts: int
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class SignOn:
    """A list of the applications people sign on to."""

    evidence_id: str
    file: str
    applications: tuple[Application, ...]


@dataclass(frozen=True, slots=True)
class StoredPrefix:
    """What a storage inventory lists under one store and first path parts; a delete marker is not a deletion."""

    store: str
    prefix: str
    objects: int
    size_bytes: int
    oldest: date | None
    has_unencrypted: bool | None


@dataclass(frozen=True, slots=True)
class StorageInventory:
    """A listing of stored objects, summed by prefix."""

    evidence_id: str
    file: str
    inventoried_on: date | None
    prefixes: tuple[StoredPrefix, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The outside sources of a period. An unreadable or empty extract stands in `unusable` with its reason.

    Asking for a kind of source that is missing or unusable raises `NotAssessable`: it is never "no findings".
    """

    scans: tuple[WebScan, ...] = ()
    ledger_exports: tuple[Ledger, ...] = ()
    sign_on_exports: tuple[SignOn, ...] = ()
    inventories: tuple[StorageInventory, ...] = ()
    hash_checked: frozenset[str] = frozenset()
    hash_differs: frozenset[str] = frozenset()
    unusable: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def is_hash_checked(self, row: EvidenceRow) -> bool:
        """Whether the file of an evidence row was found and has the SHA-256 that the row states."""
        return row.identity in self.hash_checked

    def web_scans(self) -> tuple[WebScan, ...]:
        """The scans of the period, the oldest first; raises `NotAssessable` where there is none."""
        return self._some(self.scans, "web scan")

    def ledgers(self) -> tuple[Ledger, ...]:
        """The ledger exports of the period; raises `NotAssessable` where there is none."""
        return self._some(self.ledger_exports, "ledger export")

    def sign_ons(self) -> tuple[SignOn, ...]:
        """The sign-on exports of the period; raises `NotAssessable` where there is none."""
        return self._some(self.sign_on_exports, "sign-on export")

    def storage_inventories(self) -> tuple[StorageInventory, ...]:
        """The storage inventories of the period; raises `NotAssessable` where there is none."""
        return self._some(self.inventories, "storage inventory")

    def source_of(self, row: EvidenceRow) -> WebScan | Ledger | SignOn | StorageInventory:
        """The source that an evidence row names.

        Raises:
            NotAssessable: its file is missing, unreadable, empty, changed, or of a kind that is not read.
        """
        if row.identity in self.unusable:
            raise NotAssessable(self.unusable[row.identity], row.place_of("file_name"))
        every: tuple[WebScan | Ledger | SignOn | StorageInventory, ...]
        every = (*self.scans, *self.ledger_exports, *self.sign_on_exports, *self.inventories)
        for source in every:
            if source.evidence_id == row.identity:
                return source
        raise NotAssessable("evidence of a kind that is not read", row.place_of("kind"))

    def _some(self, sources: tuple[S, ...], what: str) -> tuple[S, ...]:
        if not sources:
            raise NotAssessable(f"no usable {what} for this period")
        return sources
