"""A bag says of every file what it held, and a check finds whatever is not so any more."""

import subprocess

import pytest

from auditlib.errors import VerificationFailed
from auditlib.seal.bag import check_bag, write_manifest, write_tags


@pytest.fixture
def bag(tmp_path):
    (tmp_path / "data" / "deeper").mkdir(parents=True)
    (tmp_path / "data" / "index.html").write_text("page", encoding="utf-8")
    (tmp_path / "data" / "deeper" / "größe.xlsx").write_bytes(b"\x00\x01")
    write_manifest(tmp_path)
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    write_tags(tmp_path, {"Bagging-Date": "2026-11-02", "Source-Organization": "Fernway\nLtd"})
    return tmp_path


def test_an_untouched_bag_passes(bag):
    check_bag(bag)


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_every_line_of_the_manifests_is_what_sha256sum_reads(bag, manifest):
    done = subprocess.run(["sha256sum", "--check", "--strict", manifest], cwd=bag, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_declaration_is_that_of_rfc_8493(bag):
    declared = (bag / "bagit.txt").read_text(encoding="utf-8")
    assert declared == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_the_facts_are_one_line_each_and_count_the_payload(bag):
    lines = (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["Bagging-Date: 2026-11-02", "Source-Organization: Fernway Ltd", "Payload-Oxum: 6.2"]


def test_the_digest_is_that_of_the_manifest(bag):
    done = subprocess.run(["sha256sum", "manifest-sha256.txt"], cwd=bag, capture_output=True, text=True, check=True)
    assert write_manifest(bag) == done.stdout.split()[0]


@pytest.mark.parametrize("name", ["data/index.html", "run.json", "bag-info.txt", "bagit.txt", "manifest-sha256.txt"])
def test_a_changed_file_is_found(bag, name):
    (bag / name).write_bytes((bag / name).read_bytes() + b" ")
    with pytest.raises(VerificationFailed, match=f"(?m)^{name}: changed$"):
        check_bag(bag)


@pytest.mark.parametrize("name", ["data/new.html", "data/deeper/new.html", "new.txt"])
def test_an_added_file_is_found(bag, name):
    (bag / name).write_bytes(b"")
    with pytest.raises(VerificationFailed, match=f"^{name}: added, not in "):
        check_bag(bag)


@pytest.mark.parametrize("name", ["data/index.html", "run.json", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_removed_file_is_found(bag, name):
    (bag / name).unlink()
    with pytest.raises(VerificationFailed, match=f"^{name}: missing$"):
        check_bag(bag)


def test_a_manifest_that_is_no_text_is_told_as_changed(bag):
    (bag / "manifest-sha256.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(VerificationFailed, match=r"(?m)^manifest-sha256\.txt: changed$"):
        check_bag(bag)


def test_everything_that_is_wrong_is_told_at_once(bag):
    (bag / "data" / "index.html").unlink()
    (bag / "data" / "new.html").write_bytes(b"")
    (bag / "run.json").write_bytes(b"")
    with pytest.raises(VerificationFailed) as failed:
        check_bag(bag)
    assert str(failed.value).splitlines() == [
        "data/new.html: added, not in manifest-sha256.txt",
        "data/index.html: missing",
        "run.json: changed",
    ]


def test_a_verification_that_failed_has_an_exit_code_of_its_own():
    assert VerificationFailed.exit_code == 16
