"""Invented programmes obey the rules that real ones obey."""

import numpy as np
import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from genba.access.models import Grant
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.delivery.models import Arrival, Attendance, CalledOff, Guest, Session
from genba.demonstration import bulk, shapes
from genba.demonstration.story import load_story
from genba.directory.models import Enterprise, EnterpriseWord, Holiday, Workforce
from genba.impact.models import FrameworkValue, KpiChange, Standing
from genba.observations.models import Baseline, Observation, PracticeCheck
from genba.plans.models import Action
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement

ENTERPRISES, KPIS, MONTHS = 7, 6, 24


@pytest.mark.django_db(transaction=True)
def test_what_is_written_in_bulk_hangs_together() -> None:
    written = bulk.load(ENTERPRISES, seed=3, today=timezone.localdate())

    connection.check_constraints()  # no foreign key in the air
    assert written == Observation.objects.count() == ENTERPRISES * KPIS * MONTHS
    assert Enterprise.objects.count() == Engagement.objects.count() == Baseline.objects.count() == ENTERPRISES
    assert all(e.headcount == sum(e.workforce.values_list("people", flat=True)) for e in Enterprise.objects.all())
    assert Attendance.objects.count() == ENTERPRISES * 4 * 4
    assert not Attendance.objects.filter(minutes__gt=F("session__minutes")).exists()


@pytest.mark.django_db(transaction=True)
def test_in_bulk_no_baseline_comes_after_its_class_and_no_part_exceeds_its_whole() -> None:
    bulk.load(ENTERPRISES, seed=4, today=timezone.localdate())

    bounded = [i.code for i in curriculum().indicators if i.bounded]
    assert not Observation.objects.filter(indicator__in=bounded, numerator__gt=F("denominator")).exists()
    for baseline in Baseline.objects.all():
        first = Session.objects.filter(workshop__participations__engagement=baseline.engagement).order_by("held_on")[0]
        assert baseline.taken_on < first.held_on


@pytest.mark.django_db(transaction=True)
def test_after_bulk_keys_the_product_goes_on_registering() -> None:
    bulk.load(ENTERPRISES, seed=5, today=timezone.localdate())

    more = bulk.load(1, seed=6, today=timezone.localdate())

    assert more == KPIS * MONTHS
    assert Enterprise.objects.count() == ENTERPRISES + 1


@pytest.mark.django_db
def test_the_story_and_the_bulk_fill_the_same_tables() -> None:
    load_story(abroad=False, stories=False)

    told = (Enterprise, EnterpriseWord, Workforce, Engagement, Observation, PracticeCheck, Action, KpiChange, Standing)
    assert all(model.objects.exists() for model in told)
    assert set(Observation.objects.exclude(denominator=None).values_list("source", flat=True)) == {"demonstration"}
    assert FrameworkValue.objects.count() == 12


@pytest.mark.django_db
def test_the_story_shows_the_day_of_a_class() -> None:
    load_story(abroad=False, stories=False)

    late = Attendance.objects.get(late__gt=0)
    assert Arrival.objects.count() == 3 and Arrival.objects.get(participant=late.participant).minutes == late.minutes
    assert Guest.objects.get().workshop == late.session.workshop
    assert not CalledOff.objects.standing().exists()
    assert CalledOff.objects.count() == CalledOff.objects.earliest("held_on").workshop.sessions.count() == 4
    assert Holiday.objects.count() == 2


@pytest.mark.django_db
def test_no_chance_however_rare_gives_a_number_below_nought() -> None:
    for seed in (20564, *range(200)):  # the first of these is one of those rare ones
        for _code, _unit, above, below in shapes.series(np.random.default_rng(seed), 40, 24, 6):
            assert min(above) >= 0 and min(below) >= 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["programme-director", "country-officer", "provider-coordinator", "trainer"])
def test_a_bulk_programme_can_be_looked_at_through_the_eyes_of_a_role(role: str) -> None:
    bulk.load(ENTERPRISES, seed=5, today=timezone.localdate())

    grant = Grant.objects.first_holding(role)

    assert visible(grant.user, Permission.ENTERPRISE_READ, Enterprise).exists()
