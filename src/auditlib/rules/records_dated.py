"""ROP: whether the dates of every sheet are in order, and past events lie in the past (GDPR Art. 5(1)(d))."""

from collections.abc import Iterator
from datetime import date, datetime

from auditlib.findings import Force, Severity
from auditlib.reference.clock import is_more_than_hours_after
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.chronology import DatedColumn, Latest, chronology
from auditlib.rulebook.conditions import Condition, every, is_set, some
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.notifying import moment_in_words
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.wording import day_in_words


def _has_both(dated: DatedColumn) -> Condition:
    return every(is_set(dated.column), is_set(dated.not_before))


def _has_a_tested_date(record: Record, view: View) -> bool:
    columns = chronology().get(record.about.name, ())
    past = (is_set(dated.column) for dated in columns if dated.not_after)
    ordered = (_has_both(dated) for dated in columns if dated.not_before)
    return some(*past, *ordered)(record, view)


@rule(
    "ROP-30",
    "Dates are in order and past events are not in the future",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(1)(d)",),
    each=Record,
    applies=_has_a_tested_date,
    regimes=EVERY_REGIME,
)
def dates_out_of_order(record: Record, view: View) -> Iterator[Noted]:
    """An end before its start, or a past event dated after the day of the report, cannot be right.

    Fix: correct the date that is wrong.
    """
    columns = chronology().get(record.about.name, ())
    return noted_of_each(
        columns, lambda dated: all_parts(_too_early(record, dated, view), _too_late(record, dated, view))
    )


def _too_early(record: Record, dated: DatedColumn, view: View) -> Iterator[Noted]:
    if not dated.not_before or not _has_both(dated)(record, view):
        return
    first, last = record.value_of(dated.not_before), record.value_of(dated.column)
    if _is_before(last, first):
        ours, theirs = (record.columns[column].phrase for column in (dated.column, dated.not_before))
        text = f"has “{ours}” {_in_words(last)}, before “{theirs}” {_in_words(first)}"
        yield Noted(dated.column, text, also=((record, dated.not_before),))


def _too_late(record: Record, dated: DatedColumn, view: View) -> Iterator[Noted]:
    happened = record.value_of(dated.column) if dated.not_after else None
    if happened is None:
        return
    last = view.as_of if dated.not_after is Latest.AS_OF else max(view.as_of, view.recorded_until)
    day = happened.date() if isinstance(happened, datetime) else happened
    if day > last:
        why = "the day of the report" if last == view.as_of else "until when records of the period may be dated"
        text = f"has “{record.columns[dated.column].phrase}” {_in_words(happened)}, after {day_in_words(last)}, {why}"
        yield Noted(dated.column, text, "later")


def _is_before(moment: date, other: date) -> bool:
    if isinstance(moment, datetime) and isinstance(other, datetime):
        return is_more_than_hours_after(other, moment, 0)
    return moment < other


def _in_words(moment: date) -> str:
    return moment_in_words(moment) if isinstance(moment, datetime) else day_in_words(moment)
