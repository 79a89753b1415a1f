"""That data are said not to be sold."""

import pytest

from tests.practice.stating import places, stated, verdict
from tests.rules.changing import cells
from tests.rules.making import Change

DATASETS = stated("does_not_sell", "forbids", "none", "dataset_use", "resale", quote="We do not sell your datasets")
DATA = stated("does_not_sell", "forbids", "none", "purpose_kind", "sale_of_data", quote="We do not sell your data")
NOTHING_SOLD = stated("does_not_sell", "forbids", "none", quote="We never sell anything")
OF_A_DATASET: dict[Change, str | None] = {("disclosures", "DSC-001", "dataset_id"): "DAT-01"}


@pytest.mark.parametrize("statement", [DATASETS, DATA, NOTHING_SOLD], ids=["datasets", "data", "nothing"])
def test_without_a_sale_it_passes_where_the_sheets_are_attested(statement: dict[str, str]) -> None:
    assert verdict(statement) == "passed"
    assert verdict(statement, attested="datasets; data_categories; purposes") == "no_evidence"


@pytest.mark.parametrize("statement", [DATASETS, NOTHING_SOLD], ids=["datasets", "nothing"])
@pytest.mark.parametrize(
    ("change", "place"),
    [
        (OF_A_DATASET | cells("disclosures", "DSC-001", is_sale="yes"), "DSC-001 is_sale"),
        (OF_A_DATASET | cells("disclosures", "DSC-001", consideration="A licence"), "DSC-001 consideration"),
        (cells("datasets", "DAT-01", uses="annotation; resale"), "DAT-01 uses"),
        (cells("vendors", "VND-01", uses_data_for_own_purposes="yes"), "VND-01 uses_data_for_own_purposes"),
    ],
)
def test_a_sale_of_a_dataset_fails(statement: dict[str, str], change: dict[Change, str | None], place: str) -> None:
    assert verdict(statement, change) == "failed"
    assert places(statement, change)[0] == place


@pytest.mark.parametrize("statement", [DATA, NOTHING_SOLD], ids=["data", "nothing"])
@pytest.mark.parametrize(
    ("change", "place"),
    [
        (cells("disclosures", "DSC-001", is_sale="yes"), "DSC-001 is_sale"),
        (cells("data_categories", "CAT-01", is_sold_or_shared="yes"), "CAT-01 is_sold_or_shared"),
        (cells("purposes", "PUR-01", kind="sale_of_data"), "PUR-01 kind"),
        (
            cells("organisation", "acme", sells_or_shares_personal_information="yes"),
            "acme sells_or_shares_personal_information",
        ),
    ],
)
def test_a_sale_of_data_fails(statement: dict[str, str], change: dict[Change, str | None], place: str) -> None:
    assert verdict(statement, change) == "failed"
    assert places(statement, change)[0] == place


@pytest.mark.parametrize(
    ("statement", "change"),
    [
        (DATASETS, OF_A_DATASET | cells("disclosures", "DSC-001", is_sale=None)),
        (DATASETS, cells("datasets", "DAT-01", uses=None)),
        (DATASETS, cells("vendors", "VND-01", uses_data_for_own_purposes="unknown")),
        (DATA, cells("data_categories", "CAT-01", is_sold_or_shared=None)),
    ],
)
def test_what_nobody_answered_leaves_it_open(statement: dict[str, str], change: dict[Change, str | None]) -> None:
    assert verdict(statement, change) == "no_evidence"


def test_a_disclosure_of_other_data_is_no_sale_of_a_dataset() -> None:
    assert verdict(DATASETS, cells("disclosures", "DSC-001", is_sale="yes")) == "passed"
