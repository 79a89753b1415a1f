"""The clean register with some changes and what rules find in it, for the reports that show both."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from auditlib.audit import audit_case
from auditlib.case import Case
from auditlib.evidence.facts import Evidence
from auditlib.reports.examined import Examined
from auditlib.rulebook.view import StrictRegister, View
from auditlib.rules import known_rules
from tests.rules.making import NO_EVIDENCE, Change, a_case, rows_with


def examined_by(  # noqa: PLR0913  one keyword per kind of change
    only: Iterable[str],
    changes: Mapping[Change, str | None] = MappingProxyType({}),
    add: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    without: Iterable[str] = (),
    *,
    evidence: Evidence = NO_EVIDENCE,
    period: str = "2026-Q3",
    as_of: date | None = None,
) -> Examined:
    """The clean register with some changes, under the rules whose ids begin so, such as RET or TRA-05."""
    return examined_case(a_case(rows_with(changes, add, without), period=period, as_of=as_of), only, evidence)


def examined_case(case: Case, only: Iterable[str] = (), evidence: Evidence = NO_EVIDENCE) -> Examined:
    """A case under the rules whose ids begin so; under none where none is named."""
    rules = [rule for rule in known_rules() if rule.rule_id.startswith(tuple(only))]
    return Examined(audit_case(case, rules, evidence), View(case, StrictRegister(case.register), evidence))
