"""Lying bars say the name and the amount of each place, and neither covers the other."""

import re

import pytest

from genba.curriculum.tools import Bars, Series
from genba.kit.svg.stacks import bars

SHORT, LONG = "Cutting", "Can at least three of four workers come to the factory on an ordinary day?"


def drawn(*places: str) -> str:
    return str(bars(Bars("Share", list(places), [Series("", [40.0] * len(places))], unit="%"),
                    lambda value, decimals: f"{value:.{decimals}f} %", percent=lambda value, decimals: f"{value:.{decimals}%}"))  # fmt: skip


def heights(svg: str, kind: str) -> list[float]:
    found = re.findall(r'<text class="(\w*)"[^>]* y="([\d.]+)"', svg.replace("<text x", '<text class="" x'))
    return [float(y) for name, y in found if name == kind]


def test_short_names_stand_beside_their_amounts() -> None:
    svg = drawn(SHORT, SHORT)

    assert heights(svg, "") == heights(svg, "strong")


@pytest.mark.parametrize("places", [(LONG, SHORT), (SHORT, LONG)])
def test_long_names_stand_above_their_amounts_in_lines_that_a_phone_holds(places: tuple[str, ...]) -> None:
    svg = drawn(*places)
    lines = [one for one in re.findall(r"<text[^>]*>([^<]*)</text>", svg) if not one.endswith("%")]

    assert not set(heights(svg, "")) & set(heights(svg, "strong"))
    assert len(lines) == 3 and all(len(line) <= 40 for line in lines)
    assert " ".join(lines) == " ".join(places)
