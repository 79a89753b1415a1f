"""What a policy says, statement by statement: as it was accepted, else as a draft of the same words reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditlib.policy.kinds import is_about_datasets
from auditlib.policy.lexicon import terms_in, values_in
from auditlib.policy.proposing import Proposal, propose
from auditlib.policy.quotes import placed, touching
from auditlib.policy.readings import is_exclusive
from auditlib.policy.structure import Policy
from auditlib.reference.vocabularies import vocabulary
from auditlib.sheets.policy_commitments import PolicyCommitment

Passage = tuple[int, int, str]
_CELLS = ("quote", "quote_start", "quote_end", "kind", "operator", "vocabulary", "terms", "named_parties")
_READ = (*_CELLS, "stated_countries")
# Lists that hold more than the one from which a draft of the kind takes its terms.
_WIDER = {"rights": "right"}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a policy: its kind, its terms, and how it takes them.

    `is_only` marks a list that leaves room for nothing else; `denies` one whose terms are ruled out.
    """

    statement_id: str
    kind: str
    vocabulary: str
    terms: tuple[str, ...]
    parties: tuple[str, ...]
    countries: tuple[str, ...]
    quote: str
    passage: Passage
    is_accepted: bool
    denies: bool
    is_only: bool
    is_about_datasets: bool

    def is_open_about(self, term: str) -> bool:
        """Whether the words that name a term may as well mean another one, and nobody accepted which."""
        if self.is_accepted or not self.vocabulary:
            return False
        named = [match.values for match in terms_in(self.quote, self.vocabulary) if term in match.values]
        return bool(named) and all(len(values) > 1 for values in named)


def said_in(policy: Policy, counting: Iterable[PolicyCommitment]) -> tuple[Said, ...]:
    """The statements of a policy in the order of its text.

    Those that count stand for their words; a draft does where none of its kind was read in the same words.
    """
    rows = [row for row in counting if not any(map(row.is_unreadable, _READ))]
    places = zip(rows, placed(policy, rows), strict=True)
    accepted = [
        _said(policy, row, place.start, place.end)
        for row, place in places
        if place.start is not None and place.end is not None
    ]
    drafts = [_said(policy, draft, draft.quote_start, draft.quote_end) for draft in propose(policy)]
    kinds = {one.kind for one in drafts}
    is_read = {kind: touching(one.passage[:2] for one in accepted if one.kind == kind) for kind in kinds}
    unread = (one for one in drafts if not is_read[one.kind](*one.passage[:2]))
    return tuple(sorted([*accepted, *unread], key=lambda one: (one.passage[0], -one.passage[1], one.statement_id)))


def passage_of(policy: Policy, start: int, end: int) -> Passage:
    """A place in the text with the clause in which it begins; blank where it is in none."""
    clauses = policy.overlapping(start, end)
    return start, end, clauses[0].clause_id if clauses else ""


def _said(policy: Policy, statement: PolicyCommitment | Proposal, start: int, end: int) -> Said:
    passage, quote, kind = passage_of(policy, start, end), statement.quote or "", statement.kind or ""
    known = statement.vocabulary or ""
    return Said(
        statement_id=statement.commitment_id,
        kind=kind,
        vocabulary=known,
        terms=(*statement.terms, *_beyond(known, kind, quote)),
        parties=tuple(statement.named_parties),
        countries=tuple(statement.stated_countries),
        quote=quote,
        passage=passage,
        is_accepted=isinstance(statement, PolicyCommitment),
        denies=statement.operator == "none",
        is_only=statement.operator == "closed" and is_exclusive(quote),
        is_about_datasets=bool(passage[2]) and is_about_datasets(policy.clause(passage[2]), policy),
    )


def _beyond(known: str, kind: str, quote: str) -> tuple[str, ...]:
    """The terms that words name and the list of the statement cannot hold."""
    wider = _WIDER.get(kind, "")
    if not wider or wider == known:
        return ()
    held = vocabulary(known) if known else {}
    return tuple(value for value in values_in(quote, wider) if value not in held)
