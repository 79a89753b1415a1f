"""What the words of the report mean, and what it does not say."""

from auditlib.tables import Table, plain_table

_WORDS = (
    ("Accepted", "Named by a row of the exceptions sheet that still holds; the finding stays open and counted."),
    ("As of", "The day whose facts and law count."),
    ("Condition", "A short hash of the facts behind a finding: where it changes, the facts have."),
    ("Digest of the findings", "A hash over the findings. Whoever signs enters it, and so signs exactly these."),
    ("Evidence", "A dated document, export or scan from outside the register, listed in the sheet of that name."),
    ("Finding", "An exception to what one rule requires. Its id stays the same while rule, record and field do."),
    ("No exception noted", "The rule looked at the record and its facts, and noted nothing. It says no more."),
    ("Not applicable", "The rule is not about this record, or the law it rests on was confirmed not to apply."),
    ("Not assessable", "A cell, a sheet, an extract or an answer that the rule needs is missing or unreadable."),
    (
        "Not retested",
        "Found before, and the rule could not look again: a cell emptied, a row or a sheet gone, or a row that the "
        "rule is no longer about. It stays open until the rule looks again.",
    ),
    ("Overdue", "The day an action was due lies before the date of the report, and it is not closed."),
    (
        "Passed",
        "No exception noted, on the basis stated: the register, evidence cited or hashed, or an outside source.",
    ),
    ("Persisting", "Found in the period before and now; “facts changed” where the cells now say something else."),
    ("Population", "The records a rule examined: passed, failed, not applicable and not assessable together."),
    ("Problem", "A defect of the input, such as a cell that cannot be read; it says nothing about the organisation."),
    ("Readiness", "What an authority would ask for and would not find in the record; counted in no severity."),
    (
        "Recorded until",
        "The last day on which statements, evidence, answers and signatures about the period may be dated.",
    ),
    ("Reopened", "Resolved in an earlier period, and found again."),
    ("Resolved", "The same record was examined again, and the rule no longer notes this exception about it."),
    ("Stated complete by", "Somebody says that every row that belongs in a sheet is there; nobody else has looked."),
)
_DISCLAIMER = (
    "Made by a program from the organisation's own register, as a self-assessment by management. It supports review; "
    "it is no legal advice and no determination of lawfulness. Nobody outside the organisation has examined it."
)


def glossary() -> Table:
    """The words of the report, in alphabetical order."""
    return plain_table("Words", "Words of this report", ("Word", "Meaning"), _WORDS, note=_DISCLAIMER)
