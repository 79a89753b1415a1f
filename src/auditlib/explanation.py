"""What a rule is, in words: for `auditlib explain`, for the notebook, and for `docs/rules.md`."""

from auditlib.errors import UsageError
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.catalogue import catalogue
from auditlib.rulebook.rule import Rule
from auditlib.rules import known_rules

TOPICS = {
    "ROP": "Record of processing",
    "LAW": "Purposes and legal bases",
    "PRO": "Processing for clients",
    "VEN": "Vendors and contracts",
    "TRA": "Transfers to third countries",
    "RET": "Retention and deletion",
    "DSR": "Rights requests and complaints",
    "BRE": "Personal data breaches",
    "DPI": "Impact assessments",
    "COO": "Cookies and consent",
    "POL": "The published policy",
    "GOV": "Governance and evidence",
}


def rule_named(rule_id: str) -> Rule:
    """The rule with an id.

    Raises:
        UsageError: there is none; names the ids of its topic.
    """
    every = {rule.rule_id: rule for rule in known_rules()}
    if rule_id in every:
        return every[rule_id]
    topic = rule_id.partition("-")[0]
    near = [known for known in every if known.startswith(f"{topic}-")]
    raise UsageError(f"found no rule {rule_id}; expected one of {', '.join(near or sorted(every))}.")


def explain_rule(rule: Rule) -> str:
    """A rule in Markdown: title, why, law, when it finds something, what it reads, how to fix it."""
    row = catalogue().get(rule.rule_id)
    lines = [
        f"### {rule.rule_id} {rule.title}",
        "",
        rule.why,
        "",
        f"- **Severity and force:** {rule.severity.value}, {label_of('force', rule.force.value).lower()}",
        f"- **Law and sources:** {'; '.join(rule.cites)}",
        f"- **Regimes:** {', '.join(label_of('regime', regime) for regime in rule.regimes) or 'any'}",
        f"- **What to do:** {rule.fix}",
    ]
    if row is not None:
        lines += [
            f"- **Applies to:** `{row.population}`: {row.applies_when}",
            f"- **Finds something when:** {row.finding_when}",
            f"- **Reads:** {', '.join(f'`{name}`' for name in sorted(row.reads))}",
        ]
    if rule.needs_attestation:
        sheets = ", ".join(f"`{kind.about.name}`" for kind in rule.needs_attestation)
        lines.append(f"- **Passes only where stated complete:** {sheets}")
    return "\n".join(lines)


def rules_page() -> str:
    """`docs/rules.md`: every rule, by topic."""
    parts = [
        "# Rules",
        "",
        "Generated from the rules themselves by `make docs`; a test compares. What a rule finds is an exception to "
        "what it requires, never a statement that something is unlawful. Blank is not “no”: what a rule needs and "
        "does not find makes the record not assessable.",
    ]
    for topic, title in TOPICS.items():
        parts += ["", f"## {title}"]
        for rule in known_rules():
            if rule.topic == topic:
                parts += ["", explain_rule(rule)]
    return "\n".join(parts) + "\n"
