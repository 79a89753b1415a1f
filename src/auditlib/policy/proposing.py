"""Drafts the statements of a policy that can be tested, for a person to accept; the same text gives the same draft."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditlib.policy.drafting import drafts_of
from auditlib.policy.drafts import Draft
from auditlib.policy.facts import durations_in
from auditlib.policy.kinds import heading_kind, kind_of
from auditlib.policy.lexicon import union
from auditlib.policy.naming import countries_in, own_names_in, parties_in, party_at_start_of
from auditlib.policy.readings import CLOSED, FORBIDDEN, NARRATES, PERMITS, is_negated
from auditlib.policy.structure import Clause, ClauseKind, Policy

PROPOSED = "proposed"
_INTEREST = re.compile(
    r"legitimate\s+interests?\s*(?:\((?P<inside>[^()]+)\)|(?:in|to)\s+(?P<after>[^.;,]+))", re.IGNORECASE
)
# A wish of the reader, or the name of a signal of browsers: no denial of what stands under it.
_BIDS = re.compile(r"^[\W\d]*(?:please\s+)?(?:do\s+not|don['’]t)\b", re.IGNORECASE)
_EXCEPTS = re.compile(r"\b(?:unless|except(?:\s+(?:where|when|if))?|only\s+(?:if|when|where))\s*:?$", re.IGNORECASE)
# No sentence has such a gap, and no pattern should have to look for its end.
_GAP = re.compile(r"\s{100}")
_FEWEST_WORDS = 6
_NAMES_PARTIES = frozenset({"collects", "shares_with", "does_not_sell", "cookies", "transfers", "uses_for"})
_STATES_PERIODS = frozenset({"retains", "rights", "deletes_on_request", "change_notice", "cookies", "secures"})
_STATES_COUNTRIES = frozenset({"transfers", "shares_with", "retains", "secures", "uses_for", "role"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row drafted for the sheet of statements; the fields are named as its columns, `clause_id` apart."""

    commitment_id: str
    clause_id: str
    section: str
    quote: str
    quote_start: int
    quote_end: int
    kind: str
    modality: str
    operator: str
    vocabulary: str = ""
    terms: tuple[str, ...] = ()
    named_parties: tuple[str, ...] = ()
    stated_period: str = ""
    stated_countries: tuple[str, ...] = ()
    stated_interest: str = ""
    status: str = PROPOSED


def propose(policy: Policy) -> tuple[Proposal, ...]:
    """Draft the statements of a policy, in the order of its text.

    Clauses that are not assessed for their language are left out, and so are those that state nothing testable.
    """
    drafts = {clause.clause_id: _drafts(clause, policy) for clause in policy.clauses}
    own_names = frozenset(own_names_in(policy.text))
    proposals: list[Proposal] = []
    for section in policy.sections:
        own = [(clause, draft) for clause in section.clauses for draft in _completed(clause, drafts, policy)]
        own.sort(key=lambda pair: (pair[1].start, -pair[1].end))
        proposals += [
            _proposal(clause, draft, policy.text, own_names, number)
            for number, (clause, draft) in enumerate(own, start=1)
        ]
    return tuple(proposals)


_Drafts = dict[str, tuple[Draft, ...]]


def _drafts(clause: Clause, policy: Policy) -> tuple[Draft, ...]:
    if clause.not_assessed or _GAP.search(clause.text) or clause.kind in (ClauseKind.HEADING, ClauseKind.LEAD_IN):
        return ()
    drafts = drafts_of(clause, policy)
    is_of_title = clause.section_id == policy.sections[0].section_id and len(policy.sections) > 1
    if is_of_title and not drafts and len(clause.text.split()) >= _FEWEST_WORDS:
        return (Draft(clause.start, clause.end, "scope", NARRATES),)
    return tuple(_under(clause, policy, draft) for draft in drafts)


def _under(clause: Clause, policy: Policy, draft: Draft) -> Draft:
    """A draft under words that deny: each item is denied, or is an exception where `unless` leads to it."""
    leading = {ClauseKind.LEAD_IN, ClauseKind.HEADING} if clause.kind is ClauseKind.BULLET else {ClauseKind.LEAD_IN}
    above = [one.words for one in policy.governing(clause) if one.kind in leading]
    if not any(map(_denies, above)):
        return draft
    return replace(draft, reading=PERMITS if _EXCEPTS.search(above[-1]) else FORBIDDEN)


