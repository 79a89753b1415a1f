"""Lists what must be renewed in a case, by day: what was due first, then what states no day, then what comes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.places import Place
from auditlib.prior.standing import Accepted, Lapsed
from auditlib.reference.calendars import add_months
from auditlib.reference.legal_dates import limit
from auditlib.register.register import Register
from auditlib.renewals.kinds import RENEWALS, Renewal
from auditlib.schema.record import Record
from auditlib.scope import is_current, owner_of, readable
from auditlib.sheets import sheets, target_of
from auditlib.sheets.sign_offs import SignOff
from auditlib.sign_off import missing_pieces
from auditlib.wording import amount_in_words, day_in_words

# What a row without a name is about.
_MATTERS = ("listed_name", "matter", "description", "rule_id", "sheet")


class When(StrEnum):
    """Where a renewal stands on the day that counts, in the order in which they are listed."""

    WAS_DUE = "was due"
    NO_DAY = "states no day"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to renew: by when (None: nothing says), which record, who, why that day, and the cell behind it."""

    when: When
    due_on: date | None
    what: str
    sheet: str
    record_id: str
    name: str
    who: str
    why: str
    place: Place


def list_renewals(audit: Audit) -> tuple[Due, ...]:
    """Everything that must be renewed, on the day that counts for the case, and the signatures its findings lack.

    A row that nobody needs any more is left out; where that cannot be told, it stays.
    """
    case = audit.case
    dues = [due for renewal in RENEWALS for due in _latest(_rows(renewal, case), renewal)]
    lapsed = _lapsed(audit)
    told = (replace(due, why=f"{lapsed[row]}; {due.why}") if row in lapsed else due for row, due in dues)
    return tuple(sorted([*told, *_sign_offs(audit)], key=_order))


def _lapsed(audit: Audit) -> dict[Record, str]:
    """The exceptions that accept nothing any more, each with the first reason why."""
    holding = {one.exception for one in audit.acceptances if isinstance(one, Accepted)}
    lapsed: dict[Record, str] = {}
    for one in audit.acceptances:
        if isinstance(one, Lapsed) and one.exception not in holding:
            lapsed.setdefault(one.exception, f"does not hold: {one.reason}")
    return lapsed


def _order(due: Due) -> tuple[int, date, str, str, str]:
    return list(When).index(due.when), due.due_on or date.max, due.what, due.record_id, due.sheet


def _rows(renewal: Renewal, case: Case) -> Iterator[tuple[Record, Due]]:
    for record in case.register.all(renewal.kind):
        if _is_needed(record, renewal, case) and (due := _due(record, renewal, case)):
            yield record, due


def _latest(pairs: Iterable[tuple[Record, Due]], renewal: Renewal) -> Iterable[tuple[Record, Due]]:
    """Of each series the row that holds longest; one without a day counts only where no other has one."""
    if not renewal.series:
        return tuple(pairs)
    best: dict[tuple[object, ...], tuple[Record, Due]] = {}
    for record, due in pairs:
        key = tuple(readable(record, column) for column in renewal.series)
        if key not in best or (due.due_on or date.min) > (best[key][1].due_on or date.min):
            best[key] = record, due
    return best.values()


def _is_needed(record: Record, renewal: Renewal, case: Case) -> bool:
    """Whether nothing in the register says that the row is of another kind, or that it is over."""
    told = {column: readable(record, column) for column in renewal.where}
    if any(value is not None and value not in renewal.where[column] for column, value in told.items()):
        return False
    if renewal.over and record.has_cell(renewal.over):
        return False
    return is_current(record, case.as_of) and _may_go_on(record, renewal, case) and _is_in_use(record, renewal, case)


def _may_go_on(record: Record, renewal: Renewal, case: Case) -> bool:
    try:
        return renewal.goes_on is None or renewal.goes_on(record, case.as_of)
    except NotAssessable:
        return True


def _is_in_use(record: Record, renewal: Renewal, case: Case) -> bool:
    register = case.register
    named = _belongs_to(record, renewal, register)
    if named and not any(is_current(row, case.as_of) for row in named):
        return False
    if not renewal.named_by or renewal.named_by.partition(".")[0] in register.absent:
        return True
    return any(is_current(row, case.as_of) for row in register.pointing_at(record, renewal.named_by))


def _belongs_to(record: Record, renewal: Renewal, register: Register) -> tuple[Record, ...]:
    named = ((column, readable(record, column)) for column in renewal.belongs_to)
    rows = (register.get(sheets()[target_of(record.columns[column])], str(value)) for column, value in named if value)
    return tuple(row for row in rows if row is not None)


