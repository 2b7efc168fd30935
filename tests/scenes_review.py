"""A report that waits to be read, for the tests of reviewing."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from genba.delivery.models import Visit
from genba.impact.actions import visits
from genba.impact.actions.visits import Found
from genba.observations.actions.baselines import Answer, Seen
from tests.cast import Cast
from tests.scenes_field import has_baseline

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=ZoneInfo("UTC"))  # a Monday morning
VISITED = date(2026, 3, 20)


def a_report(cast: Cast, *, visited_on: date = VISITED, **facts: Any) -> Visit:
    """Omar visits the garment makers in March and counts rework in February."""
    found = Found(
        date(2026, 2, 1), date(2026, 2, 28), [Answer("defect-rate", 60, 1180)], {"charter": Seen("practised", "On the wall")}
    )
    given: dict[str, Any] = {
        "advice": "Meet every morning.",
        "next_steps": "- Put up the board\n- Count every day",
        "met": "Lina",
    }
    return visits.report(by=cast.omar, engagement=cast.engagement, visited_on=visited_on, found=found, **(given | facts))


def measured(cast: Cast) -> Visit:
    """The baseline of February and the report of March."""
    has_baseline(cast)
    return a_report(cast)
