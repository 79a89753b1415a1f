"""Countries and companies that a text names."""

import re
from collections.abc import Iterator
from functools import cache

from auditlib.data_files import data_rows
from auditlib.policy.lexicon import values_in
from auditlib.policy.words import words
from auditlib.reference.vocabularies import INTERNATIONAL_ORGANISATION, countries

_BESIDE = re.compile(r"(?:New|South|North|Papua New|Equatorial)\s$")
_CAPITAL = r"[A-Z0-9][\w&'’.-]{0,40}"
_DEFINITION = re.compile(rf"(?P<company>{_CAPITAL}(?:\s+{_CAPITAL}){{0,5}})\s*\((?P<names>[^()]{{1,120}})\)")
_QUOTED = re.compile(r"[\"“„«‘']\s*([^\"”“»’']{1,60}?)\s*[\"”“»’']")
_NAME = rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}"
_INTRODUCED = re.compile(
    r"\b(?P<hedge>(?P<noun>[a-z]{3,})\s*,?\s+(?:like|such\s+as|including|for\s+example|e\.g\.,?|named|namely)\s+)"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+){_NAME}){{0,9}})"
)
_FORM = (
    r"(?:Inc|Ltd|Limited|LLC|L\.L\.C|LLP|Corp|Co|PLC|plc|GmbH|AG|KG|SE|SA|S\.A|SAS|S\.r\.l|B\.?V|N\.?V|AB|AS|ApS|Oy)"
    r"\b\.?"
)
_AT_START = re.compile(
    rf"(?P<name>(?!(?:An?|The|Our|Your|Any|All)\s){_CAPITAL}(?:\s+(?!{_FORM}){_CAPITAL}){{0,4}}(?P<form>,?\s+{_FORM})?)"
)
_DESCRIBED = re.compile(r"\s*(?:,\s+(?:our|an?|the|which|who)\b|\(|[–—:;]|-\s|\s(?:in|for|as|to)\s)")
_DOES_FOR_US = re.compile(
    rf"(?P<names>{_NAME}(?:,?\s+{_FORM})?)\s*(?:\([^()]{{1,80}}\)\s*)?(?:\w+ly\s+)?"
    r"(?:sends|delivers|hosts|stores|processes|runs|operates|handles|prints|manages)\b[^;]{0,80}\b(?:for\s+us|on\s+our\s+behalf)\b"
)
_IS_RECIPIENT = re.compile(
    r"(?:tool|service|provider|vendor|partner|processor|supplier|platform|product|network)s?|companies|software|parties"
)
_APART = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_HAND_OVER = re.compile(
    r"\b(?:shar\w+|disclos\w+|transfer\w*|transmit\w*|process\w*|provid\w+|host\w*|use|uses|using|sen[dt]|pass\w*|giv(?:e|es|en|ing)|collect\w*)\b"
    rf"[^.;:]{{0,80}}?\b(?:with|to|by|through|via|on|from|use|uses|using)\s+(?P<names>{_NAME})"
)
_NO_NAMES = words(
    "we our us you your the this these that it its they their i european union eea eu uk us usa gdpr ccpa "
    "personal data privacy policy website site services service monday january standard contractual clauses "
    "article articles cookies national swiss american ip gps url vat id dna cv isp http"
)


def countries_in(text: str) -> tuple[str, ...]:
    """ISO 3166-1 codes of the countries a text names, each once, in its order.

    `US` counts in capitals only, and not in a text that is all capitals; New Mexico is not Mexico.
    """
    if text.isupper():
        text = text.title()
    found = [(one.start(), _codes()[_plain(one[0])]) for one in _pattern().finditer(text) if _is_alone(one, text)]
    return tuple(dict.fromkeys(code for _, code in sorted(found)))


def _is_alone(found: re.Match[str], text: str) -> bool:
    return _BESIDE.search(text[max(0, found.start() - 12) : found.start()]) is None


@cache
def _codes() -> dict[str, str]:
    names = {_plain(name): code for code, name in countries().items() if code != INTERNATIONAL_ORGANISATION}
    for row in data_rows(__package__, "data/country_names"):
        names |= {_plain(name.strip()): row["country"] for name in row["names"].split(";")}
    return names


def _plain(name: str) -> str:
    return " ".join(name.replace("\u00a0", " ").split())


@cache
def country_pattern() -> str:
    """What matches the name of a country, written with its capitals."""
    names = sorted(_codes(), key=len, reverse=True)
    return r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in names) + r")(?![\w-])"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(country_pattern())


def own_names_in(text: str) -> tuple[str, ...]:
    """The names by which a policy calls the company that publishes it, as its text defines them."""
    quoted = (name for found in _DEFINITION.finditer(text) for name in _QUOTED.findall(found["names"]))
    full = (found["company"].strip() for found in _DEFINITION.finditer(text) if _QUOTED.search(found["names"]))
    return tuple(dict.fromkeys(name for name in (*full, *quoted) if name[:1].isupper()))


def parties_in(text: str) -> tuple[str, ...]:
    """The companies and tools that a text names as recipients or sources, each once, in its order."""
    found = sorted((start, name) for start, name in (*_introduced(text), *_handed_over(text), *_working_for_us(text)))
    return tuple(dict.fromkeys(name for _, name in found if _is_a_name(name)))


def party_at_start_of(text: str) -> str:
    """The company that an item of a list or a cell is about, named by its first words; blank where these name a kind.

    A company is told by its legal form, by capitals, or as one of which something is said: `Mill, our printer`.
    """
    found = _AT_START.match(text)
    name = _plain(found["name"]).rstrip(".,") if found else ""
    if not found or not _is_a_name(name):
        return ""
    if found["form"] or any(map(str.isupper, name.split()[0][1:])):
        return name
    is_kind = _is_kind_of_recipient(name)
    is_described = not text[found.end() :] or _DESCRIBED.match(text, found.end()) is not None
    return name if is_described and not is_kind else ""


def _is_kind_of_recipient(name: str) -> bool:
    *_, last = name.casefold().split()
    is_plural = last.endswith("s") and len(name.split()) == 1
    return is_plural or bool(values_in(name, "recipient_category")) or _IS_RECIPIENT.fullmatch(last) is not None


def hedges_in(text: str) -> tuple[tuple[int, int], ...]:
    """The words that make the names after them examples only: `tools like`, `providers such as`; their offsets."""
    found = _INTRODUCED.finditer(text)
    return tuple(
        (one.start("hedge"), one.start("hedge") + len(one["hedge"].rstrip()))
        for one in found
        if _IS_RECIPIENT.fullmatch(one["noun"]) and any(map(_is_a_name, _APART.split(one["names"])))
    )


def _introduced(text: str) -> Iterator[tuple[int, str]]:
    for found in _INTRODUCED.finditer(text):
        names = _APART.split(found["names"])
        yield from ((found.start("names") + place, _plain(name).rstrip(".,")) for place, name in enumerate(names))


def _handed_over(text: str) -> Iterator[tuple[int, str]]:
    yield from ((found.start("names"), _plain(found["names"]).rstrip(".,")) for found in _HAND_OVER.finditer(text))


def _working_for_us(text: str) -> Iterator[tuple[int, str]]:
    yield from ((found.start("names"), _plain(found["names"]).rstrip(".,")) for found in _DOES_FOR_US.finditer(text))


def _is_a_name(name: str) -> bool:
    words = [word.casefold() for word in re.findall(r"\w+", name)]
    is_country = _plain(name) in _codes()
    return bool(words) and not is_country and not all(word in _NO_NAMES for word in words) and not name[0].isdigit()
