"""What is said about rules: for every rule, from the rules themselves, and as the committed page has it."""

from pathlib import Path

import pytest

from auditlib.errors import UsageError
from auditlib.explanation import explain_rule, rule_named, rules_page
from auditlib.rules import known_rules

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"


def test_the_committed_page_is_the_one_the_rules_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run make docs"


def test_every_rule_is_on_the_page() -> None:
    page = rules_page()
    assert not [rule.rule_id for rule in known_rules() if f"### {rule.rule_id} {rule.title}\n" not in page]


def test_a_rule_says_why_on_which_authority_and_how_to_fix_it() -> None:
    text = explain_rule(rule_named("TRA-03"))
    for part in ("GDPR 45", "critical, statute", "**What to do:**", "`reference.adequacy`"):
        assert part in text


def test_an_unknown_rule_names_those_of_its_topic() -> None:
    with pytest.raises(UsageError, match=r"found no rule TRA-99; expected one of TRA-01, TRA-02"):
        rule_named("TRA-99")
