"""The tools of safety at work: published figures, laws that hold for all inputs, and inputs that are refused."""

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from genba.curriculum import load
from genba.curriculum.tools import No, NotUsable
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("occupational-safety")
levels = st.floats(60, 114)
hours = st.floats(0.1, 4)
rows = st.lists(st.fixed_dictionaries({"level_dba": levels, "hours": hours}), min_size=1, max_size=5)


def run(tool: str, **given: Any) -> Any:
    return MODULE.tool(tool).run(given).values


def refused(tool: str, **given: Any) -> No:
    with pytest.raises(No) as fault:
        MODULE.tool(tool).run(given)
    return fault.value


class TestRates:
    @given(st.integers(0, 500), st.integers(1000, 10**7), st.integers(2, 9))
    def test_twice_the_cases_in_twice_the_hours_is_the_same_rate_with_less_doubt(
        self, cases: int, worked: int, k: int
    ) -> None:
        once = run("incident-rates", cases={"recordable": cases}, hours=worked, convention="osha")
        often = run("incident-rates", cases={"recordable": cases * k}, hours=worked * k, convention="osha")

        assert often["trir"] == pytest.approx(once["trir"])
        interval, narrower = once["intervals"]["trir"], often["intervals"]["trir"]
        assert narrower["upper"] - narrower["lower"] < interval["upper"] - interval["lower"]
        assert interval["lower"] <= once["trir"] <= interval["upper"]

    def test_a_death_is_a_case_of_lost_time_in_the_international_way(self) -> None:
        values = run("incident-rates", cases={"lost_time": 2, "fatal": 1}, hours=1_000_000)

        assert values["frequency"] == values["ltifr"] == 3
        assert values["trir"] is None

    def test_the_two_ways_differ_by_five_for_the_same_cases(self) -> None:
        values = run("incident-rates", cases={"recordable": 4, "dart": 4, "lost_time": 4}, hours=300_000)

        assert values["ltifr"] == pytest.approx(5 * values["trir"])

    @pytest.mark.parametrize(
        ("cases", "code", "column"),
        [
            ({}, "no-cases-given", ""),
            ({"recordable": 1, "dart": 2}, "more-than-recordable", "dart"),
            ({"recordable": 1, "lost_time": 1, "fatal": 1}, "more-than-recordable", "lost_time"),
            ({"dart": 1, "lost_time": 2}, "more-than-dart", "lost_time"),
        ],
    )
    def test_parts_larger_than_their_whole_are_refused_by_name(self, cases: dict[str, int], code: str, column: str) -> None:
        no = refused("incident-rates", cases=cases, hours=1000)

        assert (no.said.code, no.field, no.column) == (code, "cases", column)

    def test_a_key_that_is_not_known_is_refused_by_name(self) -> None:
        with pytest.raises(NotUsable, match="injuries"):
            run("incident-rates", cases={"injuries": 1}, hours=1000)


class TestNoise:
    @pytest.mark.parametrize(
        ("level", "allowed"),
        [
            (80, 32),
            (85, 16),
            (90, 8),
            (92, 6.1),
            (95, 4),
            (97, 3.0),
            (100, 2),
            (105, 1),
            (110, 0.5),
            (115, 0.25),
            (130, 0.031),
        ],
    )
    def test_table_g_16a_is_reproduced(self, level: float, allowed: float) -> None:
        values = run("noise-dose", exposures=[{"level_dba": level, "hours": 1}], convention="osha-1910.95")

        assert values["allowed_hours"][0] == pytest.approx(allowed, rel=0.012)

    @pytest.mark.parametrize(
        ("level", "minutes"), [(85, 480), (88, 240), (91, 120), (94, 60), (97, 30), (100, 15), (103, 7.5)]
    )
    def test_table_1_1_of_niosh_is_reproduced(self, level: float, minutes: float) -> None:
        values = run("noise-dose", exposures=[{"level_dba": level, "hours": 1}])

        assert 60 * values["allowed_hours"][0] == pytest.approx(minutes)

    @pytest.mark.parametrize(("dose", "twa"), [(10, 73.4), (25, 80.0), (50, 85.0), (100, 90.0), (150, 92.9), (200, 95.0)])
    def test_table_a_1_of_dose_and_level_is_reproduced(self, dose: float, twa: float) -> None:
        values = run("noise-dose", exposures=[{"level_dba": 90, "hours": 8 * dose / 100}], convention="osha-1910.95")

        assert values["dose"] == pytest.approx(dose)
        assert values["twa"] == pytest.approx(twa, abs=0.06)

    @given(rows, st.randoms())
    def test_the_order_of_places_does_not_matter(self, exposures: list[dict[str, float]], chance: Any) -> None:
        mixed = exposures[:]
        chance.shuffle(mixed)

        assert run("noise-dose", exposures=mixed)["dose"] == pytest.approx(run("noise-dose", exposures=exposures)["dose"])

    @given(rows)
    def test_europe_is_the_mean_of_energy_over_eight_hours(self, exposures: list[dict[str, float]]) -> None:
        energy = sum(one["hours"] * 10 ** (one["level_dba"] / 10) for one in exposures)

        assert run("noise-dose", exposures=exposures, convention="eu")["twa"] == pytest.approx(10 * math.log10(energy / 8))

    @given(st.floats(80, 114), st.sampled_from(["niosh", "osha-1910.95", "eu"]))
    def test_eight_even_hours_have_the_level_that_was_measured(self, level: float, convention: str) -> None:
        assume(level >= 80)

        values = run("noise-dose", exposures=[{"level_dba": level, "hours": 8}], convention=convention)

        assert values["twa"] == pytest.approx(level)

    def test_above_115_nothing_is_allowed(self) -> None:
        values = run("noise-dose", exposures=[{"level_dba": 116, "hours": 0.01}], convention="osha-1910.95")

        assert values["action"] == "too-loud"

    def test_a_day_without_hours_is_refused(self) -> None:
        assert refused("noise-dose", exposures=[{"level_dba": 90, "hours": 0}]).said.code == "no-hours"


