"""Reads the tables of data that the package brings along."""

import csv
from functools import cache
from importlib.resources import files


@cache
def data_rows(package: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of a package, by its name there without the ending: `data/kinds`, `catalogue`."""
    text = files(package).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
