"""Bytes of a text file → the text they are, or a clear refusal."""

import codecs

from auditlib.errors import InputRefused
from auditlib.places import Place, Problem

MOST_BYTES = 8 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REMEDY = "Save the policy as .txt (UTF-8), .md, .html or .docx."


def decoded(name: str, data: bytes, declared: str = "") -> str:
    """The text of a file: by its byte-order mark, then a declared encoding, UTF-8, and Windows-1252.

    Args:
        name: the name of the file, for the message.
        data: its bytes.
        declared: the encoding the file itself names.

    Raises:
        InputRefused: it is too large, or holds bytes that no text has.
    """
    if len(data) > MOST_BYTES:
        raise refusal(name, f"{len(data):,} bytes", f"a policy of at most {MOST_BYTES:,} bytes")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" in data:
        raise refusal(name, "bytes that no text has")
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def refusal(name: str, found: str, expected: str = "the text of a policy") -> InputRefused:
    """The refusal of a file from which no policy can be read."""
    return InputRefused([Problem(Place(name), "policy", found, expected, _REMEDY)])