def _due(record: Record, renewal: Renewal, case: Case) -> Due | None:
    """What a row says of a renewal; None where it states no day and need not."""
    made = _from_days(record, renewal, case)
    unreadable = [column for column in (renewal.until, *renewal.since) if column and record.is_unreadable(column)]
    if made is None and not renewal.is_required and not unreadable:
        return None
    due_on, column, why = made or _without_day(record, renewal, unreadable, case)
    when = When.NO_DAY if due_on is None else When.WAS_DUE if due_on < case.as_of else When.DUE
    return Due(
        when=when,
        due_on=due_on,
        what=renewal.what,
        sheet=record.about.name,
        record_id=record.identity,
        name=next(filter(None, map(_name, (record, *_belongs_to(record, renewal, case.register)))), ""),
        who=_who(record, renewal, case),
        why=why,
        place=record.place_of(column),
    )


Made = tuple[date | None, str, str]


def _from_days(record: Record, renewal: Renewal, case: Case) -> Made | None:
    own = _day(record, renewal.until)
    latest, since = max(
        ((day, column) for column in renewal.since if (day := _day(record, column))), default=(None, "")
    )
    aged: Made | None = None
    if latest is not None:
        end, length = _end(latest, record, renewal, case)
        aged = end, since, f"“{record.columns[since].header}” is {day_in_words(latest)}; it holds {length}"
    # What was done on the day that was set, or later, leaves that day behind.
    if own is None or (latest is not None and latest >= own):
        return aged
    stated = own, renewal.until, f"“{record.columns[renewal.until].header}” is {day_in_words(own)}"
    return aged if aged and renewal.is_capped and (aged[0] or own) < own else stated


def _day(record: Record, column: str) -> date | None:
    value = readable(record, column) if column else None
    return value if isinstance(value, date) else None


def _end(day: date, record: Record, renewal: Renewal, case: Case) -> tuple[date, str]:
    """The last day on which something still holds, and how long that is, with its limit."""
    if isinstance(renewal.age, timedelta):
        return day + renewal.age, amount_in_words(renewal.age.days, "days")
    amount, unit, length = _limit(record, renewal, case)
    return add_months(day, amount) if unit == "months" else day + timedelta(days=amount), length


def _limit(record: Record, renewal: Renewal, case: Case) -> tuple[int, str, str]:
    fact, name = limit(str(renewal.age)), str(renewal.age)
    is_set = name in case.settings.thresholds
    amount = case.settings.thresholds.get(name, fact.value)
    column, value = renewal.twice_where
    is_twice = bool(column) and readable(record, column) == value
    amount *= 2 if is_twice else 1
    remarks = [name, *(["set in auditlib.toml"] if is_set else []), *([f"twice for {value}"] if is_twice else [])]
    return amount, fact.limit_unit, f"{amount_in_words(amount, fact.limit_unit)} ({', '.join(remarks)})"


def _without_day(record: Record, renewal: Renewal, unreadable: list[str], case: Case) -> Made:
    if unreadable:
        return None, unreadable[0], f"“{record.columns[unreadable[0]].header}” cannot be read as a day"
    column = renewal.since[-1] if renewal.since else renewal.until
    length = ""
    if isinstance(renewal.age, str) and renewal.age:
        length = f"; once done, it holds {_limit(record, renewal, case)[2]}"
    return None, column, f"“{record.columns[column].header}” is blank{length}"


def _name(record: Record) -> str:
    if name := next(record.names(), ""):
        return name
    for column in _MATTERS:
        if column in record.columns and (value := readable(record, column)):
            return "; ".join(value) if isinstance(value, tuple) else str(value)
    return ""


def _who(record: Record, renewal: Renewal, case: Case) -> str:
    if renewal.who and (named := readable(record, renewal.who)):
        return str(named)
    rows = (record, *_belongs_to(record, renewal, case.register))
    owners = (owner_of(row, case.register) for row in rows)
    return next(filter(None, owners), case.settings.owners.get(record.about.name, ""))


def _sign_offs(audit: Audit) -> Iterator[Due]:
    """What is missing before the findings are signed, by the day on which records about the period close."""
    case = audit.case
    until = f"records about {case.period.name} may be dated until {day_in_words(case.recorded_until)}"
    for one in missing_pieces(audit):
        yield Due(
            when=When.WAS_DUE if case.recorded_until < case.as_of else When.DUE,
            due_on=case.recorded_until,
            what="sign-off",
            sheet=SignOff.about.name,
            record_id=one.row.identity if one.row else "",
            name=case.period.name,
            who=str(readable(one.row, "name") or "") if one.row else "",
            why=f"{one.problem.found}; {until}",
            place=one.problem.place,
        )
