"""That data are not sold: disclosures for something in return, resale of datasets, vendors that serve themselves."""

from collections.abc import Iterator

from auditlib.practice.looking import of_each
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import datasets_held, disclosures_made, purposes_in_use
from auditlib.practice.recipients import title_of
from auditlib.rulebook.conditions import answer, known
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disclosures import Disclosure
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.vendors import Vendor


@procedure("does_not_sell", "none", "dataset_use", rests_on=(Disclosure, Dataset))
def datasets_not_sold(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No dataset is disclosed for something in return, put to resale, or handled by a vendor for its own ends."""
    yield from _of_datasets(statement.terms, view)


@procedure("does_not_sell", "none", "purpose_kind", rests_on=(Disclosure, DataCategory, Purpose))
def data_not_sold(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No category is sold, no disclosure is a sale, and no purpose in use is selling."""
    yield from _of_data(statement.terms, view)


@procedure("does_not_sell", "none", rests_on=(Disclosure, DataCategory, Purpose, Dataset))
def nothing_sold(_statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Neither personal information nor datasets are sold."""
    yield from _of_data(("sale_of_data",), view)
    yield from _of_datasets(("resale",), view)


def _of_datasets(uses: tuple[str, ...], view: View) -> Iterator[Observation]:
    disclosures = [row for row in disclosures_made(view) if not row.is_blank("dataset_id")]
    yield from of_each(disclosures, _sale)
    yield from of_each(datasets_held(view), lambda row: _resold(row, uses))
    handling = dict.fromkeys(name for row in datasets_held(view) for name in row.vendor_ids)
    yield from of_each(view.register.follow(Vendor, handling), _used_for_itself)


def _of_data(purposes: tuple[str, ...], view: View) -> Iterator[Observation]:
    yield from of_each(view.entities, lambda row: _says_yes(row, "sells_or_shares_personal_information"))
    yield from of_each(view.register.all(DataCategory), lambda row: _says_yes(row, "is_sold_or_shared"))
    yield from of_each(disclosures_made(view), _sale)
    for purpose in purposes_in_use(view):
        if readable(purpose, "kind") in purposes:
            yield seen(Bearing.CONTRARY, f"{purpose.identity} is to sell data", (purpose, "kind"))


def _sale(row: Disclosure) -> Iterator[Observation]:
    """Money or another valuable consideration makes a disclosure a sale, whatever it is called."""
    if not row.is_blank("consideration"):
        text = f"{row.identity} to {row.recipient_name} was made in return for: {row.consideration}"
        yield seen(Bearing.CONTRARY, text, (row, "consideration"), (row, "is_sale"))
        return
    yield from _says_yes(row, "is_sale")


def _says_yes(row: Record, column: str) -> Iterator[Observation]:
    is_so = answer(row, column) is Answer.YES
    text = f"{row.identity}: “{row.columns[column].phrase}” is answered {'yes' if is_so else 'no'}"
    yield seen(Bearing.CONTRARY if is_so else Bearing.STATED, text, (row, column))


def _resold(dataset: Dataset, uses: tuple[str, ...]) -> Iterator[Observation]:
    is_so = not set(uses).isdisjoint(known(dataset, "uses"))
    text = f"{dataset.identity} is {'' if is_so else 'not '}put to resale or licensing"
    yield seen(Bearing.CONTRARY if is_so else Bearing.STATED, text, (dataset, "uses"))


def _used_for_itself(vendor: Vendor) -> Iterator[Observation]:
    is_so = answer(vendor, "uses_data_for_own_purposes") is Answer.YES
    text = f"{title_of(vendor)}, which handles datasets, {'uses' if is_so else 'does not use'} data for itself"
    yield seen(Bearing.CONTRARY if is_so else Bearing.STATED, text, (vendor, "uses_data_for_own_purposes"))
