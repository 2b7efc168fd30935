"""What an enterprise could save: a range from its own figures, or why there is none."""

from datetime import date
from typing import Any

from genba.programmes.models import IntakeFigures, SavingAssumption
from tests.cast import Cast
from tests.words import words_of


def test_a_range_is_shown_with_its_assumption_and_the_rest_is_withheld_with_a_reason(cast: Cast, sign_in: Any) -> None:
    sign_in(cast.officer).post("/desk/assumptions/", {
        "programme": cast.programme.pk, "loss": "absence", "low": "5", "middle": "10", "high": "20",
        "since_on": date.today().isoformat()})  # fmt: skip
    client = sign_in(cast.coordinator)

    page = words_of(client.post(f"/desk/enterprises/{cast.garments.code}/estimate/", {
        "absent_days": "400", "daily_wage": "12", "energy_bill": "9000", "currency": "usd", "source": "pay book"},
        follow=True))  # fmt: skip

    assert "4,800 USD 240 USD 480 USD 960 USD" in page and "the programme's own assumption; Kip Example" in page
    assert "The enterprise did not tell these figures." in page
    assert "The programme has not said which part of it is achievable." in page


def test_figures_that_cannot_be_are_met_with_a_sentence(cast: Cast, sign_in: Any) -> None:
    client, place = sign_in(cast.coordinator), f"/desk/enterprises/{cast.garments.code}/estimate/"

    faulty = client.post(place, {"faulty_percent": "120", "output_value": "5", "currency": "USD", "source": "heart"})
    empty = client.post(place, {"currency": "USD", "source": "heart"})

    assert "between 0 and 100" in words_of(faulty) and "at least one figure" in words_of(empty)
    assert not IntakeFigures.objects.exists()


def test_an_assumption_out_of_order_is_refused(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.officer).post("/desk/assumptions/", {
        "programme": cast.programme.pk, "loss": "energy", "low": "30", "middle": "10", "high": "20",
        "since_on": date.today().isoformat()})  # fmt: skip

    assert answer.status_code == 422 and "in this order" in words_of(answer)
    assert not SavingAssumption.objects.exists()
