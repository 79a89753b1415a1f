"""Seventy-two hours by the clock, across time zones and changes of summer time."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from auditlib.reference.clock import end_of_day, hours_after, is_more_than_hours_after

HOUR = timedelta(hours=1)
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Dublin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")]
FIRST, LAST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2050-01-01")
moments = st.datetimes(FIRST, LAST, timezones=st.sampled_from(ZONES))
hours = st.integers(0, 500)


def at(zone, *parts, fold=0):
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("aware_at", "wall_clock"),
    [
        # Clocks go forward on 29 March 2026 and back on 25 October 2026 in Ireland.
        (at("Europe/Dublin", 2026, 3, 27, 9), at("Europe/Dublin", 2026, 3, 30, 10)),
        (at("Europe/Dublin", 2026, 10, 23, 9), at("Europe/Dublin", 2026, 10, 26, 8)),
        (at("America/New_York", 2026, 3, 6, 9), at("America/New_York", 2026, 3, 9, 10)),
        (at("America/New_York", 2026, 10, 30, 9), at("America/New_York", 2026, 11, 2, 8)),
        (at("Asia/Kolkata", 2026, 3, 27, 9), at("Asia/Kolkata", 2026, 3, 30, 9)),
    ],
)
def test_seventy_two_hours_run_through_a_change_of_summer_time(aware_at, wall_clock):
    assert hours_after(aware_at, 72) == wall_clock.astimezone(UTC)


def test_weekends_and_holidays_count():
    assert hours_after(datetime(2026, 12, 24, 18, tzinfo=UTC), 72) == datetime(2026, 12, 27, 18, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_told_apart():
    first = at("Europe/Dublin", 2026, 10, 25, 1, 30)
    second = at("Europe/Dublin", 2026, 10, 25, 1, 30, fold=1)
    assert hours_after(second, 0) - hours_after(first, 0) == HOUR
    assert is_more_than_hours_after(second, first, 0)


def test_exactly_seventy_two_hours_are_not_more():
    aware_at, later = at("America/New_York", 2026, 3, 6, 9), at("Europe/Dublin", 2026, 3, 9, 14)
    assert hours_after(aware_at, 72) == later.astimezone(UTC)
    assert not is_more_than_hours_after(later, aware_at, 72)
    assert is_more_than_hours_after(later + timedelta(seconds=1), aware_at, 72)


@pytest.mark.parametrize("position", [0, 1])
def test_a_moment_without_a_zone_is_refused(position):
    pair = [datetime(2026, 3, 6, 9, tzinfo=UTC)] * 2
    pair[position] = datetime.fromisoformat("2026-03-06T09:00")
    with pytest.raises(ValueError, match="2026-03-06T09:00:00 has no time zone"):
        is_more_than_hours_after(*pair, 72)


@given(moments, hours)
def test_so_many_hours_pass_whatever_the_zone(moment, count):
    end = hours_after(moment, count)
    assert end.tzinfo is UTC
    assert end - moment.astimezone(UTC) == count * HOUR
    assert all(hours_after(moment.astimezone(UTC).astimezone(zone), count) == end for zone in ZONES)


@given(moments, moments, hours)
def test_what_begins_later_ends_later(one, other, count):
    starts = sorted((hours_after(one, 0), hours_after(other, 0)))
    assert hours_after(starts[0], count) <= hours_after(starts[1], count)


@given(moments, hours, st.integers(-3600, 3600))
def test_more_than_so_many_hours_means_more(moment, count, seconds):
    later = hours_after(moment, count) + timedelta(seconds=seconds)
    assert is_more_than_hours_after(later, moment, count) == (seconds > 0)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", datetime(2026, 10, 1, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 10, 1, 4, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 9, 30, 18, 30, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_of_its_zone(zone, expected):
    assert end_of_day(date(2026, 9, 30), zone) == expected


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.sampled_from(ZONES))
def test_a_day_has_about_twenty_four_hours(day, zone):
    length = end_of_day(day, zone.key) - end_of_day(day - timedelta(days=1), zone.key)
    assert 23 * HOUR <= length <= 25 * HOUR


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe/", "\0"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(ValueError, match="expected an IANA name"):
        end_of_day(date(2026, 9, 30), zone)


def test_the_calendar_ends_without_a_crash():
    last = datetime.max.replace(tzinfo=UTC)
    assert hours_after(last, 72) == last
    assert hours_after(datetime.max.replace(tzinfo=timezone(-HOUR)), 0) == last
    assert end_of_day(date.max, "UTC") == last
