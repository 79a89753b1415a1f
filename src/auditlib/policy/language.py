"""In which language a text is written, told by its commonest words or its script; no model, no chance."""

import re
from collections import Counter

from auditlib.policy.structure import UNDETERMINED

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "en": "the of and to in for is are we you your our that this with or as by on may not be when how from use will if",
    "de": "der die das und zu in den von mit ist sie wir ihre ihrer unsere auf für nicht werden ein eine des dem oder im als",
    "fr": "le la les des et de du en pour vous nous votre vos notre nos que qui est sont dans par sur une un pas aux ces",
    "es": "el la los las de del y en que para por con su sus nuestro nuestra es son una un no se usted como al o",
    "it": "il lo la i gli le di del della dei e in che per con si sono una un non nostro nostra suoi dati come al alla",
    "nl": "de het een van en in op voor met is zijn wij we u uw onze dat die niet door of aan te worden om bij",
    "pt": "o a os as de do da dos das e em que para por com seu seus sua suas nosso nossa é são não uma um no na ao",
    "pl": "i w na z do że się nie jest są oraz przez dla o od po lub które przy jak tego naszej danych państwa",
    "sv": "och att det som en ett på är av för med den till inte vi du din dina vår våra om kan eller från",
    "da": "og at det som en et på er af for med den til ikke vi du din dine vores om kan eller fra når",
}  # fmt: skip
_PROFILES = {language: frozenset(words.split()) for language, words in _COMMON.items()}
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
    hits = {language: sum(words[word] for word in common) for language, common in _PROFILES.items()}
    (best, most), (_, second) = Counter(hits).most_common(2)
    return best, most > 0 and most >= _MARGIN * second, most / max(1, words.total())
