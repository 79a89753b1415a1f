"""The allow-list through which all HTML of a notebook passes before it stands on a page."""

import re

import nh3

_TEXT_TAGS = (
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
    ),
    *("dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img"),
    *("ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub"),
    *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
)
# What these hold is never meant to be read, so it goes with them; of every other tag outside the list the text stays.
_DROPPED_WHOLE = (
    *("applet", "audio", "canvas", "embed", "head", "iframe", "math", "noembed", "noframes", "noscript", "object"),
    *("plaintext", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp"),
)
_ON_ANY_TAG = (
    *("aria-describedby", "aria-label", "aria-labelledby", "class", "dir", "id", "lang", "role", "tabindex", "title"),
)
_ON_SOME_TAGS = {
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_VALUES = {
    # A link stays on its page or leads to a file of the same pack: no scheme, no host, no way up.
    "href": re.compile(
        r"#[\w.:-]+|(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.(?:html|xlsx|ipynb|csv|json|sarif|md|txt)(?:#[\w.:-]+)?"
    ),
    "src": re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/]+={0,2}", re.ASCII),
    "role": re.compile(r"group|img|list|listitem|note|region"),
    "tabindex": re.compile("0"),
    "dir": re.compile("ltr|rtl|auto"),
    "scope": re.compile("col|row|colgroup|rowgroup"),
    "open": re.compile("|open"),
    "id": re.compile(r"[\w.:-]+"),
} | dict.fromkeys(("colspan", "rowspan", "span", "start", "value", "width", "height"), _NUMBER)


def clean(html: str) -> str:
    """The HTML without anything that runs, loads, navigates away, asks for input or styles itself."""
    # A tag taken away can leave elements nested as no parser would nest them; the second time sees what a browser sees.
    return _CLEANER.clean(_CLEANER.clean(html))


def _allowed(_tag: str, attribute: str, value: str) -> str | None:
    pattern = _VALUES.get(attribute)
    return value if pattern is None or pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(_TEXT_TAGS),
    clean_content_tags=set(_DROPPED_WHOLE),
    attributes={"*": set(_ON_ANY_TAG)} | _ON_SOME_TAGS,
    attribute_filter=_allowed,
    url_schemes={"data"},
    link_rel=None,
)
