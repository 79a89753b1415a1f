"""Any text has a structure: nothing raises, nothing is lost."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from auditlib.errors import InputRefused
from auditlib.policy.comparing import compare
from auditlib.policy.facts import dates_in, durations_in, emails_in, last_updated_in, urls_in
from auditlib.policy.proposing import propose
from auditlib.policy.reading import policy_of_bytes, policy_of_text
from tests.policy.policies import assert_sound

SENTENCES = tuple(
    """We collect your name.
We do not sell it
We may share it with vendors such as Example Stats,
to:
only to
for 30 days
in the US
e.g. this
Example Inc. (“we”)
If you ask, we delete it;
Wir speichern das nicht.
我们收集。
a@b.example
https://c.example.
2.5 kg
Privacy Policy
HEADING ONE
Last updated: 2 May 2026""".splitlines()
)
MARKS = (
    "- ", "* ", "• ", "•", "1. ", "2. ", "1.1 ", "a) ", "(iv) ", "A. ", "IV. ", "§ 3 ", "Article 5 – ", "# ", "---",
    "### ", "====", "|", "a|b", "\t", "…", "?!", '"', "(", ")", "&amp;", "`", "**", "_", "[x](y)", "\u200b", "\ufeff",
    "e\u0301", "<b>", "</b>", "<p>", "<ul><li>", "</ul>",
    "<table><tr><td>", "<!--", "-->", "<h2>", "</h2>", "\u00ad", "é",
)  # fmt: skip
BREAKS = (
    "",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\v",
    "\f",
    "\u2028",
    "\x85",
    "\x1c",
    "\u00a0",
    "    ",
    "\n  ",
)
PIECES = st.sampled_from(SENTENCES + MARKS) | st.text(max_size=6)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(BREAKS)), max_size=40).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


def read_in_every_way(text: str) -> None:
    policy = policy_of_text(text)
    assert_sound(policy)
    assert policy == policy_of_text(text)
    for one in propose(policy):
        assert policy.text[one.quote_start : one.quote_end] == one.quote != ""
    for found in (dates_in, durations_in, emails_in, last_updated_in, urls_in):
        assert all(text[fact.start : fact.end] == fact.text for fact in found(text))
    for name in ("page.html", "page.md"):
        assert_sound(policy_of_bytes(name, text.replace("\x00", "").encode("utf-8", "replace")))


@given(TEXTS)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_without_loss(text):
    read_in_every_way(text)


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_two_texts_are_compared_without_losing_a_statement(old, new):
    policy = policy_of_text(old)
    statements = propose(policy)
    comparison = compare(policy, statements, policy_of_text(new))
    assert [one.commitment_id for one in comparison.changes] == [one.commitment_id for one in statements]
    same = compare(policy, statements, policy)
    assert not [one for one in same.changes if one.is_substantive]


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_read_or_refused(data):
    for name in ("p.txt", "p.md", "p.html", "p.docx"):
        with suppress(InputRefused):
            assert_sound(policy_of_bytes(name, data))


@pytest.mark.torture
@given(TEXTS)
@settings(deadline=None, max_examples=10_000, suppress_health_check=[HealthCheck.too_slow])
def test_ten_thousand_texts_are_read_without_loss(text):
    read_in_every_way(text)
