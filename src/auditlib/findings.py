"""What a rule says: how bad, on which authority, about which cells, and what became of every record it looked at."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditlib.places import Place

_ID_LENGTH = 10
_CONDITION_LENGTH = 8


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Force(StrEnum):
    """On which authority a rule rests."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    PRACTICE = "practice"


class Outcome(StrEnum):
    """What became of one record under one rule."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"


class Basis(StrEnum):
    """What a pass rests on, weakest first; worded "no exception noted"."""

    STATED = "stated"
    EVIDENCE_CITED = "evidence_cited"
    EVIDENCE_HASHED = "evidence_checked"
    RECONCILED = "reconciled"


class State(StrEnum):
    """Where a finding stands against the last period."""

    NEW = "new"
    PERSISTING = "persisting"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    NOT_RETESTED = "not_retested"


@dataclass(frozen=True, slots=True)
class Population:
    """Of how many records examined, how many failed."""

    examined: int
    failed: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What one row of the exceptions sheet does to a finding: it accepts these facts, or did so until it lapsed.

    `accepted_in` are the periods in which it held; `lapsed` says why it no longer does, blank while it does.
    """

    exception_id: str
    approved_on: str
    condition: str
    severity: Severity
    accepted_in: tuple[str, ...] = ()
    lapsed: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One failure of one rule: what, where, on which authority, what to do.

    `rests_on` are the columns of its record that it read and that held something. `first_seen` is the first of the
    periods that knew it; `resolved_in` is set where it came back after that period.
    """

    finding_id: str
    condition: str
    rule_id: str
    title: str
    severity: Severity
    force: Force
    citations: tuple[str, ...]
    sheet: str
    record_id: str
    field: str
    subject: str
    places: tuple[Place, ...]
    message: str
    remedy: str
    population: Population
    quote: str | None = None
    source: str = "auditlib"
    confidence: str = "sourced"
    owner: str = ""
    rests_on: tuple[str, ...] = ()
    state: State = State.NEW
    facts_changed: bool = False
    accepted_until: str | None = None
    first_seen: str = ""
    resolved_in: str = ""
    acceptances: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class PastFinding(Finding):
    """A finding of an earlier period that this one did not make: resolved in `closed_in`, or not retested and open."""

    reason: str = ""
    closed_in: str = ""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule did: every record it examined has exactly one outcome."""

    rule_id: str
    passed: int = 0
    failed: int = 0
    not_applicable: int = 0
    not_assessable: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    bases: Mapping[str, int] = field(default_factory=dict)

    @property
    def examined(self) -> int:
        """The population: the sum of the four outcomes."""
        return self.passed + self.failed + self.not_applicable + self.not_assessable

    @property
    def has_answer(self) -> bool:
        """Whether the rule could say anything: something passed, failed or did not apply, and not only unknowns."""
        return bool(self.passed or self.failed or self.not_applicable)


def finding_id(rule_id: str, entity: str, sheet: str, record_id: str, field_name: str, value: str = "") -> str:
    """The id of a finding: equal while rule, entity, record, field and offending value are; never the row number."""
    return f"{rule_id}-{_hash((entity, sheet, record_id, field_name, value))[:_ID_LENGTH]}"


def condition_of(facts: tuple[str, ...]) -> str:
    """A hash of the facts behind a finding, which tells "persisting" from "persisting, facts changed"."""
    return _hash(facts)[:_CONDITION_LENGTH].lower()


def _hash(parts: tuple[str, ...]) -> str:
    # A unit separator cannot stand in a cell, so no two different tuples share a text.
    return base64.b32encode(hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).digest()).decode("ascii")
