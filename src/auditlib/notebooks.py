"""The notebooks that make the reports: where they are, and which parameters each declares."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import nbformat

from auditlib.errors import UsageError

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook, as its parameters cell declares it: `name: type = literal  # help`."""

    name: str
    type: str
    default: object
    help: str


def notebooks_folder() -> Path:
    """Where the notebooks are: inside an installed package, beside `src` in a checkout.

    Raises:
        UsageError: they are in neither place.
    """
    for folder in (_PACKAGE / "notebooks", _PACKAGE.parents[1] / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise UsageError("The notebooks of auditlib are missing from its installation; install it again.")


def read_notebook(name: str) -> nbformat.NotebookNode:
    """Read a notebook by its name without the ending."""
    notebook: nbformat.NotebookNode = nbformat.read(notebooks_folder() / f"{name}.ipynb", as_version=4)
    return notebook


def declared_parameters(notebook: nbformat.NotebookNode) -> Mapping[str, Parameter]:
    """The parameters of a notebook by name. The cell is parsed, not matched, so every literal is understood."""
    cells = [cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    return MappingProxyType({parameter.name: parameter for source in cells for parameter in _parameters(source)})


def _parameters(source: str) -> Iterator[Parameter]:
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            text = lines[node.lineno - 1].partition("  # ")[2]
            yield Parameter(node.target.id, ast.unparse(node.annotation), ast.literal_eval(node.value), text)


def check_parameters(name: str, declared: Mapping[str, Parameter], given: Mapping[str, object]) -> None:
    """Refuse a name that a notebook does not declare, or a value of another type.

    Raises:
        UsageError: lists everything that does not fit.
    """
    known = ", ".join(declared) or "none"
    wrong = [f"{name}: found the parameter {key}; expected one of {known}." for key in given if key not in declared]
    wrong += [
        f"{name}: found {key} = {value!r}; expected a value of type {declared[key].type}."
        for key, value in given.items()
        if key in declared and type(value).__name__ != declared[key].type
    ]
    if wrong:
        raise UsageError("\n".join(wrong))
