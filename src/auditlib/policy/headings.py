"""Which lines of a plain text are headings, and how deep: by number, capitals, marks, or by standing alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from auditlib.policy.lines import Number, heading_number
from auditlib.policy.units import Unit, UnitKind

SUB_HEADING = 50
_LONGEST = 90
_MOST_WORDS = 14
_SHORTER = 70
_FEWER_WORDS = 10
_SEVERAL = 2
_NOT_AT_END = (".", ",", ";", ":", "!", "。", "：", "…")
_NO_HEADING = re.compile(
    r"@|://|\bwww\.|\d{5}|\b(?:updated|effective|revised|version|copyright|stand|date)\b|©|[\t|]", re.IGNORECASE
)
# The last word of a lead-in without its colon; "Who we are" and its like end so too and are headings.
_GOES_ON = re.compile(
    r"(?!(?:who|whom|what|how|why|when|where|which)\b).*\b(?:to|for|that|when|where|which|who|you|we|with|by|of|and|or|in|on|from|as|are|is|be|if|may|can|will|the|your|our|"
    r"include|includes|including)$",
    re.IGNORECASE,
)
_BEGINS_AS_DATE = re.compile(r"\d{1,4}[./-]\d|\d{1,2}(?:st|nd|rd|th)?\.? [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}")


class Rank(IntEnum):
    """What speaks for a heading, strongest first."""

    MARKED = 0
    NUMBERED = 1
    CAPITALS = 2
    ALONE = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that looks like a heading."""

    rank: Rank
    number: Number | None = None


def heading_levels(units: Sequence[Unit]) -> dict[int, int]:
    """The level of each unit that is a heading, by its position; sections are the shallowest."""
    found = {index: one for index, unit in enumerate(units) if (one := _candidate(unit)) is not None}
    for run in _runs(found, units):
        for index in _no_headings(run, found, units):
            del found[index]
    for index in _out_of_sequence(_runs(found, units), found):
        del found[index]
    if not _has_sections(found):
        found = {index: one for index, one in found.items() if one.rank is not Rank.NUMBERED or _is_worded(one)}
    return _levels(found, units)


def _candidate(unit: Unit) -> Candidate | None:
    if unit.level:
        return Candidate(Rank.MARKED)
    if unit.kind not in (UnitKind.TEXT, UnitKind.ITEM) or not unit.text:
        return None
    number = heading_number(unit.text)
    if number is not None:
        body = unit.text[number.length :]
        return Candidate(Rank.NUMBERED, number) if _looks_right(body, _LONGEST, _MOST_WORDS) else None
    if unit.kind is UnitKind.ITEM:
        return None
    if unit.text.isupper() and _looks_right(unit.text, _LONGEST, _MOST_WORDS):
        return Candidate(Rank.CAPITALS)
    is_plain = not any((_NO_HEADING.search(unit.text), _BEGINS_AS_DATE.match(unit.text), _GOES_ON.match(unit.text)))
    return Candidate(Rank.ALONE) if is_plain and _looks_right(unit.text, _SHORTER, _FEWER_WORDS) else None


def _looks_right(text: str, longest: int, most_words: int) -> bool:
    is_short = len(text) <= longest and len(text.split()) <= most_words
    return is_short and any(map(str.isalpha, text)) and not text[0].islower() and not text.endswith(_NOT_AT_END)


def _runs(found: dict[int, Candidate], units: Sequence[Unit]) -> list[list[int]]:
    """Candidates of one rank that follow each other with nothing between; a number that falls back starts anew."""
    runs: list[list[int]] = []
    for index, one in found.items():
        last = runs[-1][-1] if runs else -_SEVERAL
        follows = last == _word_before(index, units) and found[last].rank is one.rank
        if follows and not _falls_back(found[last], one):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _word_before(index: int, units: Sequence[Unit]) -> int:
    before = index - 1
    while before >= 0 and units[before].kind is UnitKind.ORNAMENT:
        before -= 1
    return before


def _falls_back(earlier: Candidate, later: Candidate) -> bool:
    if earlier.number is None or later.number is None or earlier.number.style != later.number.style:
        return False
    return earlier.number.style == "arabic" and _parts(later.number) <= _parts(earlier.number)


def _parts(number: Number) -> list[int]:
    return [int(part) for part in number.text.split(".")]


def _no_headings(run: list[int], found: dict[int, Candidate], units: Sequence[Unit]) -> list[int]:
    """Which of a run are items of a list, entries of a table of contents, or a last line."""
    rank = found[run[0]].rank
    if rank is Rank.MARKED:
        return []
    body = next((index for index in range(run[-1] + 1, len(units)) if units[index].kind is not UnitKind.ORNAMENT), None)
    has_body = body is not None and (body not in found or found[body].rank > rank)
    above = _word_before(run[0], units)
    is_led_to = above >= 0 and above not in found and units[above].last.endswith((":", "："))
    if is_led_to and rank is not Rank.CAPITALS and not (has_body and _counts_on(run[0], found)):
        return run[:-1] if has_body and len(run) > 1 else run
    if rank is Rank.NUMBERED:
        return run if len(run) > 1 and not has_body and _is_repeated(run, found, units) else []
    return run[-1:] if body is None else []


def _counts_on(index: int, found: dict[int, Candidate]) -> bool:
    """Whether a number is the next one after that of the heading before."""
    number = found[index].number
    earlier = [one.number for place, one in found.items() if place < index and one.number]
    if number is None or not earlier or {number.style, earlier[-1].style} != {"arabic"}:
        return False
    return number.depth == 1 and _parts(number) == [_parts(earlier[-1])[0] + 1]


def _is_repeated(run: list[int], found: dict[int, Candidate], units: Sequence[Unit]) -> bool:
    texts = {units[index].text.casefold() for index in found if index not in run}
    return any(units[index].text.casefold() in texts for index in run)


def _out_of_sequence(runs: list[list[int]], found: dict[int, Candidate]) -> list[int]:
    """Numbers that fall back between two sections: the items of a list. Another kind of heading starts anew."""
    last = None
    dropped = []
    for run in runs:
        first = found[run[0]]
        if first.number is None or first.number.style != "arabic":
            last = None if first.rank is not Rank.ALONE else last
        elif last is not None and _falls_back(last, first):
            dropped += run
        else:
            last = found[run[-1]]
    return dropped


def _has_sections(found: dict[int, Candidate]) -> bool:
    """Whether numbers stand before headings here: one alone is more likely an item."""
    return sum(1 for one in found.values() if one.rank is Rank.NUMBERED) >= _SEVERAL


def _is_worded(one: Candidate) -> bool:
    return one.number is not None and one.number.length > len(one.number.text) + _SEVERAL


def _levels(found: dict[int, Candidate], units: Sequence[Unit]) -> dict[int, int]:
    ranks = [one.rank for one in found.values()]
    styles = list(dict.fromkeys(one.number.style for one in found.values() if one.number))
    has_capitals = ranks.count(Rank.CAPITALS) >= _SEVERAL
    levels = {}
    for index, one in found.items():
        if one.rank is Rank.MARKED:
            levels[index] = units[index].level
        elif one.number is not None:
            levels[index] = styles.index(one.number.style) + one.number.depth
        elif styles or Rank.MARKED in ranks:
            levels[index] = SUB_HEADING
        else:
            levels[index] = 1 if one.rank is Rank.CAPITALS or not has_capitals else SUB_HEADING
    return levels
