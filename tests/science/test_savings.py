"""Savings of measures: published figures, laws of physics, and values that cannot be."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from genba.science import cashflow
from genba.science.heat import air, film_coefficient
from genba.science.measures import METRIC, Impossible, Saved, in_metric
from genba.science.savings import MEASURES, Missing, Unknown, names_of, saved

LEAK = {"operating_hours": 7000, "compressor_specific_power_kW_per_cfm": 0.18, "electricity_price_per_kWh": 0.05}
PIPE = {
    "length_m": 50,
    "pipe_diameter_mm": 100,
    "surface_C": 150,
    "ambient_C": 15,
    "insulation_conductivity": 0.035,
    "hours": 8760,
}
KINDS = {
    "leak_estimate": "leak-estimate", "leak_bag": "leak-bag", "compressor_pressure": "pressure-reduction",
    "electricity": "electricity", "water_metered": "water-metered", "water_bucket": "water-bucket",
    "compressor_operating": "compressor-cost", "receiver": "receiver",
}  # fmt: skip
amounts = st.floats(0.01, 1e4)


def step(found: Saved, name: str) -> float:
    return next(one.value for one in found.steps if one.name == name)


def test_every_published_vector_comes_out(shared_data: Path) -> None:
    vectors = json.loads((shared_data / "energy-savings" / "published-vectors.json").read_text())["vectors"]

    for vector in vectors:
        kind = next(kind for start, kind in KINDS.items() if vector["name"].startswith(start))
        found = saved(kind, vector["inputs"])
        values = {"annual_cost": found.cost} | {one.name: one.value for one in found.steps}
        for name, expected in vector["expected"].items():
            assert values[name] == pytest.approx(expected, rel=1e-6), (vector["name"], name)


class TestAir:
    @pytest.mark.parametrize(
        ("inches", "psig", "cfm"),
        [(1 / 16, 100, 6.31), (1 / 8, 100, 25.22), (1 / 4, 100, 100.9), (3 / 8, 100, 227), (1 / 4, 125, 122.2), (1 / 8, 70, 18.62)],
    )  # fmt: skip
    def test_holes_lose_what_the_energy_department_tables(self, inches: float, psig: float, cfm: float) -> None:
        # US DOE, Compressed Air Tip Sheet 3, well-rounded orifices
        found = saved(
            "leak-orifice", {"orifice_in": inches, "line_pressure_psig": psig, "discharge_coefficient": 0.97, **LEAK}
        )

        assert step(found, "flow_each_scfm") == pytest.approx(cfm, rel=0.01)

    def test_twice_the_width_is_four_times_the_loss(self) -> None:
        small, large = (
            saved("leak-orifice", {"orifice_mm": width, "line_pressure_bar": 6, **LEAK}).energy for width in (2, 4)
        )

        assert large == pytest.approx(4 * small)

    def test_a_line_of_low_pressure_has_no_choked_flow(self) -> None:
        with pytest.raises(Impossible) as no:
            saved("leak-orifice", {"orifice_mm": 2, "line_pressure_bar": 0.5, **LEAK})

        assert (no.value.name, no.value.reason) == ("line_pressure_bar", "not-choked")

    @given(amounts, st.integers(1, 50))
    def test_leaks_add_up(self, flow: float, number: int) -> None:
        one = saved("leak-estimate", {"leak_rate_scfm": flow, **LEAK})
        many = saved("leak-estimate", {"leak_rate_scfm": flow, "units": number, **LEAK})

        assert many.energy == pytest.approx(number * one.energy)
        assert many.cost == pytest.approx(number * one.cost)

    @given(st.floats(2, 12), st.floats(0.01, 1))
    def test_a_lower_pressure_never_costs_more(self, rated: float, share: float) -> None:
        given = {
            "hours": 1000,
            "compressor_power_kW": 50,
            "rated_pressure_bar": rated,
            "proposed_pressure_bar": rated * share,
        }

        assert 0 <= saved("pressure-reduction", given).energy < 50_000

    def test_at_the_corners_of_the_table_the_reading_is_the_table(self) -> None:
        table = {"pressure_a_psig": 150, "pressure_b_psig": 125, "decibel_rating_a": 20, "decibel_rating_b": 30,
                 "first_flow_a_scfm": 1.04, "second_flow_a_scfm": 1.2, "first_flow_b_scfm": 1.85, "second_flow_b_scfm": 1.65}  # fmt: skip
        corners = {(150, 20): 1.04, (125, 20): 1.2, (150, 30): 1.85, (125, 30): 1.65}

        for (pressure, reading), flow in corners.items():
            found = saved("leak-decibel", {**table, "line_pressure_psig": pressure, "decibels": reading, **LEAK})
            assert step(found, "flow_scfm") == pytest.approx(flow)


class TestElectric:
    def test_a_motor_saves_what_a_university_worked_out(self) -> None:
        given = {"motor_hp": 20, "load_pct": 80, "eff_before_pct": 88, "eff_after_pct": 92, "hours": 8760, "price": 0.055}

        assert saved("motor", given).cost == pytest.approx(6535 - 6251, abs=0.5)

    def test_capacitors_are_those_of_the_published_test(self) -> None:
        found = saved("power-factor", {"apparent_power_kVA": 100, "real_power_kW": 87, "target_power_factor": 0.95})

        assert step(found, "capacitance_kVAr") == pytest.approx(20.7097, abs=1e-4)
        assert step(found, "demand_saved_kVA") == pytest.approx(8.4211, abs=1e-4)

    @given(st.floats(10, 100), st.floats(10, 100))
    def test_a_slower_fan_never_takes_more_than_a_faster_one(self, one: float, two: float) -> None:
        slow, fast = sorted((one, two))
        given = {"fan_power_kW": 10, "hours": 1, "drive_eff_pct": 100}

        assert (
            saved("speed", {**given, "speed_pct": slow}).demand >= saved("speed", {**given, "speed_pct": fast}).demand - 1e-9
        )

    def test_three_phases_carry_root_three_of_one(self) -> None:
        given = {"volts": 400, "amps": 10, "power_factor": 0.9, "hours": 1}

        ratio = saved("electricity", {**given, "phases": 3}).energy / saved("electricity", {**given, "phases": 1}).energy
        assert ratio == pytest.approx(math.sqrt(3))


class TestHeat:
    def test_air_has_the_properties_of_the_tables(self) -> None:
        # Incropera and DeWitt, table A.4: 300 K and 400 K
        assert air(300) == (pytest.approx(26.3e-3, rel=0.02), pytest.approx(15.89e-6, rel=0.02))
        assert air(400) == (pytest.approx(33.8e-3, rel=0.02), pytest.approx(26.41e-6, rel=0.02))

    def test_a_bare_pipe_in_a_draught_loses_what_another_program_says(self) -> None:
        # ORNL AMO-Tools-Suite, non-insulated pipe: 278.898 W/m; other correlations, so within 2 %
        ambient, hot = 299.817, 422.039
        loss = film_coefficient(hot, ambient, 0.025399, 0.89408, 0.8, upright=False) * math.pi * 0.025399 * (hot - ambient)

        assert loss == pytest.approx(278.898, rel=0.02)

    def test_a_textbook_pipe_keeps_nine_tenths(self) -> None:
        found = saved("pipe-insulation", {**PIPE, "insulation_mm": 19.2, "surface_coefficient": 20})

        assert step(found, "heat_loss_bare_W") == pytest.approx(42_412, rel=1e-4)
        assert step(found, "heat_saved_pct") == pytest.approx(90, abs=0.1)

    @given(st.floats(5, 200), st.floats(5, 200))
    def test_more_insulation_keeps_more_heat(self, one: float, two: float) -> None:
        assume(abs(one - two) > 0.5)
        thin, thick = sorted((one, two))

        assert (
            saved("pipe-insulation", {**PIPE, "insulation_mm": thick}).energy
            > saved("pipe-insulation", {**PIPE, "insulation_mm": thin}).energy
        )

    def test_a_thin_sleeve_on_a_wire_would_add_to_the_loss(self) -> None:
        with pytest.raises(Impossible) as no:
            saved("pipe-insulation", {**PIPE, "pipe_diameter_mm": 2, "insulation_mm": 2, "insulation_conductivity": 0.2,
                                      "surface_coefficient": 5})  # fmt: skip

        assert no.value.reason == "insulation-adds"

    def test_a_trap_loses_what_its_author_worked_out(self) -> None:
        given = {"orifice_in": 0.1875, "steam_pressure_psig": 5, "hours": 5808, "heat_kJ_per_kg": 960.8 * 2.326,
                 "price": 6.23 / 293.07107}  # fmt: skip
        found = saved("steam-leak", given)

        assert step(found, "steam_flow_lb_h") == pytest.approx(16.78, abs=0.01)
        assert found.cost == pytest.approx(729.20, rel=5e-4)

    def test_a_tank_insulated_on_the_outside_is_cooler_there(self) -> None:
        found = saved("tank-insulation", {"tank_height_m": 2, "tank_diameter_m": 1, "surface_C": 80, "ambient_C": 20,
                                          "insulation_mm": 50, "insulation_conductivity": 0.04, "hours": 1000})  # fmt: skip

        assert 20 < step(found, "outside_C") < 30
        assert step(found, "heat_saved_pct") > 85


class TestNames:
    @pytest.mark.parametrize("kind", MEASURES)
    def test_metric_names_give_what_us_names_give(self, kind: str) -> None:
        usual = {"phases": 3, "power_factor": 0.8, "target_power_factor": 0.95, "real_power_kW": 80, "apparent_power_kVA": 100,
                 "loaded_time_pct": 80, "proposed_pressure_psig": 90, "rated_pressure_psig": 100, "p_max_psig": 150,
                 "p_min_psig": 100, "surface_F": 300, "ambient_F": 70, "pressure_a_psig": 150, "pressure_b_psig": 125,
                 "line_pressure_psig": 130, "decibel_rating_a": 20, "decibel_rating_b": 30, "decibels": 25,
                 "peak_before_kW": 20, "eff_after_pct": 95, "watts_before": 40, "insulation_conductivity": 0.04,
                 "steam_flow_lb_h": 10}  # fmt: skip
        needs = [*MEASURES[kind].needs, *(["steam_flow_lb_h"] if kind == "steam-leak" else [])]
        in_us = {name: usual.get(name, 10.0) for name in needs}
        metric = {us: (name, factor, shift) for name, (us, factor, shift) in METRIC.items()}
        in_si = {}
        for name, value in in_us.items():
            other, factor, shift = metric.get(name, (name, 1.0, 0.0))
            in_si[other] = (value - shift) / factor

        one, two = saved(kind, in_us), saved(kind, in_si, True)

        assert [s.value for s in two.steps] == pytest.approx([s.value for s in one.steps], rel=1e-6)

    def test_what_is_missing_is_named_in_the_wanted_units(self) -> None:
        with pytest.raises(Missing) as no:
            saved("leak-bag", {"bag_height_cm": 40}, True)

        assert no.value.names[:2] == ["bag_diameter_cm", "fill_time_s"]

    def test_a_value_of_another_measure_is_refused_by_name(self) -> None:
        with pytest.raises(Unknown) as no:
            saved("receiver", {"tank_l": 500, "p_max_bar": 10, "p_min_bar": 7, "volts": 230}, True)

        assert no.value.name == "volts"
        assert no.value.known == names_of("receiver", True)[0]

    def test_one_value_in_two_units_is_refused(self) -> None:
        with pytest.raises(Impossible) as no:
            saved("water-metered", {"gpm": 1, "l_min": 3.8, "hours": 1})

        assert no.value.reason == "given-twice"

    def test_steps_have_metric_twins(self) -> None:
        found = saved("water-metered", {"gpm": 100, "hours": 1})

        assert in_metric(found.steps[1]).unit == "m³"
        assert in_metric(found.steps[1]).value == pytest.approx(6000 * 3.785411784 / 1000)

    @pytest.mark.parametrize(
        ("kind", "given", "reason"),
        [
            ("motor", {"motor_kW": 5, "load_pct": 80, "eff_before_pct": 90, "eff_after_pct": 85, "hours": 1}, "not-better"),
            ("electricity", {"volts": 1, "amps": 1, "power_factor": 1.2, "phases": 1, "hours": 1}, "not-possible"),
            ("electricity", {"volts": 1, "amps": 1, "power_factor": 1, "phases": 2, "hours": 1}, "not-possible"),
            ("demand", {"peak_before_kW": 1, "peak_after_kW": 2, "demand_price": 1}, "not-lower"),
            ("lighting", {"lamps": 1, "watts_before": 10, "watts_after": 20, "hours": 1}, "not-lower"),
            ("receiver", {"tank_l": 1, "p_max_bar": 1, "p_min_bar": 2}, "same-twice"),
            ("water-bucket", {"bucket_l": 1, "fill_s": 0, "hours": 1}, "not-possible"),
            ("power-factor", {"apparent_power_kVA": 1, "real_power_kW": 2, "target_power_factor": 1}, "power-above-apparent"),
            ("steam-leak", {"hours": 1}, "flow-or-orifice"),
            ("electricity", {"volts": -1, "amps": 1, "power_factor": 1, "phases": 1, "hours": 1}, "not-possible"),
            ("electricity", {"volts": 1, "amps": 1, "power_factor": 1, "phases": 1, "hours": 1e300}, "not-possible"),
            ("pipe-insulation", {**PIPE, "insulation_mm": 20, "surface_C": -300}, "not-possible"),
            ("pipe-insulation", {**PIPE, "insulation_mm": 20, "emissivity": 2}, "not-possible"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, kind: str, given: dict[str, float], reason: str) -> None:
        with pytest.raises(Impossible) as no:
            saved(kind, given)

        assert no.value.reason == reason


class TestCashflow:
    @given(st.floats(1, 1e6), st.floats(1, 1e6), st.integers(1, 40))
    def test_at_the_internal_rate_the_value_is_zero(self, investment: float, yearly: float, years: int) -> None:
        rate = cashflow.internal_rate(investment, yearly, years)
        assume(rate is not None and rate < 1e3)
        assert rate is not None

        assert cashflow.net_present_value(investment, yearly, years, rate) == pytest.approx(0, abs=1e-6 * investment)

    @given(st.floats(0.001, 1), st.integers(1, 40))
    def test_present_value_is_the_sum_year_by_year(self, rate: float, years: int) -> None:
        naive = sum(100 / (1 + rate) ** year for year in range(1, years + 1))

        assert cashflow.present_value(100, years, rate) == pytest.approx(naive)

    def test_without_interest_money_keeps_its_value(self) -> None:
        assert cashflow.present_value(100, 7, 0) == 700
        assert cashflow.payback(350, 100) == 3.5

    @pytest.mark.parametrize(("investment", "yearly", "years"), [(0, 10, 5), (10, 0, 5), (10, 10, 0)])
    def test_nothing_invested_or_saved_has_no_rate(self, investment: float, yearly: float, years: int) -> None:
        assert cashflow.internal_rate(investment, yearly, years) is None

    def test_nothing_saved_is_never_paid_back(self) -> None:
        assert cashflow.payback(100, 0) is None
