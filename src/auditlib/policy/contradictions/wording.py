"""How messages name several things."""

from collections.abc import Iterable

from auditlib.policy.contradictions.reader import Reader, Stated
from auditlib.policy.structure import Clause
from auditlib.reference.vocabularies import label_of

_MOST_QUOTED = 4


def listed(several: Iterable[str], joined_by: str = "and") -> str:
    """Each thing once, in its order: `a, b and c`."""
    things = list(dict.fromkeys(several))
    if not things[1:]:
        return "".join(things)
    return f"{', '.join(things[:-1])} {joined_by} {things[-1]}"


def places(clauses: Iterable[Clause], reader: Reader) -> str:
    """Where clauses stand: `section 4`, `sections 4 and 7`, or the heading of a section without a number."""
    sections = {clause.section_id: reader.section_of(clause) for clause in clauses}
    numbers = [section.number for section in sections.values() if section.number]
    headings = [" ".join(section.heading.split()) for section in sections.values() if not section.number]
    numbered = f"section{'s' if numbers[1:] else ''} {listed(numbers)}"
    unnumbered = [f"“{heading}”" if heading else "the opening" for heading in headings]
    return listed([numbered, *unnumbered] if numbers else unnumbered)


def quoted(several: Iterable[Stated]) -> str:
    """The first few quotes in quotation marks, and how many more there are."""
    words = list(dict.fromkeys(one.words for one in several))
    shown = [f"“{one}”" for one in words[:_MOST_QUOTED]]
    more = len(words) - len(shown)
    return listed([*shown, f"{more} more"] if more > 0 else shown)


def labels(choice_list: str, values: Iterable[str]) -> list[str]:
    """The labels of values of a closed list, in the order of the values."""
    return [label_of(choice_list, value) if choice_list else value for value in sorted(values)]
