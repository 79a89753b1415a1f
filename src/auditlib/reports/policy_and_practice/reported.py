"""The findings of the rules that report a fact of this page: each is told there once, and named here by its id."""

from collections.abc import Iterator
from dataclasses import replace

from auditlib.reports import self_assessment
from auditlib.reports.policy_and_practice.review import ASKED, FINDINGS, TEXT, PolicyReview
from auditlib.tables import Entry, Field, Row, Table, Target

# The self-assessment tells the rest of each finding: its standing, its owner and the response to it.
_SHOWN = frozenset({"Finding", "Severity", "What the register shows", "Authority", "What to do"})


def findings(review: PolicyReview) -> Table:
    """The findings named on this page, worst first, each with the statements and elements that name it."""
    naming: dict[str, list[tuple[str, Target]]] = {}
    for identity, text, target in _naming(review):
        naming.setdefault(identity, []).append((text, target))
    named = tuple(one for one in review.audit.findings if one.finding_id in naming)
    table = self_assessment.findings(replace(review.audit, findings=named, past=()))
    kept = [number for number, field in enumerate(table.fields) if field.heading in _SHOWN]
    rows = tuple(
        Row(row.key, (*(row.entries[number] for number in kept), _named_by(row, naming))) for row in table.rows
    )
    fields = (*(table.fields[number] for number in kept), Field("Named by", width=18))
    empty = "No finding of the rules reports a fact of this page."
    return Table(FINDINGS, "Findings named on this page, worst first", fields, rows, empty=empty, has_anchors=True)


def _naming(review: PolicyReview) -> Iterator[tuple[str, str, Target]]:
    for key, one in review.keyed:
        yield from ((identity, one.commitment.identity, (TEXT, key)) for identity in one.finding_ids)
    for gap in review.check.gaps:
        yield from ((identity, gap.gap_id, (ASKED, gap.gap_id)) for identity in gap.finding_ids)
    for told in review.check.disclosures:
        yield from ((identity, "what is not told", ("Not told", "")) for identity in told.finding_ids)


def _named_by(row: Row, naming: dict[str, list[tuple[str, Target]]]) -> Entry:
    pairs = dict.fromkeys(naming[row.key])
    return Entry(tuple(text for text, _ in pairs) or None, leads_to=tuple(target for _, target in pairs))
