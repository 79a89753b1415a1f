"""What a policy has to say: for whom it counts, and whether a text says it, in part, or not at all."""

import csv
from datetime import date

import pytest

from auditlib.case import Case, open_case
from auditlib.evidence.opening import open_evidence
from auditlib.policy.reading import policy_of_file, policy_of_text
from auditlib.practice.disclosures import disclosures, reading_of_policy
from auditlib.practice.gaps import Gap, elements, gaps, presence
from auditlib.practice.presence import Looked
from auditlib.rulebook.view import StrictRegister, View
from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.policy.policies import REFERENCE
from tests.practice.telling import NOTHING, POLICY
from tests.requirements import PROJECT
from tests.rules.making import NO_EVIDENCE, a_case, rows_with

PLAIN = """Privacy Policy

1. The harbour

The sun was shining on the harbour, and the boats were on their way to the open sea.

2. What we have to say
"""
_AGREED = PROJECT.parent / "shared" / "contract" / "policy_gaps.csv"


def _gaps(text: str = POLICY, changes=NOTHING, as_of: date | None = None) -> dict[str, Gap]:
    case = a_case(rows_with(changes), as_of=as_of)
    reading = reading_of_policy(
        policy_of_text(text), case.entities[0], View(case, StrictRegister(case.register), NO_EVIDENCE)
    )
    told, _ = disclosures(reading)
    return {gap.gap_id: gap for gap in gaps(reading, told)}


def _present(gap_id: str, text: str) -> Gap:
    """Whether a text holds an element, for whomever it counts."""
    case = a_case(rows_with())
    view = View(case, StrictRegister(case.register), NO_EVIDENCE)
    reading = reading_of_policy(policy_of_text(text), case.entities[0], view)
    (element,) = [element for element in elements() if element.gap_id == gap_id]
    return presence(element, Looked(reading, disclosures(reading)[0]))


@pytest.fixture(scope="module")
def reference() -> Case:
    return open_case(REFERENCE_INPUTS, period=PERIOD)


@pytest.fixture(scope="module")
def looked(reference: Case) -> Looked:
    view = View(reference, StrictRegister(reference.register), open_evidence(reference))
    reading = reading_of_policy(policy_of_file(REFERENCE), reference.entities[0], view)
    return Looked(reading, disclosures(reading)[0])


@pytest.mark.skipif(not _AGREED.exists(), reason="the agreed elements are not beside the project")
def test_the_reference_text_holds_what_was_agreed_that_it_holds(looked: Looked) -> None:
    agreed = {row["id"]: row["state"] for row in csv.DictReader(_AGREED.read_text(encoding="utf-8").splitlines())}
    assert {element.gap_id: presence(element, looked).status.value for element in elements()} == agreed


@pytest.mark.skipif(not _AGREED.exists(), reason="the agreed elements are not beside the project")
def test_elements_and_citations_are_those_agreed() -> None:
    agreed = list(csv.DictReader(_AGREED.read_text(encoding="utf-8").splitlines()))
    assert [(one.gap_id, one.name, "; ".join(one.citations)) for one in elements()] == [
        (row["id"], row["element"], row["citation"]) for row in agreed
    ]


def test_for_the_reference_company_what_does_not_count_is_not_applicable_and_the_unknown_not_assessed(
    looked: Looked,
) -> None:
    found = {gap.gap_id: gap.status.value for gap in gaps(looked.reading, looked.disclosures)}
    californian = {f"G-{number}" for number in range(29, 38)}
    assert {name for name, status in found.items() if status == "not_applicable"} == {
        "G-03",
        "G-17",
        "G-39",
        *californian,
    }
    assert [name for name, status in found.items() if status == "not_assessed"] == ["G-40"]


def test_a_passage_is_where_the_element_stands(looked: Looked) -> None:
    found = {gap.gap_id: gap for gap in gaps(looked.reading, looked.disclosures)}
    start, end, clause_id = found["G-14"].passages[0] if found["G-14"].passages else (0, 0, "none")
    assert (start, end, clause_id) == (0, 0, "none")
    start, end, clause_id = found["G-26"].passages[0]
    assert "Google Analytics" in looked.policy.text[start:end]
    assert looked.policy.clause(clause_id)


