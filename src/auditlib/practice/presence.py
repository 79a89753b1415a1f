"""Whether a text holds a part of what a policy is asked to say: one look for each way of telling."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from auditlib.policy.facts import durations_in, emails_in, last_updated_in
from auditlib.policy.kinds import kind_of
from auditlib.policy.lexicon import terms_in
from auditlib.policy.naming import countries_in, own_names_in, parties_in
from auditlib.policy.readings import is_negated
from auditlib.policy.structure import Clause, ClauseKind, Policy
from auditlib.practice.covering import DisclosureStatus
from auditlib.practice.disclosures import Disclosure, Reading
from auditlib.practice.said import Passage, passage_of
from auditlib.reference.calendars import is_older_than
from auditlib.reference.legal_dates import limit
from auditlib.rulebook.text import general_phrase
from auditlib.scope import readable

_INTEREST = re.compile(r"\binterests?\b\s*(?:\(([^()]+)\)|(?:in|to|are|is|such as|:)\s+([^.;]+))", re.IGNORECASE)
_Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A policy with how it tells what the register holds."""

    reading: Reading
    disclosures: tuple[Disclosure, ...]

    @property
    def policy(self) -> Policy:
        """The text."""
        return self.reading.policy

    def clauses(self, kinds: frozenset[str]) -> Iterator[Clause]:
        """The clauses of some kinds, or of any, that are read; headings state nothing."""
        for clause in self.policy.clauses:
            is_read = not clause.not_assessed and clause.kind is not ClauseKind.HEADING
            if is_read and (not kinds or kind_of(clause, self.policy) in kinds):
                yield clause

    def is_denied(self, passage: Passage) -> bool:
        """Whether the clause of a passage denies what its verb says; words between clauses deny nothing."""
        clause_id = passage[2]
        return bool(clause_id) and is_negated(self.policy.clause(clause_id).words)


Look = Callable[[str, frozenset[str], Looked], Iterable[Passage]]


def passages_of(look: str, what: str, kinds: frozenset[str], looked: Looked) -> tuple[Passage, ...]:
    """Where a text holds a part, none where it does not.

    Args:
        look: how it is looked for, a value of the column `look` of `gap_parts.csv`.
        what: what is looked for, as that look understands it.
        kinds: the kinds of statement in which it counts; none for any.
        looked: the text.

    Raises:
        KeyError: there is no such look.
    """
    return tuple(dict.fromkeys(_LOOKS[look](what, kinds, looked)))


