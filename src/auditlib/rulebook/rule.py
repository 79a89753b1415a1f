"""A rule: what it requires, of which records, on which authority, and the function that looks."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from auditlib.findings import Basis, Force, Severity
from auditlib.rulebook.conditions import Condition, always
from auditlib.rulebook.view import View
from auditlib.schema.record import Record

EU = "eu_gdpr"
UK = "uk_gdpr"
SWISS = "ch_fadp"
CALIFORNIA = "us_ccpa"
EU_AND_UK = (EU, UK)
EVERY_REGIME: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A bare fact of a rule: the column it is about, what is wrong in words that follow the record's name.

    `value` is the offending value where a cell holds several; `also` are further cells that show it;
    `record` is the row it stands in, where that is not the row examined; `confidence` is that of the legal
    fact that decides; `force` is that of this fact, where a house default decides in a rule of more force.
    """

    column: str
    message: str
    value: str = ""
    also: tuple[tuple[Record, str], ...] = ()
    record: Record | None = None
    quote: str | None = None
    confidence: str = "sourced"
    severity: Severity | None = None
    force: Force | None = None


Check = Callable[[Any, View], Iterable[Noted]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule under its permanent id. `each` is the kind of record it examines; Record itself means every sheet."""

    rule_id: str
    title: str
    severity: Severity
    force: Force
    cites: tuple[str, ...]
    each: type[Record]
    applies: Condition
    regimes: tuple[str, ...]
    check: Check
    basis: Basis
    needs_attestation: tuple[type[Record], ...]
    after: bool
    is_counted: bool
    why: str
    fix: str
    source: str = "auditlib"

    @property
    def name(self) -> str:
        """The defect it is named for."""
        return self.check.__name__

    @property
    def topic(self) -> str:
        """The first part of its id."""
        return self.rule_id.partition("-")[0]

    def notes(self, record: Record, view: View) -> Iterator[Noted]:
        """What the rule has to say about one record."""
        yield from self.check(record, view)


def rule(  # noqa: PLR0913  one keyword per property of a rule is what makes a rule readable
    rule_id: str,
    title: str,
    *,
    severity: Severity,
    force: Force,
    cites: tuple[str, ...],
    each: type[Record],
    applies: Condition = always,
    regimes: tuple[str, ...] = EU_AND_UK,
    basis: Basis = Basis.STATED,
    needs_attestation: tuple[type[Record], ...] = (),
    after: bool = False,
    is_counted: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of the function below it, whose docstring says why, then "Fix:" and what to do.

    `after` is for rules about other results; what a rule that is not counted says is a readiness line, no finding.

    Raises:
        ValueError: the docstring has no "Fix:".
    """

    def make(check: Check) -> Rule:
        why, marker, fix = inspect.cleandoc(check.__doc__ or "").partition("Fix:")
        if not marker or not why.strip():
            raise ValueError(f"{rule_id}: the docstring says why, then “Fix:” and what to do")
        return Rule(
            rule_id, title, severity, force, cites, each, applies, regimes, check, basis, needs_attestation, after,
            is_counted, _sentence(why), _sentence(fix),
        )  # fmt: skip

    return make


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    return words[:1].upper() + words[1:]
