"""RET: whether the retention schedule says how long, from when, why, and the same everywhere (GDPR Art. 5(1)(e))."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import every, is_set, known, one_of
from auditlib.rulebook.governing import is_governed
from auditlib.rulebook.lengths import is_same_length, length_in_words, length_of
from auditlib.rulebook.links import row_or_none
from auditlib.rulebook.policies import counts
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.text import general_phrase
from auditlib.rulebook.view import View
from auditlib.schema.durations import Duration
from auditlib.scope import readable
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
        why="Two years that run from an unknown day never end.",
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
    if not _has_no_limit(row):
        return
    states = f"states as its period only “{row.period}”" if row.period else "states no period"
    lacks = f", and as criteria only “{row.criteria}”" if row.criteria else " and no criteria for one"
    yield Noted("period", f"{states}{lacks}", also=((row, "criteria"),))


def _has_no_limit(row: Retention) -> bool:
    """Whether neither period nor criteria say more than a general phrase.

    Raises:
        NotAssessable: the period cannot be read as a length of time and is none of the phrases either.
    """
    if row.period is not None and row.period.is_readable:
        return False
    if row.criteria is not None and not general_phrase(row.criteria, "retention"):
        return False
    if row.period is not None and not general_phrase(row.period.text, "retention"):
        length_of(row, "period")
    return True


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
def period_not_readable(row: Retention, view: View) -> Iterator[Noted]:
    """A period that cannot be counted on from a day cannot be tested, nor kept.

    Fix: enter it as a number with its unit, such as 24 months, or P24M.
    """
    period: Duration = known(row, "period")
    if not period.is_readable and not _is_found_already(row, view):
        yield Noted("period", f"states the period “{period.text}”, which cannot be read as a length of time")


def _is_found_already(row: Retention, view: View) -> bool:
    """Whether RET-01, which is about EU and UK law, has found that the period limits nothing."""
    is_general = general_phrase(known(row, "period").text, "retention")
    return is_general and is_governed(period_not_stated, row, view) and _has_no_limit(row)


# All rows of an activity, and those of them that name no category (no system) and so cover each.
_ANY, _ALL = "any", "all"
_WORDING = ("period", "trigger_event")
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
    in_order = tuple(other for _, other in sorted(others.items()))
    yield from noted_of_each(Rows(in_order, view.once(_covering).unknown), lambda other: _disagrees(row, other))


def _disagrees(row: Retention, other: Retention) -> Iterator[Noted]:
    column = _disagreement(row, other)
    if column:
        mine, theirs = _in_words(row, column), _in_words(other, column)
        text = f"says {mine} for data for which {other.identity} says {theirs}"
        yield Noted(column, text, other.identity, ((other, column),))


def _disagreement(row: Retention, other: Retention) -> str:
    if row.period and other.period and not is_same_length(row.period, other.period):
        return "period"
    if row.trigger_event and other.trigger_event and row.trigger_event != other.trigger_event:
        return "trigger_event"
    return ""


def _in_words(row: Retention, column: str) -> str:
    if column == "period" and row.period:
        return length_in_words(row.period)
    return f"“{label_of('retention_trigger', row.trigger_event or '')}”"


def _sought(identities: tuple[str, ...]) -> tuple[str, ...]:
    return (*identities, _ALL) if identities else (_ANY,)


def _covering(view: View) -> Rows[Retention]:
    """The rules of which it can be read for what they hold."""
    return Rows(view.register.all(Retention)).read_in("activity_ids", "data_category_ids", "system_ids")


def _by_coverage(view: View) -> Mapping[tuple[str, str, str], Mapping[_Terms, Retention]]:
    """For each activity, category and system, one row of each wording: the first by id, whatever their order."""
    found: dict[tuple[str, str, str], dict[_Terms, Retention]] = {}
    for row in sorted(view.once(_covering).there, key=lambda row: row.identity):
        unread = tuple(map(row.is_unreadable, _WORDING))
        terms = (str(readable(row, "period")), readable(row, "trigger_event"), unread)
        categories = (*(row.data_category_ids or (_ALL,)), _ANY)
        systems = (*(row.system_ids or (_ALL,)), _ANY)
        for covered in product(row.activity_ids, categories, systems):
            found.setdefault(covered, {}).setdefault(terms, row)
    return found


def has_published_period(row: Retention, view: View) -> bool:
    """Whether a policy gives a period for data that the rule covers."""
    return any(True for _ in _published_about(row, view))


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
    yield from noted_of_each(_published_about(row, view), lambda statement: _differs(period, statement))


def _differs(period: Duration, statement: PolicyCommitment) -> Iterator[Noted]:
    stated = length_of(statement, "stated_period")
    if not is_same_length(period, stated):
        mine, theirs = length_in_words(period), length_in_words(stated)
        text = f"says {mine}, and {statement.identity} of the policy says {theirs}"
        yield Noted("period", text, statement.identity, ((statement, "stated_period"),))


def _published_about(row: Retention, view: View) -> Iterator[PolicyCommitment]:
    """The statements of a period for data that a rule covers; what is not known leaves open which else there are."""
    published = view.once(_published)
    yield from published.there.get("", ())
    if published.there.keys() - {""}:
        for category in _categories_of(row, view):
            yield from published.there.get(known(category, "kind"), ())
    if published.unknown is not None:
        raise published.unknown


def _categories_of(row: Retention, view: View) -> Iterator[DataCategory]:
    if row.data_category_ids:
        yield from view.register.follow(DataCategory, row.data_category_ids)
        return
    for activity in view.register.follow(ProcessingActivity, known(row, "activity_ids")):
        yield from view.register.follow(DataCategory, activity.data_category_ids)


@dataclass(slots=True)
class _Published:
    """Statements by the kind of data they name, under a blank those naming none; why there may be more."""

    there: dict[str, list[PolicyCommitment]] = field(default_factory=dict)
    unknown: NotAssessable | None = None


def _published(view: View) -> _Published:
    """The statements of a period that count."""
    published = _Published()
    for statement in view.register.all(PolicyCommitment):
        try:
            terms = (statement.terms or ("",)) if _states_period(statement, view) else ()
        except NotAssessable as open_question:
            published.unknown = published.unknown or open_question
            continue
        for term in terms:
            published.there.setdefault(term, []).append(statement)
    return published


def _is_retention_statement(statement: PolicyCommitment, _view: View) -> bool:
    return statement.kind == "retains"


def _is_of_policy(statement: PolicyCommitment, view: View) -> bool:
    version = row_or_none(statement, "policy_version_id", PolicyVersion, view)
    return version is not None and version.kind in {"privacy_policy", "retention_schedule"}


_states_period = every(_is_retention_statement, is_set("stated_period"), counts, _is_of_policy)
