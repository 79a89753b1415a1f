"""One function for each rule, one file for each topic; a rule put here is found, run, documented and checked."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules
from types import ModuleType

from auditlib.rulebook.rule import Rule


@cache
def known_rules() -> tuple[Rule, ...]:
    """Every rule of the tool, by id.

    Raises:
        ValueError: two rules have the same id.
    """
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = sorted((item for module in modules for item in rules_in(module)), key=lambda item: item.rule_id)
    for first, second in pairwise(found):
        if first.rule_id == second.rule_id:
            raise ValueError(f"{first.rule_id} is both {first.name} and {second.name}")
    return tuple(found)


def rules_in(module: ModuleType) -> Iterator[Rule]:
    """The rules a module defines, alone or in a table."""
    for value in vars(module).values():
        if isinstance(value, Rule):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Rule))
