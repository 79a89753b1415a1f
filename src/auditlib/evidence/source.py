"""What every source has, whatever it shows: where it was read, of which days it tells, which companies it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditlib.schema.columns import Money


@dataclass(frozen=True, slots=True)
class Company:
    """A company that a source names by name, domain or both; `shown` begins a sentence that ends with it."""

    name: str
    domain: str
    shown: str

    @property
    def label(self) -> str:
        """What a reader knows it by."""
        return self.name or self.domain


@dataclass(frozen=True, slots=True)
class Source:
    """What was read from one extract: the id of its evidence row, its file, and facts of one kind of evidence.

    `kind` is the kind in the evidence sheet; `in_words` says it within a sentence.
    """

    kind: ClassVar[str]
    in_words: ClassVar[str]

    evidence_id: str
    file: str

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of which it tells; None where that is not known."""
        return None

    @property
    def rows(self) -> int | None:
        """How many rows stand below its headings; None where it is no table."""
        return None

    @property
    def totals(self) -> tuple[Money, ...]:
        """What its rows sum up to, by currency, for the control total that is stated of it; none without money."""
        return ()

    def companies(self) -> Iterable[Company]:
        """The companies it names, which belong in the vendors sheet."""
        return ()
