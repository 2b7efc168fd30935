"""A cohort that tests speak of: on 22 November 2026 the garment makers and a joinery wait for a class with Omar.

Omar is certified for the module until the end of 2027, speaks Kiswahili and English and works in Nairobi. Eva's
certificate lapsed in August. Kenya keeps one time, three hours before UTC, the whole year.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from genba.access.models import User
from genba.delivery.actions import planned_visits, timetable
from genba.delivery.models import PlannedVisit, Workshop
from genba.directory.actions import enterprises
from genba.programmes.actions import cohorts, engagements, trainers
from genba.programmes.models import Cohort, Engagement
from tests.cast import AGREED, Cast
from tests.scenes_sheet import at_today

__all__ = ["at_today"]
MODULE = "workplace-cooperation"
FIRST, SECOND = date(2026, 12, 8), date(2026, 12, 9)  # a Tuesday and a Wednesday
VISIT = date(2026, 12, 22)


@dataclass
class Scene:
    cohort: Cohort
    joinery: Engagement


def another(cast: Cast, name: str, **more: Any) -> Engagement:
    """One more enterprise of Nairobi that takes the module with Omar."""
    made = enterprises.register(by=cast.coordinator, name=name, country="KE", city="Thika", provider=cast.provider)
    facts: dict[str, Any] = {"trainer": cast.omar, "agreed_on": AGREED, **more}
    return engagements.open_engagement(by=cast.coordinator, programme=cast.programme, enterprise=made, module=MODULE,
                                       provider=cast.provider, **facts)  # fmt: skip


def know(cast: Cast) -> None:
    """What is known about the two trainers."""
    trainers.describe(by=cast.coordinator, trainer=cast.omar, languages=["sw", "en"], countries=["KE"], regions=["Nairobi"])
    trainers.certify(by=cast.coordinator, trainer=cast.omar, module=MODULE, valid_from=date(2025, 1, 1),
                     valid_until=date(2027, 12, 31))  # fmt: skip
    trainers.certify(by=cast.coordinator, trainer=cast.expert, module=MODULE, valid_from=date(2023, 8, 1),
                     valid_until=date(2026, 8, 1))  # fmt: skip


def a_cohort(cast: Cast, **more: Any) -> Scene:
    """Two enterprises, no trainer yet, a class wished for 8 and 9 December."""
    know(cast)
    joinery = another(cast, "Model Joinery")
    facts: dict[str, Any] = {
        "name": "Nairobi, winter",
        "begins_on": FIRST,
        "engagements": [cast.engagement, joinery],
        **more,
    }
    cohort = cohorts.form(by=cast.coordinator, programme=cast.programme, provider=cast.provider, module=MODULE, **facts)
    return Scene(cohort, joinery)


def with_class(cast: Cast, scene: Scene, trainer: User | None = None) -> Workshop:
    """Omar (or who is named) trains it, on both days."""
    now = timetable.assign(by=cast.coordinator, cohort=scene.cohort, version=scene.cohort.version,
                           trainer=trainer or cast.omar, because="The only one near" if trainer else "")  # fmt: skip
    scene.cohort = now
    return timetable.plan_class(by=cast.coordinator, cohort=now, place="Hall of the chamber", days=[FIRST, SECOND],
                                )  # fmt: skip


def a_visit(
    cast: Cast, on: date = VISIT, at: time = time(9), engagement: Engagement | None = None, **more: Any
) -> PlannedVisit:
    """A planned visit to the garment makers by Omar, at nine."""
    wish = planned_visits.Wish(engagement or cast.engagement, on, starts_at=at, **more)
    return planned_visits.plan(by=cast.coordinator, wish=wish)
