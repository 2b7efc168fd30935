"""A cohort: who is in it, who was taken out, who left; and what is known about its trainers."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from genba.audit.models import Event
from genba.kit.refused import Refused, Stale
from genba.programmes.actions import cohorts, engagements, trainers
from genba.programmes.models import CohortMember
from tests.cast import Cast
from tests.scenes_calendar import MODULE, a_cohort, another, at_today

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def test_a_cohort_has_the_zone_of_its_country_and_leaves_one_event(cast: Cast) -> None:
    cohort = a_cohort(cast).cohort

    assert cohort.time_zone == "Africa/Nairobi" and cohort.country_id == "KE"
    assert cohort.members.standing().count() == 2
    assert Event.objects.filter(noun="cohort", code=cohort.code).values_list("verb", flat=True).get() == "form"


def test_an_enterprise_is_in_one_cohort_at_a_time(cast: Cast) -> None:
    cohort = a_cohort(cast).cohort
    second = cohorts.form(by=cast.coordinator, programme=cast.programme, provider=cast.provider, module=MODULE, name="Other")

    with pytest.raises(Refused, match="already in the cohort “Nairobi, winter”"):
        cohorts.add(by=cast.coordinator, cohort=second, engagements=[cast.engagement])
    cohorts.take_out(by=cast.coordinator, cohort=cohort, engagement=cast.engagement, reason="Too far")
    cohorts.add(by=cast.coordinator, cohort=second, engagements=[cast.engagement])

    assert cohort.members.get(engagement=cast.engagement).left_because == "Too far"
    assert second.members.standing().count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        CohortMember.objects.create(cohort=cohort, engagement=cast.engagement, since_on=date(2026, 1, 1), added_by="x")


def test_more_than_the_module_is_made_for_asks_once(cast: Cast) -> None:
    cohort = a_cohort(cast).cohort
    more = [
        another(cast, name) for name in ("Alpha Bakery", "Bravo Tannery", "Carbon Pottery", "Delta Printers", "Echo Foundry")
    ]

    with pytest.raises(Refused, match="up to 6 enterprises in one cohort; it would be 7") as no:
        cohorts.add(by=cast.coordinator, cohort=cohort, engagements=more)
    cohorts.add(by=cast.coordinator, cohort=cohort, engagements=more, insist=True)

    assert no.value.field == "insist"
    assert cohort.members.standing().count() == 7


def test_who_left_the_module_cannot_join_and_counts_no_longer(cast: Cast) -> None:
    scene = a_cohort(cast)

    engagements.withdraw(by=cast.coordinator, engagement=scene.joinery, withdrawn_on=date(2026, 11, 20), reason="Closed")
    cohorts.take_out(by=cast.coordinator, cohort=scene.cohort, engagement=scene.joinery, reason="Closed")

    assert scene.cohort.members.standing().count() == 1 and scene.cohort.members.count() == 2
    with pytest.raises(Refused, match="Model Joinery has left the module"):
        cohorts.add(by=cast.coordinator, cohort=scene.cohort, engagements=[scene.joinery])


@pytest.mark.parametrize(("day", "sentence"), [(date(2062, 12, 8), "2062 is far away"), (date(2025, 12, 8), "is over")])
def test_a_year_typed_wrong_is_met(cast: Cast, day: date, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as no:
        a_cohort(cast, begins_on=day)

    assert no.value.field == "begins_on"


def test_an_enterprise_of_another_provider_or_programme_does_not_join(cast: Cast) -> None:
    theirs = engagements.open_engagement(by=cast.director, programme=cast.programme, enterprise=cast.metals, module=MODULE,
                                         provider=cast.rival, trainer=None, agreed_on=date(2026, 3, 1))  # fmt: skip

    with pytest.raises(Refused, match="does not take this module with this provider"):
        cohorts.add(by=cast.director, cohort=a_cohort(cast).cohort, engagements=[theirs])


def test_a_reason_is_needed_to_take_an_enterprise_out(cast: Cast) -> None:
    with pytest.raises(Refused, match="Say why") as no:
        cohorts.take_out(by=cast.coordinator, cohort=a_cohort(cast).cohort, engagement=cast.engagement, reason=" ")

    assert no.value.field == "reason"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"valid_until": date(2020, 1, 1)}, "valid_until"), ({"valid_until": date(2062, 1, 1)}, "valid_until"),
     ({"valid_from": date(2025, 1, 1)}, "valid_from"), ({"module": "nothing"}, "module")],
)  # fmt: skip
def test_a_certificate_that_cannot_be_is_refused(cast: Cast, wrong: Any, field: str) -> None:
    a_cohort(cast)
    facts = {"module": MODULE, "valid_from": date(2026, 1, 1), "valid_until": date(2027, 1, 1), **wrong}

    with pytest.raises(Refused) as no:
        trainers.certify(by=cast.coordinator, trainer=cast.omar, **facts)

    assert no.value.field == field


def test_days_away_neither_cross_nor_run_backwards(cast: Cast) -> None:
    away = trainers.be_away(by=cast.omar, trainer=cast.omar, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 9))

    with pytest.raises(Refused, match="Already away from 1 December 2026"):
        trainers.be_away(by=cast.omar, trainer=cast.omar, starts_on=date(2026, 12, 9), ends_on=date(2026, 12, 10))
    with pytest.raises(Refused, match="ends before it begins"):
        trainers.be_away(by=cast.omar, trainer=cast.omar, starts_on=date(2026, 12, 20), ends_on=date(2026, 12, 10))
    trainers.be_back(by=cast.omar, absence=away)

    assert trainers.be_away(by=cast.omar, trainer=cast.omar, starts_on=date(2026, 12, 9), ends_on=date(2026, 12, 10))


def test_two_people_who_change_a_profile_are_both_heard(cast: Cast) -> None:
    a_cohort(cast)

    with pytest.raises(Stale):
        trainers.describe(by=cast.omar, trainer=cast.omar, languages=["fr"], version=0)