class TestLifting:
    def lift(self, **other: Any) -> dict[str, Any]:
        return {"weight": 10, "horizontal": 25, "vertical": 75, "distance": 25, "coupling": "good", "duration": 1, **other}

    @pytest.mark.parametrize(
        ("other", "name", "factor"),
        [
            ({"horizontal": 28}, "hm", 0.89), ({"horizontal": 40}, "hm", 0.63), ({"horizontal": 63}, "hm", 0.40),
            ({"vertical": 0}, "vm", 0.78), ({"vertical": 100}, "vm", 0.93), ({"vertical": 175}, "vm", 0.70),
            ({"distance": 40}, "dm", 0.93), ({"distance": 100}, "dm", 0.87), ({"distance": 175}, "dm", 0.85),
            ({"asymmetry": 15}, "am", 0.95), ({"asymmetry": 90}, "am", 0.71), ({"asymmetry": 135}, "am", 0.57),
            ({"frequency": 1}, "fm", 0.94), ({"frequency": 9, "duration": 2}, "fm", 0.30), ({"frequency": 5, "duration": 8}, "fm", 0.35),
            ({"frequency": 15}, "fm", 0.28), ({"coupling": "poor"}, "cm", 0.90), ({"coupling": "fair", "vertical": 74}, "cm", 0.95),
        ],
    )  # fmt: skip
    def test_tables_1_to_7_are_reproduced(self, other: dict[str, Any], name: str, factor: float) -> None:
        assert run("lifting-index", origin=self.lift(**other))["multipliers"][name] == pytest.approx(factor, abs=0.0051)

    def test_between_the_rows_of_table_5_there_is_a_straight_line(self) -> None:
        values = run("lifting-index", origin=self.lift(frequency=4.5, duration=8))

        assert values["multipliers"]["fm"] == pytest.approx((0.45 + 0.35) / 2)

    @given(st.floats(1, 60), st.floats(1.1, 5))
    def test_a_heavier_load_has_a_larger_index_in_proportion(self, weight: float, times: float) -> None:
        light = run("lifting-index", origin=self.lift(weight=weight))["li"]

        assert run("lifting-index", origin=self.lift(weight=weight * times))["li"] == pytest.approx(light * times)

    @given(st.floats(10, 25), st.floats(0, 70), st.floats(0, 70), st.floats(0, 135))
    def test_both_systems_of_units_recommend_nearly_the_same(self, h: float, v: float, d: float, a: float) -> None:
        assume(abs(v - 30) > 1)
        us = run("lifting-index", origin=self.lift(weight=20, horizontal=h, vertical=v, distance=d, asymmetry=a), units="us")
        ours = self.lift(
            weight=9, horizontal=min(63, h * 2.54), vertical=min(175, v * 2.54), distance=min(175, d * 2.54), asymmetry=a
        )

        assert run("lifting-index", origin=ours)["rwl"] == pytest.approx(us["rwl"] * 0.45359, rel=0.05)

    @given(st.permutations([(30.0, 1), (20.0, 2), (10.0, 4)]))
    def test_the_order_of_tasks_does_not_matter(self, parts: list[tuple[float, float]]) -> None:
        tasks = [self.lift(weight=weight, frequency=each) for weight, each in parts]

        expected = run("lifting-index", tasks=[self.lift(weight=w, frequency=f) for w, f in [(30, 1), (20, 2), (10, 4)]])[
            "cli"
        ]
        assert run("lifting-index", tasks=tasks)["cli"] == pytest.approx(expected)

    def test_one_task_in_the_table_has_its_own_index(self) -> None:
        values = run("lifting-index", tasks=[self.lift(frequency=3)])

        assert values["cli"] == pytest.approx(values["li"])

    @pytest.mark.parametrize(
        ("given", "code", "column"),
        [
            ({}, "no-lift", ""),
            ({"origin": {"weight": 5, "horizontal": 64, "vertical": 75, "distance": 25}}, "outside", "horizontal"),
            ({"origin": {"weight": 5, "horizontal": 30, "vertical": 75}}, "missing", "distance"),
            (
                {"origin": {"weight": 5, "horizontal": 30, "vertical": 75, "distance": 25, "asymmetry": 140}},
                "outside",
                "asymmetry",
            ),
        ],
    )
    def test_what_the_equation_does_not_know_is_refused_by_name(self, given: dict[str, Any], code: str, column: str) -> None:
        no = refused("lifting-index", **given)

        assert (no.said.code, no.column) == (code, column)

    def test_what_stands_in_a_form_from_the_start_is_not_a_lift(self) -> None:
        blank = {"asymmetry": 0, "coupling": "fair", "frequency": 0.2, "duration": 8}

        values = run("lifting-index", origin=blank, destination={"asymmetry": 0}, tasks=[self.lift()])

        assert values["cli"] == pytest.approx(10 / 23)

    def test_a_row_that_is_outside_is_named(self) -> None:
        no = refused("lifting-index", tasks=[self.lift(), self.lift(vertical=180)])

        assert (no.field, no.row, no.column) == ("tasks", 2, "vertical")


