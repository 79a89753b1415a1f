"""The data map is the same text for the same input, tells everything in words too, and stays legible."""

import os
import re
import subprocess
import sys
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from auditlib.render.data_map import Layer, Link, Node, describe_data_map, draw_data_map

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+\.\d{2,}")


def a_layer(title: str, letter: str, count: int, **marks: str) -> Layer:
    nodes = (f"{letter}{number}" for number in range(count))
    return Layer(title, tuple(Node(name, f"{title} {name}", marks.get(name, "")) for name in nodes))


def a_map(subjects: int = 3, categories: int = 3, **marks: str) -> tuple[list[Layer], list[Link]]:
    layers = [a_layer("Data subjects", "s", subjects), a_layer("Categories", "c", categories, **marks)]
    return layers, [Link(f"s{number}", f"c{number % categories}", number + 1) for number in range(subjects)]


def drawn(layers: list[Layer], links: list[Link]) -> Element:
    root: Element = ElementTree.fromstring(draw_data_map(layers, links))
    return root


def texts(root: Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def lines(root: Element) -> list[Element]:
    return list(root.iter(f"{SVG}path"))


def boxes(root: Element) -> dict[str, Element]:
    """The rectangle of each node, by what the node is called."""
    return {group.findtext(f"{SVG}title", ""): group.find(f"{SVG}rect") for group in list(root.iter(f"{SVG}g"))[1:]}


def test_the_picture_says_in_words_what_it_shows() -> None:
    layers, links = a_map()
    root = drawn(layers, links)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Data map"
    assert root.findtext(f"{SVG}desc") == describe_data_map(layers, links)
    assert "Data subjects (3), Categories (3)" in describe_data_map(layers, links)
    assert "Data subjects s2 to Categories c2, 3 activities" in describe_data_map(layers, links)


def test_each_column_has_its_title_and_count() -> None:
    assert {"Data subjects3", "Categories5"} <= set(texts(drawn(*a_map(3, 5))))


def test_a_line_is_thicker_the_more_activities_it_stands_for() -> None:
    found = {line.findtext(f"{SVG}title"): float(line.get("stroke-width", "0")) for line in lines(drawn(*a_map()))}
    assert (
        found["Data subjects s0 → Categories c0: 1 activity"] < found["Data subjects s2 → Categories c2: 3 activities"]
    )


def test_links_between_the_same_names_are_one_line() -> None:
    layers, links = a_map()
    (told,) = [
        line.findtext(f"{SVG}title") for line in lines(drawn(layers, [*links, *links])) if "s2" in str(line[0].text)
    ]
    assert told == "Data subjects s2 → Categories c2: 6 activities"


def test_names_are_ordered_so_that_lines_cross_little() -> None:
    layers = [a_layer("Left", "l", 8), a_layer("Right", "r", 8)]
    root = drawn(layers, [Link(f"l{number}", f"r{7 - number}") for number in range(8)])
    ends = [[float(part) for part in re.findall(r"[\d.]+", line.get("d", ""))] for line in lines(root)]
    assert all((one[1] - other[1]) * (one[-1] - other[-1]) > 0 for one, other in combinations(ends, 2))


def test_what_is_linked_to_nothing_stands_apart_in_a_lighter_style() -> None:
    layers, links = a_map(2, 3)
    root = drawn(layers, links)
    found = boxes(root)
    assert found["Categories c2"].get("stroke-dasharray")
    assert not found["Categories c1"].get("stroke-dasharray")
    assert float(found["Categories c2"].get("y", "0")) > float(found["Categories c1"].get("y", "0")) + 40
    assert "linked to nothing" in texts(root)
    assert "Categories linked to nothing: Categories c2." in describe_data_map(layers, links)


def test_a_mark_is_told_in_words_beside_its_colour() -> None:
    root = drawn(*a_map(c1="outside the area"))
    assert "▲ outside the area" in texts(root)
    assert "Categories c1 (outside the area)" in boxes(root)


def test_a_long_name_ends_in_dots_and_is_told_in_full() -> None:
    name = "Recorded persons in video and audio data supplied by clients for annotation"
    root = drawn([Layer("Data subjects", (Node("s", name),))], [])
    assert any(text.endswith("…") for text in texts(root))
    assert name in boxes(root)


def test_many_names_are_folded_into_the_heaviest_and_one_for_the_rest() -> None:
    root = drawn(*a_map(60, 4))
    found = boxes(root)
    assert "35 more" in found
    assert "Data subjects s59" in found
    assert "Data subjects s0" not in found
    assert "Data subjects60" in texts(root)
    assert sum(name.startswith("Data subjects") for name in found) == 25


def test_the_lines_of_folded_names_are_kept_together() -> None:
    told = [line.findtext(f"{SVG}title") or "" for line in lines(drawn(*a_map(60, 4)))]
    assert sum(name.startswith("35 more → ") for name in told) == 4


def test_no_two_boxes_of_a_column_overlap() -> None:
    layers, links = a_map(15, 20)
    found = boxes(drawn(layers, [*links, *(Link(f"s{n % 15}", f"c{n % 20}", 9) for n in range(60))]))
    spans: dict[str, list[tuple[float, float]]] = {}
    for box in found.values():
        top = float(box.get("y", "0"))
        spans.setdefault(box.get("x", ""), []).append((top, top + float(box.get("height", "0"))))
    for column in spans.values():
        column.sort()
        assert all(above[1] < below[0] for above, below in pairwise(column))


@pytest.mark.parametrize(
    "layers", [[], [Layer("Data subjects", ())], [Layer("Data subjects", ()), Layer("Systems", ())]]
)
def test_nothing_to_show_is_still_a_picture(layers: list[Layer]) -> None:
    root = drawn(layers, [])
    assert texts(root).count("none stated") == len(layers)


def test_hostile_names_stay_text() -> None:
    bad = "</title><script>alert(1)</script>\x00\ud800 & \"'"
    root = drawn([Layer(bad, (Node("s", bad, bad),)), Layer("Systems", (Node("y", "CRM"),))], [Link("s", "y")])
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "g", "path", "text", "tspan")
    }
    assert "[U+0000][U+D800]" in (root.findtext(f"{SVG}desc") or "")


