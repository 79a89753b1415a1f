"""Screenings for an impact assessment: which criteria are met, and whether one is needed (GDPR Art. 35, WP248)."""

from auditlib.errors import NotAssessable
from auditlib.reference.vocabularies import vocabulary
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import contains_any, every, is_set, known, one_of, some
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.view import View
from auditlib.schema.record import Record

is_screened = every(one_of("kind", "dpia_screening", "dpia"), is_set("dpia_criteria"))
is_impact_assessment = one_of("kind", "dpia")
is_approved = one_of("status", "approved")
# The guidelines number the criteria that are counted, in this order; the lists of the authorities stand beside them.
CRITERIA = tuple(
    term.value for term in vocabulary("dpia_criterion").values() if term.article.startswith("WP248 rev.01 criterion")
)
_HIGH_RISK_FROM = 2


def assessments_of(activity: Record, view: View) -> Rows[Record]:
    """The assessments that name an activity, of whatever kind."""
    return view.register.pointing_at(activity, "assessments.activity_ids")


def criteria_met(assessment: Record) -> frozenset[str]:
    """The criteria of the guidelines that an assessment states; raises `NotAssessable` where it states nothing."""
    return frozenset(CRITERIA).intersection(known(assessment, "dpia_criteria"))


def _meets_two_criteria(assessment: Record, _view: View) -> bool:
    return len(criteria_met(assessment)) >= _HIGH_RISK_FROM


meets_two_criteria = every(is_screened, _meets_two_criteria)
is_on_authority_list = every(is_screened, contains_any("dpia_criteria", "on_authority_list"))
poses_high_risk = some(meets_two_criteria, is_on_authority_list)
is_exempt = every(is_screened, contains_any("dpia_criteria", "on_exemption_list"))


def is_of_high_risk(activity: Record, view: View) -> bool:
    """Whether a screening of an activity finds a likely high risk; raises `NotAssessable` where there is none."""
    screenings = assessments_of(activity, view)
    if not exists(screenings, is_screened, view):
        raise NotAssessable("never screened for an impact assessment")
    return exists(screenings, poses_high_risk, view)


def has_approved_assessment(activity: Record, view: View) -> bool:
    """Whether an approved impact assessment names an activity."""
    return exists(assessments_of(activity, view), every(is_impact_assessment, is_approved), view)
