"""POL: the policy in force says what it has to say."""

from collections.abc import Callable
from datetime import date

import pytest

from auditlib.findings import Force, Severity
from auditlib.policy.reading import policy_of_text
from auditlib.rulebook.view import View
from tests.rules.changing import cells as changed
from tests.rules.making import Change, a_row, findings_of, places_of, result_of

RULES = ("POL-09", "POL-10", "POL-11", "POL-12", "POL-13", "POL-14", "POL-21")
Saying = Callable[[str], None]

TEXT = """Privacy Policy. Last updated 1 June 2026.
Acme Labelling Ltd, 1 Sample Street,
Dublin. Write to privacy@acme.example. Our representative in the UK is Sample Rep Ltd.
You may ask us for a copy of these safeguards.
You must provide your name so that we can answer. No automated decisions are made.
We receive data from our clients.
We do not sell personal information. Categories: Identifiers."""
# The words of the statements of the clean register: only as long as they stand in a text does it say what they do.
STATED = "\n\n".join(a_row("policy_commitments", identity)["quote"] for identity in ("S08-C01", "S10-C01", "S11-C01"))


@pytest.fixture
def says_alone(monkeypatch: pytest.MonkeyPatch) -> Saying:
    return lambda text: monkeypatch.setattr(View, "policy_of", lambda _view, _version: policy_of_text(text))


@pytest.fixture
def says(says_alone: Saying) -> Saying:
    return lambda text: says_alone(f"{text}\n\n{STATED}\n")


def said(identity: str, **cells: str | None) -> dict[Change, str | None]:
    return changed("policy_commitments", identity, **cells)


def pv(**cells: str | None) -> dict[Change, str | None]:
    return changed("policy_versions", "PV-01", **cells)


def org(**cells: str | None) -> dict[Change, str | None]:
    return changed("organisation", "acme", **cells)


def pur(**cells: str | None) -> dict[Change, str | None]:
    return changed("purposes", "PUR-01", **cells)


APPLIES = pur(data_must_be_given="yes") | changed("processing_activities", "ACT-01", source_kinds="client")


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in RULES if rule_id != "POL-21"])
def test_a_rule_is_silent_on_a_text_that_covers_the_register(says: Saying, rule_id: str) -> None:
    says(TEXT)
    assert result_of(rule_id, changes=APPLIES).passed == 1


@pytest.mark.parametrize("rule_id", ["POL-09", "POL-10", "POL-11"])
def test_a_statement_whose_words_left_the_text_says_nothing(says_alone: Saying, rule_id: str) -> None:
    says_alone(TEXT)
    assert result_of(rule_id, changes=APPLIES).failed == 1


@pytest.mark.parametrize("rule_id", ["POL-10", "POL-12", "POL-13", "POL-14", "POL-21"])
def test_a_rule_about_the_text_is_not_assessable_while_no_text_is_read(rule_id: str) -> None:
    changes = APPLIES | org(meets_ccpa_thresholds="yes", regimes="us_ccpa; eu_gdpr")
    assert result_of(rule_id, changes=changes).reasons == {"policy not read": 1}


@pytest.mark.parametrize("rule_id", ["POL-09", "POL-10", "POL-11", "POL-12", "POL-13", "POL-14"])
def test_a_rule_applies_to_the_privacy_policy_in_force(says: Saying, rule_id: str) -> None:
    says(TEXT)
    older = a_row("policy_versions", "PV-01", policy_version_id="PV-00", effective_on="2026-05-31")
    future = a_row("policy_versions", "PV-01", policy_version_id="PV-02", effective_on="2026-10-01")
    notice = a_row(
        "policy_versions", "PV-01", policy_version_id="PV-03", kind="staff_notice", effective_on="2026-08-01"
    )
    result = result_of(rule_id, changes=APPLIES, add={"policy_versions": [older, future, notice]})
    assert (result.passed, result.not_applicable, result.failed) == (1, 3, 0)
    assert result_of(rule_id, changes=APPLIES | pv(effective_on=None)).not_assessable == 1
    assert result_of(rule_id, changes=APPLIES | pv(kind=None)).not_assessable == 1
    assert result_of(rule_id, changes=APPLIES, as_of=date(2026, 6, 1)).passed == 1
    assert result_of(rule_id, changes=APPLIES, as_of=date(2026, 5, 31)).not_applicable == 1


def test_each_entity_has_a_policy_in_force_of_its_own(says: Saying) -> None:
    says(TEXT)
    other = a_row("policy_versions", "PV-01", policy_version_id="PV-02", entity_id="other", effective_on="2026-08-01")
    assert result_of("POL-11", add={"policy_versions": [other]}).not_applicable == 0


