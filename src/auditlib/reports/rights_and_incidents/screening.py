"""The screening matrix: which activity meets which criterion of the guidelines, and whether it was assessed."""

from auditlib.errors import NotAssessable
from auditlib.reference.vocabularies import label_of
from auditlib.reports.entries import named, source, sources, words
from auditlib.reports.examined import Examined, population, told
from auditlib.rulebook.among import exists
from auditlib.rulebook.screening import CRITERIA, assessments_of, has_approved_assessment, is_exempt, is_of_high_risk
from auditlib.schema.record import Record
from auditlib.scope import CONTROLLER_ROLES, is_current, listed, readable
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.tables import Entry, Field, Row, Source, Table
from auditlib.wording import amount_in_words

_SCREENING, _ASSESSMENT = "dpia_screening", "dpia"


def screening(found: Examined) -> Table:
    """Current activities down, criteria across; then the result and the impact assessment."""
    activities = [row for row in found.rows(ProcessingActivity) if is_current(row, found.case.as_of)]
    rows = tuple(_row(activity, found) for activity in activities)
    fields = (
        Field("Activity", width=10),
        Field("Name and role", width=44),
        *(Field(str(number), width=5) for number in range(1, len(CRITERIA) + 1)),
        Field("Result of the screening", width=34),
        Field("Impact assessment", width=44),
        Field("Findings", width=20),
    )
    empty = population(found.case, ProcessingActivity, "activity")
    return Table("Screening", "Screening for impact assessments", fields, rows, _note(found) if rows else "", empty)


def _note(found: Examined) -> str:
    criteria = (f"{number} {label_of('dpia_criterion', one).lower()}" for number, one in enumerate(CRITERIA, start=1))
    text = f"Criteria of WP248 rev.01: {'; '.join(criteria)}. A question mark: not screened."
    return f"{text} {population(found.case, Assessment, 'assessment')}"


def _row(activity: ProcessingActivity, found: Examined) -> Row:
    screened = _screened(activity, found)
    met = {value for row in screened for value in listed(row, "dpia_criteria")}
    behind = tuple(source(row, "dpia_criteria") for row in screened)
    marks = [Entry(("met" if one in met else "–") if screened else "?", behind) for one in CRITERIA]
    entries = (
        Entry(activity.identity, sources(activity, "activity_id")),
        Entry((named(activity), words(activity, "role") or "role not stated"), sources(activity, "name", "role")),
        *marks,
        _result(activity, screened, found, behind),
        _assessed(activity, found),
        _findings(activity, found),
    )
    return Row(activity.identity, entries)


def _screened(activity: Record, found: Examined) -> tuple[Record, ...]:
    """The screenings and impact assessments of an activity that state criteria."""
    if not found.case.register.has(Assessment):
        return ()
    rows = assessments_of(activity, found.view).there
    kinds = (_SCREENING, _ASSESSMENT)
    return tuple(row for row in rows if readable(row, "kind") in kinds and listed(row, "dpia_criteria"))


def _result(activity: Record, screened: tuple[Record, ...], found: Examined, behind: tuple[Source, ...]) -> Entry:
    is_high = told(lambda: is_of_high_risk(activity, found.view))
    if isinstance(is_high, NotAssessable):
        is_ours = readable(activity, "role") in CONTROLLER_ROLES
        if not screened and not is_ours and found.case.register.has(Assessment):
            return Entry("not screened; not asked of a processor", sources(activity, "role"))
        return Entry(is_high.reason, sources(activity, "activity_id"), mark="unknown")
    count = len({one for row in screened for one in listed(row, "dpia_criteria")}.intersection(CRITERIA))
    met = "one criterion met" if count == 1 else f"{amount_in_words(count, 'criteria')} met"
    if is_high:
        return Entry(f"likely a high risk: {met}", behind, mark="high")
    return Entry(met, behind, mark="info" if count else "passed")


def _assessed(activity: Record, found: Examined) -> Entry:
    """The impact assessments of an activity, and whether one is needed that is not approved."""
    if not found.case.register.has(Assessment):
        return Entry(None, sources(activity, "activity_id"), "sheet not supplied")
    made = [row for row in assessments_of(activity, found.view).there if readable(row, "kind") == _ASSESSMENT]
    behind = tuple(item for row in made for item in sources(row, "status", "completed_on", "approved_on"))
    texts = tuple(_status(row) for row in made)
    if told(lambda: _is_lacking(activity, found)) is True:
        return Entry(("needed, and none is approved", *texts), behind, mark="critical")
    return Entry(texts or None, behind or sources(activity, "activity_id"), "none")


def _is_lacking(activity: Record, found: Examined) -> bool:
    if readable(activity, "role") not in CONTROLLER_ROLES or not is_of_high_risk(activity, found.view):
        return False
    is_spared = exists(assessments_of(activity, found.view), is_exempt, found.view)
    return not is_spared and not has_approved_assessment(activity, found.view)


def _status(row: Record) -> str:
    days = {"finished": words(row, "completed_on"), "approved": words(row, "approved_on")}
    parts = [f"{what} {day}" for what, day in days.items() if day]
    if not days["approved"]:
        parts.insert(0, words(row, "status").lower() or "status not stated")
    return f"{row.identity}: {', '.join(parts)}"


def _findings(activity: Record, found: Examined) -> Entry:
    """Findings of the rules on impact assessments about an activity, or about an assessment that names it."""
    records = [activity]
    if found.case.register.has(Assessment):
        named_by = assessments_of(activity, found.view).there
        records += [row for row in named_by if readable(row, "kind") in (_SCREENING, _ASSESSMENT)]
    return found.findings(*records, topic="DPI")
