"""The few causes that make most of the trouble."""

import math
from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Series, said

WANTED = 80  # per cent that the vital few reach together
FEW = 30  # so few in all that their order may be chance
TOTALS = ("total", "sum", "totaux", "somme", "suma", "المجموع")


def pareto(counts: dict[str, float]) -> Answer:
    """Causes from the largest to the smallest with share and cumulative share in %, and the first that reach 80 % together.

    counts: cause → number, hours or money, from 0; equal ones keep their order. A few causes stand out where at most half of them
    reach 80 %. Raises No where all are zero, or a row is the total of the others. Source: Juran (1951).
    """
    whole = sum(counts.values())
    if whole <= 0:
        raise No("nothing", field="counts")
    for row, (cause, n) in enumerate(counts.items(), 1):
        if cause.casefold() in TOTALS and math.isclose(2 * n, whole, rel_tol=1e-9):
            raise No("totals-row", field="counts", row=row, cause=cause)
    ordered, so_far = sorted(counts.items(), key=lambda item: -item[1]), 0.0
    causes: list[dict[str, Any]] = []
    for cause, n in ordered:
        so_far += n
        causes.append({"cause": cause, "n": n, "share": 100 * n / whole, "cumulative": 100 * so_far / whole})
    vital = next(place for place, one in enumerate(causes, 1) if one["cumulative"] >= WANTED - 1e-9)
    share, largest = causes[vital - 1]["cumulative"], ordered[0][0]
    is_clear = 2 * vital <= len(causes)
    words = {"vital_share": share, "vital_count": vital, "all": len(causes), "largest": largest}
    says = [
        said(
            "meaning" if is_clear else "flat", **(words if is_clear else {k: v for k, v in words.items() if k != "largest"})
        )
    ]
    if whole < FEW:
        says.append(said("few", total=whole))
    chart = Bars(
        said("chart"), [cause for cause, _ in ordered], [Series("", [n for _, n in ordered], flagged=range(vital))],
        cumulative=[one["cumulative"] / 100 for one in causes],
    )  # fmt: skip
    found = {"causes": causes, "vital_few": [cause for cause, _ in ordered[:vital]], "vital_count": vital, "vital_share": share,
             "total": whole}  # fmt: skip
    then = said("next-first", largest=largest) if is_clear else said("next-split")
    return Answer(found, says, then, [chart])
