"""How many requests were answered in time: of all, of the period, by kind and by law, with the formula."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from auditlib.errors import NotAssessable
from auditlib.reference.vocabularies import label_of
from auditlib.reports.entries import source
from auditlib.reports.examined import Examined, population
from auditlib.reports.rights_and_incidents.clocks import Timed, timed_requests
from auditlib.rulebook.time_limits import Standing
from auditlib.scope import readable
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.tables import Entry, Field, Row, Table

_WITHDRAWN, _UNKNOWN = "withdrawn", "not assessable"
_COUNTED = (Standing.IN_TIME, Standing.LATE, Standing.OVERDUE)
_FORMULA = (
    "On time = in time ÷ (in time + late + overdue). Requests still open, withdrawn or not "
    "assessable are in no rate; overdue is what the last day passed without an answer."
)


def on_time(found: Examined) -> Table:
    """The rate for each population, with every request counted once that has a month, by the clock of its answer."""
    every_one = timed_requests(found)
    timed = tuple(one for one in every_one if not one.is_without_month)
    rows = tuple(_row(name, group) for name, group in _groups(timed, found)) if every_one else ()
    headings = ("Requests", "In time", "Late", "Overdue", "Open", "Withdrawn", "Not assessable")
    fields = (
        Field("Which", width=40),
        *(Field(heading, width=14) for heading in headings),
        Field("On time", width=18),
    )
    note = population(found.case, RightsRequest, "rights request")
    told = " ".join((f"{in_words(timed)}.", _FORMULA, *_left_out(len(every_one) - len(timed)), note)) if rows else ""
    return Table("On time", "Answered in time", fields, rows, told, note)


def _left_out(withdrawals: int) -> tuple[str, ...]:
    """That withdrawals of consent are not among the requests counted, where there are any."""
    many = "one withdrawal" if withdrawals == 1 else f"{withdrawals} withdrawals"
    why = "of consent left out: Art. 7(3) GDPR sets no month for it."
    return (f"{many[0].upper()}{many[1:]} {why}",) if withdrawals else ()


def _groups(timed: tuple[Timed, ...], found: Examined) -> Iterator[tuple[str, list[Timed]]]:
    period = found.view.period
    yield "All in the register", list(timed)
    yield f"Received in {period.name}", [one for one in timed if _is_within(one, found)]
    yield from _by(timed, "Kind", lambda one: _label(one, "kind", "rights_request_kind"))
    yield from _by(timed, "Law", lambda one: _label(one, "regime", "regime"))


def _is_within(one: Timed, found: Examined) -> bool:
    received, period = one.row.received_on if not one.row.is_unreadable("received_on") else None, found.view.period
    return received is not None and period.starts_on <= received <= period.ends_on


def _by(timed: Iterable[Timed], what: str, key: Callable[[Timed], str]) -> Iterator[tuple[str, list[Timed]]]:
    groups: dict[str, list[Timed]] = {}
    for one in timed:
        groups.setdefault(key(one), []).append(one)
    yield from ((f"{what}: {name}", group) for name, group in sorted(groups.items()))


def _label(one: Timed, column: str, vocabulary: str) -> str:
    value = readable(one.row, column)
    return label_of(vocabulary, str(value)) if value else "not stated"


def _row(name: str, group: list[Timed]) -> Row:
    counts = Counter(_state(one) for one in group)
    states = (Standing.IN_TIME, Standing.LATE, Standing.OVERDUE, Standing.OPEN, _WITHDRAWN, _UNKNOWN)
    behind = tuple(source(one.row, "request_id") for one in group)
    counted = sum(counts[state] for state in _COUNTED)
    in_time = counts[Standing.IN_TIME]
    rate = f"{in_time} of {counted}, {100 * in_time / counted:.0f} %" if counted else None
    entries = (
        Entry(name, behind),
        Entry(len(group)),
        *(Entry(counts[state]) for state in states),
        Entry(rate.replace(" ", "\u00a0") if rate else None, absent="no rate"),
    )
    return Row(name, entries)


def _state(one: Timed) -> str:
    if isinstance(one.clock, NotAssessable):
        return _UNKNOWN
    return one.standing or _WITHDRAWN


def in_words(timed: Iterable[Timed]) -> str:
    """The rate in a sentence: “9 of 11 in time; 1 open, 1 not assessable”."""
    counts = Counter(_state(one) for one in timed)
    total = sum(counts[state] for state in _COUNTED)
    text = f"{counts[Standing.IN_TIME]} of {total} in time" if total else "No answer whose time has run"
    rest = ((counts[Standing.OPEN], "open"), (counts[_WITHDRAWN], _WITHDRAWN), (counts[_UNKNOWN], _UNKNOWN))
    others = [f"{number} {what}" for number, what in rest if number]
    return "; ".join([text, ", ".join(others)] if others else [text])
