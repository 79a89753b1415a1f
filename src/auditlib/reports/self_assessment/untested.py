"""What was not tested, or not known, and why: as large as what was found."""

from collections.abc import Iterator, Sequence

from auditlib.audit import Audit
from auditlib.findings import RuleResult
from auditlib.intake.inventory import Role
from auditlib.practice.unread_notices import unread_notices
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.rules import known_rules
from auditlib.scope import listed
from auditlib.sheets import sheets
from auditlib.sheets.organisation import Organisation
from auditlib.tables import Table, Value, plain_table
from auditlib.wording import plural

Gap = tuple[int, str, tuple[str, ...]]

_LOOKED_AT = (
    "Only the register, the text of the policy and the evidence files named in the register were read. Nobody was "
    "interviewed, no system was entered, and no contract or other document behind a link was opened."
)
# What follows the number of them: of one, of several.
_UNSTATED = "supplied sheet not stated complete by anybody", "supplied sheets not stated complete by anybody"
_UNREADABLE = "cell, heading or row that could not be read", "cells, headings or rows that could not be read"
_UNREAD = "file in a format that is not read", "files in a format that is not read"
_NOTICES = "other notice in force whose text was not read", "other notices in force whose texts were not read"
_LEFT_OUT = "rule did not run", "rules did not run"
_ENTITIES = "legal entity of the register outside this report", "legal entities of the register outside this report"
_LAWS = "law with rules here that no entity says applies to it", "laws with rules here that no entity says apply to it"


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
    cells = [str(problem.place) for problem in register.problems]
    unread = [file.name for file in case.files if file.role is Role.UNREADABLE]
    entities = [one.identity for one in register.all(Organisation) if one not in case.entities]
    yield _gap(_ids(silent), "rule had no answer at all", "rules had no answer at all")
    yield _gap(_ids(partly), "more had none for some records", "more had none for some records")
    yield len(register.absent), f"of {len(sheets())} sheets not supplied", _titles(register.absent)
    yield _gap(_titles(unattested), *_UNSTATED)
    yield _gap(cells, *_UNREADABLE)
    for which, words in (
        (unread, _UNREAD),
        ([one.identity for one in unread_notices(case)], _NOTICES),
        (_left_out(audit), _LEFT_OUT),
        (entities, _ENTITIES),
        (_untested_regimes(audit), _LAWS),
    ):
        if which:
            yield _gap(which, *words)


def _gap(which: Sequence[str], one: str, several: str) -> Gap:
    return len(which), plural(len(which), one, several), tuple(which)


def _left_out(audit: Audit) -> list[str]:
    ran = {rule.rule_id for rule in audit.rules}
    return [rule.rule_id for rule in known_rules() if rule.rule_id not in ran]


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
        note="A rule that had no answer has not passed. Where a sheet is absent, nobody counts its rows."
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
    empty = "Every rule ran and had an answer."
    return plain_table("Rules without an answer", title, headings, sorted(rows), empty=empty)


def _ids(results: list[RuleResult]) -> tuple[str, ...]:
    return tuple(result.rule_id for result in results)
