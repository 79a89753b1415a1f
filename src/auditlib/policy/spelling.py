"""What two texts share that differ in spelling only: blanks, dashes, quotation marks, ligatures."""

import re
import unicodedata

from auditlib.policy.lines import heading_number

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "…": "...",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
    }
)
_AT_END = " .,;:"


def normalised(text: str) -> str:
    """The text as it reads whatever program wrote it: one blank between words, plain marks, no point at its end."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_MARKS)
    return " ".join(plain.split()).rstrip(_AT_END)


def normalised_heading(text: str) -> str:
    """A heading in the same manner, without its number."""
    number = heading_number(text)
    return normalised(text[number.length :] if number else text)
