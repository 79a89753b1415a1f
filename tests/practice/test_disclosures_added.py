"""What is added to the register and not to the policy is omitted, that and nothing else, until the policy says it."""

import pytest

from tests.practice.telling import not_clear, told, with_line
from tests.rules.making import a_row

_TRANSFER = a_row("transfers", "TRF-01", transfer_id="TRF-99", country="IN", importer_vendor_id="VND-01")
ADDED = [
    pytest.param(
        {
            "add": {"data_categories": [a_row("data_categories", "CAT-01", data_category_id="CAT-99", kind="gender")]},
            "changes": {("processing_activities", "ACT-01", "data_category_ids"): "CAT-01; CAT-99"},
        },
        "data_category gender",
        with_line("data", "• Your gender"),
        id="a data category",
    ),
    pytest.param(
        {"add": {"purposes": [a_row("purposes", "PUR-01", purpose_id="PUR-99", kind="fraud_prevention")]}},
        "purpose fraud_prevention",
        with_line("purposes", "• Prevent fraud"),
        id="a purpose",
    ),
    pytest.param(
        {"changes": {("purposes", "PUR-01", "legal_basis"): "vital_interests"}},
        "legal_basis vital_interests",
        with_line("bases", "• Vital interests"),
        id="a legal basis",
    ),
    pytest.param(
        {"add": {"vendors": [a_row("vendors", "VND-01", vendor_id="VND-99", name="Fernway", services="survey")]}},
        "recipient survey",
        with_line("recipients", "• Survey providers"),
        id="a vendor",
    ),
    pytest.param(
        {"add": {"transfers": [_TRANSFER]}},
        "country IN",
        with_line("transfers", "We also transfer personal data to India."),
        id="a country",
    ),
    pytest.param(
        {"add": {"cookies": [a_row("cookies", "CKE-01", cookie_id="CKE-99", name="fw_shop", category="marketing")]}},
        "cookie fw_shop",
        with_line("cookies", "We use the marketing cookie fw_shop for 12 months."),
        id="a cookie",
    ),
    pytest.param(
        {"changes": {("organisation", "acme", "uses_consent"): "yes"}},
        "right consent_withdrawal",
        with_line("rights", "You have the right to withdraw your consent at any time."),
        id="a right",
    ),
]


def test_a_policy_that_tells_everything_leaves_nothing_out() -> None:
    assert not_clear() == []
    assert {str(one.subject_kind) for one in told()} == {
        "data_category",
        "purpose",
        "legal_basis",
        "recipient",
        "country",
        "retention_period",
        "cookie",
        "right",
    }


@pytest.mark.parametrize(("change", "what", "_text"), ADDED)
def test_what_is_added_to_the_register_alone_is_omitted_and_nothing_else(
    change: dict[str, object], what: str, _text: str
) -> None:
    assert not_clear(**change) == [f"{what} omitted"]


@pytest.mark.parametrize(("change", "what", "text"), ADDED)
def test_a_sentence_that_tells_it_and_its_accepted_draft_remove_the_omission(
    change: dict[str, object], what: str, text: str
) -> None:
    assert not_clear(text, accepts=text, **change) == []
    (one,) = [one for one in told(text, accepts=text, **change) if f"{one.subject_kind} {one.term}" == what]
    start, end, clause_id = one.clauses[0]
    assert clause_id
    assert text[start:end].casefold() in one.says.casefold()


@pytest.mark.parametrize(("change", "_what", "text"), ADDED)
def test_a_sentence_that_nobody_accepted_yet_tells_it_too(change: dict[str, object], _what: str, text: str) -> None:
    assert not_clear(text, **change) == []
