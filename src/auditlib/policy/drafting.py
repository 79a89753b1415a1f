"""Drafts the statements of one clause: by its kind it is cut into parts, and each part is read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from auditlib.policy.cutting import (
    Fragment,
    Part,
    condition,
    head_and_rest,
    joined,
    main_clauses,
    members,
    purpose,
    trimmed,
    turns,
)
from auditlib.policy.facts import durations_in, emails_in
from auditlib.policy.kinds import is_about_datasets, kind_of, kind_of_words
from auditlib.policy.lexicon import values_in
from auditlib.policy.naming import hedges_in, parties_in
from auditlib.policy.readings import (
    ASSERTS,
    CLOSED,
    FORBIDDEN,
    NARRATES,
    PERMITS,
    Reading,
    is_possible,
    reading_of,
    speaks_to_reader,
)
from auditlib.policy.structure import Clause, ClauseKind, Policy


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of a text with how it is read, before it has an id."""

    start: int
    end: int
    kind: str
    reading: Reading
    vocabulary: str = ""
    terms: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


_VOCABULARIES = {
    "scope": "data_subject_category",
    "collects": "data_kind",
    "uses_for": "purpose_kind",
    "legal_basis": "legal_basis",
    "shares_with": "recipient_category",
    "deletes_on_request": "channel",
    "retains": "retention_ground",
    "secures": "security_control",
    "transfers": "transfer_mechanism",
    "rights": "rights_request_kind",
    "cookies": "cookie_category",
}
_OF_DATASETS = {"uses_for": "dataset_use"}
_SALES = {True: ("dataset_use", ("resale",)), False: ("purpose_kind", ("sale_of_data",))}
_IS_SALE = re.compile(r"\b(?:sell|sold|rent|rented|trade|monetize|monetise|license)\b", re.IGNORECASE)
_IS_SHARING = re.compile(r"\b(?:share|disclose|transfer|pass|give|provide)\b", re.IGNORECASE)
_DEFINED = re.compile(r"[A-Z][^.()]{0,60}?(?:[A-Z][a-z]{1,4}\.\s*)?\((?:[\"“”'‘’«»]|the\s|we|hereinafter)[^()]{1,80}\)")
_AS_LONG = re.compile(r"(?<=necessary)\s+(?=(?:to|for)\s)|(?<=needed)\s+(?=(?:to|for)\s)", re.IGNORECASE)
_RIGHTS = re.compile(r"(?<=rights)\s+(?:such\s+as|including|to|of)\s+|(?<=right)\s+to\s+", re.IGNORECASE)
_HEDGED = re.compile(r"\bmay\s+have\b|\bdepending\s+on\b|\bmay\s+be\s+entitled\b", re.IGNORECASE)
_TO = re.compile(r"(?<=\w)\s+(?:in\s+order\s+)?to\s+(?=\w)", re.IGNORECASE)
_NOTICE_TOO = re.compile(
    r"\s+and,?\s+(?=(?:where|if|when|we\s+will|provide|notify|inform|give|send|post)\b)", re.IGNORECASE
)
_FOR_WHOM = re.compile(
    r"\bfor\s+(?:[\w-]+\s+){0,2}(?:clients|customers|companies|organi[sz]ations|businesses)\b", re.IGNORECASE
)


def drafts_of(clause: Clause, policy: Policy) -> tuple[Draft, ...]:
    """The statements a clause makes, in no particular order; none where nothing tells what it is about.

    A sentence of which only the heading tells the kind makes a statement only where it names a shared term.
    """
    kind = kind_of(clause, policy)
    whole = trimmed(policy.text, clause.start, clause.end)
    parts = [part for part in main_clauses(policy.text, whole) if part.end > part.start]
    drafts = [draft for part in parts for draft in _of_part(clause, policy, part, kind if len(parts) == 1 else "")]
    return tuple(_to_the_end(draft, whole, clause) for draft in drafts)


