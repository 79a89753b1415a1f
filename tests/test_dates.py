"""Days and moments as people type them."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from auditlib.schema.dates import DateOrder, ReadingOptions, UnreadableDateError, read_date, read_moment

NO_ORDER = ReadingOptions()
DAY_MONTH = ReadingOptions(DateOrder.DAY_MONTH)
MONTH_DAY = ReadingOptions(DateOrder.MONTH_DAY)
DUBLIN = ReadingOptions(time_zone=ZoneInfo("Europe/Dublin"))
DAYS = st.dates(min_value=date(1000, 1, 1))
LIKE_DATES = st.from_regex(r"\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,4})[-/. ]\d{1,4}", fullmatch=True)
LIKE_MOMENTS = st.from_regex(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d([+-]\d\d:\d\d)?", fullmatch=True)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@given(DAYS)
def test_a_day_written_in_full_reads_the_same_under_every_setting(day):
    month = MONTHS[day.month - 1]
    for options in (NO_ORDER, DAY_MONTH, MONTH_DAY):
        for text in (
            day.isoformat(),
            f"{day.isoformat()}T14:30:00",
            f"{day.day} {month} {day.year}",
            f"{month} {day.day}, {day.year}",
            f"{day.day}-{month[:3]}-{day.year}",
        ):
            assert read_date(text, options) == day


@given(DAYS, st.sampled_from("/.-"))
def test_an_order_that_is_set_decides(day, separator):
    day_first = separator.join((f"{day.day:02}", f"{day.month:02}", str(day.year)))
    month_first = separator.join((str(day.month), str(day.day), str(day.year)))
    assert read_date(day_first, DAY_MONTH) == read_date(month_first, MONTH_DAY) == day


@given(DAYS)
def test_without_an_order_a_day_is_read_only_where_it_reads_one_way(day):
    text = f"{day.day}/{day.month}/{day.year}"
    if day.day > 12 or day.day == day.month:
        assert read_date(text, NO_ORDER) == day
    else:
        with pytest.raises(UnreadableDateError) as error:
            read_date(text, NO_ORDER)
        assert error.value.kind == "ambiguous_date"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 Sept. 2026", date(2026, 9, 30)),
        ("1st of May 2026", None),
        ("1st May 2026", date(2026, 5, 1)),
        ("SEPTEMBER 30 2026", date(2026, 9, 30)),
        ("29 February 2028", date(2028, 2, 29)),
        ("29 February 2026", None),
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("2026-09-30 or later", None),
        ("September 2026", None),
        ("30 Septembre 2026", None),
        ("2026", None),
        ("30/09/26", None),
        ("0000-01-01", None),
        ("46295", None),
        ("tbc", None),
        ("", None),
    ],
)
def test_a_text_is_read_as_a_day_or_refused(text, expected):
    if expected is not None:
        assert read_date(text, NO_ORDER) == expected
        return
    with pytest.raises(UnreadableDateError):
        read_date(text, NO_ORDER)


@given(st.text() | LIKE_DATES, st.sampled_from([NO_ORDER, DAY_MONTH, MONTH_DAY]))
def test_any_text_is_a_day_or_refused(text, options):
    with suppress(UnreadableDateError):
        assert isinstance(read_date(text, options), date)


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  the strategy adds the zone
def test_a_moment_with_its_offset_is_read_as_it_is(moment):
    assert read_moment(moment.isoformat(), NO_ORDER) == moment


@given(st.text() | LIKE_MOMENTS)
def test_any_text_is_a_moment_with_a_zone_or_refused(text):
    with suppress(UnreadableDateError):
        assert read_moment(text, NO_ORDER).tzinfo is not None


def test_a_time_without_zone_takes_that_of_the_settings():
    summer, winter = read_moment("2026-07-01T09:00", DUBLIN), read_moment("2026-01-01T09:00", DUBLIN)
    assert (summer.utcoffset(), winter.utcoffset()) == (timedelta(hours=1), timedelta(0))


def test_a_zone_in_the_cell_goes_before_that_of_the_settings():
    moment = read_moment("2026-07-01T09:00-05:00", DUBLIN)
    assert moment == datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=-5)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-07-01T09:00", "no_time_zone"),
        ("2026-07-01", "not_a_moment"),
        ("20260701", "not_a_moment"),
        ("2026-W27-3", "not_a_moment"),
        ("01/07/2026 09:00", "not_a_moment"),
        ("noon", "not_a_moment"),
    ],
)
def test_a_text_that_is_no_moment_says_why(text, kind):
    with pytest.raises(UnreadableDateError) as error:
        read_moment(text, NO_ORDER)
    assert error.value.kind == kind
