"""Hazards in the order in which they deserve attention, and how strong the measures against them are."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, Cell, Grid, Series, said

# The order of ISO 45001:2018, 8.1.2: the earlier, the less it depends on people doing everything right.
HIERARCHY = ("elimination", "substitution", "engineering", "administrative", "ppe", "none")
WEAK = ("administrative", "ppe", "none")
LEVELS = (
    (5, "low"),
    (10, "medium"),
    (17, "high"),
    (26, "critical"),
)  # a score below the number; our own bounds of a 5 × 5 grid
STATES = {"low": "good", "medium": "attention", "high": "bad", "critical": "bad"}
MOST = 5


def risk_register(hazards: list[dict[str, Any]]) -> Answer:
    """Hazards ranked by severity × likelihood, each from 1 to 5 as they are with today's measure.

    A score of 1–4 is low, 5–9 medium, 10–16 high, 17–25 critical. Ties stand in falling order of severity, then of the
    weakness of the measure, then as they were given. A hazard that can kill (severity 5) is never called low. strong_share:
    per cent of hazards whose measure removes, replaces or separates. Source: ISO 45001:2018, 6.1.2 and 8.1.2; the grid of five
    by five is customary and not part of the standard.
    """
    ranked = sorted(
        ({**one, "score": one["severity"] * one["likelihood"], "level": _level(one), "row": row}
         for row, one in enumerate(hazards, 1)),
        key=lambda one: (-one["score"], -one["severity"], -HIERARCHY.index(one["control"]), one["row"]),
    )  # fmt: skip
    register = [{"rank": rank, **one} for rank, one in enumerate(ranked, 1)]
    counts = {control: sum(one["control"] == control for one in hazards) for control in HIERARCHY}
    first = register[0]
    strong = sum(one["control"] not in WEAK for one in hazards)
    urgent = sum(one["level"] in ("high", "critical") for one in register)
    values = {
        "register": register, "first": first["hazard"], "first_score": first["score"], "first_control": first["control"],
        "urgent": urgent, "strong": strong, "hazard_count": len(hazards), "strong_share": 100 * strong / len(hazards),
        "controls": counts, "total_score": sum(one["score"] for one in register),
    }  # fmt: skip
    bars = Bars(
        said("chart"), [said(control) for control in HIERARCHY], [Series("", [counts[control] for control in HIERARCHY])]
    )
    told = [said("meaning", first=first["hazard"], first_score=first["score"]),
            said("shares", urgent=urgent, strong_share=values["strong_share"])]  # fmt: skip
    step = "next-higher" if first["control"] in WEAK else "next-check"
    return Answer(values, told, said(step, first=first["hazard"]), [_grid(register), bars])


def _level(one: dict[str, Any]) -> str:
    score = one["severity"] * one["likelihood"]
    level = next(name for bound, name in LEVELS if score < bound)
    return "medium" if level == "low" and one["severity"] == MOST else level


def _grid(register: list[dict[str, Any]]) -> Grid:
    """Severity across, likelihood down; each field holds the ranks of the hazards that stand there."""
    rows = []
    for likelihood in range(MOST, 0, -1):
        cells = []
        for severity in range(1, MOST + 1):
            here = [str(one["rank"]) for one in register if (one["severity"], one["likelihood"]) == (severity, likelihood)]
            level = _level({"severity": severity, "likelihood": likelihood})
            text = ", ".join(here[:3]) + ("…" if len(here) > 3 else "")
            cells.append(Cell(text, STATES[level] if here else ""))
        rows.append((said("likelihood-of", n=likelihood), cells))
    return Grid(said("chart-grid"), [said("severity-of", n=severity) for severity in range(1, MOST + 1)], rows)
