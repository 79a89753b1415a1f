"""RET: whether data went when their period ended, and whether holds are looked after (GDPR Art. 5(1)(e), 17(3)(e))."""

from collections.abc import Iterable, Iterator
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.rulebook.agreements import contracts_with_client
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import every, is_set, known, one_of
from auditlib.rulebook.disposing import deletion_days
from auditlib.rulebook.keeping import holds_over, is_released, keeping_of, last_day_judged
from auditlib.rulebook.lengths import length_in_words
from auditlib.rulebook.links import all_parts, row_named
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.legal_holds import LegalHold
from auditlib.sheets.retention import Retention
from auditlib.wording import day_in_words


@rule(
    "RET-07",
    "Nothing is kept past its period without a legal hold",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(e)", "GDPR 17(1)"),
    each=Retention,
    applies=every(is_set("period"), is_set("oldest_record_on")),
)
def kept_too_long(row: Retention, view: View) -> Iterator[Noted]:
    """Data that identify people are kept no longer than their purpose needs, unless a claim or a law suspends that.

    Fix: delete what is older, or enter the legal hold that covers it.
    """
    keeping = keeping_of(row)
    if keeping.days_past(last_day_judged(view)) <= 0 or holds_over(row, view):
        return
    oldest, ended = keeping.oldest_on, keeping.ends_on
    checked = row.oldest_record_checked_on
    seen = f" (looked up on {day_in_words(checked)})" if checked else ""
    time = " and the archive period of ".join(map(length_in_words, keeping.lengths))
    text = f"still holds a record of {day_in_words(oldest)}{seen}; its period of {time} ended on {day_in_words(ended)}"
    yield Noted("oldest_record_on", f"{text}, and no legal hold covers it", also=((row, "period"),))


def fell_due(row: Retention, view: View) -> bool:
    """Whether a disposal fell due in the period, up to the day of the report."""
    due: date = known(row, "next_disposal_on")
    return view.period.starts_on <= due <= last_day_judged(view)


@rule(
    "RET-08",
    "Every disposal that fell due is evidenced",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(e)", "GDPR 5(2)"),
    each=Retention,
    applies=every(is_set("next_disposal_on"), fell_due),
)
def disposal_not_evidenced(row: Retention, view: View) -> Iterator[Noted]:
    """A schedule is followed only if the data go on the day it names; a certificate or log shows that they did.

    Fix: dispose of the data, and enter the disposal with its day and certificate.
    """
    disposals = view.register.pointing_at(row, "disposals.retention_id")
    if not exists(disposals, every(_is_done, is_set("certificate_ref")), view):
        done = [disposal for disposal in disposals if _is_done(disposal, view)]
        due = day_in_words(known(row, "next_disposal_on"))
        lacks = "none of its disposals since then refers to a certificate" if done else _never_done(disposals, view)
        also = tuple((disposal, "certificate_ref") for disposal in done)
        yield Noted("next_disposal_on", f"had a disposal due on {due}, and {lacks}", also=also)


def _never_done(disposals: Iterable[Record], view: View) -> str:
    """What there is instead of a disposal since the first day of the period, in words."""
    earlier = [day for disposal in disposals if (day := disposal.value_of("completed_on"))]
    if not earlier:
        return "no finished disposal of it is recorded"
    first, last = day_in_words(view.period.starts_on), day_in_words(max(earlier))
    return f"the last one recorded was finished on {last}, before the period began on {first}"


def _is_done(disposal: Record, view: View) -> bool:
    """Whether a disposal was finished since the first day of the period."""
    completed: date | None = disposal.value_of("completed_on")
    return completed is not None and completed >= view.period.starts_on


@rule(
    "RET-09",
    "Every legal hold is authorised, dated and reviewed",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 17(3)(e)", "GDPR 18", "GDPR 5(1)(e)"),
    each=LegalHold,
    # One that states no first day, or a later one, is looked at as well.
    applies=lambda hold, view: not is_released(hold, view.as_of),
)
def hold_not_looked_after(hold: LegalHold, view: View) -> Iterator[Noted]:
    """A hold suspends deletion only while somebody answers for it and the claim behind it is still open.

    Fix: enter who ordered it, on what ground and from when; review it, or release it.
    """
    yield from all_parts(_not_ordered(hold), _not_dated(hold), _not_reviewed(hold, view))


def _not_ordered(hold: LegalHold) -> Iterator[Noted]:
    if hold.is_blank("authority"):
        yield Noted("authority", "does not say who ordered it and on what ground")


def _not_dated(hold: LegalHold) -> Iterator[Noted]:
    if hold.is_blank("started_on"):
        yield Noted("started_on", "states no first day")


def _not_reviewed(hold: LegalHold, view: View) -> Iterator[Noted]:
    looked_at = [day for day in (hold.started_on, hold.reviewed_on) if day is not None]
    months, origin = view.limit("house_legal_hold_review"), view.origin_of_limit("house_legal_hold_review")
    if looked_at and is_older_than(max(looked_at), months, view.as_of):
        what = "began" if hold.reviewed_on is None else "was last reviewed"
        long_ago = f"{what} on {day_in_words(max(looked_at))}, more than {months} months ago ({origin})"
        text = f"{long_ago}, and states no review since"
        yield Noted("reviewed_on", text, also=((hold, "started_on"),))


@rule(
    "RET-11",
    "At the end of a contract the client chose deletion or return",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(g)",),
    each=Dataset,
    applies=one_of("status", "held"),
)
def client_choice_not_stated(dataset: Dataset, view: View) -> Iterator[Noted]:
    """After the end of the services a processor deletes or returns the data, as the controller chooses.

    Fix: ask the client, enter its choice, and carry it out.
    """
    if not dataset.is_blank("delete_or_return"):
        return
    client = row_named(dataset, "client_id", Client, view)
    contracts, days = contracts_with_client(client.identity, view), deletion_days(client, view)
    if contracts and not exists(contracts, lambda contract, _view: not _ended_before(contract, days, view), view):
        last = max(known(contract, "ends_on") for contract in contracts)
        text = f"is still held though the last contract with {client.identity} ended on {day_in_words(last)}"
        also = tuple((contract, "ends_on") for contract in contracts)
        yield Noted("delete_or_return", f"{text}, and no choice of deletion or return is stated", also=also)


def _ended_before(contract: Contract, days: int, view: View) -> bool:
    ended = contract.ends_on
    is_over = ended is not None and (view.as_of - ended).days > days
    return is_over and contract.renews_automatically is not Answer.YES
