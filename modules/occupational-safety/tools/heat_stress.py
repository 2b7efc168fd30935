"""Whether work in the heat may go on, and how long each hour."""

from itertools import pairwise

from genba.curriculum.tools import Answer, Bars, Level, No, Series, said

# ISO 7243:2017, annex A: metabolic rate of the class in watts, limits of WBGT in °C for people used to heat and not used.
CLASSES = {
    "resting": (115.0, 33.0, 32.0),
    "low": (180.0, 30.0, 29.0),
    "moderate": (300.0, 28.0, 26.0),
    "high": (415.0, 26.0, 23.0),
    "very-high": (520.0, 25.0, 20.0),
}
# ISO 7243:2017, annex F: degrees that clothing adds.
CLOTHING = {"work-clothes": 0.0, "coveralls": 0.0, "nonwoven": 2.0, "double-layer": 3.0, "apron": 4.0, "vapour-barrier": 10.0,
            "vapour-barrier-hood": 11.0}  # fmt: skip
HOUR = 60
STEP = 5  # minutes: work is rounded down to these, since nobody rests by the second


def heat_stress(
    natural_wet_bulb: float,
    globe: float,
    dry_bulb: float | None,
    sun: bool,
    work_rate: str,
    clothing: str,
    acclimatized: bool,
) -> Answer:
    """WBGT in °C, the limit for the work, and minutes of work and rest in each hour.

    Without sun 0.7 natural wet bulb + 0.3 globe; in the sun 0.7 natural wet bulb + 0.2 globe + 0.1 dry bulb. Clothing is added
    before the comparison. Above the limit the share of work is that at which the mean metabolic rate of the hour, rest in the
    same place at 115 W, meets a limit drawn as a straight line between the classes of the standard (the line is ours).
    No where the sun shines and no air temperature is given, or where the wet bulb is warmer than the air and the globe.
    Source: ISO 7243:2017.
    """
    if sun and dry_bulb is None:
        raise No("air-wanted", field="dry_bulb")
    if natural_wet_bulb > max(globe, globe if dry_bulb is None else dry_bulb):
        raise No("wet-too-warm", field="natural_wet_bulb")
    shade = 0.7 * natural_wet_bulb + 0.3 * globe
    wbgt = 0.7 * natural_wet_bulb + 0.2 * globe + 0.1 * dry_bulb if sun and dry_bulb is not None else shade
    effective = wbgt + CLOTHING[clothing]
    watts, used, unused = CLASSES[work_rate]
    limit = used if acclimatized else unused
    work = _minutes(effective, watts, limit, acclimatized)
    state = "fine" if work == HOUR else "shorten" if work else "stop"
    values = {
        "wbgt": wbgt, "wbgt_effective": effective, "limit": limit, "margin": limit - effective, "state": state,
        "work_minutes": work, "rest_minutes": HOUR - work, "work_rest": {"work": work, "rest": HOUR - work}, "watts": watts,
    }  # fmt: skip
    bars = Bars(
        said("chart"), [said("with-clothes")], [Series("", [effective])], [Level(said("limit-line"), limit)], unit="°C"
    )
    told = [said("meaning", wbgt=wbgt, wbgt_effective=effective, limit=limit)]
    told.append(said(state, work_minutes=work, rest_minutes=HOUR - work) if state == "shorten" else said(state))
    return Answer(values, told, said(f"next-{state}"), [bars])


def _minutes(effective: float, watts: float, limit: float, acclimatized: bool) -> int:
    """Minutes of work in an hour: all of them up to the limit, then fewer, none where even rest is above its limit."""
    if effective <= limit + 1e-9:
        return HOUR
    bearable = _bearable(effective, acclimatized)
    rest = CLASSES["resting"][0]
    if bearable is None or watts == rest:
        return 0
    return STEP * int(max(0.0, HOUR * (bearable - rest) / (watts - rest)) / STEP + 1e-9)


def _bearable(effective: float, acclimatized: bool) -> float | None:
    """The mean metabolic rate in watts that may go on at this effective WBGT; None above the limit of rest."""
    points = [(watts, used if acclimatized else unused) for watts, used, unused in CLASSES.values()]
    for (low, warm), (high, cool) in pairwise(points):
        if cool <= effective <= warm:
            return low + (high - low) * (warm - effective) / (warm - cool)
    return None
