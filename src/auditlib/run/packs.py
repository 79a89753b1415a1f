"""The packs that were made before: which final one precedes a period, and which one a new final pack supersedes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditlib.pack_format import FINAL, RUN
from auditlib.period import Period, period_before


@dataclass(frozen=True, slots=True)
class Made:
    """A pack on the disk: its number, which is its folder's name, and its digest."""

    run: str
    digest: str


def final_before(packs: Path, period: Period) -> Path | None:
    """The latest final pack of the period just before, among the packs of an organisation; None where there is none."""
    folder = packs / period_before(period).name
    found = latest_final(folder)
    return folder / found.run if found else None


def latest_final(folder: Path) -> Made | None:
    """The final pack with the highest number in the folder of a period; None where there is none."""
    return max(_finals(folder), key=lambda made: int(made.run), default=None)


def _finals(folder: Path) -> Iterator[Made]:
    """A record that cannot be read is that of no final pack; reading the pack itself tells what is wrong with it."""
    for path in folder.glob(f"*/{RUN}"):
        record = _record(path)
        if record.get("state") == FINAL and path.parent.name.isdecimal():
            yield Made(path.parent.name, str(record.get("digest", "")))


def _record(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
