"""The sheets of a register, one file each; a file put here is a sheet known everywhere."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from auditlib.schema.columns import Column
from auditlib.schema.record import Record


@cache
def sheets() -> Mapping[str, type[Record]]:
    """Every sheet's record class by the name of the sheet, in their documented order."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    known = sorted(Record.__subclasses__(), key=lambda kind: kind.about.position)
    return MappingProxyType({kind.about.name: kind for kind in known})


def target_of(column: Column[Any]) -> str:
    """The name of the sheet whose rows a column refers to; nothing where it refers to none, or to a rule."""
    name = column.refers_to.partition(".")[0]
    return name if name in sheets() else ""
