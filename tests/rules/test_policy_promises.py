"""POL: single statements of the policy hold in the register."""

import pytest

from auditlib.findings import Severity
from auditlib.policy.reading import policy_of_text
from auditlib.rulebook.view import View
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("POL-07", "POL-15", "POL-16", "POL-20")


def said(identity: str, **cells: str | None) -> dict[Change, str | None]:
    return changed("policy_commitments", identity, **cells)


BLANK = said("S06-C01", stated_interest=None)


def test_interest_not_stated_fires_on_a_blank() -> None:
    (found,) = findings_of("POL-07", changes=BLANK)
    assert (found.record_id, found.field, found.severity) == ("S06-C01", "stated_interest", Severity.HIGH)
    assert found.message == "S06-C01 relies on legitimate interests and does not say which"


@pytest.mark.parametrize(
    "text", ["Our legitimate interests", "Running and improving Acme Labelling safely", "running ACME LABELLING."]
)
def test_interest_not_stated_fires_on_a_general_phrase_about_oneself(text: str) -> None:
    (found,) = findings_of("POL-07", changes=said("S06-C01", stated_interest=text))
    assert found.message == f"S06-C01 states as interest only a general phrase: “{text}”"


def test_interest_not_stated_leaves_out_a_name_that_is_blank() -> None:
    changes = said("S06-C01", stated_interest="Preventing fraud") | changed("organisation", "acme", legal_name=None)
    assert not findings_of("POL-07", changes=changes)


def test_interest_not_stated_takes_an_item_as_enough_for_the_list() -> None:
    closed = a_row("policy_commitments", "S06-C01", commitment_id="S06-C00", operator="closed", stated_interest="")
    assert not findings_of("POL-07", add={"policy_commitments": [closed]})
    assert places_of("POL-07", changes=BLANK, add={"policy_commitments": [closed]}) == ("S06-C01 stated_interest",)


@pytest.mark.parametrize(
    "cells",
    [{"policy_version_id": "PV-00"}, {"status": "proposed"}, {"terms": "contract"}],
)
def test_interest_not_stated_takes_no_other_statement_as_enough(cells: dict[str, str]) -> None:
    other = a_row("policy_commitments", "S06-C01", **({"commitment_id": "S06-C02"} | cells))
    assert places_of("POL-07", changes=BLANK, add={"policy_commitments": [other]}) == ("S06-C01 stated_interest",)


def test_interest_not_stated_applies_to_accepted_statements_of_legitimate_interests() -> None:
    assert result_of("POL-07", changes=BLANK | said("S06-C01", terms="contract")).not_applicable == 10
    assert result_of("POL-07", changes=BLANK | said("S06-C01", status="retired")).not_applicable == 10
    assert result_of("POL-07", changes=BLANK | said("S06-C01", kind="scope")).not_applicable == 10
    assert result_of("POL-07", changes=said("S06-C01", terms=None)).not_assessable == 1


def test_security_not_evidenced_fires_without_an_active_measure_with_evidence() -> None:
    for cells in ({"status": "ended"}, {"evidence_ids": None}, {"control": "backup"}):
        (found,) = findings_of("POL-15", changes=changed("security_measures", "MEA-01", **cells))
        assert (found.record_id, found.field) == ("S09-C01", "terms")
        assert found.message == (
            "S09-C01 promises access control, for which no active measure with evidence is recorded"
        )


def encrypted(control: str) -> dict[Change, str | None]:
    """A promise of encryption for which a measure is on file."""
    return said("S09-C01", terms=control) | changed("security_measures", "MEA-01", control=control)


@pytest.mark.parametrize(
    ("control", "sheet", "identity", "column"),
    [
        ("encryption_in_transit", "systems", "SYS-01", "encrypts_data_in_transit"),
        ("encryption_in_transit", "transfers", "TRF-01", "is_encrypted_in_transit"),
        ("encryption_at_rest", "systems", "SYS-01", "encrypts_data_at_rest"),
    ],
)
def test_security_not_evidenced_fires_on_what_is_not_encrypted(
    control: str, sheet: str, identity: str, column: str
) -> None:
    bare = changed(sheet, identity, **{column: "no"})
    (found,) = findings_of("POL-15", changes=encrypted(control) | bare)
    assert found.message.endswith(f", and {identity} is stated to be without it")
    assert [place.sheet for place in found.places] == ["policy_commitments", sheet]
    assert not findings_of("POL-15", changes=bare)
    assert not findings_of("POL-15", changes=encrypted(control))
    over = {"status": "ended"} if sheet == "systems" else {"ended_on": "2026-09-29"}
    assert not findings_of("POL-15", changes=encrypted(control) | bare | changed(sheet, identity, **over))


