"""What a sponsor pays for: money, whom it reached, how well, what changed; beside it the programme as a whole.

An agreement counts for the sponsor who pays most of it among those who are known, so that sponsors add up to the programme.
A sponsor knows how many agreements it pays for; of all else nothing is told where few enterprises stand behind it, or behind
what the programme, or a country, module or size of it, has besides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime

from genba.directory.models import Sponsor
from genba.facts import own, store
from genba.facts.apart import Theirs, few_besides
from genba.facts.questions import Asked
from genba.facts.some import places_of
from genba.programmes.payers import Given, given_by
from genba.reports.dashboards.figures import QUALITY, REACH, Only, PartFigure, figure, hidden, outcomes_of
from genba.reports.dashboards.outcomes import PartOutcome, is_small, threshold
from genba.reports.parts import words_of
from genba.science.suppression import suppress

KNOWN: Final = ("enterprises", "engagements")  # to whoever pays
# Answers about a class are kept without the enterprise, so that no satisfaction can be told by sponsor.
GOOD: Final = (*(code for code in QUALITY if code not in ("satisfaction", "reports-returned")), "modules-completed", "practised-after-6-months",
               "practised-after-12-months")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Where:
    """A module in a country: how many agreements the sponsor pays for."""

    country: str
    module: str
    n: int


@dataclass(frozen=True, slots=True)
class SponsorReport:
    """What the page of a sponsor shows. people: those trained by sex and role in words, None where few are hidden. made_at: of
    the facts; None where there are none yet."""

    sponsor: Sponsor
    given: tuple[Given, ...]
    where: tuple[Where, ...] = ()
    reach: tuple[PartFigure, ...] = ()
    people: tuple[tuple[str, int | None], ...] = ()
    quality: tuple[PartFigure, ...] = ()
    outcomes: tuple[PartOutcome, ...] = ()
    made_at: datetime | None = None

    @property
    def is_all_hidden(self) -> bool:
        """Whether there are outcomes and none of them can be shown."""
        return bool(self.outcomes) and all(one.n_trained is None for one in self.outcomes)


def sponsor_report(sponsor: Sponsor, today: date, language: str) -> SponsorReport:
    """From the newest facts; money from agreements as they stand. Four queries beside the facts in columns."""
    facts, given = store.current(), tuple(given_by(sponsor))
    only: Only = (("sponsor", (sponsor.code,)),)
    where = _where(only, today, language) if facts else ()
    if facts is None or not where:
        return SponsorReport(sponsor, given, made_at=parse_datetime(facts.named.made_at) if facts else None)
    few = few_besides(facts, Theirs("sponsor", places_of(facts, "sponsor", (sponsor.code,))), today, is_small)
    told = {c: figure(c, only, today, language, inside=c in KNOWN) for c in (*REACH, *GOOD)}
    if "" in few or not told["enterprises-trained"].value:
        told = {c: one if c in KNOWN else hidden(one) for c, one in told.items()}
    return SponsorReport(
        sponsor, given, where, tuple(told[c] for c in REACH), _people(told["people-trained"], only, today, language),
        tuple(told[c] for c in GOOD), outcomes_of(facts, only, today, language, inside=False, few=few), parse_datetime(facts.named.made_at),
    )  # fmt: skip


def _where(only: Only, today: date, language: str) -> tuple[Where, ...]:
    found = own.answer(Asked(("engagements",), only, ("country", "module")), today)
    parts = found.parts if found else ()
    words = [words_of(cut, {part.of[at] for part in parts}, language) for at, cut in enumerate(("country", "module"))]
    rows = [Where(words[0][part.of[0]], words[1][part.of[1]], int(part.outcome.value or 0)) for part in parts]
    return tuple(sorted(rows, key=lambda row: (row.country, row.module)))


def _people(whole: PartFigure, only: Only, today: date, language: str) -> tuple[tuple[str, int | None], ...]:
    """By sex, then by role, each with the rest that it could be taken from."""
    if not whole.value:
        return ()
    told: list[tuple[str, int | None]] = []
    for cut in ("sex", "role"):
        theirs, all_of = (_counted(limits, cut, today) for limits in (only, ()))
        others = suppress({value: all_of.get(value, 0) - n for value, n in theirs.items()}, threshold())
        shown = {v: None if others[v] is None else n for v, n in suppress(theirs, threshold()).items()}
        words = words_of(cut, set(shown), language)
        told += [
            (words[value], shown[value]) for value in sorted(shown, key=lambda v: (v in ("not-stated", "unknown"), words[v]))
        ]
    return tuple(told)


def _counted(only: Any, cut: str, today: date) -> dict[Any, int]:
    found = own.answer(Asked(("people-trained",), only, (cut,)), today)
    return {part.of[0]: int(part.outcome.value or 0) for part in found.parts} if found else {}