def _of_part(clause: Clause, policy: Policy, part: Fragment, kind: str) -> Iterator[Draft]:
    words = " ".join(policy.text[part.start : part.end].split())
    own = kind_of_words(words)
    kind = kind or own or kind_of(clause, policy)
    is_told = clause.kind is not ClauseKind.SENTENCE or kind in ("identity", own)
    is_told = is_told or bool(durations_in(words) or emails_in(words))
    drafts = _CUTTERS.get(kind, _nothing)(_Clause(clause, policy, kind), part)
    yield from (
        draft
        for draft in drafts
        if is_told or draft.terms or draft.reading == NARRATES or draft.reading[0] == "forbids"
    )


def _to_the_end(draft: Draft, whole: Fragment, clause: Clause) -> Draft:
    """A statement that is the whole sentence has its point too."""
    is_whole = (draft.start, draft.end) == (whole.start, whole.end) and clause.kind is ClauseKind.SENTENCE
    return replace(draft, end=clause.end) if is_whole else draft


class _Clause:
    """A clause with what drafting needs to know of it."""

    def __init__(self, clause: Clause, policy: Policy, kind: str) -> None:
        self.clause = clause
        self.text = policy.text
        self.kind = kind
        self.is_about_datasets = is_about_datasets(clause, policy)
        self.vocabulary = self.vocabulary_of(kind)
        lead_ins = [one.words for one in policy.governing(clause) if one.kind is ClauseKind.LEAD_IN]
        self.is_possible = bool(lead_ins) and is_possible(lead_ins[-1])

    def vocabulary_of(self, kind: str) -> str:
        of_datasets = _OF_DATASETS.get(kind) if self.is_about_datasets else None
        return of_datasets or _VOCABULARIES.get(kind, "")

    def draft(self, one: Fragment, terms: tuple[str, ...] | None = None, kind: str = "") -> Draft:
        """A draft of this kind or another one, with the terms it names."""
        kind = kind or self.kind
        vocabulary = self.vocabulary_of(kind)
        words = " ".join(self.text[one.start : one.end].split())
        if terms is None:
            terms = values_in(words, vocabulary) if vocabulary else ()
        reading = (
            NARRATES if speaks_to_reader(words) and kind in _NARRATED else reading_of(kind, words, one.part, terms)
        )
        return Draft(one.start, one.end, kind, reading, vocabulary, terms)

    def listed(self, one: Fragment) -> list[Draft]:
        """One draft for each member of a list."""
        return [self.draft(piece, terms) for piece, terms in members(self.text, one, self.vocabulary)]


_NARRATED = frozenset({"disclaimer", "cookies", "secures", "change_notice", "scope", "collects"})


def _nothing(_one: _Clause, _whole: Fragment) -> Iterator[Draft]:
    return iter(())


