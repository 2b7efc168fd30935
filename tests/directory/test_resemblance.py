"""Nearly the same name is met before a second record is made."""

import pytest

from genba.directory.actions import enterprises
from genba.directory.resemblance import resembling
from tests.cast import Cast


@pytest.mark.parametrize(
    "typed",
    [
        "Sample Street Garments",
        "SAMPLE STREET GARMENTS LTD.",
        "Sample-Street Garment",
        "Garments, Sample Street",
        "Samplé Street Garments Co",
    ],
)
def test_ways_of_writing_one_name_are_recognised(cast: Cast, typed: str) -> None:
    found = resembling(typed, "KE")

    assert [r.enterprise for r in found] == [cast.garments]
    assert found[0].score >= 82


@pytest.mark.parametrize("typed", ["Sample Lane Bakery", "Street Food Nairobi", "Ltd", "", "Company of the"])
def test_another_name_is_left_in_peace(cast: Cast, typed: str) -> None:
    assert resembling(typed, "KE") == []


def test_a_name_of_another_country_is_no_resemblance(cast: Cast) -> None:
    assert resembling("Sample Street Garments", "VN") == []


def test_the_most_alike_comes_first(cast: Cast) -> None:
    enterprises.register(by=cast.director, name="Sample Street Garments Annex", country="KE")

    found = resembling("Sample Street Garments Annex", "KE")

    assert [r.enterprise.name for r in found] == ["Sample Street Garments Annex", "Sample Street Garments"]
