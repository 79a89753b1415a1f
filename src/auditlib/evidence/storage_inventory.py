"""Storage inventories, and how one is read: how much each folder of a store holds, how old, whether encrypted."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from auditlib.errors import NotAssessable
from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.source import Source
from auditlib.evidence.tabular import TABLE_ENDINGS, Column, Kind, open_table

COLUMNS = (
    Column("store"),
    Column("object_key"),
    Column("version_id", is_required=False),
    Column("is_delete_marker", Kind.ANSWER, is_required=False),
    Column("size_bytes", Kind.INTEGER),
    Column("last_modified_at", Kind.MOMENT),
    Column("is_encrypted", Kind.ANSWER, is_required=False),
    Column("inventoried_at", Kind.MOMENT),
)
# As deep as an inventory is summed: every object's own folder would be as many rows as objects in some stores.
FOLDERS_DEEP = 4
_FOLDERS = rf"^/*((?:[^/]+/+){{0,{FOLDERS_DEEP}}})"


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
class StorageInventory(Source):
    """A listing of stored objects, summed by prefix; `inventoried_on` is the last day of all."""

    kind: ClassVar[str] = "storage_inventory"
    in_words: ClassVar[str] = "storage inventory"

    inventoried_on: date | None
    prefixes: tuple[StoredPrefix, ...]
    rows: int | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        """The day on which it was last listed."""
        return (self.inventoried_on, self.inventoried_on) if self.inventoried_on else None

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


def read_storage_inventory(extract: Extract) -> StorageInventory:
    """Read an inventory, summed by folder.

    Raises:
        UnusableExtract: it is no inventory that can be read.
    """
    with open_table(extract, COLUMNS) as opened:
        prefixes = sorted(opened.fetch(_by_folder(opened.table)), key=lambda row: row[:2])
        return StorageInventory(
            extract.evidence_id,
            extract.name,
            max(row[-1] for row in prefixes),
            tuple(_prefix(row) for row in prefixes),
            rows=opened.rows,
        )


def _by_folder(listed: Any) -> Any:
    # Blank and unknown are no delete marker: an object is taken to be there unless the source says otherwise.
    is_marker = listed.is_delete_marker.fill_null(False)
    # Consoles show an empty folder by an object of no size whose name ends in a slash; it holds no data.
    is_placeholder = listed.object_key.endswith("/") & (listed.size_bytes == 0)
    holds = ~is_marker & ~is_placeholder
    folder = listed.object_key.replace("\\", "/").re_extract(_FOLDERS, 1).re_replace("/+", "/").re_replace("/$", "")
    rows = listed.mutate(holds=holds, folder=folder)
    return rows.group_by("store", "folder").aggregate(
        objects=rows.object_key.nunique(where=rows.holds),
        size_bytes=rows.size_bytes.sum(where=rows.holds),
        oldest=rows.last_modified_at.min(where=rows.holds),
        plain=(~rows.is_encrypted).sum(where=rows.holds),
        unknown=rows.is_encrypted.isnull().sum(where=rows.holds),
        inventoried_on=rows.inventoried_at.max(),
    )


def _prefix(row: tuple[Any, ...]) -> StoredPrefix:
    store, folder, objects, size_bytes, oldest, plain, unknown, inventoried_on = row
    has_unencrypted = True if plain else None if unknown or not objects else False
    return StoredPrefix(store, folder, int(objects), int(size_bytes or 0), oldest, has_unencrypted, inventoried_on)


CONNECTOR = Connector(StorageInventory, TABLE_ENDINGS, read_storage_inventory)
