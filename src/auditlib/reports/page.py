"""A report while its notebook runs: what it shows is what its workbook contains."""

import os
from dataclasses import dataclass
from pathlib import Path

from IPython.display import HTML, display

from auditlib.case import Case, open_case
from auditlib.errors import UsageError
from auditlib.pack_format import DRAFT, FINAL
from auditlib.render.fragments import cover_html, figure_html, folded_html, note_html, table_html
from auditlib.render.marked_text import marked_text_html
from auditlib.render.xlsx import write_workbook
from auditlib.rulebook.own_rules import case_with
from auditlib.sheets import sheets
from auditlib.sheets.organisation import Organisation
from auditlib.sign_off import signatures
from auditlib.tables import Cover, Figure, MarkedText, Table, plain_table
from auditlib.wording import day_in_words

STATE_VARIABLE = "AUDITLIB_PACK"
# Every page of a pack carries the id of the pack, also one that is about one entity of it, runs no rules or is not
# compared with the period before.
REPORT_VARIABLE = "AUDITLIB_REPORT"
WORKING_COPY = "UNSEALED WORKING COPY"


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the notebook it is, its title, the law it answers, and whether each legal entity has its own."""

    notebook: str
    title: str
    law: str
    is_per_entity: bool = False

    def stem(self, entity: Organisation | None) -> str:
        """The name of its files without ending; the entity is part of it where there is more than one."""
        return f"{self.notebook}_{entity.identity}" if entity else self.notebook


class Page:
    """Shows tables, figures and marked texts in the notebook and keeps them for the workbook."""

    def __init__(self, report: Report, case: Case, output: str) -> None:
        self.report = report
        self.case = case
        self._output = output
        self._tables: list[Table] = []

    def cover(self) -> None:
        """Show who the report is about, for which period, as of when, and from which inputs."""
        _display(cover_html(cover_of(self.report, self.case, _state())))

    def show(self, *items: Table | Figure | MarkedText) -> None:
        """Show tables, figures and marked texts, and add them to the workbook.

        Raises:
            UsageError: a table of that name was already shown.
        """
        for item in items:
            self._keep(item if isinstance(item, Table) else item.table)
            _display(_shown(item))

    def fold(self, *tables: Table) -> None:
        """The same for long tables: the page shows their titles, below which a reader unfolds the rows.

        Raises:
            UsageError: a table of that name was already shown.
        """
        for table in tables:
            self._keep(table)
            _display(folded_html(table))

    def _keep(self, table: Table) -> None:
        if any(table.name == shown.name for shown in self._tables):
            raise UsageError(f"The report shows two tables named “{table.name}”; give one of them another name.")
        self._tables.append(table)

    def save(self) -> None:
        """Write the workbook into the output folder, where one is named, and say where it is."""
        if not self._output:
            _display(note_html("No output folder was named, so no workbook was written."))
            return
        folder = Path(self._output)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{self.report.stem(entity_in_name(self.case))}.xlsx"
        write_workbook(folder / name, cover_of(self.report, self.case, _state()), self._tables)
        _display(note_html(f"The same tables, with every cell they came from, are in the workbook {name}."))


def _shown(item: Table | Figure | MarkedText) -> str:
    if isinstance(item, Figure):
        return figure_html(item)
    return marked_text_html(item) if isinstance(item, MarkedText) else table_html(item)


def _display(fragment: str) -> None:
    display(HTML(fragment))


def open_page(  # noqa: PLR0913  one keyword per parameter of a notebook
    report: Report,
    *,
    inputs: str,
    period: str,
    as_of: str = "",
    organisation: str = "",
    previous: str = "",
    rules: str = "",
    output: str = "",
) -> Page:
    """Open the inputs for a report.

    Args:
        report: the report that the notebook is.
        inputs: the folder of the workbooks, or its parent with one folder a period.
        period: `2026-Q3` or `2026`.
        as_of: the day whose facts and law count; the last day of the period where blank.
        organisation: the id of a legal entity; needed where the report is about one and the register holds several.
        previous: the folder of the pack of the period before; blank compares with nothing.
        rules: the folder with the analyst's own rules that the report runs; blank for none.
        output: the folder for the workbook; blank writes none.

    Raises:
        InputRefused: the inputs or the previous pack are missing, or their structure cannot be read.
        UsageError: a parameter is not known, or the previous pack is of another period or organisation.
        VerificationFailed: the previous pack is not what its manifest says.
    """
    case = open_case(inputs, period=period, as_of=as_of, organisation=organisation, previous=previous)
    entities = case.register.all(Organisation)
    if report.is_per_entity and not organisation and len(entities) > 1:
        known = ", ".join(entity.identity for entity in entities)
        raise UsageError(f"organisation: found nothing; this report is about one legal entity; name one of {known}.")
    return Page(report, case_with(rules, case), output)


def entity_in_name(case: Case) -> Organisation | None:
    """The entity that the names of files carry: none where the register holds only one."""
    return case.organisation if len(case.register.all(Organisation)) > 1 else None


def _state() -> str:
    """What the runner says this execution is; without a word from it, a working copy."""
    told = os.environ.get(STATE_VARIABLE, "")
    return told if told.partition(":")[0] in {DRAFT, FINAL} else WORKING_COPY


def cover_of(report: Report, case: Case, state: str = WORKING_COPY) -> Cover:
    """The head of a report; a final one is told with the digest of the findings signed, as `FINAL:9b1e...`."""
    stamp, _, digest = state.partition(":")
    problems = len(case.register.problems)
    who = ", ".join(str(entity.shown("legal_name") or entity.identity) for entity in case.entities)
    facts = (
        ("Legal entity", who or "not stated"),
        ("Period", case.period.in_words),
        ("Facts and law as of", day_in_words(case.as_of)),
        ("Recorded until", day_in_words(case.recorded_until)),
        ("Report", os.environ.get(REPORT_VARIABLE) or case.report_id),
        ("Law", report.law),
        ("Sheets supplied", f"{len(case.register.supplied)} of {len(sheets())}, {len(case.attested)} stated complete"),
        ("Problems in the input", str(problems) if problems else "none found"),
    )
    return Cover(
        kicker=f"{who or 'Organisation not stated'} · privacy self-assessment by management",
        title=report.title,
        stamp=stamp,
        stamp_text=_stamp_text(case, stamp, digest),
        facts=facts,
        inputs=inputs_table(case),
    )


def _stamp_text(case: Case, stamp: str, digest: str) -> str:
    if stamp == FINAL:
        return "; ".join(signature.in_words for signature in signatures(case, digest))
    return "not yet signed" if stamp == DRAFT else "made outside a pack; carries no seal"


def inputs_table(case: Case) -> Table:
    """The input files with their sizes and hashes."""
    return plain_table(
        "Inputs",
        "Input files",
        ("File", "Role", "Bytes", "SHA-256"),
        [(file.name, file.role.value, file.size, file.sha256) for file in case.files],
    )
