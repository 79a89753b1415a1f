"""A plain reading of a text: names in it, and words that stand in one sentence; no more than a search."""

import re

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A list item ends a sentence as a full stop does.
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")


def contains(text: str, wanted: str | None) -> bool:
    """Whether a text holds another, line breaks and case aside; nothing is in no text."""
    return bool(wanted) and _plain(wanted or "") in _plain(text)


def mailboxes_in(text: str) -> tuple[str, ...]:
    """The e-mail addresses in a text, in small letters, each once, in order."""
    return tuple(dict.fromkeys(found.lower() for found in _MAILBOX.findall(text)))


def says_in_one_sentence(text: str, *words: str) -> bool:
    """Whether one sentence of a text holds a word of every pattern."""
    patterns = [re.compile(rf"\b(?:{one})\b", re.IGNORECASE) for one in words]
    return any(all(pattern.search(sentence) for pattern in patterns) for sentence in _ENDS.split(text))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
