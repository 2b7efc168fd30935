"""Wages against the minimum wage of the law and a living wage, each with its date and source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from genba.curriculum.tools import Answer, Bars, Level, No, Said, Series, said

OLD = 2 * 366  # days after which a reference wants a newer one
REFERENCES = ("minimum", "living")


def wage_gap(
    wages: list[dict[str, Any]], country: str | None, day: date | None, full_hours: float | None, minimum_wage: float | None,
    living_wage: float | None, parameters: Mapping[str, Any],
) -> Answer:  # fmt: skip
    """How many people earn less than the minimum wage and than a living wage, and what closing the gaps costs a month.

    wages: rows with `job`, `wage` (money a month for normal hours, without overtime), `people` who earn it, and `hours` a month
    where part-time (then the wage is raised to `full_hours`). minimum_wage and living_wage: money a month for full hours; left
    out, those of the country that were in force on `day` (or the newest known) are taken, and told with date and source.
    gap of a row: (reference − wage) ÷ reference where the wage is lower, else 0. cost: what is missing, for all people, a month.
    No where neither reference is known. Living wage as in Anker and Anker, Living Wages Around the World (2017).
    """
    references = {
        "minimum": _reference(minimum_wage, "minimum-wage", parameters, country, day),
        "living": _reference(living_wage, "living-wage", parameters, country, day),
    }
    if not any(references.values()):
        raise No("no-reference", field="country", country=country or "—")
    people = sum(row["people"] for row in wages)
    if people == 0:
        raise No("nobody", field="wages")
    full = [_full(row, n, full_hours) for n, row in enumerate(wages, 1)]
    rows = [_row(row, wage, references) for row, wage in zip(wages, full, strict=True)]
    found: dict[str, Any] = {"people": people, "wages": rows, "lowest_wage": min(full), "mean_wage": _mean(rows, people)}
    withheld: dict[str, Said] = {}
    for name, reference in references.items():
        found |= _against(name, rows, reference)
        if reference is None:
            withheld |= dict.fromkeys(
                (f"{name}_wage", f"below_{name}", f"cost_to_{name}"), said(f"no-{name}", country=country or "—")
            )
    found["at_living"] = None if references["living"] is None else people - found["below_living"]
    if all(reference and reference["is_own"] for reference in references.values()):  # of one region, as far as we know
        found["living_above_minimum"] = 100 * (found["living_wage"] / found["minimum_wage"] - 1)
    return Answer(found, _says(found, references, country, day), said(_next(found)), [_chart(rows, references)], withheld)


def _reference(
    own: float | None, code: str, parameters: Mapping[str, Any], country: str | None, day: date | None
) -> dict[str, Any] | None:
    if own:
        return {"value": own, "since": None, "source": "", "is_own": True}
    if not country:
        return None
    known = parameters[code].value(on=day or date.max, country=country.strip())
    return {"value": known.value, "since": known.since, "source": known.source, "is_own": False} if known else None


def _full(row: dict[str, Any], n: int, full_hours: float | None) -> float:
    """The wage for full hours."""
    if row["hours"] is None:
        return float(row["wage"])
    if row["hours"] == 0:
        raise No("no-hours", field="wages", row=n, column="hours")
    if not full_hours:
        raise No("full-hours-missing", field="full_hours")
    return float(row["wage"] * full_hours / row["hours"])


def _row(row: dict[str, Any], full: float, references: dict[str, dict[str, Any] | None]) -> dict[str, Any]:
    found: dict[str, Any] = {"job": row["job"], "people": row["people"], "wage": full}
    for name, reference in references.items():
        if reference is not None:
            missing = max(0.0, reference["value"] - full)
            found |= {f"missing_to_{name}": missing, f"gap_to_{name}": 100 * missing / reference["value"]}
            found[f"part_{name}"] = missing * (row["wage"] / full if full else 1.0)  # part-time people: for their hours only
    return found


def _against(name: str, rows: list[dict[str, Any]], reference: dict[str, Any] | None) -> dict[str, Any]:
    if reference is None:
        return {f"{name}_wage": None, f"below_{name}": None, f"below_{name}_share": None, f"cost_to_{name}": None}
    people, below = sum(row["people"] for row in rows), sum(row["people"] for row in rows if row[f"missing_to_{name}"] > 0)
    return {
        f"{name}_wage": reference["value"], f"{name}_since": reference["since"].isoformat() if reference["since"] else None,
        f"{name}_source": reference["source"] or None, f"below_{name}": below, f"below_{name}_share": 100 * below / people,
        f"cost_to_{name}": sum(row[f"part_{name}"] * row["people"] for row in rows),
        f"largest_gap_to_{name}": max(row[f"gap_to_{name}"] for row in rows),
    }  # fmt: skip


def _mean(rows: list[dict[str, Any]], people: float) -> float:
    return float(sum(row["wage"] * row["people"] for row in rows) / people)


def _says(
    found: dict[str, Any], references: dict[str, dict[str, Any] | None], country: str | None, day: date | None
) -> list[Said]:
    says = []
    if found["below_minimum"]:
        says.append(said("below-law", below_minimum=found["below_minimum"], cost_to_minimum=found["cost_to_minimum"]))
    elif references["minimum"]:
        says.append(said("law-kept"))
    if references["living"]:
        code = "below-living" if found["below_living"] else "all-living"
        says.append(
            said(code, below_living=found["below_living"], people=found["people"], cost_to_living=found["cost_to_living"])
        )
    for name in REFERENCES:
        reference = references[name]
        if reference is None:
            says.append(said(f"no-{name}", country=country or "—"))
        elif not reference["is_own"]:
            says.append(said(f"{name}-from", since=reference["since"].isoformat(), source=reference["source"]))
            if day and (day - reference["since"]).days > OLD:
                says.append(said("old"))
    return says


def _next(found: dict[str, Any]) -> str:
    if found["below_minimum"]:
        return "next-law"
    return "next-living" if found["below_living"] else "next-keep"


def _chart(rows: list[dict[str, Any]], references: dict[str, dict[str, Any] | None]) -> Bars:
    shown = sorted(rows, key=lambda row: row["wage"])[:20]
    levels = [
        Level(said(f"level-{name}"), reference["value"], "limit" if name == "minimum" else "target")
        for name, reference in references.items()
        if reference is not None
    ]
    return Bars(said("chart"), [row["job"] for row in shown], [Series(said("wage"), [row["wage"] for row in shown])], levels)