class TestHeat:
    @given(st.floats(15, 35), st.floats(0, 20), st.sampled_from(["low", "moderate", "high", "very-high"]), st.booleans())
    def test_hotter_never_means_more_work(self, wet: float, more: float, rate: str, used: bool) -> None:
        cool = run("heat-stress", natural_wet_bulb=wet, globe=wet + more, work_rate=rate, acclimatized=used)
        hot = run("heat-stress", natural_wet_bulb=wet + 1, globe=wet + more + 1, work_rate=rate, acclimatized=used)

        assert hot["work_minutes"] <= cool["work_minutes"]
        assert cool["work_minutes"] + cool["rest_minutes"] == 60
        assert (cool["work_minutes"] == 60) == (cool["margin"] >= -1e-9) or cool["margin"] > -0.5

    @pytest.mark.parametrize(
        ("rate", "used", "unused"),
        [("resting", 33, 32), ("low", 30, 29), ("moderate", 28, 26), ("high", 26, 23), ("very-high", 25, 20)],
    )
    def test_limits_are_those_of_the_standard(self, rate: str, used: float, unused: float) -> None:
        for is_used, limit in ((True, used), (False, unused)):
            values = run("heat-stress", natural_wet_bulb=limit, globe=limit, work_rate=rate, acclimatized=is_used)

            assert (values["limit"], values["state"]) == (limit, "fine")

    def test_without_sun_the_air_is_not_asked_for(self) -> None:
        assert run("heat-stress", natural_wet_bulb=20, globe=30)["wbgt"] == pytest.approx(23)

    def test_two_readings_exchanged_are_refused(self) -> None:
        assert refused("heat-stress", natural_wet_bulb=40, globe=25, dry_bulb=30).said.code == "wet-too-warm"


class TestRegister:
    @given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=12), st.randoms())
    def test_the_order_of_rows_does_not_change_the_scores(self, pairs: list[tuple[int, int]], chance: Any) -> None:
        hazards = [{"hazard": f"h{n}", "severity": s, "likelihood": k} for n, (s, k) in enumerate(pairs)]
        mixed = hazards[:]
        chance.shuffle(mixed)

        scores = [one["score"] for one in run("risk-register", hazards=hazards)["register"]]
        assert scores == sorted(scores, reverse=True)
        assert scores == [one["score"] for one in run("risk-register", hazards=mixed)["register"]]

    def test_of_equal_scores_the_graver_comes_first_then_the_weaker_measure(self) -> None:
        rows = [("a", 2, 4, "none"), ("b", 4, 2, "engineering"), ("c", 4, 2, "ppe")]
        hazards = [dict(zip(("hazard", "severity", "likelihood", "control"), row, strict=True)) for row in rows]

        assert [one["hazard"] for one in run("risk-register", hazards=hazards)["register"]] == ["c", "b", "a"]

    def test_a_measure_that_is_not_known_is_refused_with_its_row(self) -> None:
        with pytest.raises(NotUsable, match="hazards row 1 control"):
            run("risk-register", hazards=[{"hazard": "a", "severity": 1, "likelihood": 1, "control": "prayer"}])
