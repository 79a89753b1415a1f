"""ROP: whether rows of the record agree and say enough; each rule fires on one change from the clean register."""

import pytest

from tests.rules.changing import outcomes
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = tuple(f"ROP-{number:02}" for number in (2, 5, 8, 9, 12, 14, 15, 16, 17, 18, 19, 21))
Changes = dict[Change, str | None]
NAME = "ACT-01 “Answering enquiries”"


def activity(**cells: str | None) -> Changes:
    """Changes of ACT-01, which Acme runs as controller; ACT-02 is a processor's."""
    return {("processing_activities", "ACT-01", column): value for column, value in cells.items()}


def entity(**cells: str | None) -> Changes:
    return {("organisation", "acme", column): value for column, value in cells.items()}


def purpose(**cells: str | None) -> Changes:
    return {("purposes", "PUR-01", column): value for column, value in cells.items()}


def retention(**cells: str | None) -> Changes:
    return {("retention", "RTN-01", column): value for column, value in cells.items()}


@pytest.mark.parametrize(
    ("changes", "message", "places"),
    [
        (activity(entity_id=None), "names no controller", 1),
        (entity(legal_name=None), "belongs to acme, which states no legal name", 2),
        (
            entity(address=None, contact_email=None),
            "belongs to acme, which states no address and no mailbox",
            3,
        ),
    ],
)
def test_controller_not_reachable_fires(changes: Changes, message: str, places: int) -> None:
    (found,) = findings_of("ROP-02", changes=changes)
    assert (found.record_id, found.field, found.message) == ("ACT-01", "entity_id", f"{NAME} {message}")
    assert len(found.places) == places


def test_controller_not_reachable_is_silent_with_one_way_to_reach_it_and_yields_two_findings_for_two_defects() -> None:
    assert outcomes("ROP-02", entity(address=None)) == (1, 0, 1, 0)
    assert outcomes("ROP-02", entity(contact_email=None)) == (1, 0, 1, 0)
    found = findings_of("ROP-02", changes=entity(legal_name=None, address=None, contact_email=None))
    assert len({finding.finding_id for finding in found}) == 2


def test_controller_not_reachable_leaves_an_id_without_a_row_to_the_rule_on_references() -> None:
    assert not findings_of("ROP-02", changes=activity(entity_id="acme-2"))


@pytest.mark.parametrize(
    ("rule_id", "changes"),
    [
        ("ROP-02", activity(entity_id=None)),
        ("ROP-08", purpose(purpose=None)),
        ("ROP-18", retention(activity_ids=None)),
    ],
)
def test_the_controllers_record_holds_active_activities_of_controllers(rule_id: str, changes: Changes) -> None:
    assert outcomes(rule_id, changes) == (0, 1, 1, 0)
    assert outcomes(rule_id, changes | activity(role="joint_controller")) == (0, 1, 1, 0)
    assert outcomes(rule_id, changes | activity(role="processor")) == (0, 0, 2, 0)
    assert outcomes(rule_id, changes | activity(status="ended")) == (0, 0, 2, 0)
    assert outcomes(rule_id, changes | activity(role=None)) == (0, 0, 1, 1)


ABROAD = entity(country="US", establishment_countries="US", uk_representative_name=None, uk_representative_contact=None)


def test_representative_not_stated_fires_for_each_place() -> None:
    found = findings_of("ROP-05", changes=ABROAD)
    assert {(finding.field, finding.message) for finding in found} == {
        (
            "eu_representative_name",
            "acme “Acme Labelling Ltd” targets people in the EU or EEA and names no representative there",
        ),
        (
            "uk_representative_name",
            "acme “Acme Labelling Ltd” targets people in the United Kingdom and names no representative there",
        ),
    }
    assert {len(finding.places) for finding in found} == {2}


def test_representative_not_stated_shows_the_blank_cell() -> None:
    changes = ABROAD | entity(eu_representative_name="Sample Rep", eu_representative_contact="rep@rep.example")
    changes |= entity(uk_representative_name="Sample Rep Ltd")
    (found,) = findings_of("ROP-05", changes=changes)
    assert (found.field, len(found.places)) == ("uk_representative_contact", 1)


