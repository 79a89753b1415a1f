"""Which term of a closed list is broader than which, and what DPV and Fides call it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from auditlib.reference.vocabularies import rows_of, vocabulary


@dataclass(frozen=True, slots=True)
class _Concept:
    label: str
    broader: tuple[str, ...]
    dpv: tuple[str, ...]
    fides: tuple[str, ...]
    confidence: str = ""


_UNKNOWN = _Concept("", (), (), ())


def broader(choice_list: str, value: str) -> tuple[str, ...]:
    """The terms that cover a value, nearest first; some stand in policies only and in no cell of the register."""
    return tuple(_steps(choice_list, value))


def narrower(choice_list: str, value: str) -> tuple[str, ...]:
    """The terms that a term covers, in the order of the file."""
    return tuple(one for one in _concepts(choice_list) if is_broader(choice_list, value, one))


def distance(choice_list: str, broad: str, narrow: str) -> int | None:
    """How many steps lead from a term up to one that covers it: 0 for the same term, None where it does not."""
    return 0 if broad == narrow else _steps(choice_list, narrow).get(broad)


def is_broader(choice_list: str, broad: str, narrow: str) -> bool:
    """Whether a term covers another one and says less."""
    return broad in _steps(choice_list, narrow)


def broad_terms(choice_list: str) -> tuple[str, ...]:
    """The terms that only cover others, which no cell of the register may hold."""
    return tuple(one for one in _concepts(choice_list) if one not in vocabulary(choice_list))


def term_label(choice_list: str, value: str) -> str:
    """The label of a value or of a term that covers values; the text itself where it is neither."""
    known = vocabulary(choice_list).get(value)
    return known.label if known else _concept(choice_list, value).label or value


def dpv_of(choice_list: str, value: str) -> tuple[str, ...]:
    """The terms of the Data Privacy Vocabulary that are closest, none where it has none."""
    known = vocabulary(choice_list).get(value)
    own = known.dpv if known else ""
    return tuple(dict.fromkeys((*_parts(own), *_concept(choice_list, value).dpv)))


def fides_of(choice_list: str, value: str) -> tuple[str, ...]:
    """The closest keys of the Fides taxonomy, none where it has none."""
    return _concept(choice_list, value).fides


def keys_confidence(choice_list: str, value: str) -> str:
    """How well the keys of DPV and Fides are known: `sourced` or `memory`; blank where there are none here."""
    return _concept(choice_list, value).confidence


def _concept(choice_list: str, value: str) -> _Concept:
    return _concepts(choice_list).get(value, _UNKNOWN)


@cache
def _steps(choice_list: str, value: str) -> Mapping[str, int]:
    """The terms above a value by how many steps they are away, nearest first."""
    found: dict[str, int] = {}
    here, steps = [value], 0
    while here:
        above = dict.fromkeys(one for term in here for one in _concept(choice_list, term).broader)
        here, steps = [one for one in above if one not in found and one != value], steps + 1
        found |= dict.fromkeys(here, steps)
    return MappingProxyType(found)


@cache
def _concepts(choice_list: str) -> Mapping[str, _Concept]:
    return MappingProxyType(dict(_read(choice_list)))


def _read(choice_list: str) -> Iterator[tuple[str, _Concept]]:
    for row in rows_of("taxonomy"):
        if row["choice_list"] == choice_list:
            above, dpv, fides = (_parts(row[column]) for column in ("broader", "dpv", "fides_key"))
            yield row["value"], _Concept(row["label"], above, dpv, fides, row["confidence"])


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("; ")))
