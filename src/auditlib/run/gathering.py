"""Copies everything a run reads into its working folder, so that no two notebooks can see different files."""

import shutil
from contextlib import suppress
from pathlib import Path

from auditlib.case import Case
from auditlib.errors import InputRefused
from auditlib.intake.inventory import take_inventory
from auditlib.places import Place, Problem
from auditlib.prior import copy_prior
from auditlib.rulebook.own_rules import own_rule_files
from auditlib.seal.publish import Staging

INPUTS = "inputs"
OWN_RULES = "rules"
PREVIOUS = "previous"


def gather(case: Case, previous: str, own_rules: str, staging: Staging) -> None:
    """Copy the inputs, the analyst's own rules and what is needed of the pack before.

    Raises:
        InputRefused: a file was saved or taken away while it was read.
    """
    _copy_inputs(case, staging)
    if own_rules:
        _copy_rules(Path(own_rules), staging.work / OWN_RULES)
    if previous:
        copy_prior(previous, staging.work / PREVIOUS)


def _copy_rules(folder: Path, into: Path) -> None:
    """The files that hold rules, and nothing else of a folder that may hold the very pack that is being made."""
    into.mkdir()
    for path in own_rule_files(folder):
        shutil.copyfile(path, into / path.name)


def _copy_inputs(case: Case, staging: Staging) -> None:
    folder = staging.work / INPUTS
    for file in case.files:
        (folder / file.name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copyfile(file.path, folder / file.name)
    copied = {(file.name, file.sha256) for file in take_inventory(folder)}
    changed = sorted(file.name for file in case.files if (file.name, file.sha256) not in copied)
    if changed:
        found = "a file that was saved or taken away while it was read"
        problem = Problem(Place(", ".join(changed)), "inputs", found, "files at rest", "Run it again.")
        raise InputRefused([problem])
