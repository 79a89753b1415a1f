"""The other way round: everything the register holds that people have to be told, against the words of the policy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from auditlib.errors import NotAssessable
from auditlib.policy.structure import Policy
from auditlib.practice.covering import DisclosureStatus, Telling, Told, telling, told
from auditlib.practice.granted_rights import granted_rights
from auditlib.practice.held import Held, Scope, period_of
from auditlib.practice.said import Passage, Said, said_in
from auditlib.practice.told_facts import (
    Kept,
    clauses_on_keeping,
    stems_of,
    told_cookie,
    told_country,
    told_period,
    told_vendor,
)
from auditlib.reference.taxonomy import term_label
from auditlib.reference.vocabularies import country_name
from auditlib.rulebook.policies import said_by_policy
from auditlib.rulebook.view import View
from auditlib.schema.durations import Duration
from auditlib.schema.record import Record
from auditlib.scope import listed, readable
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion


class SubjectKind(StrEnum):
    """What people have to be told of."""

    DATA_CATEGORY = "data_category"
    PURPOSE = "purpose"
    LEGAL_BASIS = "legal_basis"
    RECIPIENT = "recipient"
    COUNTRY = "country"
    RETENTION_PERIOD = "retention_period"
    COOKIE = "cookie"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something the register holds and how the policy tells it.

    `record` and `column` are the cell that holds `term`. `says` is what the text says of it; where the status is
    `vague`, `covering_term` is the broader term it uses, `steps` away. `finding_ids` report the same fact.
    """

    subject_kind: SubjectKind
    record: Record
    column: str
    term: str
    status: DisclosureStatus
    says: str
    clauses: tuple[Passage, ...] = ()
    covering_term: str = ""
    steps: int = 0
    finding_ids: tuple[str, ...] = ()

    @property
    def sheet(self) -> str:
        """The sheet of the row."""
        return self.record.about.name

    @property
    def says_in_full(self) -> str:
        """What the text says of it, with the broader term it uses and how far above that stands."""
        if not self.covering_term:
            return self.says
        how_far = "the next broader term" if self.steps == 1 else f"a broader term, {self.steps} steps up"
        return f"{self.says}; “{self.covering_term}” is {how_far}"

    @property
    def choice_list(self) -> str:
        """The closed list of the term, blank where it is a country, a period or a name."""
        return _LISTS.get(self.subject_kind, "")

    @property
    def label(self) -> str:
        """The term for a reader."""
        if self.subject_kind is SubjectKind.COUNTRY:
            return country_name(self.term)
        return term_label(self.choice_list, self.term) if self.choice_list else self.term


