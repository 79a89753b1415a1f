"""Auditing again at each save: what counts as a save, and what is told of it."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditlib.errors import InputRefused, UsageError
from auditlib.places import Place, Problem
from auditlib.watching import saves, watch_inputs
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.rules.making import audited

PATIENCE = 120
TRAINED = ("people", "P-01", "trained_on")


class Steps:
    """What happens to the inputs between two looks: each wait takes the next step; after the last the watch ends."""

    def __init__(self, *steps):
        self.steps = iter(steps)

    def __call__(self):
        step = next(self.steps, None)
        if step is None:
            raise EndOfStepsError
        step()


class EndOfStepsError(Exception):
    """No step is left."""


def nothing() -> None:
    """Let the files rest."""


def until_the_end(yielded: Iterator) -> list:
    """Everything that is yielded before the steps end."""
    seen = []
    with pytest.raises(EndOfStepsError):
        seen.extend(yielded)
    return seen


def written(path: Path, text: str):
    return lambda: path.write_text(text, encoding="utf-8")


def test_a_save_is_told_once_the_files_are_at_rest(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("1", encoding="utf-8")
    told = until_the_end(saves(tmp_path, Steps(written(path, "22"), written(path, "333"), nothing, nothing)))
    assert [held[0][2] for held in told] == [1, 3]


def test_lock_files_and_unchanged_files_are_no_save(tmp_path):
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    lock = written(tmp_path / "~$a.xlsx", "lock")
    assert len(until_the_end(saves(tmp_path, Steps(lock, nothing, nothing)))) == 1


def test_evidence_and_settings_count_as_inputs(tmp_path):
    (tmp_path / "evidence").mkdir()
    steps = (written(tmp_path / "evidence" / "scan.json", "{}"), nothing, written(tmp_path / "auditlib.toml", ""))
    assert len(until_the_end(saves(tmp_path, Steps(*steps, nothing)))) == 3


def test_one_workbook_can_be_watched(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("1", encoding="utf-8")
    assert len(until_the_end(saves(path, Steps(written(path, "22"), nothing)))) == 2


def rounds(tmp_path: Path, *looks) -> list[tuple[str, ...]]:
    """The lines of each round, the inputs being saved between two looks."""
    left = iter(looks)
    path = tmp_path / "a.csv"
    path.write_text("", encoding="utf-8")
    steps = [step for number in range(1, len(looks)) for step in (written(path, "x" * number), nothing)]

    def audited_next():
        return next(left)()

    return until_the_end(watch_inputs(tmp_path, audited_next, Steps(*steps)))


def test_the_first_round_tells_every_finding_with_its_cell_and_what_to_do(tmp_path):
    old = audited("GOV-08", changes={TRAINED: "2024-01-20"})
    ((line, count),) = rounds(tmp_path, lambda: old)
    finding = old.findings[0]
    assert line.startswith(
        f"{finding.severity.value.upper():9}{finding.finding_id}  people.xlsx › people › I2: P-01 has access and was"
    )
    assert line.endswith(". Train the person and enter the day, or end the access.")
    assert count == "1 finding, 0 problems of reading."


def test_a_later_round_tells_only_what_went_and_what_came(tmp_path):
    old, mended = audited("GOV-08", changes={TRAINED: "2024-01-20"}), audited("GOV-08")
    _, gone, back = rounds(tmp_path, lambda: old, lambda: mended, lambda: old)
    assert [line[:2] for line in gone] == ["− ", "−1"]
    assert gone[1] == "−1 +0: 0 findings; −0 +0: 0 problems of reading."
    assert back[0].startswith("+ ")
    assert "people.xlsx › people › I2: P-01 has access" in back[0]


def test_a_finding_that_only_moves_to_another_row_neither_goes_nor_comes(tmp_path):
    old = audited("GOV-08", changes={TRAINED: "2024-01-20"})
    moved = replace(old.findings[0], places=(Place("people.xlsx", "people", "I9"),))
    _, later = rounds(tmp_path, lambda: old, lambda: replace(old, findings=(moved,)))
    assert later == ("−0 +0: 1 finding; −0 +0: 0 problems of reading.",)


def test_a_cell_that_can_no_longer_be_read_is_not_taken_for_a_fix(tmp_path):
    old = audited("GOV-08", changes={TRAINED: "2024-01-20"})
    _, later = rounds(tmp_path, lambda: old, lambda: audited("GOV-08", changes={TRAINED: "soon"}))
    assert later[0].endswith("(not tested now: the cell could not be read)")
    assert later[1].startswith("+ people.xlsx › people › I2: found “soon”")


def test_a_problem_of_reading_is_not_counted_among_the_findings_that_came(tmp_path):
    old = audited("GOV-08", changes={TRAINED: "2024-01-20"})
    _, later = rounds(tmp_path, lambda: old, lambda: audited("GOV-08", changes={TRAINED: "soon"}))
    assert later[2] == "−1 +0: 0 findings; −0 +1: 1 problem of reading."


def test_a_row_that_was_deleted_is_not_taken_for_a_fix(tmp_path):
    old = audited("GOV-08", changes={TRAINED: "2024-01-20"})
    _, later = rounds(
        tmp_path, lambda: old, lambda: audited("GOV-08", changes={("people", "P-01", "person_id"): "P-2"})
    )
    assert later[0].endswith("(not tested now: its row is gone)")


def test_inputs_that_cannot_be_read_are_one_line_and_the_next_save_goes_on(tmp_path):
    def half_saved():
        raise InputRefused([Problem(Place("vendors.xlsx"), "damaged", "half a file", "a workbook", "Save it again.")])

    old = audited("GOV-08", changes={TRAINED: "2024-01-20"})
    _, refused, later = rounds(tmp_path, lambda: old, half_saved, lambda: old)
    (line,) = refused
    assert line == (
        "Not read: vendors.xlsx: found half a file; expected a workbook. Save it again. Waiting for the next save."
    )
    assert later == ("−0 +0: 1 finding; −0 +0: 0 problems of reading.",)


def test_a_command_that_cannot_be_used_ends_the_watch(tmp_path):
    def unknown_rule():
        raise UsageError("no rule that begins with XYZ")

    with pytest.raises(UsageError):
        list(watch_inputs(tmp_path, unknown_rule, Steps()))


def read_until(process: subprocess.Popen[bytes], text: str) -> str:
    """What the process prints up to a text; fails when it takes longer than anybody would wait."""
    output, ends_at = b"", time.monotonic() + PATIENCE
    while text.encode() not in output:
        ready, _, _ = select.select([process.stdout], [], [], max(0, ends_at - time.monotonic()))
        assert ready, output.decode()
        output += os.read(process.stdout.fileno(), 65536)
    return output.decode()


def test_the_command_tells_that_the_finding_of_a_mended_cell_went_and_ends_with_130(tmp_path):
    inputs = Path(shutil.copytree(REFERENCE_INPUTS / PERIOD, tmp_path / PERIOD))
    command = [
        sys.executable,
        "-m",
        "auditlib",
        "audit",
        str(inputs),
        "--period",
        PERIOD,
        "--watch",
        "--only",
        "VEN-05",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert "vendors.xlsx › Contracts › S8: CTR-07" in read_until(process, " of reading.\n")
        book = load_workbook(inputs / "vendors.xlsx")
        book["Contracts"]["S8"].value = "Yes"
        book.save(inputs / "vendors.xlsx")
        told = read_until(process, " of reading.\n")
        assert told.startswith("− HIGH     VEN-05-")
        assert "  vendors.xlsx › Contracts › S8: CTR-07" in told
        assert told.endswith("−1 +0: 0 findings; −0 +0: 0 problems of reading.\n")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
