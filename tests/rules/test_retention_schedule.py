"""RET: the retention schedule says how long, from when, why, and the same everywhere."""

import pytest

from auditlib.findings import Severity
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("RET-01", "RET-02", "RET-03", "RET-04", "RET-05", "RET-06")


def rtn(**cells: str | None) -> dict[Change, str | None]:
    return {("retention", "RTN-01", column): value for column, value in cells.items()}


def test_period_not_stated_fires_without_period_and_criteria() -> None:
    (found,) = findings_of("RET-01", changes=rtn(period=None))
    assert (found.record_id, found.field, found.severity) == ("RTN-01", "period", Severity.HIGH)
    assert found.message == "RTN-01 states no period and no criteria for one"
    assert [place.cell for place in found.places] == ["E2", "G2"]


@pytest.mark.parametrize("phrase", ["as long as necessary", "As required.", "indefinitely"])
def test_period_not_stated_fires_on_criteria_that_limit_nothing(phrase: str) -> None:
    (found,) = findings_of("RET-01", changes=rtn(period=None, criteria=phrase))
    assert found.message == f"RTN-01 states no period, and as criteria only “{phrase}”"


def test_period_not_stated_is_silent_on_criteria_that_say_when() -> None:
    assert not findings_of("RET-01", changes=rtn(period=None, criteria="Until the client asks for deletion"))
    assert not findings_of("RET-01", changes=rtn(criteria="as long as necessary"))


@pytest.mark.parametrize("phrase", ["As long as necessary", "indefinitely"])
def test_period_not_stated_fires_on_a_period_that_limits_nothing_and_no_other_rule_does(phrase: str) -> None:
    (found,) = findings_of("RET-01", changes=rtn(period=phrase))
    assert found.message == f"RTN-01 states as its period only “{phrase}” and no criteria for one"
    assert not findings_of("RET-03", changes=rtn(period=phrase))
    criteria = rtn(period=phrase, criteria="Until the client asks for deletion")
    assert result_of("RET-01", changes=criteria).passed == 1
    assert places_of("RET-03", changes=criteria) == ("RTN-01 period",)


def test_period_not_readable_speaks_of_a_general_phrase_where_period_not_stated_does_not_apply() -> None:
    californian: dict[Change, str | None] = {("organisation", "acme", "regimes"): "us_ccpa"}
    changes = californian | rtn(period="indefinitely")
    assert result_of("RET-01", changes=changes).not_applicable == 1
    assert places_of("RET-03", changes=changes) == ("RTN-01 period",)


def test_period_not_stated_is_not_assessable_when_nobody_can_read_the_period() -> None:
    assert result_of("RET-01", changes=rtn(period="about seven years")).not_assessable == 1


def test_period_not_stated_is_not_assessable_when_the_period_is_an_error_cell() -> None:
    result = result_of("RET-01", changes=rtn(period="ERROR:#REF!"))
    assert (result.not_assessable, result.failed) == (1, 0)


def test_starting_event_not_stated_fires_only_beside_a_period() -> None:
    (found,) = findings_of("RET-02", changes=rtn(trigger_event=None))
    assert (found.field, found.message) == (
        "trigger_event",
        "RTN-01 states a period and no event from which it runs",
    )
    assert result_of("RET-02", changes=rtn(trigger_event=None, period=None)).not_applicable == 1


def test_period_not_readable_quotes_the_text() -> None:
    (found,) = findings_of("RET-03", changes=rtn(period="about seven years"))
    assert found.message == "RTN-01 states the period “about seven years”, which cannot be read as a length of time"
    assert found.field == "period"


def test_period_not_readable_does_not_apply_to_a_blank_period_and_cannot_say_of_an_error() -> None:
    assert result_of("RET-03", changes=rtn(period=None)).not_applicable == 1
    assert result_of("RET-03", changes=rtn(period="ERROR:#REF!")).not_assessable == 1


