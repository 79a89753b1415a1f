"""What is added to the workbooks of the reference company is omitted, that alone, until its policy says it."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import coordinate_from_string

from auditlib.case import Case, open_case
from auditlib.evidence.opening import open_evidence
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_file
from auditlib.practice.checking import PolicyCheck, check_policy
from auditlib.practice.verdicts import Flag
from auditlib.schema.record import Record
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.packs import PERIOD, REFERENCE_INPUTS

Cells = Mapping[str, object]
_EMPTY_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Added:
    """A row like another one with some cells of its own, cells changed beside it, and the line that tells it."""

    what: str
    like: str
    cells: Cells
    line: str
    after: str
    changed: Mapping[tuple[str, str], str] = field(default_factory=dict)


ADDED = (
    Added(
        "recipient survey",
        "VND-01",
        {"vendor_id": "VND-99", "name": "Fernway", "services": "survey", "legal_name": None, "aliases": None},
        "Survey providers",
        "Vendors who provide hosting, email, analytics, and payment services",
    ),
    Added(
        "purpose fraud_prevention",
        "PUR-01",
        {"purpose_id": "PUR-99", "kind": "fraud_prevention"},
        "Prevent fraud",
        "Respond to inbound requests and questions",
    ),
    Added(
        "country BR",
        "TRF-01",
        {"transfer_id": "TRF-99", "country": "BR"},
        "We also transfer personal data to Brazil.",
        "When we move data across borders",
    ),
    Added(
        "cookie fw_shop",
        "CKE-01",
        {"cookie_id": "CKE-99", "name": "fw_shop", "category": "marketing", "lifetime": "12 months"},
        "We use the marketing cookie fw_shop for 12 months.",
        "how visitors use the site",
    ),
    Added(
        "data_category gender",
        "CAT-01",
        {"data_category_id": "CAT-99", "kind": "gender", "name": "Gender"},
        "Gender",
        "Contact details such as name",
        {("ACT-02", "data_category_ids"): "CAT-99"},
    ),
)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / PERIOD
    shutil.copytree(REFERENCE_INPUTS / PERIOD, folder)
    return folder


@pytest.fixture(scope="module")
def omitted_before() -> list[str]:
    return not_clear(checked(open_case(REFERENCE_INPUTS, period=PERIOD)))


def checked(case: Case) -> PolicyCheck:
    return check_policy(case, open_evidence(case))


def not_clear(check: PolicyCheck) -> list[str]:
    """What is not told clearly, row by row."""
    assert check.disclosures
    return sorted(f"{one.subject_kind} {one.term} {one.status}" for one in check.disclosures if one.status != "clear")


def write_row(folder: Path, like: Record, cells: Cells) -> None:
    """Put a copy of a row below the last one of its sheet, some cells changed."""
    place = like.place_of(like.key)
    book = load_workbook(folder / place.file)
    sheet = book[place.sheet]
    line = sheet.max_row + 1
    for column in like.columns:
        letters, row = coordinate_from_string(like.place_of(column).cell)
        sheet[f"{letters}{line}"] = cells.get(column, sheet[f"{letters}{row}"].value)
    book.save(folder / place.file)


def change_cells(folder: Path, case: Case, changed: Mapping[tuple[str, str], object]) -> None:
    books: dict[str, Workbook] = {}
    for (identity, column), value in changed.items():
        record = case.register.find(identity)
        assert record is not None
        place = record.place_of(column)
        book = books.get(place.file) or books.setdefault(place.file, load_workbook(folder / place.file))
        book[place.sheet][place.cell] = value
    for name, book in books.items():
        book.save(folder / name)


def add(folder: Path, added: Added) -> Case:
    """The case with the row of an addition in its workbook."""
    case = open_case(folder, period=PERIOD)
    like = case.register.find(added.like)
    assert like is not None
    write_row(folder, like, added.cells)
    more = {
        (one, name): f"{case.register.find(one).raw_of(name)}; {value}" for (one, name), value in added.changed.items()
    }  # type: ignore[union-attr]
    change_cells(folder, case, more)
    return open_case(folder, period=PERIOD)


def tell(folder: Path, added: Added, case: Case) -> None:
    """Put the line of an addition into the text, move the statements behind it, and accept its draft."""
    file = folder / "privacy-policy.txt"
    text = file.read_text(encoding="utf-8")
    assert text.count(added.after) == 1
    place = text.index("\n", text.index(added.after))
    bullet = re.match(r"\s*•\s*", text[text.rindex("\n", 0, place) + 1 :])
    line = f"\n{bullet[0] if bullet else _EMPTY_LINE}{added.line}"
    file.write_text(text[:place] + line + text[place:], encoding="utf-8")
    (draft,) = [one for one in propose(policy_of_file(file)) if place < one.quote_start < place + len(line)]
    rows = case.register.all(PolicyCommitment)
    change_cells(folder, case, dict(moved(rows, place, len(line))))
    cells = {name: _typed(getattr(draft, name)) for name in PolicyCommitment.columns if hasattr(draft, name)}
    write_row(folder, rows[-1], {**cells, "commitment_id": "S99-C01", "status": "accepted"})


def _typed(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value


def moved(rows: tuple[PolicyCommitment, ...], place: int, by: int) -> Iterator[tuple[tuple[str, str], int]]:
    for row in rows:
        for column in ("quote_start", "quote_end"):
            if (row.quote_start or 0) >= place:
                yield (row.identity, column), row.value_of(column) + by


@pytest.mark.parametrize("added", ADDED, ids=lambda one: one.what)
def test_a_row_of_a_workbook_is_one_omission_that_a_sentence_and_its_accepted_draft_remove(
    added: Added, inputs: Path, omitted_before: list[str]
) -> None:
    case = add(inputs, added)
    assert not_clear(checked(case)) == sorted([*omitted_before, f"{added.what} omitted"])
    tell(inputs, added, case)
    told = checked(open_case(inputs, period=PERIOD))
    assert not_clear(told) == omitted_before
    assert not [one.commitment.identity for one in told.judged if Flag.STALE in one.decision.flags]
    assert "S99-C01" in {one.commitment.identity for one in told.judged}
