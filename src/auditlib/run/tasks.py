"""Which notebooks a pack holds, for which entity, with which parameters, and the folder it goes into."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import nbformat

from auditlib.case import Case
from auditlib.errors import InputRefused
from auditlib.notebooks import check_parameters, declared_parameters, read_notebook
from auditlib.places import Place, Problem
from auditlib.reports import known_reports
from auditlib.reports.page import Report
from auditlib.run.gathering import INPUTS, OWN_RULES, PREVIOUS
from auditlib.scope import readable
from auditlib.sheets.organisation import Organisation

# Parameters of those notebooks only that run rules or compare.
_NOT_IN_ALL = ("rules", "previous")
_PATH_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Task:
    """One notebook to execute, for one entity or for all, with the values of its parameters."""

    report: Report
    entity: Organisation | None
    stem: str
    notebook: nbformat.NotebookNode
    parameters: Mapping[str, str]


def tasks_of(case: Case, own_rules: str) -> tuple[Task, ...]:
    """Every notebook of the pack; none is executed before the parameters of all are known to fit."""
    return tuple(_tasks(case, own_rules))


def _tasks(case: Case, own_rules: str) -> Iterator[Task]:
    several = len(case.register.all(Organisation)) > 1
    for report in known_reports():
        notebook = read_notebook(report.notebook)
        declared = declared_parameters(notebook)
        for entity in case.entities if report.is_per_entity else (case.organisation,):
            given = _parameters(case, entity, own_rules)
            parameters = {name: given[name] for name in given if name in declared or name not in _NOT_IN_ALL}
            check_parameters(report.notebook, declared, parameters)
            yield Task(report, entity, report.stem(entity if several else None), notebook, parameters)


def _parameters(case: Case, entity: Organisation | None, own_rules: str) -> dict[str, str]:
    """Values that hold in the working folder, so that no path of this machine gets into a notebook."""
    return {
        "inputs": INPUTS if case.inputs.is_dir() else f"{INPUTS}/{case.inputs.name}",
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "organisation": entity.identity if entity else "",
        "output": "../pack/data",
        "rules": OWN_RULES if own_rules else "",
        "previous": PREVIOUS if case.previous else "",
    }


def path_part(case: Case) -> str:
    """The id that names the folder of the packs: the entity asked for, or the one entity above all others.

    Raises:
        InputRefused: no entity, or several without a common parent, or ids that cannot name a folder.
    """
    every = case.register.all(Organisation)
    heads = (case.organisation,) if case.organisation else tuple(_without_parent(every))
    if len(heads) != 1:
        found = f"{len(heads)} legal entities without a parent in the sheet" if every else "no legal entity"
        remedy = "Fill in parent_entity_id, or name one with --organisation." if every else "Fill in the sheet."
        raise _refused(Place(case.inputs.name, "organisation"), found, "one entity at the head of the group", remedy)
    names = [entity.identity for entity in every]
    clashing = len({name.casefold() for name in names}) < len(names)
    unusable = [name for name in names if not _PATH_PART.fullmatch(name)]
    if clashing or unusable:
        found = f"the ids {', '.join(unusable or names)}"
        expected = "ids of letters, digits, dots, dashes, that differ in more than capitals"
        raise _refused(heads[0].place_of("entity_id"), found, expected, "Rename the entity; the id names a folder.")
    return heads[0].identity


def _without_parent(entities: tuple[Organisation, ...]) -> Iterator[Organisation]:
    """The entities that name no other entity of the register as their parent."""
    known = {entity.identity for entity in entities}
    return (entity for entity in entities if readable(entity, "parent_entity_id") not in known - {entity.identity})


def _refused(place: Place, found: str, expected: str, remedy: str) -> InputRefused:
    return InputRefused([Problem(place, "organisation", found, expected, remedy)])
