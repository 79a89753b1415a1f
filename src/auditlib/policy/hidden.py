"""Which elements of a page a browser does not show: by tag, attribute, inline style or the page's own style sheet."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from auditlib.policy.words import words

_NEVER_SHOWN = words(
    "applet area audio base canvas datalist embed frame frameset head iframe input link map math meta noembed "
    "noframes noscript object optgroup option param picture progress script select source style svg template "
    "textarea title track video"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|"
    r"opacity\s*:\s*0*\.?0+%?|font-size\s*:\s*0+(?:px|r?em|pt|%)?)\s*(?:!\s*important\s*)?(?=;|$)",
    re.IGNORECASE,
)
_SIMPLE_SELECTOR = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_PARTS = re.compile(r"([.#])([\w-]+)")


class Visibility:
    """Knows what the style sheets inside one page hide, by simple selectors such as `p.note` and `#draft`."""

    def __init__(self, page: HtmlElement) -> None:
        sheets = (style.text or "" for style in page.iter("style") if _is_for_screens(style))
        self._hidden = [selector for sheet in sheets for selector in _hiding_selectors(sheet)]

    def is_hidden(self, element: HtmlElement) -> bool:
        """Whether the element itself, whatever holds it, is kept from the reader."""
        if element.tag in _NEVER_SHOWN or "hidden" in element.attrib:
            return True
        if element.get("aria-hidden", "").strip().lower() == "true":
            return True
        if element.tag == "dialog" and "open" not in element.attrib:
            return True
        style = element.get("style")
        return bool(style and _HIDING.search(_COMMENT.sub("", style))) or any(
            _matches(element, selector) for selector in self._hidden
        )


def _is_for_screens(style: HtmlElement) -> bool:
    media = style.get("media", "all").lower()
    return "all" in media or "screen" in media


def _hiding_selectors(sheet: str) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Tag, classes and ids of each simple selector that hides; rules inside `@media` and the like are left out."""
    for selectors, declarations in _top_rules(_COMMENT.sub("", sheet)):
        if not _HIDING.search(declarations):
            continue
        for selector in selectors.split(","):
            found = _SIMPLE_SELECTOR.fullmatch(selector.strip())
            if found and selector.strip():
                marks = _PARTS.findall(found[2])
                yield (found[1] or "*").lower(), _named(marks, "."), _named(marks, "#")


def _named(marks: Iterable[tuple[str, str]], sign: str) -> frozenset[str]:
    return frozenset(name for mark, name in marks if mark == sign)


def _top_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other rule."""
    depth, prelude, body = 0, "", 0
    begin = 0
    for found in re.finditer(r"[{};]", sheet):
        if found[0] == "{":
            if depth == 0:
                prelude, body = sheet[begin : found.start()].strip(), found.end()
            depth += 1
        elif found[0] == "}" and depth:
            depth -= 1
            if depth == 0 and not prelude.startswith("@"):
                yield prelude, sheet[body : found.start()]
        if depth == 0:
            begin = found.end()


def _matches(element: HtmlElement, selector: tuple[str, frozenset[str], frozenset[str]]) -> bool:
    tag, classes, ids = selector
    has_tag = tag in ("*", element.tag)
    return has_tag and classes <= set(element.get("class", "").split()) and ids <= {element.get("id", "")}
