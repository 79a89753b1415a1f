"""The policy itself in its own structure, every statement marked where it stands, and the worksheet of the same."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from auditlib.policy.contradictions.detecting import Contradiction
from auditlib.policy.structure import UNDETERMINED, Clause, ClauseKind
from auditlib.practice.verdicts import Judged
from auditlib.reports.entries import source
from auditlib.reports.policy_and_practice.review import CONTRADICTIONS, PolicyReview, Span
from auditlib.reports.policy_and_practice.sheet import policy_sheet
from auditlib.reports.policy_and_practice.wording import (
    MEANINGS,
    VERDICTS,
    flags_explained,
    flags_of,
    how_read,
    quote_of,
    tested_entry,
)
from auditlib.tables import Entry, MarkedText, Note, Paragraph, Run, Shape, Source

_SHAPES = {
    ClauseKind.LEAD_IN: Shape.LEAD_IN,
    ClauseKind.BULLET: Shape.ITEM,
    ClauseKind.SENTENCE: Shape.SENTENCE,
    ClauseKind.ROW: Shape.ROW,
}
_SHOWN_REASONS = 8
# What is graver than a hedge stands beside the text; the rest is told with the statements.
_BESIDE_THE_TEXT = frozenset({"critical", "high", "medium"})


def policy_text(review: PolicyReview) -> MarkedText:
    """The policy with a mark on every statement, what explains it beneath, and the same as a table."""
    marks = Marks(review)
    policy = review.check.policy
    counts = Counter(one.decision.verdict for one in review.check.judged)
    return MarkedText(
        table=policy_sheet(review),
        paragraphs=tuple(map(marks.paragraph, review.clauses)),
        legend=tuple((verdict.value, VERDICTS[verdict], MEANINGS[verdict], counts[verdict]) for verdict in VERDICTS),
        note=f"A letter leads to what explains its mark. Flags: {flags_explained()}.",
        remarks=tuple(_remarks(review)),
        unplaced=tuple(marks.notes[key] for key, one in review.keyed if one.start is None),
        unplaced_title="Statements whose words stand in no one place of the text",
        language="" if policy is None or policy.language == UNDETERMINED else policy.language,
    )


def _remarks(review: PolicyReview) -> Iterator[str]:
    for reason in review.check.reasons:
        yield f"Not assessed: {reason}."
    if review.check.policy and review.check.version is None:
        yield "No one version of the policy in force names this text; whose it is could not be told."


class Marks:
    """What stands where in a policy: notes on its statements, and contradictions that touch a clause."""

    def __init__(self, review: PolicyReview) -> None:
        self._review = review
        by_statement: dict[str, list[str]] = {}
        self._touching: dict[str, list[tuple[str, Contradiction]]] = {}
        for key, one in review.contradiction_keys:
            for identity in one.commitment_ids:
                by_statement.setdefault(identity, []).append(key)
            for clause_id in dict.fromkeys(passage.clause_id for passage in one.passages):
                self._touching.setdefault(clause_id, []).append((key, one))
        self._contradictions = dict(review.contradiction_keys)
        self.notes = {key: self._note(key, one, by_statement) for key, one in review.keyed}
        self._spans = {key: (one.start, one.end) for key, one in review.keyed if one.start is not None and one.end}
        self._within: dict[str, list[str]] = {}
        for key, span in self._spans.items():
            for clause in review.touched(*span):
                self._within.setdefault(clause.clause_id, []).append(key)
        self._uncovered = {clause.clause_id for clause in review.check.uncovered}
        self._runs_on = set(_running_on(review))

    def paragraph(self, clause: Clause) -> Paragraph:
        """A clause with its marks."""
        keys = self._within.get(clause.clause_id, [])
        spans = {key: self._spans[key] for key in keys}
        return Paragraph(
            key=clause.clause_id,
            shape=self._shape(clause),
            runs=runs_of(clause, spans),
            notes=tuple(self.notes[key] for key in keys),
            begun_before=tuple(
                key for key in keys if self._review.touched(*spans[key])[0].clause_id != clause.clause_id
            ),
            marker=clause.marker,
            depth=sum(above.kind is ClauseKind.BULLET for above in self._above(clause)),
            continues=clause.clause_id in self._runs_on,
            remark=self._remark(clause),
            also=self._also(clause),
        )

    def _above(self, clause: Clause) -> Sequence[Clause]:
        policy = self._review.check.policy
        return policy.governing(clause) if policy else ()

    def _shape(self, clause: Clause) -> Shape:
        if clause.kind is not ClauseKind.HEADING:
            return _SHAPES[clause.kind]
        policy = self._review.check.policy
        if clause.sub_heading:
            return Shape.SUB_HEADING
        if policy and policy.section_of(clause).heading:
            return Shape.HEADING
        return Shape.TITLE if policy and clause.words == policy.title else Shape.LEAD_IN

    def _remark(self, clause: Clause) -> str:
        if clause.not_assessed:
            return f"not assessed: {clause.not_assessed}"
        return "not covered by any statement" if clause.clause_id in self._uncovered else ""

    def _also(self, clause: Clause) -> tuple[Entry, ...]:
        found = self._touching.get(clause.clause_id, [])
        return tuple(_contradictions([pair]) for pair in found if pair[1].severity in _BESIDE_THE_TEXT)

    def _note(self, key: str, one: Judged, contradictions: Mapping[str, list[str]]) -> Note:
        decision = one.decision
        identity = one.commitment.identity
        facts = [
            ("Read as", Entry(how_read(one.commitment))),
            ("Tested", tested_entry(one)),
            ("Why", _first(decision.reasons)),
        ]
        now = self._review.words(one.start, one.end or 0) if one.start is not None else quote_of(one)
        if now != quote_of(one):
            facts.insert(0, ("Words now", Entry(now)))
        if one.finding_ids:
            facts.append(("Findings", self._review.finding_links(one.finding_ids)))
        if found := contradictions.get(identity):
            facts.append(("Against itself", _contradictions([(each, self._contradictions[each]) for each in found])))
        return Note(
            key=key,
            name=identity,
            mark=decision.verdict.value,
            verdict=VERDICTS[decision.verdict],
            quote=quote_of(one),
            flags=flags_of(one),
            facts=tuple(facts),
            sources=cells_of(one),
        )


def _contradictions(found: Sequence[tuple[str, Contradiction]]) -> Entry:
    """Contradictions by their titles, each leading to its row."""
    texts = tuple(f"{one.title}: “{one.about}”" if one.kind in _NAMED_BY_WORDS else one.title for _, one in found)
    return Entry(texts, leads_to=tuple((CONTRADICTIONS, key) for key, _ in found))


# Hedges and repeated words are many of one kind, told apart by the words.
_NAMED_BY_WORDS = frozenset({"X-11", "X-12"})


def _first(reasons: Sequence[str]) -> Entry:
    more = len(reasons) - _SHOWN_REASONS
    shown = (*reasons[:_SHOWN_REASONS], f"and {more} more, which the workbook lists") if more > 0 else tuple(reasons)
    return Entry(shown or None, absent="no reason stated")


def cells_of(one: Judged) -> tuple[Source, ...]:
    """The cells behind a verdict, those that decide first."""
    return tuple(dict.fromkeys(source(cited.record, cited.column) for cited in one.decision.cited))


def runs_of(clause: Clause, spans: Mapping[str, Span]) -> tuple[Run, ...]:
    """The text of a clause cut wherever a passage begins or ends; passages are given longest first where they begin."""
    edges = {clause.start, clause.end}
    for span in spans.values():
        edges.update(edge for edge in span if clause.start < edge < clause.end)
    runs = []
    for start, end in pairwise(sorted(edges)):
        within = tuple(key for key, span in spans.items() if span[0] <= start and end <= span[1])
        ending = tuple(key for key in reversed(within) if min(spans[key][1], clause.end) == end)
        runs.append(Run(clause.text[start - clause.start : end - clause.start], within, ending))
    return tuple(runs)


def _running_on(review: PolicyReview) -> Iterator[str]:
    """The clauses that stand on the line on which the one before ended."""
    text = review.check.policy.text if review.check.policy else ""
    for before, clause in pairwise(review.clauses):
        flows = {before.kind, clause.kind} <= {ClauseKind.SENTENCE, ClauseKind.LEAD_IN}
        if flows and "\n" not in text[before.end : clause.start]:
            yield clause.clause_id
