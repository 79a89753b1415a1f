"""For people at a notebook: look at the register, ask the rules, find the cell, reload after saving."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from auditlib.assessment import assess
from auditlib.audit import Audit, audit_case
from auditlib.case import Case, day_of, open_case
from auditlib.errors import UsageError
from auditlib.evidence.facts import Evidence
from auditlib.evidence.opening import open_evidence
from auditlib.explore.asking import changed_cells, column_of, row_of, rule_and_row
from auditlib.explore.looking import cells_of, changes as cell_changes, row_itself, whereabouts
from auditlib.explore.narrowing import Filter, narrowed
from auditlib.explore.shown import Shown, from_frame
from auditlib.practice.checking import check_policy
from auditlib.register.changing import Changes
from auditlib.register.headings import nearest_sheet, sheet_named
from auditlib.render.xlsx import write_workbook
from auditlib.reports import data_map, inquiry, limits, not_told, self_assessment
from auditlib.reports.entries import named, source
from auditlib.reports.page import Report, cover_of
from auditlib.rulebook.rule import Rule
from auditlib.schema.record import Record
from auditlib.sheets import sheets
from auditlib.tables import Entry, Field, Row, Table

_REPORT = Report(notebook="00_explore", title="Explored in JupyterLab", law="none")
_NO_FOLDER = "No output folder was named, so no workbook was written."


class Session:
    """The inputs of a period, open for exploring."""

    def __init__(self, inputs: str, *, period: str, as_of: str, organisation: str, output: str) -> None:
        self._opening = (inputs, period, as_of, organisation)
        self._output = output
        self._known: Audit | None = None
        self.case = self._open()

    def __repr__(self) -> str:
        return f"<Session of {self.case.period.name}: {self.case.register!r}>"

    def sheets(self) -> Shown:
        """Every sheet with its rows, its problems and the file it came from."""
        return Shown(limits.sheet_counts(self.case))

    def problems(self) -> Shown:
        """Every defect of the input with its cell and what to do about it."""
        return Shown(limits.problems(self.case))

    def table(self, sheet: str) -> pd.DataFrame:
        """A sheet, by its name or title, as a DataFrame: one column for each column of the register.

        Raises:
            UsageError: there is no sheet of that name; says which is most like it.
        """
        kind = sheet_named(sheet)
        if kind is None:
            near = nearest_sheet(sheet)
            hint = f"did you mean “{near}”?" if near else f"there are {', '.join(sheets())}."
            raise UsageError(f"There is no sheet “{sheet}”; {hint}")
        return self.case.register.table(kind.about.name)

    def everything_about(self, identity: str) -> Shown:
        """A row, by its id or name, with each of its cells, and every row that names it."""
        try:
            record = row_of(self.case.register, identity)
        except UsageError as unknown:
            return Shown(note=str(unknown))
        return Shown(row_itself(record), self._named_by(record))

    def where(self, identity: str, column: str) -> Shown:
        """Where a value stands: file, sheet, cell, what the cell holds, and how it was read."""
        try:
            record = row_of(self.case.register, identity)
            return Shown(whereabouts(record, column_of(record, column)))
        except UsageError as unknown:
            return Shown(note=str(unknown))

    def data_map(self) -> Shown:
        """The data map as a picture."""
        return Shown(data_map.picture(self.case))

    def findings(self, severity: str = "", topic: str = "", owner: str = "") -> Shown:
        """The findings of every rule, worst first; by severity, topic (the first letters of a rule) or owner.

        Raises:
            UsageError: there is no such severity, topic or owner; lists those there are.
        """
        return Shown(*narrowed(self._assessed(), Filter(severity.strip(), topic.strip(), owner.strip())))

    def not_told(self) -> Shown:
        """What people have to be told and the policy contradicts, omits or covers by broader words only."""
        return Shown(not_told.not_told(check_policy(self.case, self._evidence, self._assessed().findings)))

    def why(self, rule_id: str, identity: str = "") -> Shown:
        """Why a rule said what it said of a row, by id or name: the cells it read, the dated law, the verdict.

        The id of a finding names both, such as "VEN-10-K7QD2M9XPA".

        Raises:
            UsageError: there is no such rule, finding or row.
        """
        evidence = open_evidence(self.case)
        rule, row = rule_and_row(self._assessed(), rule_id, identity)
        try:
            read, verdict = inquiry.what_it_read(rule, row, self._assessed(), evidence)
        except KeyError:
            return Shown(inquiry.the_rule(rule), note=f"The rule looks at no row with the id “{row}”.")
        return Shown(inquiry.the_rule(rule), verdict, read, *inquiry.law_behind(rule, row, self.case, evidence))

    def what_if(self, changes: Changes | None = None, *, as_of: str = "") -> Shown:
        """The findings gained and lost if cells held other text, or on another day; nothing is written.

        `changes` is keyed by id and column, such as {("VND-003", "country"): "US"}; blank text empties the cell.

        Raises:
            UsageError: there is no such row, column or day, or the column does not hold such a text.
        """
        register = changed_cells(self.case, changes or {})
        day = day_of("as_of", as_of) or self.case.as_of
        case = replace(self.case, register=register, as_of=day)
        return Shown(
            inquiry.what_changes(self._assessed(), inquiry.audit_again(self._assessed(), case, self._evidence))
        )

    def try_rule(self, rule: Rule) -> Shown:
        """Run one rule of your own over the register and show what it finds."""
        audit = audit_case(self.case, [rule], self._evidence)
        return Shown(self_assessment.findings(audit), self_assessment.outcomes(audit))

    @property
    def _evidence(self) -> Evidence:
        return open_evidence(self.case)

    def _assessed(self) -> Audit:
        """The audit of the case as it was read last, made once."""
        if self._known is None or self._known.case is not self.case:
            self._known = assess(self.case)
        return self._known

    def reload(self) -> Shown:
        """Read the inputs again and show the cells that changed since they were read last."""
        before = self.case
        self.case = self._open()
        were, are = len(before.register.problems), len(self.case.register.problems)
        note = "" if were == are else f"Problems in the input: {are}, before {were}; audit.problems() lists them."
        return Shown(cell_changes(cells_of(before), cells_of(self.case)), note=note)

    def save(self, what: "Shown | pd.DataFrame | pd.Series", name: str) -> Shown:
        """Write what is shown, or a DataFrame, to a workbook in the output folder, where one is named."""
        if not self._output:
            return Shown(note=_NO_FOLDER)
        path = Path(self._output) / (name if name.endswith(".xlsx") else f"{name}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        tables = what.tables if isinstance(what, Shown) else (from_frame(what, path.stem),)
        write_workbook(path, cover_of(_REPORT, self.case), tables)
        return Shown(note=f"Saved as {path}.")

    def _open(self) -> Case:
        inputs, period, as_of, organisation = self._opening
        return open_case(inputs, period=period, as_of=as_of, organisation=organisation)

    def _named_by(self, record: Record) -> Table:
        rows = tuple(
            Row(
                f"{reference} {other.identity}",
                (
                    Entry(other.about.title),
                    Entry(other.identity),
                    Entry(named(other)),
                    Entry(other.columns[reference.split(".")[1]].header, (source(other, reference.split(".")[1]),)),
                ),
            )
            for reference, other in self.case.register.references_to(record)
        )
        fields = (Field("Sheet"), Field("Id", width=14), Field("Name", width=40), Field("Named in the column"))
        return Table("Named by", f"Rows that name {record.identity}", fields, rows, empty="No row names it.")


def explore(inputs: str, *, period: str, as_of: str = "", organisation: str = "", output: str = "") -> Session:
    """Open the inputs of a period for exploring; the arguments are those of a report.

    Raises:
        InputRefused: the inputs are missing or their structure cannot be read.
        UsageError: the period, date or organisation is not known.
    """
    return Session(inputs, period=period, as_of=as_of, organisation=organisation, output=output)
