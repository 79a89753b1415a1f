"""Files → policies: the visible text of a text, Markdown, HTML or Word file, and its structure."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from auditlib.policy.blocks import Block
from auditlib.policy.decoding import decoded, refusal
from auditlib.policy.docx import docx_blocks
from auditlib.policy.html import html_blocks
from auditlib.policy.markdown import markdown_blocks
from auditlib.policy.plain import plain_blocks
from auditlib.policy.sectioning import policy_of_blocks
from auditlib.policy.structure import Policy


def policy_of_file(path: Path) -> Policy:
    """Read the policy in a file.

    Raises:
        InputRefused: it is no text, Markdown, HTML or Word file, is damaged, or is too large.
    """
    return policy_of_bytes(path.name, path.read_bytes())


def policy_of_bytes(name: str, data: bytes) -> Policy:
    """Read the policy in the bytes of a file; the ending of its name tells the format.

    Raises:
        InputRefused: it is no text, Markdown, HTML or Word file, is damaged, or is too large.
    """
    read = _READERS.get(PurePath(name).suffix.lower())
    if read is None:
        raise refusal(name, "a file of another format")
    text, blocks = read(name, data)
    return policy_of_blocks(text, blocks)


def policy_of_text(text: str) -> Policy:
    """Read a plain text, such as the visible text that a pack keeps; any text has a structure."""
    # A half of a surrogate pair is no character, and no encoding can store it.
    text = text.encode("utf-8", "replace").decode() if any(map(_is_surrogate, text)) else text
    return policy_of_blocks(text, plain_blocks(text))


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


_Read = tuple[str, list[Block]]


def _plain(name: str, data: bytes) -> _Read:
    text = decoded(name, data)
    return text, plain_blocks(text)


_READERS: Mapping[str, Callable[[str, bytes], _Read]] = {
    ".txt": _plain,
    ".md": markdown_blocks,
    ".html": html_blocks,
    ".htm": html_blocks,
    ".docx": docx_blocks,
}
