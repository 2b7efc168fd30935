"""The 2030 Agenda as a frozen object: for each target, what the programme's indicators say of it, or why nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from genba.impact.agenda import AGENDA, Goal, Target
from genba.impact.indicators import definition_of
from genba.impact.standings import Line
from genba.programmes.curricula import curriculum
from genba.reports.published import published
from genba.science.figures import SHARE, Figure, Measured, Withheld

NO_DATA = "no-data"
HALF = 0.5


@dataclass(frozen=True, slots=True)
class AgendaFigure:
    """An indicator under a target. Of a KPI: share improved and the change in the middle, both fractions, with n of n.

    module: the slug of its module, "" for the programme's own. value, women: a count of people and, of those, women; None
    where it is a KPI or withheld. withheld: why nothing is said at all, "" where something is.
    """

    code: str
    label: str
    module: str
    unit: str
    is_neutral: bool
    share: Figure
    median: Figure
    value: float | None
    women: float | None
    n_reporting: int
    n_trained: int
    n_improved: int | None
    withheld: str

    @property
    def says_something(self) -> bool:
        return not self.withheld and (self.value is not None or isinstance(self.share, Measured))

    @property
    def is_mostly_better(self) -> bool:
        return isinstance(self.share, Measured) and self.share.value > HALF


@dataclass(frozen=True, slots=True)
class TargetReport:
    """modules: slugs of the modules offered that work on it. lacks: why no indicator measures it."""

    code: str
    words: str
    figures: tuple[AgendaFigure, ...]
    modules: tuple[str, ...]
    lacks: str

    @property
    def told(self) -> tuple[AgendaFigure, ...]:
        """Those of which something is known, if only that too few report or that it must be hidden."""
        return tuple(figure for figure in self.figures if figure.withheld != NO_DATA)

    @property
    def untold(self) -> tuple[AgendaFigure, ...]:
        """Those of modules that nobody was trained in yet."""
        return tuple(figure for figure in self.figures if figure.withheld == NO_DATA)


@dataclass(frozen=True, slots=True)
class GoalReport:
    number: str
    title: str
    targets: tuple[TargetReport, ...]

    @property
    def figures(self) -> tuple[AgendaFigure, ...]:
        return tuple(figure for target in self.targets for figure in target.figures)

    @property
    def said(self) -> int:
        """For how many of its indicators enough enterprises report."""
        return sum(figure.says_something for figure in self.figures)

    @property
    def better(self) -> int:
        return sum(figure.is_mostly_better for figure in self.figures)

    @property
    def compared(self) -> int:
        """How many KPIs have a share that improved."""
        return sum(isinstance(figure.share, Measured) for figure in self.figures)


@dataclass(frozen=True, slots=True)
class AgendaReport:
    goals: tuple[GoalReport, ...]
    worked_out_at: datetime | None


def agenda_report(language: str) -> AgendaReport:
    """In the words of a language, which must be the one that is active. One query, three after figures changed."""
    lines = published()
    whole = {line.definition.code: line for line in lines[""]}
    women = next((line for line in lines["sex"] if (line.definition.code, line.part) == ("people-trained", "female")), None)
    goals = tuple(_goal(goal, whole, women, language) for goal in AGENDA)
    return AgendaReport(goals, max((line.worked_out_at for line in whole.values()), default=None))


def _goal(goal: Goal, whole: Mapping[str, Line], women: Line | None, language: str) -> GoalReport:
    return GoalReport(goal.number, str(goal.title), tuple(_target(one, whole, women, language) for one in goal.targets))


def _target(target: Target, whole: Mapping[str, Line], women: Line | None, language: str) -> TargetReport:
    figures = tuple(_figure(code, whole.get(code), women, language) for code in target.indicators)
    offered = [m for m in curriculum().modules if m.status == "active" and target.code in m.sdg_targets]
    return TargetReport(target.code, str(target.words), figures, tuple(m.slug for m in offered), str(target.lacks))


def _figure(code: str, line: Line | None, women: Line | None, language: str) -> AgendaFigure:
    told = definition_of(code)
    detail = line.detail if line else {}
    hidden = line is None or not detail
    nothing = Withheld("too-few")
    return AgendaFigure(
        code, told.label_in(language), module_of_kpi(code), str(told.unit), bool(told.kpi and told.kpi.direction == "neutral"),
        _measured(detail.get("share"), nothing), _measured(detail.get("median"), nothing),
        line.value if line and not told.kpi else None, women.value if women and code == "people-trained" else None,
        int(detail.get("n_reporting") or 0), int(detail.get("n_trained") or detail.get("n") or 0), detail.get("n_improved"),
        (line.withheld if line else NO_DATA) if hidden else "",
    )  # fmt: skip


def _measured(stored: Mapping[str, float] | None, nothing: Withheld) -> Figure:
    if not stored or "value" not in stored:
        return nothing
    return Measured(stored["value"], SHARE, int(stored["n"]), stored.get("low"), stored.get("high"))


def module_of_kpi(code: str) -> str:
    """The slug of the module that defines a KPI; "" for an indicator of the programme's own."""
    return _modules_of_kpis().get(code, "")


@cache
def _modules_of_kpis() -> dict[str, str]:
    return {kpi.code: module.slug for module in curriculum().modules for kpi in module.kpis}
