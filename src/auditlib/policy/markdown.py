"""Markdown → visible text and its blocks, by way of the HTML it stands for."""

import re

import mistune

from auditlib.policy.blocks import Block
from auditlib.policy.decoding import decoded, refusal
from auditlib.policy.html import blocks_of_markup

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:[\w-]+[ \t]*:.*\r?\n|[ \t]+.*\r?\n|- .*\r?\n)*---[ \t]*(?:\r?\n|\Z)")


def markdown_blocks(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The visible text of a Markdown file and its blocks; front matter and comments are not shown.

    Raises:
        InputRefused: it is no text, or nested so deeply that a part of it cannot be read.
    """
    text = _FRONT_MATTER.sub("", decoded(name, data), count=1)
    to_html = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "def_list"])
    try:
        return blocks_of_markup(name, str(to_html(text)))
    except RecursionError as error:
        raise refusal(name, "a text nested too deeply to be read whole") from error
