"""The register: typed records of every sheet, reached by id, by reference and as tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

import pandas as pd

from auditlib.intake.inventory import InputFile
from auditlib.places import Problem, Remark
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from auditlib.wording import counted

R = TypeVar("R", bound=Record)

_LINK_OR_FILE = re.compile(r"://|\.")


class Register:
    """All records of an inputs folder. Frozen after loading; absent sheets are known as absent, not as empty."""

    def __init__(
        self,
        records: Mapping[str, tuple[Record, ...]],
        files: tuple[InputFile, ...],
        problems: tuple[Problem, ...] = (),
        remarks: tuple[Remark, ...] = (),
    ) -> None:
        self._records = records
        self.files = files
        self.problems = problems
        self.remarks = remarks

    def __repr__(self) -> str:
        problems = len(self.problems)
        return f"<Register: {self._size}, {counted(problems, 'problem')}>"

    @property
    def in_words(self) -> str:
        """What was read, in a sentence."""
        return f"Read {self._size}."

    @property
    def _size(self) -> str:
        sheets_read, rows = len(self._records), sum(map(len, self._records.values()))
        return f"{counted(sheets_read, 'sheet')} with {counted(rows, 'row')}"

    @property
    def supplied(self) -> tuple[str, ...]:
        """The names of the sheets that were supplied, in their documented order."""
        return tuple(name for name in sheets() if name in self._records)

    @property
    def absent(self) -> tuple[str, ...]:
        """The names of the sheets that were not supplied, in their documented order."""
        return tuple(name for name in sheets() if name not in self._records)

    def has(self, kind: type[Record]) -> bool:
        """Whether the sheet of these records was supplied, be it without rows."""
        return kind.about.name in self._records

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a sheet in the order of its rows; none where the sheet was not supplied (see `has`)."""
        return cast("tuple[R, ...]", self._records.get(kind.about.name, ()))

    def named(self, sheet: str) -> tuple[Record, ...]:
        """Every record of a sheet by the sheet's name."""
        return self._records.get(sheet, ())

    def get(self, kind: type[R], identity: str | None) -> R | None:
        """The record with an id, the first of them where several share it, or None."""
        found = self._by_id[kind.about.name].get(identity or "")
        return cast("R", found[0]) if found else None

    def sharing_id(self, record: Record) -> tuple[Record, ...]:
        """Every record of the same sheet with the same id, this one included."""
        return self._by_id[record.about.name].get(record.identity, ())

    def find(self, identity: str) -> Record | None:
        """The record with an id, whichever sheet it is in."""
        return next((found[identity][0] for found in self._by_id.values() if identity in found), None)

    def follow(self, kind: type[R], identities: Iterable[str]) -> tuple[R, ...]:
        """The records that ids point to, in the order of the ids; ids without a row are passed over."""
        found = (self.get(kind, identity) for identity in identities)
        return tuple(record for record in found if record is not None)

    def pointing_at(self, record: Record, reference: str) -> tuple[Record, ...]:
        """The records whose reference column names the record, such as `retention.activity_ids`.

        Raises:
            KeyError: there is no such reference column.
        """
        return self.naming(record.identity, reference)

    def naming(self, identity: str, reference: str) -> tuple[Record, ...]:
        """The records whose reference column names an id, whether or not a row has it.

        Raises:
            KeyError: there is no such reference column.
        """
        sheet, column = reference.split(".")
        if not sheets()[sheet].columns[column].refers_to:
            raise KeyError(reference)
        return self._pointing[reference].get(identity, ())

    def unread(self, reference: str) -> tuple[Record, ...]:
        """The records whose reference column cannot be read, so that it may name any record."""
        return self._unread.get(reference, ())

    def references_to(self, record: Record) -> Iterator[tuple[str, Record]]:
        """Every record that names this one, with the column in which it does."""
        for reference, by_id in self._pointing.items():
            sheet, column = reference.split(".")
            target, _, _ = sheets()[sheet].columns[column].refers_to.partition(".")
            if target == record.about.name:
                yield from ((reference, source) for source in by_id.get(record.identity, ()))

    def table(self, name: str) -> pd.DataFrame:
        """A sheet as a DataFrame: one row a record, one column a column, lists joined, unreadable cells as raw text.

        Raises:
            KeyError: there is no sheet of that name.
        """
        kind = sheets()[name]
        columns = list(kind.columns)
        rows = [[_plain(record, column) for column in columns] for record in self._records.get(name, ())]
        return pd.DataFrame(rows, columns=pd.Index(columns), dtype=object)

    def build_indexes(self) -> None:
        """Index ids and references now, not when they are first needed."""
        _ = self._by_id, self._pointing, self._unread

    @cached_property
    def _by_id(self) -> Mapping[str, Mapping[str, tuple[Record, ...]]]:
        return {
            name: _grouped((record.identity, record) for record in self._records.get(name, ())) for name in sheets()
        }

    @cached_property
    def _pointing(self) -> Mapping[str, Mapping[str, tuple[Record, ...]]]:
        pointing = {}
        for name, kind in sheets().items():
            for column in kind.columns.values():
                if column.refers_to:
                    pairs = (
                        (identity, record)
                        for record in self._records.get(name, ())
                        for identity in _identities(record, column.name)
                    )
                    pointing[f"{name}.{column.name}"] = _grouped(pairs)
        return pointing

    @cached_property
    def _unread(self) -> Mapping[str, tuple[Record, ...]]:
        return _grouped(
            (f"{name}.{column}", record)
            for name, records in self._records.items()
            for record in records
            for column in record.columns
            if record.is_unreadable(column)
        )


def _grouped(pairs: Iterable[tuple[str, Record]]) -> dict[str, tuple[Record, ...]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for identity, record in pairs:
        groups[identity].append(record)
    return {identity: tuple(records) for identity, records in groups.items()}


def _identities(record: Record, column: str) -> tuple[str, ...]:
    """The ids a reference cell names; a link or a file name is none."""
    if record.is_unreadable(column) or record.is_blank(column):
        return ()
    value: Any = record.value_of(column)
    named = value if isinstance(value, tuple) else (value,)
    if type(record).columns[column].kind == "text":
        return tuple(identity for identity in named if not _LINK_OR_FILE.search(identity))
    return tuple(dict.fromkeys(named))


def _plain(record: Record, column: str) -> object:
    if not record.has_cell(column):
        return None
    if record.is_unreadable(column):
        return record.raw_of(column)
    value = record.value_of(column)
    if isinstance(value, tuple):
        return "; ".join(value)
    return value if type(record).columns[column].kind in {"date", "datetime", "integer"} else str(value)
