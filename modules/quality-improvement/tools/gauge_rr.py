"""Whether the gauge and those who use it can tell good parts from bad ones."""

import math
from typing import Any

import numpy as np

from genba.curriculum.tools import Answer, Bars, No, Series, said
from genba.science import gauge

GOOD, BAD, CATEGORIES = 10, 30, 5  # % of study variation, % and classes by AIAG


def gauge_rr(measurements: list[dict[str, Any]], tolerance: float | None) -> Answer:
    """Table of variance, components, shares in %, and the number of distinct categories of a crossed study.

    measurements: every operator measures every part equally often, in one unit; tolerance: upper less lower limit in that unit.
    Raises No where a part, operator or repetition is missing, and where nothing varies. Source: AIAG MSA, 4th ed., ANOVA method.
    """
    study = gauge.crossed(_cube(measurements))
    if study.gauge <= 0 or study.total <= 0:
        raise No("no-spread", field="measurements", column="value")
    names = {"gauge_rr": study.gauge, "repeatability": study.repeatability, "reproducibility": study.operator + study.interaction,
             "operator": study.operator, "interaction": study.interaction, "part": study.part, "total": study.total}  # fmt: skip
    components: list[dict[str, Any]] = [
        {"source": name, "variance": value, "deviation": math.sqrt(value), "contribution": 100 * value / study.total,
         "study_variation": 100 * math.sqrt(value / study.total),
         "tolerance": None if tolerance is None else 100 * gauge.SPREAD * math.sqrt(value) / tolerance}
        for name, value in names.items()
    ]  # fmt: skip
    share = components[0]["study_variation"]
    table = [{"source": row.source, "df": row.df, "ss": row.ss, "ms": row.ms, "f": row.f, "p": row.p} for row in study.rows]
    found = {
        "anova": table, "components": components, "variance": names, "ndc": study.ndc, "is_pooled": study.is_pooled,
        "contribution": components[0]["contribution"], "study_variation": share, "tolerance_share": components[0]["tolerance"],
    }  # fmt: skip
    verdict = "good" if share < GOOD else "bad" if share > BAD else "middling"
    says = [
        said(verdict, study_variation=share),
        said("classes" if study.ndc >= CATEGORIES else "few-classes", ndc=study.ndc),
    ]
    is_by_people = study.operator + study.interaction > study.repeatability
    shown = ("gauge_rr", "repeatability", "reproducibility", "part")
    bars = [one["study_variation"] for one in components if one["source"] in shown]
    chart = Bars(said("chart"), [said(name) for name in shown], [Series("", bars)], unit="%")
    withheld = {} if tolerance is not None else {"tolerance_share": said("no-tolerance")}
    then = "next-keep" if verdict == "good" else "next-people" if is_by_people else "next-gauge"
    return Answer(found, says, said(then), [chart], withheld)


def _cube(measurements: list[dict[str, Any]]) -> Any:
    parts = list(dict.fromkeys(one["part"] for one in measurements))
    operators = list(dict.fromkeys(one["operator"] for one in measurements))
    cells: dict[tuple[str, str], list[float]] = {}
    for one in measurements:
        cells.setdefault((one["part"], one["operator"]), []).append(one["value"])
    for names, code, column in ((parts, "few-parts", "part"), (operators, "few-operators", "operator")):
        if len(names) < 2:
            raise No(code, field="measurements", column=column)
    trials = max(len(values) for values in cells.values())
    if trials < 2:
        raise No("few-trials", field="measurements")
    for part in parts:
        for operator in operators:
            have = len(cells.get((part, operator), []))
            if have != trials:
                raise No("unbalanced", field="measurements", part=part, operator=operator, n=have, wanted=trials)
    return np.array([[cells[part, operator] for operator in operators] for part in parts])
