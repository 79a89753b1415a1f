"""What a run is asked to make, and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from auditlib.pack_format import INDEX

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: inputs, period, the day that counts (blank: its last), entity (blank: all), folder of all packs.

    `own_rules` is a folder with rules of the analyst's own; blank for none. `is_final` asks for a report that people
    signed. `previous` is the pack to compare with; blank for the latest final one of the preceding period.
    """

    inputs: str | Path
    period: str
    as_of: str = ""
    organisation: str = ""
    output: Path = Path("reports")
    own_rules: str = ""
    is_final: bool = False
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A published pack: folder, state, report id, digest of all of it and of its findings, problems in its input.

    `superseded` is the run of the final pack that it takes the place of; `other_final` that of one it leaves alone.
    """

    folder: Path
    state: str
    report_id: str
    digest: str
    findings_digest: str
    problems: int
    superseded: str = ""
    other_final: str = ""

    @property
    def first_page(self) -> Path:
        """The page to open."""
        return self.folder / INDEX
