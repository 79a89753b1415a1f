"""TRA: flows that rest on an adequacy decision, judged by the days on which it was in force (GDPR Art. 45)."""

from collections.abc import Iterable, Iterator
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.reference.adequacy import (
    Decision,
    area_confidence,
    decision_on,
    decisions,
    gaps,
    in_force_between,
    is_protected,
)
from auditlib.reference.legal_dates import weakest
from auditlib.rulebook.among import listed_in_words
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.flows import LAW, country_in_words, country_of, days_in_period
from auditlib.rulebook.rule import EU, SWISS, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.sheets.transfers import Transfer
from auditlib.wording import day_in_words

rests_on_adequacy = one_of("mechanism", "adequacy")


@rule(
    "TRA-03",
    "Every adequacy decision relied on was in force",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 45(3)", "GDPR 45(9)", "FADP 16"),
    each=Transfer,
    applies=every(rests_on_adequacy, lambda transfer, view: days_in_period(transfer, view) is not None),
    regimes=(EU, UK, SWISS),
)
def adequacy_not_in_force(transfer: Transfer, view: View) -> Iterator[Noted]:
    """A decision covers the days on which it is in force, under the exporter's law; each law has a list of its own.

    Fix: agree another mechanism for these days, or correct country, law or mechanism; where the importer is on the list
    of the Data Privacy Framework, enter that as its mechanism (dpf).
    """
    regime, country, days = known(transfer, "regime"), country_of(transfer), days_in_period(transfer, view)
    if days is None or is_protected(regime, country):
        return
    if missing := gaps(regime, country, *days):
        known(transfer, "started_on")
        frameworks = [one for one in in_force_between(regime, country, *days) if one.requires_importer_listing]
        general = [one for one in decisions(regime, country) if not one.requires_importer_listing]
        yield Noted(
            "mechanism",
            _not_in_force(regime, country, missing, frameworks),
            also=((transfer, "country"), (transfer, "regime")),
            confidence=weakest((area_confidence(regime, country), *(one.confidence for one in general + frameworks))),
        )


def _not_in_force(regime: str, country: str, missing: Iterable[tuple[date, date]], frameworks: list[Decision]) -> str:
    where = f"{LAW[regime]} for {country_in_words(country)}" + (" as a whole" if frameworks else "")
    days = listed_in_words(f"from {day_in_words(start)} to {day_in_words(end)}" for start, end in missing)
    lists = "".join(f"; {one.instrument} covers only importers on its list" for one in frameworks)
    return f"rests on adequacy, and no decision under {where} was in force {days}{lists}"


def _limited_decision(transfer: Transfer, view: View) -> Decision | None:
    decision = decision_on(known(transfer, "regime"), country_of(transfer), view.as_of)
    # A framework with a list is its own mechanism, and no adequacy of the country.
    return decision if decision and decision.is_limited and not decision.requires_importer_listing else None


@rule(
    "TRA-04",
    "An importer under a limited adequacy decision falls within it",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 45(1)", "GDPR 45(3)", "FADP 16"),
    each=Transfer,
    applies=every(rests_on_adequacy, lambda transfer, view: _limited_decision(transfer, view) is not None),
    regimes=(EU, UK, SWISS),
)
def importer_scope_not_shown(transfer: Transfer, view: View) -> Iterator[Noted]:
    """Some decisions cover only part of a country's recipients, such as companies under its privacy act.

    Fix: obtain proof that the importer falls within the decision, and enter it.
    """
    decision = _limited_decision(transfer, view)
    if decision and transfer.is_blank("importer_scope_ref"):
        limits = decision.scope.removeprefix("limited: ")
        text = f"rests on {decision.instrument}, which covers only {limits}; no proof that the importer is one is named"
        yield Noted("importer_scope_ref", text, confidence=decision.confidence)
