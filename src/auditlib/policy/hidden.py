"""Which elements of a page a browser does not show or strikes out: by tag, attribute or style."""

import re
from collections.abc import Iterable, Iterator, Mapping

import soupsieve
from bs4 import BeautifulSoup, Tag
from lxml.html import HtmlElement

from auditlib.policy.words import words

_NEVER_SHOWN = words(
    "applet area audio base canvas datalist del embed frame frameset head iframe input link map math meta noembed "
    "noframes noscript object optgroup option param picture progress s script select source strike style svg template "
    "textarea title track video"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|"
    r"opacity\s*:\s*0*\.?0+%?|font-size\s*:\s*0+(?:px|r?em|pt|%)?|text-decoration(?:-line)?\s*:\s*[^;]*line-through[^;]*|"
    # Out of the window, or cut to nothing.
    r"(?:left|right|top|bottom|margin-(?:left|top)|text-indent)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|r?em|%|v[wh])|"
    r"transform\s*:\s*(?:translate\w*\(\s*-\d{3,}[^;]*|scale\(\s*0\s*\))|"
    r"clip\s*:\s*rect\(\s*(?P<edge>\d+)(?:px)?(?:[\s,]+(?P=edge)(?:px)?){3}\s*\)|"
    r"clip-path\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%[^;]*|circle\(\s*0[^;]*|polygon\(\s*0[^\s,]*\s+0[^\s,]*\s*,\s*0[^\s,]*\s+0[^;]*))"
    r"\s*(?:!\s*important\s*)?(?=;|$)",
    re.IGNORECASE,
)
_HAS_NO_SIZE = re.compile(
    r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px|r?em|%)?\s*(?:!\s*important\s*)?(?=;|$)", re.IGNORECASE
)
_CUTS_OFF = re.compile(r"(?:^|;)\s*overflow(?:-[xy])?\s*:\s*(?:hidden|clip)\b", re.IGNORECASE)
_COMMA = re.compile(r",(?![^()\[\]]*[)\]])")
_ON_SCREENS = re.compile(
    r"@media\s+(?:only\s+)?(?:screen|all)\s*(?:,.*)?|@media\s.*,\s*(?:screen|all)\s*|@layer\b.*",
    re.IGNORECASE | re.DOTALL,
)


class Visibility:
    """Knows what one page hides or strikes out, by its elements, their styles and the style sheets inside it.

    What colours, layers and scripts hide is not judged, nor what depends on the size of the window: it counts as shown.
    """

    def __init__(self, page: HtmlElement) -> None:
        sheets = (style.text or "" for style in page.iter("style") if _is_for_screens(style))
        selectors = dict.fromkeys(
            selector for sheet in sheets for selector in _hiding_selectors(_COMMENT.sub("", sheet))
        )
        self._hidden = _selected(page, selectors) if selectors else frozenset[HtmlElement]()

    def is_hidden(self, element: HtmlElement) -> bool:
        """Whether the element itself, whatever holds it, is kept from the reader."""
        if element.tag in _NEVER_SHOWN or "hidden" in element.attrib:
            return True
        if element.get("aria-hidden", "").strip().lower() == "true":
            return True
        if element.tag == "dialog" and "open" not in element.attrib:
            return True
        style = element.get("style")
        return bool(style and _hides(_COMMENT.sub("", style))) or element in self._hidden


def _is_for_screens(style: HtmlElement) -> bool:
    media = style.get("media", "all").lower()
    return "all" in media or "screen" in media


def _hides(declarations: str) -> bool:
    is_cut_to_nothing = _HAS_NO_SIZE.search(declarations) and _CUTS_OFF.search(declarations)
    return bool(is_cut_to_nothing or _HIDING.search(declarations))


def _hiding_selectors(sheet: str) -> Iterator[str]:
    """The selectors whose elements a sheet hides; rules inside `@media print` and the like are left out."""
    for prelude, body in _rules(sheet):
        if _ON_SCREENS.fullmatch(prelude):
            yield from _hiding_selectors(body)
        elif not prelude.startswith("@") and _hides(body):
            yield from filter(None, map(str.strip, _COMMA.split(prelude)))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """What stands before the braces and in them, of the rules that stand in no other rule."""
    depth, prelude, body = 0, "", 0
    begin = 0
    for found in re.finditer(r"[{};]", sheet):
        if found[0] == "{":
            if depth == 0:
                prelude, body = sheet[begin : found.start()].strip(), found.end()
            depth += 1
        elif found[0] == "}" and depth:
            depth -= 1
            if depth == 0:
                yield prelude, sheet[body : found.start()]
        if depth == 0:
            begin = found.end()


def _selected(page: HtmlElement, selectors: Iterable[str]) -> frozenset[HtmlElement]:
    """The elements that selectors match; one for a part of an element, or that is no selector, matches none."""
    copied, elements = _copied(page)
    found: set[HtmlElement] = set()
    for selector in selectors:
        try:
            found.update(elements[id(tag)] for tag in soupsieve.select(selector, copied))
        except (soupsieve.SelectorSyntaxError, NotImplementedError):
            continue
    return frozenset(found)


def _copied(page: HtmlElement) -> tuple[BeautifulSoup, Mapping[int, HtmlElement]]:
    """The elements of a page as the library that knows selectors reads them, with the element of each copy."""
    copy = BeautifulSoup("", "html.parser")
    copies: dict[HtmlElement, Tag] = {}
    for element in page.iter():
        if isinstance(element.tag, str):
            tag = copy.new_tag(element.tag, attrs=dict(element.attrib))
            copies.get(element.getparent(), copy).append(tag)
            copies[element] = tag
    return copy, {id(tag): element for element, tag in copies.items()}
