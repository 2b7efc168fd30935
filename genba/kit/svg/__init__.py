"""Charts drawn on the server as SVG: one geometry, two pens.

The page pen writes x in percent and classes of the stylesheet, so a chart stretches with its column, follows
dark mode and needs no script and no inline style. The paper pen writes the same drawing in points with its
own colours, for PDF. Every text comes from the caller, translated and formatted.
Four signs: hollow is before, solid is now, dashed is missing, tape is the training.
"""

from genba.kit.svg.axis import Axis, axis
from genba.kit.svg.events import Events, events
from genba.kit.svg.pens import Paper
from genba.kit.svg.shares import Part, bar, whisker
from genba.kit.svg.trend import Base, Mark, Point, Trend, trend

__all__ = [
    "Axis",
    "Base",
    "Events",
    "Mark",
    "Paper",
    "Part",
    "Point",
    "Trend",
    "axis",
    "bar",
    "events",
    "trend",
    "whisker",
]
