"""What the laws that apply ask a policy to say, element by element: there, partly there or absent."""

import re

from auditlib.practice.gaps import Gap, GapStatus
from auditlib.reference.vocabularies import vocabulary
from auditlib.reports.policy_and_practice.review import PolicyReview
from auditlib.sheets.organisation import Organisation
from auditlib.tables import Entry, Field, Row, Table

_WORDS = {
    GapStatus.ABSENT: "absent",
    GapStatus.PARTLY_THERE: "partly there",
    GapStatus.NOT_ASSESSED: "not assessed",
    GapStatus.PRESENT: "present",
    GapStatus.NOT_APPLICABLE: "not applicable",
}
_MARKS = {
    GapStatus.ABSENT: "failed",
    GapStatus.PARTLY_THERE: "medium",
    GapStatus.NOT_ASSESSED: "unknown",
    GapStatus.PRESENT: "passed",
    GapStatus.NOT_APPLICABLE: "not_applicable",
}
_FIELDS = (
    Field("Element", width=36),
    Field("In the policy", width=16),
    Field("Authority", width=30),
    Field("Why it counts, or not", width=40),
    Field("What is missing", width=34),
    Field("Where it is told", width=44),
    Field("Findings", width=22),
)
_COLUMN = re.compile(r"\borganisation\.(\w+)")
# Lists whose values read as words already, and none.
_ANSWERS = frozenset({"", None, "yes_no_unknown", "yes_no"})
_VALUE = re.compile(r"(?<!“)\b[a-z][a-z_]+\b(?![^“]*”)")


def asked_by_law(review: PolicyReview) -> Table:
    """Every element with its status, those that are absent first."""
    gaps = review.check.gaps
    rows = tuple(_row(review, gap) for status in _WORDS for gap in gaps if gap.status is status)
    counts = ", ".join(
        f"{number} {words}" for status, words in _WORDS.items() if (number := sum(gap.status is status for gap in gaps))
    )
    note = f"Of {len(gaps)} elements: {counts}." if gaps else ""
    title = "What the law asks a policy to say"
    return Table("Asked by law", title, _FIELDS, rows, note, empty="No element was looked for.", has_anchors=True)


def _row(review: PolicyReview, gap: Gap) -> Row:
    element = gap.element
    from_memory = any(one.is_from_memory for one in element.law)
    authority = (*element.citations, *(["legal fact not looked up in its source"] if from_memory else []))
    why = in_plain_words(gap.reason) or f"counts where {in_plain_words(element.applies_when)}"
    entries = (
        Entry(f"{gap.gap_id} {element.name}"),
        Entry(_WORDS[gap.status], mark=_MARKS[gap.status]),
        Entry(authority),
        Entry(why),
        Entry(gap.missing or None, absent="nothing" if gap.status is GapStatus.PRESENT else "not looked for"),
        review.quoted(((start, end) for start, end, _ in gap.passages), absent="nowhere"),
        review.finding_links(gap.finding_ids),
    )
    return Row(gap.gap_id, entries)


def in_plain_words(condition: str) -> str:
    """A condition with the headings of the sheet for the names of its columns, and labels for their values."""
    named = [Organisation.columns[name] for name in _COLUMN.findall(condition) if name in Organisation.columns]
    lists = {column.choices: vocabulary(column.choices) for column in named if column.choices not in _ANSWERS}
    labels = {value: term.label for terms in lists.values() for value, term in terms.items()}
    words = _COLUMN.sub(_heading, condition).replace(" = ", " is ")
    return _VALUE.sub(lambda found: labels.get(found[0], found[0]), words)


def _heading(found: re.Match[str]) -> str:
    column = Organisation.columns.get(found[1])
    return f"“{column.phrase}”" if column else found[0]
