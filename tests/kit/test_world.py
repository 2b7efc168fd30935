"""The world as a picture: true areas, nothing across the antimeridian, outlines that others can read."""

import gzip
import re
from itertools import combinations, pairwise

import pycountry
import pytest

from genba.kit.svg.world import WIDTH, Place, Ring, equal_earth, feature, land, middle, outlines, placed, shape, world


def test_the_projection_is_equal_earth() -> None:
    """The paper gives the pole line as 0.59247 of the equator, and the map as 2.05458 times as wide as high."""
    equator, pole = equal_earth(180, 0)[0], equal_earth(180, 90)

    assert pole[0] / equator == pytest.approx(0.59247, abs=5e-6)
    assert equator / pole[1] == pytest.approx(2.05458, abs=5e-6)


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (2, 1, 0.030071478498762575, 0.02025754604711815),
        (100, 50, 1.2403502783330473, 0.941540234660433),
        (-70, -33, -0.9704971219421749, -0.6487187860741879),
        (179, 75, 1.7354025551129764, 1.2534829731340382),
        (36.8, -1.3, 0.5532874263455012, -0.026334327964028723),
        (180, 0, 2.7066299836960748, 0.0),
        (0, 90, 0.0, 1.3173627591574133),
    ],
)
def test_places_are_where_another_program_puts_them(longitude: float, latitude: float, x: float, y: float) -> None:
    """PROJ 9.5.1, +proj=eqearth +R=1."""
    assert equal_earth(longitude, latitude) == pytest.approx((x, y), abs=1e-9)


def test_equal_areas_stay_equal() -> None:
    """A strip of one degree at 60° north has half the area of one at the equator, whose cosine is one; so here."""

    def area(latitude: float) -> float:
        corners = [equal_earth(a, latitude + b) for a, b in ((0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1))]
        return (
            abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True))) / 2
        )

    assert area(60) / area(0) == pytest.approx(0.5, abs=0.002)


def test_no_outline_runs_across_the_map() -> None:
    for code, polygons in outlines().items():
        assert all(abs(a[0] - b[0]) < 180 for polygon in polygons for ring in polygon for a, b in pairwise(ring)), code
        for part in re.findall(r"l([-\d ]+)z", shape(code)):
            steps = [int(n) for n in re.findall(r"-?\d+", part)]
            assert max(abs(n) for n in steps) < WIDTH / 8, code


def test_what_lies_beyond_the_bering_strait_stays_with_its_country() -> None:
    chukotka, kamchatka, fiji = placed(-172, 65), placed(160, 56), placed(-179, -17)

    assert chukotka[0] > kamchatka[0] and fiji[0] > 0.9 * WIDTH
    assert placed(-160, 60)[0] < 0.3 * WIDTH  # Alaska


def test_every_country_that_has_a_code_is_on_the_map_within_its_outline() -> None:
    missing = [c.alpha_2 for c in pycountry.countries if middle(c.alpha_2) is None]
    outside = [code for code, polygons in outlines().items() if code and not within(middle(code), [p[0] for p in polygons])]

    assert missing == ["AQ"]
    assert outside == []
    x, y = placed(*(middle("KE") or (0, 0)))
    assert 0.5 * WIDTH < x < 0.65 * WIDTH and y > 0


def within(point: tuple[float, float] | None, rings: list[Ring]) -> bool:
    """Whether an odd number of borders lies east of the point, for one of the rings."""
    x, y = point or (0.0, 0.0)
    return any(
        sum(
            (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(ring)
        ) % 2
        for ring in rings
    )  # fmt: skip


def test_the_map_is_drawn_once_with_a_circle_for_each_place_the_largest_behind() -> None:
    drawn = str(world([Place("PE", 4, "Peru <4>", "/where/PE/"), Place("KE", 16, "Kenya: 16", "/where/KE/"),
                       Place("VN", None, "Viet Nam", "/where/VN/"), Place("XX", 5, "Nowhere", "/")], title="Three"))  # fmt: skip

    radii = [float(r) for r in re.findall(r' r="([\d.]+)"', drawn)]
    assert radii == [22.0, 11.0, 5.0]
    assert drawn.count("<circle") == 3 and "Peru &lt;4&gt;" in drawn and drawn.index("Kenya") < drawn.index("Peru")


def test_the_land_is_light_on_a_slow_network() -> None:
    assert len(gzip.compress(land().encode())) < 20_000


def test_outlines_are_geojson_as_rfc_7946_wants_them() -> None:
    for code in outlines():
        told = feature(code, {"n": 1})
        assert told["type"] == "Feature" and told["geometry"]["type"] == "MultiPolygon"
        for polygon in told["geometry"]["coordinates"]:
            for place, ring in enumerate(polygon):
                assert ring[0] == ring[-1] and len(ring) >= 4, code
                turning = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
                assert (turning > 0) == (place == 0), code
                assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), code


def test_no_outline_crosses_or_touches_itself() -> None:
    for code, polygons in outlines().items():
        for ring in (ring for polygon in polygons for ring in polygon):
            assert len(set(ring)) == len(ring) - 1, code
            sides = sorted(((min(a, b), max(a, b)) for a, b in pairwise(ring)), key=lambda side: side[0])
            assert not any(
                cross(*one, *two) for one, two in combinations(sides, 2) if two[0][0] <= one[1][0] and not {*one} & {*two}
            ), code


def cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> bool:
    """Whether the lines from a to b and from c to d meet."""

    def turn(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> int:
        value = round(((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])) * 10_000)
        return (value > 0) - (value < 0)

    return turn(a, b, c) != turn(a, b, d) and turn(c, d, a) != turn(c, d, b)


def test_a_country_that_is_a_point_is_one_in_the_file_too() -> None:
    geometry = feature("TV", {})["geometry"]

    assert geometry["type"] == "Point" and geometry["coordinates"] == (179.2, -8.5)
    assert feature("XX", {})["geometry"] is None
