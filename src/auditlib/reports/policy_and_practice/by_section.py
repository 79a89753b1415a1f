"""How many statements of each section have which verdict."""

from collections import Counter

from auditlib.practice.verdicts import Verdict
from auditlib.reports.policy_and_practice.review import TEXT, PolicyReview, section_name
from auditlib.reports.policy_and_practice.wording import VERDICTS
from auditlib.tables import Entry, Field, Row, Table

_NOTE = (
    "Statements is the sum of the five columns before it; a statement counts in the section in which its words begin. "
    "Not covered counts clauses, headings left out, of which no statement quotes a word."
)
_ELSEWHERE = ""


def by_section(review: PolicyReview) -> Table:
    """One row for each section with its verdicts, and one for all of them."""
    counts: Counter[tuple[str, Verdict]] = Counter()
    for one in review.check.judged:
        begins = review.touched(one.start, one.end or 0)[:1] if one.start is not None else ()
        counts[begins[0].section_id if begins else _ELSEWHERE, one.decision.verdict] += 1
    uncovered = Counter(clause.section_id for clause in review.check.uncovered)
    rows = []
    for section in review.sections:
        first = section.clauses[0].clause_id if section.clauses else ""
        leads_to = ((TEXT, first),) if first else ()
        name = Entry(section_name(section), leads_to=leads_to)
        rows.append(_row(section.section_id, name, counts, uncovered))
    if any(section == _ELSEWHERE for section, _ in counts):
        rows.append(_row(_ELSEWHERE, Entry("In no one place of the text"), counts, uncovered))
    rows.append(_total(counts, uncovered))
    fields = (
        Field("Section", width=34),
        *(Field(words.capitalize(), width=14) for words in VERDICTS.values()),
        Field("Statements", width=12),
        Field("Clauses not covered", width=14),
    )
    return Table("By section", "Statements by section and verdict", fields, tuple(rows), _NOTE, has_places=False)


def _row(section: str, name: Entry, counts: Counter[tuple[str, Verdict]], uncovered: Counter[str]) -> Row:
    numbers = [counts[section, verdict] for verdict in VERDICTS]
    return Row(section or "elsewhere", (name, *map(Entry, (*numbers, sum(numbers), uncovered[section]))))


def _total(counts: Counter[tuple[str, Verdict]], uncovered: Counter[str]) -> Row:
    of_verdict: Counter[Verdict] = Counter()
    for (_, verdict), number in counts.items():
        of_verdict[verdict] += number
    numbers = [of_verdict[verdict] for verdict in VERDICTS]
    return Row("all", (Entry("All sections"), *map(Entry, (*numbers, sum(numbers), uncovered.total()))))
