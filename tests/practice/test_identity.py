"""Who the company says it is, against its row and its contracts."""

from tests.practice.stating import decided, places, stated, verdict
from tests.rules.making import a_row

NAMED = stated("identity", "asserts", "exists", quote='Acme Labelling Ltd ("Acme", "we")')


def test_the_name_of_the_register_that_every_contract_prints_passes() -> None:
    assert verdict(NAMED) == "passed"


def test_case_and_punctuation_make_no_other_name() -> None:
    assert verdict(NAMED, {("contracts", "CTR-01", "contracting_entity_name"): "ACME Labelling, Ltd."}) == "passed"


def test_another_name_in_the_register_fails_and_is_shown() -> None:
    changed = {("organisation", "acme", "legal_name"): "Acme Holding Ltd"}
    assert verdict(NAMED, changed) == "failed"
    assert places(NAMED, changed) == ["acme legal_name"]


def test_another_legal_form_is_another_name() -> None:
    changed = {("contracts", "CTR-03", "contracting_entity_name"): "Acme Labelling Inc"}
    assert places(NAMED, changed) == ["CTR-03 contracting_entity_name", "acme legal_name"]


def test_a_contract_that_ended_before_the_period_may_print_what_it_likes() -> None:
    old = {
        ("contracts", "CTR-03", "contracting_entity_name"): "Acme Labs LLC",
        ("contracts", "CTR-03", "ends_on"): "2026-06-30",
    }
    assert verdict(NAMED, old | {("contracts", "CTR-03", "renews_automatically"): "no"}) == "passed"


def test_the_contract_of_another_entity_prints_that_entity() -> None:
    rows = {
        "organisation": [a_row("organisation", "acme", entity_id="acme-us", legal_name="Acme US Inc")],
        "contracts": [
            a_row(
                "contracts", "CTR-01", contract_id="CTR-09", entity_id="acme-us", contracting_entity_name="Acme US Inc"
            )
        ],
    }
    assert verdict(NAMED, add=rows) == "passed"


def test_contracts_that_print_no_name_show_nothing() -> None:
    assert verdict(NAMED, {("contracts", "*", "contracting_entity_name"): None}) == "failed"


def test_contracts_without_a_document_are_no_evidence() -> None:
    assert verdict(NAMED, {("contracts", "*", "document_ref"): None}) == "no_evidence"


def test_a_document_that_is_a_file_is_its_own_proof() -> None:
    assert verdict(NAMED, {("contracts", "*", "document_ref"): "agreement.pdf"}) == "passed"


def test_words_without_a_name_leave_it_open() -> None:
    assert verdict(stated("identity", "asserts", "exists", quote="We are a small team")) == "no_evidence"


def test_a_row_without_a_legal_name_leaves_it_open() -> None:
    assert verdict(NAMED, {("organisation", "acme", "legal_name"): None}) == "no_evidence"


def test_without_contracts_it_is_not_known() -> None:
    assert decided(NAMED, without=["contracts"]).reasons == ("sheet contracts not supplied",)
