"""Adding a connector is adding one file: it is found, opened, dated and held against the vendors sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditlib import evidence as folder_of_connectors
from auditlib.evidence.connector import connectors
from auditlib.evidence.opening import open_evidence
from auditlib.reference.vocabularies import vocabulary
from auditlib.rulebook.view import StrictRegister, View
from auditlib.rules.vendors_seen import may_name_vendors, vendor_not_in_register
from auditlib.sheets.evidence import Evidence as EvidenceRow
from tests.evidence.extracts import a_case, put

CONNECTOR = '''
"""Lists of who has access to a building, and how one is read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditlib.evidence.connector import Connector
from auditlib.evidence.source import Company, Source


@dataclass(frozen=True, slots=True)
class Doors(Source):
    kind: ClassVar[str] = "access_list"
    in_words: ClassVar[str] = "access list"

    day: date
    visitors: tuple[str, ...]

    @property
    def days(self):
        return self.day, self.day

    def companies(self):
        return (Company(name, "", "shows visits of") for name in self.visitors)


def read_doors(extract):
    day, *names = extract.path.read_text().split()
    return Doors(extract.evidence_id, extract.name, date.fromisoformat(day), tuple(names))


CONNECTOR = Connector(Doors, (".doors",), read_doors)
'''
ROW = {"kind": "access_list", "file_name": "main.doors"}


@pytest.fixture(autouse=True)
def _added(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    added = tmp_path_factory.mktemp("connectors")
    (added / "doors.py").write_text(CONNECTOR, "utf-8")
    monkeypatch.setattr(folder_of_connectors, "__path__", [*folder_of_connectors.__path__, str(added)])
    connectors.cache_clear()
    yield
    connectors.cache_clear()


def test_an_added_connector_reads_the_file_that_a_row_names(tmp_path: Path) -> None:
    put(tmp_path, "main.doors", "2026-08-01 Cleanwell")
    evidence = open_evidence(a_case(tmp_path, [ROW]))
    (source,) = evidence.sources
    assert (source.kind, source.file) == ("access_list", "evidence/main.doors")
    assert evidence.usable(type(source)) == (source,)


def test_what_it_reads_of_other_days_is_not_used(tmp_path: Path) -> None:
    put(tmp_path, "main.doors", "2026-01-01 Cleanwell")
    evidence = open_evidence(a_case(tmp_path, [ROW]))
    assert not evidence.sources
    assert evidence.unusable["EV-1"].startswith("evidence/main.doors holds rows of 1 January 2026 only")


def test_the_companies_it_names_are_looked_for_in_the_vendors_sheet(tmp_path: Path) -> None:
    put(tmp_path, "main.doors", "2026-08-01 Cleanwell Northgate")
    (tmp_path / "vendors.csv").write_text("vendor_id,name\nV-1,Northgate\n", "utf-8")
    (tmp_path / "organisation.csv").write_text("entity_id,legal_name\nacme,Acme Ltd\n", "utf-8")
    case = a_case(tmp_path, [ROW])
    view = View(case, StrictRegister(case.register), open_evidence(case))
    (row,) = case.register.all(EvidenceRow)
    assert may_name_vendors(row, view)
    (noted,) = vendor_not_in_register.notes(row, view)
    assert noted.message == "shows visits of Cleanwell, which is in no row of the vendors sheet"


def test_every_connector_reads_a_kind_that_the_evidence_sheet_offers() -> None:
    assert {connector.source.kind for connector in connectors()} <= vocabulary("evidence_kind").keys()
