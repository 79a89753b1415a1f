"""Phrases that say nothing, and names of companies as different people write them."""

import re
from functools import cache

from auditlib.data_files import data_rows

# fmt: off
_LEGAL_FORMS = frozenset((
    "ag", "bv", "co", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "limited", "llc", "llp", "ltd", "nv",
    "oy", "pbc", "plc", "pty", "pvt", "sa", "sarl", "sas", "se", "spa", "srl",
))
# fmt: on


def general_phrase(text: str, about: str) -> bool:
    """Whether a text is only a general phrase of a list in `general_phrases.csv`, such as purpose or security."""
    return bare(text) in _phrases(about)


def bare_name(name: str) -> str:
    """The name of a company without case, punctuation, remarks in brackets and legal form."""
    return name_with_remarks(re.sub(r"\([^)]*\)", " ", name))


def name_with_remarks(name: str) -> str:
    """The same with what stands in brackets, by which the companies of a group differ: Acme (UK), Acme (Ireland)."""
    words = bare(name).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def bare(text: str) -> str:
    """A text without case and punctuation."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


@cache
def _phrases(about: str) -> frozenset[str]:
    return frozenset(bare(row["phrase"]) for row in data_rows(__package__, "general_phrases") if row["about"] == about)
