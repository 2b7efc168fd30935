"""What women and men earn in an hour, and what is left of the gap between people alike. Nothing is kept."""

import math
from typing import Any

import numpy as np

from genba.curriculum.tools import Answer, Bars, Level, No, Said, Series, said
from genba.science import pay as science
from genba.science.cross_training import folded

LEAST = 5  # women and men each: below it a mean is close to somebody's own pay
LEAST_ALIKE = 10  # women and men each, before people alike are compared
FOR_EACH = 5  # people for each number that a comparison estimates
WOMEN = frozenset([
    "female", "f", "w", "woman", "women", "femme", "femmes", "mujer", "mujeres", "femenino", "féminin", "أنثى", "امرأة",
])  # fmt: skip
MEN = frozenset([
    "male", "m", "man", "men", "h", "homme", "hommes", "hombre", "hombres", "masculino", "masculin", "ذكر", "رجل",
])  # fmt: skip
NEITHER = frozenset([
    "other", "not stated", "not-stated", "x", "autre", "otro", "otra", "non précisé", "no declarado", "غير ذلك", "غير مذكور",
])  # fmt: skip
HOURS = frozenset(["hours", "heures", "horas", "ساعات", "الساعات"])  # how a column that is not our own may begin
NOT_ALIKE = ("adjusted_log_gap", "standard_error", "interval", "adjusted_gap_percent", "oaxaca")
KNOWN = ("sex", "pay", "hours")


def pay_gap(people: list[dict[str, Any]], reference: str) -> Answer:
    """Gaps between women's and men's pay per hour, raw and between people with the same attributes.

    people: rows with `sex`, `pay` (money) and `hours` (for that pay; left out by all, pay is per hour); every other column is an
    attribute, numeric or of words. mean_gap and median_gap are (men − women) ÷ men, fractions. adjusted_log_gap is minus the
    coefficient of “woman” in the regression of log hourly pay on the attributes, with its standard error and 95 % interval.
    oaxaca splits the gap of mean logs; `reference` is pooled, men or women. Withheld below 5 women and 5 men (means), 10 and 10
    and 5 people for each estimated number (regression), and where a column follows from the others.
    Source: Oaxaca (1973), Blinder (1973), Jann (2008).
    """
    sexes = _sexes(people)
    hourly = _hourly(people)
    kept = np.array([sex is not None for sex in sexes])
    is_woman = np.array([sex == "w" for sex in sexes])[kept]
    kept_pay = hourly[kept]
    women, men = int(is_woman.sum()), int((~is_woman).sum())
    counts = {"women": women, "men": men, "not_counted": len(people) - women - men}
    enough = {"least_each": LEAST, "least_each_adjusted": LEAST_ALIKE, "people_per_estimate": FOR_EACH}
    if women < LEAST or men < LEAST:
        raise No("too-few", field="people", women=women, men=men, least=LEAST)
    values, withheld = _raw(kept_pay, is_woman)
    alike, unsaid, says = _alike(
        [row for row, keep in zip(people, kept, strict=True) if keep], kept_pay, is_woman, reference
    )
    withheld |= unsaid
    enough |= {
        "for_means": True,
        "for_adjusted": alike["adjusted_log_gap"] is not None,
        "for_oaxaca": alike["oaxaca"] is not None,
    }
    first = "less" if values["mean_gap"] > 0 else "more"
    spoken = [said(first, mean_gap_percent=abs(values["mean_gap_percent"])), *says]
    if all(person["hours"] is None for person in people):
        spoken.append(said("pay-is-hourly"))
    is_small = abs(values["mean_gap_percent"]) < 5
    return Answer(
        {**counts, **values, **alike, "sufficiency": enough}, spoken, said("next-keep" if is_small else "next-look"),
        _charts(values), withheld,
    )  # fmt: skip


def _sexes(people: list[dict[str, Any]]) -> list[str | None]:
    """w, m, or None for other and not stated. M stands for mujer where H stands beside it and no F."""
    words = [str(person["sex"]).strip().casefold() for person in people]
    spanish = "m" in words and not {"f", "femme", "female"} & set(words) and bool({"h", "hombre", "hombres"} & set(words))
    found: list[str | None] = []
    for row, word in enumerate(words, 1):
        if word in NEITHER:
            found.append(None)
        elif word in WOMEN or (spanish and word == "m"):
            found.append("w")
        elif word in MEN:
            found.append("m")
        else:
            raise No("sex-unclear", field="people", row=row, column="sex", value=word)
    return found


def _hourly(people: list[dict[str, Any]]) -> Any:
    has_hours = any(person["hours"] is not None for person in people)
    for row, person in enumerate(people, 1):
        if person["pay"] <= 0:
            raise No("no-pay", field="people", row=row, column="pay")
        if has_hours and not person["hours"]:
            raise No("no-hours", field="people", row=row, column="hours")
    return np.array([person["pay"] / (person["hours"] if has_hours else 1) for person in people])


