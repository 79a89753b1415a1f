"""Altair charts as figures of a report: static pictures, equal bytes for equal data, no request, one look.

A report builds the chart from its own rows, keeps them in a table, and gives both away together::

    import altair as alt

    rows = [{"rule": "TRA-05", "open": 2}, {"rule": "VEN-04", "open": 1}]
    chart = (
        alt.Chart(alt.InlineData(values=rows), width=charts.WIDTH, height=alt.Step(22))
        .mark_bar(color=charts.MARK_COLOURS["high"])
        .encode(x=alt.X("open:Q", title="Open findings"), y=alt.Y("rule:N", title=None))
    )
    figure = charts.figure_of(chart, table, alt="Open findings by rule.", description="Counted on 30 September 2026.")
    page.show(figure)

Colours of severities and outcomes stand in `MARK_COLOURS`; put a word or a shape beside each. Sort rows and name the
`sort` of an axis yourself. Write days as text such as "2026-09-30" and encode them with `scale=alt.Scale(type="utc")`:
other scales for time follow the clock of the machine. A picture stays on white paper in dark rooms too.
"""

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import vl_convert
from lxml import etree

from auditlib.render.characters import visible
from auditlib.tables import Figure, Table

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDTH = 860  # of the plot, in pixels; a page shows a figure at most some 1000 wide
INK, SOFT, LINE, WASH = "#1c2024", "#59616a", "#cfd4d9", "#e9ecef"
# As on the pages, in a light room.
MARK_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "critical": "#8c1d18",
        "high": "#a8480f",
        "medium": "#6f5900",
        "low": "#4a5560",
        "passed": "#1d6b43",
        "unknown": "#59616a",
    }
)
# Distinct in the common kinds of colour blindness (after Okabe and Ito), and never the only sign of anything.
PALETTE = ("#0072b2", "#d98a00", "#009e73", "#b8578f", "#56a5d8", "#c05a1a", "#7a7a2e", "#6b6f9c")

# The first is bundled with vl-convert and measured by it; the second has the same widths.
_FONT = "Liberation Sans, Arial, sans-serif"
_AXIS = {
    "domainColor": LINE,
    "tickColor": LINE,
    "gridColor": WASH,
    "labelColor": INK,
    "titleColor": SOFT,
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "labelLimit": 320,
}
_LOOK = {
    "font": _FONT,
    "background": "#ffffff",
    "padding": 4,
    "view": {"stroke": None},
    "axis": _AXIS,
    "legend": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 420},
    "header": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 13, "labelFontWeight": "bold"},
    "title": {"color": INK, "fontSize": 13, "anchor": "start"},
    "text": {"color": INK, "fontSize": 12},
    "bar": {"color": PALETTE[0]},
    "range": {"category": list(PALETTE)},
}
_SVG = "{http://www.w3.org/2000/svg}"
# An image is one thing to a screen reader, so what Vega says of its parts is never heard.
_UNHEARD = ("role", "aria-hidden", "aria-label", "aria-roledescription", "class", "pointer-events", "version")
_DEFAULTS = (("opacity", "1"), ("transform", "translate(0,0)"))
_INHERITED = ("stroke", "stroke-width", "fill", "font-family", "font-size", "font-weight", "text-anchor")
_NUMBERS_IN = ("d", "transform", "x", "y", "x1", "x2", "y1", "y2")
_OUTLINE = re.compile(r"(?:M[-\d.]+,[-\d.]+(?:L[-\d.]+,[-\d.]+)+Z?)+")
_FRACTION = re.compile(r"-?\d+(?:\.\d+(?:e-?\d+)?|e-?\d+)")


def figure_of(chart: "ChartType", table: Table, *, alt: str, description: str) -> Figure:
    """A chart as a figure of a report, with the table of what it shows.

    Args:
        chart: an Altair chart whose data stand in it.
        table: the same facts with their sources; its title is the heading of the figure.
        alt: what the picture shows, in one sentence, for those who do not see it.
        description: how to read it, and what it leaves out.

    Raises:
        ValueError: the chart names data at an address instead of holding them.
    """
    return Figure(
        svg=draw_chart(chart, title=table.title, description=alt), alt=alt, description=description, table=table
    )


