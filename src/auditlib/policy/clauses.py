"""Cuts the blocks of one section into clauses, each with what stands above it."""

import re

from auditlib.policy.blocks import ROWS, Block, BlockKind
from auditlib.policy.sentences import sentences
from auditlib.policy.structure import Clause, ClauseKind

_LEADS_ON = (":", "：")
_ENDS = (".", "!", "?", "。", "！", "？", "…", ")", ";")
_ANNOUNCES = re.compile(r"\b(?:following|below|as follows|listed here)\b", re.IGNORECASE)
_LED_TO = frozenset({BlockKind.ITEM, BlockKind.HEADER_ROW, BlockKind.ROW})


class ClauseMaker:
    """Takes the blocks of a section in order and keeps what stands above the next one."""

    def __init__(self, text: str, section_id: str, language: str) -> None:
        self.section_id = section_id
        self.clauses: list[Clause] = []
        self.sub_headings: list[str] = []
        self._text = text
        self._language = language
        self._headings: list[tuple[int, str]] = []
        self._sub_heading = ""
        self._lead_in = ""
        self._lead_in_is_used = False
        self._outer: list[tuple[int, list[str]]] = []

    def add_title(self, block: Block) -> None:
        """Add a heading of the title block, which stands above nothing."""
        self._append(ClauseKind.HEADING, block.start, block.end, (), block)

    def add_heading(self, block: Block, *, is_sub_heading: bool) -> None:
        """Add the heading of the section, or one below it."""
        self._outer.clear()
        while is_sub_heading and len(self._headings) > 1 and self._headings[-1][0] >= block.level:
            self._headings.pop()
        above = tuple(heading for _, heading in self._headings)
        if is_sub_heading:
            self._sub_heading = " ".join(self._text[block.start : block.end].split())
            self.sub_headings.append(self._sub_heading)
        if self._lead_in and self._lead_in_is_used:
            self._lead_in = ""
        elif self._lead_in:
            above = (*above, self._lead_in)
            self._lead_in_is_used = True
        clause_id = self._append(ClauseKind.HEADING, block.start, block.end, above, block)
        self._headings.append((block.level if is_sub_heading else 0, clause_id))

    def add(self, block: Block, following: Block | None) -> None:
        """Add a block that is no heading; the one after it tells whether its last sentence leads on."""
        if block.kind in ROWS:
            self._add_row(block)
        elif block.kind is BlockKind.ITEM:
            self._add_item(block, following)
        elif block.kind is BlockKind.CONTINUATION and self._outer:
            self._add_sentences(block, following, self._above_inside(), self._outer[-1][1])
        else:
            self._add_paragraph(block, following)

    def _add_row(self, block: Block) -> None:
        self._outer.clear()
        is_header = block.kind is BlockKind.HEADER_ROW
        above = self._above() if not is_header else self._above_fresh()
        kind = ClauseKind.LEAD_IN if is_header else ClauseKind.ROW
        clause_id = self._append(kind, block.start, block.end, above, block)
        if is_header:
            self._lead_in, self._lead_in_is_used = clause_id, False

    def _above_fresh(self) -> tuple[str, ...]:
        """What stands above the header of a table: its lead-in only where nothing followed that yet."""
        if self._lead_in_is_used:
            self._lead_in = ""
        return self._above()

    def _add_item(self, block: Block, following: Block | None) -> None:
        while self._outer and self._outer[-1][0] >= block.level:
            self._outer.pop()
        above = self._above_inside()
        first, *rest = sentences(self._text, block.start, block.end)
        own = [self._append(ClauseKind.BULLET, *first, above, block)]
        self._outer.append((block.level, own))
        if rest:
            tail = Block(BlockKind.CONTINUATION, rest[0][0], block.end, block.level)
            self._add_sentences(tail, following, self._above_inside(), own)

    def _add_paragraph(self, block: Block, following: Block | None) -> None:
        self._outer.clear()
        above = self._above_fresh()
        self._lead_in = ""
        lead_ins: list[str] = []
        self._add_sentences(block, following, above, lead_ins)
        if lead_ins:
            self._lead_in, self._lead_in_is_used = lead_ins[-1], False

    def _add_sentences(
        self, block: Block, following: Block | None, above: tuple[str, ...], lead_ins: list[str]
    ) -> None:
        """Add each sentence; the id of one that leads on is put among the lead-ins."""
        spans = list(sentences(self._text, block.start, block.end))
        for position, (start, end) in enumerate(spans):
            is_last = position + 1 == len(spans)
            leads = is_last and self._leads_on(self._text[start:end], block, following)
            kind = ClauseKind.LEAD_IN if leads else ClauseKind.SENTENCE
            clause_id = self._append(kind, start, end, above, Block(block.kind, start, end))
            if leads:
                lead_ins.append(clause_id)

    def _leads_on(self, sentence: str, block: Block, following: Block | None) -> bool:
        if following is None:
            is_led_to = False
        elif block.kind is BlockKind.CONTINUATION:
            is_led_to = following.kind is BlockKind.ITEM and following.level > block.level
        else:
            is_led_to = following.kind in _LED_TO
        if sentence.endswith(_LEADS_ON):
            return is_led_to or block.kind is BlockKind.PARAGRAPH
        return is_led_to and (not sentence.endswith(_ENDS) or _ANNOUNCES.search(sentence) is not None)

    def _above(self) -> tuple[str, ...]:
        above = [heading for _, heading in self._headings]
        if self._lead_in:
            above.append(self._lead_in)
            self._lead_in_is_used = True
        return tuple(above)

    def _above_inside(self) -> tuple[str, ...]:
        return (*self._above(), *(clause_id for _, ids in self._outer for clause_id in ids))

    def _append(self, kind: ClauseKind, start: int, end: int, above: tuple[str, ...], block: Block) -> str:
        clause_id = f"{self.section_id}.{len(self.clauses) + 1:02d}"
        text = self._text[start:end]
        marker = block.marker if start == block.start else ""
        sub_heading = self._sub_heading
        clause = Clause(
            clause_id, kind, self.section_id, sub_heading, above, text, start, end, self._language, marker, block.cells
        )
        self.clauses.append(clause)
        return clause_id
