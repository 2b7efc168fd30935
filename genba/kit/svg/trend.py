"""One indicator by month: hollow before, solid now, dashed where a value is missing, tape at the training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from markupsafe import Markup

from genba.kit.svg.axis import Axis, axis
from genba.kit.svg.labels import clearest, room
from genba.kit.svg.pens import Paper, Pen, Run, pen

State: TypeAlias = Literal["before", "now"]

HEIGHT: Final = 196.0
_TOP, _FLOOR, _ROOF = 18.0, 168.0, 42.5
_FIRST, _LAST = 12.0, 93.0
_BEHIND = 68.0
"""Where the labels at the end of the lines begin on a phone, in percent."""


@dataclass(frozen=True, slots=True)
class Point:
    """The value of one month, in the unit of the chart; None is missing and drawn dashed."""

    value: float | None
    state: State


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened: `at` counts months from the first point (0), parts of a month allowed.

    until: end of a stretch (the training); short: what is written where the label has no room.
    """

    at: float
    label: str
    until: float | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """The line of the baseline: its value and its label ("before 8.4 %")."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart by month.

    title: the sentence that says what the chart shows. points: one for each month, none left out.
    months: the label of each month, as many as points; the chart writes those that fit.
    tick: writes a value of the axis, given how many decimals it needs.
    training, visits, base: what is marked. last: label of the latest value ("Oct 4.5 %").
    from_zero: whether the axis begins at zero.
    """

    title: str
    points: tuple[Point, ...]
    months: tuple[str, ...]
    tick: Callable[[float, int], str]
    training: Mark | None = None
    visits: tuple[Mark, ...] = ()
    base: Base | None = None
    last: str = ""
    from_zero: bool = True


@dataclass(frozen=True, slots=True)
class _Places:
    """Where months and values lie: x in percent, y in pixels."""

    slot: float
    start: float
    scale: Axis
    rise: float

    def x(self, at: float) -> float:
        return self.start + at * self.slot

    def y(self, value: float) -> float:
        return _FLOOR - (value - self.scale.low) * self.rise


def trend(data: Trend, *, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Draw the trend for the page, or for a PDF where `paper` is given; rtl mirrors it."""
    if len(data.months) != len(data.points):
        raise ValueError("one month for each point")
    values = [point.value for point in data.points if point.value is not None]
    if data.base is not None:
        values.append(data.base.value)
    scale = axis(min(values, default=0.0), max(values, default=0.0), from_zero=data.from_zero)
    steps = len(data.points) - 1
    places = _Places(
        slot=(_LAST - _FIRST) / steps if steps > 0 else 0.0,
        start=_FIRST if steps > 0 else (_FIRST + _LAST) / 2,
        scale=scale,
        rise=(_FLOOR - _ROOF) / (scale.high - scale.low),
    )
    to = pen(rtl, paper)
    body: list[str] = []
    _marks(body, to, data, places)
    _grid(body, to, data, places)
    _values(body, to, data.points, places)
    _labels(body, to, data, places)
    return to.sheet("chart", data.title, HEIGHT, body)


def _marks(body: list[str], to: Pen, data: Trend, places: _Places) -> None:
    taken: list[tuple[float, float]] = []
    if data.training is not None:
        mark = data.training
        half = min(4.5, max(places.slot, 2.0) / 2)
        x1 = max(0.0, places.x(mark.at) - half)
        x2 = min(100.0, places.x(mark.at if mark.until is None else mark.until) + half)
        body.append(to.rect("band", x1, _TOP, x2 - x1, _FLOOR - _TOP))
        _name(body, to, mark, (x1 + x2) / 2, taken)
    for mark in data.visits:
        x = places.x(mark.at)
        body.append(to.line("visit", x, _TOP, x, _FLOOR))
        _name(body, to, mark, x, taken)


def _name(body: list[str], to: Pen, mark: Mark, x: float, taken: list[tuple[float, float]]) -> None:
    for label in (mark.label, mark.short):
        place = room(label, x, taken) if label else None
        if place is not None:
            taken.append(place)
            body.append(to.text("", (place[0] + place[1]) / 2, 12, label, "middle"))
            return


def _grid(body: list[str], to: Pen, data: Trend, places: _Places) -> None:
    for value in places.scale.ticks:
        y = places.y(value)
        body.append(to.line("grid", 0, y, 100, y))
        body.append(to.text("", 0, y - 5, data.tick(value, places.scale.decimals)))
    body.append(to.line("axis", 0, _FLOOR, 100, _FLOOR))
    for at in shown_months(data.months):
        body.append(to.text("", places.x(at), 186, data.months[at], "middle"))


def _values(body: list[str], to: Pen, points: Sequence[Point], places: _Places) -> None:
    spots = [
        (places.x(at), None if point.value is None else places.y(point.value), point.state)
        for at, point in enumerate(points)
    ]
    runs: list[Run] = []
    for (x1, y1, _), (x2, y2, state) in pairwise(spots):
        if y1 is not None and y2 is not None:
            if not runs or runs[-1][0] != state or runs[-1][1][-1][0] != x1:
                runs.append((state, [(x1, y1)]))
            runs[-1][1].append((x2, y2))
    body.append(to.runs(runs, HEIGHT))
    final = max((at for at, spot in enumerate(spots) if spot[1] is not None), default=-1)
    for at, (x, y, state) in enumerate(spots):
        if y is None:
            body.append(to.circle("unknown", x, _FLOOR - 6, 4))
        else:
            body.append(to.circle(state, x, y, 4 if state == "before" else 5 if at == final else 2))


def _labels(body: list[str], to: Pen, data: Trend, places: _Places) -> None:
    seen = [(places.x(at), places.y(point.value)) for at, point in enumerate(data.points) if point.value is not None]
    behind = [y for x, y in seen if x >= _BEHIND]
    for (x1, y1), (_, y2) in pairwise(seen):
        if x1 >= _BEHIND:
            behind += [y1 + (y2 - y1) * part for part in (0.25, 0.5, 0.75)]
    end = seen[-1][1] if seen else _FLOOR
    if data.base is not None:
        y = places.y(data.base.value)
        body.append(to.line("base", _FIRST, y, 100, y))
        heights = (y - 6, y + 16) if end >= y else (y + 16, y - 6)
        written = clearest(heights, behind, _TOP + 12, _FLOOR - 4)
        body.append(to.text("", 100, written, data.base.label, "end"))
        behind += [y, y, written - 4, written - 4, written - 4]
        below = end > y
    else:
        below = False
    if data.last and seen:
        near, far = (end + 22, end - 12) if below else (end - 12, end + 22)
        spread = (near, far, max(behind, default=end) + 22, min(behind, default=end) - 12, _TOP + 12)
        written = clearest(spread, behind, _TOP + 12, _FLOOR - 4)
        body.append(to.text("strong", 100, written, data.last, "end"))


def shown_months(months: Sequence[str], most: int = 5) -> range:
    """The places of the months that are written: every first, second, third, sixth … so that few are."""
    step = next((step for step in (1, 2, 3, 6, 12) if len(months) <= most * step), 24)
    return range(0, len(months), step)
