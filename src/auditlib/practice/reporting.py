"""Which findings of the rules report the same fact: by the cells behind it, or by what data files say of a rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TypeVar

from auditlib.data_files import data_rows
from auditlib.findings import Finding, finding_id
from auditlib.places import Place
from auditlib.practice.covering import DisclosureStatus
from auditlib.practice.disclosures import Disclosure
from auditlib.practice.gaps import Gap, GapStatus
from auditlib.practice.verdicts import Cited, Judged, Verdict
from auditlib.rulebook.text import bare_name
from auditlib.scope import readable
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.policy_commitments import PolicyCommitment

Key = TypeVar("Key")

_LACKING = frozenset({GapStatus.PARTLY_THERE, GapStatus.ABSENT})
_DOUBTED = frozenset({Verdict.FAILED, Verdict.NO_EVIDENCE})
_POLICY_RULES = "POL-"


@dataclass(frozen=True)
class Reported:
    """The findings of an audit, to be asked which of them report a fact; `entity_id` is whose policy it is."""

    findings: tuple[Finding, ...]
    entity_id: str

    def of_disclosure(self, one: Disclosure) -> Disclosure:
        """A disclosure with the findings that report it, where it is not told clearly."""
        if one.status is DisclosureStatus.CLEAR:
            return one
        rule_id, match = _matches()[one.subject_kind]
        found: Iterable[Finding]
        if match == "cell":
            found = (f for f in self._at(one.record.place_of(one.column)) if f.rule_id == rule_id)
        else:
            value = {"term": one.term, "provider": _provider(one)}.get(match, match)
            found = self._with_value(rule_id, value)
        return replace(one, finding_ids=_ids(found))

    def of_gap(self, one: Gap, disclosures: Iterable[Disclosure]) -> Gap:
        """A gap with the findings that report it, where something is missing."""
        if one.status not in _LACKING:
            return one
        told = tuple(disclosures)
        ids = (identity for named in one.element.reported_by for identity in self._named(named, told))
        return replace(one, finding_ids=tuple(dict.fromkeys(ids)))

    def of_judged(self, one: Judged) -> Judged:
        """A judged statement with the findings about it, and where it is in doubt those about the cells that decide."""
        row = one.commitment
        about = [*self._by_record.get((row.about.name, row.identity), ()), *self._citing(row)]
        if one.decision.verdict in _DOUBTED:
            about += self._deciding(one.decision.cited)
        return replace(one, finding_ids=_ids(about))

    def _citing(self, row: PolicyCommitment) -> Iterator[Finding]:
        """The findings that show a cell of a statement, whatever they are about."""
        return (one for column in row.columns if not row.is_blank(column) for one in self._at(row.place_of(column)))

    def _deciding(self, cited: Iterable[Cited]) -> Iterator[Finding]:
        """The findings about one of these cells, and those on policies that show one."""
        for cell in cited:
            yield from self._by_cell.get((cell.record.about.name, cell.record.identity, cell.column), ())
            shown = self._at(cell.record.place_of(cell.column))
            yield from (one for one in shown if one.rule_id.startswith(_POLICY_RULES))

    def _named(self, named: str, disclosures: tuple[Disclosure, ...]) -> Iterator[str]:
        """The findings a data file names: `POL-11:restriction`, `POL-14`, or those of disclosures, `recipient=*`."""
        kind, is_told, term = named.partition("=")
        if is_told:
            of_kind = (one for one in disclosures if one.subject_kind == kind and term in {"*", one.term})
            yield from (identity for one in of_kind for identity in one.finding_ids)
        else:
            rule_id, has_value, value = named.partition(":")
            yield from _ids(self._with_value(rule_id, value) if has_value else self._of_rule(rule_id))

    def _of_rule(self, rule_id: str) -> tuple[Finding, ...]:
        return self._by_rule.get(rule_id, ())

    def _at(self, place: Place) -> tuple[Finding, ...]:
        return self._by_place.get(place, ())

    @cached_property
    def _by_rule(self) -> Mapping[str, tuple[Finding, ...]]:
        return _grouped((one.rule_id, one) for one in self.findings)

    @cached_property
    def _by_record(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        return _grouped(((one.sheet, one.record_id), one) for one in self.findings)

    @cached_property
    def _by_cell(self) -> Mapping[tuple[str, str, str], tuple[Finding, ...]]:
        return _grouped(((one.sheet, one.record_id, one.field), one) for one in self.findings)

    @cached_property
    def _by_place(self) -> Mapping[Place, tuple[Finding, ...]]:
        return _grouped((place, one) for one in self.findings for place in one.places)

    def _with_value(self, rule_id: str, value: str) -> Iterator[Finding]:
        """The findings of a rule about an offending value, which stands in their id alone."""
        for one in self._of_rule(rule_id):
            if one.finding_id == finding_id(rule_id, self.entity_id, one.sheet, one.record_id, one.field, value):
                yield one


def _grouped(pairs: Iterable[tuple[Key, Finding]]) -> Mapping[Key, tuple[Finding, ...]]:
    found: dict[Key, list[Finding]] = {}
    for key, finding in pairs:
        found.setdefault(key, []).append(finding)
    return {key: tuple(findings) for key, findings in found.items()}


def _ids(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(sorted({one.finding_id for one in findings}))


def _provider(one: Disclosure) -> str:
    """What the rule on providers compares a cookie by: its vendor, else the name of who has access to it."""
    if not isinstance(one.record, Cookie):
        return ""
    return str(readable(one.record, "vendor_id") or bare_name(str(readable(one.record, "provider") or "")))


@cache
def _matches() -> Mapping[str, tuple[str, str]]:
    return {row["subject_kind"]: (row["rule_id"], row["match"]) for row in data_rows(__package__, "data/reported_by")}