@pytest.mark.parametrize("cells", [{"stated_period": None}, {"status": "proposed"}, {"kind": "scope"}])
def test_periods_not_in_policy_fires_without_a_statement_of_a_period(cells: dict[str, str | None]) -> None:
    (found,) = findings_of("POL-09", changes=said("S08-C01", **cells))
    assert (found.record_id, found.field, found.severity) == ("PV-01", "policy_version_id", Severity.HIGH)
    assert found.message == "PV-01 “Privacy Policy” states no retention period, though the register has some"


def test_periods_not_in_policy_takes_statements_of_this_version_only() -> None:
    assert findings_of("POL-09", changes=said("S08-C01", policy_version_id="PV-00"))
    more = a_row("policy_commitments", "S08-C01", commitment_id="S08-C02", stated_period="")
    assert not findings_of("POL-09", add={"policy_commitments": [more]})


def test_periods_not_in_policy_does_not_apply_where_the_register_has_none() -> None:
    none = changed("retention", "RTN-01", period=None)
    assert result_of("POL-09", changes=none).not_applicable == 1
    assert result_of("POL-09", without=["retention"]).not_assessable == 1


def test_transfers_not_in_policy_fires_on_countries_and_on_safeguards(says: Saying) -> None:
    says(TEXT)
    (found,) = findings_of("POL-10", changes=said("S10-C01", stated_countries=None))
    assert found.message == "PV-01 “Privacy Policy” names no third country, as WP260 asks where transfers go on"
    assert found.force is Force.GUIDANCE
    (found,) = findings_of("POL-10", changes=said("S10-C01", terms=None))
    assert found.message == "PV-01 “Privacy Policy” names no safeguard of transfers, though transfers go on"
    assert found.force is Force.STATUTE
    assert len(findings_of("POL-10", changes=said("S10-C01", vocabulary="data_kind"))) == 1
    assert len(findings_of("POL-10", changes=said("S10-C01", kind="scope"))) == 2


def test_transfers_not_in_policy_fires_without_the_text_too() -> None:
    assert places_of("POL-10", changes=said("S10-C01", terms=None)) == ("PV-01 policy_version_id",)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Write to us for a copy of the clauses.", 0),
        ("COPIES of the agreement are sent on request", 0),
        ("You have the right to a copy of your data. Transfers rest on clauses.", 1),
        ("Photocopying clauses", 1),
        ("", 1),
    ],
)
def test_transfers_not_in_policy_looks_for_a_copy_of_the_safeguards(says: Saying, text: str, count: int) -> None:
    says(text)
    found = findings_of("POL-10")
    assert [one.message for one in found] == [
        "PV-01 “Privacy Policy” does not say how to get a copy of the safeguards"
    ] * count


@pytest.mark.parametrize(("ended", "applies"), [("2026-09-29", False), ("2026-09-30", True), (None, True)])
def test_transfers_not_in_policy_applies_while_a_transfer_goes_on(
    says: Saying, ended: str | None, applies: bool
) -> None:
    says(TEXT)
    result = result_of("POL-10", changes=changed("transfers", "*", ended_on=ended))
    assert (result.passed, result.not_applicable) == ((1, 0) if applies else (0, 1))
    assert result_of("POL-10", without=["transfers"]).not_assessable == 1


@pytest.mark.parametrize(
    ("right", "label"),
    [
        ("access", "Access"),
        ("rectification", "Rectification"),
        ("erasure", "Erasure"),
        ("restriction", "Restriction"),
        ("portability", "Portability"),
        ("objection", "Objection"),
        ("complaint_to_authority", "Complaint to a supervisory authority"),
    ],
)
def test_right_not_in_policy_fires_on_each_right(right: str, label: str) -> None:
    rights = ["access", "rectification", "erasure", "restriction", "portability", "objection", "complaint_to_authority"]
    changes = said("S11-C01", terms="; ".join(one for one in rights if one != right))
    (found,) = findings_of("POL-11", changes=changes)
    assert (found.record_id, found.field) == ("PV-01", "policy_version_id")
    assert found.message == f"PV-01 “Privacy Policy” does not name the right “{label}”"


