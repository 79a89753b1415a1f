"""Reads a storage inventory: how much each folder of a store holds, how old, and whether encrypted."""

from typing import Any

from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.facts import FOLDERS_DEEP, StorageInventory, StoredPrefix
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
_FOLDERS = rf"^/*((?:[^/]+/+){{0,{FOLDERS_DEEP}}})"


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


CONNECTOR = Connector("storage_inventory", TABLE_ENDINGS, read_storage_inventory)
