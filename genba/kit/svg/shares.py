"""Shares of a whole as one bar, and the spread of many changes as one line with a dot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from markupsafe import Markup

from genba.kit.svg.pens import Paper, Pen, pen

Kind: TypeAlias = Literal["now", "second", "rest", "unknown"]

_HEIGHT = 20.0
_GAP = 0.5


class Part(NamedTuple):
    """A part of the whole: share is a fraction of 1; kind says how it is drawn."""

    kind: Kind
    share: float


def bar(parts: Sequence[Part], *, title: str = "", rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Parts side by side from the start of the line, in the order given; they add up to at most 1.

    Of two parts, a last one that is "rest" or "unknown" is drawn as the ground under the first.
    Without a title the bar is decoration beside a text that says the same, and hidden from screen readers.
    On the page the stylesheet mirrors it; rtl matters on paper only.
    """
    to = pen(rtl and paper is not None, paper)
    if len(parts) == 2 and parts[1].kind in ("rest", "unknown"):
        body = [_piece(to, parts[1].kind, 0, min(100, 100 * sum(part.share for part in parts)))]
        if parts[0].share > 0:
            body.append(_piece(to, parts[0].kind, 0, 100 * parts[0].share))
        return to.sheet("bar", title, _HEIGHT, body)
    body = []
    start = 0.0
    for number, part in enumerate(parts):
        end = min(100.0, start + 100 * part.share)
        gap = _GAP if number + 1 < len(parts) and end - start > 2 * _GAP else 0.0
        if end > start:
            body.append(_piece(to, part.kind, start, end - gap))
        start = end
    return to.sheet("bar", title, _HEIGHT, body)


def _piece(to: Pen, kind: str, start: float, end: float) -> str:
    if kind == "unknown":
        return to.rect(kind, start + 0.2, 0.5, max(0.0, end - start - 0.4), _HEIGHT - 1)
    return to.rect(kind, start, 0, end - start, _HEIGHT)


def whisker(
    median: float,
    q1: float,
    q3: float,
    low: float = -0.6,
    high: float = 0.6,
    *,
    title: str = "",
    rtl: bool = False,
    paper: Paper | None = None,
) -> Markup:
    """The middle half of many changes as a line from q1 to q3, the median as a dot, on an axis with zero.

    All in one unit, usually fractions; low and high are the ends of the axis, low < 0 < high.
    What lies outside is drawn at the end of the axis: the numbers beside it say how far.
    """
    if not low < 0 < high:
        raise ValueError("the axis must hold zero")
    to = pen(rtl, paper)

    def x(value: float) -> float:
        return 100 * (min(max(value, low), high) - low) / (high - low)

    body = [to.line("tick", 0, _HEIGHT, 100, _HEIGHT)]
    body += [to.line("tick", place, 14, place, _HEIGHT) for place in (0, 100 / 6, 100 / 3, 200 / 3, 500 / 6, 100)]
    body.append(to.line("zero", x(0), 0, x(0), _HEIGHT))
    body.append(to.line("range", x(q1), 9, x(q3), 9))
    body.append(to.circle("dot", x(median), 9, 6))
    return to.sheet("whisker", title, _HEIGHT, body)
