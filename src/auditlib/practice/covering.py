"""Whether a policy tells a term: clearly, vaguely, ambiguously, not at all, or the opposite."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditlib.policy.lexicon import values_in
from auditlib.policy.structure import Policy
from auditlib.practice.broad_terms import BroadTerm, broad_terms_in
from auditlib.practice.said import Passage, Said
from auditlib.reference.taxonomy import distance, term_label

_OTHER = "other"


class DisclosureStatus(StrEnum):
    """How a policy tells something that the register holds."""

    CLEAR = "clear"
    VAGUE = "vague"
    AMBIGUOUS = "ambiguous"
    OMITTED = "omitted"
    INCORRECT = "incorrect"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Told:
    """How a term is told and where; `steps` lead from the term up to the broader one that covers it."""

    status: DisclosureStatus
    says: str
    clauses: tuple[Passage, ...] = ()
    covering_term: str = ""
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Telling:
    """A policy with its statements of some kinds and the broad terms in them, which tell terms of a closed list."""

    policy: Policy
    said: tuple[Said, ...]
    broad: tuple[BroadTerm, ...]
    choice_list: str


def telling(policy: Policy, said: Iterable[Said], kinds: Iterable[str], choice_list: str) -> Telling:
    """The statements of a policy that may tell terms of a list."""
    known = frozenset(kinds)
    of_kind = tuple(one for one in said if one.kind in known)
    return Telling(policy, of_kind, broad_terms_in(policy, choice_list, known), choice_list)


def told(term: str, by: Telling) -> Told:
    """How a policy tells a term of a closed list."""
    affirming = [one for one in by.said if term in one.terms and not one.denies]
    denying = [one for one in by.said if one not in affirming and _rules_out(one, term, by.choice_list)]
    label = _quoted(by.choice_list, term)
    if not affirming and not denying:
        return _covered(term, by) or Told(DisclosureStatus.OMITTED, f"does not name {label}")
    if denying:
        return contradicted(label, affirming, denying)
    return _affirmed(term, label, affirming)


def contradicted(what: str, affirming: Sequence[Said], denying: Sequence[Said]) -> Told:
    """What is ruled out, be it that another statement grants it."""
    clauses = tuple(one.passage for one in (*affirming, *denying))
    if affirming:
        says = f"says “{_words(affirming[0])}” and also “{_words(denying[0])}”"
        return Told(DisclosureStatus.AMBIGUOUS, says, clauses)
    return Told(DisclosureStatus.INCORRECT, f"rules out {what}: “{_words(denying[0])}”", clauses)


def named(choice_list: str, term: str) -> str:
    """A term as it stands inside a sentence."""
    label = "anything of another kind" if term == _OTHER else term_label(choice_list, term)
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _affirmed(term: str, label: str, affirming: Sequence[Said]) -> Told:
    sure = [one for one in affirming if not one.is_open_about(term)]
    if not sure:
        says = f"may mean {label} or something else by “{_words(affirming[0])}”"
        return Told(DisclosureStatus.AMBIGUOUS, says, tuple(one.passage for one in affirming))
    # An item goes before the list that sums the items up.
    first = min(sure, key=lambda one: (not one.is_accepted, len(one.terms), one.passage))
    return Told(DisclosureStatus.CLEAR, f"says “{_words(first)}”", (first.passage,))


def _quoted(choice_list: str, term: str) -> str:
    return named(choice_list, term) if term == _OTHER else f"“{term_label(choice_list, term)}”"


def _covered(term: str, by: Telling) -> Told | None:
    """The nearest broader term that the policy uses instead."""
    covers = [
        (steps, terms, passage, broad)
        for broad, terms, passage in _broad(by)
        if (steps := distance(by.choice_list, broad, term)) is not None
    ]
    if not covers:
        return None
    steps, _, passage, broad = min(covers)
    words = " ".join(by.policy.text[passage[0] : passage[1]].split())
    label = term_label(by.choice_list, broad)
    return Told(DisclosureStatus.VAGUE, f"says only “{words}”", (passage,), label, steps)


def _broad(by: Telling) -> Iterator[tuple[str, int, Passage]]:
    """The terms a policy uses, each with how many stand beside it: an item goes before the list that sums it up."""
    yield from ((term, len(one.terms), one.passage) for one in by.said if not one.denies for term in one.terms)
    yield from ((one.term, 1, one.passage) for one in by.broad)


def _rules_out(one: Said, term: str, choice_list: str) -> bool:
    """Whether a statement denies a term, or lists others only; what it says of datasets or of some data is narrower."""
    if one.is_about_datasets or one.vocabulary != choice_list:
        return False
    if one.denies:
        return any(distance(choice_list, denied, term) is not None for denied in one.terms)
    if not one.is_only or not one.terms or (choice_list != "data_kind" and values_in(one.quote, "data_kind")):
        return False
    return all(distance(choice_list, allowed, term) is None for allowed in one.terms)


def _words(one: Said) -> str:
    return " ".join(one.quote.split())
