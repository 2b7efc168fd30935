"""Make genba/kit/svg/world.json from Natural Earth (public domain) as npm packs it: world-atlas 2.0.2.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python scripts/world.py package

Outlines come from the 1:110 million countries; for a country too small for that scale, from the 1:50 million ones, its three
largest islands. Coordinates are degrees to one decimal, two for small countries. Antarctica is left out: nobody works there
in a factory.
"""

import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

OUT = Path(__file__).resolve().parents[1] / "genba" / "kit" / "svg" / "world.json"
WITHOUT = {"AQ"}
MOST_ISLANDS = 3
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
        if country is None or country.alpha_2 in WITHOUT or shape["type"] is None:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        whole = [[ring_of(ring, arcs) for ring in polygon] for polygon in polygons]
        found[country.alpha_2] = [part for polygon in whole for part in cut(polygon)]
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
        sides = [clipped(clipped(ring, lambda x, w=west: x - w), lambda x, e=east: e - x) for ring in rings]
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


def clipped(ring: Ring, inside: Callable[[float], float]) -> Ring:
    """What of a ring lies where `inside` is not negative (Sutherland and Hodgman, 1974); closed."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        one, two = inside(x1), inside(x2)
        if one >= 0:
            kept.append((x1, y1))
        if (one >= 0) != (two >= 0):
            share = one / (one - two)
            kept.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
    return [*kept, kept[0]] if len(kept) >= 3 else []


def area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def thinned(ring: Ring, digits: int) -> list[list[float]]:
    """Rounded, without points that fall on the one before; closed again."""
    kept: list[list[float]] = []
    for x, y in ring:
        point = [round(x, digits), round(y, digits)]
        if not kept or kept[-1] != point:
            kept.append(point)
    if kept[0] != kept[-1]:
        kept.append(kept[0])
    return kept


def main(folder: Path) -> int:
    coarse, fine = countries(folder / "countries-110m.json"), countries(folder / "countries-50m.json")
    world: dict[str, Any] = {}
    for code in sorted(coarse.keys() | fine.keys()):
        if code in coarse:
            polygons, digits = coarse[code], 1
        else:
            polygons, digits = sorted(fine[code], key=lambda p: -area(p[0]))[:MOST_ISLANDS], 2
        shapes = [[thinned(ring, digits) for ring in polygon] for polygon in polygons]
        world[code] = [[ring for ring in polygon if len(ring) >= 4] for polygon in shapes if len(polygon[0]) >= 4]
        if not world[code]:
            world[code] = [[[[round(x, 2), round(y, 2)] for x, y in polygons[0][0][:4]]]]
    OUT.write_text(json.dumps(world, separators=(",", ":")) + "\n")
    print(f"{len(world)} countries, {OUT.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
