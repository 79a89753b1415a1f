"""What an inputs folder holds: nothing from outside it, and each file under its hash."""

import hashlib
from pathlib import Path

import pytest

from auditlib.errors import InputRefused
from auditlib.intake.inventory import Role, take_inventory


def test_each_file_has_its_role_size_and_hash(tmp_path: Path) -> None:
    (tmp_path / "vendors.csv").write_text("vendor_id\nV-1\n", encoding="utf-8")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "ledger.csv").write_bytes(b"x")
    files = {file.name: file for file in take_inventory(tmp_path)}
    assert {name: file.role for name, file in files.items()} == {
        "evidence/ledger.csv": Role.EVIDENCE,
        "vendors.csv": Role.WORKBOOK,
    }
    assert files["evidence/ledger.csv"].sha256 == hashlib.sha256(b"x").hexdigest()
    assert files["vendors.csv"].size == len("vendor_id\nV-1\n")


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a", encoding="utf-8")
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "vendors.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(InputRefused, match=r"vendors\.csv: found a link to a file outside the folder"):
        take_inventory(inputs)


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "vendors.csv").write_text("a", encoding="utf-8")
    (tmp_path / "copy.csv").symlink_to("vendors.csv")
    assert [file.name for file in take_inventory(tmp_path)] == ["copy.csv", "vendors.csv"]


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "NOTES.md", "Changelog.html"])
def test_a_text_about_the_folder_is_no_policy(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("About these files", encoding="utf-8")
    (tmp_path / "privacy-policy.md").write_text("# Privacy", encoding="utf-8")
    roles = {file.name: file.role for file in take_inventory(tmp_path)}
    assert roles == {name: Role.SKIPPED, "privacy-policy.md": Role.POLICY}
