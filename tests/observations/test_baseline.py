"""The first measure: complete, before the first class, and before everything it is compared with."""

from datetime import date
from typing import Any

import pytest

from genba.delivery.models import Participation, Session, Visit, Workshop
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from genba.observations.actions import baselines
from genba.observations.actions.baselines import Answer, Seen
from genba.observations.models import Baseline, Observation, PracticeCheck
from tests.cast import Cast

JANUARY = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 31)}
VALUES = [Answer("defect-rate", 60, 1000), Answer("energy-intensity", note="The meter is shared")]
PRACTICES = {"daily-meeting": Seen("absent"), "charter": Seen("on-paper", "In the office, not on the wall")}


def take(cast: Cast, **facts: Any) -> Baseline:
    given: dict[str, Any] = {"taken_on": date(2026, 2, 10), "values": VALUES, "practices": PRACTICES, **JANUARY}
    return baselines.take_baseline(by=cast.omar, engagement=cast.engagement, **(given | facts))


def look(cast: Cast, on: date, practices: dict[str, Seen]) -> None:
    baselines.check_practices(by=cast.omar, engagement=cast.engagement, checked_on=on, practices=practices)


def has_class(cast: Cast, on: date) -> None:
    workshop = Workshop.objects.create(
        programme=cast.programme, provider=cast.provider, country_id="KE", trainer=cast.omar, module="workplace-cooperation",
        place="Nairobi", starts_on=on, ends_on=on,
    )  # fmt: skip
    Session.objects.create(workshop=workshop, held_on=on, part="morning", minutes=180)
    Participation.objects.create(workshop=workshop, engagement=cast.engagement)


def test_a_baseline_holds_values_and_practices_of_its_day(cast: Cast) -> None:
    has_class(cast, date(2026, 2, 10))

    take(cast)

    assert Observation.objects.filter(enterprise=cast.garments, **JANUARY).count() == 2
    check = PracticeCheck.objects.get(practice="charter")
    assert (check.state, check.checked_on) == ("on-paper", date(2026, 2, 10))
    assert cast.engagement.baseline.taken_by == cast.omar


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"taken_on": date(2126, 2, 10)}, "taken_on", "not come yet"),
        ({"taken_on": date(2026, 1, 30)}, "period", "must be over"),
        ({"taken_on": date(2026, 3, 3)}, "taken_on", "first class was on 2 March 2026"),
        ({"values": []}, None, "at least one KPI"),
        ({"values": [Answer("defect-rate", -1, 5)]}, "defect-rate-numerator", "below 0"),
        ({"values": [Answer("on-time-delivery", 34, 31)]}, "on-time-delivery-numerator", "cannot be more than"),
        ({"values": [Answer("defect-rate")]}, "defect-rate-note", "why it is not tracked"),
        ({"practices": {"no-such": Seen("absent")}}, "practice-no-such", "no practice"),
        ({"practices": {"charter": Seen("perhaps")}}, "practice-charter", "on paper only"),
        ({"output_unit": "dozens"}, "output_unit", "keeps “pieces”"),
    ],
)
def test_nothing_is_written_when_a_baseline_is_refused(
    cast: Cast, facts: dict[str, Any], field: str | None, sentence: str
) -> None:
    has_class(cast, date(2026, 3, 2))

    with pytest.raises(Refused, match=sentence) as refusal:
        take(cast, **facts)

    assert refusal.value.field == field
    assert not Baseline.objects.exists() and not Observation.objects.exists() and not PracticeCheck.objects.exists()


def test_a_later_measure_never_comes_before_its_baseline(cast: Cast) -> None:
    with pytest.raises(Refused, match="no baseline yet"):
        baselines.check_practices(
            by=cast.omar, engagement=cast.engagement, checked_on=date(2026, 2, 20), practices=PRACTICES
        )
    take(cast)

    with pytest.raises(Refused, match="before the baseline of 10 February 2026"):
        look(cast, date(2026, 2, 9), PRACTICES)
    look(cast, date(2026, 5, 2), {"charter": Seen("practised", "On the wall, signed by all")})

    assert PracticeCheck.objects.last_checks(cast.engagement.pk)["charter"].state == "practised"
    assert PracticeCheck.objects.last_checks(cast.engagement.pk, date(2026, 5, 2))["charter"].state == "on-paper"


def test_a_baseline_after_a_follow_up_visit_is_refused(cast: Cast) -> None:
    Visit.objects.create(
        engagement=cast.engagement, number=1, visited_on=date(2026, 2, 5), trainer=cast.omar, advice="Begin"
    )

    with pytest.raises(Refused, match="A baseline comes first"):
        take(cast)


def test_there_is_one_baseline(cast: Cast) -> None:
    take(cast)

    with pytest.raises(Refused, match="already taken, on 10 February 2026"):
        take(cast)


def test_the_unit_of_output_is_kept_with_the_first_baseline(cast: Cast) -> None:
    Enterprise.objects.filter(pk=cast.garments.pk).update(output_unit="")
    cast.engagement.enterprise.refresh_from_db()
    values = [Answer("labour-productivity", 5000, 1000)]

    with pytest.raises(Refused, match="counts its output"):
        take(cast, values=values)
    take(cast, values=values, output_unit="pieces")

    assert Enterprise.objects.get(pk=cast.garments.pk).output_unit == "pieces"
    assert Observation.objects.get().unit == "pieces/h"
