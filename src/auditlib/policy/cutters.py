"""One function for each kind of statement: how a clause of it is cut into parts, and each part is read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from auditlib.policy.cutting import (
    Fragment,
    Part,
    condition,
    head_and_rest,
    joined,
    members,
    periods,
    purpose,
    trimmed,
    turns,
)
from auditlib.policy.drafts import Draft, Source
from auditlib.policy.kinds import SALE_OF_DATA
from auditlib.policy.lexicon import values_in
from auditlib.policy.naming import hedges_in, parties_in
from auditlib.policy.readings import ASSERTS, CLOSED, FORBIDDEN, PERMITS, is_exclusive, is_negated

_SALES = {True: ("dataset_use", ("resale",)), False: ("purpose_kind", ("sale_of_data",))}
_IS_SALE = re.compile(r"\b(?:sell|sold|rent|rented|trade|monetize|monetise|license)\b", re.IGNORECASE)
_IS_SALE_OF_DATA = re.compile(SALE_OF_DATA, re.IGNORECASE)
_IS_SHARING = re.compile(r"\b(?:share|disclose|transfer|pass|give|provide)\b", re.IGNORECASE)
_DEFINED = re.compile(r"[A-Z][^.()]{0,60}?(?:[A-Z][a-z]{1,4}\.\s*)?\((?:[\"“”'‘’«»]|the\s|we|hereinafter)[^()]{1,80}\)")
_AS_LONG = re.compile(r"(?<=necessary)\s+(?=(?:to|for)\s)|(?<=needed)\s+(?=(?:to|for)\s)", re.IGNORECASE)
_RIGHTS = re.compile(r"(?<=rights)\s+(?:such\s+as|including|to|of)\s+|(?<=right)\s+to\s+", re.IGNORECASE)
_BUT_NOT = re.compile(r"(?:(?:but|and|or)\s+)?(?:not|nor)\s+(?!to\s+be\b)", re.IGNORECASE)
_HEDGED = re.compile(r"\bmay\s+have\b|\bdepending\s+on\b|\bmay\s+be\s+entitled\b", re.IGNORECASE)
_TO = re.compile(r"(?<=\w)\s+(?:in\s+order\s+)?to\s+(?=\w)", re.IGNORECASE)
_NOTICE_TOO = re.compile(
    r"\s+and,?\s+(?=(?:where|if|when|we\s+will|provide|notify|inform|give|send|post)\b)", re.IGNORECASE
)
_FOR_WHOM = re.compile(
    r"\bfor\s+(?:[\w-]+\s+){0,2}(?:clients|customers|companies|organi[sz]ations|businesses)\b", re.IGNORECASE
)


def nothing(_one: Source, _whole: Fragment) -> Iterator[Draft]:
    """No statement: nothing tells what the clause is about."""
    return iter(())


def _plainly(one: Source, whole: Fragment) -> Iterator[Draft]:
    yield from (one.draft(part) for part in turns(one.text, whole))


def _does_not_sell(one: Source, whole: Fragment) -> Iterator[Draft]:
    """The refusal to sell, and what else is refused in the same breath, each with its own kind."""
    sales: list[Fragment] = []
    for part in turns(one.text, whole):
        if _IS_SALE.search(one.text, part.start, part.end):
            sales.append(part)
            continue
        is_sharing = _IS_SHARING.search(one.text, part.start, part.end) is not None
        draft = one.draft(part, kind="shares_with" if is_sharing else "uses_for")
        yield draft
    vocabulary, terms = _SALES[one.is_about_datasets]
    for start, end in ((sales[0].start, sales[-1].end),) if sales else ():
        yield Draft(start, end, one.kind, FORBIDDEN, vocabulary, terms)


def _identity(one: Source, whole: Fragment) -> Iterator[Draft]:
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


def _collects(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        named, *limits = purpose(one.text, part)
        for draft in one.listed(named):
            may = one.is_possible and draft.reading == ASSERTS
            yield replace(draft, reading=PERMITS) if may else draft
        yield from (one.draft(limit, kind="uses_for") for limit in limits)
    yield from _examples_only(one, whole)


def _examples_only(one: Source, whole: Fragment) -> Iterator[Draft]:
    """Words such as `tools like`: the names after them are stated, others are not."""
    shown = one.text[whole.start : whole.end]
    for start, end in hedges_in(shown):
        yield Draft(whole.start + start, whole.start + end, one.kind, CLOSED, parties=parties_in(shown))


def _uses(one: Source, whole: Fragment) -> Iterator[Draft]:
    """Each use; a sale is one whatever it is called."""
    for part in turns(one.text, whole):
        drafts = one.listed(part)
        is_sale = _IS_SALE_OF_DATA.search(one.text, part.start, part.end) and not any(draft.terms for draft in drafts)
        vocabulary, terms = _SALES[one.is_about_datasets]
        yield from (replace(draft, vocabulary=vocabulary, terms=terms) if is_sale else draft for draft in drafts)


def _listed(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        yield from one.listed(part)


def _shares(one: Source, whole: Fragment) -> Iterator[Draft]:
    yield from _listed(one, whole)
    yield from _examples_only(one, whole)


def _deletes(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        for piece in condition(one.text, part):
            draft = one.draft(piece)
            words = one.text[piece.start : piece.end]
            if draft.reading == CLOSED:
                draft = Draft(*_span(piece), one.kind, CLOSED, "refusal_ground", values_in(words, "refusal_ground"))
            yield draft


def _span(one: Fragment) -> tuple[int, int]:
    return one.start, one.end


def _retains(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in periods(one.text, whole):
        yield from _kept(one, part)


def _kept(one: Source, whole: Fragment) -> Iterator[Draft]:
    split = head_and_rest(one.text, whole, _AS_LONG)
    if split is None:
        yield one.draft(whole)
        return
    head, rest = split
    yield one.draft(head)
    pieces = members(one.text, rest, one.vocabulary)
    yield from (one.draft(Fragment(*_span(piece), Part.MEMBER), terms) for piece, terms in pieces)


def _secures(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        split = head_and_rest(one.text, part)
        if split is not None:
            yield one.draft(split[0], ())
        yield from one.listed(split[1] if split else part)


def _transfers(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        yield from (one.draft(piece) for piece in condition(one.text, part))


def _rights(one: Source, whole: Fragment) -> Iterator[Draft]:
    split = head_and_rest(one.text, whole, _RIGHTS)
    words = one.text[whole.start : whole.end]
    if split is None or not values_in(words, one.vocabulary):
        yield from (one.draft(part) for part in turns(one.text, whole))
        return
    head, rest = split
    if _HEDGED.search(one.text, head.start, head.end):
        yield one.draft(head, ())
    is_denied = is_negated(one.words(head))
    for piece, terms in members(one.text, rest, one.vocabulary):
        draft = one.draft(Fragment(*_span(piece), Part.MEMBER), terms)
        is_excepted = _BUT_NOT.match(one.text, piece.start, piece.end) is not None
        yield replace(draft, reading=FORBIDDEN) if is_denied or is_excepted else draft


def _cookies(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in turns(one.text, whole):
        split = head_and_rest(one.text, part, _TO)
        purposes = members(one.text, split[1], one.vocabulary) if split else []
        if split is None or not any(terms for _, terms in purposes):
            yield one.draft(part)
            continue
        if is_negated(one.words(split[0])) or is_exclusive(one.words(split[0])):
            yield from one.listed(replace(split[1], part=Part.MEMBER), one.words(split[0]))
            continue
        yield one.draft(split[0], ())
        yield from (one.draft(Fragment(*_span(piece), Part.MEMBER), terms) for piece, terms in purposes)
        for closed in joined([piece for piece, _ in purposes]):
            yield one.draft(closed)


def _changes(one: Source, whole: Fragment) -> Iterator[Draft]:
    for part in condition(one.text, whole):
        begin = part.start
        for found in _NOTICE_TOO.finditer(one.text, part.start, part.end):
            yield one.draft(trimmed(one.text, begin, found.start(), part.part))
            begin = found.end()
        yield one.draft(trimmed(one.text, begin, part.end, part.part))


CUTTERS: Mapping[str, Callable[[Source, Fragment], Iterator[Draft]]] = {
    "scope": lambda one, whole: iter([one.draft(whole)]),
    "identity": _identity,
    "role": _plainly,
    "collects": _collects,
    "ownership": _plainly,
    "uses_for": _uses,
    "legal_basis": _plainly,
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
