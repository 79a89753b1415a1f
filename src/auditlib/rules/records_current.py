"""ROP: whether the record of processing is kept up: one row each, dates in order, reviews done (GDPR Art. 30)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.register.texts import texts_of
from auditlib.rulebook.conditions import every, is_set, known, one_of, says_yes
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.wording import day_in_words

is_active = one_of("status", "active")

# Start and end of what a row tells; the end may not lie before the start.
SPANS = {
    "processing_activities": (("started_on", "ended_on"),),
    "transfers": (("started_on", "ended_on"),),
    "contracts": (("signed_on", "ends_on"),),
    "datasets": (("received_on", "deleted_on"),),
    "evidence": (("period_starts_on", "period_ends_on"),),
}
# What the record itself has to contain, the id of the row left out.
_RECORDS = ("GDPR 30(1)", "GDPR 30(2)")
ARTICLE_30 = tuple(
    column.name
    for column in ProcessingActivity.columns.values()
    if column.name != ProcessingActivity.key and any(cite.startswith(_RECORDS) for cite in column.cites)
)
# Days of events that have happened once they are entered; those of records about the period may be dated later.
PAST_EVENTS = {
    "datasets": ("received_on", "delivered_on", "deleted_on"),
    "contracts": ("signed_on",),
}


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
        yield Noted("activity_id", f"shares its id with {len(twins) - 1} other rows", also=also)


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
    """A record nobody looks at stops being true.

    Fix: review the row with its owner and enter the day, changed or not.
    """
    reviewed_on = activity.reviewed_on
    months = view.limit("house_activity_review")
    if reviewed_on is None:
        yield Noted("reviewed_on", "states no review")
    elif is_older_than(reviewed_on, months, view.period.ends_on):
        yield Noted("reviewed_on", f"was last reviewed on {day_in_words(reviewed_on)}, more than {months} months ago")


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
    """The organisation set itself this day.

    Fix: review the row and set the next day.
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
    """A change nobody looked at may be a mistake, or a change of purpose.

    Fix: have the change reviewed or approved, and enter the days of the change and of the review.
    """
    yield from all_parts(_not_looked_at(activity), _not_dated(activity, view))


def _not_looked_at(activity: ProcessingActivity) -> Iterator[Noted]:
    updated: date = known(activity, "updated_on")
    looked_at = [day for day in (activity.approved_on, activity.reviewed_on) if day is not None]
    if all(day < updated for day in looked_at):
        also = ((activity, "approved_on"), (activity, "reviewed_on"))
        yield Noted(
            "updated_on", f"changed on {day_in_words(updated)} and states no approval or review since", also=also
        )


def _not_dated(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """A row that differs from that of the period before and still gives the same day as that of its last change."""
    before = _row_before(activity, view)
    now = texts_of(activity)
    changed = [column for column in ARTICLE_30 if before and before.get(column, "") != now.get(column, "")]
    if changed and before.get("updated_on", "") == now.get("updated_on", ""):
        headings = ", ".join(f"“{activity.columns[column].phrase}”" for column in changed)
        last = day_in_words(known(activity, "updated_on"))
        also = tuple((activity, column) for column in changed)
        text = f"differs from {view.prior.period.name} in {headings} and still gives {last} as its last change"
        yield Noted("updated_on", text, also=also)


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
    "ROP-30",
    "Dates are in order and past events are not in the future",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(1)(d)",),
    each=Record,
    regimes=EVERY_REGIME,
)
def dates_out_of_order(record: Record, view: View) -> Iterator[Noted]:
    """An end before its start, or an event dated after the day of the report, is a slip of the pen or worse.

    Fix: correct the dates.
    """
    for start, end in SPANS.get(record.about.name, ()):
        first, last = record.value_of(start), record.value_of(end)
        if first is not None and last is not None and last < first:
            text = f"ends on {day_in_words(last)}, before it began on {day_in_words(first)}"
            yield Noted(end, text, also=((record, start),))
    for column in PAST_EVENTS.get(record.about.name, ()):
        happened = record.value_of(column)
        day = happened.date() if isinstance(happened, datetime) else happened
        if day is not None and day > view.as_of:
            heading = record.columns[column].phrase
            yield Noted(column, f"has “{heading}” {day_in_words(day)}, after the day of the report")


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
    """Two rows for one activity drift apart.

    Fix: keep one of the rows, or say what tells them apart.
    """
    for twin in view.once(_by_content)[_content(activity, view)]:
        if twin is not activity and twin.identity != activity.identity:
            also = ((twin, "activity_id"),)
            yield Noted(
                "activity_id", f"agrees with {twin.identity} in all that the record states", twin.identity, also
            )


def _content(activity: ProcessingActivity, view: View) -> tuple[object, ...]:
    purposes = view.register.pointing_at(activity, "purposes.activity_id")
    return (
        activity.entity_id,
        activity.role,
        frozenset(activity.data_subject_categories),
        frozenset(activity.data_category_ids),
        frozenset(activity.client_ids),
        frozenset(purpose.value_of("purpose") for purpose in purposes),
    )


def _by_content(view: View) -> dict[tuple[object, ...], list[ProcessingActivity]]:
    groups: dict[tuple[object, ...], list[ProcessingActivity]] = {}
    for activity in view.register.all(ProcessingActivity):
        groups.setdefault(_content(activity, view), []).append(activity)
    return groups


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
    """Fewer than 250 people are exempt only for occasional processing without risk and without special categories.

    Fix: keep the record, or correct the answers about people employed and about each activity.
    """
    people = view.limit("eu_record_exemption")
    if entity.employee_count is not None and entity.employee_count >= people:
        also = ((entity, "employee_count"),)
        yield Noted(
            "relies_on_record_exemption", f"relies on the exemption and employs {people} people or more", also=also
        )
    for activity in view.register.pointing_at(entity, "processing_activities.entity_id"):
        if isinstance(activity, ProcessingActivity) and activity.status == "active":
            yield from _not_exempt(activity, view, entity)


def _not_exempt(activity: ProcessingActivity, view: View, entity: Organisation) -> Iterator[Noted]:
    reasons = []
    if activity.is_occasional is not Answer.YES:
        reasons.append(("is_occasional", "is not stated to be occasional"))
    if activity.poses_risk_to_people is not Answer.NO:
        reasons.append(("poses_risk_to_people", "is not stated to be without risk"))
    categories = view.register.follow(DataCategory, activity.data_category_ids)
    if any(set(row.special_categories) - {"none"} or row.is_criminal_data is Answer.YES for row in categories):
        reasons.append(("data_category_ids", "uses special-category or criminal data"))
    for column, reason in reasons:
        text = f"relies on the exemption from keeping records, and {activity.identity} {reason}"
        yield Noted("relies_on_record_exemption", text, f"{activity.identity} {column}", ((activity, column),), entity)
