"""A statement being drafted, and what drafting needs to know of the clause it is cut from."""

from dataclasses import dataclass

from auditlib.policy.cutting import Fragment, members
from auditlib.policy.kinds import is_about_datasets
from auditlib.policy.lexicon import values_in
from auditlib.policy.readings import NARRATES, Reading, is_possible, reading_of, speaks_to_reader
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