def test_representative_without_contact_is_named_as_such() -> None:
    (found,) = findings_of("ROP-05", changes=entity(uk_representative_contact=None))
    assert found.field == "uk_representative_contact"
    assert found.message.endswith("the United Kingdom and states no contact of its representative there")


def test_representative_of_one_place_is_missed_though_the_answer_on_the_other_is_not_known() -> None:
    (found,) = findings_of("ROP-05", changes=ABROAD | entity(targets_people_in_the_eu=None))
    assert found.field == "uk_representative_name"


@pytest.mark.parametrize(
    ("country", "branches", "expected"),
    [
        (None, None, (0, 0, 0, 1)),
        ("Eire", None, (0, 0, 0, 1)),
        ("US", "Eire", (0, 0, 0, 1)),
        ("ERROR:#REF!", None, (0, 0, 0, 1)),
        ("US", None, (0, 1, 0, 0)),
        (None, "IE; GB", (1, 0, 0, 0)),
        ("Eire", "IE; GB", (1, 0, 0, 0)),
    ],
)
def test_representative_is_open_where_it_is_not_known_whether_there_is_an_establishment(
    country: str | None, branches: str | None, expected: tuple[int, ...]
) -> None:
    assert outcomes("ROP-05", ABROAD | entity(country=country, establishment_countries=branches)) == expected


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"country": "NO", "establishment_countries": "NO"}, ["uk_representative_name"]),
        ({"country": "US", "establishment_countries": "US; DE"}, ["uk_representative_name"]),
        ({"country": "GB", "establishment_countries": "GB"}, ["eu_representative_name"]),
        ({"country": "IE", "establishment_countries": "GB"}, []),
        ({"targets_people_in_the_eu": "no"}, ["uk_representative_name"]),
        ({"targets_people_in_the_uk": "no"}, ["eu_representative_name"]),
    ],
)
def test_representative_is_asked_of_those_who_target_people_from_outside(
    cells: dict[str, str | None], fields: list[str]
) -> None:
    found = findings_of("ROP-05", changes=ABROAD | entity(**cells))
    assert sorted(finding.field for finding in found) == fields


def test_representative_needs_the_answers() -> None:
    neither = entity(targets_people_in_the_eu="no", targets_people_in_the_uk="no")
    assert outcomes("ROP-05", ABROAD | neither) == (0, 0, 1, 0)
    for said in ("unknown", None):
        assert outcomes("ROP-05", entity(targets_people_in_the_uk=said)) == (0, 0, 0, 1)
    assert outcomes("ROP-05", entity(targets_people_in_the_eu=None, targets_people_in_the_uk="no")) == (0, 0, 0, 1)


def test_representative_is_open_where_both_answers_are_unknown() -> None:
    unknown = entity(targets_people_in_the_eu="unknown", targets_people_in_the_uk="unknown")
    assert outcomes("ROP-05", ABROAD | unknown) == (0, 0, 0, 1)


@pytest.mark.parametrize("changes", [purpose(purpose=None), purpose(activity_id="ACT-02")])
def test_purpose_not_stated_fires(changes: Changes) -> None:
    (found,) = findings_of("ROP-08", changes=changes)
    assert (found.record_id, found.field, found.message) == ("ACT-01", "activity_id", f"{NAME} states no purpose")


def test_purpose_not_stated_is_silent_when_one_of_two_rows_states_it() -> None:
    second = a_row("purposes", "PUR-01", purpose_id="PUR-02", purpose="")
    assert not findings_of("ROP-08", add={"purposes": [second]})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("For our business needs", "states a general phrase: “For our business needs”"),
        ("Operations", "states a general phrase: “Operations”"),
        ("Answer many questions", "states its purpose in fewer than four words: “Answer many questions”"),
    ],
)
def test_purpose_too_general_fires(text: str, message: str) -> None:
    (found,) = findings_of("ROP-09", changes=purpose(purpose=text))
    assert (found.record_id, found.field, found.message) == ("PUR-01", "purpose", f"PUR-01 {message}")


