"""The world as a picture: true areas, nothing across the antimeridian, outlines that others can read."""

import re
from itertools import pairwise

import pytest

from genba.kit.svg.world import WIDTH, Place, equal_earth, feature, land, middle, outlines, placed, shape, world


def test_the_projection_is_equal_earth() -> None:
    """The paper gives the pole line as 0.59247 of the equator, and the map as 2.05458 times as wide as high."""
    equator, pole = equal_earth(180, 0)[0], equal_earth(180, 90)

    assert pole[0] / equator == pytest.approx(0.59247, abs=5e-6)
    assert equator / pole[1] == pytest.approx(2.05458, abs=5e-6)


def test_equal_areas_stay_equal() -> None:
    """A strip of one degree at 60° north has half the area of one at the equator, whose cosine is one; so here."""

    def area(latitude: float) -> float:
        corners = [equal_earth(a, latitude + b) for a, b in ((0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1))]
        return (
            abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True))) / 2
        )

    assert area(60) / area(0) == pytest.approx(0.5, abs=0.002)


@pytest.mark.parametrize("code", ["RU", "FJ", "US"])
def test_no_outline_runs_across_the_antimeridian(code: str) -> None:
    for polygon in outlines()[code]:
        for ring in polygon:
            assert max(abs(a[0] - b[0]) for a, b in pairwise(ring)) < 180
    steps = [abs(int(n)) for n in re.findall(r"l(-?\d+)", shape(code))]
    assert max(steps) < WIDTH / 4


def test_every_country_of_the_demonstration_and_the_small_ones_are_on_the_map() -> None:
    for code in ("KE", "VN", "PE", "GH", "ID", "TN", "CO", "ET", "PK", "MA", "BO", "EG", "SG", "MU", "MV", "FR", "NO"):
        assert middle(code) is not None, code
    x, y = placed(*(middle("KE") or (0, 0)))
    assert 0.5 * WIDTH < x < 0.65 * WIDTH and y > 0


def test_the_map_is_drawn_once_with_a_circle_for_each_place_the_largest_behind() -> None:
    drawn = str(world([Place("PE", 4, "Peru <4>", "/where/PE/"), Place("KE", 16, "Kenya: 16", "/where/KE/"),
                       Place("VN", None, "Viet Nam", "/where/VN/"), Place("XX", 5, "Nowhere", "/")], title="Three"))  # fmt: skip

    radii = [float(r) for r in re.findall(r' r="([\d.]+)"', drawn)]
    assert radii == [22.0, 11.0, 4.0]
    assert drawn.count("<circle") == 3 and "Peru &lt;4&gt;" in drawn and drawn.index("Kenya") < drawn.index("Peru")
    assert len(land()) < 60_000


@pytest.mark.parametrize("code", ["KE", "ZA", "RU", "MV"])
def test_an_outline_is_geojson_as_rfc_7946_wants_it(code: str) -> None:
    told = feature(code, {"n": 1})

    assert told["type"] == "Feature" and told["geometry"]["type"] == "MultiPolygon"
    for polygon in told["geometry"]["coordinates"]:
        for place, ring in enumerate(polygon):
            assert ring[0] == ring[-1] and len(ring) >= 4
            turning = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
            assert (turning >= 0) == (place == 0)
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