def _denies(words: str) -> bool:
    return is_negated(words) and not _BIDS.match(words)


def _completed(clause: Clause, drafts: _Drafts, policy: Policy) -> Iterator[Draft]:
    """The drafts of a clause; of a lead-in or a heading, the one that closes what stands under it."""
    if clause.not_assessed:
        return
    if clause.kind is ClauseKind.LEAD_IN and not clause.cells:
        yield from _of_lead_in(clause, drafts, policy)
    elif clause.kind is ClauseKind.HEADING and policy.sections[0].section_id != clause.section_id:
        yield from _of_heading(clause, drafts, policy)
    else:
        yield from drafts[clause.clause_id]


def _of_lead_in(clause: Clause, drafts: _Drafts, policy: Policy) -> Iterator[Draft]:
    kind = kind_of(clause, policy)
    below = _below(policy.governed(clause), kind, drafts)
    if kind == "contact" or not policy.governed(clause) or _EXCEPTS.search(clause.words):
        yield from drafts_of(clause, policy)
    elif below:
        reading = FORBIDDEN if _denies(clause.words) else CLOSED
        terms = union(draft.terms for draft in below)
        yield Draft(clause.start, clause.end, kind, reading, below[0].vocabulary, terms)


def _of_heading(clause: Clause, drafts: _Drafts, policy: Policy) -> Iterator[Draft]:
    """A heading that says what is collected, or what is not, closes the lists under it, where no lead-in does."""
    governed = policy.governed(clause)
    is_section = not policy.governing(clause)
    has_lead_in = any(one.kind is ClauseKind.LEAD_IN for one in governed)
    if not is_section or has_lead_in or heading_kind([clause]) != "collects":
        return
    below = _below([one for one in governed if one.kind is ClauseKind.BULLET], "collects", drafts)
    terms = union(draft.terms for draft in below)
    if terms:
        reading = FORBIDDEN if _denies(clause.words) else CLOSED
        yield Draft(clause.start, clause.end, "collects", reading, below[0].vocabulary, terms)


def _below(clauses: Iterable[Clause], kind: str, drafts: _Drafts) -> list[Draft]:
    found = [draft for one in clauses for draft in drafts[one.clause_id] if draft.kind == kind]
    with_terms = [draft for draft in found if draft.terms]
    return with_terms or found


def _parties(clause: Clause, draft: Draft, text: str) -> tuple[str, ...]:
    """The companies a draft names; an item or a row on recipients begins with its name."""
    quote = text[draft.start : draft.end]
    is_item = clause.kind in (ClauseKind.BULLET, ClauseKind.ROW) and draft.kind == "shares_with"
    first = text[slice(*clause.cells[0])] if clause.cells else quote
    named = party_at_start_of(first) if is_item and draft.start == clause.start else ""
    return union(((named,) if named else (), parties_in(quote))) or draft.parties


def _proposal(clause: Clause, draft: Draft, text: str, own_names: frozenset[str], number: int) -> Proposal:
    quote = text[draft.start : draft.end]
    parties = _parties(clause, draft, text) if draft.kind in _NAMES_PARTIES else ()
    modality, operator = draft.reading
    interest = _INTEREST.search(" ".join(quote.split())) if draft.kind == "legal_basis" else None
    periods = durations_in(quote) if draft.kind in _STATES_PERIODS else ()
    return Proposal(
        f"{clause.section_id}-C{number:02d}",
        clause.clause_id,
        clause.section_id,
        quote,
        draft.start,
        draft.end,
        draft.kind,
        modality,
        operator,
        draft.vocabulary if draft.terms else "",
        draft.terms,
        tuple(party for party in parties if party not in own_names),
        periods[0].value if periods else "",
        countries_in(quote) if draft.kind in _STATES_COUNTRIES else (),
        (interest["inside"] or interest["after"]).strip() if interest else "",
    )
