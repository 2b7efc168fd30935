"""What the enterprise cannot do without, when it is back, what comes too late, and which threat costs most."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Series, said


def continuity_plan(assets: list[dict[str, Any]], threats: list[dict[str, Any]]) -> Answer:
    """Days until each thing is back (its own recovery after the last of what it waits for), how many days too late that is,
    and threats by expected loss a year: times a year x days until it is back x loss a day, in the money of the loss.

    No where a thing stands twice, waits for something that is not named, or things wait for each other in a ring (named).
    """
    known = _known(assets)
    for row, threat in enumerate(threats, 1):
        if threat["asset"] not in known:
            raise No("unknown", field="threats", row=row, column="asset", other=threat["asset"])
    back: dict[str, float] = {}
    for name in known:
        _back_after(name, known, back, [])
    table = []
    for name, asset in known.items():
        late = back[name] - asset["tolerable_days"]
        waits = max(asset["depends_on"] or [], key=lambda other: back[other], default="")
        table.append({"name": name, "back_after": back[name], "tolerable_days": asset["tolerable_days"],
                      "gap_days": max(0.0, late), "waits_for": waits})  # fmt: skip
    table.sort(key=lambda row: (-row["gap_days"], -row["back_after"]))
    losses = [{"threat": t["threat"], "asset": t["asset"], "days": back[t["asset"]],
               "yearly_loss": t["times_per_year"] * back[t["asset"]] * known[t["asset"]]["loss_per_day"]} for t in threats]  # fmt: skip
    losses.sort(key=lambda row: -row["yearly_loss"])
    gaps, first = sum(row["gap_days"] > 0 for row in table), table[0]
    values = {"assets": table, "threats": losses, "gaps": gaps, "yearly_loss": sum(row["yearly_loss"] for row in losses),
              "first_gap": first["name"] if gaps else None}  # fmt: skip
    weakest = said("meaning", asset=first["name"], back_after=first["back_after"], tolerable_days=first["tolerable_days"])
    charts = [
        Bars(said("chart"), [r["name"] for r in table], [Series("", [r["back_after"] for r in table],
             flagged=[n for n, r in enumerate(table) if r["gap_days"] > 0])]),
        Bars(said("chart-loss"), [r["threat"] for r in losses], [Series("", [r["yearly_loss"] for r in losses])]),
    ]  # fmt: skip
    return Answer(values, [weakest if gaps else said("all-in-time"), said("costly", threat=losses[0]["threat"])],
                  said("next-gap" if gaps else "next-try"), charts, {} if gaps else {"first_gap": said("no-gap")})  # fmt: skip


def _known(assets: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = {}
    for row, asset in enumerate(assets, 1):
        if asset["name"] in known:
            raise No("twice", field="assets", row=row, column="name", other=asset["name"])
        known[asset["name"]] = asset
    for row, asset in enumerate(assets, 1):
        for other in asset["depends_on"] or []:
            if other not in known:
                raise No("unknown", field="assets", row=row, column="depends_on", other=other)
    return known


def _back_after(name: str, known: dict[str, dict[str, Any]], back: dict[str, float], path: list[str]) -> float:
    """The longest way to here; what was worked out is kept."""
    if name in path:
        raise No("loop", field="assets", ring=" → ".join([*path[path.index(name) :], name]))
    if name not in back:
        before = [_back_after(other, known, back, [*path, name]) for other in known[name]["depends_on"] or []]
        back[name] = known[name]["recovery_days"] + max(before, default=0.0)
    return back[name]
