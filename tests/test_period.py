"""A period is a quarter or a year, and two dates follow from it."""

from datetime import date

import pytest

from auditlib.errors import UsageError
from auditlib.period import last_complete_quarter, last_day_to_record, read_period
from auditlib.wording import day_in_words


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(name, first, last):
    period = read_period(name)
    assert (period.name, period.starts_on, period.ends_on) == (name, first, last)


@pytest.mark.parametrize(
    "name", ["2026-Q5", "2026-Q0", "2026Q3", "2026-q3", "Q3", "26", "2026-07", "2026-Q3 ", "", "0000", "0000-Q1"]
)
def test_any_other_name_is_refused_with_what_is_expected(name):
    with pytest.raises(UsageError, match=f"found “{name}”; expected a quarter such as 2026-Q3 or a year such as 2026"):
        read_period(name)


@pytest.mark.parametrize(("name", "words"), [("2026-Q1", "First quarter 2026"), ("2025", "Year 2025")])
def test_a_period_reads_as_a_heading(name, words):
    assert read_period(name).in_words == words


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2026, 1, 1), "2025-Q4"),
        (date(2026, 3, 31), "2025-Q4"),
        (date(2026, 4, 1), "2026-Q1"),
        (date(2026, 9, 30), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q3"),
    ],
)
def test_the_last_complete_quarter_had_ended_before_the_day(today, name):
    assert last_complete_quarter(today).name == name


def test_records_may_be_dated_until_thirty_days_after_the_period():
    assert last_day_to_record(read_period("2026-Q3")) == date(2026, 10, 30)
    assert last_day_to_record(read_period("2026-Q3"), 45) == date(2026, 11, 14)
    assert last_day_to_record(read_period("2026-Q3"), 0) == date(2026, 9, 30)


def test_a_day_is_printed_with_the_name_of_its_month():
    assert day_in_words(date(2026, 9, 3)) == "3 September 2026"
