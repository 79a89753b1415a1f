"""The whole assessment of a case: every known rule, and an analyst's own, over register and evidence."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditlib.audit import Audit, audit_case
from auditlib.case import Case
from auditlib.errors import InputRefused, UsageError
from auditlib.evidence.opening import open_evidence
from auditlib.history.comparing import compared
from auditlib.intake.inventory import SETTINGS_FILE
from auditlib.places import Place, Problem
from auditlib.practice.checking import PolicyCheck, check_policy, with_clauses
from auditlib.reference.legal_dates import facts
from auditlib.rulebook.own_rules import case_with, load_own_rules
from auditlib.rulebook.rule import Rule
from auditlib.rules import known_rules
from auditlib.settings import Settings


def assess(case: Case, own_rules: str | Path = "", only: Iterable[str] = ()) -> Audit:
    """Run every rule over a case, and set what they find beside the previous pack, exceptions and responses.

    Args:
        case: the register on a date, for a period.
        own_rules: a folder with rules of the analyst's own; blank for none.
        only: how the ids of the rules to run begin, such as TRA or TRA-03; none for all of them.

    Raises:
        UsageError: the folder is missing, a file in it cannot be imported, or no rule begins so.
        InputRefused: the settings name a rule or a limit that is not known.
    """
    beginnings = tuple(only)
    rules = rules_for(case, own_rules)
    chosen = tuple(rule for rule in rules if not beginnings or rule.rule_id.startswith(beginnings))
    if not chosen:
        raise UsageError(f"found no rule that begins with {', '.join(beginnings)}; expected one such as TRA-03.")
    audit = compared(audit_case(case_with(own_rules, case), chosen, open_evidence(case)))
    return with_clauses(audit, assess_policy(audit))


def assess_policy(audit: Audit) -> PolicyCheck:
    """Hold the published policy of a case against its register and evidence, beside what the rules found."""
    return check_policy(audit.case, open_evidence(audit.case), audit.findings)


def rules_for(case: Case, own_rules: str | Path = "") -> tuple[Rule, ...]:
    """The rules that run over a case, after checking that its settings name none that is not among them.

    Raises:
        UsageError: the folder of own rules is missing, or a file in it cannot be imported.
        InputRefused: the settings name a rule or a limit that is not known.
    """
    rules = (*known_rules(), *(load_own_rules(Path(own_rules)) if own_rules else ()))
    problems = list(_unknown(case.settings, rules))
    if problems:
        raise InputRefused(problems)
    return rules


def _unknown(settings: Settings, rules: Iterable[Rule]) -> Iterator[Problem]:
    ids = {rule.rule_id for rule in rules}
    limits = {fact.reference_id for fact in facts() if fact.limit_value is not None}
    for section, given, known, what in (
        ("severities", settings.severities, ids, "the id of a rule, such as TRA-03"),
        ("thresholds", settings.thresholds, limits, "the id of a limit, such as house_tia_age"),
    ):
        for name in sorted(set(given) - known):
            place = Place(SETTINGS_FILE, f"{section}.{name}")
            yield Problem(place, "settings", f"“{name}”", what, "Correct the name, or take the line out.")
