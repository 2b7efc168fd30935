"""The tools of climate and circularity as an enterprise meets them."""

from datetime import date
from typing import Any

import pytest

from genba.curriculum import load
from genba.curriculum.tools import Answer, No, NotUsable
from genba.science.greenhouse import CARRIERS
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("climate-circularity")
POWER = {"carrier": "electricity", "amount": 1000, "unit": "kWh"}


def run(tool: str, **given: Any) -> Answer:
    answer = MODULE.tool(tool).run(given)
    assert not set(MODULE.tool(tool).unsaid(answer))
    return answer


def inventory(*activities: dict[str, Any], **more: Any) -> Answer:
    return run("ghg-inventory", **{"activities": list(activities), "year": 2024, "country": "TN", **more})


class TestGhgInventory:
    def test_every_factor_is_told_with_year_and_source(self) -> None:
        for row in inventory(POWER, {"carrier": "diesel", "amount": 1, "unit": "L"}).values["rows"]:
            assert row["factor_year"] >= 2006
            assert row["source"]

    @pytest.mark.parametrize(
        ("country", "grams"),
        [("TN", 563.956), ("FR", 56.039), ("IN", 713.441), ("CN", 582.317), ("US", 369.473), ("ET", 24.643)],
    )
    def test_the_grid_of_a_country_is_the_published_one(self, country: str, grams: float) -> None:
        # Our World in Data, carbon intensity of electricity, as in codecarbon 3.3.2
        assert inventory(POWER, country=country).values["scope2"] == pytest.approx(grams, rel=1e-5)

    def test_a_missing_country_withholds_scope_and_total_but_not_the_rest(self) -> None:
        answer = inventory(POWER, {"carrier": "diesel", "amount": 10, "unit": "L"}, country="XX", output=5)

        assert answer.values["scope1"] > 0
        assert answer.values["scope2"] is answer.values["total"] is answer.values["intensity"] is None
        assert answer.withheld["scope2"].code == "missing-country"
        assert answer.withheld["scope2"].values == {"country": "XX", "year": "2024"}
        assert answer.then is not None
        assert answer.then.code == "next-factor"

    def test_no_country_at_all_is_missing_too(self) -> None:
        assert inventory(POWER, country=None).values["scope2"] is None

    def test_a_year_long_before_any_factor_is_withheld(self) -> None:
        assert inventory(POWER, year=2005).values["scope2"] is None

    def test_a_factor_of_another_year_is_pointed_out(self) -> None:
        told = [one.code for one in inventory(POWER).says]

        assert "other-year" in told
        assert "other-year" not in [one.code for one in inventory(POWER, year=2023).says]

    def test_an_own_factor_goes_before_ours(self) -> None:
        answer = inventory({**POWER, "factor": 0.1, "source": "utility 2024"}, country="XX")

        assert answer.values["scope2"] == pytest.approx(100)
        assert answer.values["rows"][0]["source"] == "utility 2024"

    def test_scopes_add_up_and_biogenic_carbon_stands_apart(self) -> None:
        values = inventory(
            POWER, {"carrier": "wood", "amount": 1, "unit": "t"}, {"carrier": "truck-freight", "amount": 1000, "unit": "tkm"}
        ).values

        assert values["total"] == pytest.approx(values["scope1"] + values["scope2"] + values["scope3"])
        assert values["scope3"] == pytest.approx(97.52)
        assert values["biogenic_co2"] == pytest.approx(1747.2)
        assert values["scope1"] < 0.02 * values["biogenic_co2"]

    def test_the_same_diesel_may_be_counted_as_somebody_elses(self) -> None:
        answer = inventory({"carrier": "diesel-vehicles", "amount": 10, "unit": "L", "scope": "3"})

        assert answer.values["scope1"] == 0
        assert answer.values["scope3"] > 0

    @pytest.mark.parametrize("missing", ["factor", "scope"])
    def test_other_needs_a_factor_and_a_scope(self, missing: str) -> None:
        row = {"carrier": "other", "amount": 1, "unit": "piece", "factor": 2, "scope": "3"}
        with pytest.raises(No) as no:
            inventory(POWER, {name: value for name, value in row.items() if name != missing})

        assert (no.value.said.code, no.value.row, no.value.column) == ("other-needs", 2, missing)

    @pytest.mark.parametrize("code", [code for code in CARRIERS if code != "heat"])
    def test_every_carrier_has_a_dated_factor_with_a_source(self, code: str) -> None:
        parameter = MODULE.parameter(code)

        assert all(value.value > 0 and value.source for value in parameter.values)
        assert all(date(2006, 1, 1) <= value.since <= date(2025, 1, 1) for value in parameter.values)

    @pytest.mark.parametrize(
        ("carrier", "unit", "kilograms"),
        [("petrol-vehicles", "L", 2.354), ("lpg", "kg", 2.939), ("natural-gas", "m3", 2.063), ("kerosene", "L", 2.540)],
    )
    def test_fuels_are_near_the_british_factors(self, carrier: str, unit: str, kilograms: float) -> None:
        # UK Government conversion factors 2024 (DESNZ); ours by IPCC 2006 defaults, so within 5 %
        assert inventory({"carrier": carrier, "amount": 1, "unit": unit}).values["scope1"] == pytest.approx(
            kilograms, rel=0.05
        )

    def test_nothing_used_is_no_largest_line(self) -> None:
        answer = inventory({**POWER, "amount": 0})

        assert answer.values["total"] == 0
        assert answer.withheld["largest_percent"].code == "nothing-emitted"

    def test_more_than_two_hundred_countries_have_a_factor(self) -> None:
        countries = {value.country for value in MODULE.parameter("electricity").values}

        assert len(countries) > 200
        assert {"TN", "GH", "ID", "VN", "PE", "CO", "PK", "ET", "IN", "CN", "ZA"} <= countries


