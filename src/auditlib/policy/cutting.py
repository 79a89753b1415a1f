"""Cuts a clause into the parts that can each be tested: conditions, limits, and the members of a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from auditlib.policy.facts import durations_in
from auditlib.policy.lexicon import TermMatch, terms_in


class Part(StrEnum):
    """What a part is to the clause it was cut from."""

    WHOLE = "whole"
    HEAD = "head"
    MEMBER = "member"
    CONDITION = "condition"
    LIMIT = "limit"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a text from `start` to `end` in code points; `is_denied` where what denies it stands before."""

    start: int
    end: int
    part: Part = Part.WHOLE
    is_denied: bool = False


_SEPARATOR = re.compile(r"\s*[,;]\s+(?=(?:and|or)\s)|\s*[,;]\s+|\s+(?:and/or|and|or|as\s+well\s+as)\s+")
# Between two lengths of time: a word that says what the second one is for.
_NAMES_MORE = re.compile(
    r"(?!(?:and|or|then|for|another|a|further|up|to|at|least|most|after|within|the)\b)\b[^\W\d]{3,}"
)
_TRAILING = " \t\r\n.,;"
WITHOUT_DOING = (
    r"\bwithout\s+(?:ever\s+)?(?:us|collect|ask|record|gather|track|process|stor|keep|shar|sell|disclos|pass|giv|send|"
    r"transfer|train)ing\b"
)
# A contrast or a limit speaks for itself: what follows can be broken while what stands before is kept.
_TURN = re.compile(
    r"(?<!no one)(?<!nobody)(?<!none)(?<!nothing)(?<!anyone)\s*[,;]?\s+but\s+(?!not\s+limited\b)|"
    r"[,;]\s+(?:however|although|though)\s+|[,;]\s+(?=(?:and\s+)?(?:not|never|only)\s)|"
    r"\s*,?\s+and\s+(?=(?:(?:do|does|will|are|is|have|has)\s+(?:not|never)|(?:do|does|is|are)n['’]t|never|cannot|not|neither)\s)|"
    r";\s+(?=(?:\w+\s+){1,4}(?:is|are|will|may)\b)|(?<!\bbe)\s*,?\s+(?=subject\s+to\s)|"
    rf"\s*,?\s+(?={WITHOUT_DOING})",
    re.IGNORECASE,
)
_MAIN_CLAUSE = re.compile(
    r"[,;]?\s+(?=(?:and|but)\s+(?:we|they|it)\s+(?:do|does|(?:do|does|wo|ca)n['’]t|cannot|will|may|can|never|also|only|are|is|use|share|keep|collect|store)\b)|;\s+(?=we\s)",
    re.IGNORECASE,
)
_NEGATED_OR = re.compile(
    r"\s+(?=(?:or|nor)\s+(?:share|sell|rent|disclose|use|trade|transfer|license|train|keep|combine|allow)\b)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|never|cannot|neither|nobody|no\s+one|none)\b|n['’]t\b", re.IGNORECASE)
# A verb with nothing after it: it has the same object as the verb after `or`.
_BARE_VERB = re.compile(
    r"(?:\b(?:not|never|cannot)|n['’]t)\s+(?:ever\s+|\w+ly\s+)?(?!(?:share|disclose|sell|rent|trade)\b)\w+(?:\s+for)?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:if|when|whenever|where|once|before|after)\b[^,]{4,160}(?P<comma>,\s+)", re.IGNORECASE)
_PURPOSE = re.compile(r"\s+(?=(?:needed|required|used|necessary|in\s+order)\s+(?:for|to)\s)", re.IGNORECASE)
_EXAMPLES = re.compile(r",?\s+(?:such\s+as|including|like)\s+|\s+(?:include|includes)\s+", re.IGNORECASE)


def trimmed(text: str, start: int, end: int, part: Part = Part.WHOLE) -> Fragment:
    """The fragment without blanks and the punctuation after it."""
    shown = text[start:end]
    left = len(shown) - len(shown.lstrip(" \t\r\n,;"))
    return Fragment(start + left, start + max(left, len(shown.rstrip(_TRAILING))), part)


def main_clauses(text: str, whole: Fragment) -> list[Fragment]:
    """The main clauses of a sentence, where each has its own subject and verb."""
    begins = [whole.start, *(found.end() for found in _MAIN_CLAUSE.finditer(text, whole.start, whole.end))]
    return [trimmed(text, begin, end) for begin, end in pairwise([*begins, whole.end])]


