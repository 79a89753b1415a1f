"""RET: whether the retention schedule says how long, from when, why, and the same everywhere (GDPR Art. 5(1)(e))."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.conditions import is_set, known, one_of
from auditlib.rulebook.lengths import is_same_length, length_of
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.text import general_phrase
from auditlib.rulebook.view import View
from auditlib.schema.durations import Duration
from auditlib.scope import listed, readable
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention

STATED = (
    must_state(
        "RET-02",
        "Every retention period has a starting event",
        "starting_event_not_stated",
        "trigger_event",
        message="states a period and no event from which it runs",
        severity=Severity.HIGH,
        force=Force.GUIDANCE,
        cites=("GDPR 5(1)(e)", "GDPR 13(2)(a)", "CNIL record template"),
        each=Retention,
        applies=is_set("period"),
        why="Two years from an unknown day have no end.",
        fix="Choose the event from which the period runs, such as the last contact.",
    ),
    must_state(
        "RET-04",
        "Every retention period required by law cites the law",
        "retention_law_not_stated",
        "law_reference",
        message="keeps data because a law requires it and does not name the law",
        severity=Severity.MEDIUM,
        force=Force.GUIDANCE,
        cites=("GDPR 6(1)(c)", "GDPR 5(1)(e)", "EDPB CEF 2025 report"),
        each=Retention,
        applies=one_of("ground", "legal_obligation"),
        why="Only a law that can be looked up shows that the data must be kept, and for how long.",
        fix="Enter the law and its section, or choose another ground.",
    ),
)


@rule(
    "RET-01",
    "Every retention rule says how long",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(e)", "GDPR 13(2)(a)", "GDPR 30(1)(f)", "WP260 rev.01"),
    each=Retention,
)
def period_not_stated(row: Retention, _view: View) -> Iterator[Noted]:
    """Data are kept no longer than necessary; “as long as necessary” repeats the law and limits nothing.

    Fix: enter a period, or criteria from which a person can work out when the data go.
    """
    if row.period is not None:
        return
    also = ((row, "criteria"),)
    if row.criteria is None:
        yield Noted("period", "states no period and no criteria for one", also=also)
    elif general_phrase(row.criteria, "retention"):
        yield Noted("period", f"states no period, and as criteria only “{row.criteria}”", also=also)


@rule(
    "RET-03",
    "Every retention period can be read as a duration",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 30(1)(f)",),
    each=Retention,
    applies=is_set("period"),
    regimes=EVERY_REGIME,
)
def period_not_readable(row: Retention, _view: View) -> Iterator[Noted]:
    """A period that cannot be counted on from a day cannot be tested, nor kept.

    Fix: enter it as a number with its unit, such as 24 months, or P24M.
    """
    period: Duration = known(row, "period")
    if not period.is_readable:
        yield Noted("period", f"states the period “{period.text}”, which cannot be read as a length of time")


# All rows of an activity, and those of them that name no category (no system) and so cover each.
_ANY, _ALL = "any", "all"
_Terms = tuple[object, ...]


@rule(
    "RET-05",
    "No two retention rules disagree",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(1)(e)", "GDPR 5(2)"),
    each=Retention,
    regimes=EVERY_REGIME,
)
def rules_disagree(row: Retention, view: View) -> Iterator[Noted]:
    """Where two rules hold for the same data, nobody can follow both.

    Fix: keep one of the rules, or name the categories or systems for which each holds.
    """
    rows = view.once(_by_coverage)
    sought = product(known(row, "activity_ids"), _sought(row.data_category_ids), _sought(row.system_ids))
    others = {other.identity: other for covered in sought for other in rows.get(covered, {}).values()}
    for identity, other in sorted(others.items()):
        column = _disagreement(row, other)
        if column:
            mine, theirs = _in_words(row, column), _in_words(other, column)
            text = f"says {mine} for data for which {identity} says {theirs}"
            yield Noted(column, text, identity, ((other, column),))


def _disagreement(row: Retention, other: Retention) -> str:
    if row.period and other.period and not is_same_length(row.period, other.period):
        return "period"
    if row.trigger_event and other.trigger_event and row.trigger_event != other.trigger_event:
        return "trigger_event"
    return ""


def _in_words(row: Retention, column: str) -> str:
    return str(row.period) if column == "period" else f"“{label_of('retention_trigger', row.trigger_event or '')}”"


def _sought(identities: tuple[str, ...]) -> tuple[str, ...]:
    return (*identities, _ALL) if identities else (_ANY,)


def _by_coverage(view: View) -> Mapping[tuple[str, str, str], Mapping[_Terms, Retention]]:
    """For each activity, category and system, one row of each wording: the first by id, whatever their order."""
    found: dict[tuple[str, str, str], dict[_Terms, Retention]] = {}
    for row in sorted(view.register.all(Retention), key=lambda row: row.identity):
        if row.is_unreadable("period") or row.is_unreadable("trigger_event"):
            continue
        terms = (str(readable(row, "period")), readable(row, "trigger_event"))
        categories = (*(listed(row, "data_category_ids") or (_ALL,)), _ANY)
        systems = (*(listed(row, "system_ids") or (_ALL,)), _ANY)
        for covered in product(listed(row, "activity_ids"), categories, systems):
            found.setdefault(covered, {}).setdefault(terms, row)
    return found


def has_published_period(row: Retention, view: View) -> bool:
    """Whether an accepted statement of a policy gives a period for data that the rule covers."""
    return bool(_published_about(row, view))


@rule(
    "RET-06",
    "The register and the published policy state the same periods",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(a)", "GDPR 5(2)", "GDPR 13(2)(a)"),
    each=Retention,
    applies=has_published_period,
)
def period_differs_from_policy(row: Retention, view: View) -> Iterator[Noted]:
    """People are told a period and rely on it.

    Fix: keep the period that is published, or publish the one that is kept.
    """
    period = length_of(row, "period")
    for statement in _published_about(row, view):
        stated = length_of(statement, "stated_period")
        if not is_same_length(period, stated):
            text = f"says {period}, and {statement.identity} of the policy says {stated}"
            yield Noted("period", text, statement.identity, ((statement, "stated_period"),))


def _published_about(row: Retention, view: View) -> Iterable[PolicyCommitment]:
    published = view.once(_published)
    found = {statement.identity: statement for statement in published.get("", ())}
    if published.keys() - {""}:
        for category in view.register.follow(DataCategory, _categories_of(row, view)):
            found |= {statement.identity: statement for statement in published.get(known(category, "kind"), ())}
    return found.values()


def _categories_of(row: Retention, view: View) -> Iterable[str]:
    if row.data_category_ids:
        return row.data_category_ids
    activities = view.register.follow(ProcessingActivity, known(row, "activity_ids"))
    return dict.fromkeys(identity for activity in activities for identity in activity.data_category_ids)


def _published(view: View) -> Mapping[str, list[PolicyCommitment]]:
    """The accepted statements of a period by the kind of data they name; those that name none, under a blank."""
    found: dict[str, list[PolicyCommitment]] = {}
    for statement in view.register.all(PolicyCommitment):
        is_accepted = readable(statement, "kind") == "retains" and readable(statement, "status") == "accepted"
        if is_accepted and readable(statement, "stated_period") and _is_of_policy(statement, view):
            for term in listed(statement, "terms") or ("",):
                found.setdefault(term, []).append(statement)
    return found


def _is_of_policy(statement: PolicyCommitment, view: View) -> bool:
    version = view.register.get(PolicyVersion, str(readable(statement, "policy_version_id") or ""))
    return version is not None and readable(version, "kind") in {"privacy_policy", "retention_schedule"}
