"""The words on which the meaning of a sentence turns; a change in one of them is a change of substance."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from auditlib.policy.facts import emails_in, urls_in
from auditlib.policy.lexicon import values_in
from auditlib.policy.words import Word, stem, words, words_of
from auditlib.reference.vocabularies import vocabulary

KINDS = (
    "negation", "exclusivity", "modality", "who or whose", "kind of data", "number or unit", "name", "list length",
    "term",
)  # fmt: skip
_NEGATION = words(
    "not no never none nobody nothing neither nor without unless except excluding exclude excludes refuse prohibit "
    "prohibited forbid forbidden decline fail avoid prevent stop cease opt-out non hardly rarely seldom barely instead "
    "lack false untrue"
)
_EXCLUSIVITY = words(
    "only solely exclusively all any every each always entirely completely fully some certain other limited strictly "
    "most sometimes often both either further additional least maximum minimum before after until during within just "
    "merely sole exclusive alone entire whole"
)
_MODALITY = words(
    "may might can could will shall must should would aim aims intend intends strive seek seeks try endeavour endeavor "
    "plan hope need needs ought typically generally usually normally reasonable reasonably appropriate necessary "
    "possible possibly allowed permitted required entitled if where when whenever depending subject goal"
)
_PERSONS = {
    "we": "we", "us": "we", "our": "our", "ours": "our", "you": "you", "your": "your", "yours": "your", "they": "they",
    "them": "they", "their": "their", "theirs": "their", "he": "they", "she": "they", "him": "they", "his": "their",
    "her": "their",
}  # fmt: skip
_QUALIFIERS = words(
    "personal personally sensitive special confidential private anonymous anonymised anonymized anonymously aggregate "
    "aggregated pseudonymous pseudonymised pseudonymized de-identified identifiable identifying public publicly raw"
)
_NUMBERS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half double twice once first "
    "second third seventeen nineteen dozen triple hourly daily weekly fortnightly monthly quarterly yearly annual "
    "annually"
)
_UNITS = words("second minute hour day week fortnight month quarter year decade percent")
_PASSED_OVER = words(
    "a an the to of in for on at by and or our your their its this that these those we you it be is are do does have "
    "with as also then therefore please"
)
_EVERYDAY = frozenset(map(stem, _PASSED_OVER | frozenset(_PERSONS) | _NEGATION | _EXCLUSIVITY | _MODALITY | _NUMBERS))
_CONTRACTIONS = (
    (re.compile(r"\bcan['’]t\b|\bcannot\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
)
_SEPARATOR = re.compile(r"[,;]\s*(?:and/or|and|or)\s+|[,;]\s+|\s+(?:and/or|as\s+well\s+as|and|or)\s+", re.IGNORECASE)
_SIGN = re.compile(r"[$€£%§]")
_BEGINS = re.compile(r"(?:^|[.!?:;•\n|(\"“„«‘])\s*$")

Marks = Mapping[str, Counter[str]]


def marks_of(texts: Iterable[str], names: frozenset[str]) -> Marks:
    """What carries the meaning of some texts, counted under the kind of change its loss would be.

    Args:
        texts: the words of a clause, or of those above or under it.
        names: the words that either of the policies compared uses as names.
    """
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for text in texts:
        for pattern, plain in _CONTRACTIONS:
            text = pattern.sub(plain, text)  # noqa: PLW2901  # each step takes the last one's result
        _mark_words(words_of(text), names, found)
        found["list length"]["members"] += len(_SEPARATOR.findall(text))
        found["number or unit"].update(_SIGN.findall(text))
        found["name"].update(fact.text for fact in (*emails_in(text), *urls_in(text)))
        found["term"].update(f"{name}.{value}" for name in vocabulary("vocabulary") for value in values_in(text, name))
    return found


def differences(old: Marks, new: Marks) -> tuple[str, ...]:
    """Which kinds of mark differ between two clauses."""
    return tuple(kind for kind in KINDS if old[kind] != new[kind])


def names_of(texts: Iterable[str]) -> frozenset[str]:
    """The words some texts use as names: with a capital inside a sentence or the word, or nowhere without one.

    A sentence begins with a capital whatever its first word is; one that no text writes small may be a name.
    """
    named: set[str] = set()
    begins: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for word in words_of(text):
            if not word.text[0].isupper():
                small.add(word.stem)
            elif _has_capital_inside(word) or not _BEGINS.search(text, 0, word.start):
                named.add(word.text)
            else:
                begins.add(word.text)
    return frozenset(named | {one for one in begins if stem(one) not in small | _EVERYDAY})


def _has_capital_inside(word: Word) -> bool:
    return any(map(str.isupper, word.text[1:]))


def _mark_words(found_words: list[Word], names: frozenset[str], found: dict[str, Counter[str]]) -> None:
    for position, word in enumerate(found_words):
        plain = word.text.casefold()
        if word.text in names or _has_capital_inside(word):
            found["name"][word.text] += 1
        for kind, known in (("negation", _NEGATION), ("exclusivity", _EXCLUSIVITY), ("modality", _MODALITY)):
            if plain in known or (kind == "negation" and plain.startswith("non-")):
                found[kind][f"{plain} {_next(found_words, position)}"] += 1
        if plain in _PERSONS:
            found["who or whose"][_PERSONS[plain]] += 1
        if plain in _QUALIFIERS:
            found["kind of data"][plain] += 1
        if any(map(str.isnumeric, plain)) or plain in _NUMBERS or word.stem in _UNITS:
            found["number or unit"][f"{plain} {_next(found_words, position)}"] += 1


def _next(found_words: list[Word], position: int) -> str:
    """The word that is denied, limited or counted: the next one that has a meaning of its own."""
    following = (word.stem for word in found_words[position + 1 :] if word.text.casefold() not in _PASSED_OVER)
    return next(following, "")
