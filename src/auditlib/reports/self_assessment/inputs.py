"""What went in: files with hashes and rows, what sources say of their extracts against what was read, the evidence."""

from auditlib.audit import Audit
from auditlib.errors import NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.evidence.opening import open_evidence
from auditlib.evidence.source import Source as Extract
from auditlib.evidence.web_scan import WebScan
from auditlib.intake.inventory import Role
from auditlib.reports.entries import stated, words
from auditlib.scope import readable
from auditlib.sheets.evidence import Evidence as EvidenceRow
from auditlib.tables import Entry, Field, Row, Table, Value, plain_table


def files(audit: Audit) -> Table:
    """Every input file with its role, its size and the rows loaded from it; the cover has their hashes."""
    register = audit.case.register
    records = [record for name in register.supplied for record in register.named(name)]
    rows: list[tuple[Value, ...]] = []
    for file in audit.case.files:
        own = [record for record in records if record.origin.file == file.name]
        sheets = dict.fromkeys(record.about.title for record in own)
        problems = sum(problem.place.file == file.name for problem in register.problems)
        is_table = file.role is Role.WORKBOOK
        counted = (len(own), ", ".join(sheets), problems) if is_table else ("no table of the register", None, problems)
        rows.append((file.name, file.role.value, file.size, *counted))
    headings = ("File", "Role", "Bytes", "Rows loaded", "Sheets", "Problems")
    note = "The SHA-256 of each file stands with the cover."
    return plain_table("Input files", "Input files and the rows loaded", headings, rows, note=note)


def remarks(audit: Audit) -> Table:
    """What was passed over while reading, and where."""
    rows = [(str(remark.place), remark.text) for remark in audit.case.register.remarks]
    return plain_table(
        "Remarks", "Passed over while reading", ("Where", "What"), rows, empty="Nothing was passed over."
    )


def received(audit: Audit) -> Table:
    """What each source says of its extract against what was read from it: rows, and totals where it states one."""
    evidence = open_evidence(audit.case)
    rows = tuple(
        Row(row.identity, _received(row, extract))
        for row in audit.case.register.all(EvidenceRow)
        if (extract := _extract(row, evidence))
    )
    fields = (
        Field("Evidence", width=12),
        Field("File", width=24),
        Field("Source", width=34),
        Field("Rows in the source", "AT-C 205.36", 14),
        Field("Rows read", width=12),
        Field("Total in the source", width=18),
        Field("Total read", width=18),
        Field("Counts agree?", width=16),
    )
    title = "Extracts as received: what the source states against what was read"
    empty = "No evidence file was read into facts."
    return Table("Extracts", title, fields, rows, empty=empty)


def _extract(row: EvidenceRow, evidence: Evidence) -> Extract | None:
    try:
        return evidence.source_of(row)
    except NotAssessable:
        return None


def _received(row: EvidenceRow, extract: Extract) -> tuple[Entry, ...]:
    totals = tuple(map(str, extract.totals))
    return (
        Entry(row.identity),
        Entry(extract.file),
        stated(row, "source"),
        stated(row, "source_row_count"),
        Entry(extract.rows, absent="no table"),
        stated(row, "control_total"),
        Entry(", ".join(totals) or None, absent="none formed"),
        _equal(row, extract, totals),
    )


def _equal(row: EvidenceRow, extract: Extract, totals: tuple[str, ...]) -> Entry:
    """Whether what the source states is what was read; nothing stated is nothing compared."""
    count, total = readable(row, "source_row_count"), readable(row, "control_total")
    compared = [count == extract.rows] if count is not None and extract.rows is not None else []
    compared += [str(total).strip() in totals] if total and totals else []
    if not compared:
        return Entry(None, absent="nothing to compare")
    return Entry("yes", mark="passed") if all(compared) else Entry("no", mark="failed")


def evidence_index(audit: Audit) -> Table:
    """Every row of the evidence sheet: what it is, where it lies, its hash and whether its file has that hash."""
    evidence = open_evidence(audit.case)
    rows = tuple(
        Row(
            row.identity,
            (
                Entry(row.identity),
                *(stated(row, column) for column in ("title", "file_name", "collected_on")),
                Entry(_period(row) or None),
                _hash(row, evidence),
                stated(row, "sha256"),
            ),
        )
        for row in audit.case.register.all(EvidenceRow)
    )
    fields = (
        Field("Evidence", width=12),
        Field("Title", width=44),
        Field("Where it lies", width=44),
        Field("Collected on", width=14),
        Field("Covers", width=26),
        Field("Hash of the file", width=24),
        Field("SHA-256 stated", width=68),
    )
    has_sheet = audit.case.register.has(EvidenceRow)
    empty = "The sheet has no rows." if has_sheet else "The sheet of evidence was not supplied."
    return Table("Evidence", "Evidence index", fields, rows, _not_used(evidence), empty, has_places=False)


def _not_used(evidence: Evidence) -> str:
    """Which rows of scans were left out."""
    return " ".join(
        f"{scan.evidence_id}: {scan.unused} of {scan.rows} rows not used, being of days outside the period."
        for scan in evidence.those(WebScan)
        if scan.unused
    )


def _period(row: EvidenceRow) -> str:
    days = [words(row, column) for column in ("period_starts_on", "period_ends_on") if row.has_cell(column)]
    return " to ".join(dict.fromkeys(days))


def _hash(row: EvidenceRow, evidence: Evidence) -> Entry:
    if evidence.is_hash_checked(row):
        return Entry("equal", mark="passed")
    if row.identity in evidence.hash_differs:
        return Entry("differs", mark="failed")
    if "://" in row.raw_of("file_name"):
        return Entry("a link; not opened")
    return Entry(evidence.unusable.get(row.identity, "file not read") if row.has_cell("sha256") else "none stated")
