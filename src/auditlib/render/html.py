"""A notebook, or fragments alone, as one HTML page that stands for itself: no script, no request, no code shown."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import mistune
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from auditlib.render.characters import visible
from auditlib.render.fragments import slug, templates
from auditlib.render.sanitise import clean

_HIDDEN = {"parameters", "injected-parameters"}
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.?)")
# Cleaned HTML holds no comment and no bare angle bracket outside tags, so a comment can part cells and patterns can
# find elements.
_CELL_END = "<!---->"
_COVER = re.compile(r'<div class="auditlib cover">.*?</dl>\s*</div>\s*', re.DOTALL)
_INPUTS = re.compile(r'<section class="auditlib inputs">.*?</section>\s*', re.DOTALL)
_OPENING = re.compile(r"\s*<h1[^>]*>(.*?)</h1>((?:\s*<p>.*?</p>)*)", re.DOTALL)
_REMARK = re.compile(r'\s*<div class="auditlib remark">(.*?)</div>', re.DOTALL)
_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_HEADING_TAG = re.compile(r"<(/?)h[1-6][^>]*>")
_ID = re.compile(r'(?<= id=")[^"]+')
_TAG = re.compile(r"<[^>]*>")
_CONTENTS_LIMIT = 30
_NOT_FOR_CSS = re.compile(r"[^0-9A-Za-z ,.]")


class ReportExporter(Exporter):
    """The page of a notebook, for `jupyter nbconvert --to auditlib`; needs no template and reads no configuration."""

    export_from_notebook = "Report page (auditlib)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The page and the resources; its title is the notebook's own, or else the name of the file."""
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        title = notebook.metadata.get("title") or found.get("metadata", {}).get("name") or "Report"
        return page_html(notebook, title=title), found


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    anchor: str
    text: Markup


def page_html(notebook: NotebookNode, *, title: str, language: str = "en", tool: str = "") -> str:
    """The page of an executed notebook: its cover first, then what its text and its outputs show, never its code.

    `tool` names what made the page, with its version; left out, the page says nothing of it.
    """
    pieces = [piece for cell in notebook.cells for piece in _pieces(cell)]
    return _page(title, _CELL_END.join(pieces), language, tool)


def plain_page(title: str, body_html: str, *, language: str = "en", tool: str = "", has_contents: bool = True) -> str:
    """A page of the same kind around fragments, which are cleaned like everything else."""
    return _page(title, clean(body_html), language, tool, has_contents=has_contents)


def _pieces(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield clean(str(_markdown()(cell.source)))
    elif cell.cell_type == "code" and not _HIDDEN.intersection(cell.metadata.get("tags", [])):
        yield from filter(None, map(_output, cell.outputs))


@cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])


