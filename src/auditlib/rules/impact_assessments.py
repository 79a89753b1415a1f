"""DPI: impact assessments and the screenings before them (GDPR Art. 35 and 36)."""

from collections.abc import Iterator
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.rulebook.among import exists, listed_in_words
from auditlib.rulebook.assessed import last_looked_at
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.links import about_each, entity_behind
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.screening import (
    assessments_of,
    criteria_met,
    has_approved_assessment,
    is_approved,
    is_exempt,
    is_impact_assessment,
    is_of_high_risk,
    is_on_authority_list,
    is_screened,
)
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.clients import Client
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.wording import day_in_words

is_controllers = one_of("role", "controller", "joint_controller")
_PARTS = tuple(vocabulary("dpia_section"))


@rule(
    "DPI-01",
    "Every controller activity was screened for an impact assessment",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 35(1)", "WP248 rev.01"),
    each=ProcessingActivity,
    applies=every(is_controllers, one_of("status", "active")),
)
def never_screened(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """Whoever has not asked whether an impact assessment is needed cannot say that none is.

    Fix: screen the activity against the nine criteria and enter the result; “none” is an answer too.
    """
    if not exists(assessments_of(activity, view), is_screened, view):
        yield Noted("activity_id", "was never screened for an impact assessment")


@rule(
    "DPI-02",
    "Every high-risk activity has an impact assessment",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 35(1)", "GDPR 35(3)", "GDPR 35(4)", "GDPR Rec. 84", "GDPR Rec. 91", "WP248 rev.01"),
    each=ProcessingActivity,
    applies=every(is_controllers, is_of_high_risk),
)
def impact_not_assessed(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """As a rule two criteria mean a likely high risk, and so does the list of an authority; such a risk is assessed
    beforehand.

    Fix: make the impact assessment, have it approved and enter it, or correct the screening.
    """
    assessments = assessments_of(activity, view)
    if exists(assessments, is_exempt, view):
        return
    if not has_approved_assessment(activity, view):
        also = tuple((row, "dpia_criteria") for row in assessments if row.has_cell("dpia_criteria"))
        yield Noted("activity_id", f"{_why_risky(assessments, view)}, and has no approved impact assessment", also=also)


def _why_risky(assessments: Rows[Record], view: View) -> str:
    if assessments.those(lambda row: is_on_authority_list(row, view)).there:
        return "is on an authority's list of activities that need an impact assessment"
    return "meets two or more criteria, which as a rule means a likely high risk"


def _meets_one_criterion(assessment: Record, _view: View) -> bool:
    return len(criteria_met(assessment)) == 1


@rule(
    "DPI-03",
    "A screening with one criterion says why no impact assessment is needed",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 35(1)", "WP248 rev.01"),
    each=Assessment,
    applies=every(one_of("kind", "dpia_screening"), _meets_one_criterion),
)
def no_reason_against_assessment(screening: Assessment, view: View) -> Iterator[Noted]:
    """One criterion can be enough; the guidelines ask for the reasons where no impact assessment follows.

    Fix: state in the conclusion why none is needed, or make one.
    """
    if not screening.is_blank("conclusion"):
        return
    activity_ids = known(screening, "activity_ids")
    if not all(_has_impact_assessment(activity_id, view) for activity_id in activity_ids):
        text = "meets one criterion and does not say why no impact assessment is needed"
        yield Noted("conclusion", text, also=((screening, "dpia_criteria"),))


def _has_impact_assessment(activity_id: str, view: View) -> bool:
    return exists(view.register.naming(activity_id, "assessments.activity_ids"), is_impact_assessment, view)


@rule(
    "DPI-04",
    "Every impact assessment came before the processing",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 35(1)",),
    each=Assessment,
    applies=is_impact_assessment,
)
def assessed_after_the_start(assessment: Assessment, view: View) -> Iterator[Noted]:
    """The assessment is made prior to the processing, so that its measures can still shape it.

    Fix: finish the assessment. Where data were used first, this cannot be undone: record in the worklist why it
    happened and how it is prevented.
    """

    def noted(activity: ProcessingActivity) -> Iterator[Noted]:
        return _assessed_late(assessment, activity, view.as_of)

    yield from about_each(assessment, "activity_ids", ProcessingActivity, view, noted)


def _assessed_late(assessment: Assessment, activity: ProcessingActivity, as_of: date) -> Iterator[Noted]:
    completed_on, began = assessment.completed_on, known(activity, "started_on")
    if completed_on is not None and completed_on > began:
        how = f"was completed on {day_in_words(completed_on)}, after"
    elif completed_on is None and began <= as_of:
        how = "states no day of completion, and"
    else:
        return
    text = f"{how} {activity.identity} began on {day_in_words(began)}"
    yield Noted("completed_on", text, activity.identity, ((activity, "started_on"),))


@rule(
    "DPI-05",
    "Every impact assessment has its four parts",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 35(7)(a)-(d)",),
    each=Assessment,
    applies=every(is_impact_assessment, is_approved),
)
def part_missing(assessment: Assessment, _view: View) -> Iterator[Noted]:
    """An impact assessment describes the processing, its necessity, the risks to people and the measures.

    Fix: add the missing parts to the assessment and enter them.
    """
    missing = [part for part in _PARTS if part not in assessment.covered_sections]
    if missing:
        words = listed_in_words((label_of("dpia_section", part).lower() for part in missing), "or")
        yield Noted("covered_sections", f"states no part on {words}")


def _has_officer(assessment: Assessment, view: View) -> bool:
    return not entity_behind(assessment, view).is_blank("dpo_name")


@rule(
    "DPI-08",
    "Every impact assessment is kept under review",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 35(11)",),
    each=Assessment,
    applies=every(is_impact_assessment, is_approved),
)
def assessment_not_reviewed(assessment: Assessment, view: View) -> Iterator[Noted]:
    """The controller reviews the assessment when the risk changes; the house limit sees to it that none is forgotten.

    Fix: review the assessment and enter the day.
    """
    looked_at, months = last_looked_at(assessment), view.limit("house_dpia_review")
    words = f"was last looked at on {day_in_words(looked_at)}"
    changed_on = assessment.risk_changed_on
    if is_older_than(looked_at, months, view.as_of):
        text = f"{words}, more than {months} months ago ({view.origin_of_limit('house_dpia_review')})"
        yield Noted("reviewed_on", text, also=((assessment, "completed_on"),), force=Force.PRACTICE)
    if changed_on is not None and looked_at < changed_on:
        text = f"{words}, before the risk changed on {day_in_words(changed_on)}"
        yield Noted("risk_changed_on", text, also=((assessment, "reviewed_on"),))


def _asked_for_help(client: Client, view: View) -> bool:
    asked = client.dpia_help_requested_on
    return asked is not None and asked <= view.as_of


STATED = (
    must_state(
        "DPI-06",
        "The data protection officer's advice is in every impact assessment",
        "officer_not_heard",
        "dpo_advice",
        message="states no advice of the data protection officer",
        severity=Severity.MEDIUM,
        cites=("GDPR 35(2)", "GDPR 39(1)(c)"),
        each=Assessment,
        applies=every(is_impact_assessment, _has_officer),
        why="Whoever has a data protection officer seeks the officer's advice on an impact assessment.",
        fix="Ask for the advice and enter it.",
    ),
    must_state(
        "DPI-07",
        "A high residual risk went to the authority first",
        "authority_not_consulted",
        "prior_consultation_ref",
        message="leaves a high risk and refers to no consultation of the authority",
        severity=Severity.CRITICAL,
        cites=("GDPR 36(1)", "GDPR Rec. 94"),
        each=Assessment,
        applies=every(is_impact_assessment, one_of("residual_risk", "high")),
        why="Where measures leave a high risk, the authority is consulted before the processing.",
        fix="Consult the authority and enter the reference, or lower the risk and record how.",
    ),
    must_state(
        "DPI-09",
        "Every client that asked for help with an impact assessment got it",
        "client_not_helped",
        "dpia_help_answered_on",
        message="asked for help with an impact assessment, and no day of an answer is stated",
        severity=Severity.LOW,
        cites=("GDPR 28(3)(f)",),
        each=Client,
        applies=_asked_for_help,
        why="A processor assists the controller with its impact assessments.",
        fix="Give the help and enter the day.",
    ),
)
