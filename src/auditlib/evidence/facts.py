"""What outside sources show of a period, as frozen facts that rules compare with the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from auditlib.errors import NotAssessable
from auditlib.evidence.source import Source
from auditlib.sheets.evidence import Evidence as EvidenceRow

S = TypeVar("S", bound=Source)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The outside sources of a period, the oldest first; an unreadable or empty extract is `unusable` for a reason.

    `unusable` and `kinds` have the ids of evidence rows as keys; `kinds` says what each unusable row is evidence of.
    """

    sources: tuple[Source, ...] = ()
    hash_checked: frozenset[str] = frozenset()
    hash_differs: frozenset[str] = frozenset()
    unusable: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kinds: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def is_hash_checked(self, row: EvidenceRow) -> bool:
        """Whether the file of an evidence row was found and has the SHA-256 that the row states."""
        return row.identity in self.hash_checked

    def those(self, kind: type[S]) -> tuple[S, ...]:
        """The sources of a kind, for what is shown beside other facts: that there is none shows nothing."""
        return tuple(source for source in self.sources if isinstance(source, kind))

    def usable(self, kind: type[S]) -> tuple[S, ...]:
        """The sources of a kind, of which there is at least one.

        Raises:
            NotAssessable: none is there or can be used, which is never "no findings".
        """
        found = self.those(kind)
        if not found:
            reasons = sorted({why for row, why in self.unusable.items() if self.kinds.get(row) == kind.kind})
            because = f": {'; '.join(reasons)}" if reasons else ""
            raise NotAssessable(f"no usable {kind.in_words} for this period{because}")
        return found

    def source_of(self, row: EvidenceRow) -> Source:
        """The source that an evidence row names.

        Raises:
            NotAssessable: its file is missing, unreadable, empty, changed, or of a kind that is not read.
        """
        if row.identity in self.unusable:
            raise NotAssessable(self.unusable[row.identity], row.place_of("file_name"))
        for source in self.sources:
            if source.evidence_id == row.identity:
                return source
        raise NotAssessable("evidence of a kind that is not read", row.place_of("kind"))
