"""POL: policy and register name the same data, purposes, bases and recipients."""

import pytest

from auditlib.findings import Force, Severity
from auditlib.policy.reading import policy_of_text
from auditlib.rulebook.view import View
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("POL-03", "POL-04", "POL-05", "POL-06", "POL-08")


def said(identity: str, **cells: str | None) -> dict[Change, str | None]:
    return changed("policy_commitments", identity, **cells)


def act(**cells: str | None) -> dict[Change, str | None]:
    return changed("processing_activities", "ACT-01", **cells)


# Rule, statement that covers the clean row, and where the finding stands once it does not.
SAYS = (
    ("POL-03", "S03-C01", "ACT-01 data_category_ids"),
    ("POL-05", "S05-C01", "PUR-01 kind"),
    ("POL-06", "S06-C01", "PUR-01 legal_basis"),
)


@pytest.mark.parametrize(("rule_id", "statement", "place"), SAYS)
@pytest.mark.parametrize(
    "cells",
    [
        {"status": "proposed"},
        {"status": "retired"},
        {"operator": "none"},
        {"kind": "scope"},
        {"vocabulary": "dataset_use"},
        {"terms": "other"},
        {"terms": None},
    ],
)
def test_what_is_in_use_and_not_said_is_found(
    rule_id: str, statement: str, place: str, cells: dict[str, str | None]
) -> None:
    assert place in places_of(rule_id, changes=said(statement, **cells))


@pytest.mark.parametrize(("rule_id", "statement", "place"), SAYS)
def test_a_closed_list_says_it_too(rule_id: str, statement: str, place: str) -> None:
    assert place not in places_of(rule_id, changes=said(statement, operator="closed"))


@pytest.mark.parametrize(("rule_id", "statement", "place"), SAYS)
@pytest.mark.parametrize("column", ["terms", "kind", "status", "operator", "vocabulary"])
def test_what_is_said_is_not_known_where_a_statement_cannot_be_read(
    rule_id: str, statement: str, place: str, column: str
) -> None:
    changes = said(statement, **{column: "ERROR:#REF!"})
    assert result_of(rule_id, changes=changes).not_assessable >= 1
    assert place not in places_of(rule_id, changes=changes)


@pytest.mark.parametrize(("rule_id", "statement", "place"), SAYS)
def test_an_unreadable_statement_does_not_hide_what_another_says(rule_id: str, statement: str, place: str) -> None:
    twin = a_row("policy_commitments", statement, commitment_id="S99-C01", terms="ERROR:#REF!")
    assert place not in places_of(rule_id, add={"policy_commitments": [twin]})
    assert result_of(rule_id, add={"policy_commitments": [twin]}).passed >= 1


