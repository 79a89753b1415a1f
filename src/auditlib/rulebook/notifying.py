"""Breaches against their clocks: the hours that law or contract gives, and those that were taken."""

from datetime import UTC, datetime

from auditlib.errors import NotAssessable
from auditlib.reference.deadlines import is_more_than_hours_after
from auditlib.reference.legal_dates import LegalFact, of_regime
from auditlib.rulebook.conditions import known
from auditlib.rulebook.time_limits import Standing, end_of_report
from auditlib.rulebook.view import View
from auditlib.sheets.breaches import Breach
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.wording import amount_in_words, day_in_words


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


def agreed_hours(breach: Breach, view: View) -> tuple[int, tuple[Contract, ...]]:
    """The shortest time agreed with a client concerned, and the contracts that say so."""
    agreed: dict[Contract, int] = {}
    for client in view.register.follow(Client, breach.client_ids):
        for contract in view.register.pointing_at(client, "contracts.client_id"):
            if isinstance(contract, Contract) and contract.breach_notice_hours is not None:
                agreed[contract] = contract.breach_notice_hours
    hours = min(agreed.values(), default=view.limit("house_client_breach_notice"))
    return hours, tuple(contract for contract, value in agreed.items() if value == hours)


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
    """The hours and minutes from one moment to another by the clock, in words."""
    minutes_in_all = int((last.astimezone(UTC) - first.astimezone(UTC)).total_seconds()) // 60
    hours, minutes = divmod(minutes_in_all, 60)
    parts = ((hours, "hours"), (minutes, "minutes"))
    return " and ".join(amount_in_words(amount, unit) for amount, unit in parts if amount) or "at once"