def _raw(hourly: Any, is_woman: Any) -> tuple[dict[str, Any], dict[str, Said]]:
    """Means, medians and quarters."""
    his, hers = hourly[~is_woman], hourly[is_woman]
    means, middles = (float(his.mean()), float(hers.mean())), (float(np.median(his)), float(np.median(hers)))
    mean_gap, median_gap = (means[0] - means[1]) / means[0], (middles[0] - middles[1]) / middles[0]
    found: dict[str, Any] = {
        "mean_gap": mean_gap, "median_gap": median_gap,
        "mean_gap_percent": 100 * mean_gap, "median_gap_percent": 100 * median_gap,
        "mean_pay_women": means[1], "mean_pay_men": means[0], "mean_difference": means[0] - means[1],
        "median_pay_women": middles[1], "median_pay_men": middles[0], "quartiles": None,
    }  # fmt: skip
    if len(hourly) < 4 * LEAST:
        return found, {"quartiles": said("few-for-quarters", least=4 * LEAST)}
    parts = science.quarters(hourly, is_woman)
    found["quartiles"] = [
        {"quartile": n, "people": people, "women_share": 100 * share, "men_share": 100 - 100 * share}
        for n, (people, share) in enumerate(parts, 1)
    ]
    return found, {}


def _alike(
    people: list[dict[str, Any]], hourly: Any, is_woman: Any, reference: str
) -> tuple[dict[str, Any], dict[str, Said], list[Said]]:
    """The gap between people with the same attributes, and the decomposition; or why there is none."""
    nothing: dict[str, Any] = dict.fromkeys(NOT_ALIKE)
    attributes = _attributes(people)
    reason: Said | None = said("no-attributes")
    named = next((name for name, values in attributes.items() if _are_names(values)), None)
    if named:
        reason = said("names", column=named)
    elif attributes:
        design, names = science.columns_of(attributes)
        reason = _too_few(len(names), is_woman)
    if reason:
        return nothing, *_unsaid(reason)
    logs = np.log(hourly)
    try:
        fit = science.fitted(np.column_stack([design, is_woman]), logs)
    except science.Singular as fault:
        follows = fault.column == len(names)
        reason = said("sex-follows") if follows else said("singular", column=names[fault.column])
        return nothing, *_unsaid(reason)
    gap, error = -float(fit.slopes[-1]), float(fit.errors[-1])
    low, high = science.interval(gap, error, fit.freedom)
    found: dict[str, Any] = {
        "adjusted_log_gap": gap, "standard_error": error, "interval": {"lower": low, "upper": high}, "oaxaca": None,
        "adjusted_gap_percent": 100 * (1 - math.exp(-gap)), "r_squared": fit.r_squared, "attributes": list(attributes),
    }  # fmt: skip
    size = 100 * abs(1 - math.exp(-gap))
    says = [
        said("alike-unsure", adjusted_gap_percent=size)
        if low <= 0 <= high
        else said("alike-less" if gap > 0 else "alike-more", adjusted_gap_percent=size)
    ]
    try:
        parts = science.decomposed(design, logs, is_woman, reference)  # type: ignore[arg-type]
    except science.Singular as fault:
        return found, {"oaxaca.gap": said("singular-within", column=names[fault.column])}, says
    found["oaxaca"] = {name: getattr(parts, name) for name in parts.__slots__}
    return found, {}, says


def _unsaid(reason: Said) -> tuple[dict[str, Said], list[Said]]:
    return dict.fromkeys(("adjusted_log_gap", "adjusted_gap_percent", "oaxaca.gap"), reason), [reason]


def _attributes(people: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Every further column with its values; a blank, or words among numbers, is refused by row."""
    names = list(dict.fromkeys(name for person in people for name in person if name not in KNOWN))
    found: dict[str, list[Any]] = {}
    for name in names:
        if HOURS & set(folded(name).split()[:2]) and all(person["hours"] is None for person in people):
            raise No("hours-elsewhere", field="people", column=name)  # else a month’s pay would be taken by the hour
        values = [person.get(name) for person in people]
        if all(value is None or value == "" for value in values):
            continue
        for row, value in enumerate(values, 1):
            if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
                raise No("blank", field="people", row=row, column=name)
        numeric = [isinstance(value, int | float) and not isinstance(value, bool) for value in values]
        if any(numeric) and not all(numeric):
            row = 1 + numeric.index(2 * sum(numeric) < len(numeric))
            raise No("mixed", field="people", row=row, column=name)
        found[name] = values
    return found


def _are_names(values: list[Any]) -> bool:
    """Whether a column of words has another word for almost everybody."""
    return isinstance(values[0], str) and len(set(values)) > len(values) / 2


def _too_few(columns: int, is_woman: Any) -> Said | None:
    women, men = int(is_woman.sum()), int((~is_woman).sum())
    wanted = max(LEAST_ALIKE, FOR_EACH * (columns + 1))
    return said("few-alike", wanted=wanted) if min(women, men) < wanted else None


def _charts(values: dict[str, Any]) -> list[Bars]:
    parts = ("mean_pay_women", "mean_pay_men", "median_pay_women", "median_pay_men")
    bars = Series("", [values[part] for part in parts])
    pay = Bars(said("chart-pay"), [said(part.replace("_", "-")) for part in parts], [bars])
    if not values["quartiles"]:
        return [pay]
    shares = [row["women_share"] for row in values["quartiles"]]
    places = [said(f"quarter-{n}") for n in range(1, 5)]
    level = Level(said("half"), 50, "target")
    return [Bars(said("chart-quarters"), places, [Series(said("women"), shares)], [level], unit="%"), pay]
