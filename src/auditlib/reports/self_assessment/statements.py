"""Who answers for the register and for these findings: statements of management, and the sign-off block."""

from auditlib.audit import Audit
from auditlib.case import ATTESTATION_HOLDS, Case
from auditlib.reference.vocabularies import label_of
from auditlib.reports.entries import stated
from auditlib.scope import listed, readable
from auditlib.sheets import sheets
from auditlib.sheets.attestations import Attestation
from auditlib.sign_off import STEPS, findings_digest, signatures
from auditlib.tables import Entry, Field, Row, Table, plain_table

_USE = (
    ("Who answers for it", "Management: the register is its own, and each sheet is stated complete by those below."),
    ("What it is", "A self-assessment by management: rules applied to what the register states, and to its evidence."),
    ("Meant for", "Management, those who review and approve it, and an auditor or authority that asks for it."),
    ("Not meant for", "A determination of lawfulness, or a statement by anybody outside the organisation."),
    ("What a finding is", "An exception to what one rule requires, with the cells that show it."),
)


def intended_use() -> Table:
    """Who answers for the report, what it is meant for and what it is not."""
    return plain_table("Intended use", "Management's statement and intended use", ("Question", "Answer"), _USE)


def attested(audit: Audit) -> Table:
    """Each supplied sheet with who states that no row is missing, on which day, and from which source."""
    case = audit.case
    rows = []
    for name in case.register.supplied:
        kind = sheets()[name]
        loaded = len(case.register.all(kind))
        found = [row for row in case.attestations if name in row.sheet]
        rows += [Row(f"{name} {row.identity}", _statement(kind.about.title, loaded, row)) for row in found]
        if not found:
            rows.append(Row(name, (Entry(kind.about.title), Entry(loaded), *_nobody(name, case))))
    fields = (
        Field("Sheet", width=26),
        Field("Rows", width=8),
        Field("Stated complete by", "ISAE 3000", 22),
        Field("On", width=14),
        Field("What is covered", width=44),
        Field("Source", width=30),
        Field("Rows in the source", width=14),
        Field("Counts agree?", width=12),
    )
    note = f"A statement holds for {ATTESTATION_HOLDS.days} days unless its row gives a last day of its own."
    title = "Sheets stated complete, and by whom"
    return Table("Stated complete by", title, fields, tuple(rows), note, empty="No sheet was supplied.")


def _statement(title: str, loaded: int, row: Attestation) -> tuple[Entry, ...]:
    columns = ("attested_by", "attested_on", "scope", "source")
    return Entry(title), Entry(loaded), *(stated(row, column) for column in columns), *_counted(loaded, row)


def _counted(loaded: int, row: Attestation) -> tuple[Entry, Entry]:
    """How many rows the source has, and whether the sheet has as many; one count for several sheets tells neither."""
    if len(row.sheet) != 1:
        return Entry(None, absent="several sheets"), Entry(None, absent="")
    count = readable(row, "source_row_count")
    equal = Entry("yes", mark="passed") if count == loaded else Entry("no", mark="failed")
    return stated(row, "source_row_count"), Entry(None, absent="") if count is None else equal


def _nobody(name: str, case: Case) -> tuple[Entry, ...]:
    rows = case.register.all(Attestation)
    former = any(name in listed(row, "sheet") for row in rows)
    absent = "nobody whose statement holds on this day" if former else "nobody"
    return Entry(None, absent=absent), *(Entry(None, absent="") for _ in range(5))


def sign_offs(audit: Audit) -> Table:
    """Who prepared, reviewed and approved exactly these findings."""
    digest = findings_digest(audit)
    signed = signatures(audit.case, digest)
    rows = []
    for step in STEPS:
        label = label_of("sign_off_step", step)
        found = [one.row for one in signed if one.step == step]
        columns = ("name", "role", "signed_on", "statement")
        rows += [Row(row.identity, (Entry(label), *(stated(row, column) for column in columns))) for row in found]
        if not found:
            blank = (Entry(None, absent="nobody has signed"), *(Entry(None, absent="") for _ in columns[1:]))
            rows.append(Row(step, (Entry(label), *blank)))
    fields = (
        Field("Step", width=14),
        Field("Name", width=24),
        Field("Role", width=24),
        Field("On", width=14),
        Field("In their own words", width=60),
    )
    note = f"The digest of these findings, which each signature repeats: {digest}"
    return Table("Sign-offs", "Sign-offs of these findings", fields, tuple(rows), note)
