"""What a sentence is about, told by its verbs and nouns, else by the heading and lead-in above it."""

import csv
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from auditlib.policy.structure import Clause, ClauseKind, Policy

_Cues = tuple[tuple[str, re.Pattern[str]], ...]

_ABOUT_DATASETS = re.compile(
    r"\bdatasets?\b|\b(?:project|client|customer)\s+(?:data|content)\b|\byour\s+content\b", re.IGNORECASE
)


def kind_of(clause: Clause, policy: Policy) -> str:
    """The kind of statement a clause makes, or blank where nothing tells."""
    above = policy.governing(clause)
    lead_ins = [one for one in above if one.kind is ClauseKind.LEAD_IN]
    if clause.kind in (ClauseKind.BULLET, ClauseKind.ROW) and lead_ins:
        return kind_of(lead_ins[-1], policy)
    if clause.kind is ClauseKind.BULLET:
        return heading_kind(above) or _first("sentence", clause.words)
    return _first("sentence", clause.words) or heading_kind(above)


def kind_of_words(words: str) -> str:
    """The kind that words alone tell, whatever stands above them; blank where they tell none."""
    return _first("sentence", words)


def heading_kind(above: Iterable[Clause]) -> str:
    """What the nearest heading that tells anything announces."""
    headings = [one.words for one in above if one.kind is ClauseKind.HEADING]
    return next((kind for heading in reversed(headings) if (kind := _first("heading", heading))), "")


def is_about_datasets(clause: Clause, policy: Policy) -> bool:
    """Whether a clause speaks of what clients hand over, by its own words or its heading."""
    texts = [clause.words, *(one.words for one in policy.governing(clause))]
    return any(_ABOUT_DATASETS.search(text) for text in texts)


@lru_cache(maxsize=16_384)
def _first(read_in: str, text: str) -> str:
    return next((kind for kind, pattern in _cues(read_in) if pattern.search(text)), "")


@cache
def _cues(read_in: str) -> _Cues:
    """Kinds with what tells them; what is told by a verb stands before what is told by a noun that others use too."""
    text = files(__package__).joinpath("data", "kinds.csv").read_text(encoding="utf-8")
    rows = (row for row in csv.DictReader(text.splitlines()) if row["read_in"] == read_in)
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
