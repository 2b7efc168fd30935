"""Where women and men stand in the enterprise, how they move, and when parity comes if nothing changes."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, Level, Lines, No, Said, Series, said
from genba.science.cross_training import folded

HORIZON = 30  # years: beyond it, a year of figures says nothing
FEW = 5  # people who could have moved: below it a rate is chance
SEXES = ("women", "men")


def representation(
    headcount: list[dict[str, Any]], hires: list[dict[str, Any]] | None, promotions: list[dict[str, Any]] | None,
    exits: list[dict[str, Any]] | None, goal: float, year: int | None,
) -> Answer:  # fmt: skip
    """Shares of women by level, rates of promotion and exit by sex, and the year in which each level reaches the goal.

    headcount: `level`, `women`, `men` at the end of the year, from the lowest level to the top. hires, promotions (from the
    level to the next), exits: the same columns for what happened in that year. goal: wanted share of women, per cent.
    A rate is the number that moved ÷ those who stood at the level when the year began (end − in + out), per cent; withheld
    below 5. Parity: hires stay the same number a year, rates stay the same (Markov model of stocks and flows: Bartholomew,
    Forbes and McClean, Statistical Techniques for Manpower Planning, 1991); no date within 30 years is no date.
    """
    levels = _levels(
        headcount, {"hired": ("hires", hires), "promoted": ("promotions", promotions), "left": ("exits", exits)}
    )
    started = _started(levels)
    rows = [_row(level, started[n], is_top=n == len(levels) - 1) for n, level in enumerate(levels)]
    women, men = (sum(level[sex] for level in levels) for sex in SEXES)
    if women + men == 0:
        raise No("nobody", field="headcount")
    moved = any(level[f"{kind}_{sex}"] for level in levels for kind in ("hired", "promoted", "left") for sex in SEXES)
    paths = _projected(levels, started) if moved else []
    for n, row in enumerate(rows):
        row["parity_in_years"] = _years_to(goal, [path[n] for path in paths], row["women_share"])
        undated = year is None or row["parity_in_years"] is None
        row["parity_year"] = None if undated else str(year + row["parity_in_years"])
    top, bottom = rows[-1], rows[0]
    ratio, reason = _ratio(rows, levels, started)
    found: dict[str, Any] = {
        "women": women, "men": men, "people": women + men, "women_share": 100 * women / (women + men), "pipeline": rows,
        "parity": [{"level": row["level"], "years": row["parity_in_years"], "year": row["parity_year"]} for row in rows],
        "shares": {str(level["level"]): row["women_share"] for level, row in zip(levels, rows, strict=True)},
        "top_women": levels[-1]["women"], "top_people": levels[-1]["women"] + levels[-1]["men"],
        "top_women_share": top["women_share"], "pipeline_loss": _loss(bottom, top), "promotion_ratio": ratio,
        "hired_women_share": _share(levels, "hired"), "left_women_share": _share(levels, "left"),
        "parity_in_years": top["parity_in_years"], "parity_year": top["parity_year"],
    }  # fmt: skip
    withheld = _withheld(found, moved=moved, reason=reason)
    return Answer(found, _says(found, moved), said(_next(found, goal)), _charts(levels, rows, paths, goal, year), withheld)


def _levels(
    headcount: list[dict[str, Any]], moves: dict[str, tuple[str, list[dict[str, Any]] | None]]
) -> list[dict[str, Any]]:
    """Each level with what moved there; No where a level stands twice or is not among the headcount."""
    by_name: dict[str, dict[str, Any]] = {}
    for row, level in enumerate(headcount, 1):
        name = folded(str(level["level"]))
        if name in by_name:
            raise No("level-twice", field="headcount", row=row, column="level", level=str(level["level"]))
        by_name[name] = {**level, **{f"{kind}_{sex}": 0 for kind in moves for sex in SEXES}}
    for kind, (field, rows) in moves.items():
        for row, move in enumerate(rows or [], 1):
            found = by_name.get(folded(str(move["level"])))
            if found is None:
                raise No("level-unknown", field=field, row=row, column="level", level=str(move["level"]))
            for sex in SEXES:
                found[f"{kind}_{sex}"] += move[sex]
    return list(by_name.values())


def _started(levels: list[dict[str, Any]]) -> list[dict[str, float]]:
    """Who stood at each level when the year began; No where more left than there were."""
    found = []
    for n, level in enumerate(levels):
        at_start = {}
        for sex in SEXES:
            came = level[f"hired_{sex}"] + (levels[n - 1][f"promoted_{sex}"] if n else 0)
            went = level[f"left_{sex}"] + level[f"promoted_{sex}"]
            if n == len(levels) - 1 and level[f"promoted_{sex}"]:
                raise No("above-top", field="promotions", column=sex)
            at_start[sex] = level[sex] - came + went
            if at_start[sex] < 0:
                raise No("not-possible", field="headcount", row=n + 1, column=sex, came=came)
        found.append(at_start)
    return found


def _row(level: dict[str, Any], started: dict[str, float], *, is_top: bool) -> dict[str, Any]:
    people = level["women"] + level["men"]
    row: dict[str, Any] = {
        "level": level["level"], "women": level["women"], "men": level["men"],
        "women_share": 100 * level["women"] / people if people else None,
    }  # fmt: skip
    for kind in ("promoted", "left"):
        for sex in SEXES:
            known = started[sex] >= FEW and not (is_top and kind == "promoted")
            row[f"{kind}_rate_{sex}"] = 100 * level[f"{kind}_{sex}"] / started[sex] if known else None
    return row


def _ratio(
    rows: list[dict[str, Any]], levels: list[dict[str, Any]], started: list[dict[str, float]]
) -> tuple[float | None, Said]:
    """Women's rate of promotion ÷ men's, over all levels below the top."""
    below = range(max(len(rows) - 1, 1))
    stood = {sex: sum(started[n][sex] for n in below) for sex in SEXES}
    went = {sex: sum(levels[n][f"promoted_{sex}"] for n in below) for sex in SEXES}
    if min(stood.values()) < FEW or not went["men"]:
        return None, said("no-ratio", least=FEW)
    return (went["women"] / stood["women"]) / (went["men"] / stood["men"]), said("no-ratio", least=FEW)


def _share(levels: list[dict[str, Any]], kind: str) -> float | None:
    women, men = (sum(level[f"{kind}_{sex}"] for level in levels) for sex in SEXES)
    return 100 * women / (women + men) if women + men else None


def _loss(bottom: dict[str, Any], top: dict[str, Any]) -> float | None:
    if bottom["women_share"] is None or top["women_share"] is None:
        return None
    return float(bottom["women_share"] - top["women_share"])


def _projected(levels: list[dict[str, Any]], started: list[dict[str, float]]) -> list[list[float | None]]:
    """The share of women at each level at the end of each coming year, per cent."""
    stock = {sex: [float(level[sex]) for level in levels] for sex in SEXES}
    rates = {
        sex: [
            (_rate(level[f"promoted_{sex}"], began[sex]), _rate(level[f"left_{sex}"], began[sex]))
            for level, began in zip(levels, started, strict=True)
        ]
        for sex in SEXES
    }
    paths: list[list[float | None]] = []
    for _ in range(HORIZON):
        for sex in SEXES:
            before, up = stock[sex], 0.0
            after = []
            for n, level in enumerate(levels):
                promoted, left = rates[sex][n]
                after.append(before[n] * (1 - promoted - left) + up + level[f"hired_{sex}"])
                up = before[n] * promoted
            stock[sex] = after
        pairs = zip(stock["women"], stock["men"], strict=True)
        paths.append([100 * women / (women + men) if women + men > 1e-9 else None for women, men in pairs])
    return paths


def _rate(moved: float, began: float) -> float:
    return moved / began if began > 0 else 0.0


def _years_to(goal: float, path: list[float | None], now: float | None) -> int | None:
    """Whole years until the share reaches the goal; 0 where it already does; None within the horizon."""
    shares = [now, *path]
    return next((n for n, share in enumerate(shares) if share is not None and share >= goal - 1e-9), None)


def _withheld(found: dict[str, Any], *, moved: bool, reason: Said) -> dict[str, Said]:
    reasons = {
        "promotion_ratio": reason, "hired_women_share": said("no-moves"), "left_women_share": said("no-moves"),
        "parity_in_years": said("never" if moved else "no-flow", horizon=HORIZON),
        "top_women_share": said("empty-level"), "pipeline_loss": said("empty-level"),
    }  # fmt: skip
    return {name: why for name, why in reasons.items() if found[name] is None}


def _says(found: dict[str, Any], moved: bool) -> list[Said]:
    says = []
    if found["top_women_share"] is not None:
        says.append(said("meaning", women_share=found["women_share"], top_women_share=found["top_women_share"]))
    if found["promotion_ratio"] is not None:
        says.append(said("ratio", promotion_ratio=found["promotion_ratio"]))
    years = found["parity_in_years"]
    if years is None:
        says.append(said("never" if moved else "no-flow", horizon=HORIZON))
    else:
        says.append(said("parity", parity_in_years=years) if years else said("parity-now"))
    return says


def _next(found: dict[str, Any], goal: float) -> str:
    ratio, top = found["promotion_ratio"], found["top_women_share"]
    if ratio is not None and ratio < 0.8:
        return "next-promotion"
    if top is not None and top >= goal:
        return "next-keep"
    return "next-hiring" if found["hired_women_share"] is not None and found["hired_women_share"] < goal else "next-path"


def _charts(
    levels: list[dict[str, Any]], rows: list[dict[str, Any]], paths: list[list[float | None]], goal: float, year: int | None
) -> list[Bars | Lines]:
    names = [str(level["level"]) for level in levels]
    shares = Bars(said("chart-shares"), names, [Series(said("women"), [row["women_share"] for row in rows])],
                  [Level(said("goal"), goal, "target")], unit="%")  # fmt: skip
    if not paths:
        return [shares]
    first = year or 0
    places = [str(first + n) for n in range(len(paths) + 1)]
    series = [
        Series(name, [rows[n]["women_share"], *(path[n] for path in paths)])
        for n, name in enumerate(names)
        if n == len(names) - 1
    ]
    return [
        shares,
        Lines(said("chart-path"), places, series, [Level(said("goal"), goal, "target")], unit="%", from_zero=True),
    ]
