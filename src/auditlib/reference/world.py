"""Where countries lie: simplified outlines, and one point for each, for maps.

Both are made from Natural Earth 4.1 (public domain) as world-atlas 2.0.2 (ISC, M. Bostock) packs it. The outlines are
those at 1:110m without the Antarctic and the smallest islands, thinned to a quarter of a degree; the points are those
at 1:10m, for eleven territories that it counts with their state by hand. They are keyed by ISO 3166-1, with XK for
Kosovo, and take no position on any border.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from auditlib.reference.vocabularies import rows_of


@dataclass(frozen=True, slots=True)
class Spot:
    """One point within a country, in degrees; `outline_km2` is 0 where the outlines hold no shape of it."""

    country: str
    longitude: float
    latitude: float
    outline_km2: int


@cache
def spots() -> Mapping[str, Spot]:
    """A point for each country code; none for an international organisation."""
    return MappingProxyType({row["country"]: _spot(row) for row in rows_of("world_places")})


@cache
def outlines() -> Mapping[str, Any]:
    """The outlines as TopoJSON: the object `countries`, each geometry with its code as `id`."""
    text = files(__package__).joinpath("data", "world_outlines.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


def _spot(row: Mapping[str, str]) -> Spot:
    return Spot(row["country"], float(row["longitude"]), float(row["latitude"]), int(row["outline_km2"]))
