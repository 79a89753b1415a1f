"""Finds terms of the closed lists in a text, by whole words and their forms; the longest phrase wins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from auditlib.data_files import data_rows
from auditlib.policy.words import Word, words_of
from auditlib.reference.vocabularies import vocabulary

_NO_TERMS = frozenset({"other", "none", "internal_only", "unclassified"})
# Labels that are a common word with another meaning: how you pay is no pay.
_NO_PHRASES = frozenset({("data_kind", "pay")})


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A phrase from `start` to `end` in code points that stands for values of a closed list."""

    start: int
    end: int
    values: tuple[str, ...]


@lru_cache(maxsize=65_536)
def terms_in(text: str, choice_list: str, start: int = 0, end: int | None = None) -> tuple[TermMatch, ...]:
    """The phrases between two offsets of a text that stand for values of a closed list, in order, not overlapping."""
    words = words_of(text, start, end)
    known = _phrases(choice_list)
    return tuple(_matches(words, known))


def values_in(text: str, choice_list: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """The values of a closed list that a text names, each once, in the order of the text."""
    found = (value for match in terms_in(text, choice_list, start, end) for value in match.values)
    return tuple(dict.fromkeys(found))


def union(several: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Values of several lists, each once, in their order."""
    return tuple(dict.fromkeys(value for values in several for value in values))


_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]


def _matches(words: list[Word], known: _Phrases) -> Iterator[TermMatch]:
    position = 0
    while position < len(words):
        for phrase, values in known.get(words[position].stem, ()):
            following = words[position : position + len(phrase)]
            if tuple(word.stem for word in following) == phrase:
                yield TermMatch(following[0].start, following[-1].end, values)
                position += len(phrase) - 1
                break
        position += 1


@cache
def _phrases(choice_list: str) -> _Phrases:
    """The phrases of a list by their first word, longest first."""
    values: dict[tuple[str, ...], list[str]] = {}
    for value, phrase in _spelled(choice_list):
        stems = tuple(word.stem for word in words_of(phrase))
        if stems and value not in values.setdefault(stems, []):
            values[stems].append(value)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for stems in sorted(values, key=len, reverse=True):
        by_first.setdefault(stems[0], []).append((stems, tuple(values[stems])))
    return MappingProxyType({first: tuple(phrases) for first, phrases in by_first.items()})


def _spelled(choice_list: str) -> Iterator[tuple[str, str]]:
    for row in data_rows(__package__, "data/phrases"):
        if row["choice_list"] == choice_list:
            yield from ((row["value"], phrase) for phrase in row["phrases"].split(";"))
    terms = vocabulary(choice_list).values()
    shown = (term for term in terms if term.value not in _NO_TERMS and (choice_list, term.value) not in _NO_PHRASES)
    yield from ((term.value, term.label) for term in shown)
