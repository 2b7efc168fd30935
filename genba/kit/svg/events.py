"""Rare things by month, each a dot: hollow before the training, solid since."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from genba.kit.svg.pens import Paper, pen
from genba.kit.svg.trend import Mark, Point, shown_months

HEIGHT = 92.0
_TOP, _FLOOR, _FIRST, _LAST = 18.0, 64.0, 12.0, 93.0
_MOST = 4


@dataclass(frozen=True, slots=True)
class Events:
    """Counts by month: points hold whole numbers, None where the month was not counted.

    more: written above a month with more than four, for instance "7"; one text for each point or none.
    """

    title: str
    points: tuple[Point, ...]
    months: tuple[str, ...]
    training: Mark | None = None
    more: tuple[str, ...] = ()


def events(data: Events, *, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Draw the events for the page, or for a PDF where `paper` is given; rtl mirrors it."""
    if len(data.months) != len(data.points):
        raise ValueError("one month for each point")
    to = pen(rtl, paper)
    slot = (_LAST - _FIRST) / max(1, len(data.points) - 1)
    body: list[str] = []
    if data.training is not None:
        centre = _FIRST + data.training.at * slot
        body.append(to.rect("band", centre - slot / 2, _TOP, slot, _FLOOR - _TOP))
        body.append(to.text("", centre, 12, data.training.label, "middle"))
    body.append(to.line("axis", 0, _FLOOR, 100, _FLOOR))
    radius = 6 if len(data.points) <= 14 else 4
    for at, point in enumerate(data.points):
        x = _FIRST + at * slot
        if point.value is None:
            body.append(to.circle("unknown", x, _FLOOR - 6, 4))
            continue
        count = round(point.value)
        if count > _MOST:
            body.append(to.circle(point.state, x, 54, radius))
            body.append(to.text("strong", x, 42, data.more[at] if data.more else "", "middle"))
            continue
        body += [to.circle(point.state, x, 54 - level * 2 * (radius - 1), radius - 1) for level in range(count)]
    body += [to.text("", _FIRST + at * slot, 82, data.months[at], "middle") for at in shown_months(data.months)]
    return to.sheet("chart", data.title, HEIGHT, body)
