"""Which laws apply to a row: those confirmed for the legal entity behind it."""

from auditlib.errors import NotAssessable
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import Condition
from auditlib.rulebook.rule import Rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import entity_of, readable
from auditlib.sheets.organisation import Organisation


def is_governed(rule: Rule, record: Record, view: View) -> bool:
    """Whether a law the rule rests on applies to the entity behind the record, by its confirmed answers.

    Raises:
        NotAssessable: nobody confirmed which laws apply to an entity that may be behind it.
    """
    if not rule.regimes:
        return True
    if "regime" in record.columns and readable(record, "regime") not in {None, *rule.regimes}:
        return False
    return is_under(*rule.regimes)(record, view)


def is_under(*regimes: str) -> Condition:
    """One of the laws applies to the entity behind a row; where that is not known, to one of the entities."""

    def has_one(entity: Record, _view: View) -> bool:
        return isinstance(entity, Organisation) and not confirmed_regimes(entity).isdisjoint(regimes)

    def holds(record: Record, view: View) -> bool:
        entity = entity_of(record, view.case.register)
        return exists((entity,) if entity else view.entities, has_one, view)

    return holds


def confirmed_regimes(entity: Organisation) -> frozenset[str]:
    """The laws that apply to an entity.

    Raises:
        NotAssessable: nobody confirmed which.
    """
    if not all(readable(entity, column) for column in ("regimes", "regimes_confirmed_by", "regimes_confirmed_on")):
        raise NotAssessable(f"regimes of {entity.identity} not confirmed", entity.place_of("regimes"))
    return frozenset(entity.regimes)
