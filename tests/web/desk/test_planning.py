"""An office asks, before it trains anybody, how many enterprises it would take to see a difference."""

import json
from typing import Any

import pytest
import time_machine

from genba.cli import main
from tests.cast import Cast
from tests.scenes_evaluation import half_trained
from tests.words import text_of

PAGE = "/desk/evaluations/plan/"
ASKED = {"indicator": "absenteeism", "module": "", "country": "", "period": "month", "cluster": "enterprise",
         "enterprises": "40", "effect": "2", "months_before": "6", "months_after": "6", "share": "50", "power": "80",
         "alpha": "5", "icc": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def test_a_director_finds_the_page_beside_the_evaluations_and_reads_an_answer(cast: Cast, sign_in: Any) -> None:
    half_trained(cast, falls_by=20, trained=6, waiting=18)
    client = sign_in(cast.director)

    found = client.get("/desk/evaluations/").content.decode()
    empty = text_of(client.get(PAGE))
    page = text_of(client.get(PAGE, ASKED))

    assert f'href="{PAGE}"' in found and "Months before" in empty and "With 40" not in empty
    assert "With 40 enterprises, a difference of −" in page and "80 times out of 100" in page
    assert "Change against before" in page and "not trained yet" in page


def test_page_data_and_command_line_show_one_plan(cast: Cast, sign_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    half_trained(cast, falls_by=20, trained=6, waiting=18)

    of_the_page = sign_in(cast.director).get(PAGE, {**ASKED, "format": "json"}).json()
    assert main(["plan", "absenteeism", "--enterprises", "40", "--effect", "2", "--format", "json"]) == 0
    of_the_command = json.loads(capsys.readouterr().out)

    assert of_the_page == of_the_command and of_the_page["reporting"] == 24
    change = of_the_page["ways"]["change"]
    assert 0 < change["detectable"]["value"] < 1 and 4 <= change["needed"]["value"] < 40


def test_more_enterprises_find_smaller_differences_and_the_size_is_met_by_itself(cast: Cast, capsys: Any) -> None:
    half_trained(cast, falls_by=0, trained=6, waiting=18)

    def ways(*more: str) -> Any:
        assert main(["plan", "absenteeism", "--format", "json", *more]) == 0
        return json.loads(capsys.readouterr().out)["ways"]

    few, many = ways("--enterprises", "24"), ways("--enterprises", "240")
    effect = few["change"]["detectable"]["value"]
    back = ways("--effect", str(effect))["change"]["needed"]["value"]

    assert many["change"]["detectable"]["value"] < effect / 3
    assert back == 24


def test_values_from_after_the_training_say_nothing_of_the_spread(cast: Cast, capsys: Any) -> None:
    half_trained(cast, falls_by=40, trained=6, waiting=18)

    assert main(["plan", "absenteeism", "--format", "json"]) == 0

    # 18 enterprises of 18 months; three trained in January after 12 months, three in April after 15.
    assert json.loads(capsys.readouterr().out)["values"] == 18 * 18 + 3 * 12 + 3 * 15


def test_where_too_few_report_nothing_is_worked_out_and_the_reason_is_given(cast: Cast, sign_in: Any, capsys: Any) -> None:
    half_trained(cast, falls_by=0, trained=0, waiting=7)

    assert main(["plan", "absenteeism"]) == 0
    told = capsys.readouterr().out
    page = text_of(sign_in(cast.director).get(PAGE, {**ASKED, "indicator": "defect-rate"}))

    assert "7 report, ten are needed" in told and "would be found" not in told
    assert "The own values do not tell it yet." in page


def test_so_long_a_time_that_nobody_reported_it_is_not_made_up(cast: Cast, capsys: Any) -> None:
    half_trained(cast, falls_by=0, trained=0, waiting=15)

    assert main(["plan", "absenteeism", "--months-before", "12", "--months-after", "12"]) == 0

    assert "too few report over so long a time" in capsys.readouterr().out


def test_one_provider_does_not_tell_how_alike_providers_are_unless_somebody_says_it(cast: Cast, capsys: Any) -> None:
    half_trained(cast, falls_by=0, trained=0, waiting=15)
    asked = ["plan", "absenteeism", "--cluster", "provider", "--enterprises", "300", "--format", "json"]

    assert main(asked) == 0
    unknown = json.loads(capsys.readouterr().out)["ways"]["change"]
    assert main([*asked, "--icc", "0.2"]) == 0
    said = json.loads(capsys.readouterr().out)["ways"]["change"]

    assert main(asked[:-2]) == 0
    assert "one provider has two enterprises or more" in capsys.readouterr().out
    assert unknown["icc"] == {"value": None, "n": 1, "withheld": "too-few"} and unknown["detectable"]["value"] is None
    assert said["icc"]["value"] == 0.2 and said["detectable"]["value"] > 0


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"months_before": "5", "period": "quarter"}, "in whole steps of 3"), ({"enterprises": "3"}, "four enterprises or more"),
    ({"effect": "0"}, "a difference of nothing"),
])  # fmt: skip
def test_what_cannot_be_planned_is_told_beside_the_field(cast: Cast, sign_in: Any, changed: Any, sentence: str) -> None:
    answer = sign_in(cast.director).get(PAGE, {**ASKED, **changed})

    assert answer.status_code == 422 and sentence in text_of(answer)


def test_an_officer_plans_for_the_own_country_alone(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    assert client.get(PAGE, {**ASKED, "country": "VN"}).status_code == 422
    assert client.get(PAGE, {**ASKED, "country": "KE"}).status_code == 200
    assert sign_in(cast.owner).get(PAGE).status_code == 403
