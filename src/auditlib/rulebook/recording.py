"""Records that write down which of their columns are read: to explain a verdict, and to know what is behind it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from auditlib.case import Case
from auditlib.register.register import Register
from auditlib.schema.record import Record
from auditlib.sheets import sheets

Reading = tuple[str, str, str]


class Readings:
    """What was read, in order and each once: sheet, record id, column."""

    def __init__(self) -> None:
        self._seen: dict[Reading, None] = {}

    def add(self, record: Record, column: str) -> None:
        """Write down one reading."""
        self._seen[record.about.name, record.identity, column] = None

    def clear(self) -> None:
        """Forget everything, before the next rule."""
        self._seen.clear()

    def by_record(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The columns read of each record since the last `clear`, sorted, by its sheet and id."""
        columns: dict[tuple[str, str], set[str]] = {}
        for sheet, identity, column in self._seen:
            columns.setdefault((sheet, identity), set()).add(column)
        return {record: tuple(sorted(read)) for record, read in columns.items()}

    def all(self) -> tuple[Reading, ...]:
        """Everything read since the last `clear`."""
        return tuple(self._seen)


def recording_case(case: Case) -> tuple[Case, Readings]:
    """The same case over records that write down what is read of them."""
    readings = Readings()
    register = case.register
    records = {
        name: tuple(_recording(record, readings) for record in register.named(name)) for name in register.supplied
    }
    recording = Register(records, register.files, register.problems, register.remarks)
    # The indexes read every reference cell once; that is no reading of a rule.
    recording.build_indexes()
    readings.clear()
    return replace(case, register=recording), readings


def _recording(record: Record, readings: Readings) -> Record:
    made: Record = _recording_class(record.about.name)(
        record.origin, record.line, record._cells, record._values, record._unreadable
    )
    object.__setattr__(made, "readings", readings)
    return made


@cache
def _recording_class(sheet: str) -> Any:
    kind: Any = sheets()[sheet]

    class Recording(kind):  # type: ignore[misc]  # made for each sheet at run time
        """A record that writes down what is read of it."""

        __slots__ = ("readings",)

        def value_of(self, column: str) -> Any:
            self.readings.add(self, column)
            return super().value_of(column)

        def is_blank(self, column: str) -> bool:
            self.readings.add(self, column)
            return bool(super().is_blank(column))

        def has_cell(self, column: str) -> bool:
            self.readings.add(self, column)
            return bool(super().has_cell(column))

        def is_unreadable(self, column: str) -> bool:
            self.readings.add(self, column)
            return bool(super().is_unreadable(column))

        def raw_of(self, column: str) -> str:
            self.readings.add(self, column)
            return str(super().raw_of(column))

    return Recording