class TestCircularity:
    STEEL = {"material": "steel", "mass": 10}

    def test_the_strongest_lever_is_the_next_step(self) -> None:
        answer = run("circularity", materials=[self.STEEL])

        levers = answer.values["levers"]
        assert [row["rise"] for row in levers] == sorted((row["rise"] for row in levers), reverse=True)
        assert answer.then is not None
        assert answer.then.code == levers[0]["lever"].replace("lever-", "next-")

    def test_a_full_circle_has_no_lever_in_its_shares(self) -> None:
        answer = run("circularity", materials=[{**self.STEEL, "reused": 100, "to_reuse": 100}])

        assert answer.values["mci"] == 1
        assert answer.values["levers"] == []
        assert answer.then is not None
        assert answer.then.code == "next-keep"

    def test_materials_add_up_by_their_mass(self) -> None:
        one = run("circularity", materials=[{**self.STEEL, "recycled": 50}]).values
        two = run(
            "circularity", materials=[{**self.STEEL, "mass": 4, "recycled": 50}, {**self.STEEL, "mass": 6, "recycled": 50}]
        ).values

        assert two["mci"] == pytest.approx(one["mci"])

    def test_shares_above_a_hundred_are_refused_with_row_and_name(self) -> None:
        with pytest.raises(No) as no:
            run("circularity", materials=[self.STEEL, {"material": "wool", "mass": 1, "to_recycling": 80, "to_compost": 30}])

        assert (no.value.said.code, no.value.row, no.value.said.values["name"]) == ("above-hundred", 2, "wool")

    @pytest.mark.parametrize(
        ("given", "code", "field"),
        [
            ({"materials": [{"material": "air", "mass": 0}]}, "no-mass", "materials"),
            ({"materials": [STEEL], "lifetime": 3}, "half-a-pair", "average_lifetime"),
            ({"materials": [STEEL], "average_intensity": 3}, "half-a-pair", "intensity"),
        ],
    )
    def test_what_cannot_be_is_refused(self, given: dict[str, Any], code: str, field: str) -> None:
        with pytest.raises(No) as no:
            run("circularity", **given)

        assert (no.value.said.code, no.value.field) == (code, field)


@pytest.mark.parametrize("tool", MODULE.tools, ids=lambda tool: tool.code)
def test_an_unknown_input_is_refused_by_name(tool: Any) -> None:
    with pytest.raises(NotUsable, match="surprise"):
        tool.run({"surprise": 1})
