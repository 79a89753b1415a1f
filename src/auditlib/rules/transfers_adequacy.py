"""TRA: flows that rest on an adequacy decision, judged by the days on which it was in force (GDPR Art. 45)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.adequacy import Decision, decision_on, decisions, gaps, is_protected
from auditlib.rulebook.among import listed_in_words
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.flows import LAW, country_in_words, country_of, last_day_seen
from auditlib.rulebook.rule import EU, SWISS, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.sheets.transfers import Transfer
from auditlib.wording import day_in_words

rests_on_adequacy = one_of("mechanism", "adequacy")
_WEAKEST_FIRST = ("memory", "unverified", "partly_sourced", "sourced")


@rule(
    "TRA-03",
    "Every adequacy decision relied on was in force",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 45(3)", "GDPR 45(9)"),
    each=Transfer,
    applies=rests_on_adequacy,
    regimes=(EU, UK, SWISS),
)
def adequacy_not_in_force(transfer: Transfer, view: View) -> Iterator[Noted]:
    """A decision covers the days on which it is in force, for the law of the exporter; each law has a list of its own.

    Fix: agree another mechanism for these days, or correct country, law or mechanism; for the US choose the framework.
    """
    regime, country = known(transfer, "regime"), country_of(transfer)
    first = max(transfer.started_on or view.period.starts_on, view.period.starts_on)
    missing = gaps(regime, country, first, last_day_seen(transfer, view))
    if is_protected(regime, country) or not missing:
        return
    known(transfer, "started_on")
    days = listed_in_words(f"from {day_in_words(start)} to {day_in_words(end)}" for start, end in missing)
    text = f"rests on adequacy, and no decision under {LAW[regime]} for {country_in_words(country)} was in force {days}"
    yield Noted(
        "mechanism", text, also=((transfer, "country"), (transfer, "regime")), confidence=_weakest(regime, country)
    )


def _weakest(regime: str, country: str) -> str:
    """How well the decisions for a country are known, the least known deciding; that there is none is sourced."""
    known_as = [decision.confidence for decision in decisions(regime, country)]
    return min(known_as, key=_WEAKEST_FIRST.index, default="sourced")


def _limited_decision(transfer: Transfer, view: View) -> Decision | None:
    decision = decision_on(known(transfer, "regime"), country_of(transfer), view.as_of)
    # A framework with a list is its own mechanism, and no adequacy of the country.
    return decision if decision and decision.is_limited and not decision.requires_importer_listing else None


@rule(
    "TRA-04",
    "An importer under a limited adequacy decision falls within it",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 45(1)", "GDPR 45(3)"),
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