def _output(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return _preformatted("out", output.text)
    if output.output_type == "error":
        # The traceback stays in the notebook: it names folders of the machine and may quote values.
        return _preformatted("trouble", f"This step did not finish.\n{output.ename}: {output.evalue}")
    data = output.data
    if "text/html" in data:
        return clean(data["text/html"])
    if "image/svg+xml" in data:
        return _picture("svg+xml", b64encode(data["image/svg+xml"].encode()).decode("ascii"))
    if "image/png" in data:
        return _picture("png", "".join(data["image/png"].split()))
    return _preformatted("out", data["text/plain"]) if "text/plain" in data else ""


def _preformatted(kind: str, text: str) -> str:
    return clean(Markup('<pre class="{}">{}</pre>').format(kind, visible(_ANSI.sub("", text).rstrip())))


def _picture(kind: str, content: str) -> str:
    picture = Markup('<p class="picture"><img src="data:image/{};base64,{}" alt="A picture without a description"></p>')
    return clean(picture.format(kind, content))


def _page(title: str, body: str, language: str, tool: str, *, has_contents: bool = True) -> str:
    inputs, body = _taken(_INPUTS, _without_nested_headings(body))
    before, cover, after = _around(_COVER, body)
    heading, lead, rest = _opened(before.replace(_CELL_END, "") if cover else after)
    rest += after if cover else ""
    if remark := _REMARK.match(rest) if cover and not lead else None:
        lead, rest = remark[1], rest[remark.end() :]
    body, headings = _outlined(rest + inputs)
    return (
        templates()
        .get_template("page.html")
        .render(
            title=visible(title),
            language=language,
            style=Markup(_style(visible(title))),  # noqa: S704 - our own file, and a title reduced to what CSS cannot misread
            head=_markup(cover),
            report=_markup("" if _text(heading) in _text(cover) else heading) if cover else _markup(heading),
            lead=_markup(lead.strip()),
            contents=_contents(headings) if has_contents else [],
            body=_markup(body.replace(_CELL_END, "\n").strip()),
            tool=tool,
        )
    )


def _markup(cleaned: str) -> Markup:
    return Markup(cleaned)  # noqa: S704 - everything that reaches a page has passed the allow-list


def _around(pattern: re.Pattern[str], body: str) -> tuple[str, str, str]:
    found = pattern.search(body)
    return (body[: found.start()], found[0].strip(), body[found.end() :]) if found else ("", "", body)


def _taken(pattern: re.Pattern[str], body: str) -> tuple[str, str]:
    before, found, after = _around(pattern, body)
    return found, before + after


def _opened(body: str) -> tuple[str, str, str]:
    """The h1 that a report begins with, the paragraphs under it, and the rest."""
    found = _OPENING.match(body)
    return (found[1], found[2], body[found.end() :]) if found else ("", "", body)


def _without_nested_headings(body: str) -> str:
    depth = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal depth
        is_nested = depth > (1 if found[1] else 0)
        depth += -1 if found[1] else 1
        return "" if is_nested else found[0]

    return _HEADING_TAG.sub(kept, body)


def _text(html: str) -> str:
    return " ".join(Markup(_TAG.sub(" ", html)).unescape().casefold().split())  # noqa: S704 - compared, never shown


def _outlined(body: str) -> tuple[str, list[_Heading]]:
    """Give every heading an id and a level that follows from the one before; the page has its h1 already."""
    headings: list[_Heading] = []
    taken = set(_ID.findall(body))

    def renumbered(found: re.Match[str]) -> str:
        before = headings[-1].level if headings else 1
        level = max(2, min(int(found[1]), before + 1))
        own = _ID.search(found[2])
        anchor = own[0] if own else _free(f"section-{slug(_text(found[3]))}", taken)
        headings.append(_Heading(level, anchor, _markup(_TAG.sub("", found[3]).strip())))
        attributes = found[2] if own else f'{found[2]} id="{anchor}"'
        return f"<h{level}{attributes}>{found[3]}</h{level}>"

    return _HEADING.sub(renumbered, body), headings


def _free(anchor: str, taken: set[str]) -> str:
    free, number = anchor, 1
    while free in taken:
        number += 1
        free = f"{anchor}-{number}"
    taken.add(free)
    return free


def _contents(headings: list[_Heading]) -> list[tuple[_Heading, list[_Heading]]]:
    """The h2 headings with their h3 headings; without these where the list would get long."""
    contents: list[tuple[_Heading, list[_Heading]]] = []
    short = sum(heading.level <= 3 for heading in headings) <= _CONTENTS_LIMIT  # noqa: PLR2004 - h3
    for heading in headings:
        if heading.level == 2:  # noqa: PLR2004 - h2
            contents.append((heading, []))
        elif heading.level == 3 and short:  # noqa: PLR2004 - h3
            contents[-1][1].append(heading)
    return contents if len(contents) > 1 or any(parts for _, parts in contents) else []


def _style(title: str) -> str:
    """The style sheet, and the title at the foot of each printed page."""
    quoted = _NOT_FOR_CSS.sub(lambda found: f"\\{ord(found[0]):06x} ", title)
    sheet = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return sheet.replace("@title", f'"{quoted}"')
