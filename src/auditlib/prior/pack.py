"""A pack of an earlier period as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditlib.findings import Finding, PastFinding, State
from auditlib.pack_format import FINAL
from auditlib.period import Period

Rows = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Prior:
    """What a pack says of its period: its findings, those it no longer made, and the register row by row.

    `rows` are sheet → record id → column → text; `past` it closed or left untested, `history` was closed before.
    """

    name: str
    period: Period
    as_of: date
    report_id: str
    digest: str
    state: str
    organisation: tuple[str, ...]
    findings: tuple[Finding, ...]
    past: tuple[PastFinding, ...] = ()
    history: tuple[PastFinding, ...] = ()
    rows: Rows = field(default_factory=dict)
    policy_text: str | None = None

    @property
    def is_final(self) -> bool:
        """Whether the pack was signed off."""
        return self.state == FINAL

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What was open when the period closed: found then, or found before and not tested since."""
        return (*self.findings, *(one for one in self.past if one.state is State.NOT_RETESTED))

    @property
    def closed_findings(self) -> tuple[PastFinding, ...]:
        """What was resolved in that period or before it, and had not come back."""
        return (*(one for one in self.past if one.state is State.RESOLVED), *self.history)
