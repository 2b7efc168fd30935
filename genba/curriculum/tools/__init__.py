"""Tools of modules: what is declared, what goes in, what comes out. Pure: no Django, no page."""

from genba.curriculum.tools.answers import (
    Answer,
    Bars,
    Cell,
    Chart,
    Flow,
    Grid,
    Label,
    Level,
    Lines,
    No,
    Radar,
    Said,
    Series,
    Watch,
    said,
)
from genba.curriculum.tools.problems import NotUsable, Problem
from genba.curriculum.tools.tool import ForKpi, ForPlan, Result, Tool

__all__ = ["Answer", "Bars", "Cell", "Chart", "Flow", "ForKpi", "ForPlan", "Grid", "Label", "Level", "Lines", "No", "NotUsable",
           "Problem", "Radar", "Result", "Said", "Series", "Tool", "Watch", "said"]  # fmt: skip
