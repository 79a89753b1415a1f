"""When a framework or a set of clauses for transfers began and ended, for each regime."""

from auditlib.reference.legal_dates import LegalFact, UnknownFact, of_regime

# The Swiss and the UK rules took over what the EU had, except where they have a row of their own.
_EU = "eu_gdpr"
_FOLLOWS_EU = frozenset({"uk_gdpr", "ch_fadp"})


def framework(mechanism: str, regime: str) -> LegalFact:
    """The framework behind a mechanism, `dpf`, `privacy_shield` or `safe_harbour`, as a regime knows it.

    `first_day` is the first day on which it could be relied on, `last_day` the last (Dec. (EU) 2023/1795, SI 2023/1028
    and Swiss DPO Annex 1; C-311/18; C-362/14). Switzerland has rows of its own: there the FDPIC decided, not the Court.

    Raises:
        UnknownFact: the regime knows no such framework.
    """
    return _own_or_of_the_eu("framework", mechanism, regime)


def old_clauses_repealed(regime: str) -> LegalFact:
    """From its `first_day` no new contract could use the clauses of 2001, 2004 and 2010.

    Dec. (EU) 2021/914 Art. 4(2)-(3); DPA 2018 s.119A for the UK; Switzerland has no row and follows the EU.

    Raises:
        UnknownFact: the regime knows no such clauses.
    """
    return _own_or_of_the_eu("clauses", "clauses_repealed", regime)


def old_clauses_end(regime: str) -> LegalFact:
    """Its `last_day` is the last on which the clauses of 2001, 2004 and 2010 could be relied on.

    Dec. (EU) 2021/914 Art. 4(4); DPA 2018 s.119A; FDPIC.

    Raises:
        UnknownFact: the regime knows no such clauses.
    """
    return _own_or_of_the_eu("clauses", "clauses_end", regime)


def _own_or_of_the_eu(topic: str, ending: str, regime: str) -> LegalFact:
    found = of_regime(topic, ending, regime)
    # The Data Privacy Framework binds nobody outside the EU without an act of the other state.
    if found is None and regime in _FOLLOWS_EU and ending != "dpf":
        found = of_regime(topic, ending, _EU)
    if found is None:
        raise UnknownFact(f"reference_dates.csv has no row “{ending}” of the topic {topic} for the regime “{regime}”.")
    return found
