"""Where the names and lines of a data map stand: folded, ordered with few crossings, and given their places."""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditlib.render.characters import visible
from auditlib.render.text_width import text_width, wrap

KEPT = 25  # names a column shows before the lightest are folded into one
SIDE, BOX_WIDTH, CHANNEL, TOP = 12, 164, 90, 46
FONT, LINE_HEIGHT, MARK_HEIGHT, INSET = 12, 14.5, 12.5, 10
TEXT_WIDTH = BOX_WIDTH - INSET - 6
CAPTION = 8  # above the names that are linked to nothing

_PADDING, _ROW_GAP, _LOOSE_GAP, _WIDEST_GAP = 5, 7, 36, 22.0
_THINNEST, _THICKEST, _THICKEST_OF_ONE, _HIGHEST_BUNDLE = 1.4, 9.0, 4.0, 84.0
_SWEEPS = 24
_FOLDED = "\x00more "  # begins the id of a node that stands for many; no cell holds such a character
# Distinct in the common kinds of colour blindness (after Okabe and Ito), and never the only sign of anything.
_PALETTE = ("#0072b2", "#d98a00", "#009e73", "#b8578f", "#56a5d8", "#c05a1a", "#7a7a2e", "#6b6f9c")
_NEUTRAL = "#8a929b"


