"""The copy of a record for the supervisory authority (GDPR Art. 30(4)): its fields in the order of the law, no more."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from auditlib.case import Case
from auditlib.errors import StorageFailed, UsageError
from auditlib.render.fragments import cover_html, table_html
from auditlib.render.html import plain_page
from auditlib.render.xlsx import write_workbook
from auditlib.reports import record_as_controller, record_as_processor
from auditlib.scope import listed, readable
from auditlib.sheets.clients import Client
from auditlib.sheets.organisation import Organisation
from auditlib.tables import Cover, Entry, Field, Row, Table
from auditlib.wording import day_in_words

_NOT_FOR_NAMES = re.compile(r"[^\w.-]")


class CopyRole(StrEnum):
    """Which of the two records: Art. 30(1) or Art. 30(2)."""

    CONTROLLER = "controller"
    PROCESSOR = "processor"


def write_copy(
    case: Case, role: CopyRole, folder: Path, *, client: str = "", has_annex: bool = False
) -> tuple[Path, Path]:
    """Write the record of one legal entity as .xlsx and .html, and give the two paths.

    Args:
        case: a case opened for that entity.
        role: which record.
        folder: where the two files go; made if missing.
        client: the id of one client, for a record as processor that names no other.
        has_annex: whether the legal bases follow as an annex; they are no part of Art. 30.

    Raises:
        UsageError: the case names no entity, or there is no such client, or a client was named for a controller.
        StorageFailed: the files cannot be written.
    """
    entity = case.organisation
    if entity is None:
        raise UsageError("A copy for the authority is about one legal entity; name it.")
    if role is CopyRole.CONTROLLER and client:
        raise UsageError("--client goes with --role processor.")
    tables = _as_controller(case, has_annex=has_annex) if role is CopyRole.CONTROLLER else _as_processor(case, client)
    cover = _cover(case, entity, role, client)
    body = "\n".join([cover_html(cover), *(f"<h2>{table.title}</h2>\n{table_html(table)}" for table in tables)])
    parts = ("record", role.value, entity.identity, client, case.as_of.isoformat())
    name = "_".join(_NOT_FOR_NAMES.sub("-", part) for part in parts if part)
    workbook, page = folder / f"{name}.xlsx", folder / f"{name}.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_workbook(workbook, cover, tables)
        page.write_text(plain_page(cover.title, body), encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageFailed(f"{folder}: {error.strerror or error}.") from error
    return workbook, page


def _as_controller(case: Case, *, has_annex: bool) -> list[Table]:
    record = record_as_controller.activities(case)
    tables = [_lettered(record_as_controller.responsible(case)), _lettered(record)]
    if has_annex:
        wanted = {"(b) Purpose", "Legal basis"}
        annex = _only(record, [field for field in record.fields if field.heading in wanted])
        tables.append(replace(annex, name="Annex", title="Annex: legal bases (Art. 6, not part of Art. 30)"))
    return tables


def _as_processor(case: Case, client: str) -> list[Table]:
    chosen = case.register.get(Client, client) if client else None
    if client and chosen is None:
        raise UsageError(f"client: found “{client}”; expected the id of a row of the clients sheet.")
    return [
        _lettered(record_as_processor.responsible(case)),
        _lettered(record_as_processor.clients(case, chosen)),
    ]


def _lettered(table: Table) -> Table:
    """The table with the fields that the article names, and without the cells of the register behind them."""
    return _only(table, [field for field in table.fields if field.heading.startswith("(")])


def _only(table: Table, fields: Sequence[Field]) -> Table:
    positions = [table.fields.index(field) for field in fields]
    rows = tuple(replace(row, entries=_entries(row, positions), subtitle="") for row in table.rows)
    return replace(table, fields=tuple(fields), rows=rows, has_places=False, note="")


def _entries(row: Row, positions: Sequence[int]) -> tuple[Entry, ...]:
    return tuple(replace(row.entries[position], sources=()) for position in positions)


def _cover(case: Case, entity: Organisation, role: CopyRole, client: str) -> Cover:
    report = record_as_controller.REPORT if role is CopyRole.CONTROLLER else record_as_processor.REPORT
    updated = _last_updated(case, role, client)
    facts = (
        ("Legal entity", str(entity.shown("legal_name") or "not stated")),
        ("As of", day_in_words(case.as_of)),
        ("Last updated", day_in_words(updated) if updated else "not stated"),
        ("Law", report.law),
    )
    return Cover(
        kicker="Copy of the record for the supervisory authority, GDPR Art. 30(4)",
        title=report.title,
        stamp="COPY",
        stamp_text="as the register states it; an empty field reads “not stated”",
        facts=facts,
        inputs=None,
    )


def _last_updated(case: Case, role: CopyRole, client: str) -> date | None:
    chosen = record_as_controller.selected(case) if role is CopyRole.CONTROLLER else record_as_processor.selected(case)
    shown = [activity for activity in chosen.current if not client or client in listed(activity, "client_ids")]
    days = [day for activity in shown if isinstance(day := readable(activity, "updated_on"), date)]
    return max(days, default=None)
