"""Working days, months and ages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given, strategies as st

from auditlib.reference.calendars import (
    WEEKENDS_ONLY,
    Calendar,
    UnknownCalendar,
    _holidays,
    add_months,
    add_working_days,
    calendar_named,
    is_older_than,
    months_before,
    working_days_between,
)
from auditlib.reference.legal_dates import fact

DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
months = st.integers(0, 120)
calendars = st.sampled_from([WEEKENDS_ONLY, *map(calendar_named, ("IE", "US-NY", "GB-ENG", "DE-BY", "US"))])


@pytest.mark.parametrize(
    ("name", "holiday", "no_holiday"),
    [
        ("IE", date(2026, 3, 17), date(2026, 11, 26)),
        ("US-NY", date(2026, 2, 12), date(2026, 3, 17)),
        ("GB-ENG", date(2026, 4, 6), date(2026, 3, 17)),
        ("GB-SCT", date(2026, 1, 2), date(2026, 4, 6)),
        ("DE-BY", date(2026, 1, 6), date(2026, 11, 26)),
        ("US", date(2026, 11, 26), date(2026, 4, 6)),
    ],
)
def test_each_calendar_has_its_own_holidays(name, holiday, no_holiday):
    calendar = calendar_named(name)
    assert not calendar.is_working_day(holiday)
    assert calendar.is_working_day(no_holiday)
    assert calendar.note == ""


def test_a_holiday_on_a_weekend_moves_where_the_country_moves_it():
    assert calendar_named("GB-ENG").holiday(date(2026, 12, 28)) == "Boxing Day (observed)"
    assert calendar_named("IE").is_working_day(date(2026, 12, 28))


@pytest.mark.parametrize("name", [None, "", "  "])
def test_without_a_calendar_only_weekends_count_and_it_says_so(name):
    calendar = calendar_named(name)
    assert calendar == WEEKENDS_ONLY
    assert calendar.note == "weekends only: no holiday calendar is set"
    assert calendar.is_working_day(date(2026, 12, 25))


def test_a_code_may_be_typed_in_small_letters():
    assert calendar_named(" us-ny ") == Calendar("US-NY")


@pytest.mark.parametrize(
    "name", ["ZZ", "XX", "Ireland", "IRL", "US-QQ", "US-", "-NY", "IE NY", "HolidayBase", "__doc__"]
)
def test_an_unknown_calendar_is_refused_with_examples(name):
    with pytest.raises(UnknownCalendar, match="such as IE, US-NY or GB-ENG"):
        calendar_named(name)


def test_an_unknown_calendar_is_a_value_error():
    assert issubclass(UnknownCalendar, ValueError)


def test_the_reason_for_a_day_off_is_told():
    calendar = calendar_named("IE")
    assert calendar.why_not_working(date(2026, 4, 6)) == "Easter Monday"
    assert calendar.why_not_working(date(2026, 5, 2)) == "a Saturday"
    assert calendar.why_not_working(date(2026, 5, 5)) == ""


@pytest.mark.parametrize("name", ["DE", "FR", "JP", "AT", "BR", "IE"])
def test_names_of_holidays_do_not_depend_on_the_language_of_the_machine(name, monkeypatch):
    expected = _holidays(name, 2026)
    for language in ("uk", "th", "de"):
        monkeypatch.setenv("LANGUAGE", language)
        assert _holidays.__wrapped__(name, 2026) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 5), 0, date(2026, 3, 5)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(9999, 12, 31), 1, date.max),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, count, expected):
    assert add_months(day, count) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 9, 30), 12, date(2025, 9, 30)),
        (date(1, 1, 31), 1, date.min),
    ],
)
def test_months_are_counted_backwards_too(day, count, expected):
    assert months_before(day, count) == expected


@given(days, months)
@example(date(2024, 2, 29), 12)
def test_a_month_is_clipped_at_its_end_and_nowhere_else(day, count):
    end = add_months(day, count)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == count
    assert end.day == day.day or (end.day < day.day and (end + DAY).day == 1)


@given(days, days, months)
def test_what_begins_later_does_not_end_earlier(one, other, count):
    first, last = sorted((one, other))
    assert add_months(first, count) <= add_months(last, count)
    assert months_before(first, count) <= months_before(last, count)


@given(days, months)
def test_there_and_back_again_never_lies_after_the_start(day, count):
    assert months_before(add_months(day, count), count) <= day
    assert add_months(months_before(day, count), count) <= day


@given(days, calendars)
def test_the_next_working_day_is_one_and_stays(day, calendar):
    found = calendar.next_working_day(day)
    assert calendar.is_working_day(found)
    assert found.weekday() < 5
    assert calendar.next_working_day(found) == found
    assert not any(calendar.is_working_day(day + number * DAY) for number in range((found - day).days))


@given(days, st.integers(1, 40), calendars)
def test_so_many_working_days_lie_before_the_end(day, count, calendar):
    end = add_working_days(day, count, calendar)
    assert calendar.is_working_day(end)
    assert working_days_between(day, end, calendar) == count


@given(days, days, calendars)
def test_holidays_only_take_working_days_away(first, last, calendar):
    last = min(last, first + 300 * DAY)
    assert working_days_between(first, last, calendar) <= working_days_between(first, last, WEEKENDS_ONLY)


def test_no_working_days_lie_between_a_day_and_an_earlier_one():
    assert working_days_between(date(2026, 9, 30), date(2026, 9, 1), WEEKENDS_ONLY) == 0
    assert working_days_between(date(2026, 9, 30), date(2026, 9, 30), WEEKENDS_ONLY) == 0


def test_the_calendar_ends_without_a_crash():
    assert add_working_days(date(9999, 12, 30), 5, WEEKENDS_ONLY) == date.max
    assert Calendar("IE").next_working_day(date.max) == date.max


@pytest.mark.parametrize(
    ("day", "as_of", "expected"),
    [
        (date(2025, 9, 30), date(2026, 9, 30), False),
        (date(2025, 9, 29), date(2026, 9, 30), True),
        (date(2023, 2, 28), date(2024, 2, 29), False),
        (date(2023, 2, 27), date(2024, 2, 29), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2027, 1, 1), date(2026, 9, 30), False),
    ],
)
def test_exactly_twelve_months_are_not_more_than_twelve(day, as_of, expected):
    assert is_older_than(day, 12, as_of) is expected
    assert is_older_than(day, fact("house_training"), as_of) is expected


def test_an_age_may_be_a_row_in_days():
    assert not is_older_than(date(2026, 7, 2), fact("house_scan_age"), date(2026, 9, 30))
    assert is_older_than(date(2026, 7, 1), fact("house_scan_age"), date(2026, 9, 30))
    assert not is_older_than(date(2026, 7, 1), replace(fact("house_scan_age"), limit_value=91), date(2026, 9, 30))


@pytest.mark.parametrize("reference_id", ["house_vendor_breach_notice", "eu_dpf", "eu_record_exemption"])
def test_a_row_that_is_no_age_is_refused(reference_id):
    with pytest.raises(ValueError, match="is no age"):
        is_older_than(date(2026, 7, 1), fact(reference_id), date(2026, 9, 30))


@given(days, months, days)
def test_a_day_only_grows_older(day, age, as_of):
    if is_older_than(day, age, as_of):
        assert is_older_than(day, age, as_of + DAY)
        assert is_older_than(day - DAY, age, as_of)
