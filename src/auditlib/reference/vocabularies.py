"""The closed lists a cell may draw on, and the countries of ISO 3166-1."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditlib.data_files import data_rows


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a closed list, with the label people see and the provision it stands for."""

    value: str
    label: str
    dpv: str
    article: str
    note: str


def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a data file of this room, by its name without the ending."""
    return data_rows(__package__, f"data/{name}")


@cache
def vocabulary(name: str) -> Mapping[str, Term]:
    """The terms of a closed list by value, in their documented order.

    Raises:
        KeyError: there is no list of that name.
    """
    return vocabularies()[name]


def label_of(name: str, value: str) -> str:
    """The label of a value, or the value itself where the list does not hold it."""
    term = vocabulary(name).get(value)
    return term.label if term else value


@cache
def vocabularies() -> Mapping[str, Mapping[str, Term]]:
    """Every closed list by its name, in their documented order."""
    lists: dict[str, dict[str, Term]] = {}
    for row in rows_of("choices"):
        term = Term(row["value"], row["label"], row["dpv"], row["article"], row["note"])
        lists.setdefault(row["choice_list"], {})[term.value] = term
    return MappingProxyType({name: MappingProxyType(terms) for name, terms in lists.items()})


INTERNATIONAL_ORGANISATION = "XX"


@cache
def countries() -> Mapping[str, str]:
    """Names by ISO 3166-1 alpha-2 code; XX stands for an international organisation."""
    names = {row["country"]: row["name"] for row in rows_of("countries")}
    return MappingProxyType(names | {INTERNATIONAL_ORGANISATION: "International organisation"})


def country_name(code: str) -> str:
    """The name of a country, or the text itself where it is no code."""
    return countries().get(code, code)


@cache
def country_codes_by_name() -> Mapping[str, str]:
    """Codes by case-folded name, for people who write the name of a country."""
    return MappingProxyType({name.casefold(): code for code, name in countries().items()})
