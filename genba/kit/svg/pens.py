"""Two pens for one drawing. x always comes in percent of the width from the reader's start, y in pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Final, Literal, Protocol, TypeAlias

from markupsafe import Markup

Run: TypeAlias = tuple[str, list[tuple[float, float]]]
"""A broken line: how it is drawn, and its corners."""
Anchor: TypeAlias = Literal["", "middle", "end"]

_ANCHORS: Final[Mapping[str, str]] = {"": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}
_FLIPPED: Final[Mapping[str, str]] = {"": ' text-anchor="end"', "middle": ' text-anchor="middle"', "end": ""}

INK: Final[Mapping[str, str]] = {
    "grid": 'stroke="#dad2c3"',
    "axis": 'stroke="#837969"',
    "band": 'fill="#f0b400" fill-opacity=".25"',
    "visit": 'stroke="#837969" stroke-dasharray="2 3"',
    "base": 'stroke="#5c5549" stroke-width="1.5" stroke-dasharray="6 4"',
    "before": 'stroke="#5c5549" stroke-width="2" fill="#ffffff"',
    "now": 'stroke="#24487a" stroke-width="3" stroke-linecap="round" fill="#24487a"',
    "now-part": 'fill="#24487a"',
    "second": 'fill="#147a7e"',
    "rest": 'fill="#ece7dc"',
    "unknown": 'fill="none" stroke="#837969" stroke-dasharray="3 3"',
    "tick": 'stroke="#837969"',
    "zero": 'stroke="#23201b" stroke-width="1.5"',
    "range": 'stroke="#24487a" stroke-width="4"',
    "dot": 'fill="#24487a" stroke="#ffffff" stroke-width="2"',
    "limit": 'stroke="#a3341f" stroke-width="1.5" stroke-dasharray="6 4" fill="none"',
    "center": 'stroke="#5c5549" stroke-width="1.5" fill="none"',
    "target": 'stroke="#147a7e" stroke-width="2" stroke-dasharray="2 3" fill="none"',
    "flagged": 'fill="#a3341f"',
    "dashed": 'stroke="#147a7e" stroke-width="2" stroke-dasharray="6 4" fill="none"',
    "good": 'fill="#147a7e" fill-opacity=".7"',
    "loss": 'fill="#a3341f" fill-opacity=".7"',
    "third": 'fill="#b07d00"',
    "": 'fill="#5c5549"',
    "strong": 'fill="#23201b" font-weight="700" font-size="15"',
}
"""The light tokens of the stylesheet as attributes, because no stylesheet reaches a PDF."""


@dataclass(frozen=True)
class Paper:
    """A sheet to draw on for PDF: width in points of the drawing, font families, colours by class."""

    width: float = 480.0
    fonts: str = "Noto Sans, Vazirmatn"
    ink: Mapping[str, str] = field(default_factory=lambda: INK)


class Pen(Protocol):
    """What a drawing may ask of a pen; each call gives one element as text."""

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> str: ...
    def runs(self, runs: list[Run], height: float) -> str: ...
    def area(self, kind: str, corners: list[tuple[float, float]], height: float) -> str: ...
    def rect(self, kind: str, x: float, y: float, width: float, height: float) -> str: ...
    def circle(self, kind: str, x: float, y: float, r: float) -> str: ...
    def text(self, kind: str, x: float, y: float, text: str, anchor: Anchor = "") -> str: ...
    def sheet(self, kind: str, title: str, height: float, body: list[str]) -> Markup: ...


class PagePen:
    """Classes and percent, for the stylesheet of the page. Three figures place a line within half a dot of a screen."""

    __slots__ = ("rtl",)

    def __init__(self, rtl: bool) -> None:
        self.rtl = rtl

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
        if self.rtl:
            x1, x2 = 100 - x1, 100 - x2
        named = f' class="{kind}"' if kind != "tick" else ""
        return f'<line{named} x1="{x1:.3g}%" x2="{x2:.3g}%" y1="{y1:.0f}" y2="{y2:.0f}"/>'

    def runs(self, runs: list[Run], height: float) -> str:
        # Corners know no percent: a drawing of a hundred units is stretched over the width, its lines keep theirs.
        lines = []
        for kind, spots in runs:
            corners = " ".join(f"{100 - x if self.rtl else x:.3g} {y:.0f}" for x, y in spots)
            lines.append(f'<polyline class="{kind}" points="{corners}"/>')
        return f'<svg viewBox="0 0 100 {height:g}" preserveAspectRatio="none">{"".join(lines)}</svg>'

    def area(self, kind: str, corners: list[tuple[float, float]], height: float) -> str:
        points = " ".join(f"{100 - x if self.rtl else x:.3g} {y:.1f}" for x, y in corners)
        shape = f'<polygon class="{kind}" points="{points}"/>'
        return f'<svg viewBox="0 0 100 {height:g}" preserveAspectRatio="none">{shape}</svg>'

    def rect(self, kind: str, x: float, y: float, width: float, height: float) -> str:
        if self.rtl:
            x = 100 - x - width
        return f'<rect class="{kind}" x="{x:.3g}%" y="{y:.3g}" width="{width:.3g}%" height="{height:.3g}"/>'

    def circle(self, kind: str, x: float, y: float, r: float) -> str:
        named = f' class="{kind}"' if kind != "dot" else ""
        return f'<circle{named} cx="{100 - x if self.rtl else x:.3g}%" cy="{y:.0f}" r="{r:.3g}"/>'

    def text(self, kind: str, x: float, y: float, text: str, anchor: Anchor = "") -> str:
        # The page's direction already turns start and end around; only the place is mirrored here.
        named = f' class="{kind}"' if kind else ""
        at = 100 - x if self.rtl else x
        return f'<text{named} x="{at:.3g}%" y="{y:.0f}"{_ANCHORS[anchor]}>{escape(text)}</text>'

    def sheet(self, kind: str, title: str, height: float, body: list[str]) -> Markup:
        size = f' width="100%" height="{height:g}"' if kind == "chart" else ""
        named = f' role="img"{size}><title>{escape(title)}</title>' if title else f' aria-hidden="true"{size}>'
        return Markup(f'<svg class="{kind}"{named}{"".join(body)}</svg>')  # noqa: S704


class PaperPen:
    """Absolute places and explicit colours, for a PDF."""

    __slots__ = ("ink", "paper", "rtl", "unit")

    def __init__(self, rtl: bool, paper: Paper) -> None:
        self.rtl = rtl
        self.paper = paper
        self.ink = paper.ink
        self.unit = paper.width / 100

    def _x(self, x: float) -> float:
        return (100 - x if self.rtl else x) * self.unit

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
        places = f'x1="{self._x(x1):.5g}" x2="{self._x(x2):.5g}" y1="{y1:.4g}" y2="{y2:.4g}"'
        return f"<line {places} {self.ink[kind]}/>"

    def runs(self, runs: list[Run], height: float) -> str:
        return "".join(self.line(kind, x1, y1, x2, y2) for kind, spots in runs for (x1, y1), (x2, y2) in pairwise(spots))

    def area(self, kind: str, corners: list[tuple[float, float]], height: float) -> str:
        points = " ".join(f"{self._x(x):.5g},{y:.4g}" for x, y in corners)
        return f'<polygon points="{points}" {self.ink["now-part" if kind == "now" else kind]}/>'

    def rect(self, kind: str, x: float, y: float, width: float, height: float) -> str:
        start = self._x(x + width) if self.rtl else self._x(x)
        size = f'width="{width * self.unit:.5g}" height="{height:.4g}"'
        ink = self.ink["now-part" if kind == "now" else kind]
        return f'<rect x="{start:.5g}" y="{y:.4g}" {size} {ink}/>'

    def circle(self, kind: str, x: float, y: float, r: float) -> str:
        return f'<circle cx="{self._x(x):.5g}" cy="{y:.4g}" r="{r:.4g}" {self.ink[kind]}/>'

    def text(self, kind: str, x: float, y: float, text: str, anchor: Anchor = "") -> str:
        # A PDF drawing has no direction of its own: marks at both ends keep digits and signs in order.
        words = f"\u200f{escape(text)}\u200f" if self.rtl else escape(text)
        turned = _FLIPPED[anchor] if self.rtl else _ANCHORS[anchor]
        return f'<text x="{self._x(x):.5g}" y="{y:.4g}"{turned} {self.ink[kind]}>{words}</text>'

    def sheet(self, kind: str, title: str, height: float, body: list[str]) -> Markup:
        size = f'width="{self.paper.width:g}" height="{height:g}" viewBox="0 0 {self.paper.width:g} {height:g}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><title>{escape(title)}</title>'
        fonts = f'<g font-family="{escape(self.paper.fonts)}" font-size="13">'
        return Markup(f"{head}{fonts}{''.join(body)}</g></svg>")  # noqa: S704


def pen(rtl: bool, paper: Paper | None) -> Pen:
    """The pen for the page, or for a sheet of paper."""
    return PagePen(rtl) if paper is None else PaperPen(rtl, paper)