def test_the_picture_needs_nothing_from_outside() -> None:
    svg = draw_data_map(*a_map())
    assert svg.count("http") == 1
    assert not re.search(r"href|url\(|<style|<script|<image|@import", svg)


def test_numbers_have_fixed_decimals() -> None:
    assert not NUMBER.findall(draw_data_map(*a_map(17, 13)))


@pytest.mark.parametrize(
    "link", [Link("s0", "s1"), Link("c0", "s0"), Link("s0", "nobody"), Link("nobody", "c0"), Link("s0", "c0", 0)]
)
def test_a_line_that_does_not_lead_to_the_next_column_is_refused(link: Link) -> None:
    with pytest.raises(ValueError, match="no line can be drawn"):
        draw_data_map(a_map()[0], [link])


def test_a_node_id_used_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'s0' is used twice"):
        draw_data_map([a_layer("One", "s", 1), a_layer("Two", "s", 1)], [])


SCRIPT = """
import random
from auditlib.render.data_map import *
layers = [Layer(str(n), tuple(Node(f"{n}-{k}", f"name {k}") for k in range(30))) for n in range(5)]
chance = random.Random(7)
links = {Link(f"{n}-{chance.randrange(30)}", f"{n + 1}-{chance.randrange(30)}", 2) for n in range(4) for _ in range(60)}
print(draw_data_map(layers, list(links)))
"""


def test_equal_links_in_any_order_give_equal_bytes_under_any_hash_seed() -> None:
    outputs = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": "de_DE.UTF-8"}
        outputs.add(
            subprocess.run([sys.executable, "-c", SCRIPT], check=True, env=environment, capture_output=True).stdout
        )
    assert len(outputs) == 1
