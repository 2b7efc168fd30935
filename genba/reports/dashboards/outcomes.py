"""What the KPIs of a part of the programme did, with the programme as a whole beside them.

The whole is shown only where the others in it are none or no small group: else one could be taken from the other.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from genba.facts.questions import Part
from genba.impact.indicators import Definition, definition_of
from genba.science.figures import Figure, Measured, Withheld

LEAST: Final = 3  # a smaller threshold would protect nobody


@dataclass(frozen=True, slots=True)
class Whole:
    """The programme as a whole in one KPI."""

    n_trained: int
    n_reporting: int
    share: Figure | None
    median: Figure


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """A KPI in the part: n reporting of n trained of n engaged, None where they are hidden. share: None where no direction
    is better. Quartiles from twice the threshold on, since of five each is what one enterprise did."""

    definition: Definition
    label: str
    n_engaged: int | None
    n_trained: int | None
    n_reporting: int | None
    n_improved: int | None
    share: Figure | None
    median: Figure
    q1: Figure
    q3: Figure
    whole: Whole | None

    @property
    def coverage(self) -> float | None:
        """The part of the trained that reports before and after."""
        return self.n_reporting / self.n_trained if self.n_trained and self.n_reporting is not None else None


def threshold() -> int:
    return max(LEAST, settings.SMALL_GROUP)


def is_small(n: int) -> bool:
    return 0 < n < threshold()


def outcomes(
    own: Sequence[Part],
    whole: Sequence[Part],
    engaged: Mapping[str, int],
    language: str,
    *,
    inside: bool,
    few: Collection[str] = (),
) -> tuple[PartOutcome, ...]:
    """Every core KPI that was taught in the part, and others that are reported, by name.

    own, whole: of one version of the facts, the part and all of the programme. inside: the reader looks after these
    enterprises and may read how many of them there are, however few. few: KPIs in which others would be found by subtraction,
    see facts.apart.
    """
    all_of = {part.kpi: part for part in whole}
    found = [
        _outcome(part, all_of[part.kpi], engaged.get(part.kpi, part.n_trained), language, inside, part.kpi in few)
        for part in own
    ]
    return tuple(sorted(filter(_is_told, found), key=lambda one: one.label))


def _is_told(one: PartOutcome) -> bool:
    return bool(one.n_reporting) or (one.definition.kpi is not None and one.definition.kpi.core)


def _outcome(part: Part, whole: Part, engaged: int, language: str, inside: bool, is_apart: bool) -> PartOutcome:
    told = definition_of(part.kpi)
    if not inside and (is_small(part.n_trained) or is_small(part.n_reporting) or is_apart or reveals(part, whole)):
        nothing = Withheld("too-few", 0)  # not even how many
        return PartOutcome(told, told.label_in(language), None, None, None, None, _directed(told, nothing), nothing,
                           nothing, nothing, None)  # fmt: skip
    q1, q3 = _quartiles(part)
    return PartOutcome(
        told, told.label_in(language), engaged, part.n_trained, part.n_reporting,
        part.n_improved if _has_direction(told) else None, _directed(told, part.share), part.median, q1, q3,
        _whole(part, whole, told),
    )  # fmt: skip


def reveals(part: Part, whole: Part) -> bool:
    """Whether the whole, which everybody may read, less this part would be a small group."""
    return is_small(whole.n_trained - part.n_trained) or is_small(whole.n_reporting - part.n_reporting)


def _whole(part: Part, whole: Part, told: Definition) -> Whole | None:
    if reveals(part, whole) or is_small(whole.n_trained) or is_small(whole.n_reporting):
        return None
    return Whole(whole.n_trained, whole.n_reporting, _directed(told, whole.share), whole.median)


def _quartiles(part: Part) -> Iterator[Figure]:
    for figure in (part.q1, part.q3):
        is_plenty = isinstance(figure, Measured) and figure.n >= 2 * threshold()
        yield figure if is_plenty else Withheld("too-few", part.n_reporting)


def _has_direction(told: Definition) -> bool:
    return told.kpi is None or told.kpi.direction != "neutral"


def _directed(told: Definition, figure: Figure) -> Figure | None:
    return figure if _has_direction(told) else None