def test_purpose_too_general_is_silent_on_four_words_and_does_not_apply_to_none() -> None:
    assert outcomes("ROP-09", purpose(purpose="Answer questions of visitors")) == (1, 0, 0, 0)
    assert outcomes("ROP-09", purpose(purpose=None)) == (0, 0, 1, 0)
    assert outcomes("ROP-09", purpose(purpose="ERROR:#N/A")) == (0, 0, 0, 1)


def category(**cells: str | None) -> Changes:
    return {("data_categories", "CAT-01", column): value for column, value in cells.items()}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (category(kind=None), "kind", "has no shared term"),
        (category(kind="other"), "description", "has the term “other” and no description"),
    ],
)
def test_shared_term_not_stated_fires(changes: Changes, field: str, message: str) -> None:
    (found,) = findings_of("ROP-12", changes=changes)
    assert (found.field, found.message) == (field, f"CAT-01 “Work email address” {message}")


def test_shared_term_other_is_silent_with_a_description_and_open_when_unreadable() -> None:
    assert outcomes("ROP-12", category(kind="other", description="Badge numbers")) == (1, 0, 0, 0)
    assert outcomes("ROP-12", category(kind="badge numbers")) == (0, 0, 0, 1)


def test_vendor_outside_recipients_fires_on_each_vendor() -> None:
    (found,) = findings_of("ROP-14", changes=activity(recipient_categories="email; hosting"))
    assert (found.record_id, found.field) == ("ACT-01", "vendor_ids")
    assert found.message == f"{NAME} uses Countly Stats, whose services are no stated kind of recipient"
    assert [place.sheet for place in found.places] == ["processing_activities", "processing_activities", "vendors"]
    both = findings_of("ROP-14", changes=activity(recipient_categories="internal_only"))
    assert len({finding.finding_id for finding in both}) == 2


def test_vendor_outside_recipients_is_silent_when_one_service_is_stated() -> None:
    assert outcomes("ROP-14", activity(recipient_categories="email; analytics")) == (1, 0, 1, 0)


def test_vendor_outside_recipients_names_a_nameless_vendor_by_its_id() -> None:
    changes = activity(recipient_categories="email") | {("vendors", "VND-02", "name"): None}
    (found,) = findings_of("ROP-14", changes=changes)
    assert "uses VND-02, whose" in found.message


@pytest.mark.parametrize("vendor_ids", ["VND-01; VND-02", "VND-02; VND-01"])
def test_vendor_outside_recipients_fires_beside_a_vendor_nobody_knows_in_any_order(vendor_ids: str) -> None:
    unknown: Changes = {("vendors", "VND-01", "services"): None}
    changes = unknown | activity(recipient_categories="email", vendor_ids=vendor_ids)
    (found,) = findings_of("ROP-14", changes=changes)
    assert "uses Countly Stats" in found.message


def test_vendor_outside_recipients_needs_vendors_recipients_and_services() -> None:
    assert outcomes("ROP-14", activity(vendor_ids=None)) == (0, 0, 2, 0)
    assert outcomes("ROP-14", activity(recipient_categories=None)) == (0, 0, 2, 0)
    services: Changes = {("vendors", "VND-01", "services"): None}
    assert outcomes("ROP-14", services) == (0, 0, 1, 1)


@pytest.mark.parametrize("name", ["Sample Hosting", "COUNTLY STATS, INC.", "sample hosting gmbh", "CNTLY*STATS"])
def test_recipient_not_in_register_is_silent_on_any_spelling_of_a_vendor(name: str) -> None:
    alias: Changes = {("vendors", "VND-02", "aliases"): "CNTLY*STATS"}
    assert outcomes("ROP-15", alias | activity(recipient_names=name)) == (1, 0, 1, 0)


