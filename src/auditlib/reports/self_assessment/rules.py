"""Every rule and what became of each record it examined; every provision and standard with its rules and findings."""

import re
from collections import Counter

from auditlib.audit import Audit
from auditlib.reference.vocabularies import label_of
from auditlib.reports.self_assessment.standing import open_findings
from auditlib.tables import Table, Value, plain_table

_NUMBERS = re.compile(r"(\d+)")


def outcomes(audit: Audit) -> Table:
    """Every rule with its population: what became of each record, and what passes rest on."""
    titles = {rule.rule_id: rule.title for rule in audit.rules}
    rows = [
        (
            result.rule_id,
            titles[result.rule_id],
            result.examined,
            result.passed,
            result.failed,
            result.not_applicable,
            result.not_assessable,
            "; ".join(f"{count} {label_of('pass_basis', basis).lower()}" for basis, count in result.bases.items()),
        )
        for result in audit.results
    ]
    return plain_table(
        "Rules",
        "Every rule and its population",
        ("Rule", "Requires", "Records", "Passed", "Failed", "Not applicable", "Not assessable", "Passes rest on"),
        rows,
        note="“Passed” means no exception noted, on the basis stated. Records is the sum of the four columns after it.",
    )


def frameworks(audit: Audit) -> Table:
    """Each provision or standard that rules cite: which rules, how many had an answer, how many findings are open."""
    answered = {result.rule_id for result in audit.results if result.has_answer}
    found = Counter(one.rule_id for one in open_findings(audit))
    citing: dict[str, list[str]] = {}
    for rule in audit.rules:
        for citation in dict.fromkeys(rule.cites):
            citing.setdefault(citation, []).append(rule.rule_id)
    rows: list[tuple[Value, ...]] = [
        (
            citation,
            ", ".join(sorted(ids)),
            f"{sum(one in answered for one in ids)} of {len(ids)}",
            sum(found[one] for one in ids),
        )
        for citation, ids in sorted(citing.items(), key=lambda item: _in_order(item[0]))
    ]
    headings = ("Provision or standard", "Rules", "With an answer", "Open findings")
    note = (
        "A finding counts under every provision its rule cites, so the last column adds up to more than all findings."
    )
    return plain_table("Provisions", "Provisions and standards, with rules and findings", headings, rows, note=note)


def _in_order(citation: str) -> tuple[tuple[int, int, str], ...]:
    """Article 5 before article 30: numbers as numbers, the rest as text."""
    parts = filter(None, _NUMBERS.split(citation))
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)
