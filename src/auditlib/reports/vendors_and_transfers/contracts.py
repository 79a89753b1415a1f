"""Contracts by the day they end: what has ended, what ends next, what renews itself, what states no end."""

from datetime import date

import altair as alt

from auditlib.case import Case
from auditlib.render.charts import INK, MARK_COLOURS, PALETTE, figure_of
from auditlib.reports.entries import named, source, sources, stated, words
from auditlib.reports.examined import Examined
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Figure, Row, Table
from auditlib.wording import counted, day_in_words

_PARTIES = (("vendor_id", Vendor), ("client_id", Client))
_RENEWAL = {str(Answer.YES): "renews unless ended", str(Answer.NO): "does not renew"}
# A contract with the days left until its end.
_Dated = tuple[Record, int]
_SOON = 90  # days
_MOST = 60  # bars on one printed page
_PLOT = 420  # pixels


def expiries(found: Examined) -> Table:
    """One row for each contract, those with a stated end first, by that day."""
    fields = (
        Field("Contract", width=12),
        Field("With", width=30),
        Field("Kind", width=26),
        Field("Signed on", width=16),
        Field("Ends on", width=16),
        Field(f"On {day_in_words(found.case.as_of)}", width=40),
        Field("Findings", width=26),
    )
    rows = tuple(_row(found, contract) for contract in _ordered(found))
    note = (
        "The sheet has no column for the notice a contract itself asks for, so the last day to give notice cannot be"
        " told; look it up in the contract. The sheet takes a blank end as open-ended."
    )
    return Table("Contracts", "Contracts by expiry", fields, rows, note, "The register states no contract.")


def timeline(found: Examined) -> Figure:
    """The contracts with a stated end, by the days left on the day of the report."""
    case = found.case
    contracts = _ordered(found)
    dated = [(row, left) for row in contracts if (left := _days_left(case, row)) is not None]
    bars = [
        {
            "contract": f"{row.identity}  {_with(case, row)}",
            "days": left,
            "colour": _colour(row, left),
            "said": _said(case, row),
        }
        for row, left in _drawn(dated)
    ]
    open_ended = len(contracts) - len(dated)
    alt_text = (
        f"{len(dated)} contracts with a stated end, by days left; {open_ended} more state none or cannot be read."
    )
    description = (
        f"The line is {day_in_words(case.as_of)}; bars to its left are contracts that have ended. Not drawn:"
        f" {open_ended} contracts without an end that is stated and can be read.{_left_out(len(dated) - len(bars))}"
    )
    return figure_of(_chart(bars), _numbers(case, dated), alt=alt_text, description=description)


def _drawn(dated: list[_Dated]) -> list[_Dated]:
    """All contracts with an end, or, where they are too many for a picture, those whose end is nearest to the day."""
    nearest = sorted(dated, key=lambda one: (abs(one[1]), one[0].identity))[:_MOST]
    return sorted(nearest, key=lambda one: (one[1], one[0].identity))


def _left_out(number: int) -> str:
    return f" Drawn are the {_MOST} that end nearest to that day; {number} more are in the table." if number else ""


def _chart(bars: list[dict[str, object]]) -> alt.LayerChart:
    order = [str(bar["contract"]) for bar in bars]
    base = alt.Chart(alt.InlineData(values=bars), width=_PLOT, height=alt.Step(30)).encode(
        y=alt.Y("contract:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False))
    )
    days = alt.X("days:Q", title="Days before (−) and after the day of the report", scale=alt.Scale(padding=12))
    drawn = base.mark_bar(height=12).encode(x=days, color=alt.Color("colour:N", scale=None))
    text = base.mark_text(align="left", baseline="middle").encode(x=alt.value(_PLOT + 16), text="said:N")
    today = alt.Chart(alt.InlineData(values=[{"at": 0}])).mark_rule(color=INK, strokeWidth=1.5).encode(x="at:Q")
    return alt.LayerChart(layer=[drawn, today, text])


def _colour(contract: Record, left: int) -> str:
    if left < 0:
        return MARK_COLOURS["unknown"]
    is_ending = left <= _SOON and readable(contract, "renews_automatically") is not Answer.YES
    return MARK_COLOURS["high"] if is_ending else PALETTE[0]


def _ordered(found: Examined) -> tuple[Record, ...]:
    """By the end, the earliest first; then those that state none."""
    return tuple(sorted(found.rows(Contract), key=lambda row: (_end(row) or date.max, row.identity)))


def _end(contract: Record) -> date | None:
    ends_on = readable(contract, "ends_on")
    return ends_on if isinstance(ends_on, date) else None


def _days_left(case: Case, contract: Record) -> int | None:
    ends_on = _end(contract)
    return (ends_on - case.as_of).days if ends_on else None


def _with(case: Case, contract: Record) -> str:
    for column, kind in _PARTIES:
        if contract.has_cell(column):
            identity = words(contract, column)
            row: Record | None = case.register.get(kind, identity)
            return named(row) if row else f"{identity} (no such row)"
    return "party not stated"


def _said(case: Case, contract: Record) -> str:
    """Where a contract stands on the day."""
    if contract.is_unreadable("ends_on"):
        return f"end cannot be read: “{contract.raw_of('ends_on')}”"
    ends_on, left = _end(contract), _days_left(case, contract)
    if ends_on is None or left is None:
        return "states no end"
    renewal = readable(contract, "renews_automatically")
    if left < 0:
        renewed = ", and is stated to renew itself" if renewal is Answer.YES else ""
        return f"ended on {day_in_words(ends_on)}, {counted(-left, 'day')} before{renewed}"
    then = _RENEWAL.get(str(renewal), "renewal not stated")
    return f"ends on {day_in_words(ends_on)}, in {counted(left, 'day')}; {then}"


def _row(found: Examined, contract: Record) -> Row:
    case = found.case
    party = sources(contract, *(column for column, _ in _PARTIES if contract.has_cell(column)))
    entries = (
        Entry(contract.identity, (source(contract, contract.key),)),
        Entry(_with(case, contract), party or sources(contract, "vendor_id", "client_id")),
        stated(contract, "kind"),
        stated(contract, "signed_on"),
        stated(contract, "ends_on"),
        Entry(_said(case, contract), sources(contract, "ends_on", "renews_automatically")),
        found.findings(contract),
    )
    return Row(contract.identity, entries)


def _numbers(case: Case, dated: list[_Dated]) -> Table:
    rows = tuple(
        Row(row.identity, (Entry(row.identity), Entry(_with(case, row)), stated(row, "ends_on"), Entry(left)))
        for row, left in dated
    )
    fields = (Field("Contract", width=12), Field("With", width=30), Field("Ends on", width=16), Field("Days left"))
    return Table("Ends", "Contracts with a stated end", fields, rows, empty="No contract states an end.")
