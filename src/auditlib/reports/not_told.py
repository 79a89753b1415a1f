"""What the register holds and the readers of the policy were not told, or not clearly."""

from collections.abc import Callable

from auditlib.practice.checking import PolicyCheck
from auditlib.practice.covering import DisclosureStatus
from auditlib.practice.disclosures import Disclosure
from auditlib.reports.entries import named, source
from auditlib.tables import Entry, Field, Row, Table

_SHOWN = (
    DisclosureStatus.INCORRECT,
    DisclosureStatus.OMITTED,
    DisclosureStatus.VAGUE,
    DisclosureStatus.AMBIGUOUS,
    DisclosureStatus.NOT_ASSESSED,
)
_FIELDS = (
    Field("Told to readers?", width=14),
    Field("What", width=18),
    Field("Term", width=30),
    Field("Row", width=30),
    Field("What the policy does", width=60),
)
_MARKS = {
    DisclosureStatus.INCORRECT: "failed",
    DisclosureStatus.OMITTED: "failed",
    DisclosureStatus.VAGUE: "medium",
    DisclosureStatus.AMBIGUOUS: "medium",
    DisclosureStatus.NOT_ASSESSED: "unknown",
}
_Described = Callable[[Disclosure], Entry]


def by_id(one: Disclosure) -> Entry:
    """The findings that report the same, by their ids alone."""
    return Entry(one.finding_ids or None, absent="none")


def not_told(check: PolicyCheck, findings: _Described = by_id, nearest: _Described | None = None) -> Table:
    """Everything people have to be told that the policy contradicts, omits or covers by broader words only.

    Args:
        check: what became of the policy.
        findings: names the findings that report the same.
        nearest: gives the passage of the policy that comes nearest; without it the table has no such column.
    """
    last = {Field("Nearest clause", width=36): nearest} if nearest else {}
    last[Field("Findings", width=24)] = findings
    fields = (*_FIELDS, *last)
    rows = tuple(
        Row(_key(one), (*_entries(one), *(describe(one) for describe in last.values())))
        for status in _SHOWN
        for one in check.disclosures
        if one.status is status
    )
    note = f"Not assessed: {'; '.join(check.reasons)}." if check.reasons else ""
    title = "What the policy's readers were not told"
    return Table("Not told", title, fields, rows, note, empty="Everything compared is told in clear words.")


def _key(one: Disclosure) -> str:
    return f"{one.subject_kind} {one.record.identity} {one.column} {one.term}"


def _entries(one: Disclosure) -> tuple[Entry, ...]:
    record = one.record
    name = record.identity if named(record) == record.identity else f"{named(record)} ({record.identity})"
    return (
        Entry(one.status.value.replace("_", " "), mark=_MARKS.get(one.status, "")),
        Entry(one.subject_kind.value.replace("_", " ")),
        Entry(one.label or None, (source(record, one.column),)),
        Entry(name),
        Entry(one.says_in_full),
    )
