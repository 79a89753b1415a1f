"""Transfer frameworks that have ended and are still named."""

from collections.abc import Iterator

from auditlib.policy.contradictions.cues import cue
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.reader import Reader
from auditlib.policy.contradictions.wording import places
from auditlib.policy.lexicon import TermMatch, terms_in
from auditlib.policy.structure import Clause
from auditlib.reference.legal_dates import LegalFact, facts

_LIST = "transfer_mechanism"


@detector("X-13")
def ended_frameworks(reader: Reader) -> Iterator[Sighting]:
    """Each framework that the text relies on after its last day."""
    found: dict[str, list[tuple[Clause, TermMatch]]] = {}
    for clause in reader.clauses:
        for match in terms_in(clause.text, _LIST) if _relies(clause) else ():
            for value in match.values:
                found.setdefault(value, []).append((clause, match))
    for value, named in found.items():
        ended = [one for one in _framework(value) if one.valid_until and one.valid_until <= reader.as_of]
        if ended:
            yield _ended(ended, named, reader)


def _relies(clause: Clause) -> bool:
    return cue("framework_past").search(clause.text) is None


def _framework(mechanism: str) -> tuple[LegalFact, ...]:
    """The dated facts of a mechanism: their ids end with its value."""
    return tuple(one for one in facts(topic="framework") if one.reference_id.endswith(f"_{mechanism}"))


def _ended(ended: list[LegalFact], named: list[tuple[Clause, TermMatch]], reader: Reader) -> Sighting:
    clause, first = named[0]
    name = " ".join(clause.text[first.start : first.end].split())
    message = (
        f"Names {name} in {places((one for one, _ in named), reader)}. {'. '.join(map(str, ended))}. Name the "
        "mechanism that transfers rest on today, or take the words out."
    )
    return Sighting(message, tuple((one.start + match.start, one.start + match.end) for one, match in named), name)
