"""What law, guidance and contracts ask a policy to say, element by element: there, partly there or absent."""

import re
from collections.abc import Iterable

from auditlib.practice.gaps import AskedBy, Gap, GapStatus
from auditlib.reference.legal_dates import NOT_CHECKED, LegalFact
from auditlib.reference.vocabularies import vocabulary
from auditlib.reports.policy_and_practice.review import ASKED, PolicyReview
from auditlib.sheets.organisation import Organisation
from auditlib.tables import Entry, Field, Row, Table
from auditlib.wording import day_in_words

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
_LACKING = frozenset({GapStatus.ABSENT, GapStatus.PARTLY_THERE})
_FIELDS = (
    Field("Element", width=36),
    Field("In the policy", width=16),
    Field("Asked by", width=24),
    Field("Authority", width=30),
    Field("Why it counts, or not", width=40),
    Field("What is missing", width=34),
    Field("Where it is told", width=44),
    Field("Findings", width=22),
)
_ASKED_BY = {
    AskedBy.LAW: "law",
    AskedBy.GUIDANCE: "guidance",
    AskedBy.CONTRACT: "contract",
    AskedBy.ADVISABLE: "advisable; no item of the notice",
}
_COLUMN = re.compile(r"\borganisation\.(\w+)")
# Lists whose values read as words already, and none.
_ANSWERS = frozenset({"", None, "yes_no_unknown", "yes_no"})
_VALUE = re.compile(r"(?<!“)\b[a-z][a-z_]+\b(?![^“]*”)")


def asked_by_law(review: PolicyReview) -> Table:
    """Every element with its status, those that are absent first."""
    gaps = review.check.gaps
    rows = tuple(_row(review, gap) for status in _WORDS for gap in gaps if gap.status is status)
    counts = " ".join(
        f"{words[0].upper()}{words[1:]}: {counted}."
        for basis, words in _ASKED_BY.items()
        if (counted := _counts(basis, gaps))
    )
    note = f"{len(gaps)} elements. {counts}" if gaps else ""
    title = "What law, guidance and contracts ask a policy to say"
    return Table(ASKED, title, _FIELDS, rows, note, empty="No element was looked for.", has_anchors=True)


def _counts(basis: AskedBy, gaps: Iterable[Gap]) -> str:
    found = [gap.status for gap in gaps if gap.element.basis is basis]
    return ", ".join(f"{number} {words}" for status, words in _WORDS.items() if (number := found.count(status)))


def _row(review: PolicyReview, gap: Gap) -> Row:
    element = gap.element
    is_asked = element.basis is not AskedBy.ADVISABLE
    why = in_plain_words(gap.reason) or f"counts where {in_plain_words(element.applies_when)}"
    entries = (
        Entry(f"{gap.gap_id} {element.name}"),
        Entry(_WORDS[gap.status], mark=_MARKS[gap.status] if is_asked or gap.status not in _LACKING else "info"),
        Entry(_ASKED_BY[element.basis]),
        Entry((*element.citations, *map(_not_checked, (one for one in element.law if one.is_from_memory)))),
        Entry(why),
        Entry(gap.missing or None, absent="nothing" if gap.status is GapStatus.PRESENT else "not looked for"),
        review.quoted(((start, end) for start, end, _ in gap.passages), absent="nowhere"),
        review.finding_links(gap.finding_ids),
    )
    return Row(gap.gap_id, entries)


def _not_checked(one: LegalFact) -> str:
    """Which date it is that nobody checked; the provision itself is not in doubt."""
    since = f", from {day_in_words(one.effective_from)}" if one.effective_from else ""
    return f"{one.statement}{since}: {NOT_CHECKED}"


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
