"""Hours by the clock: periods that run through nights, weekends and changes of summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LAST_MOMENT = datetime.max.replace(tzinfo=UTC)


def hours_after(moment: datetime, hours: int) -> datetime:
    """The moment, in UTC, at which a period of hours ends (GDPR 33(1): 72 of them), at most the end of year 9999.

    Weekends and holidays count (Reg. 1182/71 Art. 3(3)-(4)). The answer is in UTC because Python compares two moments
    of one time zone by their wall clocks, which is wrong in the hour that summer time repeats.

    Raises:
        ValueError: the moment has no time zone.
    """
    try:
        return _in_utc(moment) + timedelta(hours=hours)
    except OverflowError:
        return _LAST_MOMENT


def is_more_than_hours_after(moment: datetime, earlier: datetime, hours: int) -> bool:
    """Whether more than so many hours lie between two moments; exactly as many are not more.

    Raises:
        ValueError: one of them has no time zone.
    """
    return _in_utc(moment) > hours_after(earlier, hours)


def end_of_day(day: date, time_zone: str) -> datetime:
    """The moment, in UTC, at which a day is over in an IANA time zone such as `America/New_York`.

    Raises:
        ValueError: there is no such time zone.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"time zone: found “{time_zone}”; expected an IANA name such as Europe/Dublin or America/New_York."
        ) from None
    try:
        return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
    except OverflowError:
        return _LAST_MOMENT


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so hours cannot be counted from or to it.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return _LAST_MOMENT
