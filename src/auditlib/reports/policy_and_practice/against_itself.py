"""The text of the policy against itself: passages that do not stand together, hedges, and what was not looked for."""

from auditlib.policy.contradictions.detecting import Contradiction
from auditlib.policy.contradictions.kinds import kinds
from auditlib.reference.vocabularies import label_of
from auditlib.reports.policy_and_practice.review import CONTRADICTIONS, TEXT, PolicyReview
from auditlib.tables import Entry, Field, Row, Table, plain_table

_FIELDS = (
    Field("Kind", width=12),
    Field("Severity", width=11),
    Field("What stands against what", width=54),
    Field("Passages", width=50),
    Field("Why it matters", width=40),
    Field("Authority", width=24),
    Field("Statements", width=14),
)
_RANK = ("critical", "high", "medium", "low", "info")


def contradictions(review: PolicyReview) -> Table:
    """What the text shows against itself, the gravest first; in each the passages it is seen in."""
    ordered = sorted(review.contradiction_keys, key=lambda pair: _RANK.index(pair[1].severity))
    statements: dict[str, list[str]] = {}
    for key, judged in review.keyed:
        statements.setdefault(judged.commitment.identity, []).append(key)
    rows = tuple(_row(review, key, one, statements) for key, one in ordered)
    title = "The text against itself"
    note = "Seen in the text alone; a person decides wherever the row says so." if rows else ""
    empty = (
        "Nothing was looked for." if review.check.policy is None else "No passage was seen that speaks against another."
    )
    return Table(CONTRADICTIONS, title, _FIELDS, rows, note, empty, has_places=False, has_anchors=True)


def _row(review: PolicyReview, key: str, one: Contradiction, statements: dict[str, list[str]]) -> Row:
    kind = kinds()[one.kind]
    judgement = ("A person decides whether they contradict each other.",) if one.needs_judgement else ()
    pairs = [(identity, own) for identity in one.commitment_ids for own in statements.get(identity, ())]
    entries = (
        Entry(f"{one.kind} {one.title}"),
        Entry(label_of("severity", one.severity), mark=one.severity),
        Entry("\n".join((one.message, *judgement))),
        review.quoted((passage.start, passage.end) for passage in one.passages),
        Entry(kind.why),
        Entry(tuple(kind.source.split("; "))),
        Entry(
            tuple(identity for identity, _ in pairs) or None,
            absent="none",
            leads_to=tuple((TEXT, own) for _, own in pairs),
        ),
    )
    return Row(key, entries)


def not_looked_for(review: PolicyReview) -> Table:
    """The kinds of contradiction that were not looked for, each with the reason."""
    return plain_table(
        "Not looked for",
        "What was not looked for in the text",
        ("Kind", "What it is", "Not assessed because of"),
        [(kind.kind, kind.title, _REASONS.get(reason, reason)) for kind, reason in review.check.not_looked_for],
        empty="Every kind was looked for.",
    )


_REASONS = {
    "language": "the language of the text, or of a part of it",
    "statements": "no accepted statement stands in the text",
}
