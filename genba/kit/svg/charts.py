"""Any drawing of a tool: which hand draws it."""

from __future__ import annotations

from markupsafe import Markup

from genba.curriculum.tools import Bars, Chart, Grid, Lines, Radar
from genba.kit import numbers
from genba.kit.svg.flows import flow
from genba.kit.svg.pens import Paper
from genba.kit.svg.plots import Tick, lines
from genba.kit.svg.stacks import bars
from genba.kit.svg.wheels import wheel


def draw(chart: Chart, language: str, *, rtl: bool = False, paper: Paper | None = None) -> Markup | None:
    """The chart as SVG, its labels said already; None for a grid, which is a table on page and paper."""

    def tick(unit: str) -> Tick:
        return lambda value, decimals: numbers.quantity(value, unit, decimals, language=language)

    if isinstance(chart, Grid):
        return None
    if isinstance(chart, Lines):
        return lines(chart, tick(chart.unit if chart.unit == "%" else ""), rtl=rtl, paper=paper)
    if isinstance(chart, Bars):

        def percent(share: float, decimals: int) -> str:
            return numbers.percent(share, decimals, language=language)

        return bars(chart, tick(chart.unit), percent=percent, rtl=rtl, paper=paper)
    if isinstance(chart, Radar):
        return wheel(chart, rtl=rtl, paper=paper)
    return flow(chart, tick(chart.unit), rtl=rtl, paper=paper)
