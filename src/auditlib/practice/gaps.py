"""What law, guidance and contracts ask a policy to say: there, partly there, or absent; for whom it counts is data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from auditlib.data_files import data_rows
from auditlib.errors import NotAssessable
from auditlib.practice.applicability import condition_of
from auditlib.practice.disclosures import Disclosure, Reading
from auditlib.practice.presence import Looked, passages_of
from auditlib.practice.said import Passage
from auditlib.reference.legal_dates import LegalFact, fact, is_in_force
from auditlib.rulebook.view import View
from auditlib.sheets.organisation import Organisation
from auditlib.wording import day_in_words


class GapStatus(StrEnum):
    """Whether a policy says something that it has to say."""

    PRESENT = "present"
    PARTLY_THERE = "partly_there"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSED = "not_assessed"


class AskedBy(StrEnum):
    """What asks a policy for an element; what is only advisable is no item of the notice in any law cited."""

    LAW = "law"
    GUIDANCE = "guidance"
    CONTRACT = "contract"
    ADVISABLE = "advisable"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an element, and how it is looked for; one that does not count alone makes nothing partly there.

    `may_deny` marks a part that a denial tells as well, such as whether anything is sold.
    """

    name: str
    look: str
    what: str
    kinds: frozenset[str]
    counts_alone: bool
    may_deny: bool


@dataclass(frozen=True, slots=True)
class Element:
    """Something a policy is asked to say, by what, on which authority, since when, and for whom."""

    gap_id: str
    name: str
    citations: tuple[str, ...]
    basis: AskedBy
    law: tuple[LegalFact, ...]
    applies_when: str
    reported_by: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """An element with its status: where it is told, which parts are missing, or why it was not looked for."""

    element: Element
    status: GapStatus
    passages: tuple[Passage, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    finding_ids: tuple[str, ...] = ()

    @property
    def gap_id(self) -> str:
        """The id of the element."""
        return self.element.gap_id


def gaps(reading: Reading, disclosures: tuple[Disclosure, ...]) -> tuple[Gap, ...]:
    """The status of every element, in the order of the file."""
    looked = Looked(reading, disclosures)
    return tuple(_gap(element, looked) for element in elements())


def presence(element: Element, looked: Looked) -> Gap:
    """Whether an element is in a text, for whomever it counts."""
    found = {part: _telling(part, looked) for part in element.parts}
    missing = tuple(part.name for part, passages in found.items() if not passages)
    told = tuple(dict.fromkeys(passage for passages in found.values() for passage in passages))
    if not missing:
        return Gap(element, GapStatus.PRESENT, told)
    is_partly = any(passages and part.counts_alone for part, passages in found.items())
    return Gap(element, GapStatus.PARTLY_THERE if is_partly else GapStatus.ABSENT, told, missing)


def _telling(part: Part, looked: Looked) -> tuple[Passage, ...]:
    """Where a part is told; that nobody has a right tells no right."""
    found = passages_of(part.look, part.what, part.kinds, looked)
    return found if part.may_deny else tuple(one for one in found if not looked.is_denied(one))


def not_assessed(reason: str) -> tuple[Gap, ...]:
    """Every element, of none of which it is known whether the policy says it."""
    return tuple(Gap(element, GapStatus.NOT_ASSESSED, reason=reason) for element in elements())


def _gap(element: Element, looked: Looked) -> Gap:
    scope = looked.reading.scope
    try:
        reason = _not_applicable(element, scope.entity, scope.view)
    except NotAssessable as unknown:
        return Gap(element, GapStatus.NOT_ASSESSED, reason=unknown.reason)
    return Gap(element, GapStatus.NOT_APPLICABLE, reason=reason) if reason else presence(element, looked)


def _not_applicable(element: Element, entity: Organisation | None, view: View) -> str:
    """Why an element does not count here, or blank where it does."""
    if element.law and not any(is_in_force(one, view.as_of) for one in element.law):
        first = min((one.effective_from for one in element.law if one.effective_from), default=None)
        return f"in force from {day_in_words(first)}" if first else "not in force"
    if entity is None:
        raise NotAssessable("the legal entity that publishes the policy is not known")
    return "" if condition_of(element.applies_when)(entity, view) else f"counts only where {element.applies_when}"


@cache
def elements() -> tuple[Element, ...]:
    """Everything a policy may be asked to say, in the order of the file."""
    parts = _parts()
    return tuple(_element(row, parts[row["gap_id"]]) for row in data_rows(__package__, "data/policy_gaps"))


def _element(row: Mapping[str, str], parts: tuple[Part, ...]) -> Element:
    return Element(
        row["gap_id"],
        row["element"],
        _split(row["citation"]),
        AskedBy(row["basis"]),
        tuple(map(fact, _split(row["law"]))),
        row["applies_when"],
        _split(row["reported_by"]),
        parts,
    )


@cache
def _parts() -> Mapping[str, tuple[Part, ...]]:
    found: dict[str, tuple[Part, ...]] = {}
    for row in data_rows(__package__, "data/gap_parts"):
        kinds = frozenset(_split(row["kinds"]))
        part = Part(
            row["part"], row["look"], row["what"], kinds, row["counts_alone"] == "yes", row["may_deny"] == "yes"
        )
        found[row["gap_id"]] = (*found.get(row["gap_id"], ()), part)
    return MappingProxyType(found)


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("; ")))
