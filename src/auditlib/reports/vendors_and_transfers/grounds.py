"""On what a transfer rests on a day: the mechanism the register states, judged by the dated law behind it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from auditlib.reference.adequacy import Decision, decisions, is_protected, restricts_transfers
from auditlib.reference.legal_dates import FROM_MEMORY, NOT_CHECKED, LegalFact, UnknownFact, fact, is_in_force
from auditlib.reference.mechanisms import framework, old_clauses_end
from auditlib.reference.vocabularies import countries, country_name, label_of, vocabulary
from auditlib.rulebook.flows import LAW, country_in_words
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.wording import day_in_words


class Standing(StrEnum):
    """What data that go to a place rest on, strongest first."""

    PROTECTED = "protected"
    ADEQUACY = "adequacy"
    FRAMEWORK = "framework"
    OTHER = "other"
    UNKNOWN = "unknown"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Standing).index(self)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a mechanism is worth on a day.

    `law` names the dated law behind it with its source. `falls_with` names the decision of limited scope on which all
    depends, blank where there is none.
    """

    standing: Standing
    words: str
    law: tuple[str, ...] = ()
    falls_with: str = ""


_FRAMEWORKS = frozenset({"dpf", "privacy_shield", "safe_harbour"})
_OLD_CLAUSES = frozenset({"scc_2001", "scc_2004", "scc_2010"})
# The row of reference_dates.csv on which clauses begin, for the laws that know them.
_CLAUSES = MappingProxyType(
    {
        ("scc_2021", "eu_gdpr"): "eu_clauses_2021",
        ("scc_2021", "ch_fadp"): "ch_clauses_2021",
        ("uk_idta", "uk_gdpr"): "uk_idta_and_addendum",
        ("uk_addendum", "uk_gdpr"): "uk_idta_and_addendum",
        ("brazil_clauses", "br_lgpd"): "br_clauses",
    }
)
_OF_ONE_LAW = frozenset(mechanism for mechanism, _ in _CLAUSES)


def law_in_words(regime: str) -> str:
    """A law on transfers as a sentence has it: EU law."""
    return LAW.get(regime, label_of("regime", regime))


def ground_of(transfer: Record, day: date, column: str = "mechanism") -> Ground:
    """What the mechanism of a transfer, or with `fallback_mechanism` its fallback, is worth on a day."""
    for needed in (column, "regime", "country"):
        if transfer.is_unreadable(needed):
            return Ground(Standing.UNKNOWN, f"{needed.replace('_', ' ')} cannot be read: “{transfer.raw_of(needed)}”")
    regime, country = (str(readable(transfer, needed) or "") for needed in ("regime", "country"))
    return ground(str(readable(transfer, column) or ""), regime, country, day)


def ground(mechanism: str, regime: str, country: str, day: date) -> Ground:
    """What a mechanism is worth on a day under a law for a country; blanks are what the register does not state."""
    if not regime:
        return Ground(Standing.UNKNOWN, "states no law of the exporter, so none can be looked up")
    if not restricts_transfers(regime):
        return Ground(Standing.UNKNOWN, f"no rules on transfers are held here for {law_in_words(regime)}")
    if country and is_protected(regime, country):
        return Ground(Standing.PROTECTED, f"within the protected area of {law_in_words(regime)}")
    return _outside_the_area(mechanism, regime, country, day)


def _outside_the_area(mechanism: str, regime: str, country: str, day: date) -> Ground:
    if mechanism in {"", "none"}:
        return Ground(Standing.NONE, "answers “none”" if mechanism else "states no mechanism")
    if mechanism == "adequacy":
        return _on_adequacy(regime, country, day)
    if mechanism in _FRAMEWORKS:
        return _on_framework(mechanism, regime, country, day)
    return _on_clauses(mechanism, regime, day)


def general_decision(regime: str, country: str, day: date) -> Decision | None:
    """The latest decision in force on a day that needs no list of importers, or None."""
    in_force = [one for one in decisions(regime, country) if one.is_in_force(day) and not one.requires_importer_listing]
    return in_force[-1] if in_force else None


