"""A greenhouse gas inventory from bills: scope 1, 2 and chosen scope 3, each factor with its year and source."""

from collections.abc import Mapping
from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Series, said
from genba.science import greenhouse as science

BOUGHT = ("electricity", "heat")


def ghg_inventory(
    activities: list[dict[str, Any]],
    country: str | None,
    year: int,
    output: float | None,
    parameters: Mapping[str, Any],
) -> Answer:
    """kg CO₂e by activity and scope of a year, by the GHG Protocol; scope 2 by the location of the meter.

    activities: carrier, amount, unit, and where they differ country (two letters) and year; an own factor (kg CO₂e for the unit as
    given) with its source goes before ours, and “other” needs one and a scope. output: units made in the year, for the intensity.
    Factors are dated parameters of the package; `rows` says which year's was used and where it is from. CO₂ of wood and charcoal
    is told apart from the scopes. Where a factor is missing the row, its scope and the total are withheld.
    No where a unit does not fit the carrier, or “other” has no factor or scope.
    """
    rows = [_row(one, n, country, year, parameters) for n, one in enumerate(activities, 1)]
    for row in rows:
        row["year_told"] = str(row["factor_year"] or "")  # as a year is written, without a separator
    scopes = {scope: [row for row in rows if row["scope"] == scope] for scope in (1, 2, 3)}
    sums = {scope: None if any(row["kgco2e"] is None for row in found) else sum(row["kgco2e"] for row in found)
            for scope, found in scopes.items()}  # fmt: skip
    total = None if any(one is None for one in sums.values()) else sum(one for one in sums.values() if one is not None)
    values: dict[str, Any] = {
        "scope1": sums[1], "scope2": sums[2], "scope3": sums[3], "total": total, "total_t": None if total is None else total / 1000,
        "biogenic_co2": sum(row["biogenic_co2"] for row in rows), "rows": rows, "year": year, "output": output,
        "intensity": None if total is None or not output else total / output,
    }  # fmt: skip
    largest = _largest(rows)
    values["largest_percent"] = 100 * largest["kgco2e"] / total if total and largest else None
    missing = next((row for row in rows if row["kgco2e"] is None), None)
    withheld = {}
    if values["largest_percent"] is None:
        withheld["largest_percent"] = said("nothing-emitted")
    if missing is not None:
        where = said("missing-country", country=missing["country"] or "?", year=str(missing["year"]))
        withheld |= {
            name: where
            for name in ("scope1", "scope2", "scope3", "total", "total_t", "largest_percent")
            if values[name] is None
        }
    if values["intensity"] is None:
        withheld["intensity"] = withheld.get("total") or said("no-output")
    return Answer(values, _says(values, rows, missing), _then(rows, missing), _charts(rows), withheld)


def _row(one: dict[str, Any], n: int, country: str | None, year: int, parameters: Mapping[str, Any]) -> dict[str, Any]:
    code, unit = one["carrier"], one["unit"]
    place = (one.get("country") or country or "").upper()
    when = one.get("year") or year
    row = {
        "carrier": f"carrier-{code}",
        "amount": one["amount"],
        "unit": unit,
        "country": place,
        "year": when,
        "biogenic_co2": 0.0,
    }
    if one.get("factor") is not None:
        scope = int(one["scope"]) if one.get("scope") else science.CARRIERS[code].scope if code != "other" else None
        if scope is None:
            raise No("other-needs", field="activities", row=n, column="scope")
        named = one.get("source") or ""
        return {**row, "scope": scope, "factor": one["factor"], "factor_unit": unit, "factor_year": when, "source": named,
                "kgco2e": one["amount"] * one["factor"]}  # fmt: skip
    if code == "other":
        raise No("other-needs", field="activities", row=n, column="factor")
    carrier = science.CARRIERS[code]
    amount = science.in_unit_of_factor(code, one["amount"], unit)
    if amount is None:
        raise No("unit-does-not-fit", field="activities", row=n, column="unit", unit=unit)
    found = _factor(parameters.get(code), place, when)
    row |= {"scope": int(one["scope"]) if one.get("scope") else carrier.scope, "factor_unit": carrier.per}
    if carrier.is_biogenic:
        row["biogenic_co2"] = amount * science.BIOGENIC_CO2
    if found is None:
        return {**row, "factor": None, "factor_year": None, "source": "", "kgco2e": None}
    return {
        **row,
        "factor": found.value,
        "factor_year": found.since.year,
        "source": found.source,
        "kgco2e": amount * found.value,
    }


def _factor(parameter: Any, country: str, year: int) -> Any:
    if parameter is None:
        return None
    for place in (country, ""):
        by_year = {one.since.year: one for one in parameter.values if one.country == place}
        chosen = science.year_of_factor(sorted(by_year), year)
        if chosen is not None:
            return by_year[chosen]
    return None


def _largest(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    known = [row for row in rows if row["kgco2e"]]
    return max(known, key=lambda row: row["kgco2e"]) if known else None


def _says(values: dict[str, Any], rows: list[dict[str, Any]], missing: dict[str, Any] | None) -> list[Any]:
    says = []
    largest = _largest(rows)
    if values["total"] is not None:
        says.append(said("meaning", total_t=values["total_t"], year=str(values["year"])))
        if largest is not None and values["total"] > 0:
            says.append(said(f"largest-{_group(largest)}", largest_percent=values["largest_percent"]))
    if missing is not None:
        says.append(said("missing-country", country=missing["country"] or "?", year=str(missing["year"])))
    old = next((row for row in rows if row["factor_year"] and row["scope"] == 2 and row["factor_year"] != row["year"]), None)
    if old is not None:
        says.append(said("other-year", factor_year=str(old["factor_year"]), year=str(old["year"])))
    if values["biogenic_co2"]:
        says.append(said("biogenic", biogenic_co2=values["biogenic_co2"]))
    return says


def _then(rows: list[dict[str, Any]], missing: dict[str, Any] | None) -> Any:
    if missing is not None:
        return said("next-factor")
    largest = _largest(rows)
    return said(f"next-{_group(largest)}" if largest is not None else "next-other")


def _group(row: dict[str, Any]) -> str:
    code = row["carrier"].removeprefix("carrier-")
    if code in BOUGHT:
        return "electricity"
    if code == "other":
        return "other"
    if code.startswith("r-"):
        return "refrigerant"
    return "transport" if science.CARRIERS[code].scope == 3 or code.endswith("-vehicles") else "fuel"


def _charts(rows: list[dict[str, Any]]) -> list[Any]:
    sums: dict[str, list[float]] = {}
    for row in rows:
        if row["kgco2e"]:
            sums.setdefault(row["carrier"], [0.0, 0.0, 0.0])[row["scope"] - 1] += row["kgco2e"]
    ordered = sorted(sums, key=lambda code: -sum(sums[code]))
    if not ordered:
        return []
    states = ("now", "before", "rest")
    series = [Series(said(f"scope-{n + 1}"), [sums[code][n] for code in ordered], states[n]) for n in range(3)]
    return [Bars(said("chart"), [said(code) for code in ordered], [one for one in series if any(one.values)], unit="kg")]
