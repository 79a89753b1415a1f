"""Notebooks that take a second: those of the product with one short cell instead of what they show."""

from collections.abc import Mapping
from pathlib import Path

import nbformat

from tests.requirements import PROJECT

WRITES_ITS_WORKBOOK = "open(f'{{output}}/{name}.xlsx', 'w').close()"


def small_notebooks(folder: Path, instead: Mapping[str, str] | None = None) -> Path:
    """Write every notebook of the product with its parameters and one cell, which writes an empty workbook.

    `instead` says what the cell of a notebook does in place of that.
    """
    folder.mkdir(exist_ok=True)
    for path in sorted((PROJECT / "notebooks").glob("[!0]*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        kept = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
        source = (instead or {}).get(path.stem, WRITES_ITS_WORKBOOK.format(name=path.stem))
        notebook.cells = [nbformat.v4.new_markdown_cell("# Small"), *kept, nbformat.v4.new_code_cell(source)]
        nbformat.write(notebook, folder / path.name)
    return folder
