"""Build inputs/auxerta from the tables beside this file, or check that it is what they give."""

import argparse
import csv
import filecmp
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from auditlib.assessment import assess
from auditlib.case import open_case
from auditlib.sign_off import findings_digest
from tests.reference_company.tables import HERE, PERIODS, Tables, read_rows, tables_of
from tests.reference_company.workbooks import write_workbooks

ROOT = HERE.parents[1]
SETTINGS = 'time_zone = "America/New_York"\n'
README = Path("inputs", "README.md")
BEGIN = "<!-- defects: begin, written by tests/reference_company/build.py -->"
END = "<!-- defects: end -->"


def build(root: Path) -> None:
    """Write the folders of all quarters and the table of defects under the root."""
    for period in PERIODS:
        folder = root / "inputs" / "auxerta" / period
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "evidence").mkdir(parents=True)
        (folder / "auditlib.toml").write_text(SETTINGS, encoding="utf-8")
        shutil.copyfile(HERE / "privacy-policy.txt", folder / "privacy-policy.txt")
        for extract in sorted((HERE / "evidence" / period).glob("*.csv")):
            shutil.copyfile(extract, folder / "evidence" / extract.name)
        tables = tables_of(period)
        _state_files(tables, folder)
        written_on = max(row["attested_on"] for row in tables["attestations"])
        write_workbooks(tables, folder, written_on)
        _sign(tables, folder)
        write_workbooks(tables, folder, written_on)
    readme = (ROOT / README).read_text(encoding="utf-8")
    (root / README).write_text(_with_defects(readme), encoding="utf-8")


def _state_files(tables: Tables, folder: Path) -> None:
    """Fill in the hash and the row count of those files that lie in the folder."""
    files = {path.name: path for path in sorted(folder.rglob("*")) if path.is_file()}
    for row in tables["evidence"]:
        if path := files.get(row["file_name"]):
            row["sha256"] = _sha256(path)
            if path.suffix == ".csv":
                row["source_row_count"] = str(len(read_rows(path)))
    for row in tables["policy_versions"]:
        if path := files.get(row["text_ref"]):
            row["text_sha256"] = _sha256(path)


def _sign(tables: Tables, folder: Path) -> None:
    """Enter the digest of the findings of each quarter that was signed; signing does not move it."""
    for row in tables["sign_offs"]:
        row["findings_digest"] = _digest(folder.parent / row["period"])


@cache
def _digest(inputs: Path) -> str:
    return findings_digest(assess(open_case(inputs, period=inputs.name)))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _with_defects(readme: str) -> str:
    before, rest = readme.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{_defect_table()}\n{END}{after}"


def _defect_table() -> str:
    with (HERE / "defects.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    lines = [[name.replace("_", " ") for name in header], ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def differences(built: Path, committed: Path) -> Iterator[str]:
    """Yield the path of each file that is missing, left over or not the same byte for byte."""
    names = {
        path.relative_to(root)
        for root in (built, committed)
        for path in (root / README, *(root / "inputs" / "auxerta").rglob("*"))
        if path.is_file()
    }
    for name in sorted(names):
        pair = (built / name, committed / name)
        if not all(path.is_file() for path in pair) or not filecmp.cmp(*pair, shallow=False):
            yield name.as_posix()


def main() -> int:
    """Build, or with --check compare a fresh build with what is there; 1 says that they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; compare with what is there")
    if not parser.parse_args().check:
        build(ROOT)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        different = list(differences(Path(folder), ROOT))
    for name in different:
        sys.stderr.write(f"differs from its source: {name}\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
