"""What was not tested, or not known, and why: as large as what was found."""

from collections.abc import Iterator

from auditlib.audit import Audit
from auditlib.findings import RuleResult
from auditlib.intake.inventory import Role
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.rules import known_rules
from auditlib.scope import listed
from auditlib.sheets import sheets
from auditlib.sheets.organisation import Organisation
from auditlib.tables import Table, Value, plain_table

Gap = tuple[int, str, tuple[str, ...]]

_LOOKED_AT = (
    "Only the register, the text of the policy and the evidence files named in the register were read. Nobody was "
    "interviewed, no system was entered, and no contract or other document behind a link was opened."
)


def not_tested(audit: Audit) -> Table:
    """How much of the register and of the rules nothing can be said about, and which."""
    rows = [(count, what, which or None) for count, what, which in gaps(audit)]
    return plain_table("Not tested", "Not tested, or not known", ("How many", "What", "Which"), rows, note=_LOOKED_AT)


def gaps(audit: Audit) -> Iterator[Gap]:
    """How many of what could not be tested, in words that follow the number, and which."""
    case, register = audit.case, audit.case.register
    silent = [result for result in audit.results if not result.has_answer]
    partly = [result for result in audit.results if result.has_answer and result.not_assessable]
    unattested = [name for name in register.supplied if name not in case.attested]
    unread = [file.name for file in case.files if file.role is Role.UNREADABLE]
    cells = [str(problem.place) for problem in register.problems]
    ran = {rule.rule_id for rule in audit.rules}
    yield len(silent), "rules had no answer at all", _ids(silent)
    yield len(partly), "more had none for some records", _ids(partly)
    yield len(register.absent), f"of {len(sheets())} sheets not supplied", _titles(register.absent)
    yield len(unattested), "supplied sheets stated complete by nobody", _titles(unattested)
    yield len(cells), "cells, headings or rows that could not be read", tuple(cells)
    left_out = tuple(rule.rule_id for rule in known_rules() if rule.rule_id not in ran)
    entities = tuple(one.identity for one in register.all(Organisation) if one not in case.entities)
    for names, what in (
        (unread, "files in a format that is not read"),
        (left_out, "rules did not run"),
        (entities, "legal entities of the register outside this report"),
        (_untested_regimes(audit), "laws known to the rules, stated to apply to no entity"),
    ):
        if names:
            yield len(names), what, tuple(names)


def _untested_regimes(audit: Audit) -> tuple[str, ...]:
    known = {regime for rule in audit.rules for regime in rule.regimes}
    stated = {regime for one in audit.case.entities for regime in listed(one, "regimes")}
    return tuple(label_of("regime", one) for one in vocabulary("regime") if one in known - stated)


def _titles(names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(sheets()[name].about.title for name in names)


def unanswered(audit: Audit) -> Table:
    """Why rules gave no answer, with the rules and the number of records each reason concerns."""
    reasons: dict[str, list[RuleResult]] = {}
    for result in audit.results:
        for reason in result.reasons:
            reasons.setdefault(reason, []).append(result)
    rows: list[tuple[Value, ...]] = [
        (len(results), sum(result.reasons[reason] for result in results), reason, ", ".join(_ids(results)))
        for reason, results in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return plain_table(
        "Not assessable",
        "What the rules could not say",
        ("Rules", "Records", "Reason", "Which rules"),
        rows,
        note="A rule without an answer is no rule without a finding. Where a sheet is absent, nobody counts its rows."
        if rows
        else "",
        empty="Every rule had an answer for every record.",
    )


def silent_rules(audit: Audit) -> Table:
    """Every rule without any answer, and every known one that did not run, with the reason."""
    titles = {rule.rule_id: rule.title for rule in audit.rules}
    rows = [
        (result.rule_id, titles[result.rule_id], "; ".join(result.reasons) or "no record to look at")
        for result in audit.results
        if not result.has_answer
    ]
    rows += [(rule.rule_id, rule.title, "did not run") for rule in known_rules() if rule.rule_id not in titles]
    headings = ("Rule", "Requires", "Why it said nothing")
    title = "Rules that did not run, or had no answer"
    return plain_table("Silent rules", title, headings, sorted(rows), empty="Every rule ran and had an answer.")


def _ids(results: list[RuleResult]) -> tuple[str, ...]:
    return tuple(result.rule_id for result in results)
