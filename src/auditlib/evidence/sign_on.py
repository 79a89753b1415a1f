"""Reads a list of sign-ons: which applications there are, and how many accounts use each."""

from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.facts import Application, SignOn
from auditlib.evidence.tabular import TABLE_ENDINGS, Column, Kind, open_table

COLUMNS = (
    Column("application"),
    Column("domain", is_required=False),
    Column("account"),
    Column("last_used_on", Kind.DATE, is_required=False),
    Column("granted_on", Kind.DATE, is_required=False),
)


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


CONNECTOR = Connector("sign_on_export", TABLE_ENDINGS, read_sign_on)
