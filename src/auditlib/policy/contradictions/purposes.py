"""Purposes: two lists of uses for the same data, and a purpose whose legal basis is missing."""

from collections.abc import Iterator, Mapping
from functools import cache

from auditlib.policy.contradictions.cues import cue, rows_of
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.reader import Reader, Stated
from auditlib.policy.contradictions.wording import labels, listed, places, quoted
from auditlib.policy.readings import is_exclusive


@detector("X-01")
def same_data_two_scopes(reader: Reader) -> Iterator[Sighting]:
    """A closed list of uses, for what clients hand over or for all data, beside other uses of personal information."""
    uses = [one for one in reader.of_kind("uses_for") if one.operator not in ("none", "narrative")]
    yield from _beside_only(uses, reader)
    if _keeps_what_is_handed_over_apart(reader):
        return
    broad = [one for one in uses if _is_broad(one)]
    by_terms: dict[frozenset[str], list[Stated]] = {}
    for limit in _limits(uses, reader):
        by_terms.setdefault(limit.terms, []).append(limit)
    for terms, same in by_terms.items():
        allowed = {_as_purpose(term) for term in terms}
        others = _outside(same, broad, reader)
        if any(_adds_to(allowed, one) for one in others):
            yield _two_scopes(same, others, reader)


def _beside_only(uses: list[Stated], reader: Reader) -> Iterator[Sighting]:
    """Uses of all data that are said to be the only ones, and others that are stated elsewhere."""
    of_all = [one for one in uses if cue("all_data").search(one.quote) and not _is_of_what_is_handed_over(one, reader)]
    for limit in of_all:
        if limit.operator != "closed" or not limit.terms or not is_exclusive(limit.quote):
            continue
        inside = {limit.clause.clause_id, *(one.clause_id for one in reader.policy.governed(limit.clause))}
        others = [one for one in of_all if one.clause.clause_id not in inside and _is_another_use(one, limit)]
        if others:
            yield _another_use(limit, others, reader)


def _is_another_use(one: Stated, limit: Stated) -> bool:
    is_wished = any(cue(name).search(one.clause.text) for name in ("at_your_wish", "exception"))
    return one.operator in ("exists", "permitted") and bool(one.terms - limit.terms) and not is_wished


def _another_use(limit: Stated, others: list[Stated], reader: Reader) -> Sighting:
    message = (
        f"Says “{limit.words}” in {places([limit.clause], reader)}, and states {quoted(others)} in "
        f"{places((one.clause for one in others), reader)}. Say which of the two holds, or name every use in one list."
    )
    return Sighting(message, (limit.span, *(one.span for one in others)), limit.words)


def _limits(uses: list[Stated], reader: Reader) -> list[Stated]:
    """The closed lists of uses for what clients hand over; also those that nobody made a statement of."""
    stated = [one for one in uses if one.operator == "closed" and _is_of_what_is_handed_over(one, reader)]
    told = {one.clause.clause_id for one in stated}
    unstated = [
        reader.read_as(clause, "uses_for", "closed", "dataset_use")
        for clause in reader.saying("closed_use")
        if clause.clause_id not in told and reader.is_about_what_is_handed_over(clause)
    ]
    return [*stated, *(one for one in unstated if one.terms)]


def _outside(limits: list[Stated], broad: list[Stated], reader: Reader) -> list[Stated]:
    """The broader uses that stand in another sentence or list; a list only where none of its members is among them."""
    inside = {one.clause_id for limit in limits for one in (limit.clause, *reader.policy.governed(limit.clause))}
    others = [one for one in broad if one.clause.clause_id not in inside]
    return [one for one in others if one.operator != "closed"] or others


def _two_scopes(limits: list[Stated], others: list[Stated], reader: Reader) -> Sighting:
    uses = listed(f"“{label}”" for label in labels(limits[0].vocabulary, limits[0].terms))
    message = (
        f"Limits the use of what clients hand over in {places((one.clause for one in limits), reader)} to "
        f"{uses or 'one list of purposes'}, and states {quoted(others)} for personal information in "
        f"{places((one.clause for one in others), reader)}. People in what clients hand over fall under both: say "
        "which of the two holds for them."
    )
    return Sighting(message, tuple(one.span for one in (*limits, *others)), limits[0].words)


def _keeps_what_is_handed_over_apart(reader: Reader) -> bool:
    """Whether the text says that what clients hand over holds no people, or that another part does not apply to it."""
    return bool(reader.saying("set_apart")) or any(
        reader.is_about_what_is_handed_over(clause) for clause in reader.saying("holds_no_people")
    )


def _is_of_what_is_handed_over(one: Stated, reader: Reader) -> bool:
    return one.vocabulary == "dataset_use" or reader.is_about_what_is_handed_over(one.clause)


def _is_broad(one: Stated) -> bool:
    if any(_purposes()[term]["is_broad"] == "yes" for term in one.terms if term in _purposes()):
        return True
    has_own_words = cue("broad_use").search(one.quote) is not None and cue("own_site").search(one.quote) is None
    return not one.terms and has_own_words


def _adds_to(allowed: set[str], one: Stated) -> bool:
    broad = {term for term in one.terms if _purposes().get(term, {}).get("is_broad") == "yes"}
    return bool(broad - allowed) or not one.terms


def _as_purpose(term: str) -> str:
    """The purpose that a use of a dataset is, or the term itself."""
    return next((purpose for purpose, row in _purposes().items() if row["same_dataset_use"] == term), term)


@detector("X-03")
def purpose_without_basis(reader: Reader) -> Iterator[Sighting]:
    """A purpose that rests on a legal basis which the list of bases leaves out; none where the text lists no bases."""
    bases = [one for one in reader.of_kind("legal_basis") if one.operator != "narrative" and one.terms]
    stated = {term for one in bases for term in one.terms}
    if reader.saying("states_obligation"):
        stated.add("legal_obligation")
    for needed, purposes in _by_basis(reader).items() if bases else ():
        if not stated & set(needed):
            yield _without_basis(needed, purposes, bases, reader)


def _by_basis(reader: Reader) -> dict[tuple[str, ...], list[Stated]]:
    """The purposes by the bases one of which each needs; those that state one in their own sentence are left out."""
    found: dict[tuple[str, ...], list[Stated]] = {}
    for one in reader.of_kind("uses_for"):
        # A lead-in says no more than the items under it, and they stand for themselves.
        speaks = one.operator != "none" and not reader.policy.governed(one.clause)
        for bases in sorted({_bases(term) for term in one.terms} - {()}) if speaks else ():
            if "consent" not in bases or not cue("basis").search(one.clause.text):
                found.setdefault(bases, []).append(one)
    return found


def _without_basis(needed: tuple[str, ...], purposes: list[Stated], bases: list[Stated], reader: Reader) -> Sighting:
    missing = listed((label.lower() for label in labels("legal_basis", needed)), "or")
    message = (
        f"Names {quoted(purposes)} as {'purposes' if len(purposes) > 1 else 'a purpose'} in "
        f"{places((one.clause for one in purposes), reader)}; the legal bases in "
        f"{places((one.clause for one in bases), reader)} name no {missing}. "
        "Add the basis, or say on which of those named the purpose rests."
    )
    return Sighting(message, tuple(one.span for one in (*purposes, *bases)), missing)


@cache
def _purposes() -> Mapping[str, Mapping[str, str]]:
    return {row["purpose"]: row for row in rows_of("purposes")}


def _bases(purpose: str) -> tuple[str, ...]:
    row = _purposes().get(purpose)
    return tuple(row["bases"].split("; ")) if row and row["bases"] else ()
