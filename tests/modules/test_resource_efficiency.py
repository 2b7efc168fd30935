"""The tools of resource efficiency as an enterprise meets them: answers, sentences, what is withheld and why."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.curriculum import LANGUAGES, load
from genba.curriculum.tools import Answer, No, NotUsable
from genba.science.savings import MEASURES
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("resource-efficiency")
ENDS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
BAG = {"bag_height_in": 15, "bag_diameter_in": 10, "fill_time_s": 12, "units": 2, "operating_hours": 8640,
       "compressor_specific_power_kW_per_cfm": 0.16, "electricity_price_per_kWh": 0.12}  # fmt: skip


def run(tool: str, **given: Any) -> Answer:
    answer = MODULE.tool(tool).run(given)
    assert not set(MODULE.tool(tool).unsaid(answer))
    return answer


def months(year: int, of: Any, **drivers: Any) -> list[dict[str, Any]]:
    return [
        {"start": f"{year}-{n:02d}-01", "end": f"{year}-{n:02d}-{end}", "energy": of(n), **{name: by(n) for name, by in drivers.items()}}
        for n, end in enumerate(ENDS, 1)
    ]  # fmt: skip


class TestSavings:
    def test_the_published_vectors_are_taken_as_they_are(self, shared_data: Path) -> None:
        vectors = json.loads((shared_data / "energy-savings" / "published-vectors.json").read_text())["vectors"]
        kinds = ["leak-estimate", "leak-estimate", "leak-bag", "pressure-reduction", "electricity", "water-metered",
                 "water-bucket", "compressor-cost", "compressor-cost", "receiver"]  # fmt: skip

        for vector, kind in zip(vectors, kinds, strict=True):
            values = run("savings", kind=kind, units="us", given=vector["inputs"]).values
            for name, expected in vector["expected"].items():
                assert values[name] == pytest.approx(expected, rel=1e-4), (vector["name"], name)

    def test_money_comes_with_payback_value_and_return(self) -> None:
        answer = run("savings", kind="leak-bag", given=BAG, investment=500, lifetime=5, discount_rate=10)

        assert answer.values["payback"] == pytest.approx(500 / 1130.9733552923)
        assert answer.values["npv"] == pytest.approx(1130.9733552923 * (1 - 1.1**-5) / 0.1 - 500)
        assert answer.then is not None
        assert answer.then.code == "next-now"

    def test_a_measure_that_loses_money_says_so(self) -> None:
        answer = run("savings", kind="leak-bag", given=BAG, investment=9000, lifetime=3, discount_rate=10)

        assert "meaning-loss" in [one.code for one in answer.says]
        assert answer.then is not None
        assert answer.then.code == "next-cheaper"

    def test_without_price_there_is_energy_and_no_money(self) -> None:
        answer = run("savings", kind="leak-bag", given={name: value for name, value in BAG.items() if "price" not in name})

        assert answer.values["energy"] == pytest.approx(9424.778)
        assert answer.values["cost"] is None
        assert answer.withheld["cost"].code == "no-price"
        assert answer.withheld["npv"].code == "no-price"

    @pytest.mark.parametrize("kind", MEASURES)
    def test_an_empty_table_lists_what_the_measure_needs_in_words(self, kind: str) -> None:
        with pytest.raises(No) as no:
            run("savings", kind=kind)

        sentences = MODULE.tool("savings").sentences
        named = no.value.said.values["names"]
        for code in named if isinstance(named, list) else [named]:
            assert set(LANGUAGES) <= set(sentences[code])

    def test_a_value_of_another_measure_is_refused_with_its_row(self) -> None:
        with pytest.raises(No) as no:
            run("savings", kind="leak-bag", given={**BAG, "volts": 230})

        assert (no.value.said.code, no.value.field, no.value.row) == ("not-of-kind", "given", len(BAG) + 1)

    def test_a_name_that_nobody_knows_is_refused(self) -> None:
        with pytest.raises(NotUsable, match="colour"):
            run("savings", kind="leak-bag", given={"colour": 1})

    def test_every_step_has_words_and_both_systems_of_units(self) -> None:
        metric = run("savings", kind="leak-bag", given=BAG)
        us = run("savings", kind="leak-bag", units="us", given=BAG)

        assert {row["what"] for row in metric.values["steps"]} <= set(MODULE.tool("savings").sentences)
        assert [row["unit"] for row in metric.values["steps"]][:3] == ["m³", "L/s", "L/s"]
        assert [row["unit"] for row in us.values["steps"]][:3] == ["ft³", "scfm", "scfm"]
        assert metric.values["flow_scfm"] == us.values["flow_scfm"]


class TestEnergyBaseline:
    def base(self, noise: int = 10) -> list[dict[str, Any]]:
        return months(
            2023, lambda n: 500 + 5 * (100 + 20 * (n % 6)) + noise * (-1) ** (n // 3), output=lambda n: 100 + 20 * (n % 6)
        )

    def after(self, factor: float) -> list[dict[str, Any]]:
        return months(2025, lambda n: factor * (500 + 5 * (100 + 20 * (n % 6))), output=lambda n: 100 + 20 * (n % 6))

    def test_a_tenth_less_is_told_with_its_range(self) -> None:
        answer = run("energy-baseline", periods=[*self.base(), *self.after(0.9)], reporting_from="2025-01-01")

        assert answer.values["savings_percent"] == pytest.approx(10, abs=0.5)
        assert answer.values["low_percent"] < answer.values["savings_percent"] < answer.values["high_percent"]
        assert answer.values["savings_share"] == pytest.approx(answer.values["savings_percent"] / 100)
        assert len(answer.values["expected"]) == 12
        assert answer.says[0].code == "meaning-saved"

    def test_reporting_periods_may_stand_in_a_table_of_their_own(self) -> None:
        one = run("energy-baseline", periods=[*self.base(), *self.after(0.9)], reporting_from="2025-01-01")
        two = run("energy-baseline", periods=self.base(), reporting=self.after(0.9))

        assert two.values["savings"] == pytest.approx(one.values["savings"])

    def test_drivers_may_be_columns_or_a_group(self) -> None:
        grouped = [
            {**{k: v for k, v in row.items() if k != "output"}, "drivers": {"output": row["output"]}} for row in self.base()
        ]

        assert run("energy-baseline", periods=grouped).values["r_squared"] == pytest.approx(
            run("energy-baseline", periods=self.base()).values["r_squared"]
        )

    def test_a_saving_inside_its_doubt_is_not_proved(self) -> None:
        answer = run("energy-baseline", periods=self.base(60), reporting=self.after(0.995))

        assert answer.says[0].code == "meaning-unproven"

    def test_more_than_expected_is_said_too(self) -> None:
        answer = run("energy-baseline", periods=self.base(), reporting=self.after(1.2))

        assert answer.says[0].code == "meaning-more"
        assert answer.then is not None
        assert answer.then.code == "next-look"

    def test_without_later_periods_savings_are_withheld(self) -> None:
        answer = run("energy-baseline", periods=self.base())

        assert answer.values["savings"] is None
        assert answer.withheld["savings"].code == "no-reporting"

    def test_a_wild_meter_gives_no_saving(self) -> None:
        rows = months(2023, lambda n: 10 if n % 2 else 3000, output=lambda n: n * n)
        answer = run("energy-baseline", periods=rows, reporting=months(2025, lambda n: 10, output=lambda n: n * n))

        assert answer.values["savings"] is None
        assert answer.withheld["savings"].code == "weak"
        assert "short-r-squared" in [one.code for one in answer.says]

    def test_output_far_from_what_was_known_is_pointed_out(self) -> None:
        later = months(2025, lambda n: 6000, output=lambda n: 1000)

        assert "outside" in [one.code for one in run("energy-baseline", periods=self.base(), reporting=later).says]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda rows: [*rows[:5], {**rows[5], "output": None}, *rows[6:]], "driver-missing"),
            (lambda rows: [*rows[:5], {**rows[5], "output": "many"}, *rows[6:]], "driver-missing"),
            (lambda rows: [*rows[:5], {**rows[5], "end": "2023-05-01"}, *rows[6:]], "ends-before"),
            (lambda rows: [*rows[:5], {**rows[5], "start": "2023-05-20"}, *rows[6:]], "overlap"),
            (lambda rows: [*rows[:5], {**rows[5], "end": "2023-06-10"}, *rows[6:]], "uneven"),
            (lambda rows: [{**row, "twice": 2 * row["output"]} for row in rows], "singular"),
            (lambda rows: [{**row, "output": 7} for row in rows], "singular"),
            (lambda rows: [{**row, "energy": 0} for row in rows], "no-energy"),
            (lambda rows: [{**row, "a": n**2, "b": n**3} for n, row in enumerate(rows[:7])], "too-few"),
        ],
    )
    def test_what_cannot_be_used_is_named(self, change: Any, code: str) -> None:
        with pytest.raises(No) as no:
            run("energy-baseline", periods=change(self.base()))

        assert no.value.said.code == code
        assert no.value.field

    def test_the_row_of_a_blank_driver_is_told(self) -> None:
        rows = self.base()
        rows[7]["output"] = ""
        with pytest.raises(No) as no:
            run("energy-baseline", periods=rows)

        assert (no.value.row, no.value.column) == (8, "output")

    def test_days_with_a_temperature_find_their_base(self) -> None:
        days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
        degrees = 12 - 12 * np.cos(2 * np.pi * np.arange(366) / 366)
        rows = [
            {"start": day.isoformat(), "end": day.isoformat(), "energy": float(200 + 7 * max(0.0, 16 - t)), "temperature": float(t)}
            for day, t in zip(days, degrees, strict=True)
        ]  # fmt: skip

        values = run("energy-baseline", periods=rows, degree_days="heating").values

        assert values["base_temperatures"] == {"heating-degree-days": 16.0}
        assert [row["value"] for row in values["coefficients"]] == pytest.approx([200, 7])

    def test_tables_that_were_left_empty_are_as_if_left_out(self) -> None:
        assert run("energy-baseline", periods=self.base(), reporting=[], temperatures=[]).values["periods"] == 12

    def test_weather_without_temperatures_asks_for_them(self) -> None:
        with pytest.raises(No) as no:
            run("energy-baseline", periods=self.base(), degree_days="cooling")

        assert no.value.said.code == "needs-temperatures"

    def test_a_missing_day_of_weather_is_told(self) -> None:
        weather = [{"day": (date(2023, 1, 1) + timedelta(days=n)).isoformat(), "temperature": n % 30} for n in range(300)]
        with pytest.raises(No) as no:
            run("energy-baseline", periods=self.base(), degree_days="cooling", temperatures=weather)

        assert no.value.said.values == {"day": "2023-10-28"}

    def test_ten_years_of_days_are_drawn_with_few_points(self) -> None:
        days = [date(2015, 1, 1) + timedelta(days=n) for n in range(3650)]
        rows = [
            {"start": d.isoformat(), "end": d.isoformat(), "energy": 100 + n % 7, "output": n % 7}
            for n, d in enumerate(days)
        ]

        chart = run("energy-baseline", periods=rows, reporting_from="2024-01-01").charts[0]

        assert len(chart.places) <= 60  # type: ignore[union-attr]


class TestFlows:
    CLOTH = {"name": "cloth", "amount": 100, "unit": "kg", "price": 10}
    SHIRTS = {"name": "shirts", "amount": 70, "unit": "kg"}
    OFFCUTS = {"name": "offcuts", "amount": 30, "unit": "kg"}

    def test_a_balance_that_is_open_is_said_with_its_gap(self) -> None:
        answer = run("flows", inputs=[self.CLOTH], outputs=[self.SHIRTS], losses=[{**self.OFFCUTS, "amount": 10}])

        assert answer.values["unexplained_percent"] == pytest.approx(20)
        assert "meaning-open" in [one.code for one in answer.says]
        assert answer.then is not None
        assert answer.then.code == "next-measure"

    def test_a_price_that_is_missing_withholds_the_cost_only(self) -> None:
        answer = run("flows", inputs=[{**self.CLOTH, "price": None}], outputs=[self.SHIRTS], losses=[self.OFFCUTS])

        assert answer.values["loss_cost"] is None
        assert answer.withheld["loss_cost"].code == "price-missing"
        assert answer.values["loss_percent"] == pytest.approx(30)

    def test_an_unknown_input_of_a_loss_is_named_with_its_row(self) -> None:
        with pytest.raises(No) as no:
            run("flows", inputs=[self.CLOTH], outputs=[self.SHIRTS], losses=[self.OFFCUTS, {**self.OFFCUTS, "of": "wool"}])

        assert (no.value.said.code, no.value.row) == ("no-such-input", 2)

    def test_a_unit_that_cannot_be_converted_is_refused_with_its_row(self) -> None:
        with pytest.raises(NotUsable, match="row 1 unit"):
            run("flows", inputs=[{**self.CLOTH, "unit": "yard"}], outputs=[self.SHIRTS])

    @given(st.floats(0.01, 1000))
    @settings(max_examples=20, deadline=None)
    def test_ten_times_the_prices_are_ten_times_the_cost(self, factor: float) -> None:
        one = run("flows", inputs=[self.CLOTH], outputs=[self.SHIRTS], losses=[self.OFFCUTS]).values
        two = run(
            "flows", inputs=[{**self.CLOTH, "price": 10 * factor}], outputs=[self.SHIRTS], losses=[self.OFFCUTS]
        ).values

        assert two["loss_cost"] == pytest.approx(factor * one["loss_cost"])


class TestIntensity:
    def test_sums_are_divided_and_never_averaged(self) -> None:
        rows = [{"period": "Feb", "quantity": 2500, "output": 5000}, {"period": "Mar", "quantity": 12000, "output": 40000}]

        assert run("intensity", periods=rows).values["intensity"] == pytest.approx(14_500 / 45_000)

    def test_a_month_without_output_has_no_ratio_of_its_own(self) -> None:
        rows = [{"period": "Feb", "quantity": 100, "output": 0}, {"period": "Mar", "quantity": 100, "output": 10}]
        values = run("intensity", periods=rows).values

        assert values["each"] == [None, 10]
        assert values["intensity"] == 20

    def test_water_is_never_kept_as_electricity(self) -> None:
        answer = run("intensity", periods=[{"period": "May", "quantity": 10, "output": 5}], unit="m3")

        assert answer.values["electricity_total"] is None
        assert answer.withheld["electricity_total"].code == "not-electricity"

    @pytest.mark.parametrize(
        ("quantities", "outputs", "code"),
        [
            ([10, 20, 30], [1, 2, 3], "too-few-line"),
            ([10, 20, 30, 10, 20, 30], [5] * 6, "same-output"),
            ([10, 90, 20, 80, 30, 70], [1, 2, 3, 4, 5, 6], "unclear"),
            ([1, 12, 23, 34, 45, 56], [1, 2, 3, 4, 5, 6], "negative-base"),
        ],
    )
    def test_a_base_load_that_cannot_be_told_is_withheld(self, quantities: list[int], outputs: list[int], code: str) -> None:
        rows = [
            {"period": str(n), "quantity": q, "output": o} for n, (q, o) in enumerate(zip(quantities, outputs, strict=True))
        ]

        assert run("intensity", periods=rows).withheld["base_load"].code == code

    def test_a_driver_in_some_rows_only_is_named(self) -> None:
        rows = [{"period": str(n), "quantity": n, "output": n, "driver": None if n == 3 else n * n} for n in range(1, 8)]
        with pytest.raises(No) as no:
            run("intensity", periods=rows)

        assert (no.value.said.code, no.value.row) == ("driver-missing", 3)


@pytest.mark.parametrize("tool", MODULE.tools, ids=lambda tool: tool.code)
def test_an_unknown_input_is_refused_by_name(tool: Any) -> None:
    with pytest.raises(NotUsable, match="surprise"):
        tool.run({"surprise": 1})
