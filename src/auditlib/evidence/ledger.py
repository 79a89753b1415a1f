"""Accounts-payable ledgers, and how one is read: who was paid, and the totals by currency."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.source import Company, Source
from auditlib.evidence.tabular import TABLE_ENDINGS, Column, Kind, open_table
from auditlib.schema.columns import Money

COLUMNS = (
    Column("booked_on", Kind.DATE),
    Column("payee"),
    Column("memo", is_required=False),
    Column("account", is_required=False),
    Column("amount", Kind.AMOUNT),
    Column("currency", Kind.CURRENCY),
)


@dataclass(frozen=True, slots=True)
class Ledger(Source):
    """An accounts-payable ledger: who was paid, each payee once, in order; income is left out.

    `totals` sums every row by currency, income included, for the control total that the source states.
    """

    kind: ClassVar[str] = "ledger_export"
    in_words: ClassVar[str] = "ledger export"

    payees: tuple[str, ...]
    rows: int | None = None
    totals: tuple[Money, ...] = ()
    booked_from: date | None = None
    booked_until: date | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which something was booked."""
        return (self.booked_from, self.booked_until) if self.booked_from and self.booked_until else None

    def companies(self) -> Iterator[Company]:
        """Who was paid."""
        return (Company(payee, "", "shows payments to") for payee in self.payees)


def read_ledger(extract: Extract) -> Ledger:
    """Read a ledger; memos may hold anything about anyone, so they are never taken over.

    Raises:
        UnusableExtract: it is no ledger that can be read.
    """
    with open_table(extract, COLUMNS) as opened:
        ledger = opened.table
        paid = ledger.filter(ledger.amount >= 0).select("payee").distinct()
        by_currency = ledger.group_by("currency").aggregate(
            total=ledger.amount.sum(), first=ledger.booked_on.min(), last=ledger.booked_on.max()
        )
        totals = sorted(opened.fetch(by_currency))
        return Ledger(
            extract.evidence_id,
            extract.name,
            payees=tuple(sorted(payee for (payee,) in opened.fetch(paid))),
            rows=opened.rows,
            totals=tuple(Money(_money(total), currency) for currency, total, _, _ in totals),
            booked_from=min(first for _, _, first, _ in totals),
            booked_until=max(last for _, _, _, last in totals),
        )


def _money(total: Decimal) -> Decimal:
    """The total without the empty decimals of the database: 80206.010000 is 80206.01."""
    cents = total.quantize(Decimal("0.01"))
    return cents if cents == total else total.normalize()


CONNECTOR = Connector(Ledger, TABLE_ENDINGS, read_ledger)
