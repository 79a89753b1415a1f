"""The copy for the authority: the fields of Art. 30 in their order, one entity, one client if asked, nothing else."""

import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from auditlib.case import Case, open_case
from auditlib.errors import StorageFailed, UsageError
from auditlib.reports.authority_copy import CopyRole, write_copy
from tests.making_registers import PERIOD, Rows, a_register, added, edited
from tests.packs import GROUP_INPUTS, REFERENCE_INPUTS
from tests.reading_reports import answers, grid, read_page

BOTH = pytest.mark.parametrize("role", CopyRole)


def a_case(folder: Path, **sheets: Rows | None) -> Case:
    return open_case(a_register(folder / "inputs", **sheets), period=PERIOD, organisation="fernway")


def everything(paths: tuple[Path, Path]) -> str:
    """Both files as text: every part of the workbook, the page, and their names."""
    workbook, page = paths
    with zipfile.ZipFile(workbook) as parts:
        contents = [parts.read(name).decode("utf-8", errors="replace") for name in parts.namelist()]
    return " ".join([*contents, page.read_text(encoding="utf-8"), workbook.name, page.name])


def headings(page: Path, anchor: str) -> list[str]:
    return list(answers(read_page(page), anchor))


def test_the_copy_of_a_controller_has_the_lettered_fields_in_their_order(tmp_path):
    _, page = write_copy(a_case(tmp_path), CopyRole.CONTROLLER, tmp_path / "out")
    found = headings(page, "controller-fernway") + headings(page, "record-act-1")
    assert [heading[:3] for heading in found] == list(map("({})".format, "aaaaaabccddeefg"))


def test_the_copy_of_a_processor_has_the_lettered_fields_in_their_order(tmp_path):
    _, page = write_copy(a_case(tmp_path), CopyRole.PROCESSOR, tmp_path / "out")
    found = headings(page, "processor-fernway") + headings(page, "record-cli-1")
    assert [heading[:3] for heading in found] == list(map("({})".format, "aaaaaaaaabccd"))


@BOTH
def test_page_and_workbook_have_the_same_headings(tmp_path, role):
    workbook, page = write_copy(a_case(tmp_path), role, tmp_path / "out")
    block = "record-act-1" if role is CopyRole.CONTROLLER else "record-cli-1"
    in_excel = [name.partition(" · ")[0] for name in grid(openpyxl.load_workbook(workbook)["Record"])[0]]
    assert [name for name in in_excel if name.startswith("(")] == headings(page, block)


@BOTH
def test_contacts_are_in_clear(tmp_path, role):
    text = everything(write_copy(a_case(tmp_path), role, tmp_path / "out"))
    contacts = ["hello@fernway.example", "+353 1 555 0100", "eu@rhein.example", "dpo@fernway.example"]
    contacts += ["privacy@robotics.example"] if role is CopyRole.PROCESSOR else ["privacy@partner.example"]
    assert [contact for contact in contacts if contact not in text] == []


def facts(page: Path) -> dict[str, str]:
    found = read_page(page).xpath("//dl[@class='facts']/div")
    return {one.findtext("dt"): one.find("dd").text_content() for one in found}


@pytest.mark.parametrize(("role", "updated"), [("controller", "1 June 2026"), ("processor", "2 July 2026")])
def test_the_head_says_as_of_and_last_updated(tmp_path, role, updated):
    case = open_case(a_register(tmp_path), period=PERIOD, as_of=date(2026, 8, 31), organisation="fernway")
    _, page = write_copy(case, CopyRole(role), tmp_path / "out")
    assert (facts(page)["As of"], facts(page)["Last updated"]) == ("31 August 2026", updated)


def test_what_is_blank_reads_not_stated(tmp_path):
    case = a_case(tmp_path, organisation=[{"entity_id": "fernway"}], processing_activities=None)
    _, page = write_copy(case, CopyRole.CONTROLLER, tmp_path / "out")
    assert {answer.text for answer in answers(read_page(page), "controller-fernway").values()} == {"not stated"}
    assert facts(page)["Last updated"] == "not stated"


@pytest.mark.parametrize("word", ["Legal basis", "Consent", "Head of marketing", "4 May 2026"])
def test_what_is_no_part_of_article_30_is_left_out(tmp_path, word):
    assert word not in everything(write_copy(a_case(tmp_path), CopyRole.CONTROLLER, tmp_path / "out"))


def test_legal_bases_follow_as_an_annex_on_request(tmp_path):
    workbook, page = write_copy(a_case(tmp_path), CopyRole.CONTROLLER, tmp_path / "out", has_annex=True)
    assert answers(read_page(page), "annex-act-1")["Legal basis"].text == "Consent"
    _, (row,) = grid(openpyxl.load_workbook(workbook)["Annex"])
    assert "Consent" in row.values()
    assert "Annex: legal bases" in read_page(page).text_content()


