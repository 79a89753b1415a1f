"""One file per report: what its notebook shows and its workbook contains; a file put here is a report of the pack."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from auditlib.reports.page import Report


@cache
def known_reports() -> tuple[Report, ...]:
    """Every report that a notebook makes, in the order of the notebooks."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = {report for module in modules if isinstance(report := getattr(module, "REPORT", None), Report)}
    return tuple(sorted(found, key=lambda report: report.notebook))
