"""ROP: whether the record of processing is kept up: one row each, reviews done (GDPR Art. 30)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.register.texts import texts_of
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import Condition, every, is_set, known, one_of, says_yes, some
from auditlib.rulebook.links import all_parts, entity_behind
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.sensitive import uses_criminal_data, uses_special_data
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.wording import amount_in_words, day_in_words

is_active = one_of("status", "active")

# What the record itself has to contain, the id of the row left out.
_RECORDS = ("GDPR 30(1)", "GDPR 30(2)")
ARTICLE_30 = tuple(
    column.name
    for column in ProcessingActivity.columns.values()
    if column.name != ProcessingActivity.key and any(cite.startswith(_RECORDS) for cite in column.cites)
)

# What two rows for one activity would have in common, besides their purposes.
_COMPARED = (
    *("entity_id", "role", "client_ids", "data_subject_categories", "data_category_ids", "processing_categories"),
)
_UNREAD = object()
_Content = tuple[object, ...]


@rule(
    "ROP-01",
    "Every processing activity has an id of its own",
    severity=Severity.HIGH,
    force=Force.PRACTICE,
    cites=("GDPR 30(1)", "GDPR 5(2)"),
    each=ProcessingActivity,
    regimes=EVERY_REGIME,
)
def activity_id_repeated(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """What refers to a repeated id refers to two activities at once.

    Fix: give each activity an id of its own and correct the rows that name the old one.
    """
    twins = view.register.sharing_id(activity)
    if len(twins) > 1:
        also = tuple((twin, "activity_id") for twin in twins)
        others = amount_in_words(len(twins) - 1, "other rows")
        yield Noted("activity_id", f"shares its id with {others}", also=also)


@rule(
    "ROP-26",
    "Every activity was reviewed in the last twelve months",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 5(2)", "GDPR 24(1)", "ICO Accountability Framework"),
    each=ProcessingActivity,
    applies=is_active,
)
def review_too_old(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """A record that nobody reviews goes out of date.

    Fix: review the row with its owner and enter the day, changed or not.
    """
    reviewed_on = activity.reviewed_on
    months, house = view.limit("house_activity_review"), view.origin_of_limit("house_activity_review")
    if reviewed_on is None:
        yield Noted("reviewed_on", "states no review")
    elif is_older_than(reviewed_on, months, view.period.ends_on):
        text = f"was last reviewed on {day_in_words(reviewed_on)}, more than {months} months ago ({house})"
        yield Noted("reviewed_on", text)


@rule(
    "ROP-27",
    "Every review that fell due was done",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 24(1)",),
    each=ProcessingActivity,
    applies=every(is_set("next_review_on"), is_active),
    regimes=EVERY_REGIME,
)
def review_not_done(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """The organisation itself set the day of this review.

    Fix: review the row, enter the day, and set the next one.
    """
    due: date = known(activity, "next_review_on")
    done = activity.reviewed_on
    if due < view.period.ends_on and (done is None or done < due):
        yield Noted("next_review_on", f"was due for review on {day_in_words(due)} and states no review since then")


@rule(
    "ROP-28",
    "Every change of an activity was reviewed or approved afterwards",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 30", "GDPR 24", "ICO record guidance"),
    each=ProcessingActivity,
    applies=is_set("updated_on"),
)
def change_not_reviewed(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """A change that nobody reviewed may be a mistake, or a new purpose that nobody decided on.

    Fix: have the change reviewed or approved, and enter the days of the change and of the review.
    """
    yield from all_parts(_not_looked_at(activity, view), _not_dated(activity, view))


def _dated_since_the_change(column: str) -> Condition:
    def holds(activity: Record, _view: View) -> bool:
        day = activity.value_of(column)
        return day is not None and day >= known(activity, "updated_on")

    return holds


def _not_looked_at(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    if not some(_dated_since_the_change("approved_on"), _dated_since_the_change("reviewed_on"))(activity, view):
        text = f"changed on {day_in_words(known(activity, 'updated_on'))} and states no approval or review since"
        yield Noted("updated_on", text, also=((activity, "approved_on"), (activity, "reviewed_on")))


def _not_dated(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """A row that differs from that of the period before and still gives the same day as that of its last change."""
    if view.case.previous is None:
        return
    before = _row_before(activity, view)
    now = texts_of(activity)
    changed = [column for column in ARTICLE_30 if before and before.get(column, "") != now.get(column, "")]
    if changed and before.get("updated_on", "") == now.get("updated_on", ""):
        headings = ", ".join(f"“{activity.columns[column].phrase}”" for column in changed)
        last = day_in_words(known(activity, "updated_on"))
        also = tuple((activity, column) for column in changed)
        text = f"differs from {view.prior.period.name} in {headings} and still gives {last} as its last change"
        yield Noted("updated_on", text, "undated", also)


def _row_before(activity: ProcessingActivity, view: View) -> Mapping[str, str]:
    """The row of the period before; empty where the activity is new."""
    if len(view.register.sharing_id(activity)) > 1:
        raise NotAssessable("several rows share its id", activity.place_of("activity_id"))
    sheet = view.prior.rows.get(activity.about.name)
    if sheet is None:
        raise NotAssessable(f"sheet {activity.about.name} not supplied in {view.prior.period.name}")
    return sheet.get(activity.identity, {})


@rule(
    "ROP-29",
    "Every ended activity is marked as ended",
    severity=Severity.LOW,
    force=Force.PRACTICE,
    cites=("GDPR 5(1)(d)", "GDPR 30"),
    each=ProcessingActivity,
    applies=is_active,
    regimes=EVERY_REGIME,
)
def ended_but_active(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """An activity that has ended and is marked active is tested and reported as if it ran.

    Fix: set the status to ended, or correct the last day.
    """
    if activity.ended_on is not None and activity.ended_on <= view.as_of:
        text = f"ended on {day_in_words(activity.ended_on)} and is marked active"
        yield Noted("status", text, also=((activity, "ended_on"),))


@rule(
    "ROP-31",
    "No activity is recorded twice",
    severity=Severity.LOW,
    force=Force.PRACTICE,
    cites=("GDPR 30(1)",),
    each=ProcessingActivity,
    regimes=EVERY_REGIME,
)
def activity_recorded_twice(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """Two rows for one activity drift apart, and nobody can tell which one holds.

    Fix: keep one of the rows, or say what tells them apart.
    """
    rows, own = view.once(_by_content), _content(activity, view)
    if _UNREAD not in own:
        headings = ", ".join(f"“{activity.columns[column].phrase}”" for column in _COMPARED)
        for twin in _others(activity, rows[own]):
            text = f"agrees with {twin.identity} in {headings} and the purposes"
            yield Noted("activity_id", text, twin.identity, ((twin, "activity_id"),))
    doubtful = (content for content in rows if _UNREAD in own or _UNREAD in content)
    if any(_may_agree(own, content) and _others(activity, rows[content]) for content in doubtful):
        raise NotAssessable("whether another activity agrees with it is open, as a cell could not be read")


def _others(activity: ProcessingActivity, rows: Iterable[ProcessingActivity]) -> list[ProcessingActivity]:
    return [row for row in rows if row.identity != activity.identity]


def _may_agree(content: _Content, other: _Content) -> bool:
    return all(ours == theirs or _UNREAD in (ours, theirs) for ours, theirs in zip(content, other, strict=True))


def _by_content(view: View) -> Mapping[_Content, list[ProcessingActivity]]:
    groups: dict[_Content, list[ProcessingActivity]] = {}
    for activity in view.register.all(ProcessingActivity):
        groups.setdefault(_content(activity, view), []).append(activity)
    return groups


def _content(activity: ProcessingActivity, view: View) -> _Content:
    purposes = view.register.pointing_at(activity, "purposes.activity_id").read_in("purpose")
    stated = frozenset(row.value_of("purpose") for row in purposes.there)
    return (*(_part(activity, column) for column in _COMPARED), _UNREAD if purposes.unknown else stated)


def _part(activity: ProcessingActivity, column: str) -> object:
    if activity.is_unreadable(column):
        return _UNREAD
    value = activity.value_of(column)
    return frozenset(value) if isinstance(value, tuple) else value


def _is_not(column: str, wanted: Answer) -> Condition:
    """The answer is another one, blank and unknown included; a cell that cannot be read leaves it open."""
    return lambda record, _view: record.value_of(column) is not wanted


_AGAINST_EXEMPTION = {
    "is_occasional": ("is not stated to be occasional", _is_not("is_occasional", Answer.YES)),
    "poses_risk_to_people": ("is not stated to be without risk", _is_not("poses_risk_to_people", Answer.NO)),
    "data_category_ids": ("uses special-category or criminal data", some(uses_special_data, uses_criminal_data)),
}


@rule(
    "ROP-32",
    "An exemption from keeping records is open to the organisation",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(5)", "GDPR Rec. 13", "WP29 position paper of 19.4.2018"),
    each=Organisation,
    applies=says_yes("relies_on_record_exemption"),
)
def exemption_not_open(entity: Organisation, view: View) -> Iterator[Noted]:
    """Fewer than 250 people exempt an organisation only for occasional processing without risk and without special
    categories or data on offences.

    Fix: keep the record, or correct the answers about people employed and about each activity.
    """
    yield from all_parts(_too_many_people(entity, view), _not_exempt(entity, view))


def _too_many_people(entity: Organisation, view: View) -> Iterator[Noted]:
    people = view.limit("eu_record_exemption")
    if known(entity, "employee_count") >= people:
        text = f"relies on the exemption and employs {people} people or more"
        yield Noted("relies_on_record_exemption", text, also=((entity, "employee_count"),))


def _not_exempt(entity: Organisation, view: View) -> Iterator[Noted]:
    def is_of_the_entity(activity: Record, view: View) -> bool:
        return entity_behind(activity, view).identity == entity.identity

    def stated(activity: ProcessingActivity, column: str) -> Iterator[Noted]:
        reason, is_so = _AGAINST_EXEMPTION[column]
        if every(is_of_the_entity, is_active, is_so)(activity, view):
            text = f"relies on the exemption from keeping records, and {activity.identity} {reason}"
            yield Noted("relies_on_record_exemption", text, f"{activity.identity} {column}", ((activity, column),))

    yield from noted_of_each(
        product(view.register.all(ProcessingActivity), _AGAINST_EXEMPTION), lambda one: stated(*one)
    )
