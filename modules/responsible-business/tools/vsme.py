"""The basic sheet of a small enterprise: eleven parts, what is told of each, and the rates that follow."""

from collections.abc import Mapping
from typing import Any

from genba.curriculum.tools import Answer, Cell, Grid, No, Said, said

PARTS = (
    "general",
    "policies",
    "energy",
    "pollution",
    "biodiversity",
    "water",
    "waste",
    "workforce",
    "safety",
    "pay",
    "corruption",
)
PER_HOURS = 200_000  # hours: about a hundred people for a year
TURNOVER_FROM, GAP_FROM = 50, 150  # people employed
Group = Mapping[str, Any] | None


def vsme(
    general: Group, policies: Group, energy: Group, pollution: Group, biodiversity: Group, water: Group, waste: Group,
    workforce: Group, safety: Group, pay: Group, corruption: Group,
) -> Answer:  # fmt: skip
    """The sheet with the state of each part, and its figures: energy (MWh), greenhouse gases (t CO2e, and per million of
    turnover), water used up (m3), waste (t) and its recycled share (%), recordable accidents per 200,000 hours, labour turnover
    (%, from 50 people on), pay gap as (men - women) / men (%, from 150 people on), share under a collective agreement (%),
    training hours per person.

    What was not told is withheld, never nought. No where nothing was told, and where a part is larger than its whole.
    """
    given = dict(zip(PARTS, (general, policies, energy, pollution, biodiversity, water, waste, workforce, safety, pay, corruption),
                     strict=True))  # fmt: skip
    facts = {name: dict(group or {}) for name, group in given.items()}
    states = {name: _state(group) for name, group in facts.items()}
    if all(state == "missing" for state in states.values()):
        raise No("nothing", field="general")
    _parts_within_wholes(facts)
    values, withheld = _figures(facts)
    told = sum(state == "told" for state in states.values())
    rows = [{"part": f"B{n}", "about": f"about-{name}", "state": states[name]} for n, name in enumerate(PARTS, 1)]
    look = {"told": "good", "partly": "attention", "missing": "rest"}
    grid = Grid(said("chart"), [f"B{n}" for n in range(1, 12)],
                [(said("told"), [Cell({"told": "✓", "partly": "…", "missing": ""}[s], look[s]) for s in states.values()])])  # fmt: skip
    return Answer({**values, "complete_share": 100 * told / len(PARTS), "sheet": rows},
                  [said("meaning", told_parts=told)], said("next-done" if told == len(PARTS) else "next-missing"), [grid],
                  withheld)  # fmt: skip


def _state(group: Mapping[str, Any]) -> str:
    told = [value is not None for value in group.values()]
    return "told" if told and all(told) else "partly" if any(told) else "missing"


def _parts_within_wholes(facts: dict[str, dict[str, Any]]) -> None:
    waste, water = facts["waste"], facts["water"]
    whole = _sum(waste.get("hazardous"), waste.get("other"))
    if whole is not None and (waste.get("recycled") or 0) > whole:
        raise No("more-recycled", field="waste", column="recycled")
    if water.get("withdrawal") is not None and (water.get("discharge") or 0) > water["withdrawal"]:
        raise No("more-discharged", field="water", column="discharge")


def _figures(facts: dict[str, dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Said]]:
    general, energy, water, waste = (facts[name] for name in ("general", "energy", "water", "waste"))
    workforce, safety, pay, people = facts["workforce"], facts["safety"], facts["pay"], facts["general"].get("employees")
    ghg = _sum(energy.get("scope1"), energy.get("scope2"))
    waste_total = _sum(waste.get("hazardous"), waste.get("other"))
    men, women = pay.get("hourly_men"), pay.get("hourly_women")
    values: dict[str, Any] = {
        "energy_total": _sum(energy.get("electricity_renewable"), energy.get("electricity_other"), energy.get("fuels")),
        "ghg_total": ghg, "ghg_intensity": _share(ghg, general.get("turnover_million"), 1),
        "water_consumption": _less(water.get("withdrawal"), water.get("discharge")),
        "waste_total": waste_total, "recycled_share": _share(waste.get("recycled"), waste_total, 100),
        "accident_rate": _share(safety.get("accidents"), safety.get("hours"), PER_HOURS),
        "turnover_rate": _share(workforce.get("leavers"), people, 100),
        "pay_gap": _share(_less(men, women), men, 100), "agreement_share": _share(pay.get("covered"), people, 100),
        "training_per_person": _share(pay.get("training_hours"), people, 1),
    }  # fmt: skip
    withheld = {name: said("not-told") for name, value in values.items() if value is None}
    if safety.get("hours") == 0:
        withheld["accident_rate"] = said("no-hours")
    for name, least, why in (("turnover_rate", TURNOVER_FROM, "small-turnover"), ("pay_gap", GAP_FROM, "small-gap")):
        if values[name] is not None and (people is None or people < least):
            values[name], withheld[name] = None, said(why)
    return values, withheld


def _sum(*amounts: float | None) -> float | None:
    """All of them together; None where one is missing: a sum of what happens to be known would say too little."""
    return None if any(amount is None for amount in amounts) else sum(amount or 0 for amount in amounts)


def _less(whole: float | None, part: float | None) -> float | None:
    return None if whole is None or part is None else whole - part


def _share(part: float | None, whole: float | None, scale: float) -> float | None:
    return scale * part / whole if part is not None and whole else None
