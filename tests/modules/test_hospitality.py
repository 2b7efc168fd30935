"""The tools of hospitality: laws of scores and ratios, and what is withheld."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.curriculum import load
from genba.curriculum.tools import No
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("hospitality")
RATINGS = st.lists(st.integers(0, 10), min_size=5, max_size=60)


def run(tool: str, **given: Any) -> Any:
    return MODULE.tool(tool).run(given).values


@given(RATINGS)
def test_the_score_is_that_of_counting_by_hand_and_lies_in_its_interval(ratings: list[int]) -> None:
    by_hand = 100 * (sum(r >= 9 for r in ratings) - sum(r <= 6 for r in ratings)) / len(ratings)

    values = run("guest-voice", scale="recommend", ratings=ratings)

    assert values["nps"] == pytest.approx(by_hand)
    assert values["interval"][0] - 1e-9 <= values["nps"] <= values["interval"][1] + 1e-9
    assert sum(row["count"] for row in values["distribution"]) == values["n"]


@given(RATINGS)
def test_the_order_of_answers_does_not_matter(ratings: list[int]) -> None:
    assert run("guest-voice", scale="recommend", ratings=ratings) == run(
        "guest-voice", scale="recommend", ratings=ratings[::-1]
    )


def test_an_answer_off_the_scale_is_named_by_its_row() -> None:
    with pytest.raises(No) as no:
        run("guest-voice", scale="satisfied", ratings=[5, 4, 9, 3, 2])

    assert (no.value.said.code, no.value.row) == ("not-on-scale", 3)


def test_comments_are_sorted_into_themes_in_four_languages() -> None:
    comments = ["The staff was kind", "Le personnel est gentil", "El personal muy amable", "الموظفون لطفاء", "Slow wifi"]

    themes = run("guest-voice", scale="recommend", ratings=[9] * 5, comments=comments)["themes"]

    assert themes[0] == {"theme": "staff", "count": 4}
    assert {"theme": "internet", "count": 1} in themes


@given(st.integers(100, 5000), st.floats(1, 40), st.lists(st.integers(50, 900), min_size=6, max_size=12))
def test_a_base_and_a_slope_that_were_put_in_come_out(base: int, each: float, nights: list[int]) -> None:
    months = [{"month": str(n), "guest_nights": k, "energy_kwh": base + each * k} for n, k in enumerate(nights)]

    values = run("per-guest-night", months=months)

    if values["base_energy"] is not None:
        assert values["base_energy"] == pytest.approx(base, rel=1e-6, abs=1e-6)
        assert values["energy_each_night"] == pytest.approx(each, rel=1e-6)


def test_months_that_are_alike_tell_no_base() -> None:
    months = [{"month": str(n), "guest_nights": 500 + n, "energy_kwh": 5000 + n} for n in range(8)]

    answer = MODULE.tool("per-guest-night").run({"months": months})

    assert answer.values["base_energy"] is None
    assert answer.withheld["base_energy"].code == "nights-alike"
