"""What a detector is, and what it finds: passages of a text that do not stand together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from auditlib.policy.contradictions.kinds import Kind, kinds
from auditlib.policy.contradictions.reader import Reader

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text from `start` to `end` in code points, with the clause and section in which it begins."""

    start: int
    end: int
    clause_id: str
    section_id: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Passages of one text that do not stand together, or one that cannot stand alone.

    `kind` and `title` are those of `contradictions.csv`, as are the hints: `severity`, and whether a person decides
    that the passages do contradict each other. `about` is the hedge, the words or the tool, where there are several
    of one kind. `commitment_ids` are the statements that quote from the passages.
    """

    kind: str
    title: str
    message: str
    passages: tuple[Passage, ...]
    commitment_ids: tuple[str, ...]
    severity: str
    needs_judgement: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a detector yields: what to say of which parts of the text."""

    message: str
    spans: tuple[Span, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Detector:
    """Looks for one kind of contradiction."""

    kind: Kind
    look: Callable[[Reader], Iterable[Sighting]]

    def contradictions(self, reader: Reader) -> Iterator[Contradiction]:
        """Those of its kind."""
        for seen in self.look(reader):
            spans = sorted(set(seen.spans))
            yield Contradiction(
                self.kind.kind,
                self.kind.title,
                seen.message,
                tuple(_passage(reader, *span) for span in spans),
                reader.commitment_ids(spans),
                self.kind.severity,
                self.kind.needs_judgement,
                seen.about,
            )


def detector(kind: str) -> Callable[[Callable[[Reader], Iterable[Sighting]]], Detector]:
    """Make a function the detector of a kind."""
    return lambda look: Detector(kinds()[kind], look)


def _passage(reader: Reader, start: int, end: int) -> Passage:
    clause = reader.clause_at(start)
    return Passage(start, end, clause.clause_id, clause.section_id)
