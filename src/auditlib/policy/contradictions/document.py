"""What the text promises about itself: a date, an address, a section, a table, an annex."""

from collections.abc import Iterator

from auditlib.policy.contradictions.cues import cue
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.reader import Reader
from auditlib.policy.contradictions.wording import places
from auditlib.policy.facts import dates_in, last_updated_in
from auditlib.policy.structure import Clause, ClauseKind
from auditlib.policy.words import words_of

_FEWEST_NUMBERED = 2


@detector("X-04")
def promised_date_not_shown(reader: Reader) -> Iterator[Sighting]:
    """The text speaks of the date of its last change, and shows none."""
    speaking = reader.saying("says_updated")
    is_shown = any(dates_in(clause.text) for clause in speaking) or any(map(_is_a_date, reader.clauses))
    promises = [
        clause
        for clause in speaking
        if clause.kind is not ClauseKind.HEADING and cue("about_document").search(clause.text)
    ]
    if promises and not is_shown and not last_updated_in(reader.policy.text):
        message = (
            f"Speaks of the date of the last change in {places(promises, reader)}; the text shows no such "
            "date. Put the date, with its day, month and year, into the text."
        )
        yield Sighting(message, tuple((one.start, one.end) for one in promises))


def _is_a_date(clause: Clause) -> bool:
    """Whether a clause is nothing but a date, as below a title."""
    return any(fact.text == clause.text.strip(" .()") for fact in dates_in(clause.text))


@detector("X-15")
def reference_to_missing_part(reader: Reader) -> Iterator[Sighting]:
    """The text sends its reader to a section, a table or an annex that it does not have."""
    yield from _missing_sections(reader)
    yield from _missing_tables(reader)
    yield from _missing_annexes(reader)


def _missing_sections(reader: Reader) -> Iterator[Sighting]:
    numbers = {section.number.split(".")[0] for section in reader.policy.sections if section.number}
    if len(numbers) < _FEWEST_NUMBERED or not all(map(str.isdecimal, numbers)):
        return
    for clause in reader.saying("section_named"):
        for found in cue("section_named").finditer(clause.text):
            if str(int(found["number"])) not in numbers:
                yield _missing(clause, found.span(), found[0], reader)


def _missing_tables(reader: Reader) -> Iterator[Sighting]:
    if any(clause.kind is ClauseKind.ROW for clause in reader.clauses):
        return
    for clause in reader.saying("table_named"):
        found = cue("table_named").search(clause.text)
        if found is not None:
            yield _missing(clause, found.span(), found[0], reader)


def _missing_annexes(reader: Reader) -> Iterator[Sighting]:
    headings = {
        tuple(word.text.casefold() for word in words_of(one.text)[:2])
        for one in reader.clauses
        if one.kind is ClauseKind.HEADING
    }
    for clause in reader.saying("annex_named"):
        for found in cue("annex_named").finditer(clause.text):
            if (found["name"].casefold(), found["mark"].casefold()) not in headings:
                yield _missing(clause, found.span(), found[0], reader)


def _missing(clause: Clause, place: tuple[int, int], named: str, reader: Reader) -> Sighting:
    shown = " ".join(named.split())
    message = f"Refers to “{shown}” in {places([clause], reader)}; the text has no such part. Correct the reference."
    return Sighting(message, ((clause.start + place[0], clause.start + place[1]),), shown)
