"""Which laws apply to a row: those confirmed for the legal entity behind it."""

from auditlib.errors import NotAssessable
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
    entity = entity_of(record, view.case.register)
    unconfirmed = None
    for candidate in (entity,) if entity else view.entities:
        if _is_confirmed(candidate):
            if not set(rule.regimes).isdisjoint(candidate.regimes):
                return True
        else:
            unconfirmed = candidate
    if unconfirmed is not None:
        raise NotAssessable(f"regimes of {unconfirmed.identity} not confirmed", unconfirmed.place_of("regimes"))
    return False


def _is_confirmed(entity: Organisation) -> bool:
    return not any(entity.is_blank(column) for column in ("regimes", "regimes_confirmed_by", "regimes_confirmed_on"))