_LISTS = {
    SubjectKind.DATA_CATEGORY: "data_kind",
    SubjectKind.PURPOSE: "purpose_kind",
    SubjectKind.LEGAL_BASIS: "legal_basis",
    SubjectKind.RECIPIENT: "recipient_category",
    SubjectKind.RIGHT: "right",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A policy as it is compared: its text, what it says, and the rows that it has to tell."""

    policy: Policy
    said: tuple[Said, ...]
    scope: Scope

    def telling(self, choice_list: str, *kinds: str) -> Telling:
        """The statements of some kinds, which tell terms of a list."""
        return telling(self.policy, self.said, kinds, choice_list)


def reading_of_policy(
    policy: Policy, entity: Organisation | None, view: View, version: PolicyVersion | None = None
) -> Reading:
    """A policy, as it stands in a version, with what it says.

    Raises:
        NotAssessable: the sheet of activities was not supplied.
    """
    counting = said_by_policy(version, view).there if view.register.has(PolicyCommitment) else ()
    return Reading(policy, said_in(policy, counting), Scope(entity, view))


def disclosures(reading: Reading) -> tuple[tuple[Disclosure, ...], tuple[str, ...]]:
    """How the policy tells each thing the register holds, kind by kind; and why some kind could not be compared."""
    found: list[Disclosure] = []
    reasons: list[str] = []
    for look in _LOOKS:
        try:
            found += look(reading)
        except NotAssessable as unknown:
            reasons.append(unknown.reason)
    return tuple(found), tuple(dict.fromkeys(reasons))


def _data(reading: Reading) -> Iterator[Disclosure]:
    by = reading.telling("data_kind", "collects")
    for cell in reading.scope.data_categories():
        yield _of_cell(SubjectKind.DATA_CATEGORY, cell, by)


def _purposes(reading: Reading) -> Iterator[Disclosure]:
    by = reading.telling("purpose_kind", "uses_for")
    for row in reading.scope.purposes():
        yield _of_cell(SubjectKind.PURPOSE, Held(row, "kind", str(readable(row, "kind") or "")), by)


def _legal_bases(reading: Reading) -> Iterator[Disclosure]:
    by = reading.telling("legal_basis", "legal_basis")
    for row in reading.scope.purposes():
        cell = Held(row, "legal_basis", str(readable(row, "legal_basis") or ""))
        yield _of_cell(SubjectKind.LEGAL_BASIS, cell, by)


def _recipients(reading: Reading) -> Iterator[Disclosure]:
    by = reading.telling("recipient_category", "shares_with")
    for vendor in reading.scope.vendors():
        services = listed(vendor, "services")
        if not services:
            yield _unstated(SubjectKind.RECIPIENT, Held(vendor, "services", ""))
            continue
        service, how = told_vendor([*vendor.names(), *listed(vendor, "aliases")], services, by, reading.said)
        yield _disclosure(SubjectKind.RECIPIENT, Held(vendor, "services", service), how)
    for cell in reading.scope.recipients():
        yield _of_cell(SubjectKind.RECIPIENT, cell, by)


def _countries(reading: Reading) -> Iterator[Disclosure]:
    for cell in reading.scope.countries():
        how = told_country(cell.term, reading.policy, reading.said)
        yield _disclosure(SubjectKind.COUNTRY, cell, how)


def _periods(reading: Reading) -> Iterator[Disclosure]:
    rows, clauses = reading.scope.retention(), clauses_on_keeping(reading.policy)
    periods = {row: period for row in rows if (period := period_of(row))}
    for row, period in periods.items():
        others = [other for another, other in periods.items() if another is not row]
        about = reading.scope.kept(row)
        kept = Kept(period, frozenset(_texts(about, "kind")), stems_of(_texts(about, "name")))
        how = told_period(kept, others, clauses)
        yield _disclosure(SubjectKind.RETENTION_PERIOD, Held(row, "period", str(period)), how)


def _texts(records: Iterable[Record], column: str) -> Iterator[str]:
    """What records hold in a column, as far as their sheets have it."""
    held = (readable(one, column) for one in records if column in one.columns)
    return (str(value) for value in held if value)


def _cookies(reading: Reading) -> Iterator[Disclosure]:
    by = reading.telling("cookie_category", "cookies")
    for cookie in reading.scope.cookies():
        name, category = (str(readable(cookie, column) or "") for column in ("name", "category"))
        lifetime = readable(cookie, "lifetime")
        known = lifetime if isinstance(lifetime, Duration) and lifetime.is_readable else None
        cell = Held(cookie, "name", name)
        how = told_cookie(name, category, known, by) if name else None
        yield _disclosure(SubjectKind.COOKIE, cell, how) if how else _unstated(SubjectKind.COOKIE, cell)


def _rights(reading: Reading) -> Iterator[Disclosure]:
    entity, by = reading.scope.entity, reading.telling("right", "rights")
    if entity is None:
        raise NotAssessable("the legal entity that publishes the policy is not known")
    for right, citation in granted_rights(entity, reading.scope.view).items():
        cell = Held(entity, "regimes", right)
        how = told(right, by) if citation else None
        yield _disclosure(SubjectKind.RIGHT, cell, how) if how else _unstated(SubjectKind.RIGHT, cell)


_LOOKS = (_data, _purposes, _legal_bases, _recipients, _countries, _periods, _cookies, _rights)


def _of_cell(kind: SubjectKind, cell: Held, by: Telling) -> Disclosure:
    return _disclosure(kind, cell, told(cell.term, by)) if cell.term else _unstated(kind, cell)


def _disclosure(kind: SubjectKind, cell: Held, how: Told) -> Disclosure:
    told_how = (how.status, how.says, how.clauses, how.covering_term, how.steps)
    return Disclosure(kind, cell.record, cell.column, cell.term, *told_how)


def _unstated(kind: SubjectKind, cell: Held) -> Disclosure:
    heading = cell.record.columns[cell.column].phrase
    says = f"cannot be compared: {cell.record.about.name}, “{heading}” does not say which"
    return Disclosure(kind, cell.record, cell.column, cell.term, DisclosureStatus.NOT_ASSESSED, says)
