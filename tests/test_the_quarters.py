"""Three quarters of the reference company as packs: what became of each finding, on the page, in Excel and as JSON."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.reading_reports import read_page

Packs = dict[str, Path]
ASSESSED = "70_self_assessment"
FINDING = re.compile(r"[A-Z]{3}-\d\d-[A-Z2-7]{10}")
# Rule, record, quarter, state, and words that stand beside the finding wherever people read it.
COURSE = [
    ("VEN-02", "VND-15", "2026-Q3", "new", "new"),
    ("LAW-10", "PUR-02", "2026-Q2", "persisting", "persisting since 2026-Q1"),
    ("LAW-10", "PUR-02", "2026-Q3", "persisting", "persisting since 2026-Q1"),
    ("DPI-04", "ASM-06", "2026-Q3", "persisting", "facts changed"),
    ("VEN-05", "CTR-07", "2026-Q2", "resolved", "resolved"),
    ("VEN-05", "CTR-07", "2026-Q3", "reopened", "resolved in 2026-Q2"),
    ("TRA-05", "TRF-25", "2026-Q3", "resolved", "resolved"),
    ("RET-07", "RTN-09", "2026-Q3", "not_retested", "not retested"),
    ("VEN-17", "CTR-02", "2026-Q2", "persisting", "accepted until 31 July 2026"),
    ("VEN-17", "CTR-02", "2026-Q3", "persisting", "EXC-01 does not accept it"),
    ("COO-06", "CKE-03", "2026-Q2", "persisting", "accepted until"),
    ("COO-06", "CKE-03", "2026-Q3", "persisting", "EXC-02 does not accept it"),
]


def findings_of(packs: Packs, period: str) -> list[dict[str, Any]]:
    """The findings of a pack and the earlier ones that it did not make."""
    held = json.loads((packs[period] / "data" / "findings.json").read_text(encoding="utf-8"))
    return [*held["findings"], *held["past"]]


def finding(packs: Packs, rule_id: str, record_id: str, period: str) -> dict[str, Any]:
    """The one finding of a rule on a record."""
    found = [one for one in findings_of(packs, period) if (one["rule_id"], one["record_id"]) == (rule_id, record_id)]
    assert len(found) == 1
    return found[0]


def lines_of_page(pack: Path, identity: str) -> Iterator[str]:
    """What the page prints in each row that names a finding, and in the block that is about it alone."""
    for body in read_page(pack / "data" / f"{ASSESSED}.html").xpath("//tbody"):
        rows = [" ".join(row.text_content().split()) for row in body.xpath("./tr")]
        yield from (row for row in rows if identity in row)
        if sum(bool(FINDING.search(row)) for row in rows) == 1 and any(identity in row for row in rows):
            yield " ".join(rows)


def lines_of_workbook(pack: Path, identity: str) -> Iterator[str]:
    """What the workbook holds in each row that names a finding."""
    book = load_workbook(pack / "data" / f"{ASSESSED}.xlsx", read_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            text = " ".join(str(value) for value in row if value is not None)
            if identity in text:
                yield text


@pytest.mark.parametrize(("rule_id", "record_id", "period", "state", "words"), COURSE)
def test_the_course_of_a_finding_is_the_same_as_json_on_the_page_and_in_excel(
    reference_quarters: Packs, rule_id: str, record_id: str, period: str, state: str, words: str
) -> None:
    told = finding(reference_quarters, rule_id, record_id, period)
    assert told["state"] == state
    pack, identity = reference_quarters[period], told["finding_id"]
    for lines in (lines_of_page(pack, identity), lines_of_workbook(pack, identity)):
        assert any(words in " ".join(line.split()) for line in lines)


def test_a_response_is_carried_from_quarter_to_quarter(reference_quarters: Packs) -> None:
    for period in ("2026-Q2", "2026-Q3"):
        told = finding(reference_quarters, "ROP-05", "auxerta", period)
        assert told["response"]["action_id"] == "ACN-04"
        pack, identity = reference_quarters[period], told["finding_id"]
        for lines in (lines_of_page(pack, identity), lines_of_workbook(pack, identity)):
            assert any("the board decides in the autumn" in line for line in lines)


def test_each_quarter_names_the_final_pack_that_it_was_compared_with(reference_quarters: Packs) -> None:
    runs = {period: json.loads((pack / "run.json").read_text("utf-8")) for period, pack in reference_quarters.items()}
    assert [run["state"] for run in runs.values()] == ["FINAL", "FINAL", "DRAFT"]
    assert runs["2026-Q1"]["previous"] is None
    for period, before in (("2026-Q2", "2026-Q1"), ("2026-Q3", "2026-Q2")):
        assert runs[period]["previous"]["digest"] == runs[before]["digest"]
        page = (reference_quarters[period] / "data" / f"{ASSESSED}.html").read_text(encoding="utf-8")
        assert runs[before]["digest"] in page


def test_the_first_quarter_says_that_there_is_nothing_to_compare(reference_quarters: Packs) -> None:
    data = reference_quarters["2026-Q1"] / "data"
    for name in ("index.html", f"{ASSESSED}.html"):
        assert "first period, nothing to compare" in (data / name).read_text(encoding="utf-8").casefold()


def test_a_final_page_says_who_signed_and_a_draft_that_nobody_did(reference_quarters: Packs) -> None:
    for period, words in (
        ("2026-Q2", "approved by Chief executive, Approver, on 23 July 2026"),
        ("2026-Q3", "not yet signed"),
    ):
        pages = sorted((reference_quarters[period] / "data").glob("*.html"))
        assert len(pages) > 1
        assert [page.name for page in pages if words not in page.read_text(encoding="utf-8")] == []
