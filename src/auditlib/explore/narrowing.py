"""The findings of one severity, topic or owner; a word that names none of them is refused, never an empty list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from auditlib.audit import Audit
from auditlib.explanation import TOPICS
from auditlib.explore.asking import refused
from auditlib.findings import Finding, Severity
from auditlib.reports import self_assessment
from auditlib.tables import Table
from auditlib.wording import plural


@dataclass(frozen=True, slots=True)
class Filter:
    """What findings are narrowed down to; blank is everything.

    A severity may be cut short, a topic is how the ids of rules begin, and an owner is any part of the words.
    """

    severity: str = ""
    topic: str = ""
    owner: str = ""

    @property
    def in_words(self) -> str:
        """Such as "severity high, topic TRA"."""
        given = (("severity", self.severity), ("topic", self.topic), ("owner", self.owner))
        return ", ".join(f"{name} {asked}" for name, asked in given if asked)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is one of those."""
        return (
            finding.severity.value.startswith(self.severity.casefold())
            and finding.rule_id.startswith(self.topic.upper())
            and self.owner.casefold() in finding.owner.casefold()
        )


def narrowed(audit: Audit, chosen: Filter) -> tuple[Table, ...]:
    """The open findings that a filter holds, by topic and one by one; where it holds none, how many are open.

    Raises:
        UsageError: there is no such severity, topic or owner.
    """
    if not chosen.in_words:
        return self_assessment.by_topic(audit), self_assessment.findings(audit)
    for objection in _objections(audit, chosen):
        raise objection
    every = len(self_assessment.open_findings(audit))
    found = tuple(filter(chosen.holds, audit.findings))
    past = tuple(one for one in audit.past if chosen.holds(one))
    part = replace(audit, findings=found, past=past)
    listed = _titled(self_assessment.findings(part), chosen)
    if not listed.rows:
        none = f"No finding matches this filter; {every} {plural(every, 'is', 'are')} open."
        return (replace(listed, empty=none),)
    return _titled(self_assessment.by_topic(part), chosen), listed


def _titled(table: Table, chosen: Filter) -> Table:
    return replace(table, title=f"{table.title}: {chosen.in_words}")


def _objections(audit: Audit, chosen: Filter) -> Iterator[Exception]:
    """A refusal of each word that names nothing."""
    rules = tuple(rule.rule_id for rule in audit.rules)
    owners = sorted({one.owner for one in (*audit.findings, *audit.past)} - {""})
    severities = tuple(severity.value for severity in Severity)
    if not any(one.startswith(chosen.severity.casefold()) for one in severities):
        yield refused("severity", chosen.severity, severities)
    if not any(one.startswith(chosen.topic.upper()) for one in rules):
        yield refused("topic", chosen.topic, _topics(rules))
    if chosen.owner and not any(chosen.owner.casefold() in one.casefold() for one in owners):
        yield refused("owner", chosen.owner, owners)


def _topics(rules: tuple[str, ...]) -> Mapping[str, str]:
    """The topics of the rules that ran, each with its title."""
    ran = dict.fromkeys(rule_id.partition("-")[0] for rule_id in rules)
    return {topic: TOPICS.get(topic, "rules of your own") for topic in ran}
