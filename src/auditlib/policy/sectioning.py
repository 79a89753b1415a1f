"""Blocks → sections and clauses: which heading, lead-in and outer item stands above each of them."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditlib.policy.blocks import Block, BlockKind
from auditlib.policy.clauses import ClauseMaker
from auditlib.policy.language import language_of, language_of_part
from auditlib.policy.lines import heading_number
from auditlib.policy.structure import Policy, Section

_SEVERAL = 2
_TITLE = re.compile(
    r"(?!(?:about|changes|updates|what|how|why|your|who)\b)(?:.*\b(?:privacy|(?:cookie|data\s+protection|security)\s+policy)\b|"
    r".*(?:datenschutz|confidentialité|privacidad|protection\s+des\s+données|riservatezza|gegevensbescherming|prywatno|integritet))",
    re.IGNORECASE | re.DOTALL,
)
_MOST_TITLES = 3


def policy_of_blocks(text: str, blocks: Sequence[Block], title: str = "") -> Policy:
    """The policy that a visible text with these blocks is.

    Args:
        text: the visible text.
        blocks: its blocks in order, not overlapping.
        title: a title given outside the text, used where the text shows none.
    """
    language = language_of(text)
    parts = _parts(text, blocks)
    sections = tuple(
        _section(text, index, part, _end(parts, index, len(text)), language) for index, part in enumerate(parts)
    )
    ornaments = tuple((block.start, block.end) for block in blocks if block.kind is BlockKind.ORNAMENT)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Policy(_title(text, parts) or title, language, text, sha256, sections, ornaments)


@dataclass(slots=True)
class _Part:
    """The blocks of one section; the first is its heading, except in the block of the title."""

    start: int
    has_heading: bool
    blocks: list[Block]


def _parts(text: str, blocks: Sequence[Block]) -> list[_Part]:
    level, first = _section_level(text, blocks)
    parts = [_Part(0, has_heading=False, blocks=[])]
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level <= level and index >= first:
            parts.append(_Part(block.start, has_heading=True, blocks=[]))
        parts[-1].blocks.append(block)
    return parts


def _end(parts: list[_Part], index: int, length: int) -> int:
    return parts[index + 1].start if index + 1 < len(parts) else length


def _section_level(text: str, blocks: Sequence[Block]) -> tuple[int, int]:
    """The deepest level at which headings open sections, and the first block that may be one."""
    headings = [(index, block) for index, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    numbered = [one for one in headings if _depth(text, one[1]) == 1]
    if len(numbered) >= _SEVERAL:
        return min(block.level for _, block in numbered), numbered[0][0]
    levels = [block.level for _, block in headings]
    repeated = [level for level in sorted(set(levels)) if levels.count(level) >= _SEVERAL]
    if not repeated:
        return (max(levels), _first_after_title(text, headings)) if levels else (0, 0)
    first = next(index for index, block in headings if block.level == repeated[0])
    if levels.index(repeated[0]) > 0:
        return repeated[0], first
    return repeated[0], _first_after_title(text, headings)


def _depth(text: str, heading: Block) -> int:
    number = heading_number(text[heading.start : heading.end])
    return number.depth if number and number.style == "arabic" else 0


def _first_after_title(text: str, headings: list[tuple[int, Block]]) -> int:
    """The block of the first heading that is not the title of the whole."""
    for position, (index, heading) in enumerate(headings[:_MOST_TITLES]):
        shown = text[heading.start : heading.end]
        # Only headings may stand above the title, and nothing else between them.
        if index != headings[0][0] + position or heading_number(shown) is not None:
            break
        if _TITLE.match(shown):
            return headings[position + 1][0] if position + 1 < len(headings) else index + 1
    return headings[0][0]


def _section(text: str, index: int, part: _Part, end: int, language: str) -> Section:
    own_language = language_of_part(text[part.start : end], language)
    maker = ClauseMaker(text, f"S{index:02d}", own_language)
    number, heading = "", ""
    blocks = [block for block in part.blocks if block.kind is not BlockKind.ORNAMENT]
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if block.kind is not BlockKind.HEADING:
            maker.add(block, following)
        elif part.has_heading:
            maker.add_heading(block, is_sub_heading=position > 0)
        else:
            maker.add_title(block)
    if part.has_heading:
        number, heading = _split(text[blocks[0].start : blocks[0].end])
    return Section(maker.section_id, number, heading, part.start, end, tuple(maker.sub_headings), tuple(maker.clauses))


def _split(heading: str) -> tuple[str, str]:
    number = heading_number(heading)
    return (number.text, heading[number.length :].strip()) if number else ("", heading)


def _title(text: str, parts: list[_Part]) -> str:
    shown = [text[block.start : block.end] for block in parts[0].blocks if block.kind is BlockKind.HEADING]
    named = [heading for heading in shown if _TITLE.match(heading)]
    return " ".join((named or shown[-1:] or [""])[0].split())
