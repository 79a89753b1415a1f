"""What the words of a statement touch on, where kind, operator and terms do not tell two statements apart."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


def touches(quote: str, topic: str) -> bool:
    """Whether words touch on a topic of `data/topics.csv`, each row of which is one pattern, case aside.

    `touches("not for their own marketing", "own_use")` is true.

    Raises:
        KeyError: there is no such topic.
    """
    words = " ".join(quote.split())
    return any(pattern.search(words) for pattern in topics()[topic])


@cache
def topics() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """The patterns of every topic by its name."""
    text = files(__package__).joinpath("data", "topics.csv").read_text(encoding="utf-8")
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["topic"], []).append(re.compile(row["pattern"], re.IGNORECASE))
    return MappingProxyType({topic: tuple(patterns) for topic, patterns in found.items()})
