"""Which data are collected: the categories that activities use, the datasets that are worked with."""

from collections.abc import Iterator
from functools import partial

from auditlib.practice.covering import named as in_words
from auditlib.practice.looking import borne_out, of_each, proofs_of
from auditlib.practice.named_parties import parties_in_use, with_parties
from auditlib.practice.needs import lacking
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import activities_in_use, categories_of, datasets_held, is_own_decision
from auditlib.practice.room import how_told, room_for
from auditlib.practice.topics import touches
from auditlib.reference.taxonomy import is_broader
from auditlib.rulebook.conditions import known
from auditlib.rulebook.providers import provider_key, providers_in_sheet, providers_storing
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.vendors import Vendor

_KINDS = "data_kind"
_MODALITIES = "dataset_modality"


@procedure("collects", "exists", _KINDS)
def data_collected(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each kind of data named is in an activity in use, with what it calls for; each company named is in use."""
    yield from with_parties(statement, view, _uses(statement, view))


@procedure("collects", "permitted", _KINDS)
def data_perhaps_collected(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nothing is required: the activities with the kinds of data named are listed, and there need be none."""
    yield from _uses(statement, view)


def _uses(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for term in statement.terms:
        yield from of_each(activities_in_use(view), partial(_use, term=term, view=view))


def _use(activity: ProcessingActivity, term: str, view: View) -> Iterator[Observation]:
    if activity.is_blank("data_category_ids"):
        return
    for category in categories_of(activity, view):
        kind = category.kind or ""
        cells = ((activity, "data_category_ids"), (category, "kind"))
        text = f"{activity.identity} uses {category.identity} ({in_words(_KINDS, kind)})"
        if is_broader(_KINDS, kind, term):
            yield seen(Bearing.VAGUE, f"{text}, which may be more than {in_words(_KINDS, term)}", *cells, term=term)
        elif kind == term or is_broader(_KINDS, term, kind):
            missing = lacking(_KINDS, term, category, activity, view)
            proofs = proofs_of(activity, view)
            shown = seen(Bearing.STATED, f"{text}, {missing}", *cells, term=term)
            yield shown if missing else borne_out(text, *cells, proofs=proofs, term=term)


@procedure("collects", "closed", _KINDS, rests_on=(ProcessingActivity, DataCategory))
def only_these_data(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every kind of data in an activity carried out as controller is named."""
    yield from of_each(activities_in_use(view), lambda row: _named(row, statement, view))


def _named(activity: ProcessingActivity, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    if not is_own_decision(activity):
        return
    known(activity, "data_category_ids")
    yield from of_each(categories_of(activity, view), lambda row: _named_kind(row, activity, statement, view))


def _named_kind(
    category: DataCategory, activity: ProcessingActivity, statement: PolicyCommitment, view: View
) -> Iterator[Observation]:
    kind = known(category, "kind")
    bearing = room_for(kind, statement, view)
    text = f"{activity.identity} uses {category.identity} ({in_words(_KINDS, kind)}){how_told(bearing)}"
    yield seen(bearing, text, (activity, "data_category_ids"), (category, "kind"))


@procedure("collects", "none", _KINDS, rests_on=(ProcessingActivity, DataCategory))
def never_these_data(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No activity carried out as controller has one of the kinds of data."""
    yield from of_each(activities_in_use(view), lambda row: _ruled_out(row, statement, view))


def _ruled_out(activity: ProcessingActivity, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    if not is_own_decision(activity):
        return
    for category in categories_of(activity, view):
        kind = known(category, "kind")
        cells = ((activity, "data_category_ids"), (category, "kind"))
        text = f"{activity.identity} uses {category.identity} ({in_words(_KINDS, kind)})"
        if any(kind == term or is_broader(_KINDS, term, kind) for term in statement.terms):
            yield seen(Bearing.CONTRARY, f"{text}, which the policy rules out", *cells)
        elif any(is_broader(_KINDS, kind, term) for term in statement.terms):
            yield seen(Bearing.UNKNOWN, f"{text}, which may hold what the policy rules out", *cells)
        else:
            yield seen(Bearing.STATED, text, *cells)


@procedure("collects", "closed", _MODALITIES, rests_on=(Dataset,))
def only_these_datasets(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every dataset held in the period is of the kinds named."""
    yield from of_each(datasets_held(view), lambda row: _modality(row, statement, view))


def _modality(dataset: Dataset, statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    for modality in dict.fromkeys(known(dataset, "modalities")):
        bearing = room_for(modality, statement, view)
        text = f"{dataset.identity} is {in_words(_MODALITIES, modality)}{how_told(bearing)}"
        yield seen(bearing, text, (dataset, "modalities"))


@procedure("collects", "exists", _MODALITIES)
def datasets_worked_with(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """A dataset held in the period is of each kind named."""
    for term in statement.terms:
        for dataset in datasets_held(view):
            if term in dataset.modalities:
                text = f"{dataset.identity} is {in_words(_MODALITIES, term)}"
                yield borne_out(text, (dataset, "modalities"), proofs=proofs_of(dataset, view), term=term)


@procedure("collects", "exists")
def through_named_companies(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each company and tool that is named is in use."""
    if not statement.named_parties:
        yield _nothing_named(statement)
    yield from parties_in_use(statement, view)


def _nothing_named(statement: Record) -> Observation:
    text = "names nothing that a row of the register could be compared with"
    return seen(Bearing.UNKNOWN, text, (statement, "quote"))


@procedure("collects", "closed", rests_on=(Cookie, Vendor))
def only_named_companies(statement: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Every company that stores something on visitors' devices is named, or told vaguely by words like “tools like”."""
    if not statement.named_parties:
        yield _nothing_named(statement)
        return
    told = {provider_key(party, view) for party in statement.named_parties}
    is_open = touches(statement.quote or "", "examples")
    bearing = Bearing.VAGUE if is_open else Bearing.CONTRARY
    how = f"told only by the words “{statement.quote}”" if is_open else "which the policy does not name"
    found = {**view.once(providers_in_sheet), **view.once(providers_storing)}
    for key, name in sorted(found.items()):
        if key not in told:
            yield seen(bearing, f"{name} reads visitors' devices, {how}", *_of_provider(key, view))


def _of_provider(key: str, view: View) -> Iterator[tuple[Record, str]]:
    vendor = view.register.find(Vendor, key)
    if vendor is not None:
        yield vendor, "name"
    for cookie in view.register.all(Cookie):
        if vendor is not None and cookie.vendor_id == vendor.identity:
            yield cookie, "provider"
