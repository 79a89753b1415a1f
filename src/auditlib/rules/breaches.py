"""BRE: whether breaches were recorded, notified and followed up (GDPR Art. 33 and 34)."""

from collections.abc import Iterator
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.reference.deadlines import is_more_than_hours_after
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import every, is_blank, is_set, known, one_of
from auditlib.rulebook.keeping import last_day_judged
from auditlib.rulebook.links import all_parts, row_or_none
from auditlib.rulebook.notifying import (
    law_of_notice,
    moment_in_words,
    notice_standing,
    notice_to_clients,
    time_between,
)
from auditlib.rulebook.rule import EU, EVERY_REGIME, UK, Noted, rule
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.time_limits import Standing
from auditlib.rulebook.view import View
from auditlib.sheets.actions import Action
from auditlib.sheets.breaches import Breach
from auditlib.wording import day_in_words

is_controllers = every(one_of("regime", EU, UK), one_of("role", "controller", "joint_controller"))
is_a_risk = one_of("risk_level", "risk", "high_risk")

STATED = (
    must_state(
        "BRE-04",
        "People at high risk from a breach were told",
        "people_not_told",
        "subjects_notified_at",
        "subjects_not_notified_ground",
        message="is a high risk to people, and states neither that they were told nor a ground for not telling them",
        any_suffices=True,
        severity=Severity.CRITICAL,
        cites=("GDPR 34(1)", "GDPR 34(3)", "GDPR Rec. 86"),
        each=Breach,
        applies=every(is_controllers, one_of("risk_level", "high_risk")),
        why="People who are at high risk are told without undue delay, so that they can protect themselves.",
        fix="Tell the people and enter the moment, or enter the ground of Art. 34(3).",
    ),
    must_state(
        "BRE-05",
        "Every breach record states facts, effects and remedial action",
        "breach_record_incomplete",
        "facts",
        "effects",
        "remedial_action",
        message="states no {heading}",
        severity=Severity.HIGH,
        cites=("GDPR 33(5)",),
        each=Breach,
        why="The authority must be able to check the handling of every breach from its record, notified or not.",
        fix="Enter what happened, what it meant for people and what was done.",
    ),
    must_state(
        "BRE-06",
        "Every decision that risk is unlikely is reasoned",
        "unlikely_risk_not_reasoned",
        "risk_reason",
        message="is held unlikely to be a risk to people, and states no reasons",
        severity=Severity.HIGH,
        cites=("GDPR 33(1)", "GDPR 33(5)", "GDPR 5(2)"),
        each=Breach,
        applies=one_of("risk_level", "unlikely"),
        why="No notice is due only where a risk is unlikely, and the controller has to show that it is.",
        fix="Enter the reasons for the risk level, or notify the authority.",
    ),
)


@rule(
    "BRE-01",
    "Every breach with a risk was notified to the authority",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 33(1)", "GDPR Rec. 85"),
    each=Breach,
    applies=every(is_controllers, is_a_risk),
)
def authority_not_told(breach: Breach, view: View) -> Iterator[Noted]:
    """A breach that is a risk to people is notified within 72 hours of becoming aware of it.

    Fix: notify the authority now, with the reasons for the delay, and enter the moment.
    """
    if breach.authority_notified_at is not None:
        return
    law, aware = law_of_notice(breach), known(breach, "aware_at")
    if notice_standing(breach, None, law.value, view) is Standing.OVERDUE:
        text = (
            f"is a risk to people, was known on {moment_in_words(aware)} and was not notified within {law.value} hours"
        )
        yield Noted("authority_notified_at", text, also=((breach, "aware_at"),), confidence=law.confidence)


@rule(
    "BRE-02",
    "A breach notified after 72 hours states why",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 33(1)",),
    each=Breach,
    applies=every(is_controllers, is_a_risk, is_set("authority_notified_at")),
)
def delay_not_explained(breach: Breach, view: View) -> Iterator[Noted]:
    """A notice after 72 hours is accompanied by the reasons for the delay.

    Fix: send the authority the reasons, and enter them.
    """
    if (late := _lateness(breach, view)) and breach.is_blank("delay_reason"):
        also = ((breach, "authority_notified_at"), (breach, "aware_at"))
        confidence = law_of_notice(breach).confidence
        yield Noted("delay_reason", f"{late}, and states no reason for that", also=also, confidence=confidence)


@rule(
    "BRE-03",
    "Every breach was notified within 72 hours",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 33(1)",),
    each=Breach,
    applies=every(is_controllers, is_a_risk, is_set("delay_reason")),
)
def authority_told_late(breach: Breach, view: View) -> Iterator[Noted]:
    """Reasons for a delay excuse it only where an earlier notice was not feasible.

    Fix: this cannot be undone: record in the worklist why it happened and how it is prevented.
    """
    if late := _lateness(breach, view):
        also = ((breach, "aware_at"), (breach, "delay_reason"))
        confidence = law_of_notice(breach).confidence
        yield Noted("authority_notified_at", f"{late}; reasons are stated", also=also, confidence=confidence)


