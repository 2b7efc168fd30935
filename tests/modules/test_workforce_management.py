"""The tools of workforce management: published figures, what is withheld and why, and laws."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.curriculum import load
from genba.curriculum.tools import Answer, No, NotUsable
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("workforce-management")


def run(tool: str, **inputs: Any) -> Answer:
    return MODULE.tool(tool).run(inputs)


def refusal(tool: str, **inputs: Any) -> No:
    with pytest.raises(No) as no:
        run(tool, **inputs)
    return no.value


def spells(*days: float, person: str = "1", **more: Any) -> list[dict[str, Any]]:
    return [{"person": person, "days": one, **more} for one in days]


class TestAbsence:
    @pytest.mark.parametrize(("days", "score"), [((10,), 10), ((2, 2, 2, 2, 2), 250), ((1,) * 10, 1000), ((5, 5), 40)])
    def test_bradford_scores_are_the_published_ones(self, days, score) -> None:
        answer = run("absence", spells=spells(*days), people=10, working_days=250)

        assert answer.values["highest_score"] == score

    def test_protected_absence_counts_in_the_rate_and_never_in_a_score(self) -> None:
        answer = run("absence", spells=spells(1, 1, 1, 1) + spells(30, protected=True), people=10, working_days=100)

        assert answer.values["days_lost"] == 34
        assert answer.values["bradford"] == [{"person": "1", "spells": 4, "days": 4, "score": 64}]

    def test_where_all_is_protected_nobody_has_a_score(self) -> None:
        answer = run("absence", spells=spells(5, protected=True), people=10, working_days=20)

        assert answer.values["highest_score"] is None
        assert answer.withheld["highest_score"].code == "no-score"

    def test_days_that_were_scheduled_go_before_the_product(self) -> None:
        assert run("absence", spells=spells(5), people=10, working_days=30, days_scheduled=200).values["absence_rate"] == 2.5

    @pytest.mark.parametrize(
        ("inputs", "code", "row"),
        [
            ({"spells": [], "people": 0, "working_days": 20}, "nobody", None),
            ({"spells": spells(3, 0), "people": 5, "working_days": 20}, "no-days", 2),
            ({"spells": spells(15, 15), "people": 5, "working_days": 20}, "person-too-many", 2),
            ({"spells": spells(1) + spells(1, person="2"), "people": 1, "working_days": 20}, "more-people", None),
            ({"spells": spells(15), "people": 5, "working_days": 20, "days_scheduled": 10}, "more-than-scheduled", None),
        ],
    )
    def test_what_cannot_be_is_refused_by_row(self, inputs, code, row) -> None:
        no = refusal("absence", **inputs)

        assert (no.said.code, no.row) == (code, row)

    def test_no_absence_is_a_rate_of_zero_without_a_mean_length(self) -> None:
        answer = run("absence", spells=[], people=10, working_days=20)

        assert answer.values["absence_rate"] == 0
        assert answer.withheld["mean_spell"].code == "no-spells"

    @settings(max_examples=40, deadline=None)
    @given(days=st.lists(st.integers(1, 5), min_size=1, max_size=8), seed=st.randoms())
    def test_neither_rate_nor_score_depends_on_the_order(self, days, seed) -> None:
        rows = [{"person": str(n % 3), "days": one} for n, one in enumerate(days)]
        mixed = rows.copy()
        seed.shuffle(mixed)

        one, two = (run("absence", spells=each, people=10, working_days=100).values for each in (rows, mixed))

        assert (one["absence_rate"], one["bradford"]) == (two["absence_rate"], two["bradford"])


COSTS = {"recruitment": 40, "vacancy_days": 10, "day_margin": 12, "weeks_to_full": 5, "start_speed": 40}


class TestTurnoverCost:
    def test_the_avoidable_cost_is_the_published_one(self) -> None:
        answer = run(
            "turnover-cost",
            headcount_start=110,
            headcount_end=110,
            quits=22,
            costs={"recruitment": 6800},
            avoidable_share=81,
        )

        assert answer.values["avoidable_cost"] == 121_176  # by hand, 22 departures at 81 %

    def test_parts_add_up_to_the_whole(self) -> None:
        values = run(
            "turnover-cost", headcount_start=50, headcount_end=50, quits=6, other_leavers=1, costs=COSTS, fixed_cost=100
        ).values

        assert sum(part["total"] for part in values["breakdown"]) + 100 == pytest.approx(values["total_cost"])
        assert sum(part["share"] for part in values["breakdown"]) == pytest.approx(100)

    def test_learning_is_the_sum_of_the_days_on_the_way_to_full_speed(self) -> None:
        days = 5 * 6
        lost = sum(12 * 0.6 * (1 - (day + 0.5) / days) for day in range(days))  # the middle of each day

        parts = run("turnover-cost", headcount_start=50, headcount_end=50, quits=1, costs=COSTS).values["breakdown"]

        assert {part["part"]: part["each"] for part in parts}["part-learning"] == pytest.approx(lost)

    def test_half_a_year_at_this_pace_is_twice_as_much_in_a_year(self) -> None:
        values = run("turnover-cost", headcount_start=90, headcount_end=110, months=6, quits=10, costs=COSTS).values

        assert (values["turnover_rate"], values["annual_rate"]) == (10, 20)

    @pytest.mark.parametrize(
        ("inputs", "code"),
        [
            ({"headcount_start": 0, "headcount_end": 0, "quits": 1, "costs": COSTS}, "nobody"),
            ({"headcount_start": 9, "headcount_end": 9, "quits": 0, "costs": COSTS}, "nobody-left"),
            ({"headcount_start": 9, "headcount_end": 9, "quits": 1, "costs": {}}, "no-cost"),
        ],
    )
    def test_without_people_leavers_or_costs_there_is_no_figure(self, inputs, code) -> None:
        assert refusal("turnover-cost", **inputs).said.code == code

    @settings(max_examples=40, deadline=None)
    @given(by=st.floats(0.01, 1e6))
    def test_other_money_scales_every_amount_and_no_rate(self, by) -> None:
        money = {name: value * by if name in ("recruitment", "day_margin") else value for name, value in COSTS.items()}

        one, two = (
            run("turnover-cost", headcount_start=50, headcount_end=50, quits=6, costs=c).values for c in (COSTS, money)
        )

        assert two["total_cost"] == pytest.approx(one["total_cost"] * by)
        assert two["turnover_rate"] == one["turnover_rate"]


class TestWageGap:
    def test_the_living_wage_of_region_1_stands_as_far_above_the_minimum_as_published(self) -> None:
        values = run(
            "wage-gap", wages=[{"job": "a", "wage": 4_680_000}], minimum_wage=4_680_000, living_wage=8_545_680
        ).values

        assert (
            round(values["living_above_minimum"]) == 83
        )  # “around 80 %”: Anker Research Institute, Region 1, November 2022

    @pytest.mark.parametrize(
        ("day", "amount"),
        [("2024-12-31", 1_300_000), ("2025-01-01", 1_423_500), ("2026-06-01", 1_750_905), (None, 1_750_905)],
    )
    def test_the_amount_in_force_on_the_day_is_taken(self, day, amount) -> None:
        values = run("wage-gap", wages=[{"job": "a", "wage": 1}], country="co", **({"day": day} if day else {})).values

        assert values["minimum_wage"] == amount

    def test_part_time_pay_is_compared_by_full_hours_and_owed_for_its_own(self) -> None:
        wages = [{"job": "a", "wage": 400, "people": 3, "hours": 100}]

        values = run("wage-gap", wages=wages, minimum_wage=1000, full_hours=200).values

        assert values["lowest_wage"] == 800
        assert values["cost_to_minimum"] == pytest.approx(3 * 100)

    def test_an_old_reference_is_called_old(self) -> None:
        answer = run("wage-gap", wages=[{"job": "a", "wage": 5e6}], country="VN", day="2026-03-31")

        assert "old" in [one.code for one in answer.says]

    def test_pay_below_the_law_comes_before_everything(self) -> None:
        answer = run("wage-gap", wages=[{"job": "a", "wage": 5}, {"job": "b", "wage": 50}], minimum_wage=10, living_wage=20)

        assert (answer.says[0].code, answer.then and answer.then.code) == ("below-law", "next-law")

    @pytest.mark.parametrize(
        ("inputs", "code"),
        [
            ({"wages": [{"job": "a", "wage": 1}]}, "no-reference"),
            ({"wages": [{"job": "a", "wage": 1}], "country": "CO", "day": "1990-01-01"}, "no-reference"),
            ({"wages": [{"job": "a", "wage": 1, "people": 0}], "minimum_wage": 5}, "nobody"),
            ({"wages": [{"job": "a", "wage": 1, "hours": 0}], "minimum_wage": 5}, "no-hours"),
            ({"wages": [{"job": "a", "wage": 1, "hours": 9}], "minimum_wage": 5}, "full-hours-missing"),
        ],
    )
    def test_without_a_reference_or_people_there_is_no_figure(self, inputs, code) -> None:
        assert refusal("wage-gap", **inputs).said.code == code

    def test_every_dated_amount_names_its_source(self) -> None:
        for parameter in MODULE.parameters:
            assert all(len(value.source) > 15 and value.country for value in parameter.values)

    @settings(max_examples=40, deadline=None)
    @given(wages=st.lists(st.integers(1, 100), min_size=1, max_size=12), raised=st.integers(0, 50))
    def test_raising_everybody_never_widens_a_gap(self, wages, raised) -> None:
        one, two = (
            run(
                "wage-gap", wages=[{"job": "a", "wage": wage + more} for wage in wages], minimum_wage=30, living_wage=60
            ).values
            for more in (0, raised)
        )

        assert two["cost_to_living"] <= one["cost_to_living"]
        assert two["below_minimum"] <= one["below_minimum"]
        assert one["below_minimum"] <= one["below_living"]


PEOPLE = [
    {"person": "Aye", "cut": 3, "sew": 2, "press": 0},
    {"person": "Bo", "cut": 1, "sew": 4, "press": 1},
    {"person": "Chan", "sew": 1, "press": 2},
]


class TestSkillsMatrix:
    def test_one_person_alone_and_gaps_are_found(self) -> None:
        values = run("skills-matrix", people=PEOPLE).values

        assert values["single_points"] == ["cut", "press"]
        assert (values["posts_covered"], values["posts_needed"], values["gaps"]) == (4, 6, 2)
        assert [(row["person"], row["skill"], row["teacher"]) for row in values["plan"]] == [
            ("Bo", "cut", "Aye"),
            ("Bo", "press", "Chan"),
        ]

    def test_who_may_learn_one_skill_leaves_the_other_to_the_next(self) -> None:
        values = run("skills-matrix", people=PEOPLE, most_each=1).values

        assert len({row["person"] for row in values["plan"]}) == 2
        assert values["still_lacking"] == 0

    def test_what_nobody_can_do_has_no_teacher_inside(self) -> None:
        values = run("skills-matrix", people=[{"person": "Aye", "weld": 1}], needed={"weld": 1}).values

        assert values["nobody_able"] == ["weld"]
        assert values["plan"][0]["teacher"] is None

    def test_the_grid_has_a_field_for_each_person_and_skill(self) -> None:
        grid = run("skills-matrix", people=PEOPLE).charts[0]

        assert [len(cells) for _, cells in grid.rows] == [3, 3, 3]
        assert grid.rows[1][1][0].text == "1 > 2"

    @pytest.mark.parametrize(
        ("inputs", "code", "row", "column"),
        [
            ({"people": [{"person": "A"}]}, "no-skills", None, ""),
            ({"people": [{"person": "A", "sew": 1}, {"person": "A", "sew": 2}]}, "double", 2, "person"),
            ({"people": [{"person": "A", "sew": 5}]}, "not-a-level", 1, "sew"),
            ({"people": [{"person": "A", "sew": True}]}, "not-a-level", 1, "sew"),
            ({"people": [{"person": "A", "sew": 1}], "needed": {"cut": 1}}, "unknown-skill", 1, "skill"),
        ],
    )
    def test_what_cannot_be_used_is_named_by_row_and_column(self, inputs, code, row, column) -> None:
        no = refusal("skills-matrix", **inputs)

        assert (no.said.code, no.row, no.column) == (code, row, column)

    def test_a_skill_is_found_however_it_is_written(self) -> None:
        people = [{"person": "Aye", "decoupe_droite": 2}, {"person": "Bo", "decoupe_droite": 0}]

        coverage = run("skills-matrix", people=people, needed={"Découpe droite": 1}).values["coverage"]

        assert [(row["skill"], row["gap"]) for row in coverage] == [("Découpe droite", 0)]

    def test_a_matrix_without_names_is_refused(self) -> None:
        with pytest.raises(NotUsable):
            run("skills-matrix", people=[{"sew": 1}])


@pytest.mark.parametrize(("months", "kept"), [(1, 2), (12, None)])
def test_only_the_figure_of_one_month_is_kept_as_one(months, kept) -> None:
    values = run("turnover-cost", headcount_start=50, headcount_end=50, months=months, quits=2, costs=COSTS).values

    assert values["month_quits"] == kept


def test_absences_of_a_year_are_not_kept_as_those_of_a_month() -> None:
    month, year = (run("absence", spells=spells(2), people=5, working_days=days).values for days in (26, 250))

    assert (month["month_spells"], year["month_spells"]) == (1, None)


def test_every_sentence_that_is_spoken_finds_its_holes_filled() -> None:
    answers = {
        "absence": run("absence", spells=spells(1, 1, 1, 1, reason="x"), people=5, working_days=20),
        "turnover-cost": run("turnover-cost", headcount_start=5, headcount_end=5, quits=1, costs=COSTS),
        "wage-gap": run("wage-gap", wages=[{"job": "a", "wage": 1}], country="TN"),
        "skills-matrix": run("skills-matrix", people=PEOPLE, most_each=0),
    }

    for code, answer in answers.items():
        tool = MODULE.tool(code)
        for one in [*answer.says, *answer.withheld.values()]:
            assert tool.holes(one.code) <= set(one.values)
