"""LAW: decisions about people by automated means alone (GDPR Art. 22; UK GDPR Art. 22A to 22D)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.legal_dates import fact, is_in_force
from auditlib.rulebook.conditions import says_yes, some
from auditlib.rulebook.governing import is_under
from auditlib.rulebook.links import all_parts, of_activity
from auditlib.rulebook.rule import EU, Noted, rule
from auditlib.rulebook.sensitive import uses_special_data
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.purposes import Purpose


def _is_before_the_change(_purpose: Record, view: View) -> bool:
    return not is_in_force(fact("uk_articles_22a_to_22d"), view.as_of)


# The articles in force in the UK since then restrict only decisions that use special categories of data.
needs_ground = some(is_under(EU), _is_before_the_change, of_activity(uses_special_data))


@rule(
    "LAW-17",
    "Every automated decision has a ground and safeguards",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 22(2)", "GDPR 22(3)", "GDPR 13(2)(f)", "GDPR Rec. 71", "UK GDPR 22A-22D"),
    each=Purpose,
    applies=says_yes("makes_automated_decisions"),
)
def automated_decision_not_grounded(purpose: Purpose, view: View) -> Iterator[Noted]:
    """Such decisions need a way to have a person look again; under EU law, and under UK law where special-category data
    are used, also a ground of their own.

    Fix: state the ground and how a person gets human review, or correct the answer.
    """
    yield from all_parts(_no_ground(purpose, view), _no_safeguards(purpose))


def _no_ground(purpose: Purpose, view: View) -> Iterator[Noted]:
    if purpose.is_blank("automated_decision_basis") and needs_ground(purpose, view):
        yield _not_stated(purpose, "automated_decision_basis")


def _no_safeguards(purpose: Purpose) -> Iterator[Noted]:
    if purpose.is_blank("automated_decision_safeguards"):
        yield _not_stated(purpose, "automated_decision_safeguards")


def _not_stated(purpose: Purpose, column: str) -> Noted:
    heading = purpose.columns[column].phrase
    return Noted(column, f"decides about people by automated means alone and states no {heading}")
