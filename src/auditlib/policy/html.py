"""HTML → visible text and its blocks, white space as a browser shows it."""

import re

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from auditlib.policy.blocks import Block, BlockKind, assemble
from auditlib.policy.decoding import decoded, refusal
from auditlib.policy.hidden import Visibility
from auditlib.policy.html_pieces import PageReader
from auditlib.policy.plain import plain_blocks

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_KNOWN = re.compile(
    r"utf-?8|iso-?8859-\d{1,2}|windows-?\d{3,4}|us-ascii|latin1|shift_jis|euc-(?:jp|kr)|gb\w{3,6}|big5", re.IGNORECASE
)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = 4096


def html_blocks(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The visible text of a page and its blocks.

    Where the page marks exactly one main part that holds most of its words, only that is the policy;
    navigation is no part of it.

    Raises:
        InputRefused: it is no text, or nested so deeply that a part of it cannot be read.
    """
    found = _CHARSET.search(data[:_HEAD])
    declared = found[1].decode("ascii") if found else ""
    return blocks_of_markup(name, decoded(name, data, declared if _KNOWN.fullmatch(declared) else ""))


def blocks_of_markup(name: str, markup: str) -> tuple[str, list[Block]]:
    """The visible text of markup and its blocks.

    Raises:
        InputRefused: it is nested so deeply that a part of it cannot be read.
    """
    page = _parsed(name, markup)
    if page is None:
        return "", []
    visibility = Visibility(page)
    pieces = PageReader(visibility).read(_main_part(page, visibility))
    text, blocks = assemble(pieces)
    return text, [part for block in blocks for part in _split_lines(text, block)]


def _parsed(name: str, markup: str) -> HtmlElement | None:
    clean = _NO_XML.sub("", markup)
    if not clean.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        page = document_fromstring(clean.encode(), parser=parser)
    except LxmlError:
        # A page that holds comments only has no document.
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise refusal(name, "a page nested too deeply to be read whole")
    return page


def _main_part(page: HtmlElement, visibility: Visibility) -> HtmlElement:
    mains = [element for element in page.iter("main") if not visibility.is_hidden(element)]
    if len(mains) == 1 and 2 * _letters(mains[0], visibility) >= _letters(page, visibility):
        return mains[0]
    return page


def _letters(element: HtmlElement, visibility: Visibility) -> int:
    return sum(len(piece.text) for piece in PageReader(visibility).read(element))


def _split_lines(text: str, block: Block) -> list[Block]:
    """A paragraph with forced line breaks read like plain text: bullets typed by hand are items."""
    if block.kind is not BlockKind.PARAGRAPH or "\n" not in text[block.start : block.end]:
        return [block]
    return plain_blocks(text, block.start, block.end, has_headings=False)