def test_right_not_in_policy_wants_withdrawal_where_a_purpose_rests_on_consent() -> None:
    consent = pur(legal_basis="consent")
    (found,) = findings_of("POL-11", changes=consent)
    assert found.message == "PV-01 “Privacy Policy” does not name the right “Withdrawal of consent”"
    more = a_row("policy_commitments", "S11-C01", commitment_id="S11-C02", terms="consent_withdrawal")
    assert not findings_of("POL-11", changes=consent, add={"policy_commitments": [more]})


def test_right_not_in_policy_says_what_it_can_without_the_sheet_of_purposes() -> None:
    changes = said("S11-C01", terms=None)
    assert len(findings_of("POL-11", changes=changes, without=["purposes"])) == 7
    assert result_of("POL-11", without=["purposes"]).not_assessable == 1


def test_right_not_in_policy_takes_accepted_statements_of_rights_only() -> None:
    for cells in ({"status": "proposed"}, {"kind": "scope"}, {"policy_version_id": "PV-00"}):
        assert len(findings_of("POL-11", changes=said("S11-C01", **cells))) == 7


@pytest.mark.parametrize(
    ("cells", "without", "what"),
    [
        ({}, "Acme Labelling Ltd", "the legal name of its controller"),
        ({"eu_representative_name": "Euro Rep"}, "", "the representative in the EU"),
        ({}, "Sample Rep Ltd", "the representative in the UK"),
        ({"dpo_contact": "dpo@acme.example"}, "", "the contact of the data protection officer"),
    ],
)
def test_controller_not_in_policy_fires_on_each_name_that_is_not_printed(
    says: Saying, cells: dict[str, str], without: str, what: str
) -> None:
    says(TEXT.replace(without, "…") if without else TEXT)
    (found,) = findings_of("POL-12", changes=org(**cells))
    assert found.message == f"PV-01 “Privacy Policy” does not name {what}"
    assert [place.sheet for place in found.places] == ["policy_versions", "organisation"]


@pytest.mark.parametrize(
    ("replaced", "count"),
    [(("1 Sample Street,\nDublin", "…"), 0), (("privacy@acme.example", "…"), 0), (("", ""), 0)],
)
def test_controller_not_in_policy_takes_an_address_or_a_mailbox_as_enough(
    says: Saying, replaced: tuple[str, str], count: int
) -> None:
    says(TEXT.replace(*replaced))
    assert len(findings_of("POL-12")) == count


def test_controller_not_in_policy_fires_without_address_and_mailbox(says: Saying) -> None:
    says("acme labelling LTD and Sample Rep Ltd")
    (found,) = findings_of("POL-12")
    assert found.message == "PV-01 “Privacy Policy” names no mailbox, and not the address that the register states"
    assert len(found.places) == 3
    assert result_of("POL-12", changes=org(address=None, contact_email=None)).not_assessable == 1
    assert result_of("POL-12", changes=pv(entity_id=None)).not_assessable == 1


def test_duty_or_automation_not_in_policy_fires_on_what_concerns_a_purpose(says: Saying) -> None:
    says("We provide services. Decisions are made.")
    both = pur(data_must_be_given="yes", makes_automated_decisions="yes")
    assert {one.message for one in findings_of("POL-13", changes=both)} == {
        "PV-01 “Privacy Policy” does not say whether data must be given",
        "PV-01 “Privacy Policy” does not say whether decisions are automated",
    }
    assert len(findings_of("POL-13", changes=pur(data_must_be_given="yes"))) == 1
    assert len(findings_of("POL-13", changes=pur(makes_automated_decisions="yes"))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("You must give your name.", 0),
        ("It is voluntary to provide a number", 0),
        ("You are not obliged to supply it", 0),
        ("You must be 18.\nWe provide services.", 1),
        ("We are required by law. We provide services.", 1),
    ],
)
def test_duty_is_looked_for_sentence_by_sentence(says: Saying, text: str, count: int) -> None:
    says(text)
    assert len(findings_of("POL-13", changes=pur(data_must_be_given="yes"))) == count


def test_duty_or_automation_applies_where_a_purpose_says_so(says: Saying) -> None:
    says("")
    assert result_of("POL-13").not_applicable == 1
    assert result_of("POL-13", changes=pur(data_must_be_given=None)).not_assessable == 1
    assert result_of("POL-13", changes=pur(data_must_be_given=None, makes_automated_decisions="yes")).failed == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We obtain contacts from partners.", 0),
        ("Data come from public registers", 0),
        ("from other third parties", 0),
        ("From our suppliers", 0),
        ("Our clients are happy. Information from you.", 1),
        ("Clients\nfrom you", 1),
    ],
)
def test_sources_not_in_policy_looks_for_others_than_the_person(says: Saying, text: str, count: int) -> None:
    says(text)
    found = findings_of("POL-14", changes=APPLIES)
    assert [one.message for one in found] == [
        "PV-01 “Privacy Policy” names no source of data other than the person"
    ] * count


