"""Amounts by cause, station or part as lying bars, stacked where there are several series, with levels across."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from textwrap import wrap
from typing import Final

from markupsafe import Markup

from genba.curriculum.tools import Bars, Level, Series
from genba.kit.svg.axis import axis
from genba.kit.svg.pens import Paper, Pen, pen
from genba.kit.svg.plots import Tick, key

ROW: Final = 40.0
BAR: Final = 16.0
HEAD: Final = 26.0
MOST_ROWS: Final = 60
BESIDE: Final = 24  # letters of a name that leave room for the amount on a phone
LINE_LETTERS: Final = 40  # letters that a line of a phone holds
LINE: Final = 15.0
_STATES: Final = ("now", "second", "third", "rest")


def bars(data: Bars, tick: Tick, *, percent: Tick, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Draw the chart, one place below the other: its name, its bar, its amount. `percent` writes a share of 1."""
    count = min(len(data.places), MOST_ROWS)
    sums = [sum(one.values[at] or 0 for one in data.series) for at in range(count)]
    reach = [v for level in data.levels for v in ([level.value] if isinstance(level.value, int | float) else level.value)]
    scale = axis(min([0.0, *sums]), max([*sums, *reach, 0.0]))
    span = scale.high - scale.low
    names = [_lines(str(place)) for place in data.places[:count]]
    # Long names stand above their amounts, so that neither covers the other on a phone.
    is_long = any(len(one) > 1 or len(one[0]) > BESIDE for one in names)
    room = ROW + (LINE * max(len(one) for one in names) if is_long else 0)
    head = HEAD if len([one for one in data.series if one.label]) > 1 or data.levels else 4.0
    height = head + room * count + 6
    to, digits = pen(rtl, paper), 1 if data.unit == "%" else 2
    body: list[str] = []

    def x(value: float) -> float:
        return 100 * (value - scale.low) / span

    for at in range(count):
        top = head + room * at + room - ROW
        told = tick(sums[at], 0 if sums[at] == int(sums[at]) else digits)
        if data.cumulative:
            told += f" · {percent(data.cumulative[at], 0)}"
        first = top + 13 - (LINE * len(names[at]) if is_long else 0)
        body += [to.text("", 0, first + LINE * n, line) for n, line in enumerate(names[at])]
        body.append(to.text("strong", 100, top + 13, told, "end"))
        start = 0.0
        for n, one in enumerate(data.series):
            value = one.values[at] or 0
            low, high = sorted((x(start), x(start + value)))
            kind = "flagged" if at in one.flagged else _state(one, n)
            body.append(to.rect(kind, low, top + 18, max(high - low, 0), BAR))
            start += value
    for level in data.levels:
        _level(body, to, level, x, [head + room * at + room - ROW for at in range(count)])
    if not data.levels:
        key(body, to, [replace(one, state=_state(one, n)) for n, one in enumerate(data.series)])
    return to.sheet("chart", str(data.title), height, body)


def _lines(name: str) -> list[str]:
    """A name in lines that a phone holds; at most three."""
    return wrap(name, LINE_LETTERS, max_lines=3, placeholder=" …") or [""]


def _level(body: list[str], to: Pen, level: Level, x: Callable[[float], float], tops: list[float]) -> None:
    """A line across all bars with its name, or a mark at each where the level differs."""
    if not isinstance(level.value, int | float):
        for top, value in zip(tops, level.value, strict=False):
            body.append(to.line(level.state, x(value), top + 15, x(value), top + 21 + BAR))
        return
    at_x, first = x(level.value), HEAD
    body.append(to.line(level.state, at_x, first - 6, at_x, tops[-1] + ROW + 2 if tops else first))
    body.append(to.text("", min(at_x, 99.0), first - 10, str(level.label), "end" if at_x > 50 else ""))


def _state(one: Series, n: int) -> str:
    return _STATES[n % len(_STATES)] if one.state == "now" else one.state
