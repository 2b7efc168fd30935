"""An enterprise goes into the directory once, is counted by role and sex, and is found by any word of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from genba.audit.models import Event
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise, Workforce
from genba.kit.refused import Refused
from tests.cast import Cast

TODAY = timezone.localdate


def test_registering_keeps_the_facts_and_who_did_it(cast: Cast) -> None:
    made = enterprises.register(by=cast.coordinator, name="  Thika   Bakers ", country="KE", region="Kiambu", city="Thika",
                                isic="1071", provider=cast.provider)  # fmt: skip

    kept = Enterprise.objects.get(pk=made.pk)
    assert (kept.name, kept.name_key, kept.currency, kept.size) == ("Thika Bakers", "thika bakers", "KES", None)
    event = Event.objects.get(noun="enterprise", code=kept.code)
    assert (event.verb, event.by) == ("register", cast.coordinator.code)


def test_the_latest_count_says_how_large_it_is_whichever_was_typed_last(cast: Cast) -> None:
    enterprises.count_workforce(enterprise=cast.garments, by=cast.coordinator, counted_on=date(2026, 6, 1),
                                people={("worker", "female"): 200, ("worker", "male"): 60})  # fmt: skip
    enterprises.count_workforce(enterprise=cast.garments, by=cast.coordinator, counted_on=date(2025, 6, 1),
                                people={("worker", "female"): 7})  # fmt: skip

    kept = Enterprise.objects.get(pk=cast.garments.pk)
    assert (kept.headcount, kept.size) == (260, "large")


def test_a_second_count_of_a_day_takes_the_place_of_the_first(cast: Cast) -> None:
    for people in (30, 31):
        enterprises.count_workforce(enterprise=cast.metals, by=cast.director, counted_on=date(2026, 3, 1),
                                    people={("worker", "male"): people})  # fmt: skip

    assert list(Workforce.objects.filter(enterprise=cast.metals).values_list("people", flat=True)) == [31]


@pytest.mark.parametrize(
    ("people", "days", "says"), [(-1, 0, "below nought"), (4, 1, "has not come yet")], ids=["negative", "to come"]
)
def test_a_count_that_cannot_be_is_refused_and_leaves_nothing(cast: Cast, people: int, days: int, says: str) -> None:
    with pytest.raises(Refused, match=says):
        enterprises.register(by=cast.coordinator, name="Half Done", country="KE", counted_on=TODAY() + timedelta(days=days),
                             workforce={("worker", "female"): people})  # fmt: skip

    assert not Enterprise.objects.filter(name="Half Done").exists()


@pytest.mark.parametrize("code", ["9999", "14100", "shirts"])
def test_a_kind_of_business_that_is_none_is_refused_with_an_example(cast: Cast, code: str) -> None:
    with pytest.raises(Refused, match="1410") as no:
        enterprises.register(by=cast.coordinator, name="Odd Works", country="KE", isic=code)

    assert no.value.field == "isic"


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("garm", True),
        ("GARMENTS street", True),
        ("nairobi sample", True),
        ("arments", False),
        ("garments metals", False),
        ("", True),
    ],
)
def test_it_is_found_by_the_beginnings_of_its_words(cast: Cast, typed: str, is_found: bool) -> None:
    found = Enterprise.objects.matching(typed)

    assert (cast.garments in found) == is_found


def test_accents_case_and_code_do_not_matter_when_searching(cast: Cast) -> None:
    made = enterprises.register(by=cast.director, name="Confección Ñandú", country="PE", city="Lima")

    for typed in ("confeccion", "NANDU", "ñandú lima", made.code.lower()):
        assert list(Enterprise.objects.matching(typed)) == [made], typed


@pytest.mark.parametrize(
    ("headcount", "size"),
    [
        (1, "micro"),
        (9, "micro"),
        (10, "small"),
        (49, "small"),
        (50, "medium"),
        (249, "medium"),
        (250, "large"),
        (5000, "large"),
    ],
)
def test_size_classes_are_those_of_the_recommendation(cast: Cast, headcount: int, size: str) -> None:
    # Commission Recommendation 2003/361/EC, headcount criterion.
    cast.metals.headcount = headcount
    cast.metals.save()

    assert cast.metals.size == size
    assert cast.metals in Enterprise.objects.of_size(size)


def test_a_section_of_isic_holds_its_divisions_and_no_others(cast: Cast) -> None:
    hotel = enterprises.register(by=cast.director, name="Bay Lodge", country="KE", isic="5510")

    assert set(Enterprise.objects.of_section("C")) == {cast.garments, cast.metals}
    assert list(Enterprise.objects.of_section("I")) == [hotel]