@dataclass(frozen=True, slots=True)
class Node:
    """A name in a column; `mark` says what is special about it, such as "outside the protected area"."""

    node_id: str
    label: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A column of names under a title."""

    title: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A line between names of neighbouring columns, from left to right; `weight` is a number of activities."""

    source: str
    target: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place; a loose one is linked to nothing."""

    node: Node
    lines: tuple[str, ...]
    x: float
    y: float
    height: float
    colour: str
    loose: bool


Weights = Mapping[tuple[str, str], int]


def summed(layers: Sequence[Layer], links: Iterable[Link]) -> dict[tuple[str, str], int]:
    """The weight between each two nodes that are linked; refuses what cannot be drawn."""
    column: dict[str, int] = {}
    for number, layer in enumerate(layers):
        for node in layer.nodes:
            if node.node_id in column:
                raise ValueError(f"the node id {node.node_id!r} is used twice")
            column[node.node_id] = number
    weights: Counter[tuple[str, str]] = Counter()
    for link in links:
        if link.weight < 1 or column.get(link.target, -1) != column.get(link.source, len(layers)) + 1:
            raise ValueError(f"no line can be drawn for {link}")
        weights[link.source, link.target] += link.weight
    # In the order of the names, so that the order of the links leaves no trace in the picture.
    places = {name: place for place, name in enumerate(column)}
    return dict(sorted(weights.items(), key=lambda item: (places[item[0][0]], places[item[0][1]])))


def _totals(weights: Weights) -> Counter[str]:
    totals: Counter[str] = Counter()
    for (source, target), weight in weights.items():
        totals[source] += weight
        totals[target] += weight
    return totals


def folded_layers(layers: Sequence[Layer], weights: Weights) -> tuple[list[Layer], dict[tuple[str, str], int]]:
    """The layers with at most `KEPT` nodes each, the heaviest, and one that stands for the rest."""
    totals = _totals(weights)
    stands_for: dict[str, str] = {}
    folded: list[Layer] = []
    for number, layer in enumerate(layers):
        heaviest = sorted(layer.nodes, key=lambda node: -totals[node.node_id])
        rest = {node.node_id for node in heaviest[KEPT:]}
        more = [Node(f"{_FOLDED}{number}", f"{len(rest)} more")] if rest else []
        stands_for |= dict.fromkeys(rest, f"{_FOLDED}{number}")
        folded.append(Layer(layer.title, (*(node for node in layer.nodes if node.node_id not in rest), *more)))
    joined: Counter[tuple[str, str]] = Counter()
    for (source, target), weight in weights.items():
        joined[stands_for.get(source, source), stands_for.get(target, target)] += weight
    return folded, dict(joined)


def ordered_nodes(layers: Sequence[Layer], weights: Weights) -> list[tuple[Node, ...]]:
    """The nodes of each layer in the order with the fewest crossings that sweeping to and fro finds."""
    order = [list(layer.nodes) for layer in layers]
    before, after = _neighbours(weights)
    best, fewest = [tuple(nodes) for nodes in order], _crossings(order, weights)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        numbers = range(1, len(order)) if forth else range(len(order) - 2, -1, -1)
        for number in numbers:
            fixed = order[number - 1 if forth else number + 1]
            _sort_by_barycentre(order[number], fixed, before if forth else after)
        crossings = _crossings(order, weights)
        if crossings < fewest:
            best, fewest = [tuple(nodes) for nodes in order], crossings
    return best


_Neighbours = Mapping[str, Sequence[tuple[str, int]]]


def _neighbours(weights: Weights) -> tuple[_Neighbours, _Neighbours]:
    before: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    after: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for (source, target), weight in weights.items():
        before[target].append((source, weight))
        after[source].append((target, weight))
    return before, after


def _sort_by_barycentre(nodes: list[Node], fixed: Sequence[Node], neighbours: _Neighbours) -> None:
    places = {node.node_id: (index + 0.5) / len(fixed) for index, node in enumerate(fixed)}
    centres: dict[str, float] = {}
    for index, node in enumerate(nodes):
        near = neighbours.get(node.node_id, ())
        total = sum(weight for _, weight in near)
        own = (index + 0.5) / len(nodes)
        centres[node.node_id] = sum(places[name] * weight for name, weight in near) / total if total else own
    nodes.sort(key=lambda node: (stands_for_many(node.node_id), centres[node.node_id]))


def _crossings(order: Sequence[Sequence[Node]], weights: Weights) -> int:
    place = {node.node_id: (column, row) for column, nodes in enumerate(order) for row, node in enumerate(nodes)}
    ends = sorted((*place[source], place[target][1]) for source, target in weights)
    crossings = 0
    for number in range(len(order)):
        passed: list[int] = []
        for _, _, target in (end for end in ends if end[0] == number):
            crossings += len(passed) - bisect_right(passed, target)
            insort(passed, target)
    return crossings


def scale_of(weights: Weights) -> float:
    """The thickness of a line per activity, so that neither a line nor the bundle at one node gets too thick."""
    counted = {pair: weight for pair, weight in weights.items() if not any(map(stands_for_many, pair))}
    if not counted:
        return 1.0
    sides: Counter[tuple[str, int]] = Counter()
    for (source, target), weight in counted.items():
        sides[source, 1] += weight
        sides[target, 0] += weight
    return min(_THICKEST / max(counted.values()), _HIGHEST_BUNDLE / max(sides.values()), _THICKEST_OF_ONE)


def thickness(pair: tuple[str, str], weights: Weights, scale: float) -> float:
    """How thick a line is drawn; a node that stands for many has thin ones, or it would outdo all others."""
    return _THINNEST if any(map(stands_for_many, pair)) else max(_THINNEST, weights[pair] * scale)


def stands_for_many(node_id: str) -> bool:
    """Whether a node was made to stand for the lightest of its column."""
    return node_id.startswith(_FOLDED)


def placed_boxes(layers: Sequence[Layer], weights: Weights, scale: float) -> dict[str, Box]:
    """A box for each node: the linked ones in the middle of their column, the others apart below."""
    columns = [list(_column(layer.nodes, number, weights, scale)) for number, layer in enumerate(layers)]
    linked = [[box for box in column if not box.loose] for column in columns]
    tallest = max((_stack_height(boxes) for boxes in linked), default=0.0)
    below = TOP + (tallest + _LOOSE_GAP if tallest else 2 * CAPTION)
    placed: dict[str, Box] = {}
    for column, boxes in zip(columns, linked, strict=True):
        spare = tallest - _stack_height(boxes)
        spread = min(spare / (len(boxes) + 1), _WIDEST_GAP)
        top = TOP + (spare - spread * (len(boxes) - 1)) / 2
        loose = [box for box in column if box.loose]
        for box in (*_stacked(boxes, top, _ROW_GAP + spread), *_stacked(loose, below, _ROW_GAP)):
            placed[box.node.node_id] = box
    return placed


def _column(nodes: Sequence[Node], number: int, weights: Weights, scale: float) -> Iterator[Box]:
    before, after = _neighbours(weights)
    for row, node in enumerate(nodes):
        label = " ".join(visible(node.label).split()) or "(no name)"
        lines = shortened(label, TEXT_WIDTH / FONT)
        sides = [neighbours.get(node.node_id, ()) for neighbours in (before, after)]
        leaving = sum(thickness((node.node_id, name), weights, scale) for name, _ in sides[1])
        arriving = sum(thickness((name, node.node_id), weights, scale) for name, _ in sides[0])
        height = len(lines) * LINE_HEIGHT + (MARK_HEIGHT if node.mark else 0) + 2 * _PADDING
        # Each column begins elsewhere in the palette, so that two columns do not seem to say the same.
        colour = (
            _PALETTE[(row + 3 * number) % len(_PALETTE)] if sides[1] and not stands_for_many(node.node_id) else _NEUTRAL
        )
        x = float(SIDE + number * (BOX_WIDTH + CHANNEL))
        yield Box(
            replace(node, label=label), lines, x, 0.0, max(height, arriving + 4, leaving + 4), colour, not any(sides)
        )


def shortened(label: str, width: float) -> tuple[str, ...]:
    """The label in at most two lines of that width in font sizes."""
    lines = wrap(label, width)
    if len(lines) <= 2:  # noqa: PLR2004  two lines are what a box shows
        return tuple(lines)
    last = lines[1]
    while text_width(last + "…") > width:
        last = last[:-1]
    return lines[0], last.rstrip() + "…"


def _stack_height(boxes: Sequence[Box]) -> float:
    return sum(box.height for box in boxes) + _ROW_GAP * max(len(boxes) - 1, 0)


def _stacked(boxes: Iterable[Box], top: float, gap: float) -> Iterator[Box]:
    for box in boxes:
        yield replace(box, y=top)
        top += box.height + gap


def ports(boxes: Mapping[str, Box], weights: Weights, scale: float, *, own_end: int) -> dict[tuple[str, str], float]:
    """Where each line meets the side of a box: one below the other, in the order of their other ends."""
    bundles: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in weights:
        bundles[pair[own_end]].append(pair)
    ports: dict[tuple[str, str], float] = {}
    for name, pairs in bundles.items():
        widths = {pair: thickness(pair, weights, scale) for pair in pairs}
        y = boxes[name].y + (boxes[name].height - sum(widths.values())) / 2
        for pair in sorted(pairs, key=lambda pair: boxes[pair[1 - own_end]].y):
            ports[pair] = y + widths[pair] / 2
            y += widths[pair]
    return ports
