"""Where a sentence ends: not after an abbreviation, inside a number, an address or a web address."""

import re
from collections.abc import Iterator

from auditlib.policy.words import words

_END = re.compile(r"[.!?…]{1,8}[\"'”’»)\]]{0,4}(?=\s)|[。！？]{1,8}[”’」』)]{0,4}")
_ABBREVIATIONS = words(
    "e.g i.e etc inc ltd llc co corp plc vs no nos art arts sec para dr mr mrs ms prof st approx incl excl fig "
    "cf al dept ed rev reg vol pp p a.k.a u.s u.k e.u d.c jan feb mar apr jun jul aug sep sept oct nov dec z.b "
    "d.h u.a bzw ca abs nr ggf usw vgl str bspw inkl evtl sog gem tel lit p.ex m mme mlle cie env sr sra dña "
    "núm pág avda bv n.v b.v s.a s.l s.r.l sig dott ecc bijv d.w.z o.a enz"
)
# After these a sentence may end all the same: then the next word is one that a sentence begins with.
_MAY_END = words("etc inc ltd llc co corp plc a.k.a u.s u.k e.u d.c bv b.v n.v s.a s.l s.r.l ecc enz usw")
_BEGINNERS = words(
    "a all an and any as at because but by do each for from he her his however how if in it its may most no "
    "not on our personal please she since some such that the their then there these they this those to under "
    "unless users vendors we what when where which while who why with you your"
)
_LAST_WORD = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\W\d_]+)")
# The letter of a name or of an abbreviation written with blanks: `J. Smith`, `z. B.`
_IS_INITIAL = re.compile(r"(?<![\w(])[^\W\d_]$")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The offsets of each sentence between two offsets of a text; blanks around it left out."""
    begin = start
    for found in _END.finditer(text, start, end):
        if _ends_here(text, found, begin, end):
            yield from _trimmed(text, begin, found.end())
            begin = found.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if words := part.strip():
        left = start + len(part) - len(part.lstrip())
        yield left, left + len(words)


def _ends_here(text: str, found: re.Match[str], begin: int, end: int) -> bool:
    following = text[found.end() : min(end, found.end() + 60)].lstrip()
    if found[0][0] in "。！？" or not following:
        return True
    if following[0].islower():
        return False
    if found[0][0] != ".":
        return True
    # What stands before the point: far enough back for any abbreviation, never before the sentence.
    before = text[max(begin, found.start() - 20) : found.start()]
    word = _LAST_WORD.search(before)
    if word is None:
        return not _is_ordinal(before, following)
    last = word[0].casefold()
    if last not in _ABBREVIATIONS:
        return not (len(last) == 1 and last != "i" and _IS_INITIAL.search(before))
    return last in _MAY_END and _begins_a_sentence(following)


def _is_ordinal(before: str, following: str) -> bool:
    """Whether a figure with a point is a day or a number: `am 3. Mai`, `1. Januar`."""
    found = re.search(r"(?<![\d.,])\d{1,2}$", before)
    return found is not None and re.match(r"[A-ZÄÖÜ][a-zäöü]+ \d{4}", following) is not None


def _begins_a_sentence(following: str) -> bool:
    word = _NEXT_WORD.match(following)
    return word is not None and word[1].casefold() in _BEGINNERS
