"""Drift both ways: what the policy says and practice does not keep, what practice holds and the policy leaves out."""

from collections.abc import Iterable

from auditlib.practice.disclosures import Disclosure, SubjectKind
from auditlib.practice.verdicts import Judged, Verdict
from auditlib.reference.vocabularies import label_of
from auditlib.reports.not_told import not_told
from auditlib.reports.policy_and_practice.review import TEXT, PolicyReview
from auditlib.reports.policy_and_practice.text import cells_of
from auditlib.reports.policy_and_practice.wording import flags_of, quote_of, verdict_entry
from auditlib.scope import listed, readable
from auditlib.tables import Entry, Field, Row, Table

_STATEMENT, _SEVERITY = Field("Statement", width=12), Field("Severity", width=11)
_TOLD = (
    Field("The policy says", width=40),
    Field("Verdict", width=18),
    Field("Why", width=60),
    Field("Findings", width=22),
)
_FIRST = 5
_NOT_KEPT = "What practice does not keep"
_ORDERED = "By the worst severity of the findings about a statement; those without a finding come last."
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


def first_to_look_at(review: PolicyReview) -> Table:
    """At most five contradicted statements, worst first, each with one reason."""
    fields = (Field("Statement", width=50), _SEVERITY, Field("Why", width=60))
    rows = tuple(Row(key, _in_short(review, key, one)) for key, one in review.contradicted[:_FIRST])
    more = len(review.contradicted) - len(rows)
    note = f"{_ORDERED} {more} more stand under “{_NOT_KEPT}”." if more else _ORDERED if rows else ""
    return Table("First", "First to look at", fields, rows, note, empty=_none(review), has_places=False)


def not_kept(review: PolicyReview) -> Table:
    """The statements that are contradicted, worst first."""
    rows = tuple(Row(key, _in_full(review, key, one)) for key, one in review.contradicted)
    note = f"{_ORDERED} Each row names the cells that contradict the statement first." if rows else ""
    return Table("Not kept", _NOT_KEPT, (_STATEMENT, _SEVERITY, *_TOLD), rows, note, empty=_none(review))


def _none(review: PolicyReview) -> str:
    """What no row means: that nothing contradicts a statement, which is known only where one was tested."""
    is_tested = any(one.decision.verdict is not Verdict.NOT_TESTED for one in review.check.judged)
    return "Nothing contradicts a statement." if is_tested else "No statement was tested."


def without_evidence(review: PolicyReview) -> Table:
    """The statements for which nothing was found, and those that were not tested."""
    title = "What has no evidence, or was not tested"
    rows = _rows(review, (Verdict.NO_EVIDENCE, Verdict.NOT_TESTED))
    return Table("No evidence", title, (_STATEMENT, *_TOLD), rows, empty="Every statement was tested and has evidence.")


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
        Row(key, (_statement(key, one), *_told(review, one)))
        for verdict in verdicts
        for key, one in review.keyed
        if one.decision.verdict is verdict
    )


def _in_short(review: PolicyReview, key: str, one: Judged) -> tuple[Entry, ...]:
    statement = Entry(f"{one.commitment.identity} “{quote_of(one)}”", leads_to=((TEXT, key),))
    return statement, _severity(review, one), Entry(next(iter(one.decision.reasons), None))


def _in_full(review: PolicyReview, key: str, one: Judged) -> tuple[Entry, ...]:
    return _statement(key, one), _severity(review, one), *_told(review, one)


def _statement(key: str, one: Judged) -> Entry:
    return Entry(one.commitment.identity, leads_to=((TEXT, key),))


def _severity(review: PolicyReview, one: Judged) -> Entry:
    worst = review.worst(one)
    return Entry(label_of("severity", worst) if worst else None, absent="no finding", mark=worst or "")


def _told(review: PolicyReview, one: Judged) -> tuple[Entry, ...]:
    flags = f" ({', '.join(flags_of(one))})" if one.decision.flags else ""
    verdict = verdict_entry(one)
    return (
        Entry(f"“{quote_of(one)}”"),
        Entry(f"{verdict.value}{flags}", mark=verdict.mark),
        Entry(one.decision.reasons or None, cells_of(one)),
        review.finding_links(one.finding_ids),
    )
