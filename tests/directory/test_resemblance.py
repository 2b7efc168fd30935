"""Nearly the same name is met before a second record is made."""

from itertools import chain

import pytest

from genba.directory.actions import enterprises
from genba.directory.resemblance import FEW, alike_since, resembling
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


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("Epyllion Style Ltd.", "Eypllion Style Ltd.", True),
        ("Hanes Ink", "Hanes Ink S.A. de C.V.", True),
        ("Square Fashions Ltd.", "Square Fashions Unit 2", True),
        ("Bakers of Thika", "Thika Bakers Company", True),
        ("Kitui Pottery", "KITUI POTTERY", False),
        ("Smart Shirts KAT 1", "Smart Shirts KAT 3", False),
        ("Ningbo Holi Garments", "Ningbo Huayi Garments", False),
        ("Hung Yen North", "Hung Yen South", False),
        ("The Co. Ltd", "Ltd Inc", False),
    ],
)
def test_of_many_those_are_told_that_are_misspelt_or_shortened(cast: Cast, one: str, other: str, is_told: bool) -> None:
    earlier, later = (enterprises.register(by=cast.director, name=name, country="KE").pk for name in (one, other))

    assert list(alike_since(earlier)) == ([(earlier, later)] if is_told else [])
    assert list(alike_since(later)) == ([(earlier, later)] if is_told else [])
    assert list(alike_since(later + 1)) == []


def test_among_many_a_word_that_many_bear_says_nothing(cast: Cast) -> None:
    def register(*names: str) -> list[int]:
        rows = [enterprises.registration(name=name, country="KE") for name in names]
        return enterprises.register_many(by=cast.director, rows=rows)

    crowd = register(*(f"Nakuru {'abcdefghijklmnop'[n] * 4}" for n in range(FEW)))
    alike = register("Nakuru", "Kitale Mills", "Kitale")

    assert list(alike_since(crowd[0])) == [tuple(alike[1:])]
    assert not set(chain(*alike_since(crowd[0]))) & set(crowd)