def test_security_not_evidenced_says_what_it_can_of_each_promise() -> None:
    changes = said("S09-C01", terms="encryption_in_transit; access_control; pseudonymisation")
    found = findings_of("POL-15", changes=changes, without=["transfers"])
    assert len(found) == 2
    result = result_of("POL-15", changes=encrypted("encryption_in_transit"), without=["transfers"])
    assert (result.not_assessable, result.failed) == (1, 0)


def test_security_not_evidenced_applies_to_statements_of_measures() -> None:
    assert result_of("POL-15").not_applicable == 9
    assert result_of("POL-15", changes=said("S09-C01", vocabulary=None)).not_applicable == 10
    assert result_of("POL-15", changes=said("S09-C01", status="proposed")).not_applicable == 10
    assert result_of("POL-15", changes=said("S09-C01", status=None)).not_assessable == 1


@pytest.mark.parametrize(
    ("sheet", "identity", "column", "value", "what"),
    [
        ("organisation", "acme", "sells_or_shares_personal_information", "yes", "says that it sells or shares"),
        ("data_categories", "CAT-01", "is_sold_or_shared", "yes", "is sold or shared"),
        ("disclosures", "DSC-001", "is_sale", "yes", "is a sale"),
        ("datasets", "DAT-01", "uses", "annotation; resale", "is used for resale"),
        ("vendors", "VND-01", "uses_data_for_own_purposes", "yes", "uses data of clients for its own purposes"),
    ],
)
def test_sold_against_promise_fires_on_each_counterexample(
    sheet: str, identity: str, column: str, value: str, what: str
) -> None:
    (found,) = findings_of("POL-16", changes=changed(sheet, identity, **{column: value}))
    assert (found.record_id, found.field, found.severity) == ("S04-C01", "commitment_id", Severity.CRITICAL)
    assert found.message == f"S04-C01 promises not to sell, and {identity} {what}"
    assert [place.sheet for place in found.places] == ["policy_commitments", sheet]


def test_sold_against_promise_looks_at_vendors_of_client_datasets_only() -> None:
    assert not findings_of("POL-16", changes=changed("vendors", "VND-02", uses_data_for_own_purposes="yes"))


@pytest.mark.parametrize(
    ("sheet", "identity", "column"),
    [
        ("organisation", "acme", "sells_or_shares_personal_information"),
        ("data_categories", "CAT-01", "is_sold_or_shared"),
        ("disclosures", "DSC-001", "is_sale"),
        ("vendors", "VND-01", "uses_data_for_own_purposes"),
        ("datasets", "DAT-01", "uses"),
    ],
)
def test_sold_against_promise_is_not_assessable_where_an_answer_is_open(sheet: str, identity: str, column: str) -> None:
    blank = changed(sheet, identity, **{column: None})
    result = result_of("POL-16", changes=blank)
    assert (result.not_assessable, result.failed) == (1, 0)
    add = {"disclosures": [a_row("disclosures", "DSC-001", disclosure_id="DSC-002", is_sale="yes")]}
    assert result_of("POL-16", changes=blank, add=add).failed == 1


@pytest.mark.parametrize("sheet", ["disclosures", "datasets"])
def test_sold_against_promise_passes_only_where_the_sheets_are_stated_to_be_complete(sheet: str) -> None:
    assert result_of("POL-16").passed == 1
    other = {"disclosures": "vendors; datasets", "datasets": "vendors; disclosures"}[sheet]
    result = result_of("POL-16", changes={("attestations", "ATT-01", "sheet"): other})
    assert result.reasons == {f"completeness of {sheet} not attested": 1}


def test_sold_against_promise_applies_to_accepted_promises() -> None:
    assert result_of("POL-16").not_applicable == 9
    assert result_of("POL-16", changes=said("S04-C01", status="proposed")).not_applicable == 10
    assert result_of("POL-16", changes=said("S04-C01", kind=None)).not_assessable == 1


