"""A trainer takes the baseline of an enterprise, with a telephone in the hand."""

from datetime import date
from typing import Any

from genba.observations.models import Baseline, Observation, PracticeCheck
from tests.cast import Cast
from tests.scenes_field import has_class, typed_baseline


def address(cast: Cast) -> str:
    return f"/field/engagements/{cast.engagement.code}/baseline/"


def test_the_form_asks_for_each_core_kpi_and_practice_of_the_module(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.omar)

    with django_assert_max_num_queries(8):
        page = client.get(address(cast)).content.decode()

    assert page.count('<fieldset class="card kpi">') == 10
    assert page.count('<fieldset class="card practice">') == 15
    assert "Defective pieces" in page and "pieces/h" in page


def test_a_baseline_is_kept_as_a_whole_in_any_digits(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    answer = client.post(address(cast), typed_baseline(), follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200 and "taken on 10 February 2026 by Omar Muster" in page
    assert "6.0\N{NO-BREAK SPACE}%" in page and "71 over 1,180" in page and "Meter shared with the neighbour" in page
    assert Observation.objects.get(indicator="absenteeism").denominator == 2000.5
    assert PracticeCheck.objects.count() == 15


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    wrong = {"on-time-delivery-numerator": "34", "defect-rate-numerator": "-1", "absenteeism-numerator": "1.234",
             "labour-turnover-numerator": "", "energy-intensity-reason": "", "practice-charter": ""}  # fmt: skip

    answer = client.post(address(cast), typed_baseline(**wrong))

    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("6 things to put right", "(34) cannot be more than", "cannot be below 0", "can be read in two ways",
                     "Write both numbers", "Say why it is not tracked", "Choose one of the three"):  # fmt: skip
        assert sentence in page
    assert 'name="on-time-delivery-because"' in page and 'name="absenteeism-because"' in page
    assert 'value="1.234"' in page
    assert not Baseline.objects.exists() and not Observation.objects.exists()


def test_an_unlikely_number_is_kept_with_its_because(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    insisted = {"on-time-delivery-numerator": "34", "on-time-delivery-because": "Orders of December came too"}

    answer = client.post(address(cast), typed_baseline(**insisted))

    assert answer.status_code == 302
    kept = Observation.objects.get(indicator="on-time-delivery")
    assert kept.unusual and kept.note == "Orders of December came too"


def test_a_year_of_another_calendar_is_met_with_the_gregorian_one(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    buddhist = client.post(address(cast), typed_baseline(taken_on="2569-02-10")).content.decode()
    hijri = client.post(address(cast), typed_baseline(taken_on="1447-08-22")).content.decode()

    assert "Buddhist year. Write the Gregorian one: 2026" in buddhist
    assert "Hijri year. Write the Gregorian one, about 2025" in hijri


def test_a_baseline_after_the_first_class_is_refused_beside_its_day(cast: Cast, sign_in: Any) -> None:
    has_class(cast, date(2026, 2, 5))
    client = sign_in(cast.omar)

    answer = client.post(address(cast), typed_baseline())

    assert answer.status_code == 422
    assert "The first class was on 5 February 2026" in answer.content.decode()
    assert not Observation.objects.exists()


def test_only_the_trainer_of_the_enterprise_finds_its_baseline(cast: Cast, sign_in: Any) -> None:
    as_owner = sign_in(cast.owner).get(address(cast)).status_code
    as_brand = sign_in(cast.brand_officer).get(address(cast)).status_code

    assert (as_owner, as_brand) == (403, 404)
