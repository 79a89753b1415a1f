"""Every date column of the register: which other it may not precede, and until when what it tells may have happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from auditlib.data_files import data_rows


class Latest(StrEnum):
    """The last day for what has happened once it is entered.

    Contracts and clients' data are stated as they stood on the day of the report. Records about the period, and logs
    and lists that go on after it, may be dated as long as records of the period may be.
    """

    AS_OF = "as_of"
    RECORDED_UNTIL = "recorded_until"


@dataclass(frozen=True, slots=True)
class DatedColumn:
    """A date of a sheet; blank where it follows no other, and where it may lie ahead."""

    column: str
    not_before: str
    not_after: Latest | None


@cache
def chronology() -> Mapping[str, tuple[DatedColumn, ...]]:
    """The dates of every sheet, in the order of `chronology.csv`."""
    dated: dict[str, list[DatedColumn]] = {}
    for row in data_rows(__package__, "chronology"):
        latest = Latest(row["not_after"]) if row["not_after"] else None
        dated.setdefault(row["sheet"], []).append(DatedColumn(row["column"], row["not_before"], latest))
    return MappingProxyType({sheet: tuple(columns) for sheet, columns in dated.items()})
