"""How long data are kept: what each retention rule says, what it still holds, and what is past due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from auditlib.errors import NotAssessable
from auditlib.reports.activity_facts import followed
from auditlib.reports.entries import first_stated, named, source, sources, stated, words
from auditlib.reports.examined import Examined, population, told
from auditlib.rulebook.among import listed_in_words
from auditlib.rulebook.keeping import Keeping, holds_over, keeping_of, last_day_judged
from auditlib.schema.record import Record
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.sheets.systems import System
from auditlib.tables import Entry, Field, Row, Table
from auditlib.wording import counted, day_in_words

_LONG = 31
_NEEDED = (("period", "no period"), ("oldest_record_on", "no oldest record"))


@dataclass(frozen=True, slots=True)
class Due:
    """Where a retention rule stands: what it still holds, or why that is not known; in words, with a sign."""

    row: Retention
    keeping: Keeping | None
    words: str
    mark: str = ""


def due_of(row: Retention, found: Examined) -> Due:
    """Where a retention rule stands on the day it is judged, holds included."""
    if lacks := _lacking(row):
        return Due(row, None, f"states {lacks}", "unknown")
    keeping = told(lambda: keeping_of(row))
    if isinstance(keeping, NotAssessable):
        return Due(row, None, f"not assessable: {keeping.reason}", "unknown")
    day = last_day_judged(found.view)
    if keeping.days_past(day) <= 0:
        over = told(lambda: holds_over(row, found.view))
        held = "" if isinstance(over, NotAssessable) or not over else f"; held by {_ids(over)}"
        return Due(row, keeping, f"due {days_between(day, keeping.ends_on, 'in')}{held}", "passed")
    return Due(row, keeping, *past_due(row, days_between(keeping.ends_on, day, "by"), found))


def _lacking(row: Retention) -> str:
    """What a retention rule does not state, so that nobody can say what it still holds; blank where it states all."""
    return " and ".join(lack for column, lack in _NEEDED if not row.has_cell(column))


def past_due(record: Retention | Dataset, how_long: str, found: Examined) -> tuple[str, str]:
    """What is past due, in words, with a sign; a legal hold that covers it is named."""
    over = told(lambda: holds_over(record, found.view))
    if isinstance(over, NotAssessable):
        return f"past due {how_long}; whether a legal hold covers it is not known: {over.reason}", "unknown"
    if over:
        return f"past due {how_long}, suspended by {_ids(over)}", "info"
    return f"past due {how_long}", "critical"


def _ids(records: Iterable[Record]) -> str:
    return ", ".join(record.identity for record in records)


def days_between(first: date, last: date, preposition: str) -> str:
    """The days from one day to a later one, and where they are many, the months and years too: by 102 days (…)."""
    days = (last - first).days
    if not days:
        return "today"
    text = f"{preposition} {counted(days, 'day')}"
    if days <= _LONG:
        return text
    apart = relativedelta(last, first)
    parts = ((apart.years, "year"), (apart.months, "month"), (apart.days, "day"))
    return f"{text} ({listed_in_words(counted(amount, unit) for amount, unit in parts if amount)})"


def what_it_covers(row: Retention, found: Examined) -> Entry:
    """The data a rule is about: its categories, or every category of its activities."""
    whose, what = activities_and_categories(row, found)
    activities, categories = ", ".join(whose) or "no activity stated", ", ".join(what) or "every category"
    return Entry(f"{activities}: {categories}", sources(row, "activity_ids", "data_category_ids"))


def activities_and_categories(row: Retention, found: Examined) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the activities and of the categories that a rule names."""
    activities, others = followed(found.case, ProcessingActivity, row, "activity_ids")
    categories, unknown = followed(found.case, DataCategory, row, "data_category_ids")
    return (*map(named, activities), *others), (*map(named, categories), *unknown)


def due(found: Examined) -> Table:
    """One row for each retention rule: its oldest record, when that falls due, and by how much it is past due."""
    rows = tuple(_due_row(due_of(row, found), found) for row in found.rows(Retention))
    fields = (
        Field("Rule", width=10),
        Field("Data", width=44),
        Field("Oldest record counts from", width=18),
        Field("Falls due on", width=18),
        Field(f"On {day_in_words(last_day_judged(found.view))}", width=40),
        Field("Findings", width=20),
    )
    note = f"{_counts(found)} {population(found.case, Retention, 'retention rule')}"
    empty = population(found.case, Retention, "retention rule")
    return Table("Due", "What falls due, and when", fields, rows, note if rows else "", empty)


def _due_row(stands: Due, found: Examined) -> Row:
    row = stands.row
    behind = sources(row, "oldest_record_on", "period", "archive_period")
    entries = (
        Entry(row.identity, sources(row, "retention_id")),
        what_it_covers(row, found),
        stated(row, "oldest_record_on", absent="states no oldest record"),
        Entry(stands.keeping.ends_on if stands.keeping else None, behind, "not known"),
        Entry(stands.words, behind, mark=stands.mark),
        found.findings(row, untested=_lacking(row)),
    )
    return Row(row.identity, entries)


def _counts(found: Examined) -> str:
    """How many rules stand where, in a sentence."""
    marks = [due_of(row, found).mark for row in found.rows(Retention)]
    kinds = (("past due", "critical"), ("past due under a legal hold", "info"), ("not yet due", "passed"))
    parts = [f"{marks.count(mark)} {what}" for what, mark in kinds]
    return f"{counted(len(marks), 'rule')}: {', '.join(parts)}, {marks.count('unknown')} not known."


def schedule(found: Examined) -> Table:
    """What each retention rule says: how long, from when, why, and how the data go."""
    rows = tuple(_rule(row, found) for row in found.rows(Retention))
    fields = (
        Field("Rule", width=10),
        Field("Data", width=44),
        Field("Systems", width=28),
        Field("Period", "GDPR 30(1)(f)", 24),
        Field("Ground and law", "GDPR 5(1)(e)", 34),
        Field("Disposal", width=20),
        Field("Oldest record looked up on", "GDPR 5(2)", 18),
    )
    empty = population(found.case, Retention, "retention rule")
    return Table("Schedule", "What each retention rule says", fields, rows, empty=empty)


def _rule(row: Retention, found: Examined) -> Row:
    systems, others = followed(found.case, System, row, "system_ids")
    length = [words(row, "period") or "states no period"]
    for column, what in (("trigger_event", "from: "), ("archive_period", "then archived: "), ("criteria", "")):
        if text := words(row, column):
            length.append(f"{what}{text[0].lower()}{text[1:]}" if what else text)
    entries = (
        Entry(row.identity, sources(row, "retention_id")),
        what_it_covers(row, found),
        Entry(
            (*(named(system) for system in systems), *others) or None,
            (source(row, "system_ids"), *(source(system, "name") for system in systems)),
        ),
        Entry(tuple(length), sources(row, "period", "trigger_event", "archive_period", "criteria")),
        first_stated(row, "ground", "law_reference"),
        stated(row, "disposal_method"),
        stated(row, "oldest_record_checked_on"),
    )
    return Row(row.identity, entries)
