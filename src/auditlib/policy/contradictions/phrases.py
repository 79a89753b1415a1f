"""Single words and phrases: hedges, absolute promises, and quotes that occur more than once."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from auditlib.policy.contradictions.cues import cue, rows_of
from auditlib.policy.contradictions.detecting import Sighting, Span, detector
from auditlib.policy.contradictions.reader import Reader
from auditlib.policy.contradictions.wording import places
from auditlib.policy.structure import ClauseKind
from auditlib.policy.words import words_of

_TIMES = {1: "once", 2: "twice"}


@detector("X-11")
def hedges(reader: Reader) -> Iterator[Sighting]:
    """Each hedge with every place where it stands."""
    for hedge, pattern in _patterns("hedges", "hedge").items():
        spans = _places(pattern, reader)
        if spans:
            times = _TIMES.get(len(spans), f"{len(spans)} times")
            sections = places((reader.clause_at(start) for start, _ in spans), reader)
            message = f"Says “{hedge}” {times}, in {sections}. Say what is done, for which data, and when."
            yield Sighting(message, spans, hedge)


def _places(pattern: re.Pattern[str], reader: Reader) -> tuple[Span, ...]:
    return tuple(
        (clause.start + found.start(), clause.start + found.end())
        for clause in reader.clauses
        for found in pattern.finditer(clause.text)
    )


@detector("X-14")
def absolute_promises(reader: Reader) -> Iterator[Sighting]:
    """Each clause that excludes something without exception."""
    for clause in reader.clauses:
        phrase = _absolute(reader.in_first_person(clause))
        if phrase and clause.kind is not ClauseKind.HEADING:
            words = clause.words.rstrip(".")
            message = (
                f"Promises without exception (“{phrase}”) in {places([clause], reader)}: “{words}”. It can be shown "
                "only where the sheet that would hold a counterexample is stated complete by somebody."
            )
            yield Sighting(message, ((clause.start, clause.end),), clause.words)


def _absolute(words: str) -> str:
    """The first phrase that makes a clause absolute; blank where none does or the clause limits it."""
    found = [one for pattern in _patterns("absolutes", "absolute").values() if (one := pattern.search(words))]
    if not found or any(cue(name).search(words) for name in ("not_absolute", "exception")):
        return ""
    return min(found, key=lambda one: one.start())[0]


@detector("X-12")
def repeated_quotes(reader: Reader) -> Iterator[Sighting]:
    """Each quote whose words stand in more than one place of the text."""
    quotes = sorted({one.quote for one in reader.statements})
    index = _Index(reader.policy.text)
    for quote in quotes:
        spans = index.places(quote)
        if len(spans) > 1:
            sections = places((reader.clause_at(start) for start, _ in spans), reader)
            message = (
                f"“{' '.join(quote.split())}” stands in {len(spans)} places, in {sections}. This contradicts nothing; "
                "whoever answers for a statement that quotes these words says which of the places is meant."
            )
            yield Sighting(message, spans, quote)


class _Index:
    """The words of a text with their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        for word in words_of(text):
            self._places.setdefault(word.text, []).append(word.start)

    def places(self, quote: str) -> tuple[Span, ...]:
        """Where some words stand, as whole words and letter for letter; looked for where the rarest of them is."""
        words = words_of(quote)
        if not words:
            return ()
        rarest = min(words, key=lambda word: len(self._places.get(word.text, ())))
        starts = (place - rarest.start for place in self._places.get(rarest.text, ()))
        return tuple((start, start + len(quote)) for start in starts if self._stands(quote, start))

    def _stands(self, quote: str, start: int) -> bool:
        end = start + len(quote)
        around = f"{self._text[start - 1 : start] if start else ''} {self._text[end : end + 1]}"
        return start >= 0 and self._text.startswith(quote, start) and not any(map(str.isalnum, around))


@cache
def _patterns(name: str, column: str) -> Mapping[str, re.Pattern[str]]:
    return {row[column]: re.compile(row["pattern"], re.IGNORECASE) for row in rows_of(name)}
