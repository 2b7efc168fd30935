"""Material flow costs, greenhouse gas and circularity: figures by hand, laws, and what has no figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science import greenhouse, material_flow
from genba.science.circularity import Material, circularity
from genba.science.material_flow import Flow, WithoutInput

share = st.floats(0, 1)
mass = st.floats(0.01, 1e5)


class TestMaterialFlow:
    def test_a_third_of_the_money_leaves_with_a_third_of_the_cloth(self) -> None:
        into = [Flow("cloth", 100, "kg", 10), Flow("power", 500, "kWh", 0.1)]

        both = material_flow.costs(into, [Flow("offcuts", 30, "kg")], 0.3, "kg", system=800, waste=80)

        assert both is not None
        losses, products = both
        assert (losses.material, losses.energy, losses.system, losses.waste) == pytest.approx((300, 15, 240, 80))
        assert (losses.total, products.total) == pytest.approx((635, 1295))

    @given(st.lists(st.tuples(mass, st.floats(0, 100)), min_size=1, max_size=6), share, st.floats(0, 1e4), st.floats(0, 1e3))
    def test_losses_and_products_bear_all_costs_together(self, rows, part, system, waste) -> None:
        into = [Flow(f"m{n}", amount, "kg", price) for n, (amount, price) in enumerate(rows)]
        lost = [Flow("loss", part * sum(flow.base for flow in into), "kg")]

        both = material_flow.costs(into, lost, part, "kg", system, waste)

        assert both is not None
        spent = sum(amount * price for amount, price in rows) + system + waste
        assert both[0].total + both[1].total == pytest.approx(spent, rel=1e-9, abs=1e-6)

    @given(mass)
    def test_tonnes_and_kilograms_are_one_balance(self, amount: float) -> None:
        in_kg = material_flow.balances([Flow("a", amount, "kg")], [Flow("b", amount, "kg")], [])
        in_t = material_flow.balances([Flow("a", amount / 1000, "t")], [Flow("b", amount, "kg")], [])

        assert in_t[0].into == pytest.approx(in_kg[0].into)
        assert in_t[0].unexplained == pytest.approx(0, abs=1e-6 * amount)

    def test_a_loss_without_a_price_of_its_input_has_no_cost(self) -> None:
        into = [Flow("a", 1, "kg"), Flow("b", 1, "kg", 3)]

        assert material_flow.price_of(Flow("loss", 1, "kg", of="b"), into) == 3
        assert material_flow.price_of(Flow("loss", 1, "kg"), into) is None
        assert material_flow.costs(into, [], 0, "kg", 0, 0) is None

    def test_what_comes_out_in_another_unit_is_named(self) -> None:
        with pytest.raises(WithoutInput) as no:
            material_flow.balances([Flow("a", 1, "kg")], [Flow("b", 1, "kg")], [Flow("steam", 2, "m3")])

        assert (no.value.field, no.value.place) == ("losses", 0)


class TestGreenhouse:
    def test_a_litre_of_diesel_is_ten_kilowatt_hours(self) -> None:
        # IPCC 2006: 43.0 GJ a tonne, 0.84 kg a litre
        assert greenhouse.in_unit_of_factor("diesel", 1, "L") == pytest.approx(0.84 * 43.0 / 3.6)

    @given(st.sampled_from(["natural-gas", "diesel", "coal", "electricity"]), mass)
    def test_megajoules_and_kilowatt_hours_agree(self, code: str, amount: float) -> None:
        assert greenhouse.in_unit_of_factor(code, amount * 3.6, "MJ") == pytest.approx(
            greenhouse.in_unit_of_factor(code, amount, "kWh")
        )

    @pytest.mark.parametrize(
        ("code", "unit"),
        [
            ("electricity", "kg"),
            ("electricity", "kWh_gross"),
            ("diesel", "km"),
            ("r-134a", "kWh"),
            ("coal", "L"),
            ("bus", "km"),
        ],
    )
    def test_a_unit_that_does_not_fit_gives_nothing(self, code: str, unit: str) -> None:
        assert greenhouse.in_unit_of_factor(code, 1, unit) is None

    def test_gas_by_gross_energy_is_a_tenth_less(self) -> None:
        assert greenhouse.in_unit_of_factor("natural-gas", 100, "kWh_gross") == pytest.approx(90)

    @pytest.mark.parametrize(
        ("years", "wanted", "used"), [([2022, 2023], 2022, 2022), ([2022, 2023], 2026, 2023), ([2023], 2021, 2023), ([2023], 2015, None), ([], 2024, None)]
    )  # fmt: skip
    def test_the_year_of_the_factor_is_the_latest_before_or_the_next(self, years, wanted, used) -> None:
        assert greenhouse.year_of_factor(years, wanted) == used


class TestCircularity:
    def test_a_linear_product_has_a_tenth_and_a_circular_one_has_all(self) -> None:
        assert circularity([Material(10)], 1, 1).mci == pytest.approx(0.1)
        assert circularity([Material(10, reused=1, to_reuse=1)], 1, 1).mci == 1
        assert circularity([Material(10)], 0.5, 1).mci == 0

    def test_the_equations_come_out_as_by_hand(self) -> None:
        found = circularity(
            [Material(10, recycled=0.5, to_recycling=0.4, input_efficiency=0.8, output_efficiency=0.8)], 1.2, 1
        )

        assert (found.virgin, found.dumped, found.lost_before, found.lost_after) == pytest.approx((5, 6, 1.25, 0.8))
        assert found.waste == pytest.approx(7.025)
        assert found.linear_flow == pytest.approx(12.025 / 20.225)
        assert found.mci == pytest.approx(1 - 12.025 / 20.225 * 0.75)

    @given(mass, share, share, st.floats(0.05, 1), share)
    def test_it_lies_between_nothing_and_one(self, kg, recycled, collected, before, after) -> None:
        found = circularity(
            [Material(kg, recycled=recycled, to_recycling=collected, input_efficiency=before, output_efficiency=after)], 1, 1
        )

        assert -1e-12 <= found.mci <= 1 + 1e-12

    @given(mass, st.floats(0.001, 1000), share, share)
    def test_the_unit_of_mass_does_not_matter(self, kg, factor, recycled, collected) -> None:
        one = circularity([Material(kg, recycled=recycled, to_recycling=collected)], 1, 1)
        two = circularity([Material(kg * factor, recycled=recycled, to_recycling=collected)], 1, 1)

        assert two.mci == pytest.approx(one.mci)

    @given(st.floats(0.5, 5), st.floats(1.01, 3))
    def test_a_longer_life_never_lowers_it(self, life: float, more: float) -> None:
        assert (
            circularity([Material(1, recycled=0.5)], life * more, 1).mci
            >= circularity([Material(1, recycled=0.5)], life, 1).mci
        )
