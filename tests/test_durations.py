"""Lengths of time as people write them."""

import pytest
from hypothesis import given, strategies as st

from auditlib.schema.durations import Duration, read_duration

AMOUNTS = st.integers(min_value=0, max_value=999_999)
UNITS = ("year", "month", "week", "day", "hour", "minute")


def size(duration: Duration) -> tuple[int, int, int]:
    assert duration.is_readable
    return duration.months, duration.days, duration.minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P6Y", (72, 0, 0)),
        ("p1y6m", (18, 0, 0)),
        ("P2W", (0, 14, 0)),
        ("P1DT12H30M", (0, 1, 750)),
        ("PT72H", (0, 0, 4320)),
        ("6 years", (72, 0, 0)),
        ("1 Year and 6 Months", (18, 0, 0)),
        ("1 year, 2 weeks", (12, 14, 0)),
        ("90days", (0, 90, 0)),
        ("72\u00a0hours", (0, 0, 4320)),
        (" 10 minutes ", (0, 0, 10)),
        ("0 days", (0, 0, 0)),
    ],
)
def test_a_length_of_time_is_read(text, expected):
    assert size(read_duration(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "as long as needed",
        "six years",
        "6",
        "years",
        "1.5 years",
        "-6 years",
        "about 6 years",
        "6 years or so",
        "6 years and",
        "P",
        "PT",
        "P6",
        "6 yearsish",
        "",
        "9" * 5000 + " years",
        "P" + "9" * 5000 + "Y",
    ],
)
def test_what_is_no_length_of_time_is_kept_as_it_was_written(text):
    duration = read_duration(text)
    assert not duration.is_readable
    assert str(duration) == duration.text == text


@given(st.fixed_dictionaries(dict.fromkeys(UNITS, AMOUNTS)))
def test_iso_and_words_read_alike(amounts):
    date_part = "".join(f"{amounts[unit]}{letter}" for unit, letter in zip(UNITS[:4], "YMWD", strict=True))
    time_part = "".join(f"{amounts[unit]}{letter}" for unit, letter in zip(UNITS[4:], "HM", strict=True))
    words = ", ".join(f"{amounts[unit]} {unit}s" for unit in UNITS)
    expected = (
        12 * amounts["year"] + amounts["month"],
        7 * amounts["week"] + amounts["day"],
        60 * amounts["hour"] + amounts["minute"],
    )
    assert size(read_duration(f"P{date_part}T{time_part}")) == size(read_duration(words)) == expected


@given(months=AMOUNTS, days=AMOUNTS, minutes=AMOUNTS)
def test_what_is_shown_reads_as_the_same_length(months, days, minutes):
    shown = str(Duration("", months, days, minutes))
    assert size(read_duration(shown)) == (months, days, minutes)


@given(st.text())
def test_any_text_is_read_or_kept(text):
    assert read_duration(text).text == text
