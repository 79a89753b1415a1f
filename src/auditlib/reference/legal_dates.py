"""Dated facts of law: what begins or ends on which day, and which figure it sets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from auditlib.reference.vocabularies import rows_of
from auditlib.wording import amount_in_words, day_in_words

# A topic whose rows are no law yet, whatever their dates.
PROPOSAL = "proposal"
_IMPORTER_LAW_CHANGE = "importer_law_change"
# What is worst known comes first; a house rule is a parameter and takes nothing away.
_WEAKEST_FIRST = ("unverified", "memory", "partly_sourced", "sourced", "house_rule")
# Confidence of what nobody has read in its source.
FROM_MEMORY = frozenset({"memory", "unverified"})
# What stands beside whatever rests on such a row: the doubt is about its day or figure, not about the provision.
NOT_CHECKED = "date of law not yet checked against its source"


class UnknownFact(KeyError):
    """No row of the reference dates is the one asked for."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What rests on a source, and how well the source is known."""

    confidence: str

    @property
    def is_from_memory(self) -> bool:
        """Whether nobody has read the source: a finding that rests on it says so."""
        return self.confidence in FROM_MEMORY


@dataclass(frozen=True, slots=True)
class LegalFact(Sourced):
    """One row of `reference_dates.csv`.

    Both days belong to the time it covers; None is "always until" and "still". `limit_value` counts `limit_unit`:
    hours, calendar_days, working_days, months or people. `regime` and `country` are blank where none is meant.
    """

    reference_id: str
    topic: str
    regime: str
    country: str
    statement: str
    effective_from: date | None
    valid_until: date | None
    limit_value: int | None
    limit_unit: str
    citation: str
    note: str

    @property
    def first_day(self) -> date:
        """The first day; raises `ValueError` where the row states none."""
        if self.effective_from is None:
            raise ValueError(f"{self.reference_id} in reference_dates.csv states no first day.")
        return self.effective_from

    @property
    def last_day(self) -> date:
        """The last day; raises `ValueError` where the row states none."""
        if self.valid_until is None:
            raise ValueError(f"{self.reference_id} in reference_dates.csv states no last day.")
        return self.valid_until

    @property
    def value(self) -> int:
        """The amount, in `limit_unit`; raises `ValueError` where the row states none."""
        if self.limit_value is None:
            raise ValueError(f"{self.reference_id} in reference_dates.csv states no figure.")
        return self.limit_value

    def __str__(self) -> str:
        """The fact in one line: statement, figure, days, source, and whether its source is yet to be checked."""
        parts = [self.statement]
        if self.limit_value is not None:
            parts.append(amount_in_words(self.limit_value, self.limit_unit))
        parts += [f"from {day_in_words(self.effective_from)}"] if self.effective_from else []
        parts += [f"until {day_in_words(self.valid_until)}"] if self.valid_until else []
        source = f"{self.citation}; {NOT_CHECKED}" if self.is_from_memory else self.citation
        return f"{', '.join(parts)} ({source})"


def fact(reference_id: str) -> LegalFact:
    """The row with an id.

    Raises:
        UnknownFact: there is none.
    """
    try:
        return _facts()[reference_id]
    except KeyError:
        raise UnknownFact(f"reference_dates.csv has no row “{reference_id}”.") from None


def facts(*, topic: str = "", regime: str = "", country: str = "") -> tuple[LegalFact, ...]:
    """The rows of a topic, a regime and an ISO country, in the order of the file; a blank asks for all."""
    wanted = (("topic", topic), ("regime", regime), ("country", country))
    return tuple(
        one for one in _facts().values() if all(getattr(one, name) == value for name, value in wanted if value)
    )


def of_regime(topic: str, ending: str, regime: str) -> LegalFact | None:
    """The one row of a topic and a regime whose id ends so, or None: `eu_request_answer` ends `request_answer`."""
    found = [one for one in facts(topic=topic, regime=regime) if one.reference_id.endswith(f"_{ending}")]
    return found[0] if regime and found else None


def is_in_force(one: LegalFact, day: date) -> bool:
    """Whether a fact is law on a day, its first and last included. A proposal never is."""
    begun = one.effective_from is None or one.effective_from <= day
    ended = one.valid_until is not None and day > one.valid_until
    return one.topic != PROPOSAL and begun and not ended


def limit(reference_id: str) -> LegalFact:
    """The row with an id, which states a figure; another figure is `dataclasses.replace(row, limit_value=…)`.

    Raises:
        UnknownFact: there is no such row.
        ValueError: it states no figure.
    """
    found = fact(reference_id)
    if found.limit_value is None:
        raise ValueError(f"{reference_id} in reference_dates.csv states no figure.")
    return found


def importer_law_changes(country: str, until: date) -> tuple[LegalFact, ...]:
    """Changes of law in a country that transfers go to, up to a day, oldest first.

    A transfer assessment older than one of them was made under other law (clause 14(e) of the EU clauses of 2021).
    """
    changes = facts(topic=_IMPORTER_LAW_CHANGE, country=country) if country else ()
    known = (change for change in changes if change.effective_from is not None and change.effective_from <= until)
    return tuple(sorted(known, key=lambda change: change.first_day))


@cache
def _facts() -> Mapping[str, LegalFact]:
    return MappingProxyType({row["reference_id"]: _read(row) for row in rows_of("reference_dates")})


def _read(row: Mapping[str, str]) -> LegalFact:
    return LegalFact(
        reference_id=row["reference_id"],
        topic=row["topic"],
        regime=row["regime"],
        country=row["country"],
        statement=row["statement"],
        effective_from=day_or_none(row["effective_from"]),
        valid_until=day_or_none(row["valid_until"]),
        limit_value=int(row["limit_value"]) if row["limit_value"] else None,
        limit_unit=row["limit_unit"],
        citation=row["citation"],
        confidence=row["confidence"],
        note=row["note"],
    )


def weakest(confidences: Iterable[str]) -> str:
    """The least of several confidences; that there is nothing to be doubted is sourced."""
    return min(confidences, key=_WEAKEST_FIRST.index, default="sourced")


def day_or_none(text: str) -> date | None:
    """A day of a data file, or None where the cell is blank."""
    return date.fromisoformat(text) if text else None
