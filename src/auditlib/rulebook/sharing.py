"""Which legal entities share a row: the vendor they all use, the client they all serve."""

from collections.abc import Iterator

from auditlib.rulebook.among import named
from auditlib.rulebook.conditions import Condition
from auditlib.rulebook.links import entity_behind
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.scope import activities_behind, entity_of, is_current
from auditlib.sheets.organisation import Organisation

# Entities of which each has to have what a rule asks for, or of which any may have it where nobody says which it is.
Sharers = tuple[Organisation, ...]


def sharers_of(record: Record, view: View) -> tuple[Sharers, ...]:
    """Each entity whose current activities name a row, by itself; where none is stated, all entities together."""
    sharing = sorted({entity.identity: entity for entity in _using(record, view)}.items())
    return tuple((entity,) for _, entity in sharing) or (view.entities,)


def _using(record: Record, view: View) -> Iterator[Organisation]:
    for activity in activities_behind(record, view.case.register):
        entity = entity_of(activity, view.case.register) if is_current(activity, view.as_of) else None
        if entity is not None:
            yield entity


def is_of(sharers: Sharers) -> Condition:
    """The row belongs to one of the entities; whose it is has to be known."""
    return lambda record, view: entity_behind(record, view) in sharers


def in_group(sharers: Sharers, view: View) -> tuple[str, str]:
    """The id and the name of the one entity that is meant; both blank where no other could be."""
    if len(sharers) != 1 or len(view.entities) == 1:
        return "", ""
    identity = sharers[0].identity
    return identity, named(Organisation, identity, view)
