"""Numbers and sentences of a tool in the reader's language."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from genba.curriculum.tools import Bars, Chart, Flow, Grid, Label, Lines, Radar, Result, Said, Series, Tool
from genba.curriculum.tools.inputs import Number
from genba.kit import numbers

FIGURES = 3  # that are told where a tool does not say how many decimals


def decimals_of(value: float) -> int:
    """As many decimals as three figures need, none for whole numbers: 0.0123 → 4, 12.3 → 1, 1234.5 → 0."""
    if value == int(value) and abs(value) < 1e15:
        return 0
    return min(8, max(0, FIGURES - 1 - math.floor(math.log10(abs(value)))))


def amount(value: Any, language: str, unit: str = "", decimals: int | None = None) -> str:
    """A value in words: a number with its unit, a day, yes or no, a text as it is, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return numbers.quantity(value, unit, decimals_of(value) if decimals is None else decimals, language=language)
    if isinstance(value, date):
        return numbers.date(value, "short", language=language)
    return str(value)


def result_text(result: Result, value: Any, tool: Tool, language: str, values: Mapping[str, Any] | None = None) -> str:
    """One result in words. A chosen sentence with holes takes them from the values beside it."""
    if result.kind == "choice" and isinstance(value, str) and value in tool.sentences:
        return Speaker(tool, language).say(Said(value, {hole: (values or {}).get(hole) for hole in tool.holes(value)}))
    if result.kind == "list" and isinstance(value, list | tuple):
        unit, decimals = result.unit_in(language), result.decimals
        return "; ".join(_joined(one, language, unit, decimals) for one in value) or "—"
    return amount(value, language, result.unit_in(language), result.decimals)


def _joined(value: Any, language: str, unit: str, decimals: int | None) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(amount(one, language, unit, decimals) for one in value)
    return amount(value, language, unit, decimals)


class Speaker:
    """Says the sentences of one tool: its holes are filled with numbers as the results declare them."""

    def __init__(self, tool: Tool, language: str) -> None:
        self.tool, self.language = tool, language
        self.units: dict[str, Result | Number] = {one.name: one for one in tool.inputs if isinstance(one, Number)}
        self.units |= {one.name.rpartition(".")[2]: one for one in tool.results}

    def say(self, what: Label | None) -> str:
        """A sentence, or a text that is one already."""
        if what is None or isinstance(what, str):
            return what or ""
        texts = self.tool.sentences.get(what.code)
        if texts is None:
            return what.code
        return texts.in_(self.language).format_map({name: self._hole(name, value) for name, value in what.values.items()})

    def _hole(self, name: str, value: Any) -> str:
        if isinstance(value, Said):
            return self.say(value)
        if isinstance(value, str) and value in self.tool.sentences:
            return self.tool.sentences[value].in_(self.language)
        if isinstance(value, list | tuple):
            return ", ".join(self._hole(name, one) for one in value)
        told = self.units.get(name)
        decimals = told.decimals if isinstance(told, Result) else None
        return amount(value, self.language, told.unit_in(self.language) if told else "", decimals)

    def draw(self, chart: Chart) -> Chart:
        """The drawing with every label said."""
        if isinstance(chart, Flow):
            return replace(chart, title=self.say(chart.title), into=[(self.say(label), n) for label, n in chart.into],
                           out=[(self.say(label), n, state) for label, n, state in chart.out])  # fmt: skip
        if isinstance(chart, Grid):
            rows = [(self.say(label), cells) for label, cells in chart.rows]
            return replace(chart, title=self.say(chart.title), columns=[self.say(c) for c in chart.columns], rows=rows)
        series = [self._series(one) for one in chart.series]
        if isinstance(chart, Radar):
            return replace(chart, title=self.say(chart.title), places=[self.say(p) for p in chart.places], series=series)
        levels = [replace(one, label=self.say(one.label)) for one in chart.levels]
        places = [self.say(p) for p in chart.places]
        whole: Lines | Bars = replace(chart, title=self.say(chart.title), places=places, series=series, levels=levels)
        return whole

    def _series(self, one: Series) -> Series:
        return replace(one, label=self.say(one.label))