def _lateness(breach: Breach, view: View) -> str:
    """How late the notice was, in words that follow the name of the breach; blank where it came in time."""
    law = law_of_notice(breach)
    notified, aware = known(breach, "authority_notified_at"), known(breach, "aware_at")
    if notice_standing(breach, notified, law.value, view) is not Standing.LATE:
        return ""
    return f"was notified {time_between(aware, notified)} after it was known, later than {law.value} hours"


@rule(
    "BRE-07",
    "Clients were told of every breach of their data in time",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 33(2)", "GDPR 28(3)(f)"),
    each=Breach,
    applies=one_of("role", "processor", "subprocessor"),
)
def clients_not_told(breach: Breach, view: View) -> Iterator[Noted]:
    """A processor tells its client without undue delay; the client's own 72 hours begin when it knows.

    Fix: where they were not told yet, tell the clients now and enter the moment; what was late cannot be undone: record
    in the worklist why it happened and how it is prevented.
    """
    aware, told = known(breach, "aware_at"), breach.controller_notified_at
    stands, agreed = notice_to_clients(breach, view)
    hours = f"{agreed.hours} hours"
    if not agreed.contracts:
        hours += f" ({view.origin_of_limit('house_client_breach_notice')})"
    also = ((breach, "aware_at"), *((contract, "breach_notice_hours") for contract in agreed.contracts))
    if told is not None and stands is Standing.LATE:
        text = f"was known {time_between(aware, told)} before the clients were told of it, longer than {hours}"
        yield Noted("controller_notified_at", text, also=also)
    elif stands is Standing.OVERDUE:
        text = f"was known on {moment_in_words(aware)}, and the clients were not told within {hours}"
        yield Noted("controller_notified_at", text, also=also)


@rule(
    "BRE-08",
    "An incomplete notice was completed",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 33(3)", "GDPR 33(4)"),
    each=Breach,
    applies=is_set("authority_notified_at"),
)
def notice_not_completed(breach: Breach, _view: View) -> Iterator[Noted]:
    """What the first notice lacks is sent later, without undue further delay.

    Fix: send the authority the missing items and enter the moment.
    """
    if not breach.is_blank("follow_up_sent_at"):
        return
    given = known(breach, "notice_items")
    missing = [item for item in vocabulary("breach_notice_item") if item not in given]
    if missing:
        names = ", ".join(label_of("breach_notice_item", item).lower() for item in missing)
        also = ((breach, "notice_items"),)
        yield Noted("follow_up_sent_at", f"was notified without {names}, and no later notice is stated", also=also)


@rule(
    "BRE-09",
    "The times of a breach are complete and in order",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 33(1)",),
    each=Breach,
    regimes=EVERY_REGIME,
)
def times_out_of_order(breach: Breach, _view: View) -> Iterator[Noted]:
    """The 72 hours run from a moment, which needs a time and a time zone and cannot lie before the breach itself.

    Fix: enter the moments with their time and zone, such as 2026-05-04T09:15:00+01:00.
    """
    columns = ("aware_at", "occurred_at", "detected_at")
    unread = [column for column in columns if breach.is_unreadable(column)]
    for column in unread:
        heading = breach.columns[column].phrase
        yield Noted(column, f"has “{heading}” “{breach.raw_of(column)}”, which is no moment with time and zone")
    read = [column for column in columns if column not in unread]
    yield from noted_of_each(read, lambda column: _known_before(breach, column))


def _known_before(breach: Breach, column: str) -> Iterator[Noted]:
    """That a breach was known before a moment of it; a moment that is not stated cannot be in order."""
    moment, aware = known(breach, column), known(breach, "aware_at")
    if is_more_than_hours_after(moment, aware, 0):
        heading, when = breach.columns[column].phrase, moment_in_words(moment)
        text = f"has “{heading}” {when}, after it was known on {moment_in_words(aware)}"
        yield Noted("aware_at", text, column, ((breach, column),))


@rule(
    "BRE-10",
    "Every breach is linked to what it hit, and its cause is being fixed",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 33(5)", "GDPR 32(1)(d)"),
    each=Breach,
)
def breach_not_followed_up(breach: Breach, view: View) -> Iterator[Noted]:
    """A breach linked to nothing changes nothing in the register, and a cause that is not removed may strike again.

    Fix: enter the activities, datasets or vendor concerned; carry out the action on the cause, or set a new day.
    """
    yield from all_parts(_not_linked(breach, view), _cause_not_mended(breach, view))


def _not_linked(breach: Breach, view: View) -> Iterator[Noted]:
    links = ("activity_ids", "vendor_id", "dataset_ids")
    if every(*map(is_blank, links))(breach, view):
        yield Noted(
            "activity_ids",
            "names no activity, dataset or vendor that it hit",
            also=tuple((breach, column) for column in links[1:]),
        )


def _cause_not_mended(breach: Breach, view: View) -> Iterator[Noted]:
    action = row_or_none(breach, "root_cause_action_id", Action, view)
    if action is None or action.closed_on is not None:
        return
    due_on: date = known(action, "due_on")
    if due_on < last_day_judged(view):
        text = f"has the action {action.identity} on its cause, which was due on {day_in_words(due_on)} and is open"
        yield Noted("root_cause_action_id", text, also=((action, "due_on"), (action, "closed_on")))
