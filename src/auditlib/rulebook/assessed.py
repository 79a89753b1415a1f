"""When an assessment was last looked at, and which one a row names."""

from datetime import date

from auditlib.rulebook.conditions import known
from auditlib.rulebook.links import row_named
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.assessments import Assessment


def assessment_named(record: Record, column: str, view: View) -> Assessment:
    """The assessment whose id stands in a cell; raises `NotAssessable` where there is none."""
    return row_named(record, column, Assessment, view)


def last_looked_at(assessment: Assessment) -> date:
    """The later of the days it was completed and reviewed; raises `NotAssessable` where both cells are blank."""
    days = [day for day in (assessment.completed_on, assessment.reviewed_on) if day is not None]
    latest: date = max(days) if days else known(assessment, "completed_on")
    return latest
