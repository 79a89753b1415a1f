"""How a policy tells what no closed list holds: companies, countries, periods, cookies."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditlib.policy.facts import durations_in
from auditlib.policy.kinds import kinds_of
from auditlib.policy.lexicon import values_in
from auditlib.policy.readings import is_negated
from auditlib.policy.structure import Clause, ClauseKind, Policy
from auditlib.policy.words import words_of
from auditlib.practice.broad_terms import broad_terms_in
from auditlib.practice.covering import DisclosureStatus, Telling, Told, contradicted, told
from auditlib.practice.said import Said
from auditlib.practice.topics import touches
from auditlib.reference.adequacy import is_protected
from auditlib.reference.taxonomy import term_label
from auditlib.reference.vocabularies import country_name
from auditlib.rulebook.lengths import is_same_length
from auditlib.rulebook.text import bare_name
from auditlib.schema.durations import Duration, read_duration

_STATES_COUNTRIES = frozenset({"transfers", "shares_with", "collects", "uses_for", "retains", "secures"})
_ONE_STEP, _TWO_STEPS = 1, 2
_ABOUT_ALL = re.compile(r"\b(?:personal|your|all|any|this|the)\s+(?:data|information)\b", re.IGNORECASE)
_TELL_NOTHING = frozenset(
    word.stem
    for word in words_of(
        "a an and are as at by for from in of on or our own the their these this those to we with you your after until "
        "data information personal record client customer service keep kept retain store delete year month day other"
    )
)


def told_vendor(names: Iterable[str], services: tuple[str, ...], by: Telling, said: Iterable[Said]) -> tuple[str, Told]:
    """How a policy tells a company: by its name, else by the service that it tells best; with that service."""
    own = {bare_name(name) for name in names}
    for one in said:
        if not one.denies and own & {bare_name(party) for party in one.parties}:
            words = " ".join(one.quote.split())
            return services[0] if services else "", Told(DisclosureStatus.CLEAR, f"says “{words}”", (one.passage,))
    order = list(DisclosureStatus)
    every = [(service, told(service, by)) for service in services]
    return min(every, key=lambda one: (order.index(one[1].status), one[1].steps))


def told_country(code: str, policy: Policy, said: Iterable[Said]) -> Told:
    """How a policy tells a country to which data go."""
    naming = [one for one in said if one.kind in _STATES_COUNTRIES and one.countries]
    affirming = [one for one in naming if code in one.countries and not one.denies and not one.is_only]
    denying = [one for one in naming if (code in one.countries) is one.denies and (one.denies or one.is_only)]
    only = [one for one in naming if one.is_only and code in one.countries]
    if denying:
        return contradicted(country_name(code), [*affirming, *only], denying)
    if affirming or only:
        first = min((*affirming, *only), key=lambda one: (not one.is_accepted, one.passage[0]))
        return Told(DisclosureStatus.CLEAR, f"says “{' '.join(first.quote.split())}”", (first.passage,))
    return _told_region(code, policy) or Told(DisclosureStatus.OMITTED, f"does not name {country_name(code)}")


def _told_region(code: str, policy: Policy) -> Told | None:
    is_inside = is_protected("eu_gdpr", code)
    covering, steps = ("eea", _ONE_STEP) if is_inside else ("outside_the_eea", _TWO_STEPS)
    for found in broad_terms_in(policy, "country", _STATES_COUNTRIES):
        if found.term == covering:
            words = policy.text[found.passage[0] : found.passage[1]]
            return Told(DisclosureStatus.VAGUE, f"says only “{words}”", (found.passage,), words, steps)
    return None


def clauses_on_keeping(policy: Policy) -> tuple[Clause, ...]:
    """The clauses that say how long something is kept, or by which criteria."""
    read = (one for one in policy.clauses if not one.not_assessed and one.kind is not ClauseKind.HEADING)
    return tuple(one for one in read if "retains" in kinds_of(one, policy))


@dataclass(frozen=True, slots=True)
class Kept:
    """How long something is kept by the register: the kinds of its data and purposes, and the words in their names."""

    period: Duration
    subjects: frozenset[str]
    name_stems: frozenset[str]


def told_period(kept: Kept, others: Sequence[Duration], clauses: Sequence[Clause]) -> Told:
    """How a policy tells how long data are kept.

    Args:
        kept: what is kept how long.
        others: the periods of the other rows of the register; a clause that states one of them is about that row.
        clauses: those on keeping.
    """
    stating = [one for one in clauses if not is_negated(one.words) or touches(one.words, "at_most")]
    with_period = [one for one in stating if durations_in(one.text)]
    about = [one for one in with_period if _is_about(one, kept)]
    if clear := [one for one in about if _states(one, [kept.period])]:
        return Told(DisclosureStatus.CLEAR, f"says “{clear[0].words}”", (_place(clear[0]),))
    if wrong := [one for one in about if not _states(one, others)]:
        return Told(DisclosureStatus.INCORRECT, f"says “{wrong[0].words}”, and not {kept.period}", (_place(wrong[0]),))
    if open_ones := [one for one in with_period if not _names_terms(one) and _states(one, [kept.period])]:
        says = f"may mean it or something else by “{open_ones[0].words}”"
        return Told(DisclosureStatus.AMBIGUOUS, says, tuple(map(_place, open_ones)))
    if general := [one for one in clauses if one not in with_period and not values_in(one.text, "data_kind")]:
        says = f"says only “{general[0].words}”"
        return Told(DisclosureStatus.VAGUE, says, (_place(general[0]),), "criteria without a period", _ONE_STEP)
    return Told(DisclosureStatus.OMITTED, f"does not state {kept.period}")


def stems_of(names: Iterable[str]) -> frozenset[str]:
    """The stems of words that tell one thing from another, without those that stand in many names."""
    return frozenset(word.stem for name in names for word in words_of(name)) - _TELL_NOTHING


def told_cookie(name: str, category: str, lifetime: Duration | None, by: Telling) -> Told:
    """How a policy tells a cookie: by its name with its lifetime, else by the category it belongs to."""
    naming = [one for one in by.policy.clauses if not one.not_assessed and _cookie(name).search(one.text)]
    clauses = [one for one in naming if not is_negated(one.words)]
    if naming and not clauses:
        says = f"rules it out: “{naming[0].words}”"
        return Told(DisclosureStatus.INCORRECT, says, (_place(naming[0]),))
    for clause in clauses:
        lengths = _lengths(clause)
        if lifetime and lengths and not any(is_same_length(lifetime, length) for length in lengths):
            says = f"says “{clause.words}”, and not {lifetime}"
            return Told(DisclosureStatus.INCORRECT, says, (_place(clause),))
    if clauses:
        return Told(DisclosureStatus.CLEAR, f"says “{clauses[0].words}”", (_place(clauses[0]),))
    by_category = told(category, by) if category else Told(DisclosureStatus.OMITTED, "")
    if by_category.status is DisclosureStatus.CLEAR:
        label = term_label(by.choice_list, category)
        says = by_category.says.replace("says", "says only", 1)
        return Told(DisclosureStatus.VAGUE, says, by_category.clauses, label, _ONE_STEP)
    if by_category.status is DisclosureStatus.OMITTED:
        return Told(DisclosureStatus.OMITTED, f"names neither {name} nor its category")
    return by_category


def _cookie(name: str) -> re.Pattern[str]:
    """A name stands by itself; `*` in it stands for any ending, and may be printed as it is."""
    pattern = re.escape(name).replace(r"\*", r"[\w*-]*")
    return re.compile(rf"(?<![\w.-]){pattern}(?![\w*-])")


def _is_about(clause: Clause, kept: Kept) -> bool:
    """Whether a clause is about what is kept: by the data it names, else its purposes, else a name, else about all."""
    if named := _names_terms(clause):
        return not kept.subjects.isdisjoint(named)
    return not kept.name_stems.isdisjoint(stems_of([clause.text])) or bool(_ABOUT_ALL.search(clause.text))


def _names_terms(clause: Clause) -> tuple[str, ...]:
    return values_in(clause.text, "data_kind") or values_in(clause.text, "purpose_kind")


def _states(clause: Clause, periods: Iterable[Duration]) -> bool:
    return any(is_same_length(length, period) for length in _lengths(clause) for period in periods)


def _lengths(clause: Clause) -> list[Duration]:
    return [read_duration(fact.value) for fact in durations_in(clause.text)]


def _place(clause: Clause) -> tuple[int, int, str]:
    return clause.start, clause.end, clause.clause_id