def _plainly(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    yield from (one.draft(part) for part in turns(one.text, whole))


def _does_not_sell(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    """The refusal to sell, and what else is refused in the same breath, each with its own kind."""
    sales: list[Fragment] = []
    for part in turns(one.text, whole):
        if _IS_SALE.search(one.text, part.start, part.end):
            sales.append(part)
            continue
        is_sharing = _IS_SHARING.search(one.text, part.start, part.end) is not None
        draft = one.draft(part, kind="shares_with" if is_sharing else "uses_for")
        # The word that denies stands before the first of them.
        yield replace(draft, reading=FORBIDDEN) if part.start > whole.start and sales else draft
    vocabulary, terms = _SALES[one.is_about_datasets]
    for start, end in ((sales[0].start, sales[-1].end),) if sales else ():
        yield Draft(start, end, one.kind, FORBIDDEN, vocabulary, terms)


def _identity(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    """The name with its definition; what follows says what the company does."""
    found = _DEFINED.search(one.text, whole.start, whole.end)
    if found is not None:
        yield one.draft(Fragment(found.start(), found.end()))
        whole = trimmed(one.text, found.end(), whole.end)
    modalities = values_in(one.text, "dataset_modality", whole.start, whole.end)
    clients = _FOR_WHOM.search(one.text, whole.start, whole.end)
    kinds = values_in(one.text, "client_kind", clients.start(), clients.end()) if clients else ()
    if clients and kinds:
        yield Draft(clients.start(), clients.end(), "scope", ("forbids", "all"), "client_kind", kinds)
        whole = trimmed(one.text, whole.start, clients.start())
    if len(modalities) > 1:
        yield Draft(whole.start, whole.end, "collects", CLOSED, "dataset_modality", modalities)
    elif whole.end > whole.start and (found is not None or values_in(one.text, "purpose_kind", whole.start, whole.end)):
        purposes = values_in(one.text, "purpose_kind", whole.start, whole.end)
        yield Draft(whole.start, whole.end, "role", ASSERTS, "purpose_kind", purposes)


def _collects(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        named, *limits = purpose(one.text, part)
        for draft in one.listed(named):
            may = one.is_possible and draft.reading == ASSERTS
            yield replace(draft, reading=PERMITS) if may else draft
        yield from (one.draft(limit, kind="uses_for") for limit in limits)
    yield from _examples_only(one, whole)


def _examples_only(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    """Words such as `tools like`: the names after them are stated, others are not."""
    shown = one.text[whole.start : whole.end]
    for start, end in hedges_in(shown):
        yield Draft(whole.start + start, whole.start + end, one.kind, CLOSED, parties=parties_in(shown))


def _listed(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        yield from one.listed(part)


def _shares(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    yield from _listed(one, whole)
    yield from _examples_only(one, whole)


def _deletes(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        for piece in condition(one.text, part):
            draft = one.draft(piece)
            words = one.text[piece.start : piece.end]
            if draft.reading == CLOSED:
                draft = Draft(*_span(piece), one.kind, CLOSED, "refusal_ground", values_in(words, "refusal_ground"))
            yield draft


def _span(one: Fragment) -> tuple[int, int]:
    return one.start, one.end


def _retains(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    split = head_and_rest(one.text, whole, _AS_LONG)
    if split is None:
        yield one.draft(whole)
        return
    head, rest = split
    yield one.draft(head)
    pieces = members(one.text, rest, one.vocabulary)
    yield from (one.draft(Fragment(*_span(piece), Part.MEMBER), terms) for piece, terms in pieces)


def _secures(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        split = head_and_rest(one.text, part)
        if split is not None:
            yield one.draft(split[0], ())
        yield from one.listed(split[1] if split else part)


def _transfers(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        yield from (one.draft(piece) for piece in condition(one.text, part))


def _rights(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    split = head_and_rest(one.text, whole, _RIGHTS)
    words = one.text[whole.start : whole.end]
    if split is None or not values_in(words, one.vocabulary):
        yield from (one.draft(part) for part in turns(one.text, whole))
        return
    head, rest = split
    if _HEDGED.search(one.text, head.start, head.end):
        yield one.draft(head, ())
    pieces = members(one.text, rest, one.vocabulary)
    yield from (one.draft(Fragment(*_span(piece), Part.MEMBER), terms) for piece, terms in pieces)


def _cookies(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        split = head_and_rest(one.text, part, _TO)
        purposes = members(one.text, split[1], one.vocabulary) if split else []
        if split is None or not any(terms for _, terms in purposes):
            yield one.draft(part)
            continue
        yield one.draft(split[0], ())
        yield from (one.draft(Fragment(*_span(piece), Part.MEMBER), terms) for piece, terms in purposes)
        for closed in joined([piece for piece, _ in purposes]):
            yield one.draft(closed)


def _changes(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in condition(one.text, whole):
        begin = part.start
        for found in _NOTICE_TOO.finditer(one.text, part.start, part.end):
            yield one.draft(trimmed(one.text, begin, found.start(), part.part))
            begin = found.end()
        yield one.draft(trimmed(one.text, begin, part.end, part.part))


_CUTTERS: Mapping[str, Callable[[_Clause, Fragment], Iterator[Draft]]] = {
    "scope": lambda one, whole: iter([one.draft(whole)]),
    "identity": _identity,
    "role": _plainly,
    "collects": _collects,
    "ownership": _plainly,
    "uses_for": _listed,
    "legal_basis": lambda one, whole: iter([one.draft(whole)]),
    "shares_with": _shares,
    "does_not_sell": _does_not_sell,
    "deletes_on_request": _deletes,
    "retains": _retains,
    "secures": _secures,
    "transfers": _transfers,
    "rights": _rights,
    "cookies": _cookies,
    "disclaimer": _plainly,
    "change_notice": _changes,
    "contact": lambda one, whole: iter([one.draft(whole)]),
}