def test_retention_law_not_stated_fires_only_on_a_legal_obligation() -> None:
    (found,) = findings_of("RET-04", changes=rtn(ground="legal_obligation"))
    assert found.field == "law_reference"
    assert not findings_of("RET-04", changes=rtn(ground="legal_obligation", law_reference="Tax Act s.886"))
    assert result_of("RET-04").not_applicable == 1
    assert result_of("RET-04", changes=rtn(ground=None)).not_assessable == 1


def with_another(**cells: str) -> dict[str, list[dict[str, str]]]:
    return {"retention": [a_row("retention", "RTN-01", retention_id="RTN-02", **cells)]}


def test_rules_disagree_fires_on_both_rows_when_the_periods_differ() -> None:
    found = findings_of("RET-05", add=with_another(period="36 months"))
    assert [(one.record_id, one.field) for one in found] == [("RTN-01", "period"), ("RTN-02", "period")]
    assert found[0].message == "RTN-01 says 24 months for data for which RTN-02 says 36 months"
    assert [place.cell for place in found[0].places] == ["E2", "E3"]


def test_rules_disagree_fires_when_the_starting_events_differ() -> None:
    found = findings_of("RET-05", add=with_another(trigger_event="collection"))
    assert {one.field for one in found} == {"trigger_event"}
    assert found[0].message == "RTN-01 says “Last contact or activity” for data for which RTN-02 says “Collection”"


@pytest.mark.parametrize("column", ["data_category_ids", "system_ids"])
@pytest.mark.parametrize(("mine", "theirs", "count"), [("X", "", 2), ("", "", 2), ("X; Y", "Y", 2), ("X", "Y", 0)])
def test_rules_disagree_where_a_blank_cell_covers_all(column: str, mine: str, theirs: str, count: int) -> None:
    add = with_another(period="36 months", **{column: theirs})
    assert len(findings_of("RET-05", changes=rtn(**{column: mine or None}), add=add)) == count


def test_rules_disagree_is_silent_when_the_activities_differ_or_the_lengths_are_the_same() -> None:
    assert not findings_of("RET-05", add=with_another(period="36 months", activity_ids="ACT-02"))
    assert not findings_of("RET-05", add=with_another(period="P2Y"))


def test_rules_disagree_says_nothing_of_what_a_row_leaves_blank() -> None:
    assert not findings_of("RET-05", add=with_another(period="", trigger_event=""))


def test_rules_disagree_names_one_row_of_each_wording_in_any_order() -> None:
    rows = [a_row("retention", "RTN-01", retention_id=name, period="36 months") for name in ("RTN-03", "RTN-02")]
    found = [one for one in findings_of("RET-05", add={"retention": rows}) if one.record_id == "RTN-01"]
    assert [one.message for one in found] == ["RTN-01 says 24 months for data for which RTN-02 says 36 months"]
    turned = findings_of("RET-05", add={"retention": rows[::-1]})
    assert {one.finding_id for one in turned} >= {one.finding_id for one in found}


def test_rules_disagree_compares_texts_nobody_can_read_as_texts() -> None:
    assert len(findings_of("RET-05", add=with_another(period="about seven years"))) == 2
    both = rtn(period="About  seven years")
    assert not findings_of("RET-05", changes=both, add=with_another(period="about seven years"))


def test_rules_disagree_is_not_assessable_without_activities_or_when_the_row_cannot_be_read() -> None:
    assert result_of("RET-05", changes=rtn(activity_ids=None)).not_assessable == 1
    result = result_of("RET-05", changes=rtn(trigger_event="ERROR:#REF!"), add=with_another(period="2 years"))
    assert (result.passed, result.not_assessable, result.failed) == (0, 2, 0)


# The statement of the clean register about all data, which says what its schedule says.
SILENT: dict[Change, str | None] = {("policy_commitments", "S08-C01", "status"): "retired"}


