"""Lists of sign-ons, and how one is read: which applications there are, and how many accounts use each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.source import Company, Source
from auditlib.evidence.tabular import TABLE_ENDINGS, Column, Kind, open_table

COLUMNS = (
    Column("application"),
    Column("domain", is_required=False),
    Column("account"),
    Column("last_used_on", Kind.DATE, is_required=False),
    Column("granted_on", Kind.DATE, is_required=False),
)


@dataclass(frozen=True, slots=True)
class Application:
    """One application people sign on to."""

    name: str
    domain: str
    accounts: int
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class SignOn(Source):
    """A list of the applications people sign on to."""

    kind: ClassVar[str] = "sign_on_export"
    in_words: ClassVar[str] = "sign-on export"

    applications: tuple[Application, ...]
    rows: int | None = None

    def companies(self) -> Iterator[Company]:
        """Who runs the applications."""
        return (Company(one.name, one.domain, "shows that people sign on to") for one in self.applications)


def read_sign_on(extract: Extract) -> SignOn:
    """Read a sign-on export; accounts are counted, not taken over.

    Raises:
        UnusableExtract: it is no sign-on export that can be read.
    """
    with open_table(extract, COLUMNS) as opened:
        grants = opened.table.mutate(domain=opened.table.domain.lower().fill_null(""))
        by_application = grants.group_by("application", "domain").aggregate(
            accounts=grants.account.nunique(), last_used_on=grants.last_used_on.max()
        )
        found = sorted(opened.fetch(by_application), key=lambda row: row[:2])
        applications = tuple(Application(name, domain, int(accounts), last) for name, domain, accounts, last in found)
        return SignOn(extract.evidence_id, extract.name, applications, rows=opened.rows)


CONNECTOR = Connector(SignOn, TABLE_ENDINGS, read_sign_on)
