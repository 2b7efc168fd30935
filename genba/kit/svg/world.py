"""The world as one picture: every country's outline in the Equal Earth projection, and circles on some of them.

Outlines: Natural Earth, public domain, made compact by scripts/world.py. Projection: Šavrič, Patterson and Jenny (2018),
The Equal Earth map projection, doi 10.1080/13658816.2018.1504949: areas are true, so that no country looks larger than it is.
The picture is never mirrored: east is right in every language.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final, TypeAlias

from markupsafe import Markup

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M: Final = sqrt(3) / 2
CENTRE: Final = 11.0  # the meridian in the middle: the edge then runs through the Bering Strait and parts no country
EDGE: Final = CENTRE - 180
WIDTH: Final = 1000.0  # of the picture, in its own units
NORTH, SOUTH = 78.0, -56.0  # what lies beyond is cut off: ice
LARGEST: Final = 22.0  # radius of the largest circle
SMALLEST: Final = 5.0
Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]
Polygon: TypeAlias = list[Ring]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Degrees to x and y on a sphere of radius 1; x from -2.7066 to 2.7066, y from -1.3173 to 1.3173."""
    t = asin(M * sin(radians(latitude)))
    t2 = t * t
    t6 = t2 * t2 * t2
    x = radians(longitude) * cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    return x, t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


LEFT, _ = equal_earth(-180, 0)
_, TOP = equal_earth(0, NORTH)
_, BOTTOM = equal_earth(0, SOUTH)
SCALE: Final = WIDTH / (-2 * LEFT)
HEIGHT: Final = round((TOP - BOTTOM) * SCALE)


def placed(longitude: float, latitude: float, is_east: bool | None = None) -> Point:
    """Where a point of the earth is in the picture; is_east: it belongs to something beyond the edge, so it stands there."""
    turn = 360 if (longitude < EDGE if is_east is None else is_east) else 0
    x, y = equal_earth(longitude + turn - CENTRE, min(max(latitude, SOUTH), NORTH))
    return (x - LEFT) * SCALE, (TOP - y) * SCALE


@lru_cache(maxsize=1)
def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / "world.json").read_text())
    return found


@lru_cache(maxsize=1)
def outlines() -> dict[str, list[Polygon]]:
    """By ISO 3166-1 code: polygons, each an outer ring and its holes, as longitude and latitude in degrees. Land without a
    code of its own goes by ""."""
    return {code: [[_ring(flat) for flat in polygon] for polygon in land] for code, land in _kept()["outlines"].items()}


def _ring(flat: list[int]) -> Ring:
    return [(x / 100, y / 100) for x, y in zip(flat[::2], flat[1::2], strict=True)]


@lru_cache(maxsize=300)
def shape(code: str, step: int = 1) -> str:
    """The path of a country; "" where it is not on the map or too small for it. Points nearer than `step` to the one before
    are left out."""
    parts = []
    for polygon in outlines().get(code, ()):
        for ring in polygon:
            is_east = sum(x for x, _y in ring) / len(ring) < EDGE
            points = _thinned([(round(x), round(y)) for x, y in (placed(lon, lat, is_east) for lon, lat in ring)], step)
            if len(points) > 2:
                line = " ".join(f"{x - fx} {y - fy}" for (fx, fy), (x, y) in pairwise(points)).replace(" -", "-")
                parts.append(f"M{points[0][0]} {points[0][1]}l{line}z")
    return "".join(parts)


def _thinned(points: Sequence[tuple[int, int]], step: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


@lru_cache(maxsize=1)
def land() -> str:
    """All countries in one path, somewhat plainer than each by itself: it only tells where one is."""
    return "".join(shape(code, 6) for code in outlines())


@lru_cache(maxsize=300)
def middle(code: str) -> Point | None:
    """A point in a country's largest part, as longitude and latitude; None where it is not on the map.

    It is the centre of gravity, or, where the coast bends around that, the middle of the widest land as far north.
    """
    if code in _kept()["points"]:
        x, y = _kept()["points"][code]
        return x / 100, y / 100
    if code not in outlines():
        return None
    ring = max((polygon[0] for polygon in outlines()[code]), key=lambda r: abs(_twice_area(r)))
    twice = _twice_area(ring)
    x = sum((a[0] + b[0]) * _cross(a, b) for a, b in pairwise(ring)) / (3 * twice)
    y = sum((a[1] + b[1]) * _cross(a, b) for a, b in pairwise(ring)) / (3 * twice)
    coasts = sorted(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y))
    lands = list(zip(coasts[::2], coasts[1::2], strict=True))
    if not any(west <= x <= east for west, east in lands):
        west, east = max(lands, key=lambda span: span[1] - span[0])
        x = (west + east) / 2
    return x, y


def _cross(a: Point, b: Point) -> float:
    return a[0] * b[1] - b[0] * a[1]


def _twice_area(ring: Ring) -> float:
    """Positive where the ring runs against the clock."""
    return sum(_cross(a, b) for a, b in pairwise(ring))


@dataclass(frozen=True, slots=True)
class Place:
    """A country of the map: ISO code, how much its circle says (None: hidden or nothing), its words, where it leads."""

    code: str
    size: float | None
    title: str
    address: str


def world(places: Sequence[Place], *, title: str) -> Markup:
    """The map with its circles, the area of each in proportion to its size, the largest at the back."""
    top = max((p.size for p in places if p.size), default=0) or 1
    shapes = Markup("").join(Markup('<path class="ours" d="{}"/>').format(shape(p.code)) for p in places if shape(p.code))
    circles = []
    for place in sorted(places, key=lambda p: -(p.size or 0)):
        at = middle(place.code)
        if at is None:
            continue
        x, y = placed(*at)
        radius = max(SMALLEST, LARGEST * sqrt((place.size or 0) / top))
        circles.append(
            Markup('<a href="{}" aria-label="{}"><circle class="{}" cx="{:.0f}" cy="{:.0f}" r="{:.1f}"><title>{}</title></circle></a>')
            .format(place.address, place.title, "here" if place.size else "here few", x, y, radius, place.title)
        )  # fmt: skip
    return Markup('<svg class="map" viewBox="0 0 {:.0f} {}" role="group" aria-label="{}"><path class="land" d="{}"/>{}{}</svg>').format(
        WIDTH, HEIGHT, title, land(), shapes, Markup("").join(circles)
    )  # fmt: skip


def feature(code: str, properties: dict[str, Any]) -> dict[str, Any]:
    """A country as a GeoJSON feature (RFC 7946): outer rings against the clock, holes with it, all closed."""
    polygons = [
        [_turned(ring, against_the_clock=at == 0) for at, ring in enumerate(polygon)] for polygon in outlines().get(code, ())
    ]
    geometry: dict[str, Any] | None = {"type": "MultiPolygon", "coordinates": polygons}
    if not polygons:
        point = middle(code)
        geometry = {"type": "Point", "coordinates": point} if point else None
    return {"type": "Feature", "id": code, "geometry": geometry, "properties": properties}


def _turned(ring: Ring, *, against_the_clock: bool) -> Ring:
    return ring if (_twice_area(ring) > 0) == against_the_clock else ring[::-1]