@pytest.mark.parametrize(("role", "label"), [("controller", "controller"), ("joint_controller", "joint controller")])
def test_client_data_in_controller_record_fires(role: str, label: str) -> None:
    (found,) = findings_of("POL-20", changes=changed("processing_activities", "ACT-02", role=role))
    assert (found.record_id, found.field) == ("DAT-01", "activity_id")
    assert found.message == (
        f"DAT-01 “Street scenes batch 4” is a client's, and its activity ACT-02 is carried out as {label}"
    )
    assert [place.sheet for place in found.places] == ["datasets", "processing_activities"]


@pytest.mark.parametrize(("people", "applies"), [("yes", True), ("unknown", True), (None, True), ("no", False)])
def test_client_data_in_controller_record_applies_unless_nobody_is_in_it(people: str | None, applies: bool) -> None:
    result = result_of("POL-20", changes=changed("datasets", "DAT-01", contains_people=people))
    assert (result.passed, result.not_applicable) == ((1, 0) if applies else (0, 1))


def test_client_data_in_controller_record_is_not_assessable_without_activity_or_role() -> None:
    assert result_of("POL-20", changes=changed("datasets", "DAT-01", activity_id=None)).not_assessable == 1
    assert result_of("POL-20", changes=changed("datasets", "DAT-01", activity_id="ACT-99")).not_assessable == 1
    assert result_of("POL-20", changes=changed("processing_activities", "ACT-02", role=None)).not_assessable == 1


# A version before the one in force, in which each of the statements stood as well.
OLD = a_row("policy_versions", "PV-01", policy_version_id="PV-00", effective_on="2024-01-01")


@pytest.mark.parametrize(
    ("rule_id", "statement", "cells"),
    [
        ("POL-07", "S06-C01", {"stated_interest": "Our legitimate interests"}),
        ("POL-15", "S09-C01", {"terms": "encryption_at_rest"}),
        ("POL-16", "S04-C01", {}),
    ],
)
def test_a_promise_of_a_version_that_was_replaced_is_not_tested(
    rule_id: str, statement: str, cells: dict[str, str]
) -> None:
    changes = changed("organisation", "acme", sells_or_shares_personal_information="yes")
    changes |= said(statement, status="retired")
    row = a_row("policy_commitments", statement, commitment_id="S99-C01", **cells)
    add = {"policy_versions": [OLD], "policy_commitments": [{**row, "policy_version_id": "PV-00"}]}
    assert not findings_of(rule_id, changes=changes, add=add)
    assert findings_of(rule_id, changes=changes, add={"policy_commitments": [row]})


@pytest.mark.parametrize(
    ("rule_id", "statement"), [("POL-07", "S06-C01"), ("POL-15", "S09-C01"), ("POL-16", "S04-C01")]
)
def test_a_promise_whose_words_left_the_text_is_not_tested(
    rule_id: str, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = a_row("policy_commitments", statement)["quote"]
    for text, is_tested in ((f"Policy\n\n{quote}.\n", True), ("Policy\n\nWe keep the rest to ourselves.\n", False)):
        policy = policy_of_text(text)
        monkeypatch.setattr(View, "policy_of", lambda _view, _version, policy=policy: policy)
        result = result_of(rule_id)
        assert bool(result.passed + result.failed + result.not_assessable) is is_tested


@pytest.mark.parametrize("answer", ["unknown", None, "ERROR:#REF!"])
def test_security_not_evidenced_is_not_assessable_where_encryption_is_not_known(answer: str | None) -> None:
    promise = encrypted("encryption_at_rest")
    assert result_of("POL-15", changes=promise).passed == 1
    unknown = promise | changed("systems", "*", encrypts_data_at_rest=answer)
    assert (result_of("POL-15", changes=unknown).not_assessable, result_of("POL-15", changes=unknown).passed) == (1, 0)
    assert result_of("POL-15", changes=unknown | changed("systems", "*", status="ended")).passed == 1


def test_security_not_evidenced_counts_evidence_that_has_a_row() -> None:
    assert result_of("POL-15", changes=changed("security_measures", "MEA-01", evidence_ids="EV-99")).failed == 1


def test_security_not_evidenced_is_not_assessable_where_nothing_is_named() -> None:
    assert result_of("POL-15", changes=said("S09-C01", terms=None)).not_assessable == 1


def test_a_promise_is_held_against_the_rows_of_its_own_entity() -> None:
    sister = a_row(
        "organisation", "acme", entity_id="beta", legal_name="Beta Ltd", sells_or_shares_personal_information="yes"
    )
    assert not findings_of("POL-16", add={"organisation": [sister]})
