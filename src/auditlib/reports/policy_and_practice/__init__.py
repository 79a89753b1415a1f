"""The published policy beside practice: its text with a verdict on each statement, and the drift between the two."""

from auditlib.reports.page import Report
from auditlib.reports.policy_and_practice.against_itself import contradictions, not_looked_for
from auditlib.reports.policy_and_practice.by_section import by_section
from auditlib.reports.policy_and_practice.changes import changed_clauses, changed_statements
from auditlib.reports.policy_and_practice.drift import first_to_look_at, less_told, not_kept, without_evidence
from auditlib.reports.policy_and_practice.law import asked_by_law
from auditlib.reports.policy_and_practice.reported import findings
from auditlib.reports.policy_and_practice.review import PolicyReview, reviewed
from auditlib.reports.policy_and_practice.text import policy_text

__all__ = [
    "REPORT",
    "PolicyReview",
    "asked_by_law",
    "by_section",
    "changed_clauses",
    "changed_statements",
    "contradictions",
    "findings",
    "first_to_look_at",
    "less_told",
    "not_kept",
    "not_looked_for",
    "policy_text",
    "reviewed",
    "without_evidence",
]

REPORT = Report(
    notebook="60_policy_and_practice",
    title="Policy and practice",
    law="GDPR Art. 12 to 14; the laws stated in each row",
)
