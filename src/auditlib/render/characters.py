"""The characters a rendered page can hold: what no reader would see is written out."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls and lone surrogates break files; embeddings and overrides make text read differently from what it is.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def visible(text: str) -> str:
    """The text with its line ends as line feeds and each unseen character written out, such as [U+0007]."""
    if text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _LINE_ENDS.sub("\n", text))
