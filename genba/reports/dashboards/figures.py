"""The programme's own indicators over a part of it, beside the programme as a whole."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from genba.facts import own, questions, some
from genba.facts.questions import Asked
from genba.facts.store import Facts
from genba.impact.expressions import Outcome
from genba.impact.indicators import definition_of
from genba.reports.dashboards.outcomes import PartOutcome, is_small, outcomes
from genba.reports.left_out import left_out_of

REACH: Final = ("enterprises", "enterprises-trained", "engagements", "people-trained", "workforce-reached")
QUALITY: Final = ("complete-measures", "satisfaction", "practices-adopted", "further-module", "reports-on-time",
                  "reports-returned")  # fmt: skip
Only = tuple[tuple[str, tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True)
class PartFigure:
    """A figure of the part: its value, a fraction where the unit is empty, and what stands behind it. whole: the same of
    the programme with its n; None where it is hidden."""

    code: str
    label: str
    definition: str
    unit: str
    value: float | None
    withheld: str
    detail: Mapping[str, Any]
    whole: float | None
    whole_n: int
    left_out: tuple[str, ...] = ()  # sentences

    @property
    def n(self) -> int:
        return int(self.detail.get("n", 0))


def figure(code: str, only: Only, today: date, language: str, *, inside: bool) -> PartFigure:
    """One indicator in the part. inside: the reader looks after these enterprises and may read of however few; for others a
    figure is hidden where few stand behind it, or behind what the programme has besides."""
    told = definition_of(code)
    theirs, whole = _outcome(Asked((code,), only), today), _outcome(Asked((code,)), today)
    words = (code, told.label_in(language), told.definition_in(language), str(told.unit))
    shown, n = _beside(theirs, whole)
    if theirs is None:
        is_count = bool(told.unit) and code not in QUALITY
        return PartFigure(*words, 0 if is_count else None, "" if is_count else "no-data", {}, shown, n)
    if not inside and (is_small(_behind(theirs)) or shown is None):
        return PartFigure(*words, None, "small-group", {}, shown, n)
    said = left_out_of(theirs.detail, language)
    return PartFigure(*words, theirs.value, theirs.withheld, theirs.detail, shown, n, said)


def hidden(one: PartFigure) -> PartFigure:
    """The same without anything that was counted."""
    return replace(one, value=None, withheld="small-group", detail={}, whole=None, whole_n=0, left_out=())


def outcomes_of(
    facts: Facts, only: Only, today: date, language: str, *, inside: bool, few: Collection[str] = ()
) -> tuple[PartOutcome, ...]:
    """The KPIs of the part, as `outcomes` tells them."""
    theirs, whole = questions.answer(Asked((), only), today), questions.answer(Asked(), today)
    if theirs is None or whole is None:
        return ()
    return outcomes(theirs.parts, whole.parts, some.engaged(facts, Asked((), only)), language, inside=inside, few=few)


def _outcome(asked: Asked, today: date) -> Outcome | None:
    found = own.answer(asked, today)
    return found.parts[0].outcome if found and found.parts else None


def _beside(theirs: Outcome | None, whole: Outcome | None) -> tuple[float | None, int]:
    """The programme as a whole; hidden where few stand behind it, or would once the part is taken from it."""
    if whole is None or whole.value is None:
        return None, 0
    n, rest = _behind(whole), _behind(whole) - (_behind(theirs) if theirs else 0)
    return (None, 0) if is_small(n) or is_small(rest) else (whole.value, n)


def _behind(outcome: Outcome) -> int:
    return int(outcome.detail.get("n", 0))
