"""A statement being drafted, and what drafting needs to know of the clause it is cut from."""

import re
from dataclasses import dataclass, replace

from auditlib.policy.cutting import Fragment, members
from auditlib.policy.kinds import is_about_datasets
from auditlib.policy.lexicon import terms_in, union, values_in
from auditlib.policy.readings import CLOSED, NARRATES, Reading, is_exclusive, is_possible, reading_of, speaks_to_reader
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
_NARRATED = frozenset({"disclaimer", "cookies", "secures", "change_notice", "scope", "collects"})


# What is denied last and named by no shared term is denied of what stands before, not of everything.
_IS_AFTERTHOUGHT = re.compile(
    r"(?:not|never|without)\s(?!.*\b(?:any\w*|others?|third|else)\b)", re.IGNORECASE | re.DOTALL
)


class Source:
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
        """The closed list to which the terms of a kind belong here; blank where it has none."""
        of_datasets = _OF_DATASETS.get(kind) if self.is_about_datasets else None
        return of_datasets or _VOCABULARIES.get(kind, "")

    def words(self, one: Fragment) -> str:
        """The words of a part on one line, after the word that denies it where that stands before."""
        words = " ".join(self.text[one.start : one.end].split())
        return f"not {words}" if one.is_denied else words

    def draft(self, one: Fragment, terms: tuple[str, ...] | None = None, kind: str = "", read_as: str = "") -> Draft:
        """A draft of this kind or another one, with the terms it names.

        Args:
            one: the part that is quoted.
            terms: the terms it names, where these are known.
            kind: its kind, where it is another one than that of the clause.
            read_as: the words that tell how it is meant, where these are more than its own.
        """
        kind = kind or self.kind
        vocabulary = self.vocabulary_of(kind)
        words = read_as or self.words(one)
        if terms is None:
            terms = values_in(self.words(one), vocabulary) if vocabulary else ()
        reading = (
            NARRATES if speaks_to_reader(words) and kind in _NARRATED else reading_of(kind, words, one.part, terms)
        )
        return Draft(one.start, one.end, kind, reading, vocabulary, terms)

    def listed(self, one: Fragment, head: str = "") -> list[Draft]:
        """One draft for each member of a list, read with the words before and after the list, which hold for all.

        A list that leaves room for nothing else is one statement.

        Args:
            one: the list, with the words around it.
            head: the words that lead to it.
        """
        pieces = members(self.text, one, self.vocabulary)
        named = terms_in(self.text, self.vocabulary, one.start, one.end) if self.vocabulary else ()
        if not named and _IS_AFTERTHOUGHT.match(self.text, one.start, one.end):
            return []
        if len(pieces) == 1 or not named:
            return [self.draft(piece, terms, read_as=self._read(head, piece)) for piece, terms in pieces]
        before = self._read(head, replace(one, end=named[0].start))
        after = " ".join(self.text[named[-1].end : one.end].split())
        drafts = [self.draft(piece, terms, read_as=f"{before} {self.words(piece)} {after}") for piece, terms in pieces]
        if is_exclusive(before) or is_exclusive(after) or any(draft.reading == CLOSED for draft in drafts):
            return [self.draft(one, union(terms for _, terms in pieces), read_as=self._read(head, one))]
        return drafts

    def _read(self, head: str, one: Fragment) -> str:
        return f"{head} {self.words(one)}".strip()