@pytest.mark.parametrize(
    ("sources", "applies"),
    [
        ("client", True),
        ("vendor", True),
        ("partner", True),
        ("public_source", True),
        ("data_broker; data_subject", True),
        ("data_subject", False),
        ("inferred", False),
        (None, False),
    ],
)
def test_sources_not_in_policy_applies_where_data_come_from_others(
    says: Saying, sources: str | None, applies: bool
) -> None:
    says("")
    result = result_of("POL-14", changes=changed("processing_activities", "ACT-01", source_kinds=sources))
    assert (result.failed, result.not_applicable) == ((1, 0) if applies else (0, 1))


CALIFORNIAN = org(meets_ccpa_thresholds="yes", regimes="us_ccpa; eu_gdpr")


def test_californian_disclosure_names_the_category_that_is_not_listed(says: Saying) -> None:
    says(TEXT)
    more = a_row("data_categories", "CAT-01", data_category_id="CAT-02", ccpa_category="geolocation_data")
    (found,) = findings_of("POL-21", changes=CALIFORNIAN, add={"data_categories": [more]})
    assert found.message == "PV-01 “Privacy Policy” does not list the category “Geolocation data”"
    assert [place.cell[-1] for place in found.places if place.sheet == "data_categories"] == ["3"]


def test_californian_disclosure_asks_about_sale(says: Saying) -> None:
    says("Identifiers. We do not sell cars. Personal information is safe.")
    (found,) = findings_of("POL-21", changes=CALIFORNIAN)
    assert found.message == "PV-01 “Privacy Policy” does not say whether personal information is sold or shared"


def test_californian_disclosure_never_passes_while_periods_are_not_read(says: Saying) -> None:
    says(TEXT)
    result = result_of("POL-21", changes=CALIFORNIAN)
    assert result.reasons == {"whether the policy gives a period for each category is not read": 1}


def test_californian_disclosure_applies_to_businesses_under_californian_law(says: Saying) -> None:
    says("")
    assert result_of("POL-21").not_applicable == 1
    assert result_of("POL-21", changes=CALIFORNIAN | org(meets_ccpa_thresholds="no")).not_applicable == 1
    assert result_of("POL-21", changes=CALIFORNIAN | org(meets_ccpa_thresholds=None)).not_assessable == 1
    assert result_of("POL-21", changes=CALIFORNIAN | pv(kind="cookie_policy")).not_applicable == 1


def a_second_entity(**cells: str) -> dict[str, list[dict[str, str]]]:
    """A sister company with a policy of its own, to which no row of the clean register belongs."""
    version = a_row("policy_versions", "PV-01", policy_version_id="PV-B", entity_id="beta", text_ref="beta.txt")
    return {
        "organisation": [a_row("organisation", "acme", entity_id="beta", legal_name="Beta Ltd")],
        "policy_versions": [{**version, **cells}],
    }


GROUP = a_second_entity()
OF_ACME = changed("processing_activities", "*", entity_id="acme") | changed("transfers", "*", exporter_entity_id="acme")


@pytest.mark.parametrize("rule_id", ["POL-09", "POL-10", "POL-13", "POL-14"])
def test_a_policy_is_not_measured_against_the_rows_of_another_entity(says: Saying, rule_id: str) -> None:
    says(TEXT)
    result = result_of(rule_id, changes=APPLIES | OF_ACME, add=GROUP)
    assert (result.passed, result.not_applicable) == (1, 1)


def test_right_not_in_policy_asks_for_withdrawal_where_the_entity_relies_on_consent() -> None:
    found = findings_of("POL-11", changes=OF_ACME | pur(legal_basis="consent"), add=GROUP)
    assert [one.record_id for one in found if "Withdrawal" in one.message] == ["PV-01"]


def test_rows_of_no_known_entity_count_for_each() -> None:
    changes = OF_ACME | changed("processing_activities", "*", entity_id=None) | pur(legal_basis="consent")
    found = findings_of("POL-11", changes=changes, add=GROUP)
    assert [one.record_id for one in found if "Withdrawal" in one.message] == ["PV-01", "PV-B"]


def test_a_policy_of_no_known_entity_is_not_assessable() -> None:
    assert result_of("POL-09", changes=OF_ACME, add=a_second_entity(entity_id="")).not_assessable == 1
