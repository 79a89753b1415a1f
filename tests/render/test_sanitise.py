"""Nothing that runs, loads, navigates, asks or styles itself passes; our own fragments do."""

import re
from html.parser import HTMLParser

import pytest

from auditlib.render.fragments import cover_html, figure_html, note_html, table_html
from auditlib.render.sanitise import clean
from auditlib.tables import Cover, Entry, Field, Figure, Layout, Row, Table, plain_table

HOSTILE = (
    "<h2>Vendors<script>alert(1)</script></h2>",
    "<img src=x onerror=alert(1)>",
    "<img src='data:image/png;base64,AAAA' onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java&#x09;script:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:image/svg+xml;base64,PHN2Zy8+'>x</a>",
    "<a href='https://example.org/'>x</a>",
    "<a href='//example.org/x.html'>x</a>",
    "<a href='\\\\example.org\\x.html'>x</a>",
    "<a href='../../../etc/x.html'>x</a>",
    "<a href='a/../../x.html'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='#x' ping='https://example.org/' target=_blank>x</a>",
    "<pre class=mermaid>graph TD; A-->B; click A call alert(1)</pre><script src=//example.org/m.js></script>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<style>@import url(https://example.org/x.css);</style>",
    "<p style='background:url(https://example.org/x.png)'>x</p>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<svg onload=alert(1)><circle/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<img srcset='https://example.org/x.png 2x' src='https://example.org/x.png'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src='data:text/html;base64,PHNjcmlwdD4='>",
    "<picture><source srcset=https://example.org/x.png><img alt=x></picture>",
    "<form action=https://example.org/><input name=q><button formaction=javascript:alert(1)>go</button></form>",
    "<base href=https://example.org/>",
    "<object data=https://example.org/x.swf></object><embed src=https://example.org/x>",
    "<iframe src=https://example.org/></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea></textarea><title></title><xmp><img src=x onerror=alert(1)></xmp>",
    "<video src=https://example.org/x.mp4 autoplay></video><audio src=https://example.org/x></audio>",
    "<table background=https://example.org/x.png><tr><td background=https://example.org/y.png>x</table>",
    "<details open ontoggle=alert(1)><summary onclick=alert(1)>x</summary></details>",
    "<p tabindex=1 autofocus onfocus=alert(1) contenteditable accesskey=x>x</p>",
    "<div role=alert aria-hidden=true hidden>x</div>",
    "<!--[if IE]><script>alert(1)</script><![endif]--><!-- x -->",
    "<![CDATA[<script>alert(1)</script>]]><?xml-stylesheet href='x'?>",
    "</main></body><main id=page-main><h1>Another report</h1>",
    "<h1></main><main><h2>x<div><h3>y</h3></div></h2>",
    "<td colspan=99999999>x</td><table><tr><td colspan=99999999 rowspan=-1>x</table>",
    "{{ config }}{% include 'x' %}${alert(1)}<p id='{{x}}'>x</p>",
    "<p title='\"><script>alert(1)</script>'>x</p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<a href='x.html\njavascript:alert(1)'>x</a>",
    "<img src='data:image/png;base64,AA\" onerror=alert(1) x=\"'>",
    "<p\x00onclick=alert(1)>x</p><im\x00g src=x>",
)
LIVE_TAGS = {
    *("applet", "audio", "base", "body", "button", "canvas", "embed", "form", "frame", "frameset", "head", "html"),
    *("iframe", "input", "link", "main", "math", "meta", "noscript", "object", "option", "picture", "script", "select"),
    *("source", "style", "svg", "template", "textarea", "title", "track", "video", "xmp"),
}
KEPT_LINK = re.compile(r"#[\w.:-]+|[\w-][\w./-]*\.(html|xlsx|ipynb|csv|json|md|txt)(#[\w.:-]+)?")
KEPT_PICTURE = re.compile(r"data:image/(png|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}")
INERT = {
    *("abbr", "alt", "aria-describedby", "aria-label", "aria-labelledby", "class", "datetime", "dir", "headers", "id"),
    *("lang", "open", "scope", "start", "title", "value", "width", "height"),
}


class Found(HTMLParser):
    """Every tag and attribute that a reader of the text would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LIVE_TAGS:
            self.faults.append(tag)
        self.faults += [f"{tag}[{name}={value}]" for name, value in attrs if not _is_inert(tag, name, value or "")]

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")


def _is_inert(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("a", "href"):
        return bool(KEPT_LINK.fullmatch(value)) and ".." not in value
    if (tag, name) == ("img", "src"):
        return bool(KEPT_PICTURE.fullmatch(value))
    if name in {"colspan", "rowspan"}:
        return bool(re.fullmatch("[0-9]{1,4}", value))
    return name in INERT or (name, value) == ("tabindex", "0") or (name == "role" and value != "alert")


def test_there_are_enough_hostile_payloads() -> None:
    assert len(set(HOSTILE)) >= 25


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_html_is_made_harmless(payload: str) -> None:
    cleaned = clean(payload)

    assert Found(cleaned).faults == []
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_html_is_made_harmless_inside_a_table(payload: str) -> None:
    assert Found(clean(f"<table><caption>{payload}</caption><tr><td>{payload}</td></tr></table>{payload}")).faults == []


def test_the_text_of_hostile_html_stays_unless_it_is_code() -> None:
    assert clean("<blink>kept</blink><script>gone</script>") == "kept"


@pytest.mark.parametrize(
    "link", ["#vendors", "10_record_as_controller.html#x", "10_record.xlsx", "html/10_record.html", "10_record.ipynb"]
)
def test_links_within_the_pack_stay(link: str) -> None:
    assert clean(f'<a href="{link}">x</a>') == f'<a href="{link}">x</a>'


@pytest.mark.parametrize("kind", ["png", "svg+xml"])
def test_embedded_pictures_stay(kind: str) -> None:
    picture = f'<img src="data:image/{kind};base64,AAAA" alt="1 &lt; 2">'

    assert clean(picture) == picture


def test_brackets_in_attributes_come_out_escaped() -> None:
    assert "<h2>" not in clean("<p title='<h2>x</h2>'>x</p>")


def _own_fragments() -> list[str]:
    fields = (Field("Purpose", "GDPR 30(1)(b)"), Field("Basis"))
    rows = (
        Row(
            "1",
            (Entry(("Answer questions & complaints", "Send “news”, once each month at most, by e-mail")), Entry(None)),
        ),
        Row("2", (Entry("a\nb"), Entry(3))),
    )
    table = Table("purposes", "Purposes", fields, rows, note="A note.", has_places=False)
    blocks = Table("blocks", "Blocks", fields, rows, layout=Layout.BLOCKS, has_places=False)
    inputs = plain_table("inputs", "Inputs", ["File", "SHA-256"], [["a.xlsx", "0f" * 32]])
    return [
        table_html(table),
        table_html(blocks),
        figure_html(Figure("<svg xmlns='http://www.w3.org/2000/svg'/>", "A picture", "It shows nothing.", inputs)),
        cover_html(Cover("Self-assessment", "A report", "DRAFT", "not reviewed", (("Entity", "A < B"),), inputs)),
        note_html("One.\n\nTwo."),
    ]


def test_our_own_fragments_pass_unchanged_but_for_the_style_that_notebooks_need() -> None:
    for fragment in _own_fragments():
        style, end, content = fragment.partition("</style>")
        assert style.startswith("<style>")
        assert end
        assert clean(fragment) == content