def _words(what: str, kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """A pattern, within one sentence or an item with the words that lead to it."""
    for clause in looked.clauses(kinds):
        above = [one.words for one in looked.policy.governing(clause) if one.kind is ClauseKind.LEAD_IN]
        before = f"{above[-1]} " if above else ""
        found = _pattern(what).finditer(before + clause.words)
        if any(one.end() > len(before) for one in found):
            yield clause.start, clause.end, clause.clause_id


def _term(what: str, kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """A value of a closed list, or any of its values."""
    choice_list, _, value = what.partition(":")
    for clause in looked.clauses(kinds):
        for match in terms_in(clause.text, choice_list):
            if not value or value in match.values:
                yield clause.start + match.start, clause.start + match.end, clause.clause_id


def _said(what: str, kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """A statement of a kind, or one of the kinds that affirms a term."""
    for one in looked.reading.said:
        is_meant = what in one.terms and not one.denies if kinds else one.kind == what
        if is_meant and (not kinds or one.kind in kinds):
            yield one.passage


def _fact(what: str, kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """Something stated outright."""
    for clause in looked.clauses(kinds):
        if _FACTS[what](clause.text):
            yield clause.start, clause.end, clause.clause_id


_FACTS: Mapping[str, Callable[[str], Iterable[object]]] = {
    "mailbox": emails_in,
    "period": durations_in,
    "country": countries_in,
    "party": parties_in,
}


def _dated(_what: str, _kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """A day on which the text was last changed or took effect, wherever it stands."""
    for fact in last_updated_in(looked.policy.text):
        yield passage_of(looked.policy, fact.start, fact.end)


def _printed(column: str, _kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """What a cell of the organisation holds, line breaks and case aside."""
    entity = looked.reading.scope.entity
    value = str(readable(entity, column) or "") if entity else ""
    if value:
        pattern = r"\s+".join(map(re.escape, value.split()))
        found = re.compile(pattern, re.IGNORECASE).finditer(looked.policy.text)
        yield from (passage_of(looked.policy, one.start(), one.end()) for one in found)


def _together(what: str, kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """Terms of two lists in one clause, which are not the same words."""
    first, second = what.split("+")
    for clause in looked.clauses(kinds):
        if _values_apart(clause.text, first, second) and _places(clause.text, second):
            yield clause.start, clause.end, clause.clause_id


def _paired(what: str, kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """Every stated term of the first list in one clause, or under one heading, with a term of the second."""
    first, second = what.split("+")
    said = (one for one in looked.reading.said if one.vocabulary == first and not one.denies)
    stated = {term for one in said for term in one.terms}
    found: dict[Passage, frozenset[str]] = {}
    for clause in looked.clauses(kinds):
        above = " ".join(one.words for one in looked.policy.governing(clause))
        if _places(clause.text, second) or _places(above, second):
            found[clause.start, clause.end, clause.clause_id] = _values_apart(clause.text, first, second)
    if stated and stated <= frozenset().union(*found.values()):
        yield from (passage for passage, values in found.items() if values)


def _alone(what: str, kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """A value in a sentence that names no other value of its list."""
    choice_list, value = what.split(":")
    for clause in looked.clauses(kinds):
        named = {one for match in terms_in(clause.text, choice_list) for one in match.values}
        if named == {value} and clause.kind is ClauseKind.SENTENCE:
            yield clause.start, clause.end, clause.clause_id


def _disclosed(what: str, _kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """Everything of a kind that the register holds is told clearly."""
    of_kind = [one for one in looked.disclosures if one.subject_kind == what]
    if of_kind and all(one.status is DisclosureStatus.CLEAR for one in of_kind):
        yield from (passage for one in of_kind for passage in one.clauses)


def _interest(_what: str, _kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """An interest that is more than a general phrase; to name oneself names none."""
    own_names = own_names_in(looked.policy.text)
    for clause in looked.clauses(frozenset({"legal_basis", "uses_for"})):
        for found in _INTEREST.finditer(clause.words):
            interest = (found[1] or found[2]).strip()
            for name in own_names:
                interest = interest.replace(name, "our business")
            if not general_phrase(interest, "interest"):
                yield clause.start, clause.end, clause.clause_id


def _recent(what: str, _kinds: frozenset[str], looked: Looked) -> Iterator[Passage]:
    """A date of the last update that is no older than a limit in months."""
    for fact in last_updated_in(looked.policy.text):
        is_day = bool(fact.value)
        if is_day and not is_older_than(date.fromisoformat(fact.value), limit(what), looked.reading.scope.view.as_of):
            yield passage_of(looked.policy, fact.start, fact.end)


_LOOKS: Mapping[str, Look] = {
    "words": _words,
    "term": _term,
    "said": _said,
    "fact": _fact,
    "dated": _dated,
    "printed": _printed,
    "together": _together,
    "paired": _paired,
    "alone": _alone,
    "disclosed": _disclosed,
    "interest": _interest,
    "recent": _recent,
}


def _places(text: str, what: str) -> _Places:
    found = durations_in(text) if what == "duration" else terms_in(text, what)
    return tuple((one.start, one.end) for one in found)


def _values_apart(text: str, first: str, second: str) -> frozenset[str]:
    """The values of the first list that are named by words which do not stand for one of the second."""
    others = _places(text, second)
    apart = (one for one in terms_in(text, first) if all(one.end <= start or end <= one.start for start, end in others))
    return frozenset(value for match in apart for value in match.values)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
