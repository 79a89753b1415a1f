"""A map of the world with some places marked: a colour and a letter for each kind, a dot where a place is too small."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from auditlib.reference.world import Spot, outlines, spots
from auditlib.render.charts import INK, LINE, SOFT, WASH


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """One kind of place: the letter that stands beside each such place, what it means, and its colour."""

    letter: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Panel:
    """A part of the world with its size in pixels; `smallest_km2` is what it can still show as a shape."""

    title: str
    size: tuple[int, int]
    projection: alt.Projection
    smallest_km2: int
    # West, south, east, north: the places whose letters it can show.
    extent: tuple[float, float, float, float]
    # Of a code and a letter, in degrees.
    label_size: tuple[float, float]


_WORLD = _Panel(
    title="The world",
    size=(680, 290),
    projection=alt.Projection(type="equalEarth", scale=126, translate=[330, 172]),
    smallest_km2=120_000,
    extent=(-180, -90, 180, 90),
    label_size=(17, 6),
)
_EUROPE = _Panel(
    title="Europe, enlarged",
    size=(300, 290),
    projection=alt.Projection(
        type="mercator", center=[12, 52], scale=320, translate=[150, 150], clipExtent=[[0, 0], [300, 290]]
    ),
    smallest_km2=16_000,
    extent=(-14, 34, 38, 65),
    label_size=(5.4, 1.5),
)
_DODGES = 6


def world_map(places: Mapping[str, PlaceKind], kinds: Sequence[PlaceKind]) -> alt.VConcatChart:
    """A map of places by their country codes; a second panel shows Europe enlarged where any of them lies there.

    A code without a point, such as XX, is not drawn: the table beside the map has to hold it.
    """
    known = {code: spots()[code] for code in sorted(places) if code in spots()}
    in_europe = {code for code, spot in known.items() if _lies_in(spot, _EUROPE)}
    panels = [_panel(_WORLD, {code: spot for code, spot in known.items() if code not in in_europe}, known, places)]
    if in_europe:
        inside = {code: spot for code, spot in known.items() if code in in_europe}
        panels.append(_panel(_EUROPE, inside, inside, places))
    return alt.vconcat(alt.hconcat(*panels, spacing=24), _legend(kinds), spacing=10)


def is_drawn_as_dot(code: str) -> bool:
    """Whether a place is too small to be seen as a shape on the map of the world or of Europe."""
    spot = spots().get(code)
    return spot is not None and spot.outline_km2 < (_EUROPE if _lies_in(spot, _EUROPE) else _WORLD).smallest_km2


def is_on_map(code: str) -> bool:
    """Whether there is a point for a code."""
    return code in spots()


def _lies_in(spot: Spot, panel: _Panel) -> bool:
    west, south, east, north = panel.extent
    return west <= spot.longitude <= east and south <= spot.latitude <= north


def _panel(
    panel: _Panel, lettered: Mapping[str, Spot], marked: Mapping[str, Spot], places: Mapping[str, PlaceKind]
) -> alt.LayerChart:
    dots = [spot for spot in lettered.values() if spot.outline_km2 < panel.smallest_km2]
    labels = _labels(panel, lettered.values(), places)
    layers = [_shapes({code: places[code].colour for code in marked}), _dots(dots, places), *_letters(labels)]
    width, height = panel.size
    title = alt.TitleParams(panel.title, fontSize=12, fontWeight="normal", color=SOFT)
    return alt.LayerChart(layer=layers, projection=panel.projection, width=width, height=height, title=title)


def _shapes(colours: Mapping[str, str]) -> alt.Chart:
    land = alt.InlineData(values=dict(outlines()), format=alt.TopoDataFormat(type="topojson", feature="countries"))
    chart = alt.Chart(land).mark_geoshape(stroke="#ffffff", strokeWidth=0.5, fill=WASH)
    marked = alt.FieldOneOfPredicate(field="id", oneOf=list(colours))
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    colour = alt.condition(marked, alt.Fill("id:N", scale=scale, legend=None), alt.value(WASH))
    shapes: alt.Chart = chart.encode(fill=colour) if colours else chart
    return shapes


def _dots(drawn: Iterable[Spot], places: Mapping[str, PlaceKind]) -> alt.Chart:
    rows = [
        {"longitude": spot.longitude, "latitude": spot.latitude, "colour": places[spot.country].colour}
        for spot in drawn
    ]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_circle(size=52, opacity=1, stroke="#ffffff", strokeWidth=1)
    dots: alt.Chart = chart.encode(
        longitude="longitude:Q", latitude="latitude:Q", color=alt.Color("colour:N", scale=None)
    )
    return dots


def _labels(panel: _Panel, lettered: Iterable[Spot], places: Mapping[str, PlaceKind]) -> list[dict[str, object]]:
    """What stands beside each place and where; a label that would cover another one moves down."""
    placed: list[tuple[float, float]] = []
    rows: list[dict[str, object]] = []
    for spot in sorted(lettered, key=lambda spot: (-spot.latitude, spot.longitude)):
        is_dot = spot.outline_km2 < panel.smallest_km2
        x = spot.longitude + (panel.label_size[0] * 0.75 if is_dot else 0)
        y = _free(x, spot.latitude, placed, panel.label_size)
        placed.append((x, y))
        text = f"{spot.country} · {places[spot.country].letter}"
        is_far = abs(y - spot.latitude) > panel.label_size[1]
        rows.append({"text": text, "x": x, "y": y, "from_x": spot.longitude, "from_y": spot.latitude, "is_far": is_far})
    return rows


def _free(x: float, y: float, placed: Sequence[tuple[float, float]], size: tuple[float, float]) -> float:
    width, height = size
    for _ in range(_DODGES):
        in_the_way = [there for at, there in placed if abs(at - x) < width and abs(there - y) < height]
        if not in_the_way:
            return y
        y = min(in_the_way) - height
    return y


def _letters(rows: list[dict[str, object]]) -> tuple[alt.Chart, ...]:
    data = alt.InlineData(values=rows)
    moved = [row for row in rows if row["is_far"]]
    leader = (
        alt.Chart(alt.InlineData(values=moved))
        .mark_rule(color=INK, strokeWidth=0.6)
        .encode(longitude="from_x:Q", latitude="from_y:Q", longitude2="x:Q", latitude2="y:Q")
    )
    where = {"longitude": "x:Q", "latitude": "y:Q", "text": "text:N"}
    # A white edge keeps the letters apart from whatever colour lies under them.
    edge = alt.Chart(data).mark_text(fontSize=11, fontWeight="bold", stroke="#ffffff", strokeWidth=3).encode(**where)
    text = alt.Chart(data).mark_text(fontSize=11, fontWeight="bold", color=INK).encode(**where)
    return leader, edge, text


def _legend(kinds: Sequence[PlaceKind]) -> alt.LayerChart:
    rows = [
        {"at": 0, "row": number, "colour": kind.colour, "label": f"{kind.letter}  {kind.label}"}
        for number, kind in enumerate(kinds)
    ]
    base = alt.Chart(alt.InlineData(values=rows), width=600, height=18 * len(kinds)).encode(
        x=alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 600])), y=alt.Y("row:O", axis=None)
    )
    swatch = base.mark_square(size=130, opacity=1, stroke=LINE, xOffset=8).encode(
        color=alt.Color("colour:N", scale=None)
    )
    return alt.LayerChart(layer=[swatch, base.mark_text(align="left", dx=24).encode(text="label:N")])
