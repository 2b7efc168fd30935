"""Values over places in order, with levels: a control chart, a trend, a curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from genba.curriculum.tools import Level, Lines, Series
from genba.kit.svg.axis import Axis, axis
from genba.kit.svg.labels import clearest, room
from genba.kit.svg.pens import Paper, Pen, Run, pen

Tick = Callable[[float, int], str]
HEIGHT: Final = 220.0
TOP, FLOOR = 34.0, 192.0
FIRST, LAST = 2.0, 98.0
MOST_DOTS: Final = 120  # more stand so close that only those pointed out are drawn
MOST_CORNERS: Final = 800


@dataclass(frozen=True, slots=True)
class _Places:
    n: int
    scale: Axis

    def x(self, at: float) -> float:
        return FIRST + (LAST - FIRST) * (at / (self.n - 1) if self.n > 1 else 0.5)

    def y(self, value: float) -> float:
        return FLOOR - (value - self.scale.low) * (FLOOR - TOP) / (self.scale.high - self.scale.low)


def lines(data: Lines, tick: Tick, *, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Draw the chart; every text of it is said already. `tick` writes a value of the axis."""
    values = [v for one in data.series for v in one.values if v is not None]
    values += [v for level in data.levels for v in _steps(level, len(data.places))]
    scale = axis(min(values, default=0.0), max(values, default=0.0), from_zero=data.from_zero)
    places, to = _Places(len(data.places), scale), pen(rtl, paper)
    body: list[str] = []
    _grid(body, to, data, places, tick)
    written: list[float] = []
    for level in data.levels:
        _level(body, to, level, places, written)
    for one in data.series:
        _series(body, to, one, places)
    key(body, to, data.series)
    return to.sheet("chart", str(data.title), HEIGHT, body)


def _steps(level: Level, n: int) -> Sequence[float]:
    return [level.value] * n if isinstance(level.value, int | float) else level.value


def _grid(body: list[str], to: Pen, data: Lines, places: _Places, tick: Tick) -> None:
    for value in places.scale.ticks:
        y = places.y(value)
        body.append(to.line("grid", 0, y, 100, y))
        body.append(to.text("", 0, y - 4, tick(value, places.scale.decimals)))
    taken: list[tuple[float, float]] = []
    step = max(1, -(-len(data.places) // 6))
    for at in range(0, len(data.places), step):
        place = room(data.places[at], places.x(at), taken)
        if place:
            taken.append(place)
            body.append(to.text("", (place[0] + place[1]) / 2, FLOOR + 20, data.places[at], "middle"))


def _level(body: list[str], to: Pen, level: Level, places: _Places, written: list[float]) -> None:
    steps = _steps(level, places.n)
    if not steps:
        return
    if len(set(steps)) == 1:
        y = places.y(steps[0])
        body.append(to.line(level.state, FIRST, y, LAST, y))
    else:
        half = (LAST - FIRST) / max(2, 2 * (places.n - 1))
        corners = [(places.x(at) + side * half, places.y(v)) for at, v in enumerate(steps) for side in (-1, 1)]
        body.append(to.runs([(level.state, _thinned(corners))], HEIGHT))
    if level.label:
        y = places.y(steps[-1])
        height = clearest((y - 4, y + 14), [*written, *written], TOP - 8, FLOOR)
        written.append(height - 4)
        body.append(to.text("", 100, height, str(level.label), "end"))


def _series(body: list[str], to: Pen, one: Series, places: _Places) -> None:
    spots = [(places.x(at), None if value is None else places.y(value)) for at, value in enumerate(one.values)]
    runs: list[Run] = []
    is_open = False
    for x, y in spots:
        if y is None:
            is_open = False
            continue
        if not is_open:
            runs.append((one.state, []))
        runs[-1][1].append((x, y))
        is_open = True
    body.append(to.runs([(kind, _thinned(corners)) for kind, corners in runs if len(corners) > 1], HEIGHT))
    flagged = set(one.flagged)
    for at, (x, y) in enumerate(spots):
        if y is not None and (at in flagged or len(spots) <= MOST_DOTS):
            body.append(to.circle("flagged" if at in flagged else one.state, x, y, 5 if at in flagged else 2.5))


def _thinned(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Of very many corners the highest and lowest of each stretch, in their order: the outline stays."""
    if len(corners) <= MOST_CORNERS:
        return corners
    size = -(-2 * len(corners) // MOST_CORNERS)
    kept = []
    for start in range(0, len(corners), size):
        part = corners[start : start + size]
        kept += sorted({min(part, key=lambda c: c[1]), max(part, key=lambda c: c[1])})
    return kept


def key(body: list[str], to: Pen, series: Sequence[Series]) -> None:
    """Which line or bar is what, above the drawing; nothing where only one series has no name."""
    named = [one for one in series if one.label]
    if len(named) < 2:
        return
    x = 1.0
    for one in named:
        body.append(to.circle(one.state, x + 1, 10, 5))
        body.append(to.text("", x + 3.5, 15, str(one.label)))
        x += 7 + 2.1 * len(str(one.label))
