"""The data map: a picture of whose data go where, as columns of names joined by lines."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from auditlib.render.characters import visible
from auditlib.render.data_map_layout import (
    BOX_WIDTH,
    CAPTION,
    CHANNEL,
    FONT,
    INSET,
    LINE_HEIGHT,
    MARK_HEIGHT,
    SIDE,
    TEXT_WIDTH,
    TOP,
    Box,
    Layer,
    Link,
    Node,
    Weights,
    folded_layers,
    ordered_nodes,
    placed_boxes,
    ports,
    scale_of,
    shortened,
    stands_for_many,
    summed,
    thickness,
)
from auditlib.wording import plural

__all__ = ["Layer", "Link", "Node", "describe_data_map", "draw_data_map"]

_BAR, _FOOT = 4, 36
_INK, _SOFT, _EDGE, _FILL, _WARNING = "#1c2024", "#5b636c", "#d0d5da", "#f6f7f8", "#8c1d18"
_KEY = "The thicker a line, the more activities. Its colour is that of the name on its left."
_KEY_FOLDED = "“More” stands for the names with the fewest activities; its lines are thin whatever they carry."


def draw_data_map(layers: Sequence[Layer], links: Sequence[Link]) -> str:
    """An SVG picture of the layers, from left to right, and their links; equal input gives equal text.

    Raises ValueError for a node id used twice and for a link that does not lead from one column to the next.
    """
    weights = summed(layers, links)
    shown, weights = folded_layers(layers, weights)
    ordered = [Layer(layer.title, nodes) for layer, nodes in zip(shown, ordered_nodes(shown, weights), strict=True)]
    scale = scale_of(weights)
    boxes = placed_boxes(ordered, weights, scale)
    height = max((box.y + box.height for box in boxes.values()), default=float(TOP)) + _FOOT
    width = 2 * SIDE + len(layers) * BOX_WIDTH + max(len(layers) - 1, 0) * CHANNEL
    parts = [
        *_head(describe_data_map(layers, links), (width, height)),
        *_drawn_links(boxes, weights, scale),
        *(part for box in boxes.values() for part in _drawn_box(box)),
        *_titles(layers),
        *_captions(ordered, boxes),
        _text(SIDE, height - 12, f"{_KEY} {_KEY_FOLDED}" if any(map(stands_for_many, boxes)) else _KEY),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def describe_data_map(layers: Sequence[Layer], links: Sequence[Link]) -> str:
    """What the picture shows, in words, for those who do not see it."""
    weights = summed(layers, links)
    labels = {node.node_id: _line(node.label) for layer in layers for node in layer.nodes}
    linked = {name for pair in weights for name in pair}
    columns = ", ".join(f"{_line(layer.title)} ({len(layer.nodes)})" for layer in layers)
    parts = [f"Columns from left to right: {columns}.", f"Lines between neighbouring columns: {len(weights)}."]
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:3]
    if heaviest:
        told = [f"{labels[one]} to {labels[other]}, {_activities(weight)}" for (one, other), weight in heaviest]
        parts.append(f"The thickest: {'; '.join(told)}.")
    for layer in layers:
        loose = [labels[node.node_id] for node in layer.nodes if node.node_id not in linked]
        parts += [f"{_line(layer.title)} linked to nothing: {', '.join(loose)}."] if loose else []
    return " ".join(parts)


def _drawn_links(boxes: Mapping[str, Box], weights: Weights, scale: float) -> Iterator[str]:
    leaving = ports(boxes, weights, scale, own_end=0)
    arriving = ports(boxes, weights, scale, own_end=1)
    yield '<g fill="none" stroke-opacity="0.4">'
    for (source, target), weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        start, end = boxes[source], boxes[target]
        y1, y2 = leaving[source, target], arriving[source, target]
        x1, x2 = start.x + BOX_WIDTH, end.x
        bend = (x2 - x1) * 0.5
        path = f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        told = escape(f"{start.node.label} → {end.node.label}: {_activities(weight)}")
        stroke = f'stroke="{start.colour}" stroke-width="{thickness((source, target), weights, scale):.1f}"'
        yield f'<path d="{path}" {stroke}><title>{told}</title></path>'
    yield "</g>"


def _drawn_box(box: Box) -> Iterator[str]:
    look = 'fill="#ffffff" stroke-dasharray="3 3"' if box.loose else f'fill="{_FILL}"'
    look += f' stroke="{_WARNING if box.node.mark else _EDGE}"'
    mark = _line(box.node.mark)
    yield f"<g><title>{escape(f'{box.node.label} ({mark})' if mark else box.node.label)}</title>"
    yield f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{BOX_WIDTH}" height="{box.height:.1f}" rx="2" {look}/>'
    if not box.loose:
        yield f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{_BAR}" height="{box.height:.1f}" fill="{box.colour}"/>'
    needed = len(box.lines) * LINE_HEIGHT + (MARK_HEIGHT if mark else 0)
    y = box.y + (box.height - needed) / 2 + LINE_HEIGHT * 0.76
    for line in box.lines:
        yield _text(box.x + INSET, y, line, size=FONT, colour=_SOFT if box.loose else _INK)
        y += LINE_HEIGHT
    if mark:
        short = shortened(f"▲ {mark}", TEXT_WIDTH / 10)
        yield _text(box.x + INSET, y - 1, short[0] + ("…" if len(short) > 1 else ""), size=10, colour=_WARNING)
    yield "</g>"


def _titles(layers: Sequence[Layer]) -> Iterator[str]:
    for number, layer in enumerate(layers):
        x = SIDE + number * (BOX_WIDTH + CHANNEL)
        count = f'<tspan dx="6" font-weight="400" fill="{_SOFT}">{len(layer.nodes)}</tspan>'
        title = escape(_line(layer.title))
        yield f'<text x="{x}" y="24" font-size="13" font-weight="700" fill="{_INK}">{title}{count}</text>'
        if not layer.nodes:
            yield _text(x, TOP + 14, "none stated", italic=True)


def _captions(layers: Sequence[Layer], boxes: Mapping[str, Box]) -> Iterator[str]:
    for layer in layers:
        loose = [boxes[node.node_id] for node in layer.nodes if boxes[node.node_id].loose]
        if loose:
            top = min(loose, key=lambda box: box.y)
            yield _text(top.x, top.y - CAPTION, "linked to nothing", italic=True)


def _head(description: str, size: tuple[float, float]) -> Iterator[str]:
    width, height = (f"{length:.0f}" for length in size)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="data-map-title data-map-description" font-family="Arial, Helvetica, sans-serif">'
    )
    yield '<title id="data-map-title">Data map</title>'
    yield f'<desc id="data-map-description">{escape(description)}</desc>'
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'


def _activities(weight: int) -> str:
    return f"{weight:,} {plural(weight, 'activity', 'activities')}"


def _text(x: float, y: float, text: str, *, size: float = 11, colour: str = _SOFT, italic: bool = False) -> str:
    slant = ' font-style="italic"' if italic else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{slant}>{escape(text)}</text>'


def _line(text: str) -> str:
    return " ".join(visible(text).split())
