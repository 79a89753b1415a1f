"""In which language a text is written, told by its commonest words or its script; no model, no chance."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from auditlib.data_files import data_rows
from auditlib.policy.structure import UNDETERMINED
from auditlib.policy.words import words as list_of

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
_FOREIGN_SHARE = 0.3
_MARGIN = 1.15
_ENOUGH_WORDS = 12
_CLEAR_SHARE = 0.2


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language, or `und` where no words speak for one."""
    best, others, _ = _share(text)
    return best if others else UNDETERMINED


def language_of_part(text: str, whole: str) -> str:
    """The language of a section: that of the whole text, unless its own words clearly speak for another."""
    best, is_clear, share = _share(text)
    is_long = len(_WORD.findall(text)) >= _ENOUGH_WORDS
    return best if is_clear and is_long and share >= _CLEAR_SHARE else whole


def _share(text: str) -> tuple[str, bool, float]:
    """The likeliest language, whether it leads clearly, and its share of the words."""
    letters = sum(map(str.isalpha, text))
    for language, script in _SCRIPTS:
        if letters and len(script.findall(text)) > _FOREIGN_SHARE * letters:
            return language, True, 1.0
    words = Counter(word.casefold() for word in _WORD.findall(text))
    hits = {language: sum(words[word] for word in common) for language, common in _profiles().items()}
    (best, most), (_, second) = Counter(hits).most_common(2)
    return best, most > 0 and most >= _MARGIN * second, most / max(1, words.total())


@cache
def _profiles() -> Mapping[str, frozenset[str]]:
    return {row["language"]: list_of(row["commonest_words"]) for row in data_rows(__package__, "data/languages")}
