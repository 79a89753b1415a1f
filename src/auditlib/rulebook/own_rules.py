"""An analyst's own rules: Python files in a folder that she names on the command line, never one the inputs name."""

import hashlib
import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from auditlib.case import Case
from auditlib.errors import UsageError
from auditlib.rulebook.catalogue import catalogue
from auditlib.rulebook.rule import Rule


def load_own_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules in the Python files of a folder, each marked with the name and SHA-256 of its file.

    Raises:
        UsageError: there is no such folder, a file cannot be imported, or an id is one of the catalogue's or repeated.
    """
    found = [rule for path in own_rule_files(folder) for rule in _rules_of(path)]
    ids = [rule.rule_id for rule in found]
    taken = sorted({rule_id for rule_id in ids if rule_id in catalogue() or ids.count(rule_id) > 1})
    if taken:
        raise UsageError(f"--rules: found the ids {', '.join(taken)} taken; expected ids of your own, such as MY-01.")
    return tuple(found)


def own_rule_files(folder: Path) -> tuple[Path, ...]:
    """The Python files of a folder, by name.

    Raises:
        UsageError: there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"--rules: found no folder {folder}; expected one that holds Python files with rules.")
    return tuple(sorted(folder.glob("*.py")))


def case_with(own_rules: str | Path, case: Case) -> Case:
    """The case with the files of own rules among what its report id stands for; blank for none.

    Raises:
        UsageError: there is no such folder.
    """
    files = own_rule_files(Path(own_rules)) if own_rules else ()
    return replace(case, own_rules=tuple(f"{path.name} {_sha256(path)}" for path in files))


def _rules_of(path: Path) -> list[Rule]:
    source = f"own rule: {path.name} {_sha256(path)}"
    rules = (value for value in vars(_module(path)).values() if isinstance(value, Rule))
    return [replace(rule, source=source) for rule in rules]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"own_rules_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise UsageError(f"--rules: {path.name} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # the file is the analyst's; whatever it raises is told to her
        raise UsageError(f"--rules: {path.name} cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