REPAIRS = [
    ("G-02", "Our representative in the European Union is Sample Rep GmbH, Berlin."),
    ("G-03", "You can reach our data protection officer at dpo@acme.example."),
    ("G-05", "We rely on:\n\n• Legal obligation, where a law requires us to keep records"),
    ("G-06", "We rely on legitimate interests (preventing fraud on client accounts)."),
    (
        "G-08",
        "We transfer personal data to India under standard contractual clauses; write to us for a copy of the clauses.",
    ),
    ("G-10", "You have the right to restriction of processing."),
    ("G-11", "You have the right to data portability."),
    ("G-12", "You have the right to object.\nYou may object to direct marketing whenever you like."),
    ("G-13", "You have the right to withdraw your consent at any time."),
    ("G-14", "You have the right to lodge a complaint with a supervisory authority."),
    ("G-15", "If you are unhappy, you can make a complaint to us."),
    (
        "G-16",
        "You must provide billing data if you order from us. If you do not provide them, we cannot send an invoice.",
    ),
    ("G-17", "We make no automated decisions about you."),
    ("G-18", "We receive contact details from our clients."),
    ("G-19", "We tell you before we use your data for a new purpose."),
    (
        "G-20",
        "You have the right to an answer within one month, free of charge. "
        "You have the right to be told if we extend this time by two months.",
    ),
    ("G-21", "For datasets we act as processor under a data processing agreement with our client."),
    ("G-22", "Datasets may show faces, which can be biometric data, and children."),
    ("G-23", "Our pages embed videos of other companies, with which we are jointly responsible."),
    ("G-24", "We use the analytics cookie fw_visit, set by Fernway, which expires after 12 months."),
    ("G-25", "We ask for your consent before we set cookies for analytics, and you can reject them with one click."),
    ("G-26", "Google Analytics collects the pages you visit and reports them to us."),
    ("G-27", "Last updated: 1 September 2026"),
    ("G-28", "We do not answer Do Not Track; other companies do not follow you across websites."),
    ("G-36", "We do not sell data of people under 16 and do not use sensitive personal information."),
    ("G-37", "Last updated: 1 September 2026"),
    ("G-38", "We act as service provider under the CCPA."),
    ("G-39", "You can appeal our decision. You can opt out of targeted advertising and profiling."),
    ("G-40", "Nobody in a country of concern can reach datasets."),
]


@pytest.mark.parametrize(("gap_id", "sentence"), REPAIRS)
def test_a_text_that_says_it_holds_it(gap_id: str, sentence: str) -> None:
    assert _present(gap_id, f"{PLAIN}\n{sentence}\n").status == "present"


@pytest.mark.parametrize("gap_id", sorted({name for name, _ in REPAIRS}))
def test_a_text_that_says_nothing_of_it_holds_none_of_it(gap_id: str) -> None:
    found = _present(gap_id, PLAIN)
    assert (found.status, found.passages) == ("absent", ())
    assert found.missing


@pytest.mark.parametrize(("gap_id", "sentence"), REPAIRS)
def test_the_reference_text_with_the_sentence_holds_it(gap_id: str, sentence: str, looked: Looked) -> None:
    text = f"{REFERENCE.read_text(encoding='utf-8')}\n\n16. More\n\n{sentence}\n"
    reading = reading_of_policy(policy_of_text(text), looked.reading.scope.entity, looked.reading.scope.view)
    (element,) = [element for element in elements() if element.gap_id == gap_id]
    assert presence(element, Looked(reading, looked.disclosures)).status == "present"


def test_part_of_an_element_names_what_is_missing() -> None:
    found = _present("G-13", f"{PLAIN}\nYou have the right to withdraw your consent.\n")
    assert (found.status, found.missing) == ("partly_there", ("that this is possible at any time",))


def test_every_purpose_has_to_be_paired_with_its_basis() -> None:
    paired = f"{PLAIN}\nWe use your personal data to:\n\n• Prevent fraud (legitimate interests)\n"
    assert _present("G-04", paired).missing == ("the legal bases",)
    stated = f"{paired}\n3. Legal bases\n\nWe rely on:\n\n• Legitimate interests\n"
    assert _present("G-04", stated).status == "present"
    assert _present("G-04", stated.replace("\n3.", "• Research\n\n3.")).status == "partly_there"


def test_a_date_older_than_a_year_is_partly_there() -> None:
    assert _present("G-37", f"{PLAIN}\nLast updated: 1 September 2024\n").status == "partly_there"


def test_an_element_counts_from_the_day_its_law_is_in_force() -> None:
    before, after = _gaps(as_of=date(2026, 6, 18)), _gaps(as_of=date(2026, 6, 19))
    assert before["G-15"].status == "not_applicable"
    assert before["G-15"].reason == "in force from 19 June 2026"
    assert after["G-15"].status == "present"


def test_an_unknown_answer_is_not_assessed_and_no_breach() -> None:
    found = _gaps(changes={("organisation", "acme", "meets_ccpa_thresholds"): "unknown"})["G-29"]
    assert (found.status, found.missing) == ("not_assessed", ())
    assert "not known" in found.reason


def test_what_the_organisation_rules_out_does_not_count() -> None:
    assert _gaps()["G-29"].status == "not_applicable"


def test_every_element_has_parts_and_a_law_that_is_known() -> None:
    assert all(element.parts and element.citations for element in elements())
    assert len(elements()) == len({element.gap_id for element in elements()})
