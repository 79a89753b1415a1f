"""Which countries a law treats as safe for personal data, from when until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from auditlib.reference.legal_dates import NOT_CHECKED, Sourced, day_or_none
from auditlib.reference.vocabularies import country_codes_by_name, rows_of
from auditlib.wording import day_in_words

_DAY = timedelta(days=1)
_EU = "eu_gdpr"
# The European Economic Area stands in countries.csv.
_OWN_COUNTRY = MappingProxyType({"uk_gdpr": "GB", "ch_fadp": "CH", "br_lgpd": "BR"})


@dataclass(frozen=True, slots=True)
class Decision(Sourced):
    """One row of `adequacy.csv`: a decision or regulation of a regime for a country, both days included.

    `scope` begins with "general" or "limited: " and goes on in words. `requires_importer_listing` marks the
    frameworks for the US: they cover only importers that stand on a list.
    """

    regime: str
    country: str
    instrument: str
    scope: str
    requires_importer_listing: bool
    effective_from: date
    valid_until: date | None

    @property
    def is_limited(self) -> bool:
        """Whether it covers only some importers, so that this one's place within it has to be shown."""
        return self.scope.startswith("limited")

    def is_in_force(self, day: date) -> bool:
        """Whether it can be relied on that day, its first and last included."""
        return self.effective_from <= day <= (self.valid_until or date.max)

    def __str__(self) -> str:
        """The decision in one line: instrument, days, scope, and whether its source is yet to be checked."""
        until = f" until {day_in_words(self.valid_until)}" if self.valid_until else ""
        memory = f"; {NOT_CHECKED}" if self.is_from_memory else ""
        return f"{self.instrument}, from {day_in_words(self.effective_from)}{until} ({self.scope}{memory})"


def decisions(regime: str, country: str) -> tuple[Decision, ...]:
    """Every decision of a regime for an ISO country, oldest first, past ones and frameworks with a list included.

    A part of a state that has a code of its own, such as Réunion, shares its state's decisions.
    """
    found = _decisions()
    return found.get((regime, country)) or found.get((regime, _state_of(country)), ())


def decision_on(regime: str, country: str, day: date) -> Decision | None:
    """The latest decision in force on a day, or None. Mind `is_limited` and `requires_importer_listing`."""
    in_force = [decision for decision in decisions(regime, country) if decision.is_in_force(day)]
    return in_force[-1] if in_force else None


def covering(
    regime: str, country: str, first: date, last: date, *, with_listings: bool = False
) -> tuple[Decision, ...]:
    """The decisions that together are in force on every day from first to last; empty where a day is missing.

    A framework with a list of importers is no decision for the country as a whole, and counts only if asked for.
    GDPR 45(3) and (9): a transfer needs a decision on each day on which it goes on.
    """
    if gaps(regime, country, first, last, with_listings=with_listings):
        return ()
    return tuple(_touching(regime, country, first, last, with_listings))


def gaps(
    regime: str, country: str, first: date, last: date, *, with_listings: bool = False
) -> tuple[tuple[date, date], ...]:
    """The stretches from first to last, both included, on which no decision is in force; empty where all is covered.

    Empty too where first is after last: there is no day to cover, and so nothing to judge.
    """
    missing, next_day = [], first
    for decision in _touching(regime, country, first, last, with_listings):
        if decision.effective_from > next_day:
            missing.append((next_day, decision.effective_from - _DAY))
        if decision.valid_until is None or decision.valid_until >= last:
            return tuple(missing)
        next_day = max(next_day, decision.valid_until + _DAY)
    return (*missing, (next_day, last)) if next_day <= last else tuple(missing)


def in_force_between(regime: str, country: str, first: date, last: date) -> tuple[Decision, ...]:
    """The decisions in force on one of the days from first to last, frameworks with a list included; oldest first."""
    return tuple(_touching(regime, country, first, last, with_listings=True))


@cache
def protected_area(regime: str) -> frozenset[str]:
    """The ISO codes within which a regime asks for no transfer tool: the EEA, the UK, Switzerland or Brazil.

    Raises:
        KeyError: the regime has no rules on transfers; `restricts_transfers` tells.
    """
    if regime == _EU:
        return frozenset(row["country"] for row in rows_of("countries") if row["in_eea"] == "yes")
    return frozenset({_OWN_COUNTRY[regime]})


def restricts_transfers(regime: str) -> bool:
    """Whether a regime has rules on sending data abroad that are held here."""
    return regime == _EU or regime in _OWN_COUNTRY


def is_protected(regime: str, country: str) -> bool:
    """Whether data that go to a country need no transfer tool; always so under a law without such rules."""
    return not restricts_transfers(regime) or country in protected_area(regime)


def area_confidence(regime: str, country: str) -> str:
    """How well it is known whether a country lies in the protected area of a regime: only the edge of the EEA is open.

    Raises:
        KeyError: countries.csv has no such country.
    """
    return _confidences()[country] if regime == _EU else "sourced"


@cache
def _confidences() -> Mapping[str, str]:
    return MappingProxyType({row["country"]: row["confidence"] for row in rows_of("countries")})


def _touching(regime: str, country: str, first: date, last: date, with_listings: bool) -> Iterator[Decision]:
    for decision in decisions(regime, country):
        counts = with_listings or not decision.requires_importer_listing
        if counts and decision.effective_from <= last and first <= (decision.valid_until or date.max):
            yield decision


@cache
def _decisions() -> Mapping[tuple[str, str], tuple[Decision, ...]]:
    ordered = sorted(map(_read, rows_of("adequacy")), key=lambda decision: decision.effective_from)
    found: dict[tuple[str, str], tuple[Decision, ...]] = {}
    for decision in ordered:
        key = decision.regime, decision.country
        found[key] = (*found.get(key, ()), decision)
    return MappingProxyType(found)


def _read(row: Mapping[str, str]) -> Decision:
    return Decision(
        regime=row["regime"],
        country=row["country"],
        instrument=row["instrument"],
        scope=row["scope"],
        requires_importer_listing=row["requires_importer_listing"] == "yes",
        effective_from=date.fromisoformat(row["effective_from"]),
        valid_until=day_or_none(row["valid_until"]),
        confidence=row["confidence"],
    )


@cache
def _states() -> Mapping[str, str]:
    """The state of each territory of the EU with a code of its own; countries.csv says "Outermost region of France"."""
    notes = {row["country"]: row["note"] for row in rows_of("countries") if row["in_eu"] == "yes" and row["note"]}
    names = country_codes_by_name()
    return MappingProxyType({code: names[note.rpartition(" of ")[2].casefold()] for code, note in notes.items()})


def _state_of(country: str) -> str:
    return _states().get(country, country)
