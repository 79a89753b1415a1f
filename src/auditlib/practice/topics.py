"""What the words of a statement touch on, where kind, operator and terms do not tell two statements apart."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from auditlib.data_files import data_rows


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
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in data_rows(__package__, "data/topics"):
        found.setdefault(row["topic"], []).append(re.compile(row["pattern"], re.IGNORECASE))
    return MappingProxyType({topic: tuple(patterns) for topic, patterns in found.items()})
