"""The words on which the meaning of a sentence turns; a change in one of them is a change of substance."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from auditlib.policy.facts import emails_in, urls_in
from auditlib.policy.lexicon import values_in
from auditlib.policy.words import Word, stem, words, words_of
from auditlib.reference.vocabularies import vocabulary

_NEGATION = words(
    "not no never none nobody nothing neither nor cannot without unless except excluding exclude refuse prohibit forbid "
    "decline fail avoid prevent stop cease"
)
_EXCLUSIVITY = words(
    "only solely exclusively all any every each always entirely completely fully some certain other limited strictly most "
    "sometimes often both either further additional least maximum minimum before after until during within"
)
_MODALITY = words(
    "may might can could will shall must should would aim intend strive seek try endeavour endeavor plan hope need ought "
    "typically generally usually normally reasonable reasonably appropriate necessary possible possibly allowed permitted "
    "required entitled if where when depending subject goal"
)
_NUMBER_WORDS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred thousand million half double twice once first second third"
)
_FILLERS = words("a an the to of in for on at by and or our your their its this that these those we you it be do have with as")
_CONTRACTIONS = ((re.compile(r"\bcan['’]t\b", re.I), "can not"), (re.compile(r"\bwon['’]t\b", re.I), "will not"),
                 (re.compile(r"n['’]t\b", re.I), " not"), (re.compile(r"\bcannot\b", re.I), "can not"))  # fmt: skip
_SEPARATOR = re.compile(
    r"[,;]\s*(?:and/or|and|or)\s+|[,;]\s+|\s+(?:and/or|as\s+well\s+as|and|or)\s+|(?<=\S)\t+(?=\S)", re.IGNORECASE
)
_SIGNS = re.compile(r"[$€£%§]")

Marks = Mapping[str, Counter[str]]


def marks_of(texts: Iterable[str], names: frozenset[str]) -> Marks:
    """What carries the meaning of some texts, by the kind of change its loss would be.

    Args:
        texts: the words of a clause and of what stands above or under it.
        names: the words that one of the policies compared uses as names.
    """
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for text in texts:
        _mark(text, names, found)
    return found


KINDS = ("negation", "exclusivity", "modality", "number or unit", "name", "list length", "term")


def differences(old: Marks, new: Marks) -> tuple[str, ...]:
    """Which kinds of mark differ between two clauses."""
    return tuple(kind for kind in KINDS if old[kind] != new[kind])


def names_of(text: str) -> frozenset[str]:
    """The words a text uses as names: with a capital inside a sentence, or with capitals inside the word."""
    found = set()
    before = ""
    for word in words_of(text):
        begins = not before or text[: word.start].rstrip()[-1:] in {".", "!", "?", ":", "•", "\n", "|"} or "\n" in before
        if _has_capitals_inside(word.text) or (word.text[0].isupper() and not begins and len(word.text) > 1):
            found.add(word.text)
        before = text[word.end : word.end + 2]
    return frozenset(found)
