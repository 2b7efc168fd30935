"""A year of a programme in one country that can be reported, and a mistake in it that is put right afterwards."""

from datetime import date
from typing import Any

from genba.delivery.models import Attendance
from genba.directory.models import Country
from genba.filing.question import Question
from genba.impact import changes, standings
from genba.impact.actions import framework
from tests.cast import Cast
from tests.scenes_impact import attend, change, check, firm, saved, train

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
NAMES = ("Alder", "Birch", "Cedar", "Daisy", "Elm", "Fir")


def a_year(cast: Cast) -> list[Any]:
    """Six enterprises of Kenya in one class, a woman and a man of each; absence falls in five; two lines were promised."""
    taking = [firm(cast, f"Muster {name} Works") for name in NAMES]
    room = train(cast, *taking)
    for n, one in enumerate(taking):
        attend(cast, room, one, f"Ama {NAMES[n]}", "female", "worker", 180, 180)
        attend(cast, room, one, f"Ben {NAMES[n]}", "male", "manager", 180, 180)
        change(one, "absenteeism", 60 + n, 40 + n if n else 61)
        check(cast, one, "charter", d20260201="absent", d20260601="practised")
        saved(one, 100 + n)
    promise(cast, "1.1", "Enterprises in training", "enterprises-trained", 10, None)
    promise(cast, "1.2", "Partners with the training in their own budget", "", 2, 1)
    work_out()
    return taking


def promise(cast: Cast, no: str, wording: str, computed_from: str, target: float, actual: float | None) -> None:
    line = framework.add_indicator(by=cast.director, programme=cast.programme, no=no, level="Outcome 1", wording=wording,
                                   kind="count", computed_from=computed_from)  # fmt: skip
    typed: dict[str, Any] = {"target": target} if actual is None else {"target": target, "actual": actual}
    framework.enter(by=cast.director, indicator=line, country="KE", period="2026", changes=typed)


def put_right(cast: Cast) -> None:
    """One man was not there after all."""
    Attendance.objects.filter(participant__person__name="Ben Fir").update(minutes=0)
    work_out()


def work_out() -> None:
    changes.refresh()
    standings.refresh()


def year_of(cast: Cast, kind: str, language: str = "en", **more: Any) -> Question:
    """The report of the year; `country` by its code."""
    if "country" in more:
        more["country"] = Country.objects.get(pk=more["country"])
    days = YEAR if kind in ("donor", "country", "annual") else (None, None)
    return Question(kind, cast.programme, language, starts_on=days[0], ends_on=days[1], **more)