def published(**cells: str) -> dict[str, list[dict[str, str]]]:
    """A statement of the policy in force that gives a period."""
    statement = {
        "commitment_id": "S08-C09",
        "policy_version_id": "PV-01",
        "section": "S08",
        "quote": "We keep enquiries for three years",
        "kind": "retains",
        "modality": "obliges",
        "operator": "all",
        "stated_period": "3 years",
        "status": "accepted",
    }
    return {"policy_commitments": [{**statement, **cells}]}


def test_period_differs_from_policy_fires_on_a_statement_about_all_data() -> None:
    (found,) = findings_of("RET-06", add=published())
    assert (found.record_id, found.field) == ("RTN-01", "period")
    assert found.message == "RTN-01 says 24 months, and S08-C09 of the policy says 3 years"
    assert [place.sheet for place in found.places] == ["retention", "policy_commitments"]


@pytest.mark.parametrize("categories", ["CAT-01", None])
def test_period_differs_from_policy_fires_on_a_statement_about_a_category(categories: str | None) -> None:
    changes = rtn(data_category_ids=categories)
    assert len(findings_of("RET-06", changes=changes, add=published(terms="name; email_address"))) == 1
    assert result_of("RET-06", changes=changes, add=published(terms="name")).failed == 0
    assert result_of("RET-06", changes=changes | SILENT, add=published(terms="name")).not_applicable == 1


def test_period_differs_from_policy_fires_once_for_each_statement() -> None:
    more = (
        published()["policy_commitments"]
        + published(commitment_id="S08-C10", terms="email_address")["policy_commitments"]
    )
    assert len(findings_of("RET-06", add={"policy_commitments": more})) == 2


def test_period_differs_from_policy_is_silent_when_both_say_the_same() -> None:
    result = result_of("RET-06", add=published(stated_period="24 months"))
    assert (result.passed, result.failed) == (1, 0)


@pytest.mark.parametrize(
    "cells",
    [{"status": "proposed"}, {"kind": "collects"}, {"stated_period": ""}, {"policy_version_id": "PV-02"}],
)
def test_period_differs_from_policy_does_not_apply_to_other_statements(cells: dict[str, str]) -> None:
    version = a_row("policy_versions", "PV-01", policy_version_id="PV-02", kind="staff_notice")
    result = result_of("RET-06", changes=SILENT, add={**published(**cells), "policy_versions": [version]})
    assert (result.not_applicable, result.failed) == (1, 0)


def test_period_differs_from_policy_does_not_apply_to_a_version_that_was_replaced() -> None:
    version = a_row("policy_versions", "PV-01", policy_version_id="PV-00", effective_on="2024-01-01")
    add = {**published(policy_version_id="PV-00"), "policy_versions": [version]}
    assert result_of("RET-06", changes=SILENT, add=add).not_applicable == 1


def test_period_differs_from_policy_applies_to_a_published_schedule() -> None:
    version = a_row("policy_versions", "PV-01", policy_version_id="PV-02", kind="retention_schedule")
    add = {**published(policy_version_id="PV-02"), "policy_versions": [version]}
    assert places_of("RET-06", add=add) == ("RTN-01 period",)


@pytest.mark.parametrize("period", [None, "about seven years"])
def test_period_differs_from_policy_is_not_assessable_without_a_readable_period(period: str | None) -> None:
    assert result_of("RET-06", changes=rtn(period=period), add=published()).not_assessable == 1


def test_period_differs_from_policy_is_not_assessable_when_the_sheet_of_statements_is_absent() -> None:
    assert result_of("RET-06", without=["policy_commitments"]).not_assessable == 1


def test_period_differs_from_policy_is_not_assessable_when_the_kind_of_a_category_is_blank() -> None:
    changes = {("data_categories", "CAT-01", "kind"): None}
    assert result_of("RET-06", changes=changes, add=published(terms="name")).not_assessable == 1
