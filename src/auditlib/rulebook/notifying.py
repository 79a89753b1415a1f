"""Breaches against their clocks: the hours that law or contract gives, and those that were taken."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil

from auditlib.errors import NotAssessable
from auditlib.reference.deadlines import is_more_than_hours_after
from auditlib.reference.legal_dates import LegalFact, of_regime
from auditlib.rulebook.agreements import runs_on
from auditlib.rulebook.among import listed_in_words
from auditlib.rulebook.conditions import known
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.time_limits import Standing, end_of_report
from auditlib.rulebook.view import View
from auditlib.sheets.breaches import Breach
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.datasets import Dataset
from auditlib.wording import amount_in_words, day_in_words

_SECONDS_AN_HOUR, _SECONDS_A_MINUTE = 3600, 60


@dataclass(frozen=True, slots=True)
class Agreed:
    """The hours within which clients are told of a breach, the fewest among them, and the contracts that say so."""

    hours: int
    contracts: tuple[Contract, ...]


def law_of_notice(breach: Breach) -> LegalFact:
    """The time that the law of a breach gives for telling the authority.

    Raises:
        NotAssessable: the law is not stated, or no row of the reference dates gives its time.
    """
    regime = known(breach, "regime")
    law = of_regime("breach_deadline", "breach_authority", regime)
    if law is None:
        raise NotAssessable(f"no time for notices under {regime} is known", breach.place_of("regime"))
    return law


def notice_to_clients(breach: Breach, view: View) -> tuple[Standing, Agreed]:
    """Where the notice to the clients stands, by the fewest hours that one of them was promised; and those hours.

    Raises:
        NotAssessable: it is not late by what is known, and who a client is, or what it agreed, is not.
    """
    clients, aware = _clients_of(breach, view), known(breach, "aware_at")
    found, unknown = [], clients.unknown
    for client in clients.there:
        try:
            found.append(_agreed_with(client, aware.date(), view))
        except NotAssessable as open_question:
            unknown = unknown or open_question
    if found:
        hours = min(one.hours for one in found)
        agreed = Agreed(hours, tuple(row for one in found if one.hours == hours for row in one.contracts))
        stands = notice_standing(breach, breach.controller_notified_at, hours, view)
        if unknown is None or stands in (Standing.LATE, Standing.OVERDUE):
            return stands, agreed
    raise unknown or NotAssessable("no client is named", breach.place_of("client_ids"))


def _clients_of(breach: Breach, view: View) -> Rows[Client]:
    """The clients that a breach names, or those of the datasets it names."""
    if breach.is_blank("dataset_ids") or not breach.is_blank("client_ids"):
        return view.register.follow(Client, known(breach, "client_ids"))
    datasets = view.register.follow(Dataset, known(breach, "dataset_ids"))
    return view.register.follow(Client, dict.fromkeys(known(dataset, "client_id") for dataset in datasets))


def _agreed_with(client: Client, day: date, view: View) -> Agreed:
    """The fewest hours of a client's contracts in force on a day, or the house limit where none states any."""
    stated: dict[Contract, int] = {}
    for contract in view.register.pointing_at(client, "contracts.client_id"):
        if isinstance(contract, Contract) and contract.breach_notice_hours is not None and _is_in_force(contract, day):
            stated[contract] = contract.breach_notice_hours
    hours = min(stated.values(), default=view.limit("house_client_breach_notice"))
    return Agreed(hours, tuple(contract for contract, value in stated.items() if value == hours))


def _is_in_force(contract: Contract, day: date) -> bool:
    return runs_on(contract, day) and bool(known(contract, "signed_on") <= day)


def notice_standing(breach: Breach, told: datetime | None, hours: int, view: View) -> Standing:
    """Where a notice stands that is due so many hours after the breach was known.

    Raises:
        NotAssessable: the moment from which the hours run is not known.
    """
    aware: datetime = known(breach, "aware_at")
    if told is not None:
        return Standing.LATE if is_more_than_hours_after(told, aware, hours) else Standing.IN_TIME
    is_over = is_more_than_hours_after(end_of_report(breach, aware, view), aware, hours)
    return Standing.OVERDUE if is_over else Standing.OPEN


def moment_in_words(moment: datetime) -> str:
    """A moment as a sentence has it: 4 August 2026 at 09:15."""
    return f"{day_in_words(moment.date())} at {moment:%H:%M}"


def time_between(first: datetime, last: datetime) -> str:
    """The hours, minutes and seconds from one moment to another by the clock, in words; a begun second counts."""
    hours, rest = divmod(ceil((last.astimezone(UTC) - first.astimezone(UTC)).total_seconds()), _SECONDS_AN_HOUR)
    minutes, seconds = divmod(rest, _SECONDS_A_MINUTE)
    parts = ((hours, "hours"), (minutes, "minutes"), (seconds, "seconds"))
    words = [amount_in_words(amount, unit) for amount, unit in parts if amount]
    return listed_in_words(words) if words else "at once"
