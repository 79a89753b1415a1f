"""Contact: the address that the text gives is there, and is one of the organisation."""

from collections.abc import Callable

import pytest

from auditlib.policy.reading import policy_of_text
from auditlib.rulebook.view import View
from tests.practice.stating import places, stated, verdict

Saying = Callable[[str], None]
CONTACT = stated("contact", "obliges", "document", quote="If you have questions, contact us at:")
HEAD = "1. Data\n\nWe keep data.\n\n2. Contact\n\nIf you have questions, contact us at:"


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Saying:
    return lambda text: monkeypatch.setattr(View, "policy_of", lambda _view, _version: policy_of_text(text))


@pytest.mark.parametrize(
    "address",
    [
        "hello@acme.example",
        "Privacy@Acme.example.",
        "Acme Labelling Ltd, 1 Sample  Street, Dublin",
        "https://acme.example/contact",
    ],
)
def test_an_address_after_the_words_passes(says: Saying, address: str) -> None:
    says(f"{HEAD}\n\n{address}")
    assert verdict(CONTACT) == "passed"


def test_an_address_in_the_words_themselves_passes(says: Saying) -> None:
    says("1. Data\n\nWe keep data.\n\n2. Contact\n\nWrite to hello@acme.example with questions.")
    assert verdict(CONTACT | {"quote": "Write to hello@acme.example with questions."}) == "passed"


def test_words_that_lead_to_nothing_fail_and_are_shown(says: Saying) -> None:
    says(HEAD)
    assert places(CONTACT) == ["X-01 quote", "acme contact_email"]


def test_an_address_in_another_section_is_not_the_one_that_is_led_to(says: Saying) -> None:
    says(HEAD.replace("We keep data.", "Write to hello@acme.example."))
    assert verdict(CONTACT) == "failed"


def test_a_mailbox_that_is_not_the_organisations_fails(says: Saying) -> None:
    says(f"{HEAD}\n\nhello@somebody.example")
    assert places(CONTACT)[:2] == ["X-01 quote", "acme contact_email"]


def test_without_a_text_nobody_knows() -> None:
    assert verdict(CONTACT) == "no_evidence"


def test_a_mailbox_of_ones_own_suffices_beside_another(says: Saying) -> None:
    says(f"{HEAD}\n\nhello@somebody.example or hello@acme.example")
    assert places(CONTACT) == ["acme contact_email"]


def test_the_mailbox_of_a_representative_is_one_of_the_organisation(says: Saying) -> None:
    says(f"{HEAD}\n\nacme@rep.example")
    assert places(CONTACT) == ["acme uk_representative_contact"]


def test_a_mailbox_that_only_ends_like_ones_own_is_another(says: Saying) -> None:
    says(f"{HEAD}\n\nello@acme.example")
    assert verdict(CONTACT) == "failed"


def test_words_that_are_not_in_the_text_are_read_alone(says: Saying) -> None:
    says(f"{HEAD}\n\nhello@acme.example")
    assert verdict(CONTACT | {"quote": "Ask us anything"}) == "failed"