@BOTH
def test_no_path_input_file_cell_or_hash_is_in_it(tmp_path, role):
    case = open_case(REFERENCE_INPUTS, period=PERIOD, organisation="auxerta")
    text = everything(write_copy(case, role, tmp_path / "out"))
    assert [file.name for file in case.files if file.name in text] == []
    assert not re.search(r"\b[0-9a-f]{64}\b", text)
    assert " › " not in text
    assert str(tmp_path) not in text
    assert str(REFERENCE_INPUTS) not in text


@BOTH
def test_the_workbook_holds_the_record_and_no_sheet_of_sources(tmp_path, role):
    workbook, _ = write_copy(a_case(tmp_path), role, tmp_path / "out")
    names = openpyxl.load_workbook(workbook).sheetnames
    assert names == ["Cover", "Contents", role.value.capitalize(), "Record"]


@BOTH
def test_it_holds_no_record_of_another_entity(tmp_path, role):
    case = open_case(GROUP_INPUTS, period=PERIOD, organisation="northwind-ie")
    text = everything(write_copy(case, role, tmp_path))
    assert "Northwind Labelling Ireland Ltd" in text
    others = ["Northwind Labelling (UK)", "northwind-uk", "Pinefield", "Wrenbury", "Manchester", "ACT-07", "ACT-03"]
    assert [other for other in others if other in text] == []


def clients(case: Case) -> dict[str, str]:
    return {row["client_id"]: row["legal_name"] for _, row in case.register.table("clients").iterrows()}


@pytest.mark.parametrize("client", ["CLI-01", "CLI-04", "CLI-07"])
def test_the_copy_for_one_client_names_no_other(tmp_path, client):
    case = open_case(REFERENCE_INPUTS, period=PERIOD, organisation="auxerta")
    text = everything(write_copy(case, CopyRole.PROCESSOR, tmp_path, client=client))
    named = {identity for identity, name in clients(case).items() if name in text or identity in text}
    assert named == {client}


def test_the_copy_for_one_client_is_as_old_as_its_own_activities(tmp_path):
    later = added(
        "processing_activities",
        activity_id="ACT-3",
        role="processor",
        entity_id="fernway",
        client_ids="CLI-2",
        updated_on="2026-08-20",
    )
    case = a_case(tmp_path, processing_activities=later, clients=added("clients", client_id="CLI-2"))
    _, page = write_copy(case, CopyRole.PROCESSOR, tmp_path, client="CLI-1")
    assert facts(page)["Last updated"] == "2 July 2026"


def test_a_second_copy_has_the_same_bytes(tmp_path):
    case = a_case(tmp_path)
    pairs = [write_copy(case, CopyRole.PROCESSOR, tmp_path / name) for name in ("one", "two")]
    assert [path.read_bytes() for path in pairs[0]] == [path.read_bytes() for path in pairs[1]]


def test_the_names_of_the_files_say_role_entity_client_and_day(tmp_path):
    paths = write_copy(a_case(tmp_path), CopyRole.PROCESSOR, tmp_path, client="CLI-1")
    stem = "record_processor_fernway_CLI-1_2026-09-30"
    assert [path.name for path in paths] == [f"{stem}.xlsx", f"{stem}.html"]


def test_an_id_cannot_lead_out_of_the_folder(tmp_path):
    case = a_case(
        tmp_path,
        clients=edited("clients", "CLI-1", client_id="../../CLI"),
        processing_activities=edited("processing_activities", "ACT-2", client_ids="../../CLI"),
    )
    paths = write_copy(case, CopyRole.PROCESSOR, tmp_path / "out", client="../../CLI")
    assert {path.parent for path in paths} == {tmp_path / "out"}
    assert all(path.is_file() for path in paths)


def test_an_unknown_client_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="client: found “CLI-9”; expected the id of a row of the clients sheet"):
        write_copy(a_case(tmp_path), CopyRole.PROCESSOR, tmp_path / "out", client="CLI-9")
    assert not (tmp_path / "out").exists()


def test_a_client_of_a_controller_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="--client goes with --role processor"):
        write_copy(a_case(tmp_path), CopyRole.CONTROLLER, tmp_path / "out", client="CLI-1")


def test_a_copy_about_no_entity_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="about one legal entity"):
        write_copy(open_case(a_register(tmp_path), period=PERIOD), CopyRole.CONTROLLER, tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_a_storage_failure(tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageFailed, match="out"):
        write_copy(a_case(tmp_path), CopyRole.CONTROLLER, tmp_path / "out")
