"""An unusual value counts in the figures of the programme once a reviewer found it right, and not before."""

from datetime import date

import pytest

from genba.impact import changes
from genba.impact.models import KpiChange
from genba.kit.models import Task
from genba.observations.actions import observations
from genba.observations.models import Observation
from genba.review.actions import approve
from genba.review.subjects import subject_of
from tests.cast import Cast
from tests.scenes_impact import count, train

pytestmark = pytest.mark.django_db
DEFECTS = "defect-rate"
FIRST = ("2025-12", "2026-01", "2026-02")


def changed(cast: Cast) -> KpiChange:
    changes.refresh(enterprise_ids=[cast.garments.pk])
    return KpiChange.objects.get(engagement=cast.engagement, indicator=DEFECTS)


def test_an_unusual_value_waits_for_its_reviewer_before_it_counts(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, DEFECTS, FIRST, 50, 1000)
    odd = observations.record(by=cast.omar, enterprise=cast.garments, indicator=DEFECTS, starts_on=date(2026, 4, 1),
                              ends_on=date(2026, 4, 30), numerator=900, denominator=1000, note="A bad batch")  # fmt: skip
    assert odd.unusual

    before = changed(cast)
    approve(by=cast.coordinator, subject=subject_of(Observation.objects.get(pk=odd.pk)), version=odd.version)
    after = changed(cast)

    assert before.after_n == 0 and before.verdict == "unknown"
    assert after.after_n == 1
    assert Task.objects.filter(kind="impact.refresh", payload__enterprise_ids=[cast.garments.pk]).exists()


def test_a_value_changed_after_it_was_approved_waits_again(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, DEFECTS, FIRST, 50, 1000)
    first = {"by": cast.omar, "enterprise": cast.garments, "indicator": DEFECTS, "starts_on": date(2026, 4, 1),
             "ends_on": date(2026, 4, 30), "denominator": 1000, "note": "A bad batch"}  # fmt: skip
    odd = observations.record(numerator=900, **first)  # type: ignore[arg-type]
    approve(by=cast.coordinator, subject=subject_of(Observation.objects.get(pk=odd.pk)), version=odd.version)

    observations.record(numerator=950, version=odd.version, **first)  # type: ignore[arg-type]

    assert changed(cast).after_n == 0
