"""Drift both ways: what the policy says and practice does not keep, what practice holds and the policy leaves out."""

from collections.abc import Iterable

from auditlib.practice.disclosures import Disclosure, SubjectKind
from auditlib.practice.verdicts import Judged, Verdict
from auditlib.reports.not_told import not_told
from auditlib.reports.policy_and_practice.review import TEXT, PolicyReview
from auditlib.reports.policy_and_practice.text import cells_of
from auditlib.reports.policy_and_practice.wording import flags_of, quote_of, verdict_entry
from auditlib.scope import listed, readable
from auditlib.tables import Entry, Field, Row, Table

_FIELDS = (
    Field("Statement", width=12),
    Field("The policy says", width=40),
    Field("Verdict", width=18),
    Field("Why", width=60),
    Field("Findings", width=22),
)
# The kinds of statement beside which something that is not told would stand.
_TOLD_BY = {
    SubjectKind.DATA_CATEGORY: "collects",
    SubjectKind.PURPOSE: "uses_for",
    SubjectKind.LEGAL_BASIS: "legal_basis",
    SubjectKind.RECIPIENT: "shares_with",
    SubjectKind.COUNTRY: "transfers",
    SubjectKind.RETENTION_PERIOD: "retains",
    SubjectKind.COOKIE: "cookies",
    SubjectKind.RIGHT: "rights",
}


def not_kept(review: PolicyReview) -> Table:
    """The statements that rows of the register contradict."""
    rows = _rows(review, (Verdict.FAILED,))
    note = "Each row names the cells that contradict the statement first." if rows else ""
    title = "What practice does not keep"
    return Table("Not kept", title, _FIELDS, rows, note, empty="No row of the register contradicts a statement.")


def without_evidence(review: PolicyReview) -> Table:
    """The statements for which nothing was found, and those that were not tested."""
    title = "What has no evidence, or was not tested"
    rows = _rows(review, (Verdict.NO_EVIDENCE, Verdict.NOT_TESTED))
    return Table("No evidence", title, _FIELDS, rows, empty="Every statement was tested and has evidence.")


def less_told(review: PolicyReview) -> Table:
    """What the register holds and the policy contradicts, omits or tells by broader words only."""
    places: dict[SubjectKind, Entry] = {}

    def nearest(one: Disclosure) -> Entry:
        if one.clauses:
            return review.quoted((start, end) for start, end, _ in one.clauses)
        if one.subject_kind not in places:
            places[one.subject_kind] = _place_for(review, one)
        return places[one.subject_kind]

    return not_told(review.check, lambda one: review.finding_links(one.finding_ids), nearest)


def _place_for(review: PolicyReview, told: Disclosure) -> Entry:
    """The section that holds statements of a kind: where the one stands that sums most of them up, else the first."""
    found = [
        (readable(row, "vocabulary") != told.choice_list, -len(listed(row, "terms")), one.start, one.end or 0)
        for _, one in review.keyed
        if one.start is not None and readable(row := one.commitment, "kind") == _TOLD_BY[told.subject_kind]
    ]
    if not found:
        return Entry(None, absent="none of this kind")
    *_, start, end = min(found)
    clause = review.touched(start, end)[0]
    return Entry(f"would stand in {review.section_name(clause)}", leads_to=((TEXT, clause.clause_id),))


def _rows(review: PolicyReview, verdicts: Iterable[Verdict]) -> tuple[Row, ...]:
    return tuple(
        _row(review, key, one) for verdict in verdicts for key, one in review.keyed if one.decision.verdict is verdict
    )


def _row(review: PolicyReview, key: str, one: Judged) -> Row:
    reasons = one.decision.reasons
    flags = f" ({', '.join(flags_of(one))})" if one.decision.flags else ""
    verdict = verdict_entry(one)
    entries = (
        Entry(one.commitment.identity, leads_to=((TEXT, key),)),
        Entry(f"“{quote_of(one)}”"),
        Entry(f"{verdict.value}{flags}", mark=verdict.mark),
        Entry(reasons or None, cells_of(one)),
        review.finding_links(one.finding_ids),
    )
    return Row(key, entries)
