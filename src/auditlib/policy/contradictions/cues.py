"""The words by which detectors know a passage, from data files."""

import re
from functools import cache

from auditlib.data_files import data_rows

_NAMED = re.compile(r"<<(\w+)>>")


def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a data file of this room, by its name without the ending."""
    return data_rows("auditlib.policy", f"data/{name}")


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of a row of `cues.csv`.

    Raises:
        KeyError: there is none.
    """
    return re.compile(_spelled(name), re.IGNORECASE)


def _spelled(name: str) -> str:
    """A pattern with those it names put in: `<<handed_over>>`."""
    return _NAMED.sub(lambda found: f"(?:{_spelled(found[1])})", _patterns()[name])


@cache
def _patterns() -> dict[str, str]:
    return {row["cue"]: row["pattern"] for row in rows_of("cues")}
