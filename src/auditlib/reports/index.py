"""The first page of a pack: what it is and is not, what went in, what could not be tested, where everything is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from auditlib.audit import Audit
from auditlib.render.fragments import cover_html, note_html, table_html
from auditlib.reports.entries import listing
from auditlib.reports.limits import problems, sheet_counts
from auditlib.reports.page import DRAFT, Report, cover_of
from auditlib.reports.self_assessment import by_severity, look_first
from auditlib.sheets import sheets
from auditlib.tables import Cover, Table, Value, plain_table

TITLE = "Privacy register and records of processing"
_WHAT_IT_IS = (
    "A self-assessment by management: what the organisation's own spreadsheets state, and where rules noted an "
    "exception to what they require. It supports review; it is no determination of lawfulness, and nobody outside "
    "the organisation has examined it."
)


@dataclass(frozen=True, slots=True)
class Made:
    """One report of the pack: its title, what it is about, and its files without ending."""

    title: str
    about: str
    stem: str


def index_body(audit: Audit, made: Sequence[Made]) -> str:
    """The fragments of the page, in order."""
    case = audit.case
    parts = (
        cover_html(_cover(audit)),
        note_html(_WHAT_IT_IS),
        '<div class="two"><section><h2>Open findings</h2>',
        table_html(by_severity(audit)),
        "</section><section><h2>What could not be tested</h2>",
        table_html(_untested(audit)),
        "</section></div><h2>Look at these first</h2>",
        table_html(look_first(audit)),
        "<h2>Reports</h2>",
        _links(made),
        *_folded("Problems in the input", problems(case)),
        *_folded("Sheets of the register", sheet_counts(case)),
    )
    return "\n".join(parts)


def _cover(audit: Audit) -> Cover:
    case = audit.case
    cover = cover_of(Report("index", TITLE, "GDPR Art. 5(2), 24, 30"), case, DRAFT)
    period = case.period.in_words
    title = f"{listing(case.entities) or 'Organisation not stated'}, {period[0].lower()}{period[1:]}"
    return replace(cover, kicker="Privacy self-assessment by management", title=title)


def _folded(title: str, table: Table) -> tuple[str, ...]:
    return (f"<details><summary>{title}, one by one</summary>", table_html(table), "</details>")


_LINK = Markup(
    '<li><a href="{stem}.html">{title}</a> · {about} '
    '<span class="files"><a href="{stem}.xlsx">workbook</a>, <a href="{stem}.ipynb">notebook</a></span></li>'
)


def _links(made: Sequence[Made]) -> str:
    lines = (_LINK.format(stem=report.stem, title=report.title, about=report.about) for report in made)
    return Markup('<ul class="reports">{}</ul>').format(Markup("").join(lines))


def _untested(audit: Audit) -> Table:
    case = audit.case
    silent = [result for result in audit.results if not result.has_answer]
    partly = [result for result in audit.results if result.has_answer and result.not_assessable]
    supplied = set(case.register.supplied)
    rows: list[tuple[Value, ...]] = [
        (len(silent), "rules had no answer at all"),
        (len(partly), "more had none for some records"),
        (len(case.register.absent), f"of {len(sheets())} sheets not supplied"),
        (len(supplied - set(case.attested)), "supplied sheets stated complete by nobody"),
        (len(case.register.problems), "cells, headings or rows that could not be read"),
        ("most", "of the text of the policy: it is compared only through the statements entered in the register"),
    ]
    return plain_table("Not tested", "Not tested, or not known", ("How many", "What"), rows)
