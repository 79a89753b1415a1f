"""LAW: what each purpose and activity has to state about its legal basis (GDPR Art. 6 and 13)."""

from auditlib.findings import Severity
from auditlib.rulebook.conditions import every, one_of
from auditlib.rulebook.links import of_activity, states
from auditlib.rulebook.stated import must_state
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose

is_controllers = one_of("role", "controller", "joint_controller")
is_active_controllers = every(is_controllers, one_of("status", "active"))

STATED = (
    must_state(
        "LAW-01",
        "Every purpose of a controller states its legal basis",
        "legal_basis_not_stated",
        "legal_basis",
        message="states no legal basis",
        severity=Severity.HIGH,
        cites=("GDPR 6(1)", "GDPR 5(1)(a)", "GDPR 13(1)(c)", "GDPR Rec. 40"),
        each=Purpose,
        applies=of_activity(is_active_controllers),
        why="Personal data are used only where one of the grounds of Article 6 applies, and people are told which.",
        fix="Choose the legal basis of the purpose.",
    ),
    must_state(
        "LAW-04",
        "Every use of legitimate interests states the interest",
        "interest_not_stated",
        "legitimate_interest",
        message="rests on legitimate interests and does not say which",
        severity=Severity.HIGH,
        cites=("GDPR 6(1)(f)", "GDPR 13(1)(d)", "GDPR 14(2)(b)", "GDPR Rec. 47"),
        each=Purpose,
        applies=states("legal_basis", "legitimate_interests"),
        why="People are told which interest is pursued; what is not named cannot be weighed against theirs.",
        fix="Name the interest, such as replying to people who write to us.",
    ),
    must_state(
        "LAW-11",
        "Every legal obligation is cited",
        "obligation_not_cited",
        "law_reference",
        message="rests on a legal obligation and cites no law",
        severity=Severity.MEDIUM,
        cites=("GDPR 6(1)(c)", "GDPR 6(3)", "GDPR Rec. 45"),
        each=Purpose,
        applies=states("legal_basis", "legal_obligation"),
        why="The obligation has to stand in a law of the Union, a member state or, for the UK, domestic law.",
        fix="Cite the law and the section that impose the obligation.",
    ),
    must_state(
        "LAW-20",
        "Every controller activity is covered by a privacy notice",
        "notice_not_stated",
        "notice_ref",
        message="refers to no privacy notice",
        severity=Severity.HIGH,
        cites=("GDPR 13", "GDPR 14", "GDPR 12(1)", "GDPR Rec. 60", "GDPR Rec. 61"),
        each=ProcessingActivity,
        applies=is_active_controllers,
        why="Whoever collects data tells people what is done with them.",
        fix="Enter the link or the evidence id of the notice that tells people of the activity.",
    ),
)
