"""A programme of seven enterprises, of which five report, with its figures worked out."""

from datetime import timedelta

from django.utils import timezone

from genba.impact import changes, standings
from tests.cast import Cast
from tests.scenes_impact import BEFORE, attend, change, check, count, firm, saved, train

KPI = "absenteeism"


def programme_of_seven(cast: Cast) -> Cast:
    """Six firms of Kenya in training: five report absence, four of them with less of it; one firm of Viet Nam waits."""
    takings = [firm(cast, f"Model Works {at}", workforce={("worker", "female"): 20}) for at in range(6)]
    workshop = train(cast, *takings)
    for taking, now in zip(takings[:5], (60, 70, 80, 90, 110), strict=True):
        change(taking, KPI, 100, now)
    count(takings[5].enterprise, KPI, BEFORE, 100, 1000)
    attend(cast, workshop, takings[0], "Ana Muster", "female", "worker", 180, 180)
    attend(cast, workshop, takings[1], "Ben Muster", "male", "manager", 180, 0)
    saved(takings[0], 100)
    check(cast, takings[0], "meet-daily", d20260201="absent", d20260501="practised")
    firm(cast, "Song Hong Works", country="VN", provider=cast.rival, agreed_on=timezone.localdate() - timedelta(days=40))
    changes.refresh()
    standings.refresh()
    return cast
