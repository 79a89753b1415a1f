"""A pack of the reference company and one of a group: what is in it, and what is not."""

import json
import re
import socket
import subprocess
import zipfile
from pathlib import Path

import pytest

from auditlib import __version__
from auditlib.case import open_case
from auditlib.errors import VerificationFailed
from auditlib.reports import known_reports
from auditlib.seal.bag import check_bag
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.reading_reports import read_page
from tests.requirements import PROJECT

STEMS = [report.notebook for report in known_reports()]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def record(reference_pack):
    return json.loads((reference_pack / "run.json").read_text(encoding="utf-8"))


def test_a_pack_lies_under_entity_period_and_run(reference_pack):
    assert reference_pack.parts[-3:] == ("auxerta", PERIOD, "001")
    assert sorted(path.name for path in reference_pack.parent.iterdir()) == [".lock", "001", "latest"]


def test_latest_is_a_relative_link_beside_the_runs(reference_pack):
    assert (reference_pack.parent / "latest").readlink() == Path("001")


def test_each_report_is_there_as_page_workbook_and_notebook(reference_pack):
    expected = [f"{stem}.{ending}" for stem in STEMS for ending in ("html", "ipynb", "xlsx")]
    assert set(expected) | {"index.html"} <= set(files(reference_pack / "data"))


