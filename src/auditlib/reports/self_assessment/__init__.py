"""The self-assessment: what each of its sections shows, in order; one file for each topic."""

from auditlib.audit import Audit
from auditlib.reports.limits import problems
from auditlib.reports.page import Report
from auditlib.reports.self_assessment.answers import action_plan, offers, other_actions, responses
from auditlib.reports.self_assessment.cookies import cookies
from auditlib.reports.self_assessment.exceptions import accepted, idle, lapsed
from auditlib.reports.self_assessment.found import by_rule, findings, readiness
from auditlib.reports.self_assessment.glossary import glossary
from auditlib.reports.self_assessment.inputs import evidence_index, files, received, remarks
from auditlib.reports.self_assessment.method import law, populations, scales, settings
from auditlib.reports.self_assessment.movement import (
    changes,
    changes_by_sheet,
    movement,
    not_retested,
    reopened,
    resolved,
)
from auditlib.reports.self_assessment.parts import parts
from auditlib.reports.self_assessment.rules import frameworks, outcomes
from auditlib.reports.self_assessment.scope import answers, regimes, scope
from auditlib.reports.self_assessment.severities import by_severity, by_topic, look_first
from auditlib.reports.self_assessment.standing import open_findings
from auditlib.reports.self_assessment.statements import attested, intended_use, sign_offs
from auditlib.reports.self_assessment.untested import gaps, not_tested, silent_rules, unanswered
from auditlib.tables import Table

__all__ = [
    "REPORT",
    "answered",
    "by_rule",
    "by_severity",
    "by_topic",
    "compared",
    "covered",
    "findings",
    "gaps",
    "inputs",
    "lists_of_answers",
    "lists_of_changes",
    "lists_of_findings",
    "lists_of_inputs",
    "lists_of_method",
    "lists_of_rules",
    "look_first",
    "open_findings",
    "outcomes",
    "readiness",
    "summary",
    "unanswered",
    "untested",
]

REPORT = Report(notebook="70_self_assessment", title="Self-assessment", law="the rules stated in each finding")
_MOST_URGENT = 10


def summary(audit: Audit) -> tuple[Table, ...]:
    """Open findings by severity, the most urgent of them, and by topic."""
    return by_severity(audit), look_first(audit, _MOST_URGENT), by_topic(audit)


def untested(audit: Audit) -> tuple[Table, ...]:
    """What nothing can be said about, and why rules had no answer."""
    return not_tested(audit), unanswered(audit)


def covered(audit: Audit) -> tuple[Table, ...]:
    """The parts of the report, what it covers, under which laws, and who answers for it."""
    return parts(audit), scope(audit), regimes(audit), intended_use(), sign_offs(audit)


def lists_of_method(audit: Audit) -> tuple[Table, ...]:
    """Who states what, the answers behind the laws tested, scales, population, dated law and settings."""
    return attested(audit), answers(audit), scales(), populations(audit), law(audit), settings(audit)


def lists_of_findings(audit: Audit) -> tuple[Table, ...]:
    """Every open finding, and what an authority would ask for and not find."""
    return findings(audit), readiness(audit)


def compared(audit: Audit) -> tuple[Table, ...]:
    """What became of the findings of the period before."""
    return movement(audit), not_retested(audit), reopened(audit)


def lists_of_changes(audit: Audit) -> tuple[Table, ...]:
    """The findings resolved, and every change of the register."""
    return resolved(audit), changes_by_sheet(audit), changes(audit)


def answered(audit: Audit) -> tuple[Table, ...]:
    """What management answered and accepts, and what it no longer accepts."""
    return lapsed(audit), accepted(audit), idle(audit), responses(audit), offers(audit)


def lists_of_answers(audit: Audit) -> tuple[Table, ...]:
    """The action plan, and actions about no open finding."""
    return action_plan(audit), other_actions(audit)


def inputs(audit: Audit) -> tuple[Table, ...]:
    """The files that were read, extracts against their sources, and what could not be read."""
    return files(audit), received(audit), problems(audit.case), remarks(audit)


def lists_of_rules(audit: Audit) -> tuple[Table, ...]:
    """Every rule, those that said nothing, and the provisions they rest on."""
    return outcomes(audit), silent_rules(audit), frameworks(audit)


def lists_of_inputs(audit: Audit) -> tuple[Table, ...]:
    """The evidence index, the cookies, and the words of the report."""
    return evidence_index(audit), cookies(audit), glossary()
