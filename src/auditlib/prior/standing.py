"""Where findings and rows stand against the period before: what was compared, accepted, answered and offered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditlib.findings import Acceptance, Finding, PastFinding, State
from auditlib.pack_format import DRAFT
from auditlib.prior.pack import Prior
from auditlib.sheets.actions import Action
from auditlib.sheets.exceptions import AcceptedException
from auditlib.wording import day_in_words

NOTHING_TO_COMPARE = "first period, nothing to compare"


class ChangeKind(StrEnum):
    """What became of a row since the period before."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A column of a row with its text before and after; blank where the cell was or is."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the register that came, went, changed or has a new id; `earlier_id` is set for the last alone."""

    sheet: str
    record_id: str
    kind: ChangeKind
    cells: tuple[CellChange, ...] = ()
    earlier_id: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A response to a finding of a row that has a new id: management may move it to the finding of the new row."""

    response: Action
    from_finding_id: str
    to_finding_id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a period was compared with, how the register changed, and which responses are offered for carrying over.

    `not_compared` are the sheets that only one of the two periods supplied, so that no row came or went.
    """

    previous: Prior | None = None
    changes: tuple[RowChange, ...] = ()
    not_compared: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def in_words(self) -> str:
        """With what: the pack by period, report id and digest, and whether it was only a draft."""
        if self.previous is None:
            return NOTHING_TO_COMPARE
        pack = self.previous
        kind = "the final pack" if pack.is_final else f"a {DRAFT}"
        return f"compared with {kind} of {pack.period.name}, report {pack.report_id}, digest {pack.digest}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that management accepts until a day; it stays among the findings and in every count."""

    exception: AcceptedException
    finding: Finding
    until: str


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A finding that a row of the exceptions sheet names and does not, or no longer, accept; and why."""

    exception: AcceptedException
    finding: Finding
    reason: str


def standing_in_words(finding: Finding) -> str:
    """Where a finding stands: its state with the periods that matter, then what the exceptions sheet does to it."""
    if isinstance(finding, PastFinding):
        return f"{finding.state.value.replace('_', ' ')}, first seen in {finding.first_seen}: {finding.reason}"
    return "; ".join((_state_in_words(finding), *_acceptances_in_words(finding)))


def _state_in_words(finding: Finding) -> str:
    if finding.state is State.REOPENED:
        return f"reopened: first seen in {finding.first_seen}, resolved in {finding.resolved_in}"
    if finding.state is State.PERSISTING:
        return f"persisting since {finding.first_seen}{', facts changed' if finding.facts_changed else ''}"
    return finding.state.value


def _acceptances_in_words(finding: Finding) -> Iterator[str]:
    if finding.accepted_until:
        yield f"accepted until {day_in_words(date.fromisoformat(finding.accepted_until))}"
        return
    for acceptance in finding.acceptances:
        yield _lapsed_in_words(acceptance)


def _lapsed_in_words(acceptance: Acceptance) -> str:
    held = f" as it did in {' and '.join(acceptance.accepted_in)}" if acceptance.accepted_in else ""
    return f"{acceptance.exception_id} does not accept it{held}: {acceptance.lapsed}"
