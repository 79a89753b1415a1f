"""How statements are tested: one file for each kind of statement; a procedure put here is found and used."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from auditlib.practice.observing import Procedure


@cache
def known_procedures() -> tuple[Procedure, ...]:
    """Every procedure of the tool; those for one topic go before those for any."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [procedure for module in modules for procedure in _procedures_in(module)]
    return tuple(sorted(found, key=lambda one: (one.kind, one.operator, one.vocabulary, not one.about, one.about)))


def _procedures_in(module: ModuleType) -> Iterator[Procedure]:
    return (value for value in vars(module).values() if isinstance(value, Procedure))
