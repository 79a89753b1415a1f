"""Reads an accounts-payable ledger: who was paid, and the totals by currency."""

from decimal import Decimal

from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.facts import Ledger
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


CONNECTOR = Connector("ledger_export", TABLE_ENDINGS, read_ledger)
