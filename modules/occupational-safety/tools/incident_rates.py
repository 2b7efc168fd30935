"""How often people are hurt for the hours they work, and how sure that figure is."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Said, Series, said
from genba.science.poisson import count_interval

MILLION = 1_000_000  # hours: the base of the resolution of the Sixteenth ICLS (1998), paragraph 20
HUNDRED_YEARS = 200_000  # hours: 100 people at 40 hours for 50 weeks, the base of OSHA
FEW = 5  # cases: below it a change from month to month is mostly chance, and the tool says so
KINDS = ("recordable", "dart", "lost_time", "fatal")


def incident_rates(
    cases: dict[str, Any], hours: float, workers: float | None, days_lost: float | None, convention: str
) -> Answer:
    """Rates of cases of injury with the exact Poisson interval of 95 % (Garwood, 1936).

    cases: `lost_time` counts non-fatal cases with at least one day away, `fatal` deaths; both are in `recordable`.
    icls-1998: frequency = (lost_time + fatal) ÷ hours × 1,000,000; incidence = the same ÷ workers × 1,000; severity = days
    lost ÷ hours × 1,000,000. osha: frequency = recordable ÷ hours × 200,000, incidence = recordable ÷ workers × 100,
    severity = days lost ÷ hours × 200,000. Whatever the convention, trir and dart are for 200,000 hours, ltifr (fatal ones
    included) for 1,000,000. No where nobody worked or a part is larger than its whole; a rate is withheld where its figure
    was not given.
    """
    if hours == 0:
        raise No("no-hours", field="hours")
    _parts_fit(cases)
    away = None if cases["lost_time"] is None else cases["lost_time"] + (cases["fatal"] or 0)
    is_osha = convention == "osha"
    base, heads = (HUNDRED_YEARS, 100) if is_osha else (MILLION, 1000)
    main, main_missing = (cases["recordable"], "no-recordable") if is_osha else (away, "no-lost-time")
    wanted = {  # rate: count, what it is divided by, for how many, the sentence where a figure is missing
        "frequency": (main, hours, base, main_missing),
        "incidence": (main, workers, heads, main_missing if main is None else "no-workers"),
        "trir": (cases["recordable"], hours, HUNDRED_YEARS, "no-recordable"),
        "dart": (cases["dart"], hours, HUNDRED_YEARS, "no-dart"),
        "ltifr": (away, hours, MILLION, "no-lost-time"),
    }
    values, withheld = _rates(wanted)
    values |= {"cases_counted": main, "recordable_cases": cases["recordable"], "hours_worked": hours}
    values["severity"] = None if days_lost is None else days_lost / hours * base
    values["days_per_case"] = days_lost / away if days_lost is not None and away else None
    reasons = {"severity": "no-days", "days_per_case": "no-days" if days_lost is None else "no-case",
               "recordable_cases": "no-recordable", "cases_counted": main_missing}  # fmt: skip
    withheld |= {name: said(reason) for name, reason in reasons.items() if values[name] is None}
    return Answer(
        values, _meaning(values, main), said("next-none" if main == 0 else "next-cases"), _charts(values), withheld
    )


def _rates(wanted: dict[str, tuple[int | None, float | None, int, str]]) -> tuple[dict[str, Any], dict[str, Said]]:
    """Each rate with its interval, or the reason why there is none."""
    values: dict[str, Any] = {"intervals": {}}
    withheld = {}
    for name, (count, whole, factor, missing) in wanted.items():
        if count is None or not whole:
            values[name], withheld[name] = None, said(missing)
            continue
        values[name] = count / whole * factor
        low, high = count_interval(count)
        values["intervals"][name] = {"lower": low / whole * factor, "upper": high / whole * factor}
    return values, withheld


def _parts_fit(cases: dict[str, Any]) -> None:
    """A part is no more than its whole: days away are within DART, DART and deaths within the recordable ones."""
    if all(cases[kind] is None for kind in KINDS):
        raise No("no-cases-given", field="cases")
    recordable, dart, lost_time = (cases[kind] for kind in KINDS[:3])
    if recordable is not None:
        for kind, count in (("dart", dart), ("lost_time", (lost_time or 0) + (cases["fatal"] or 0))):
            if count is not None and count > recordable:
                raise No("more-than-recordable", field="cases", column=kind, recordable=recordable)
    if dart is not None and lost_time is not None and lost_time > dart:
        raise No("more-than-dart", field="cases", column="lost_time")


def _meaning(values: dict[str, Any], main: int | None) -> list[Any]:
    if main is None:
        return [said("meaning-part")]
    interval = values["intervals"]["frequency"]
    told = [
        said("meaning", frequency=values["frequency"], lower=round(interval["lower"], 1), upper=round(interval["upper"], 1))
    ]
    return [*told, said("few")] if main < FEW else told


def _charts(values: dict[str, Any]) -> list[Any]:
    names = [name for name in ("trir", "dart") if values[name] is not None]
    if not names:
        return []
    return [Bars(said("chart"), [said(f"part-{name}") for name in names], [Series("", [values[name] for name in names])])]