def test_recipient_not_in_register_fires_on_each_unknown_name() -> None:
    found = findings_of("ROP-15", changes=activity(recipient_names="Sample Hosting; Northgate; Fernhill"))
    assert {finding.message for finding in found} == {
        f"{NAME} names Northgate, which is in no row of the vendors sheet",
        f"{NAME} names Fernhill, which is in no row of the vendors sheet",
    }
    assert len({finding.finding_id for finding in found}) == 2


@pytest.mark.parametrize(
    "kind",
    ["internal_only", "internal_team", "group_company", "client", "partner", "authority", "professional_adviser"],
)
def test_recipient_not_in_register_leaves_other_kinds_of_recipient_alone(kind: str) -> None:
    changes = activity(recipient_names="Northgate", recipient_categories=f"email; {kind}")
    assert outcomes("ROP-15", changes) == (1, 0, 1, 0)


def test_recipient_not_in_register_needs_the_vendors() -> None:
    result = result_of("ROP-15", changes=activity(recipient_names="Northgate"), without=["vendors"])
    assert (result.not_assessable, result.failed) == (1, 0)


UNNAMED = activity(third_countries=None) | {("transfers", "*", "activity_ids"): None}


@pytest.mark.parametrize(
    ("said", "words"), [("yes", "answers “yes”"), ("unknown", "answers “unknown”"), (None, "gives no answer")]
)
def test_third_country_not_named_fires(said: str | None, words: str) -> None:
    (found,) = findings_of("ROP-16", changes=UNNAMED | activity(has_third_country_transfers=said))
    assert (found.record_id, found.field) == ("ACT-01", "third_countries")
    assert found.message == f"{NAME} {words} on third-country transfers and names no country"


def test_third_country_not_named_is_silent_when_the_activity_or_a_transfer_names_it() -> None:
    assert outcomes("ROP-16", UNNAMED | activity(third_countries="US")) == (1, 0, 1, 0)
    assert outcomes("ROP-16", activity(third_countries=None)) == (1, 0, 1, 0)
    nowhere: Changes = {("transfers", "*", "country"): None}
    assert outcomes("ROP-16", activity(third_countries=None) | nowhere) == (0, 1, 1, 0)
    nowhere[("transfers", "TRF-02", "country")] = "US"
    assert outcomes("ROP-16", activity(third_countries=None) | nowhere) == (1, 0, 1, 0)


def test_third_country_not_named_asks_controllers_that_answered() -> None:
    assert outcomes("ROP-16", activity(has_third_country_transfers=None)) == (1, 0, 1, 0)
    assert outcomes("ROP-16", UNNAMED | activity(has_third_country_transfers="no")) == (0, 0, 2, 0)
    assert outcomes("ROP-16", UNNAMED | activity(role="processor")) == (0, 0, 2, 0)


DENIED = activity(has_third_country_transfers="no")


def test_transfers_denied_but_listed_fires_on_each_transfer() -> None:
    found = findings_of("ROP-17", changes=DENIED)
    assert len({finding.finding_id for finding in found}) == 4
    assert found[0].field == "has_third_country_transfers"
    texts = {finding.message for finding in found}
    assert f"{NAME} answers “no” on third-country transfers, and transfer TRF-01 names it" in texts
    assert {len(finding.places) for finding in found} == {2}


def test_transfers_denied_but_listed_counts_the_last_day_of_a_transfer() -> None:
    ended: Changes = {("transfers", "*", "ended_on"): "2026-09-29"}
    assert outcomes("ROP-17", DENIED | ended) == (2, 0, 0, 0)
    ended[("transfers", "TRF-02", "ended_on")] = "2026-09-30"
    assert len(findings_of("ROP-17", changes=DENIED | ended)) == 1


def test_transfers_denied_but_listed_says_what_it_can_beside_a_transfer_that_cannot_be_read() -> None:
    unread: Changes = {("transfers", "TRF-01", "ended_on"): "ERROR:#REF!"}
    assert len(findings_of("ROP-17", changes=DENIED | unread)) == 3


