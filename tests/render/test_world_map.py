"""The map marks places by colour and letter, enlarges Europe only where it is needed, and knows every country."""

from defusedxml import ElementTree

from auditlib.reference.vocabularies import INTERNATIONAL_ORGANISATION, countries
from auditlib.reference.world import outlines, spots
from auditlib.render.charts import draw_chart
from auditlib.render.world_map import PlaceKind, is_drawn_as_dot, is_on_map, world_map

SVG = "{http://www.w3.org/2000/svg}"
GOOD, OPEN = PlaceKind("G", "good", "#a9d6ba"), PlaceKind("N", "open", "#e39b8f")


def drawn(**places: PlaceKind) -> str:
    return draw_chart(world_map(places, [GOOD, OPEN]), title="Map", description="Places.")


def texts(svg: str) -> set[str]:
    return {"".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")}


def test_every_country_has_a_point_on_the_globe() -> None:
    assert set(countries()) - set(spots()) == {INTERNATIONAL_ORGANISATION}
    assert all(-180 <= spot.longitude <= 180 and -90 <= spot.latitude <= 90 for spot in spots().values())


def test_every_outline_is_that_of_a_known_country_and_the_other_way_round() -> None:
    shapes = {geometry["id"] for geometry in outlines()["objects"]["countries"]["geometries"]}
    assert shapes == {code for code, spot in spots().items() if spot.outline_km2}


def test_a_place_has_its_letter_beside_its_code() -> None:
    assert {"US · G", "SG · N", "G  good", "N  open"} <= texts(drawn(US=GOOD, SG=OPEN))


def test_a_shape_and_a_dot_have_the_colour_of_their_kind() -> None:
    assert GOOD.colour in drawn(US=GOOD)
    assert OPEN.colour in drawn(SG=OPEN)
    assert is_drawn_as_dot("SG")
    assert not is_drawn_as_dot("US")


def test_europe_is_enlarged_only_where_a_place_lies_there() -> None:
    assert "Europe, enlarged" in texts(drawn(IE=GOOD))
    assert "Europe, enlarged" not in texts(drawn(US=GOOD))


def test_labels_of_neighbours_stand_apart() -> None:
    root = ElementTree.fromstring(drawn(BE=GOOD, NL=GOOD, LU=GOOD, DE=OPEN, FR=OPEN, CH=OPEN, AT=OPEN))
    labels = {
        "".join(text.itertext()): text.get("transform")
        for text in root.iter(f"{SVG}text")
        if " · " in "".join(text.itertext())
    }
    assert len(labels) == len(set(labels.values())) == 7


def test_a_code_without_a_point_is_left_to_the_table() -> None:
    assert not is_on_map("XX")
    assert drawn(XX=OPEN) == drawn()
