"""Drafts the statements of one clause: by its kind it is cut into parts, and each part is read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from auditlib.policy.cutting import (
    Fragment,
    Part,
    condition,
    head_and_rest,
    joined,
    members,
    purpose,
    trimmed,
    turns,
)
from auditlib.policy.kinds import is_about_datasets, kind_of
from auditlib.policy.lexicon import values_in
from auditlib.policy.naming import hedges_in, parties_in
from auditlib.policy.readings import CLOSED, NARRATES, PERMITS, Reading, is_possible, reading_of, speaks_to_reader
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
    "role": "purpose_kind",
    "collects": "data_kind",
    "uses_for": "purpose_kind",
    "legal_basis": "legal_basis",
    "shares_with": "recipient_category",
    "does_not_sell": "purpose_kind",
    "deletes_on_request": "channel",
    "retains": "retention_ground",
    "secures": "security_control",
    "transfers": "transfer_mechanism",
    "rights": "rights_request_kind",
    "cookies": "cookie_category",
}
_OF_DATASETS = {"uses_for": "dataset_use", "does_not_sell": "dataset_use"}
_DEFINED = re.compile(r"[A-Z][^.()]{0,60}?(?:[A-Z][a-z]{1,4}\.\s*)?\((?:[\"“”'‘’«»]|the\s|we|hereinafter)[^()]{1,80}\)")
_AS_LONG = re.compile(r"(?<=necessary)\s+(?=(?:to|for)\s)|(?<=needed)\s+(?=(?:to|for)\s)", re.IGNORECASE)
_RIGHTS = re.compile(r"(?<=rights)\s+(?:such\s+as|including|to|of)\s+|(?<=right)\s+to\s+", re.IGNORECASE)
_HEDGED = re.compile(r"\bmay\s+have\b|\bdepending\s+on\b|\bmay\s+be\s+entitled\b", re.IGNORECASE)
_TO = re.compile(r"(?<=\w)\s+(?:in\s+order\s+)?to\s+(?=\w)", re.IGNORECASE)
_NOTICE_TOO = re.compile(r"\s+and,?\s+(?=(?:where|if|when|we\s+will|provide|notify|inform|give|send|post)\b)", re.IGNORECASE)
_FOR_WHOM = re.compile(r"\bfor\s+(?:[\w-]+\s+){0,2}(?:clients|customers|companies|organi[sz]ations|businesses)\b", re.IGNORECASE)


def drafts_of(clause: Clause, policy: Policy) -> tuple[Draft, ...]:
    """The statements a clause makes, in no particular order; none where nothing tells what it is about."""
    kind = kind_of(clause, policy)
    whole = trimmed(policy.text, clause.start, clause.end)
    if whole.end == whole.start:
        return ()
    return tuple(_CUTTERS.get(kind, _nothing)(_Clause(clause, policy, kind), whole))


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
        reading = NARRATES if speaks_to_reader(words) and kind in _NARRATED else reading_of(kind, words, one.part, terms)
        return Draft(one.start, one.end, kind, reading, vocabulary, terms)

    def listed(self, one: Fragment) -> list[Draft]:
        """One draft for each member of a list."""
        return [self.draft(piece, terms) for piece, terms in members(self.text, one, self.vocabulary)]


_NARRATED = frozenset({"disclaimer", "cookies", "secures", "change_notice", "scope", "collects"})


def _nothing(_one: _Clause, _whole: Fragment) -> Iterator[Draft]:
    return iter(())


def _plainly(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    yield from (one.draft(part) for part in turns(one.text, whole))


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
        yield one.draft(whole, kind="role")


def _collects(one: _Clause, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        named, *limits = purpose(one.text, part)
        for draft in one.listed(named):
            may = one.is_possible and draft.reading == ("asserts", "exists")
            yield Draft(draft.start, draft.end, draft.kind, PERMITS if may else draft.reading, draft.vocabulary, draft.terms)
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
    "does_not_sell": _plainly,
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
