"""Which harm comes first: severity before likelihood, and where the enterprise stands in the six steps."""

from collections import Counter
from typing import Any

from genba.curriculum.tools import Answer, Cell, Grid, No, said

STEPS = ("policy", "identify", "act", "track", "communicate", "remedy")
GRAVE = 4  # of five


def due_diligence(risks: list[dict[str, Any]], steps_done: dict[str, Any] | None) -> Answer:
    """Risks in the order in which they are dealt with: by severity, then by likelihood, then by the sum of the three parts of
    severity; equal ones keep the order in which they were told.

    Severity is the greatest of scale, scope and irremediable character, each from 1 to 5: one of them is enough for an impact
    to be severe. What to do follows from the part that the enterprise has in it. Steps that were not told are withheld. No
    where a risk stands twice.
    """
    named = Counter(risk["risk"].casefold() for risk in risks)
    for row, risk in enumerate(risks, 1):
        if named[risk["risk"].casefold()] > 1:
            raise No("twice", field="risks", row=row, column="risk", risk=risk["risk"])
    rated = [{**risk, "severity": max(_parts(risk))} for risk in risks]
    order = sorted(rated, key=lambda r: (-r["severity"], -r["likelihood"], -sum(_parts(r))))
    priorities = [{"rank": n, "risk": r["risk"], "severity": r["severity"], "likelihood": r["likelihood"],
                   "response": r["involvement"]} for n, r in enumerate(order, 1)]  # fmt: skip
    first, grave = order[0], sum(r["severity"] >= GRAVE for r in rated)
    values: dict[str, Any] = {"priorities": priorities, "first_risk": first["risk"], "grave": grave, "steps_share": None,
                              "next_step": None}  # fmt: skip
    withheld = {}
    if steps_done:
        done = [bool(steps_done[step]) for step in STEPS]
        open_step = next((step for step, is_done in zip(STEPS, done, strict=True) if not is_done), "all-done")
        values |= {"steps_share": 100 * sum(done) / len(STEPS), "next_step": open_step}
    else:
        withheld = dict.fromkeys(("steps_share", "next_step"), said("steps-not-told"))
    told = [said("meaning", risk=first["risk"], severity=first["severity"])]
    return Answer(values, [*told, *([said("many-grave", grave=grave)] if grave > 1 else [])], said("next"), [_matrix(order)],
                  withheld)  # fmt: skip


def _parts(risk: dict[str, Any]) -> tuple[int, int, int]:
    return risk["scale"], risk["scope"], risk["irremediability"]


def _matrix(order: list[dict[str, Any]]) -> Grid:
    """How many risks stand in each field, the gravest row on top."""
    counts = Counter((r["severity"], r["likelihood"]) for r in order)

    def state(severity: int, likelihood: int) -> str:
        return "bad" if severity >= GRAVE else "attention" if severity * likelihood >= 6 else "rest"

    rows = [
        (str(s), [Cell(str(counts[s, k]) if counts[s, k] else "", state(s, k)) for k in range(1, 6)])
        for s in range(5, 0, -1)
    ]
    return Grid(said("chart"), ["1", "2", "3", "4", "5"], rows)