def draw_chart(chart: "ChartType", *, title: str, description: str) -> str:
    """An Altair chart as SVG text; equal charts give equal text on every machine.

    Raises:
        ValueError: the chart names data at an address instead of holding them.
    """
    specification = _visible(chart.to_dict())
    if _names_an_address(specification):
        raise ValueError("A chart must hold its data: this one names an address to fetch them from.")
    drawn = vl_convert.vegalite_to_svg(json.dumps(specification), config=_LOOK, allowed_base_urls=[])
    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    _renumber_clips(root)
    for element in list(root.iter(f"{_SVG}*")):
        _slim(element)
    for group in root.iter(f"{_SVG}g"):
        _say_once(group)
    root.set("role", "img")
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        told = etree.Element(f"{_SVG}{tag}")
        told.text = visible(text)
        root.insert(position, told)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


def _visible(value: Any) -> Any:
    """The specification with every text of the register as a page would show it: control characters break XML."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_visible(item) for item in value]
    if isinstance(value, dict):
        return {key: _visible(item) for key, item in value.items()}
    return value


def _names_an_address(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_names_an_address, value))
    if not isinstance(value, dict):
        return False
    fetched = isinstance(value.get("data"), dict) and "url" in value["data"]
    return fetched or any(_names_an_address(item) for key, item in value.items() if key != "values")


def _renumber_clips(root: "etree._Element") -> None:
    """Vega counts clip paths over the life of a process; here they begin at one in each picture."""
    names: dict[str, str] = {}
    for number, clip in enumerate(root.iter(f"{_SVG}clipPath"), start=1):
        names[f"url(#{clip.get('id')})"] = f"url(#clip{number})"
        clip.set("id", f"clip{number}")
    for element in root.iter(f"{_SVG}*"):
        if (clipped := element.get("clip-path")) in names:
            element.set("clip-path", names[clipped])


def _slim(element: "etree._Element") -> None:
    """Drop what nobody sees, and decimals below a tenth of a pixel."""
    is_unseen = element.tag == f"{_SVG}path" and not element.get("d")
    if is_unseen or element.get("display") == "none":
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        return
    for name, default in _DEFAULTS:
        if element.get(name) == default:
            del element.attrib[name]
    for name in _UNHEARD:
        element.attrib.pop(name, "")
    for name in _NUMBERS_IN:
        if numbers := element.get(name):
            is_outline = name == "d" and _OUTLINE.fullmatch(numbers)
            element.set(name, _stepwise(numbers) if is_outline else _FRACTION.sub(_rounded, numbers))


def _stepwise(outline: str) -> str:
    """An outline of straight lines as steps from point to point, in tenths of a pixel: half as long as its places."""
    parts: list[str] = []
    for ring in outline.split("M")[1:]:
        points = [_tenths(point) for point in ring.removesuffix("Z").split("L")]
        steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(points) if (x, y) != (left, top)]
        end = "z" if ring.endswith("Z") else ""
        parts.append(f"M{_decimal(points[0])}" + "".join(f"l{_decimal(step)}" for step in steps) + end)
    return "".join(parts)


def _tenths(point: str) -> tuple[int, int]:
    x, y = point.split(",")
    return round(float(x) * 10), round(float(y) * 10)


def _decimal(tenths: tuple[int, int]) -> str:
    return ",".join(f"{number / 10:g}" for number in tenths)


def _say_once(group: "etree._Element") -> None:
    """What all parts of a group share is said of the group: a map has hundreds of parts."""
    for name in _INHERITED:
        values = {part.get(name) for part in group}
        shared = values.pop() if len(values) == 1 else None
        if shared and len(group) > 1:
            group.set(name, shared)
            for part in group:
                del part.attrib[name]


def _rounded(found: re.Match[str]) -> str:
    text = f"{float(found[0]):.1f}"
    return "0" if text in {"0.0", "-0.0"} else text.removesuffix(".0")
