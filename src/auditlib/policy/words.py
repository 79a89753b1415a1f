"""Words as rules compare them: lists of words, and a stem that plural and verb forms share."""

import re
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[’'.&@-][^\W_]+)*|%")
_VOWEL = re.compile(r"[aeiouy]")
_LONG = 4
_SHORT = 3
_IRREGULAR = {
    "kept": "keep", "sold": "sell", "held": "hold", "made": "make", "sent": "send", "shown": "show", "given": "give",
    "accounting": "accounting", "marketing": "marketing",
    "children": "child", "people": "person", "persons": "person", "analytics": "analytic", "is": "be", "are": "be",
    "has": "have", "does": "do", "used": "use", "using": "use", "us": "us", "our": "our", "this": "this",
}  # fmt: skip
_NAMES = frozenset({"US", "IT", "WHO"})
_SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized"), ("isational", "izational"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text with its offsets in code points and its stem."""

    text: str
    start: int
    end: int
    stem: str


def words(text: str) -> frozenset[str]:
    """The words of a list written with blanks between."""
    return frozenset(text.split())


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words between two offsets of a text, in order."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(one[0], one.start(), one.end(), stem(one[0])) for one in found]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What the forms of a word share: `policies` and `policy`, `processing` and `processes`, `organised`, `organize`.

    A name in capitals that is spelled as another word stays as it is: `US` is not `us`.
    """
    if word in _NAMES:
        return word
    lower = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    for british, american in _SPELLINGS:
        if lower.endswith(british) and len(lower) > len(british) + 2:
            lower = lower.removesuffix(british) + american
    return _without_ending(_singular(lower))


def _singular(word: str) -> str:
    if len(word) > _LONG and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _LONG and word.endswith("ie"):
        return word[:-2] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > _SHORT and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ied", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORT and _VOWEL.search(rest):
            word = rest + "y" if ending == "ied" else rest
            break
    if len(word) > _LONG and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _SHORT else word