def turns(text: str, whole: Fragment) -> list[Fragment]:
    """The parts before and after `but`, `, not`, `subject to`, and a negated `or share`."""
    cuts = [(found.start(), found.end(), False) for found in _TURN.finditer(text, whole.start, whole.end)]
    if negation := _NEGATION.search(text, whole.start, whole.end):
        also_denied = _NEGATED_OR.finditer(text, negation.end(), whole.end)
        cuts += [
            (one.start(), one.end(), True)
            for one in also_denied
            if not _BARE_VERB.search(text, whole.start, one.start())
        ]
    fragments, begin, is_denied = [], whole.start, whole.is_denied
    for start, end, denies in sorted(cuts):
        fragments.append(replace(trimmed(text, begin, start, whole.part), is_denied=is_denied))
        begin, is_denied = end, denies
    fragments.append(replace(trimmed(text, begin, whole.end, whole.part), is_denied=is_denied))
    return [one for one in fragments if one.end > one.start]


def condition(text: str, whole: Fragment) -> list[Fragment]:
    """The condition that a sentence begins with, and what it says for that case."""
    found = _CONDITION.match(text, whole.start, whole.end)
    if found is None:
        return [whole]
    after = trimmed(text, found.end(), whole.end, whole.part)
    return [Fragment(whole.start, found.start("comma"), Part.CONDITION), after]


def purpose(text: str, whole: Fragment) -> list[Fragment]:
    """What is named, and the purpose for which alone it is said to be needed."""
    found = _PURPOSE.search(text, whole.start, whole.end)
    if found is None or found.start() == whole.start:
        return [whole]
    return [
        trimmed(text, whole.start, found.start(), whole.part),
        trimmed(text, found.end(), whole.end, Part.LIMIT),
    ]


def head_and_rest(text: str, whole: Fragment, at: re.Pattern[str] = _EXAMPLES) -> tuple[Fragment, Fragment] | None:
    """What stands before a list, and the list; None where no such words lead to one."""
    found = at.search(text, whole.start, whole.end)
    if found is None or found.start() == whole.start:
        return None
    rest = found.start() if text[found.start() : found.end()].strip(" ,").lower() == "including" else found.end()
    return trimmed(text, whole.start, found.start(), Part.HEAD), trimmed(text, rest, whole.end, Part.MEMBER)


def members(text: str, whole: Fragment, choice_list: str) -> list[tuple[Fragment, tuple[str, ...]]]:
    """The members of a list inside a fragment with the terms of each, cut where a new term follows a separator."""
    matches = terms_in(text, choice_list, whole.start, whole.end)
    pieces: list[tuple[Fragment, tuple[str, ...]]] = []
    begin, values = whole.start, list[str]()
    for before, match in zip((None, *matches), matches, strict=False):
        cut = _cut(text, before, match)
        if cut and set(match.values).isdisjoint(values):
            pieces.append((trimmed(text, begin, cut[0], Part.MEMBER), tuple(values)))
            begin, values = cut[1], []
        values += [value for value in match.values if value not in values]
    pieces.append((trimmed(text, begin, whole.end, Part.MEMBER if pieces else whole.part), tuple(values)))
    return pieces


def _cut(text: str, before: TermMatch | None, match: TermMatch) -> tuple[int, int] | None:
    """The last separator between two terms, unless a bracket is open there."""
    if before is None or _is_open(text[before.end : match.start]):
        return None
    found = list(_SEPARATOR.finditer(text, before.end, match.start))
    return (found[-1].start(), found[-1].end()) if found else None


def _is_open(between: str) -> bool:
    return between.count("(") != between.count(")")


def periods(text: str, whole: Fragment) -> list[Fragment]:
    """The parts that each state one length of time, cut where something else is named before the next one."""
    spans = [(whole.start + one.start, whole.start + one.end) for one in durations_in(text[whole.start : whole.end])]
    fragments, begin = [], whole.start
    for (_, end), (start, _) in pairwise(spans):
        cut = _SEPARATOR.search(text, end, start)
        if cut and _NAMES_MORE.search(text, cut.end(), start):
            fragments.append(trimmed(text, begin, cut.start(), whole.part))
            begin = cut.end()
    return [*fragments, trimmed(text, begin, whole.end, whole.part)]


def joined(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    """One fragment over several, where there are several."""
    if len(fragments) > 1:
        yield Fragment(fragments[0].start, fragments[-1].end, Part.CLOSED)
