"""A chart is the same text for the same data on every machine, asks for nothing, and shows what the register says."""

import os
import subprocess
import sys

import altair as alt
import pytest
from defusedxml import ElementTree

from auditlib.render.charts import PALETTE, draw_chart, figure_of
from auditlib.render.fragments import figure_html
from auditlib.render.sanitise import clean
from auditlib.tables import plain_table

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    {"name": "Größe & <Maß>", "from": "2026-01-01", "to": "2026-03-31"},
    {"name": "Zeit", "from": "2025-10-26", "to": "2026-10-25"},
]


def a_chart(rows: list[dict[str, str]] | None = None) -> alt.Chart:
    days = alt.Scale(type="utc")
    chart = alt.Chart(alt.InlineData(values=rows or ROWS), width=300, height=alt.Step(20)).mark_bar(clip=True)
    return chart.encode(x=alt.X("from:T", scale=days, title="Day"), x2="to:T", y=alt.Y("name:N", title=None))


def drawn(chart: alt.Chart) -> str:
    return draw_chart(chart, title="Days", description="Two bars.")


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_second_drawing_gives_the_same_text() -> None:
    assert drawn(a_chart()) == drawn(a_chart())


def test_clip_paths_are_counted_anew_in_each_picture() -> None:
    drawn(a_chart())
    second = ElementTree.fromstring(drawn(a_chart()))
    assert [clip.get("id") for clip in second.iter(f"{SVG}clipPath")] == ["clip1"]
    assert {element.get("clip-path") for element in second.iter()} == {None, "url(#clip1)"}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_text_does_not_depend_on_clock_language_or_hash_seed(zone: str) -> None:
    code = "from tests.render.test_charts import a_chart, drawn; print(drawn(a_chart()), end='')"
    strange = {
        "TZ": zone,
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "7",
        "PATH": os.environ["PATH"],
    }
    made = subprocess.run([sys.executable, "-c", code], env=strange, capture_output=True, check=True, text=True)
    assert made.stdout == drawn(a_chart())


def test_the_picture_tells_its_title_and_what_it_shows() -> None:
    root = ElementTree.fromstring(drawn(a_chart()))
    assert (root.get("role"), root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("img", "Days", "Two bars.")


def test_text_of_the_register_is_shown_as_text() -> None:
    assert {"Größe & <Maß>", "Zeit", "Day"} <= set(texts(drawn(a_chart())))


def test_control_characters_are_written_out() -> None:
    rows = [{"name": "bell\x07", "from": "2026-01-01", "to": "2026-03-31"}]
    assert "bell[U+0007]" in texts(drawn(a_chart(rows)))


def test_a_chart_that_would_fetch_its_data_is_refused() -> None:
    chart = alt.Chart("https://data.example/rows.csv").mark_bar().encode(x="a:Q")
    with pytest.raises(ValueError, match="must hold its data"):
        drawn(chart)


def test_no_picture_holds_a_link_a_script_or_a_font_of_the_machine() -> None:
    root = ElementTree.fromstring(drawn(a_chart()))
    assert not {element.tag.removeprefix(SVG) for element in root.iter()} & {"script", "image", "a", "style", "use"}
    fonts = {element.get("font-family") for element in root.iter()} - {None}
    assert fonts == {"Liberation Sans, Arial, sans-serif"}


def test_series_without_colours_of_their_own_get_those_of_the_palette() -> None:
    chart = a_chart().encode(color=alt.Color("name:N", legend=None))
    assert f'fill="{PALETTE[0]}"' in drawn(chart)
    assert f'fill="{PALETTE[1]}"' in drawn(chart)


def test_coordinates_are_kept_to_a_tenth_of_a_pixel() -> None:
    chart = alt.Chart(alt.InlineData(values=[{"x": 1, "y": 3}, {"x": 7, "y": 4}]), width=313, height=97).mark_line()
    svg = drawn(chart.encode(x="x:Q", y="y:Q"))
    fractions = [part.partition(" ")[0] for part in svg.replace(",", " ").split(".")[1:]]
    assert not [digits for digits in fractions if digits[:2].isdigit() and len(digits) > 1]


def test_a_figure_keeps_its_table_and_reaches_the_page_whole() -> None:
    table = plain_table("Days", "Days", ("Name",), [("Zeit",)])
    figure = figure_of(a_chart(), table, alt="Two bars.", description="From the register.")
    assert figure.table is table
    assert figure.alt == "Two bars."
    html = clean(figure_html(figure))
    assert 'src="data:image/svg+xml;base64,' in html
    assert 'alt="Two bars."' in html


def test_an_outline_keeps_its_shape_when_it_is_written_in_steps() -> None:
    square = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 30], [30, 30], [30, 0], [0, 0]]]},
    }
    chart = (
        alt.Chart(alt.InlineData(values=[square]))
        .mark_geoshape()
        .project(type="identity", scale=1, translate=[0.04, 0])
    )
    paths = [path.get("d") for path in ElementTree.fromstring(drawn(chart)).iter(f"{SVG}path")]
    assert "M0,0l0,30l30,0l0,-30z" in paths
