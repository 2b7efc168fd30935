"""Make genba/kit/svg/world.json from Natural Earth (public domain) as npm packs it: world-atlas 2.0.2.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python scripts/world.py package

Outlines come from the 1:110 million countries; for a country too small for that scale, from the 1:50 million ones, its three
largest islands; for one that Natural Earth counts to another, or leaves out, a point stands. So every country of ISO 3166-1 can
be shown but Antarctica: nobody works there in a factory. Land that has no code of its own is kept, without a name.

The file says degrees in hundredths, x and y in turn, one list for each ring; places are rounded to a tenth of a degree, of
small countries to a hundredth.
"""

import json
import sys
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

import pycountry

OUT = Path(__file__).resolve().parents[1] / "genba" / "kit" / "svg" / "world.json"
WITHOUT = {"AQ"}
MOST_ISLANDS = 3
UNNAMED = ""
SPIKE = 0.05  # the sine of its angle
SOURCE = (
    "Natural Earth, 1:110 million and 1:50 million, as packed by npm's world-atlas 2.0.2; https://www.naturalearthdata.com"
)
LICENCE = "public domain"
# About their middle, in degrees.
POINTS = {
    "BQ": (-68.3, 12.2), "BV": (3.4, -54.4), "CC": (96.9, -12.2), "CX": (105.6, -10.5), "GF": (-53.1, 4.0),
    "GI": (-5.35, 36.14), "GP": (-61.5, 16.2), "MQ": (-61.0, 14.6), "RE": (55.5, -21.1), "SJ": (16.0, 78.5),
    "TK": (-171.8, -9.2), "TV": (179.2, -8.5), "UM": (166.6, 19.3), "YT": (45.2, -12.8),
}  # fmt: skip
Ring = list[tuple[float, float]]


def countries(path: Path) -> dict[str, list[list[Ring]]]:
    """By ISO 3166-1 alpha-2: polygons, each an outer ring and its holes, in degrees. TopoJSON 3.0.1 is decoded here."""
    topology = json.loads(path.read_text())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    found: dict[str, list[list[Ring]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(numeric=str(shape.get("id", "")).zfill(3))
        code = country.alpha_2 if country else UNNAMED
        if code in WITHOUT or shape["type"] is None:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        whole = [[ring_of(ring, arcs) for ring in polygon] for polygon in polygons]
        found.setdefault(code, []).extend(part for polygon in whole for part in cut(polygon))
    return found


def ring_of(indices: list[int], arcs: list[Ring]) -> Ring:
    """The arcs one after the other; a negative one runs backwards. Its first point comes again at the end."""
    ring: Ring = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(points if not ring else points[1:])
    return ring


def cut(polygon: list[Ring]) -> list[list[Ring]]:
    """The parts of a polygon that does not cross the antimeridian, or its two sides where it does: else lines would run
    across the map."""
    rings = [unwound(ring) for ring in polygon]
    parts = []
    for turn in (-1, 0, 1):
        west, east = 360 * turn - 180, 360 * turn + 180
        sides = [clipped(clipped(ring, west, 1), east, -1) for ring in rings]
        shifted = [[(x - 360 * turn, y) for x, y in ring] for ring in sides]
        if shifted[0]:
            parts.append([ring for ring in shifted if ring])
    return parts


def unwound(ring: Ring) -> Ring:
    """Without jumps from one side of the map to the other: longitudes may pass 180 degrees."""
    found = [ring[0]]
    for x, y in ring[1:]:
        before = found[-1][0]
        found.append((x + 360 * round((before - x) / 360), y))
    return found


def clipped(ring: Ring, edge: float, side: int) -> Ring:
    """What of a ring lies east (side 1) or west (-1) of a meridian (Sutherland and Hodgman, 1974); closed."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        one, two = side * (x1 - edge), side * (x2 - edge)
        if one >= 0:
            kept.append((x1, y1))
        if (one >= 0) != (two >= 0):
            share = one / (one - two)
            kept.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
    return [*kept, kept[0]] if len(kept) >= 3 else []


def area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def thinned(ring: Ring, digits: int) -> list[int]:
    """In hundredths of a degree, rounded, without points that say nothing new; [] where nothing is left of it."""
    step = 10 ** (2 - digits)
    kept: list[tuple[int, int]] = []
    for x, y in ring[:-1]:
        point = round(x * 100 / step) * step, round(y * 100 / step) * step
        if point in kept:  # what rounding has pinched off is left away, the smaller side of it
            since = kept.index(point)
            kept = kept[: since + 1] if len(kept) - since <= since + 1 else kept[since:]
        else:
            kept.append(point)
    kept = [b for a, b, c in zip([kept[-1], *kept[:-1]], kept, [*kept[1:], kept[0]], strict=True) if not in_line(a, b, c)]
    return [value for point in [*kept, kept[0]] for value in point] if len(kept) >= 3 else []


def in_line(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    """Whether b lies on the way from a to c, or is the tip of a spike that rounding has made."""
    (x1, y1), (x2, y2) = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    across = abs(x1 * y2 - y1 * x2)
    return across == 0 or (x1 * x2 + y1 * y2 < 0 and across < SPIKE * hypot(x1, y1) * hypot(x2, y2))


def main(folder: Path) -> int:
    coarse, fine = countries(folder / "countries-110m.json"), countries(folder / "countries-50m.json")
    world: dict[str, Any] = {}
    points = {code: [round(100 * x), round(100 * y)] for code, (x, y) in POINTS.items()}
    for code in sorted(coarse.keys() | fine.keys()):
        if code in coarse:
            polygons, digits = coarse[code], 1
        else:
            polygons, digits = sorted(fine[code], key=lambda p: -area(p[0]))[:MOST_ISLANDS], 2
        shapes = [[thinned(ring, digits) for ring in polygon] for polygon in polygons]
        shapes = [[ring for ring in polygon if ring] for polygon in shapes if polygon[0]]
        if shapes:
            world[code] = shapes
        else:
            points[code] = [round(100 * value) for value in polygons[0][0][0]]
    said = {"source": SOURCE, "licence": LICENCE, "points": points, "outlines": world}
    OUT.write_text(json.dumps(said, separators=(",", ":")) + "\n")
    print(f"{len(world)} outlines, {len(points)} points, {OUT.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