def decision_in_words(decision: Decision) -> tuple[str, ...]:
    """A decision with its days and scope, and how well it is known."""
    days = _days(decision.effective_from, decision.valid_until)
    return (f"{decision.instrument}, {days} ({decision.scope})", *_known(decision.confidence))


def fact_in_words(one: LegalFact) -> tuple[str, ...]:
    """A fact of law with its days and source, and how well it is known."""
    days = _days(one.effective_from, one.valid_until)
    return (f"{one.statement}, {days} ({one.citation})", *_known(one.confidence))


def _days(first: date | None, last: date | None) -> str:
    days = [f"from {day_in_words(first)}"] if first else []
    return " ".join([*days, *([f"until {day_in_words(last)}"] if last else [])])


def _known(confidence: str) -> tuple[str, ...]:
    if confidence in FROM_MEMORY:
        return (NOT_CHECKED,)
    return ("date of law checked against a part of its sources",) if confidence == "partly_sourced" else ()


def _on_adequacy(regime: str, country: str, day: date) -> Ground:
    if country not in countries():
        said = f"“{country}” is no country code" if country else "states no country"
        return Ground(Standing.UNKNOWN, f"{said}, so no decision can be looked up")
    decision = general_decision(regime, country, day)
    if decision:
        if decision.is_limited:
            words = "decision of limited scope in force"
            return Ground(Standing.ADEQUACY, words, decision_in_words(decision), decision.instrument)
        return Ground(Standing.ADEQUACY, "decision in force", decision_in_words(decision))
    past = [one for one in decisions(regime, country) if not one.requires_importer_listing]
    law = decision_in_words(past[-1]) if past else ()
    where = country_in_words(country)
    return Ground(Standing.NONE, f"no decision under {law_in_words(regime)} for {where} is in force that day", law)


def _on_framework(mechanism: str, regime: str, country: str, day: date) -> Ground:
    try:
        law = framework(mechanism, regime)
    except UnknownFact:
        return Ground(Standing.NONE, f"{law_in_words(regime)} knows no such framework")
    if country and law.country and law.country != country:
        where = country_in_words(law.country)
        words = f"the framework is for {where}, the transfer goes to {country_name(country)}"
        return Ground(Standing.NONE, words, fact_in_words(law))
    if is_in_force(law, day):
        words = "framework in force, for importers on its list"
        return Ground(Standing.FRAMEWORK, words, fact_in_words(law), law.statement)
    return Ground(Standing.NONE, _outside(law, day), fact_in_words(law))


def _on_clauses(mechanism: str, regime: str, day: date) -> Ground:
    if mechanism in _OLD_CLAUSES:
        try:
            law = old_clauses_end(regime)
        except UnknownFact:
            return Ground(Standing.NONE, f"{law_in_words(regime)} knows no such clauses")
        standing = Standing.OTHER if is_in_force(law, day) else Standing.NONE
        return Ground(standing, f"could be relied on until {day_in_words(law.last_day)}", fact_in_words(law))
    if mechanism not in _OF_ONE_LAW:
        article = vocabulary("transfer_mechanism")[mechanism].article if _is_known(mechanism) else ""
        return Ground(Standing.OTHER, "stated; its law has no dates held here", (article,) if article else ())
    reference_id = _CLAUSES.get((mechanism, regime))
    if reference_id is None:
        return Ground(Standing.NONE, f"no such clauses are held here for {law_in_words(regime)}")
    law = fact(reference_id)
    if law.first_day > day:
        return Ground(Standing.NONE, _outside(law, day), fact_in_words(law))
    return Ground(Standing.OTHER, "clauses in force", fact_in_words(law))


def _is_known(mechanism: str) -> bool:
    return mechanism in vocabulary("transfer_mechanism")


def _outside(law: LegalFact, day: date) -> str:
    if law.effective_from and day < law.effective_from:
        return f"can be relied on from {day_in_words(law.effective_from)} on"
    return f"could be relied on until {day_in_words(law.last_day)}"
