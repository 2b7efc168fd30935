"""The tools of gender equality: published figures, what is withheld and why, and laws."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.curriculum import load
from genba.curriculum.tools import Answer, No, NotUsable
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("gender-equality")
WAGES = Path(__file__).parent.parent / "science" / "wages_1976.csv"


def pay_gap(people: list[dict[str, Any]], **more: Any) -> Answer:
    return MODULE.tool("pay-gap").run({"people": people, **more})


def representation(headcount: list[dict[str, Any]], **more: Any) -> Answer:
    return MODULE.tool("representation").run({"headcount": headcount, **more})


def people(women: int, men: int, **more: Any) -> list[dict[str, Any]]:
    rows = [{"sex": "female", "pay": 8 + n % 3} for n in range(women)] + [
        {"sex": "male", "pay": 9 + n % 4} for n in range(men)
    ]
    return [{**row, **{name: of(n) for name, of in more.items()}} for n, row in enumerate(rows)]


@pytest.fixture
def wages() -> list[dict[str, Any]]:
    with WAGES.open() as file:
        rows = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]
    return [
        {"sex": "female" if row["female"] else "male", "pay": row["wage"], "educ": row["educ"], "exper": row["exper"],
         "exper2": row["exper"] ** 2, "tenure": row["tenure"], "tenure2": row["tenure"] ** 2}
        for row in rows
    ]  # fmt: skip


class TestPayGap:
    def test_wages_of_1976_give_the_gap_of_the_textbook(self, wages) -> None:
        values = pay_gap(wages).values

        # Wooldridge, Introductory Econometrics: equations 7.4 (7.10 − 2.51 female) and 7.9 (−.297, standard error .036)
        assert round(values["mean_pay_men"], 2) == 7.10
        assert round(values["mean_difference"], 2) == 2.51
        assert round(values["adjusted_log_gap"], 3) == 0.297
        assert round(values["standard_error"], 3) == 0.036
        assert values["oaxaca"]["unexplained"] == pytest.approx(values["adjusted_log_gap"])

    def test_a_column_given_twice_is_named_and_the_raw_gap_stays(self, wages) -> None:
        answer = pay_gap([{**row, "months": 12 * row["tenure"]} for row in wages])

        assert answer.values["adjusted_log_gap"] is None
        assert answer.withheld["adjusted_log_gap"].code == "singular"
        assert answer.withheld["adjusted_log_gap"].values == {"column": "months"}
        assert answer.values["mean_gap"] == pytest.approx(0.3538, abs=1e-4)

    def test_jobs_that_only_one_sex_holds_leave_nobody_to_compare(self) -> None:
        rows = [{**row, "job": "sew" if row["sex"] == "female" else "cut"} for row in people(30, 30)]

        assert pay_gap(rows).withheld["adjusted_log_gap"].code == "sex-follows"

    def test_a_job_without_women_leaves_the_adjusted_gap_but_no_decomposition(self) -> None:
        rows = people(40, 40, years=lambda n: n * n % 13)
        for n, row in enumerate(rows):
            row["job"] = "sew" if row["sex"] == "female" or n % 2 else "drive"

        answer = pay_gap(rows)

        assert answer.values["adjusted_log_gap"] is not None
        assert answer.withheld["oaxaca.gap"].values == {"column": "job"}

    @pytest.mark.parametrize(("women", "men"), [(4, 50), (50, 4), (0, 5)])
    def test_below_five_of_a_sex_there_is_no_gap(self, women, men) -> None:
        with pytest.raises(No) as no:
            pay_gap(people(women, men))

        assert no.value.said.code == "too-few"

    def test_people_alike_are_not_compared_where_there_are_too_few(self) -> None:
        answer = pay_gap(people(9, 40, years=lambda n: n % 7))

        assert answer.withheld["adjusted_log_gap"].code == "few-alike"
        assert answer.values["sufficiency"]["for_means"] is True
        assert answer.values["sufficiency"]["for_adjusted"] is False

    @pytest.mark.parametrize(
        ("women", "men"),
        [("F", "M"), ("f", "H"), ("Mujer", "Hombre"), ("M", "H"), ("femme", "homme"), ("أنثى", "ذكر"), ("W", "m")],
    )
    def test_sexes_are_read_as_people_of_each_language_write_them(self, women, men) -> None:
        rows = [{"sex": women, "pay": 8}] * 5 + [{"sex": men, "pay": 10}] * 6

        assert pay_gap(rows).values["mean_gap"] == pytest.approx(0.2)

    def test_who_states_no_sex_is_counted_and_never_spread(self) -> None:
        values = pay_gap([*people(5, 5), {"sex": "other", "pay": 99}, {"sex": "not stated", "pay": 1}]).values

        assert (values["women"], values["men"], values["not_counted"]) == (5, 5, 2)
        assert values["mean_gap"] == pay_gap(people(5, 5)).values["mean_gap"]

    @pytest.mark.parametrize(
        ("wrong", "code", "column"),
        [
            ({"pay": 0}, "no-pay", "pay"), ({"hours": 0}, "no-hours", "hours"), ({"sex": "boss"}, "sex-unclear", "sex"),
            ({"years": None}, "blank", "years"), ({"years": "many"}, "mixed", "years"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_used_is_named_by_row_and_column(self, wrong, code, column) -> None:
        rows = people(6, 6, hours=lambda n: 40, years=lambda n: n)
        rows[7] |= wrong

        with pytest.raises(No) as no:
            pay_gap(rows)

        assert (no.value.said.code, no.value.field, no.value.row, no.value.column) == (code, "people", 8, column)

    def test_pay_without_hours_is_said_to_be_taken_by_the_hour(self) -> None:
        assert "pay-is-hourly" in [one.code for one in pay_gap(people(5, 5)).says]
        assert "pay-is-hourly" not in [one.code for one in pay_gap(people(5, 5, hours=lambda n: 8)).says]

    def test_hours_under_another_heading_are_not_taken_for_an_attribute(self) -> None:
        with pytest.raises(No) as no:
            pay_gap(people(6, 6, weekly_hours=lambda n: 40))

        assert (no.value.said.code, no.value.column) == ("hours-elsewhere", "weekly_hours")

    def test_a_column_of_names_is_never_compared_by_and_the_raw_gap_stays(self) -> None:
        answer = pay_gap(people(6, 6, who=lambda n: f"person {n}"))

        assert answer.withheld["adjusted_log_gap"].values == {"column": "who"}
        assert answer.values["mean_gap"] is not None

    def test_a_pay_below_zero_is_refused_with_its_row(self) -> None:
        with pytest.raises(NotUsable) as fault:
            pay_gap([*people(5, 5), {"sex": "female", "pay": -1}])

        assert [(problem.field, problem.row, problem.column) for problem in fault.value.problems] == [("people", 11, "pay")]

    def test_nothing_of_a_file_is_left_behind(self, monkeypatch) -> None:
        opened: list[object] = []
        monkeypatch.setattr("builtins.open", lambda *a, **k: opened.append(a))
        monkeypatch.setattr("io.open", lambda *a, **k: opened.append(a))

        answer = pay_gap(people(30, 30, job=lambda n: "guard of the golden gate" if n % 5 else "b", years=lambda n: n % 9))

        monkeypatch.undo()
        assert opened == []
        assert "golden gate" not in json.dumps(answer.values)  # no value of a person stands in the answer

    @settings(max_examples=30, deadline=None)
    @given(by=st.floats(0.001, 1e6), pays=st.lists(st.floats(1, 50), min_size=24, max_size=24))
    def test_the_currency_does_not_matter(self, by, pays) -> None:
        rows = [{"sex": "fm"[n % 2], "pay": pay, "years": n * n % 7} for n, pay in enumerate(pays)]

        one, two = pay_gap(rows).values, pay_gap([{**row, "pay": row["pay"] * by} for row in rows]).values

        for name in ("mean_gap", "median_gap", "adjusted_log_gap", "standard_error"):
            assert two[name] == pytest.approx(one[name], abs=1e-6)

    @settings(max_examples=30, deadline=None)
    @given(pays=st.lists(st.floats(1, 50), min_size=6, max_size=30))
    def test_equal_pay_gives_no_gap(self, pays) -> None:
        answer = pay_gap([{"sex": sex, "pay": pay} for pay in pays for sex in ("female", "male")])

        assert answer.values["mean_gap"] == pytest.approx(0, abs=1e-12)
        assert answer.values["median_gap"] == pytest.approx(0, abs=1e-12)


LEVELS = [{"level": "workers", "women": 60, "men": 40}, {"level": "supervisors", "women": 2, "men": 8}]
MOVES: dict[str, Any] = {
    "hires": [{"level": "workers", "women": 9, "men": 6}],
    "promotions": [{"level": "workers", "women": 1, "men": 1}],
    "exits": [{"level": "Workers", "women": 8, "men": 5}, {"level": "supervisors", "men": 2}],
}


def larger(rows: list[dict[str, Any]], times: int) -> list[dict[str, Any]]:
    return [{key: value * times if isinstance(value, int) else value for key, value in row.items()} for row in rows]


class TestRepresentation:
    def test_parity_is_where_a_simulation_by_hand_finds_it(self) -> None:
        women, men, years = 2.0, 8.0, 0
        while women / (women + men) < 0.5:
            women, men, years = women + 1, men * 7 / 9 + 1, years + 1

        values = representation(LEVELS, **MOVES, year=2025).values

        assert (values["parity_in_years"], values["parity_year"]) == (years, str(2025 + years))

    def test_without_movements_there_is_no_date(self) -> None:
        answer = representation([{"level": "all", "women": 3, "men": 7}])

        assert answer.values["parity_in_years"] is None
        assert answer.withheld["parity_in_years"].code == "no-flow"

    def test_a_goal_out_of_reach_has_no_date(self) -> None:
        moves = {"hires": [{"level": "all", "women": 1, "men": 9}], "exits": [{"level": "all", "women": 1, "men": 9}]}

        answer = representation([{"level": "all", "women": 10, "men": 90}], **moves)

        assert answer.withheld["parity_in_years"].code == "never"

    def test_a_level_at_its_goal_is_there_now(self) -> None:
        assert representation([{"level": "all", "women": 6, "men": 4}]).values["parity_in_years"] == 0

    def test_a_higher_goal_is_never_reached_earlier(self) -> None:
        years = [representation(LEVELS, **MOVES, goal=goal).values["parity_in_years"] for goal in (25, 35, 45, 50)]

        assert years == sorted(years)

    def test_rates_of_fewer_than_five_people_are_not_given(self) -> None:
        supervisors = representation(LEVELS, **MOVES).values["pipeline"][1]

        assert supervisors["left_rate_women"] is None
        assert supervisors["left_rate_men"] == pytest.approx(100 * 2 / 9)

    @pytest.mark.parametrize(
        ("moves", "code", "field", "row"),
        [
            ({"promotions": [{"level": "supervisors", "men": 1}]}, "above-top", "promotions", None),
            ({"exits": [{"level": "workers"}, {"level": "cooks", "men": 1}]}, "level-unknown", "exits", 2),
            ({"hires": [{"level": "supervisors", "women": 3}]}, "not-possible", "headcount", 2),
        ],
    )
    def test_movements_that_cannot_be_are_refused(self, moves, code, field, row) -> None:
        with pytest.raises(No) as no:
            representation(LEVELS, **moves)

        assert (no.value.said.code, no.value.field, no.value.row) == (code, field, row)

    def test_a_level_that_stands_twice_is_refused(self) -> None:
        with pytest.raises(No) as no:
            representation([*LEVELS, {"level": "WORKERS", "women": 1, "men": 1}])

        assert (no.value.said.code, no.value.row) == ("level-twice", 3)

    @settings(max_examples=40, deadline=None)
    @given(times=st.integers(1, 20))
    def test_a_larger_enterprise_of_the_same_shape_has_the_same_shares(self, times) -> None:
        moves = {name: larger(rows, times) for name, rows in MOVES.items()}

        one, two = representation(LEVELS, **MOVES).values, representation(larger(LEVELS, times), **moves).values

        for name in ("women_share", "top_women_share", "pipeline_loss", "promotion_ratio", "parity_in_years"):
            assert two[name] == pytest.approx(one[name])
