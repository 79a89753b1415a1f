"""The commands for the weeks between two reports: what they print where, and with which exit code they end."""

import hashlib
import json
import shutil
import signal
import sys
from pathlib import Path

import pytest

from auditlib import cli
from auditlib.seal.bag import write_manifest, write_tags
from tests.making_registers import PERIOD, a_register, edited
from tests.packs import REFERENCE_INPUTS
from tests.reference_company.tables import PERIODS


@pytest.fixture
def auditlib(monkeypatch, capsys):
    """Run the command line in this process; gives exit code, standard output and standard error."""
    before = signal.getsignal(signal.SIGTERM)

    def ran(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["auditlib", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out, printed.err

    yield ran
    signal.signal(signal.SIGTERM, before)


def due_in(output: str) -> list[tuple[str, str | None]]:
    return [(one["record_id"], one["due_on"]) for one in json.loads(output)["due"]]


def test_next_lists_what_is_due_with_its_cell(auditlib):
    code, out, err = auditlib("next", REFERENCE_INPUTS, "--period", PERIOD)
    assert (code, err) == (0, "")
    assert "was due       2026-07-31  accepted exception: EXC-01 “VEN-17”" in out
    assert "audit.xlsx › Exceptions › K2" in out


@pytest.mark.parametrize("period", PERIODS)
def test_next_gives_the_same_from_the_folder_of_a_period_and_from_its_parent(auditlib, period):
    of_parent = auditlib("next", REFERENCE_INPUTS, "--period", period, "--format", "json")
    of_folder = auditlib("next", REFERENCE_INPUTS / period, "--period", period, "--format", "json")
    assert of_parent == of_folder
    assert due_in(of_parent[1])


def test_next_reads_one_living_folder_for_each_period(auditlib, tmp_path):
    living = Path(shutil.copytree(REFERENCE_INPUTS / PERIOD, tmp_path / "living"))
    texts = [auditlib("next", living, "--period", period, "--format", "json")[1] for period in (PERIOD, "2026-Q4")]
    documents = [json.loads(text) for text in texts]
    assert [document["as_of"] for document in documents] == ["2026-09-30", "2026-12-31"]
    late = [{one["record_id"] for one in document["due"] if one["when"] == "was due"} for document in documents]
    assert late[0] < late[1]


def test_next_on_another_day_says_what_was_due_by_then(auditlib):
    arguments = ("next", REFERENCE_INPUTS, "--period", PERIOD, "--format", "json", "--as-of")
    early, late = (json.loads(auditlib(*arguments, day)[1])["due"] for day in ("2026-07-31", "2026-08-01"))
    assert "was due" not in {one["when"] for one in early if one["record_id"] == "EXC-01"}
    assert {one["when"] for one in late if one["record_id"] == "EXC-01"} == {"was due"}


@pytest.mark.parametrize("command", [("next",), ("mark", "--to", "marked")])
def test_a_part_that_cannot_be_read_ends_with_3(auditlib, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    inputs = a_register(tmp_path / "inputs", transfers=edited("transfers", "TRF-1", started_on="tbc"))
    assert auditlib(command[0], inputs, "--period", PERIOD, *command[1:])[0] == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("next",),
        ("next", "inputs", "--period", "soon"),
        ("mark", "inputs", "--period", PERIOD),
        ("verify",),
        ("verify", "nowhere"),
    ],
)
def test_a_command_that_cannot_be_used_as_given_ends_with_2(auditlib, arguments):
    code, out, _ = auditlib(*arguments)
    assert (code, out) == (2, "")


def test_mark_prints_the_copies_and_refuses_to_write_them_again(auditlib, tmp_path):
    arguments = ("mark", REFERENCE_INPUTS, "--period", PERIOD, "--to", tmp_path / "marked")
    code, out, err = auditlib(*arguments)
    assert (code, err) == (0, "")
    assert sorted(out.splitlines()) == sorted(str(path) for path in (tmp_path / "marked").iterdir())
    code, out, err = auditlib(*arguments)
    assert (code, out) == (2, "")
    assert "already holds activities.xlsx" in err


def test_mark_says_which_files_take_no_colour(auditlib, tmp_path):
    inputs = a_register(tmp_path / "inputs")
    code, out, err = auditlib("mark", inputs, "--period", PERIOD, "--to", tmp_path / "marked")
    assert (code, out) == (0, f"{tmp_path / 'marked' / 'findings-not-marked.csv'}\n")
    assert "Not marked, because they are no .xlsx: " in err
    assert "Findings that stand in no marked cell are listed in findings-not-marked.csv." in err


@pytest.fixture
def pack(tmp_path):
    """A pack of two files."""
    (tmp_path / "001" / "data").mkdir(parents=True)
    (tmp_path / "001" / "data" / "index.html").write_text("page", encoding="utf-8")
    (tmp_path / "001" / "data" / "findings.csv").write_text("", encoding="utf-8")
    write_manifest(tmp_path / "001")
    write_tags(tmp_path / "001", {"Bagging-Date": "2026-11-02"})
    return tmp_path / "001"


def test_verify_counts_the_files_that_agree_and_prints_the_digest(auditlib, pack):
    code, out, err = auditlib("verify", pack)
    assert (code, err) == (0, "")
    digest = hashlib.sha256((pack / "manifest-sha256.txt").read_bytes()).hexdigest()
    assert out == f"5 files agree with the manifests; digest of the pack {digest}.\n"


def test_verify_lists_every_file_that_does_not_agree_and_ends_with_16(auditlib, pack):
    (pack / "data" / "index.html").write_text("other", encoding="utf-8")
    (pack / "data" / "findings.csv").unlink()
    (pack / "data" / "more.csv").write_text("", encoding="utf-8")
    code, out, err = auditlib("verify", pack)
    assert (code, out) == (16, "")
    assert err.splitlines() == [
        "data/more.csv: added, not in manifest-sha256.txt",
        "data/findings.csv: missing",
        "data/index.html: changed",
    ]


def test_verify_says_of_a_folder_that_is_no_pack_what_is_missing(auditlib, tmp_path):
    code, _, err = auditlib("verify", tmp_path)
    assert (code, err.splitlines()) == (16, ["manifest-sha256.txt: missing", "tagmanifest-sha256.txt: missing"])


@pytest.mark.parametrize("option", [("--format", "json"), ("--fail-on", "high")])
def test_watching_goes_with_no_option_that_ends_a_command(auditlib, option):
    code, out, err = auditlib("audit", REFERENCE_INPUTS, "--period", PERIOD, "--watch", *option)
    assert (code, out) == (2, "")
    assert "leave out --fail-on and --format" in err
