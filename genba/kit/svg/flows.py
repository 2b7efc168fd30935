"""What goes in and what comes out, as widths side by side: a Sankey drawing of one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from genba.curriculum.tools import Flow
from genba.kit.svg.pens import Paper, Pen, pen
from genba.kit.svg.plots import Tick

TALL: Final = 200.0
ROW: Final = 34.0
TOP: Final = 8.0
LEFT, RIGHT = 30.0, 70.0


def flow(data: Flow, tick: Tick, *, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Draw both sides with names and amounts; widths share one scale, so that what is missing on one side is seen."""
    into = [(str(label), amount, "now") for label, amount in data.into]
    out = [(str(label), amount, state if state in ("good", "loss") else "rest") for label, amount, state in data.out]
    most = max(sum(a for _l, a, _s in into), sum(a for _l, a, _s in out), 1e-12)
    height = TOP * 2 + max(TALL, ROW * len(into), ROW * len(out))
    to = pen(rtl, paper)
    body: list[str] = []
    middle = _side(body, to, into, most, height, tick, at_start=True)
    _side(body, to, out, most, height, tick, at_start=False)
    top = (height - middle) / 2
    body.append(to.rect("rest", LEFT + 10, top, RIGHT - LEFT - 20, middle))
    return to.sheet("chart", str(data.title), height, body)


def _side(
    body: list[str],
    to: Pen,
    parts: Sequence[tuple[str, float, str]],
    most: float,
    height: float,
    tick: Tick,
    *,
    at_start: bool,
) -> float:
    """One side: names at its edge, ribbons to the middle. Gives back how tall the ribbons stand together."""
    whole = TALL * sum(amount for _label, amount, _state in parts) / most
    inner = (height - whole) / 2
    row = (height - 2 * TOP) / max(1, len(parts))
    outer_x, edge = (LEFT - 6, LEFT + 10) if at_start else (RIGHT + 6, RIGHT - 10)
    for n, (label, amount, state) in enumerate(parts):
        tall = TALL * amount / most
        centre = TOP + row * (n + 0.5)
        corners = [(outer_x, centre - tall / 2), (edge, inner), (edge, inner + tall), (outer_x, centre + tall / 2)]
        body.append(to.area(state, corners, height))
        body.append(to.text("", 0 if at_start else 100, centre - 2, label, "" if at_start else "end"))
        body.append(to.text("strong", 0 if at_start else 100, centre + 14, tick(amount, 0 if amount == int(amount) else 1),
                            "" if at_start else "end"))  # fmt: skip
        inner += tall
    return whole
