"""Final reports: refused until three people signed these findings, kept, found again by the next period."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditlib.errors import InputRefused
from auditlib.period import read_period
from auditlib.run import Order, run_pack
from auditlib.run.packs import final_before, latest_final
from tests.packs import REFERENCE_INPUTS

STARTED_AT = datetime(2026, 11, 2, tzinfo=UTC)


def a_pack(packs: Path, period: str, run: str, state: str) -> Path:
    """The record of a pack in the folder of its period."""
    folder = packs / period / run
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"state": state, "digest": f"{period}-{run}"}), encoding="utf-8")
    return folder


def test_a_final_report_of_findings_nobody_signed_is_refused_and_leaves_nothing(tmp_path):
    order = Order(REFERENCE_INPUTS, "2026-Q3", output=tmp_path / "reports", is_final=True)
    with pytest.raises(InputRefused) as refused:
        run_pack(order, started_at=STARTED_AT)
    assert [problem.found for problem in refused.value.problems] == [
        "nobody who prepared these findings",
        "nobody who reviewed these findings",
        "nobody who approved these findings",
    ]
    *_, said_once, digest = str(refused.value).splitlines()
    assert said_once == "The digest of these findings:"
    assert re.fullmatch("[0-9a-f]{64}", digest)
    assert str(refused.value).count(digest) == 1
    assert not (tmp_path / "reports").exists()


def test_the_latest_final_pack_of_the_period_before_is_found(tmp_path):
    a_pack(tmp_path, "2026-Q2", "001", "FINAL")
    latest = a_pack(tmp_path, "2026-Q2", "010", "FINAL")
    a_pack(tmp_path, "2026-Q2", "011", "DRAFT")
    a_pack(tmp_path, "2026-Q1", "012", "FINAL")
    assert final_before(tmp_path, read_period("2026-Q3")) == latest


def test_drafts_and_missing_quarters_are_no_final_pack(tmp_path):
    a_pack(tmp_path, "2026-Q2", "001", "DRAFT")
    a_pack(tmp_path, "2026-Q1", "001", "FINAL")
    assert final_before(tmp_path, read_period("2026-Q3")) is None
    assert final_before(tmp_path / "nothing", read_period("2026-Q3")) is None


def test_a_year_is_compared_with_the_year_before(tmp_path):
    before = a_pack(tmp_path, "2025", "001", "FINAL")
    a_pack(tmp_path, "2025-Q4", "001", "FINAL")
    assert final_before(tmp_path, read_period("2026")) == before


@pytest.mark.parametrize("text", ["", "[]", "{", '{"state": 3}', "\x00"])
def test_a_record_that_cannot_be_read_is_that_of_no_final_pack(tmp_path, text):
    (tmp_path / "001").mkdir()
    (tmp_path / "001" / "run.json").write_text(text, encoding="utf-8")
    assert latest_final(tmp_path) is None
