"""What became of a commitment: its verdict, why, and the cells that decide it."""

from dataclasses import dataclass
from enum import StrEnum

from auditlib.schema.record import Record
from auditlib.sheets.policy_commitments import PolicyCommitment


class Verdict(StrEnum):
    """What practice says of a statement."""

    PASSED = "passed"
    FAILED = "failed"
    NO_EVIDENCE = "no_evidence"
    NOT_APPLICABLE = "not_applicable"
    NOT_TESTED = "not_tested"


class Flag(StrEnum):
    """What a reader has to know besides the verdict.

    Stale: the words changed since the statement was read in them. Unreviewed: nobody accepted the reading. Vague: a
    row is covered by a broader or an open wording only.
    """

    STALE = "stale"
    UNREVIEWED = "unreviewed"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Cited:
    """A cell that decides: the row it stands in, and its column."""

    record: Record
    column: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with its reasons in words, and the cells behind it.

    Those of a failed one show the contradiction first, and after it what is left open. `tested` is the condition that
    was tested, as a sentence; blank where none was.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    cited: tuple[Cited, ...] = ()
    flags: tuple[Flag, ...] = ()
    tested: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A commitment with its decision; `start` and `end` are where it stands in the text, None where in no one place.

    `finding_ids` are the open findings about it, or that report the same fact, whatever the verdict.
    """

    commitment: PolicyCommitment
    decision: Decision
    start: int | None
    end: int | None
    finding_ids: tuple[str, ...] = ()
