"""What outside sources show, as frozen facts that rules compare with the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from auditlib.errors import NotAssessable
from auditlib.schema.columns import Money
from auditlib.schema.durations import Duration
from auditlib.sheets.evidence import Evidence as EvidenceRow

S = TypeVar("S")
# As deep as an inventory is summed: every object's own folder would be as many rows as objects in some stores.
FOLDERS_DEEP = 4


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
    """A scan of a website: the cookies and keys it saw, and every host that was contacted.

    `pages` are the pages it loaded, each with the phase, be it that it saw nothing there; `unused` counts the rows
    that were left out because they are of days outside the period.
    """

    evidence_id: str
    file: str
    scanned_on: date | None
    sightings: tuple[Sighting, ...]
    hosts: tuple[str, ...]
    rows: int | None = None
    pages: tuple[tuple[str, str], ...] = ()
    unused: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """An accounts-payable ledger: who was paid, each payee once, in order; income is left out.

    `totals` sums every row by currency, income included, for the control total that the source states.
    """

    evidence_id: str
    file: str
    payees: tuple[str, ...]
    rows: int | None = None
    totals: tuple[Money, ...] = ()
    booked_from: date | None = None
    booked_until: date | None = None


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
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPrefix:
    """What a storage inventory lists in one folder of a store; folders below the fourth are summed into it.

    An older version of an object still holds data and counts; a delete marker is not a deletion and no object, so a
    folder with nothing but delete markers has no objects. One extract may list stores of several days; without a day
    of its own, a folder was listed on that of the inventory.
    """

    store: str
    prefix: str
    objects: int
    size_bytes: int
    oldest: date | None
    has_unencrypted: bool | None
    inventoried_on: date | None = None


@dataclass(frozen=True, slots=True)
class StorageInventory:
    """A listing of stored objects, summed by prefix; `inventoried_on` is the last day of all."""

    evidence_id: str
    file: str
    inventoried_on: date | None
    prefixes: tuple[StoredPrefix, ...]
    rows: int | None = None

    def objects_under(self, path: str) -> int:
        """How many objects are listed under a path such as `store/folder/`, as datasets.storage_paths has it.

        Raises:
            NotAssessable: the store is not in this inventory, or the path is finer than the folders that are summed.
        """
        store, folder = _store_and_folder(path)
        if not self._of_store(store):
            raise NotAssessable(f"{self.file} lists nothing of the store {store}")
        if folder.count("/") >= FOLDERS_DEEP:
            raise NotAssessable(f"{self.file} is summed by the first {FOLDERS_DEEP} folders, and {path} lies deeper")
        found = sum(prefix.objects for prefix in self._under(path))
        if not found and "." in path.rpartition("/")[2]:
            raise NotAssessable(f"{self.file} is summed by folders, and {path} looks like an object")
        return found

    def inventoried(self, path: str) -> date | None:
        """The day on which what lies under a path was listed; None where the store is not, or the day is not known.

        Of several days it is the first; where nothing is listed under the path, the last on which the store was.
        """
        under = self._under(path)
        listed = under or self._of_store(_store_and_folder(path)[0])
        days = [day for prefix in listed if (day := prefix.inventoried_on or self.inventoried_on)]
        if not days or len(days) < len(listed):
            return None
        return min(days) if under else max(days)

    def _of_store(self, store: str) -> list[StoredPrefix]:
        return [prefix for prefix in self.prefixes if prefix.store == store]

    def _under(self, path: str) -> list[StoredPrefix]:
        store, folder = _store_and_folder(path)
        listed = self._of_store(store)
        return [prefix for prefix in listed if not folder or f"{prefix.prefix}/".startswith(f"{folder}/")]


def _store_and_folder(path: str) -> tuple[str, str]:
    store, _, folder = path.rpartition("://")[2].strip("/").partition("/")
    return store, folder


Source = WebScan | Ledger | SignOn | StorageInventory


@dataclass(frozen=True, slots=True)
class Evidence:
    """The outside sources of a period. An unreadable or empty extract stands in `unusable` with its reason.

    Asking for a kind of source that is missing or unusable raises `NotAssessable`: it is never "no findings".
    `rows` of a source counts what stands below its headings; None where it is no table.
    `unusable` and `kinds` have the ids of evidence rows as keys; `kinds` says what each unusable row is evidence of.
    """

    scans: tuple[WebScan, ...] = ()
    ledger_exports: tuple[Ledger, ...] = ()
    sign_on_exports: tuple[SignOn, ...] = ()
    inventories: tuple[StorageInventory, ...] = ()
    hash_checked: frozenset[str] = frozenset()
    hash_differs: frozenset[str] = frozenset()
    unusable: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kinds: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def is_hash_checked(self, row: EvidenceRow) -> bool:
        """Whether the file of an evidence row was found and has the SHA-256 that the row states."""
        return row.identity in self.hash_checked

    def web_scans(self) -> tuple[WebScan, ...]:
        """The scans of the period, the oldest first; raises `NotAssessable` where there is none."""
        return self._some(self.scans, "web_scan")

    def ledgers(self) -> tuple[Ledger, ...]:
        """The ledger exports of the period; raises `NotAssessable` where there is none."""
        return self._some(self.ledger_exports, "ledger_export")

    def sign_ons(self) -> tuple[SignOn, ...]:
        """The sign-on exports of the period; raises `NotAssessable` where there is none."""
        return self._some(self.sign_on_exports, "sign_on_export")

    def storage_inventories(self) -> tuple[StorageInventory, ...]:
        """The storage inventories of the period; raises `NotAssessable` where there is none."""
        return self._some(self.inventories, "storage_inventory")

    def source_of(self, row: EvidenceRow) -> Source:
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

    def _some(self, sources: tuple[S, ...], kind: str) -> tuple[S, ...]:
        if not sources:
            reasons = sorted({self.unusable[row] for row in self.unusable if self.kinds.get(row) == kind})
            because = f": {'; '.join(reasons)}" if reasons else ""
            raise NotAssessable(f"no usable {_IN_WORDS[kind]} for this period{because}")
        return sources


_IN_WORDS = {
    "web_scan": "web scan",
    "ledger_export": "ledger export",
    "sign_on_export": "sign-on export",
    "storage_inventory": "storage inventory",
}
