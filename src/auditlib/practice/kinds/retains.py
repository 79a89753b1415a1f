"""How long data are kept: by a rule, no longer than it says, for the grounds and periods that are stated."""

from collections.abc import Iterable, Iterator
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.policy.facts import durations_in
from auditlib.practice.noting import noted_by, noted_on
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.practice.period_rows import is_running
from auditlib.practice.retention_meant import rules_meant
from auditlib.practice.topics import touches
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import Condition, always, every, is_set, known, one_of, some
from auditlib.rulebook.keeping import end_after_delivery, is_open
from auditlib.rulebook.lengths import end_of, is_same_length, length_of
from auditlib.rulebook.links import row_named
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.rules.retention_kept import hold_not_looked_after, kept_too_long
from auditlib.schema.durations import read_duration
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.legal_holds import LegalHold
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.wording import day_in_words

_LAW = "legal_obligation"


@procedure("retains", "all", rests_on=(ProcessingActivity, Retention))
def kept_by_a_rule(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Each running activity has a retention rule with end, start and method; a period stated is that of the rule."""
    if not commitment.is_blank("stated_period"):
        yield from _as_stated(commitment, view)
        return
    yield from noted_on(
        view.register.all(ProcessingActivity),
        lambda row: _without_rule(row, view),
        ("activity_id", "has a retention rule that says how long, from when and how data go"),
        is_running,
        view,
    )


def _without_rule(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    rules = view.register.pointing_at(activity, "retention.activity_ids")
    if not rules:
        yield Noted("activity_id", "is in no row of the retention sheet")
    elif not exists(rules, _says_how_long, view):
        also = tuple((rule, "period") for rule in rules)
        text = "has no retention rule that states its period or criteria, its starting event and its method of disposal"
        yield Noted("activity_id", text, also=also)


_says_how_long = every(some(is_set("period"), is_set("criteria")), is_set("trigger_event"), is_set("disposal_method"))


@procedure("retains", "all", "retention_ground", rests_on=(Retention,))
def kept_for_its_ground(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Nothing is kept beyond its retention rule, a period stated is the rule's, and a legal ground names its law."""
    rules = view.register.all(Retention)
    if not commitment.is_blank("stated_period"):
        yield from _as_stated(commitment, view)
    if _LAW in commitment.terms:
        shown = ("law_reference", "names the law that wants the data kept")
        yield from noted_on(rules, _without_law, shown, one_of("ground", _LAW), view)
    if commitment.modality != "asserts":
        yield from _not_overdue(rules, view)


def _without_law(rule: Retention) -> Iterator[Noted]:
    if rule.is_blank("law_reference"):
        yield Noted("law_reference", "keeps data because a law wants it and names no law")


def _not_overdue(rules: Iterable[Retention], view: View) -> Iterator[Observation]:
    yield from noted_on(
        rules,
        lambda row: noted_by((kept_too_long,), row, view),
        ("oldest_record_on", "holds nothing beyond its period"),
        every(is_set("period"), is_set("oldest_record_on")),
        view,
    )


def _as_stated(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """The retention rules for what the words name have the period stated, or less where it is a maximum."""
    meant = rules_meant(commitment, view)
    if not meant:
        text = "no row of the retention sheet is about what the statement names"
        yield seen(Bearing.UNKNOWN, text, (commitment, "stated_period"))
    shown = ("period", "has the period that is stated")
    yield from noted_on(meant, lambda row: _other_period(row, commitment, view), shown, always, view)


def _other_period(rule: Retention, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    period, stated = length_of(rule, "period"), length_of(commitment, "stated_period")
    quote = commitment.quote or ""
    is_within = end_of(view.as_of, period) <= end_of(view.as_of, stated) and touches(quote, "at_most")
    if is_within or is_same_length(period, stated):
        return
    others = (read_duration(fact.value) for fact in durations_in(quote))
    if commitment.vocabulary != "data_kind" and any(is_same_length(period, other) for other in others):
        why = f"the policy says {stated} and {period} in one sentence, and not which of them is meant"
        raise NotAssessable(why, commitment.place_of("quote"))
    yield Noted("period", f"keeps data for {period}, and the policy says {stated}")


period_kept = procedure("retains", "exists")(_as_stated)
period_kept_for_its_ground = procedure("retains", "exists", "retention_ground")(_as_stated)
period_kept_for_its_data = procedure("retains", "exists", "data_kind")(_as_stated)


@procedure("retains", "closed", "retention_ground", rests_on=(Retention,))
def kept_on_stated_grounds(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """No retention rule keeps data on a ground that is not stated."""
    shown = ("ground", "keeps data on a ground that is stated")
    rules = view.register.all(Retention)
    yield from noted_on(rules, lambda row: _other_ground(row, commitment), shown, always, view)


def _other_ground(rule: Retention, commitment: PolicyCommitment) -> Iterator[Noted]:
    ground = known(rule, "ground")
    if ground not in commitment.terms:
        label = label_of("retention_ground", ground).lower()
        yield Noted("ground", f"keeps data on a ground the policy does not state: {label}")


@procedure("retains", "permitted", "retention_ground")
def kept_where_permitted(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Open legal holds say what they are for and are reviewed; retention rules on the grounds named are listed."""
    keeps = one_of("ground", *commitment.terms)
    yield from noted_on(
        view.register.all(Retention), lambda _: (), ("ground", "keeps data on that ground"), keeps, view
    )
    if "dispute" in commitment.terms:
        shown = ("matter", "says what it is for and was looked at lately")
        yield from noted_on(view.register.all(LegalHold), lambda row: _unkept(row, view), shown, _is_open, view)


def _is_open(hold: LegalHold, view: View) -> bool:
    return is_open(hold, view.as_of)


def _unkept(hold: LegalHold, view: View) -> Iterator[Noted]:
    if hold.is_blank("matter"):
        yield Noted("matter", "does not say what it is for")
    yield from noted_by((hold_not_looked_after,), hold, view)


def _gone_as_agreed(_commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Delivered datasets were deleted within the days agreed with their clients."""
    yield from noted_on(
        view.register.all(Dataset),
        lambda row: _kept_beyond(row, view),
        ("deleted_on", "went within the days agreed with its client, or is not due yet"),
        _has_days_agreed(),
        view,
    )


def _has_days_agreed() -> Condition:
    def agreed(dataset: Dataset, view: View) -> bool:
        client = row_named(dataset, "client_id", Client, view)
        return not client.is_blank("retention_after_delivery_days")

    def delivered(dataset: Dataset, view: View) -> bool:
        return bool(known(dataset, "delivered_on") <= view.as_of)

    return every(is_set("delivered_on"), delivered, agreed)


def _kept_beyond(dataset: Dataset, view: View) -> Iterator[Noted]:
    last, client = end_after_delivery(dataset, view)
    gone: date | None = dataset.deleted_on
    also = ((dataset, "delivered_on"), (client, "retention_after_delivery_days"))
    if gone is not None and gone > last:
        text = f"was to go by {day_in_words(last)} and went on {day_in_words(gone)}"
        yield Noted("deleted_on", text, also=also)
    elif gone is None and last < view.as_of and known(dataset, "status") == "held":
        yield Noted("deleted_on", f"was to go by {day_in_words(last)} and is still held", also=also)


gone_as_agreed = procedure("retains", "event", rests_on=(Dataset,))(_gone_as_agreed)
gone_as_agreed_for_its_ground = procedure("retains", "event", "retention_ground", rests_on=(Dataset,))(_gone_as_agreed)
