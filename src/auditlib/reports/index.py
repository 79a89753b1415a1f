"""The first page of a pack: what it is and is not, what went in, what could not be tested, where everything is."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditlib.case import Case
from auditlib.render.fragments import cover_html, note_html, table_html
from auditlib.reports.limits import not_supplied, problems, sheet_counts
from auditlib.reports.page import DRAFT, Report, cover_of
from auditlib.sheets import sheets

TITLE = "Privacy register and records of processing"
_WHAT_IT_IS = (
    "A self-assessment by management: the records of processing as the register states them, made from the "
    "spreadsheets listed below. It supports review; it is no determination of lawfulness, and nobody outside the "
    "organisation has examined it."
)


@dataclass(frozen=True, slots=True)
class Made:
    """One report of the pack: its title, what it is about, and its files without ending."""

    title: str
    about: str
    stem: str


def index_body(case: Case, made: Sequence[Made]) -> str:
    """The fragments of the page, in order."""
    parts = (
        cover_html(cover_of(Report("index", TITLE, "GDPR Art. 30"), case, DRAFT)),
        note_html(_WHAT_IT_IS),
        "<h2>Reports</h2>",
        _links(made),
        "<h2>What could not be tested</h2>",
        note_html(_untested(case)),
        table_html(not_supplied(case, sheets().values())),
        table_html(problems(case)),
        f"<details><summary>The sheets of the register, one by one</summary>{table_html(sheet_counts(case))}</details>",
    )
    return "\n".join(parts)


_LINK = Markup(
    '<li><a href="{stem}.html">{title}</a>, {about} '
    '<span class="files"><a href="{stem}.xlsx">workbook</a>, <a href="{stem}.ipynb">notebook</a></span></li>'
)


def _links(made: Sequence[Made]) -> str:
    lines = (_LINK.format(stem=report.stem, title=report.title, about=report.about) for report in made)
    return Markup('<ul class="reports">{}</ul>').format(Markup("").join(lines))


def _untested(case: Case) -> str:
    absent = len(case.register.absent)
    unattested = len(case.register.supplied) - len(set(case.attested) & set(case.register.supplied))
    return (
        f"{absent} of {len(sheets())} sheets were not supplied; {len(case.register.problems)} cells, headings or rows "
        f"of the input could not be read as they stand; {unattested} supplied sheets are stated complete by nobody. "
        "No rule was run on the register, and the published policy was not compared with it: this version of the "
        "tool does neither. An empty field means that the register states nothing, not that there is nothing."
    )