def test_beside_the_payload_stand_only_the_tag_files(reference_pack):
    tags = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "run.json", "tagmanifest-sha256.txt"]
    assert sorted(path.name for path in reference_pack.iterdir() if path.is_file()) == tags


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_finds_every_file_as_the_manifests_say(reference_pack, manifest):
    command = ["sha256sum", "--check", "--strict", "--quiet", manifest]
    done = subprocess.run(command, cwd=reference_pack, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_manifest_names_every_file_of_the_payload(reference_pack):
    lines = (reference_pack / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(line.partition("  ")[2] for line in lines) == [
        f"data/{name}" for name in files(reference_pack / "data")
    ]


def test_the_bag_is_untouched(reference_pack):
    check_bag(reference_pack)


def test_run_json_says_what_ran_on_what_with_which_outcome(record, reference_pack, reference_quarters):
    case = open_case(REFERENCE_INPUTS, period=PERIOD, previous=reference_quarters["2026-Q2"])
    assert record["report_id"] == case.report_id
    assert (record["outcome"], record["state"], record["run"], record["organisation"]) == (
        "done",
        "DRAFT",
        "001",
        ["auxerta"],
    )
    assert (record["period"], record["as_of"], record["recorded_until"]) == (PERIOD, "2026-09-30", "2026-10-30")
    assert [notebook["name"] for notebook in record["notebooks"]] == STEMS
    assert {notebook["outcome"] for notebook in record["notebooks"]} == {"done"}
    assert {one["file"]: one["sha256"] for one in record["inputs"]} == {one.name: one.sha256 for one in case.files}
    assert record["problems"] == []
    assert record["tool"] == f"auditlib {__version__}"
    manifest = subprocess.run(
        ["sha256sum", "manifest-sha256.txt"], cwd=reference_pack, capture_output=True, text=True, check=True
    )
    assert record["digest"] == manifest.stdout.split()[0]


def test_the_bag_names_entity_period_and_report(record, reference_pack):
    info = dict(line.split(": ", 1) for line in (reference_pack / "bag-info.txt").read_text("utf-8").splitlines())
    assert info["Source-Organization"] == "Auxerta Inc."
    assert info["External-Identifier"] == f"auxerta/{PERIOD}/{record['report_id']}"
    assert info["Bagging-Date"] == record["started_at"][:10]


def everything_in(data: Path) -> dict[str, str]:
    """Each file of the payload as text, the parts of a workbook one by one."""
    contents = {}
    for path in sorted(data.iterdir()):
        if path.suffix != ".xlsx":
            contents[path.name] = path.read_bytes().decode("utf-8", errors="replace")
        else:
            # Compressed bytes may spell anything, so a workbook is read by its parts.
            with zipfile.ZipFile(path) as parts:
                contents |= {f"{path.name}/{name}": parts.read(name).decode("utf-8") for name in parts.namelist()}
                contents[f"{path.name}/times"] = " ".join(str(one.date_time) for one in parts.infolist())
    return contents


def test_no_time_path_or_name_of_the_machine_is_in_the_payload(record, reference_pack):
    machine = socket.gethostname()
    traces = {
        "a folder of the machine": re.escape(str(reference_pack.parents[3])),
        "the checkout": re.escape(str(PROJECT)),
        "a temporary folder": r"/tmp/|/var/folders/|staging-",  # noqa: S108  looked for, not used
        "the day of the run": re.escape(record["started_at"][:10]) + "T|" + re.escape(record["finished_at"][:19]),
        "the machine": rf"\b{re.escape(machine)}\b",
        "a duration": r'"(start_time|end_time|duration|iopub\.[a-z_.]+)"',
        "an object address": r"\bat 0x[0-9a-f]{6,}",
    }
    found = [
        (name, what)
        for name, content in everything_in(reference_pack / "data").items()
        for what, pattern in traces.items()
        if re.search(pattern, content)
    ]
    assert found == []


def test_every_page_carries_the_report_id_and_that_it_is_a_draft(record, reference_pack):
    for page in (reference_pack / "data").glob("*.html"):
        text = read_page(page).text_content()
        assert record["report_id"] in text, page.name
        assert "DRAFT" in text, page.name


def test_every_link_of_a_page_leads_somewhere(reference_pack):
    pages = {path.name: read_page(path) for path in (reference_pack / "data").glob("*.html")}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.xpath("//a/@href"):
            target, _, place = link.partition("#")
            assert not target or (reference_pack / "data" / target).is_file(), (name, link)
            assert not place or place in ids[target or name], (name, link)


def test_the_index_leads_to_every_file_of_the_payload(reference_pack):
    links = set(read_page(reference_pack / "data" / "index.html").xpath("//a/@href"))
    assert {name for name in files(reference_pack / "data") if name.startswith(tuple("0123456789"))} <= links


@pytest.fixture
def copy_of_pack(reference_pack, tmp_path):
    subprocess.run(["cp", "-r", str(reference_pack), str(tmp_path / "pack")], check=True)
    return tmp_path / "pack"


def test_tampering_with_a_page_is_found(copy_of_pack):
    page = copy_of_pack / "data" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("DRAFT", "FINAL"), encoding="utf-8")
    with pytest.raises(VerificationFailed, match=r"^data/index\.html: changed$"):
        check_bag(copy_of_pack)


ENTITIES = {
    "northwind-us": "Northwind Labelling Inc.",
    "northwind-ie": "Northwind Labelling Ireland Ltd",
    "northwind-uk": "Northwind Labelling (UK) Ltd",
}


def test_a_group_lies_under_the_entity_at_its_head(group_pack):
    assert group_pack.parts[-3:] == ("northwind-us", PERIOD, "001")


@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize("stem", ["10_record_as_controller", "11_record_as_processor"])
def test_a_group_has_both_records_for_each_entity(group_pack, entity, stem):
    (heading,) = read_page(group_pack / "data" / f"{stem}_{entity}.html").xpath("//dl//dd[1]/text()")[:1]
    assert heading == ENTITIES[entity]
    assert (group_pack / "data" / f"{stem}_{entity}.xlsx").is_file()


def test_the_index_of_a_group_names_each_entity_and_leads_to_each_report(group_pack):
    page = read_page(group_pack / "data" / "index.html")
    links = set(page.xpath("//a/@href"))
    assert {path.name for path in (group_pack / "data").glob("[0-9]*")} <= links
    assert [name for name in ENTITIES.values() if name not in page.text_content()] == []


def test_the_pages_of_an_entity_name_no_client_of_another(group_pack):
    clients = {
        "northwind-us": {"Pinefield"},
        "northwind-ie": {"Bergtal", "Clochette"},
        "northwind-uk": {"Wrenbury"},
    }
    every = set.union(*clients.values())
    for entity, own in clients.items():
        (page,) = (group_pack / "data").glob(f"11_*_{entity}.html")
        text = page.read_text(encoding="utf-8")
        assert {name for name in every if name in text} == own
