"""Audits again at each save of the inputs, and tells only what went and what came."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from auditlib.audit import Audit
from auditlib.errors import InputRefused
from auditlib.findings import Finding, Outcome
from auditlib.intake.inventory import EVIDENCE_FOLDER, Role, role_of
from auditlib.places import Problem
from auditlib.render.findings import heading_of
from auditlib.wording import counted

# How long between two looks at the folder, in seconds.
PAUSE = 0.5
_GONE, _COME = "−", "+"

Stamps = tuple[tuple[str, int, int], ...]
Seen = Mapping[object, Problem | Finding]


def watch_inputs(inputs: Path, audited: Callable[[], Audit], wait: Callable[[], None]) -> Iterator[tuple[str, ...]]:
    """Yield every problem and finding at once, and after each save only those that went or came, in lines.

    Args:
        inputs: the folder, or the one workbook, to look at.
        audited: opens the case anew and runs the rules.
        wait: called between two looks.
    """
    before: Seen | None = None
    for _ in saves(inputs, wait):
        try:
            audit = audited()
        except (InputRefused, OSError) as refusal:
            yield (f"Not read: {' '.join(str(refusal).split())} Waiting for the next save.",)
            continue
        seen = _seen(audit)
        yield _everything(seen) if before is None else _changes(before, seen, audit)
        before = seen


def saves(inputs: Path, wait: Callable[[], None]) -> Iterator[Stamps]:
    """Yield what the inputs hold at once, and again each time that a file was saved and all are at rest."""
    told: Stamps | None = None
    last: Stamps | None = None
    while True:
        held = _held(inputs)
        # A file that is being saved looks different at the next look; the very first look need not wait.
        if held is not None and held != told and (held == last or told is None):
            told = held
            yield held
        last = held
        wait()


def _held(inputs: Path) -> Stamps | None:
    """Name, time of saving and size of each file that plays a part; None while one of them is being replaced."""
    try:
        home = inputs.parent if inputs.is_file() else inputs
        paths = [inputs] if inputs.is_file() else [*inputs.iterdir(), *(inputs / EVIDENCE_FOLDER).rglob("*")]
        names = {path.relative_to(home).as_posix(): path for path in paths if path.is_file()}
        stats = {name: path.stat() for name, path in names.items() if role_of(name) is not Role.SKIPPED}
    except OSError:
        return None
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in sorted(stats.items()))


def _seen(audit: Audit) -> Seen:
    """Problems, then findings; a finding in other words is another, one in another row is not."""
    seen: dict[object, Problem | Finding] = {str(problem): problem for problem in audit.case.register.problems}
    return seen | {(one.finding_id, one.message): one for one in audit.findings}


def _everything(seen: Seen) -> tuple[str, ...]:
    return *map(_line, seen.values()), f"{', '.join(_counts(seen))}."


def _changes(before: Seen, seen: Seen, audit: Audit) -> tuple[str, ...]:
    gone = [one for key, one in before.items() if key not in seen]
    come = [one for key, one in seen.items() if key not in before]
    went = (f"{_GONE} {_line(one)}{_untested(one, audit)}" for one in gone)
    came = (f"{_COME} {_line(one)}" for one in come)
    of_both = zip(_numbers(gone), _numbers(come), _counts(seen), strict=True)
    told = (f"{_GONE}{fewer} {_COME}{more}: {count}" for fewer, more, count in of_both)
    return *went, *came, f"{'; '.join(told)}."


def _line(one: Problem | Finding) -> str:
    if isinstance(one, Problem):
        return str(one)
    first, *more = one.places
    cells = f" and {len(more)} more" if more else ""
    return f"{heading_of(one)}{first}{cells}: {one.message}. {one.remedy}"


def _untested(one: Problem | Finding, audit: Audit) -> str:
    """Why a finding that went may still hold: a row that is gone, or a cell nobody can judge, mends nothing."""
    if isinstance(one, Problem):
        return ""
    if all(record.identity != one.record_id for record in audit.case.register.named(one.sheet)):
        return " (not tested now: its row is gone)"
    judged = audit.outcomes.get((one.rule_id, one.sheet, one.record_id))
    is_unknown = judged and judged.outcome is Outcome.NOT_ASSESSABLE
    return f" (not tested now: {judged.reason})" if judged and is_unknown else ""


def _counts(seen: Seen) -> tuple[str, str]:
    findings, problems = _numbers(seen.values())
    return counted(findings, "finding"), f"{counted(problems, 'problem')} of reading"


def _numbers(every: Collection[Problem | Finding]) -> tuple[int, int]:
    """How many findings there are, and how many problems of reading."""
    problems = sum(isinstance(one, Problem) for one in every)
    return len(every) - problems, problems
