"""What a tool answers: figures by name, sentences that say what they mean, drawings; or No, with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Said:
    """A sentence of the tool by its code, and what stands in its holes: numbers as numbers, names as text."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


def said(code: str, **values: Any) -> Said:
    """The sentence of this code with its holes filled."""
    return Said(code, values)


Label: TypeAlias = str | Said


class No(ValueError):
    """The tool gives no figure here, and says why: `raise No("too-few", n=3, field="subgroups", row=2)`.

    `code` is one of the tool's sentences. `field`, `row` (from 1) and `column` say where to look, where that is known.
    """

    def __init__(self, code: str, *, field: str = "", row: int | None = None, column: str = "", **values: Any) -> None:
        super().__init__(code)
        self.said, self.field, self.row, self.column = Said(code, values), field, row, column


@dataclass(frozen=True)
class Series:
    """Values in the order of the chart's places (None: a gap). `state` is how it is drawn: now, before, dashed, rest."""

    label: Label
    values: Sequence[float | None]
    state: str = "now"
    flagged: Sequence[int] = ()  # places (from 0) that are pointed out


@dataclass(frozen=True)
class Level:
    """A level across the chart, or a step line where it differs from place to place."""

    label: Label
    value: float | Sequence[float]
    state: str = "limit"  # limit, center, target


@dataclass(frozen=True)
class Lines:
    """Values over places in order: a control chart, a trend, a curve."""

    title: Label
    places: Sequence[str]
    series: Sequence[Series]
    levels: Sequence[Level] = ()
    unit: str = ""
    from_zero: bool = False


@dataclass(frozen=True)
class Bars:
    """Amounts by cause or station, stacked where there are several series, with levels; `cumulative` draws shares as a line."""

    title: Label
    places: Sequence[Label]
    series: Sequence[Series]
    levels: Sequence[Level] = ()
    cumulative: Sequence[float] = ()  # shares from 0 to 1, one a place
    unit: str = ""


@dataclass(frozen=True)
class Radar:
    """Scores on several scales that all go from 0 to `most`."""

    title: Label
    places: Sequence[Label]
    series: Sequence[Series]
    most: float


@dataclass(frozen=True)
class Flow:
    """What goes in on one side and comes out on the other, as widths: amounts of one unit."""

    title: Label
    into: Sequence[tuple[Label, float]]
    out: Sequence[tuple[Label, float, str]]  # label, amount, state: good, loss, rest
    unit: str = ""


@dataclass(frozen=True)
class Cell:
    """One field of a grid: a short text, and what it means: good, attention, bad, now, rest or nothing."""

    text: str
    state: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of small fields: a roster, a register of risks, a map of steps."""

    title: Label
    columns: Sequence[Label]
    rows: Sequence[tuple[Label, Sequence[Cell]]]


Chart: TypeAlias = Lines | Bars | Radar | Flow | Grid


@dataclass(frozen=True)
class Answer:
    """Everything a tool says.

    values: figures by their JSON names; groups are mappings, tables lists of mappings. None: withheld, and `withheld` says
    why by the code of a sentence. says: what it means, the most important first. then: the next step.
    """

    values: Mapping[str, Any]
    says: Sequence[Said] = ()
    then: Said | None = None
    charts: Sequence[Chart] = ()
    withheld: Mapping[str, Said] = field(default_factory=dict)

    def value(self, path: str) -> Any:
        """The value that stands there ("capability.cpk"); None where it is withheld or was not asked for."""
        found: Any = self.values
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found


class Watch:
    """How a long solve is watched: it tells how far it is and its best so far, and asks whether to stop.

    This one watches nothing; who runs a solve in the background gives one that keeps what is told.
    """

    def tell(self, share: float, best: Mapping[str, Any] | None = None) -> None:
        """share: 0 to 1 of the time or of the gap; best: what is known so far, for people."""

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop: the solve ends and gives the best that it found."""
        return False
