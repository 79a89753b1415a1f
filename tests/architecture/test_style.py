"""What ruff cannot say about the style of modules and notebooks."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tests.requirements import PROJECT

MODULES = sorted(path for folder in ("src", "tests") for path in (PROJECT / folder).rglob("*.py"))
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
REPORTS = [path for path in NOTEBOOKS if path.stem != "00_explore"]

VAGUE_NAMES = {"utils", "helpers", "common", "misc", "base", "core", "manager"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)


def relative(path: Path) -> str:
    return str(path.relative_to(PROJECT))


every_module = pytest.mark.parametrize("path", MODULES, ids=relative)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=relative)
every_report = pytest.mark.parametrize("path", REPORTS, ids=relative)


def depth(node: ast.AST) -> int:
    """How deep blocks are nested below a node; `elif` is no deeper than its `if`, a nested function starts anew."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deepest = max(deepest, depth(child) + (isinstance(child, BLOCKS) and not is_elif))
    return deepest


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, FUNCTIONS))


@every_module
def test_a_module_has_a_docstring_a_telling_name_and_at_most_400_lines(path):
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))
    assert not VAGUE_NAMES & {path.stem, path.parent.name}
    assert len(text.splitlines()) <= 400


@every_module
def test_a_function_has_at_most_40_lines_and_three_levels(path):
    too_long = [one.name for one in functions(path) if one.end_lineno - one.lineno + 1 > 40]
    too_deep = [one.name for one in functions(path) if depth(one) > 3]
    assert not too_long
    assert not too_deep


def read(path: Path) -> NotebookNode:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    return notebook


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_parameters(cell: NotebookNode) -> bool:
    return "parameters" in cell.metadata.get("tags", [])


@every_notebook
def test_a_notebook_is_committed_without_what_a_run_leaves(path):
    notebook = read(path)
    assert not [cell for cell in code(notebook) if cell.outputs or cell.execution_count is not None]
    assert "papermill" not in notebook.metadata
    assert "widgets" not in notebook.metadata


@every_notebook
def test_a_notebook_says_its_title_kernel_and_format(path):
    notebook = read(path)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.title
    assert all(cell.id for cell in notebook.cells)


@every_notebook
def test_a_parameter_is_a_typed_literal_with_help(path):
    (cell,) = filter(is_parameters, code(read(path)))
    for line, node in zip(cell.source.splitlines(), ast.parse(cell.source).body, strict=True):
        assert isinstance(node, ast.AnnAssign), line
        ast.literal_eval(node.value)
        assert "  # " in line


@every_report
def test_a_report_defines_and_catches_nothing(path):
    forbidden = (*FUNCTIONS, ast.ClassDef, ast.Lambda, ast.Try, ast.TryStar)
    found = [type(node) for cell in code(read(path)) for node in ast.walk(ast.parse(cell.source))]
    assert not set(forbidden) & set(found)


@every_report
def test_a_report_has_at_most_eight_cells_of_five_lines(path):
    cells = [cell.source for cell in code(read(path)) if not is_parameters(cell)]
    assert len(cells) <= 8
    assert not [source for source in cells if len(source.strip().splitlines()) > 5]


@every_report
def test_a_report_says_in_words_what_each_cell_shows(path):
    cells = read(path).cells
    after = [before.cell_type for before, cell in pairwise(cells) if cell.cell_type == "code"]
    assert set(after) == {"markdown"}
    assert cells[0].cell_type == "markdown"