@pytest.mark.parametrize(("rule_id", "statement", "place"), SAYS)
def test_a_statement_whose_words_left_the_text_says_nothing(
    rule_id: str, statement: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = a_row("policy_commitments", statement)["quote"]
    for text, is_found in ((f"Policy\n\n{quote}.\n", False), ("Policy\n\nWe keep the rest to ourselves.\n", True)):
        policy = policy_of_text(text)
        monkeypatch.setattr(View, "policy_of", lambda _view, _version, policy=policy: policy)
        assert (place in places_of(rule_id)) is is_found


@pytest.mark.parametrize(("rule_id", "place"), [(rule_id, place) for rule_id, _, place in SAYS])
def test_a_statement_of_a_version_that_was_replaced_says_nothing(rule_id: str, place: str) -> None:
    newer = a_row("policy_versions", "PV-01", policy_version_id="PV-02", effective_on="2026-06-15")
    assert place in places_of(rule_id, add={"policy_versions": [newer]})


@pytest.mark.parametrize("rule_id", ["POL-03", "POL-06"])
def test_what_is_said_is_not_known_without_the_sheet_of_statements(rule_id: str) -> None:
    result = result_of(rule_id, without=["policy_commitments"])
    assert (result.not_assessable, result.failed) == (1, 0)


def test_data_not_in_policy_fires_on_each_category() -> None:
    add = {
        "data_categories": [
            a_row("data_categories", "CAT-01", data_category_id="CAT-02", kind="ip_address"),
            a_row("data_categories", "CAT-01", data_category_id="CAT-03", kind="telephone_number"),
        ]
    }
    found = findings_of("POL-03", changes=act(data_category_ids="CAT-01; CAT-02; CAT-03; CAT-99"), add=add)
    assert [(one.record_id, one.field, one.severity) for one in found] == [
        ("ACT-01", "data_category_ids", Severity.HIGH)
    ] * 2
    assert {one.message.partition("uses ")[2] for one in found} == {
        "CAT-02 (IP address), which no accepted statement of the policy names",
        "CAT-03 (telephone number), which no accepted statement of the policy names",
    }
    assert [place.sheet for place in found[0].places] == ["processing_activities", "data_categories"]


@pytest.mark.parametrize(
    ("sources", "force"),
    [
        ("data_subject; observed", Force.GUIDANCE),
        (None, Force.GUIDANCE),
        ("data_subject; client", Force.STATUTE),
        ("public_source", Force.STATUTE),
    ],
)
def test_data_not_in_policy_is_statute_where_the_data_come_from_others(sources: str | None, force: Force) -> None:
    unsaid = a_row("data_categories", "CAT-01", data_category_id="CAT-03", kind="pay")
    changes = act(data_category_ids="CAT-03", source_kinds=sources)
    assert [one.force for one in findings_of("POL-03", changes=changes, add={"data_categories": [unsaid]})] == [force]


def test_data_not_in_policy_says_what_it_can_where_the_kind_of_a_category_is_blank() -> None:
    blank = a_row("data_categories", "CAT-01", data_category_id="CAT-02", kind="")
    unsaid = a_row("data_categories", "CAT-01", data_category_id="CAT-03", kind="pay")
    ids = act(data_category_ids="CAT-02; CAT-03")
    assert len(findings_of("POL-03", changes=ids, add={"data_categories": [blank, unsaid]})) == 1
    assert result_of("POL-03", changes=act(data_category_ids="CAT-02"), add={"data_categories": [blank]}).not_assessable


def test_data_not_in_policy_applies_to_active_controller_activities() -> None:
    assert result_of("POL-03").not_applicable == 1
    assert result_of("POL-03", changes=act(status="ended")).not_applicable == 2
    assert result_of("POL-03", changes=act(role="joint_controller")).passed == 1
    assert result_of("POL-03", changes=act(role=None)).not_assessable == 1


def test_policy_data_not_in_register_fires_on_a_term_nobody_uses() -> None:
    found = findings_of("POL-04", changes=said("S03-C01", terms="email_address; pay; ip_address"))
    assert [(one.record_id, one.field) for one in found] == [("S03-C01", "terms")] * 2
    assert {one.message for one in found} == {
        "S03-C01 says that pay is collected, and no active activity uses it",
        "S03-C01 says that IP address is collected, and no active activity uses it",
    }


def test_policy_data_not_in_register_counts_active_activities_in_any_role() -> None:
    assert places_of("POL-04", changes=act(status="ended")) == ("S03-C01 terms",)
    assert not findings_of("POL-04", changes=act(role="processor"))


def test_policy_data_not_in_register_judges_a_term_once_where_a_list_sums_up_items() -> None:
    closed = a_row("policy_commitments", "S03-C01", commitment_id="S03-C00", terms="pay; gender", operator="closed")
    item = a_row("policy_commitments", "S03-C01", commitment_id="S03-C09", terms="pay")
    found = findings_of("POL-04", add={"policy_commitments": [closed, item]})
    assert {(one.record_id, one.message.split()[3]) for one in found} == {("S03-C00", "gender"), ("S03-C09", "pay")}


def test_policy_data_not_in_register_does_not_apply_to_other_statements() -> None:
    assert result_of("POL-04").not_applicable == 9
    for cells in ({"operator": "none"}, {"status": "retired"}, {"vocabulary": None}, {"vocabulary": "dataset_use"}):
        assert result_of("POL-04", changes=said("S03-C01", terms="pay", **cells)).not_applicable == 10
    assert result_of("POL-04", changes=said("S03-C01", kind=None)).not_assessable == 1


def test_purposes_differ_fires_on_a_purpose_the_policy_does_not_name() -> None:
    (found,) = [
        one
        for one in findings_of("POL-05", changes=changed("purposes", "PUR-01", kind="payroll"))
        if one.sheet == "purposes"
    ]
    assert (found.record_id, found.field) == ("PUR-01", "kind")
    assert found.message == "PUR-01 is of the kind “payroll”, which no accepted statement of the policy names"


def test_purposes_differ_fires_on_a_stated_purpose_that_no_activity_has() -> None:
    (found,) = findings_of("POL-05", changes=said("S05-C01", terms="enquiry_handling; payroll"))
    assert (found.record_id, found.field) == ("S05-C01", "terms")
    assert found.message == "S05-C01 names the purpose “payroll”, which no purpose of an active activity has"
    assert found.population.examined == 2


def test_purposes_differ_counts_purposes_of_active_activities_in_any_role() -> None:
    assert places_of("POL-05", changes=act(status="ended")) == ("S05-C01 terms",)
    assert not findings_of("POL-05", changes=act(role="processor"))


def test_purposes_differ_is_not_assessable_where_the_activity_of_a_purpose_is_in_no_row() -> None:
    result = result_of("POL-05", changes=changed("purposes", "PUR-01", activity_id="ACT-99"))
    assert (result.failed, result.not_assessable) == (0, 2)


def test_purposes_differ_judges_a_term_once() -> None:
    closed = a_row("policy_commitments", "S05-C01", commitment_id="S05-C00", terms="payroll", operator="closed")
    item = a_row("policy_commitments", "S05-C01", commitment_id="S05-C09", terms="payroll")
    assert places_of("POL-05", add={"policy_commitments": [closed, item]}) == ("S05-C09 terms",)


def test_purposes_differ_is_not_assessable_without_kind_or_activity() -> None:
    assert result_of("POL-05", changes=changed("purposes", "PUR-01", kind=None)).not_assessable == 1
    assert result_of("POL-05", changes=changed("purposes", "PUR-01", activity_id=None)).not_assessable == 1
    result = result_of("POL-05", without=["purposes"])
    assert (result.passed, result.not_assessable) == (0, 1)
    assert result_of("POL-05").passed == 2


def test_legal_basis_not_in_policy_names_the_basis() -> None:
    (found,) = findings_of("POL-06", changes=changed("purposes", "PUR-01", legal_basis="contract"))
    assert found.message == "PUR-01 rests on contract with the person, which no accepted statement of the policy names"
    assert result_of("POL-06", changes=changed("purposes", "PUR-01", legal_basis=None)).not_applicable == 1
    assert result_of("POL-06", changes=act(role="processor")).not_applicable == 1
    assert result_of("POL-06", changes=act(status="ended")).not_applicable == 1
    assert result_of("POL-06", changes=act(status=None)).not_assessable == 1


def vnd(**cells: str | None) -> dict[Change, str | None]:
    return changed("vendors", "VND-02", **cells)


def test_recipients_differ_fires_on_a_vendor_whose_services_the_policy_does_not_name() -> None:
    (found,) = [one for one in findings_of("POL-08", changes=vnd(services="crm; support")) if one.sheet == "vendors"]
    assert (found.record_id, found.field) == ("VND-02", "services")
    assert found.message == (
        "VND-02 “Countly Stats” supplies customer relationship management, customer support,"
        " which no accepted statement of the policy names as recipient"
    )


def test_recipients_differ_names_a_service_of_the_kind_other_as_a_service() -> None:
    (found,) = [one for one in findings_of("POL-08", changes=vnd(services="other")) if one.sheet == "vendors"]
    assert "supplies a service of the kind “other”, which no accepted statement" in found.message


@pytest.mark.parametrize(
    ("cells", "force"),
    [
        ({}, Force.STATUTE),
        ({"role": "processor"}, Force.PRACTICE),
        ({"role": None}, Force.STATUTE),
        ({"role": "processor", "vendor_ids": "VND-01"}, Force.STATUTE),
        ({"role": "processor", "vendor_ids": "ERROR:#REF!"}, Force.STATUTE),
    ],
)
def test_recipients_differ_is_good_practice_for_a_vendor_that_serves_clients_alone(
    cells: dict[str, str | None], force: Force
) -> None:
    found = findings_of("POL-08", changes=act(**cells) | vnd(services="crm"))
    assert [one.force for one in found if one.sheet == "vendors"] == [force]


def test_recipients_differ_takes_one_named_service_as_enough() -> None:
    assert not findings_of("POL-08", changes=vnd(services="crm; analytics"))


def test_recipients_differ_fires_on_a_stated_recipient_that_no_vendor_is() -> None:
    terms = "hosting; email; analytics; payment; authority; buyer_or_successor"
    (found,) = findings_of("POL-08", changes=said("S07-C01", terms=terms))
    assert (found.record_id, found.field) == ("S07-C01", "terms")
    assert found.message == "S07-C01 names recipients for payment, and no active vendor supplies it"
    assert found.population.examined == 3


def test_recipients_differ_counts_active_vendors_that_see_personal_data() -> None:
    assert places_of("POL-08", changes=vnd(status="ended")) == ("S07-C01 terms",)
    assert places_of("POL-08", changes=vnd(processes_personal_data="no")) == ("S07-C01 terms",)
    closed = a_row("policy_commitments", "S07-C01", commitment_id="S07-C00", terms="payment", operator="closed")
    item = a_row("policy_commitments", "S07-C01", commitment_id="S07-C09", terms="payment")
    assert places_of("POL-08", add={"policy_commitments": [closed, item]}) == ("S07-C09 terms",)


def test_recipients_differ_is_not_assessable_where_a_vendor_is_not_described() -> None:
    for column in ("services", "processes_personal_data", "status"):
        assert result_of("POL-08", changes=vnd(**{column: None})).not_assessable == 1
    assert result_of("POL-08", changes=vnd(status=None)).passed == 1


@pytest.mark.parametrize(("named", "count"), [(None, 0), ("CAT-77", 0), ("CAT-77; CAT-01", 0), ("CAT-01", 1)])
def test_data_not_in_policy_passes_only_where_every_category_is_known(named: str | None, count: int) -> None:
    result = result_of("POL-03", changes=act(data_category_ids=named))
    assert (result.passed, result.not_assessable) == (count, 1 - count)


@pytest.mark.parametrize(
    ("rule_id", "statement"), [("POL-04", "S03-C01"), ("POL-05", "S05-C01"), ("POL-08", "S07-C01")]
)
def test_a_statement_that_names_no_term_is_not_assessable(rule_id: str, statement: str) -> None:
    clean, blank = (result_of(rule_id, changes=changes) for changes in ({}, said(statement, terms=None)))
    assert blank.not_assessable == clean.not_assessable + 1


def test_what_the_policy_of_another_entity_says_is_not_said_by_ones_own() -> None:
    add = {
        "organisation": [a_row("organisation", "acme", entity_id="beta", legal_name="Beta Ltd")],
        "policy_versions": [a_row("policy_versions", "PV-01", policy_version_id="PV-B", entity_id="beta")],
    }
    changes = changed("processing_activities", "*", entity_id="acme")
    assert not findings_of("POL-03", changes=changes, add=add)
    found = findings_of("POL-03", changes=changes | said("S03-C01", policy_version_id="PV-B"), add=add)
    assert [one.record_id for one in found] == ["ACT-01"]
