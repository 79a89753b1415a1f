"""A policy that was checked, with an index of its clauses: every part of the report reads this one value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from auditlib.audit import Audit
from auditlib.evidence.opening import open_evidence
from auditlib.findings import Severity
from auditlib.policy.contradictions.detecting import Contradiction
from auditlib.policy.structure import Clause, Section
from auditlib.practice.checking import PolicyCheck, check_policy
from auditlib.practice.verdicts import Judged, Verdict
from auditlib.render.fragments import slug
from auditlib.tables import Entry, Target

TEXT, FINDINGS, CONTRADICTIONS, ASKED = "Policy", "Findings", "Contradictions", "Asked of the policy"

Span = tuple[int, int]


@dataclass(frozen=True)
class PolicyReview:
    """What became of a policy, and the audit whose findings report the same facts."""

    audit: Audit
    check: PolicyCheck

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the policy; none where no policy was read."""
        return self.check.policy.clauses if self.check.policy else ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its sections; none where no policy was read."""
        return self.check.policy.sections if self.check.policy else ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """A key for each judged statement, in their order: its id, with a number where another has the same."""
        taken = {slug(clause.clause_id) for clause in self.clauses}
        return tuple(_free(one.commitment.identity, taken) for one in self.check.judged)

    @cached_property
    def keyed(self) -> tuple[tuple[str, Judged], ...]:
        """The judged statements with their keys: in the order of the text, those without a place last."""
        every = zip(self.keys, self.check.judged, strict=True)
        return tuple(sorted(every, key=lambda pair: _order(*pair)))

    @cached_property
    def contradiction_keys(self) -> tuple[tuple[str, Contradiction], ...]:
        """The contradictions, each with a key: its kind and a number."""
        counts: dict[str, int] = {}
        found = []
        for one in self.check.contradictions:
            counts[one.kind] = counts.get(one.kind, 0) + 1
            found.append((f"{one.kind}.{counts[one.kind]}", one))
        return tuple(found)

    def touched(self, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses that share a character with a part of the text, in its order."""
        return self.check.policy.overlapping(start, end) if self.check.policy else ()

    def section_name(self, clause: Clause) -> str:
        """The section of a clause by its number and heading."""
        return section_name(self.check.policy.section_of(clause)) if self.check.policy else ""

    def words(self, start: int, end: int) -> str:
        """A part of the text on one line."""
        return " ".join(self.check.policy.text[start:end].split()) if self.check.policy else ""

    def quoted(self, spans: Iterable[Span], absent: str = "none") -> Entry:
        """Passages of the text, each with the clause it begins in, to which it leads."""
        texts: dict[tuple[str, Target], None] = {}
        for start, end in spans:
            for clause in self.touched(start, end)[:1]:
                texts[f"“{self.words(start, end)}” ({clause.clause_id})", (TEXT, clause.clause_id)] = None
        return Entry(tuple(text for text, _ in texts) or None, (), absent, leads_to=tuple(way for _, way in texts))

    def worst(self, one: Judged) -> Severity | None:
        """The worst severity of the findings about a statement; None where it has none."""
        return min((self._severities[each] for each in one.finding_ids), key=lambda each: each.rank, default=None)

    @cached_property
    def _severities(self) -> Mapping[str, Severity]:
        return {one.finding_id: one.severity for one in self.audit.findings}

    @cached_property
    def contradicted(self) -> tuple[tuple[str, Judged], ...]:
        """The contradicted statements with their keys: the worst findings first, those without any last."""
        failed = (pair for pair in self.keyed if pair[1].decision.verdict is Verdict.FAILED)
        return tuple(sorted(failed, key=lambda pair: _rank(self.worst(pair[1]))))

    def finding_links(self, ids: Iterable[str]) -> Entry:
        """Findings by id, each leading to its row."""
        texts = tuple(ids)
        return Entry(texts or None, (), "none", leads_to=tuple((FINDINGS, one) for one in texts))


def reviewed(audit: Audit) -> PolicyReview:
    """Hold the policy of an audited case against its register and evidence, both ways."""
    return PolicyReview(audit, check_policy(audit.case, open_evidence(audit.case), audit.findings))


def section_name(section: Section) -> str:
    """A section by its number and heading as they are printed."""
    heading = " ".join(section.heading.split())
    if section.number:
        return f"{section.number}. {heading}".rstrip()
    return heading or "Before the first heading"


def _order(key: str, one: Judged) -> tuple[bool, int, int, str]:
    start, end = one.start or 0, one.end or 0
    return one.start is None, start, -end, key


def _rank(severity: Severity | None) -> int:
    return len(Severity) if severity is None else severity.rank


def _free(identity: str, taken: set[str]) -> str:
    free, number = identity, 1
    while slug(free) in taken:
        number += 1
        free = f"{identity} ({number})"
    taken.add(slug(free))
    return free
