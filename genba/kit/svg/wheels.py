"""Scores on several scales around a middle."""

from __future__ import annotations

import math
from typing import Final

from markupsafe import Markup, escape

from genba.curriculum.tools import Radar
from genba.kit.svg.pens import INK, Paper

WIDTH, HEIGHT = 360.0, 270.0
MIDDLE: Final = (180.0, 142.0)
REACH: Final = 92.0


def wheel(data: Radar, *, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Draw the scores as outlines, the first scale at the top and on clockwise (the other way from right to left).

    A wheel has one shape, so it scales as a picture; its figures also stand in a table, for those who cannot see it.
    """
    n = len(data.places)

    def spot(at: int, share: float) -> tuple[float, float]:
        angle = 2 * math.pi * at / n * (-1 if rtl else 1) - math.pi / 2
        return MIDDLE[0] + REACH * share * math.cos(angle), MIDDLE[1] + REACH * share * math.sin(angle)

    def outline(shares: list[float], kind: str) -> str:
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in (spot(at, share) for at, share in enumerate(shares)))
        return f'<polygon points="{corners}" {_look(kind, paper)}/>'

    body = [outline([share] * n, "ring") for share in (0.25, 0.5, 0.75, 1.0)]
    for at, name in enumerate(data.places):
        x, y = spot(at, 1.0)
        body.append(f'<line x1="{MIDDLE[0]}" y1="{MIDDLE[1]}" x2="{x:.1f}" y2="{y:.1f}" {_look("grid", paper)}/>')
        tx, ty = spot(at, 1.16)
        side = "middle" if abs(tx - MIDDLE[0]) < 20 else "start" if (tx > MIDDLE[0]) != rtl else "end"
        if paper is not None and rtl and side != "middle":
            side = "end" if side == "start" else "start"
        body.append(f'<text x="{tx:.1f}" y="{ty + 4:.1f}" text-anchor="{side}" {_look("", paper)}>{escape(name)}</text>')
    for one in data.series:
        kind = "wheel-before" if one.state == "before" else "wheel-now"
        body.append(outline([(v or 0) / data.most for v in one.values], kind))
    size = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}"'
    title = f"<title>{escape(data.title)}</title>"
    if paper is None:
        return Markup(f'<svg class="chart wheel" role="img" {size}>{title}{"".join(body)}</svg>')  # noqa: S704 escaped above
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}" height="{HEIGHT:g}" {size}>{title}'
    return Markup(f'{head}<g font-family="{escape(paper.fonts)}" font-size="12">{"".join(body)}</g></svg>')  # noqa: S704


_INK: Final = {
    "ring": 'fill="none" stroke="#dad2c3"',
    "wheel-before": 'fill="none" stroke="#5c5549" stroke-width="2" stroke-dasharray="4 3"',
    "wheel-now": 'fill="#24487a" fill-opacity=".18" stroke="#24487a" stroke-width="3"',
}


def _look(kind: str, paper: Paper | None) -> str:
    if paper is None:
        return f'class="{kind}"' if kind else ""
    return _INK.get(kind) or INK[kind]
