"""The retention timeline: one bar for each rule, from its oldest record to the day that falls due."""

from datetime import date, timedelta
from typing import Any

import altair as alt

from auditlib.render import charts
from auditlib.reports.examined import Examined
from auditlib.reports.retention.schedule import Due, activities_and_categories, due_of, what_it_covers
from auditlib.rulebook.keeping import last_day_judged
from auditlib.sheets.retention import Retention
from auditlib.tables import Entry, Field, Figure, Row, Table
from auditlib.wording import day_in_words

_ROW = 24
_LABELLED = 44
_MOST = 60  # bars on one printed page
_PERIOD, _PAST = "period and archive time", "held past its end"


def timeline(found: Examined) -> Figure:
    """A bar a rule, the line of the day that counts, and beside each bar in words where it stands."""
    stands = [due_of(row, found) for row in found.rows(Retention)]
    drawn = _drawn(stands)
    day = day_in_words(last_day_judged(found.view))
    return charts.figure_of(
        _chart(drawn, found),
        _table(stands, found),
        alt=f"Timeline of {len(drawn)} retention rules, each from its oldest record to the day that falls due.",
        description=(
            f"A bar runs from the day from which the oldest record counts to the day it falls due, archive time "
            f"included; the line is {day}. What is held past its end is drawn dark up to that line."
            f"{_left_out(len(stands) - len(drawn))}"
        ),
    )


def _drawn(stands: list[Due]) -> list[Due]:
    """All rules, or, where they are too many for a picture, those that fall due first, in their usual order."""
    if len(stands) <= _MOST:
        return stands
    by_day = sorted(stands, key=lambda one: (one.keeping.ends_on if one.keeping else date.max, one.row.identity))
    first = by_day[:_MOST]
    return [one for one in stands if one in first]


def _left_out(number: int) -> str:
    return f" Drawn are the {_MOST} that fall due first; {number} more are in the table." if number else ""


def _chart(stands: list[Due], found: Examined) -> Any:
    order = [_label(one, found) for one in stands]
    day = last_day_judged(found.view)
    y = alt.Y("rule:N", sort=order, title=None, scale=alt.Scale(domain=order))
    scale = alt.Scale(type="utc", domain=_span(stands, found))
    x = alt.X("start:T", scale=scale, title=None, axis=alt.Axis(format="%Y", tickCount="year"))
    colour = alt.Color("part:N", title=None, scale=_colours(), legend=alt.Legend(orient="top", offset=22))
    bars = alt.Chart(alt.InlineData(values=_bars(stands, found))).mark_bar(height=12)
    words = alt.Chart(alt.InlineData(values=_words(stands, found))).mark_text(align="left", dx=6)
    line = alt.Chart(alt.InlineData(values=[{"start": day.isoformat(), "text": day_in_words(day)}]))
    return alt.layer(
        bars.encode(x=x, x2="end:T", y=y, color=colour),
        line.mark_rule(color=charts.INK, strokeDash=[4, 3], strokeWidth=1.2).encode(x=x),
        line.mark_text(baseline="bottom", dy=-4).encode(x=x, y=alt.value(0), text="text:N"),
        words.encode(x=x, y=y, text="text:N"),
    ).properties(width=charts.WIDTH - 220, height=alt.Step(_ROW))


def _colours() -> alt.Scale:
    return alt.Scale(domain=[_PERIOD, _PAST], range=[charts.PALETTE[4], charts.MARK_COLOURS["critical"]])


def _bars(stands: list[Due], found: Examined) -> list[dict[str, str]]:
    day, bars = last_day_judged(found.view), []
    for one in stands:
        if one.keeping is None:
            continue
        kept = one.keeping
        bars.append(_bar(one, found, _PERIOD, kept.oldest_on.isoformat(), kept.ends_on.isoformat()))
        if kept.days_past(day) > 0:
            bars.append(_bar(one, found, _PAST, kept.ends_on.isoformat(), day.isoformat()))
    return bars


def _bar(one: Due, found: Examined, part: str, start: str, end: str) -> dict[str, str]:
    return {"rule": _label(one, found), "part": part, "start": start, "end": end}


def _words(stands: list[Due], found: Examined) -> list[dict[str, str]]:
    """Where each rule stands, in words at the end of its bar, or at the line where it has none."""
    day = last_day_judged(found.view)
    return [
        {
            "rule": _label(one, found),
            "start": (max(one.keeping.ends_on, day) if one.keeping else day).isoformat(),
            "text": one.words.partition(" (")[0],
        }
        for one in stands
    ]


def _span(stands: list[Due], found: Examined) -> list[str]:
    """The first and last day of the axis; a third more to the right makes room for the words."""
    day = last_day_judged(found.view)
    known = [one.keeping for one in stands if one.keeping]
    first = min((kept.oldest_on for kept in known), default=day - timedelta(days=365))
    last = max((kept.ends_on for kept in known), default=day)
    room = (max(last, day) - min(first, day)) / 3
    return [min(first, day).isoformat(), (max(last, day) + room).isoformat()]


def _label(one: Due, found: Examined) -> str:
    """The rule, and the categories it is about; where it names none, its activities."""
    activities, categories = activities_and_categories(one.row, found)
    text = f"{one.row.identity} {', '.join(categories or activities)}".rstrip()
    return text if len(text) <= _LABELLED else f"{text[: _LABELLED - 1].rstrip(' ,')}…"


def _table(stands: list[Due], found: Examined) -> Table:
    rows = tuple(
        Row(
            one.row.identity,
            (
                Entry(one.row.identity),
                Entry(what_it_covers(one.row, found).value),
                Entry(one.keeping.oldest_on if one.keeping else None, absent="not known"),
                Entry(one.keeping.ends_on if one.keeping else None, absent="not known"),
                Entry(one.words, mark=one.mark),
            ),
        )
        for one in stands
    )
    headings = (("Rule", 10), ("Data", 44), ("From", 18), ("To", 18), ("Where it stands", 40))
    fields = tuple(Field(heading, width=width) for heading, width in headings)
    return Table("Timeline", "Retention timeline", fields, rows, empty="No retention rule to draw.", has_places=False)
