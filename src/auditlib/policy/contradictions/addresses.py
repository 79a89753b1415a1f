"""Addresses that the text announces and does not give."""

from collections.abc import Iterator, Mapping, Sequence

from auditlib.policy.contradictions.cues import cue
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.reader import Reader
from auditlib.policy.contradictions.wording import places
from auditlib.policy.facts import emails_in, urls_in
from auditlib.policy.structure import Clause


@detector("X-05")
def address_announced_and_missing(reader: Reader) -> Iterator[Sighting]:
    """A lead-in that leads to nothing, a contact section without an address, a request in writing with no address."""
    dangling = [one for one in reader.policy.dangling_lead_ins if not one.not_assessed and not _leads_to_address(one)]
    for clause in dangling:
        message = (
            f"Ends with “{_ending(clause)}” in {places([clause], reader)} and nothing follows. Add what was to "
            "follow, such as the address, or take the words out."
        )
        yield Sighting(message, ((clause.start, clause.end),), clause.words)
    told = {clause.section_id for clause in dangling}
    yield from _empty_contact_sections(reader, told)
    yield from _requests_in_writing(reader)


def _leads_to_address(clause: Clause) -> bool:
    return clause.cells != () or _has_address(clause.text)


def _ending(clause: Clause) -> str:
    return " ".join(clause.words.split()[-4:])


def _empty_contact_sections(reader: Reader, told: set[str]) -> Iterator[Sighting]:
    with_address = _sections_with_address(reader)
    for section in reader.policy.sections[1:]:
        is_told = section.section_id in told or section.section_id in with_address or not section.clauses
        is_contact = cue("contact_heading").search(section.heading) is not None
        if is_told or not is_contact or section.clauses[0].not_assessed or _points_on(section.clauses, with_address):
            continue
        heading = section.clauses[0]
        message = (
            f"The section “{heading.words}” gives no address, telephone number or form. Add how to get in touch, "
            "with a postal or e-mail address."
        )
        yield Sighting(message, ((heading.start, section.clauses[-1].end),), heading.words)


def _requests_in_writing(reader: Reader) -> Iterator[Sighting]:
    with_address = _sections_with_address(reader)
    for clause in reader.saying("in_writing"):
        is_answer = cue("we_write").search(clause.text) is not None
        if is_answer or clause.section_id in with_address or _points_on((clause,), with_address):
            continue
        message = (
            f"Asks for requests in writing in {places([clause], reader)} and gives no address there. Add the "
            "address, or say in which section it stands."
        )
        yield Sighting(message, ((clause.start, clause.end),), clause.words)


def _sections_with_address(reader: Reader) -> Mapping[str, str]:
    """The sections that give an address, with their numbers."""
    found = (reader.section_of(clause) for clause in reader.policy.clauses if _has_address(clause.text))
    return {section.section_id: section.number for section in found}


def _points_on(clauses: Sequence[Clause], with_address: Mapping[str, str]) -> bool:
    """Whether some clauses say where in the text an address stands, and one does stand there."""
    if not with_address or not any(cue("address_elsewhere").search(one.text) for one in clauses):
        return False
    numbers = {found["number"] for one in clauses for found in cue("section_named").finditer(one.text)}
    return not numbers or not numbers.isdisjoint(with_address.values())


def _has_address(text: str) -> bool:
    return bool(emails_in(text) or urls_in(text)) or any(
        cue(name).search(text) for name in ("telephone", "postal_address", "other_way_in")
    )