@pytest.mark.parametrize(("said", "expected"), [("yes", (1, 0, 1, 0)), ("unknown", (1, 0, 0, 1)), (None, (1, 0, 0, 1))])
def test_transfers_denied_needs_the_answer(said: str | None, expected: tuple[int, ...]) -> None:
    assert outcomes("ROP-17", activity(has_third_country_transfers=said)) == expected


def test_retention_not_stated_fires_and_is_silent_with_a_reason() -> None:
    (found,) = findings_of("ROP-18", changes=retention(activity_ids=None))
    assert (found.record_id, found.field) == ("ACT-01", "retention_not_stated_reason")
    assert found.message == f"{NAME} states no retention period, and no reason for having none"
    reasoned = retention(activity_ids=None) | activity(retention_not_stated_reason="Until the matter is closed")
    assert outcomes("ROP-18", reasoned) == (1, 0, 1, 0)
    assert outcomes("ROP-18", activity(retention_not_stated_reason="Both")) == (1, 0, 1, 0)


def test_category_without_retention_fires_on_each_category() -> None:
    changes = activity(data_category_ids="CAT-01; CAT-02; CAT-03; CAT-02")
    found = findings_of("ROP-19", changes=changes)
    assert {finding.message for finding in found} == {
        f"{NAME} uses CAT-02, which no retention rule covers",
        f"{NAME} uses CAT-03, which no retention rule covers",
    }
    assert {finding.field for finding in found} == {"data_category_ids"}
    assert {len(finding.places) for finding in found} == {2}


def test_category_without_retention_is_silent_when_a_rule_names_no_category() -> None:
    changes = activity(data_category_ids="CAT-01; CAT-02")
    assert outcomes("ROP-19", changes | retention(data_category_ids=None)) == (1, 0, 1, 0)
    second = a_row("retention", "RTN-01", retention_id="RTN-02", data_category_ids="CAT-02")
    assert not findings_of("ROP-19", changes=changes, add={"retention": [second]})
    second["data_category_ids"] = ""
    assert not findings_of("ROP-19", changes=changes, add={"retention": [second]})


def test_category_without_retention_is_not_assessable_where_no_category_is_stated() -> None:
    assert outcomes("ROP-19", activity(data_category_ids=None)) == (0, 0, 1, 1)


def test_category_without_retention_applies_to_controllers_with_a_rule() -> None:
    changes = activity(data_category_ids="CAT-02")
    assert outcomes("ROP-19", changes | retention(activity_ids=None)) == (0, 0, 2, 0)
    assert outcomes("ROP-19", changes | activity(role="processor")) == (0, 0, 2, 0)
    assert outcomes("ROP-19", changes | activity(role="joint_controller", status="ended")) == (0, 1, 1, 0)
    assert outcomes("ROP-19", changes | activity(role=None)) == (0, 0, 1, 1)


def test_security_only_labelled_fires() -> None:
    label = activity(security_description="Industry standard", security_measure_ids=None)
    (found,) = findings_of("ROP-21", changes=label)
    assert (found.field, found.message) == (
        "security_description",
        f"{NAME} describes its security by a label only: “Industry standard”",
    )
    assert outcomes("ROP-21", label | activity(security_measure_ids="MEA-01")) == (2, 0, 0, 0)
    assert outcomes("ROP-21", label | activity(security_description="Locked cabinets")) == (2, 0, 0, 0)
    assert outcomes("ROP-21", label | activity(security_description=None)) == (1, 0, 1, 0)


def test_the_lists_of_phrases_are_kept_apart() -> None:
    assert outcomes("ROP-21", activity(security_description="Operations", security_measure_ids=None)) == (2, 0, 0, 0)


def test_a_rule_of_european_law_does_not_apply_elsewhere_and_the_shared_term_does() -> None:
    california = entity(regimes="us_ccpa")
    assert outcomes("ROP-08", california | purpose(purpose=None)) == (0, 0, 2, 0)
    assert places_of("ROP-12", changes=california | category(kind=None)) == ("CAT-01 kind",)
