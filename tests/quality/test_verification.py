"""A tenth is drawn by lot, once, so that anybody can draw it again; and what was found is recorded by somebody else than the trainer."""

import hashlib
from datetime import date
from typing import Any

import pytest

from genba.directory.models import Enterprise
from genba.impact import changes
from genba.kit.refused import Refused
from genba.plans.models import Action
from genba.quality.actions import verifications
from genba.quality.models import DrawnEnterprise, VerificationSample
from genba.quality.verification import drawn, to_verify
from tests.cast import Cast
from tests.scenes_impact import change, firm, saved, train
from tests.scenes_quality import today

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with today():
        yield


def saving_firms(cast: Cast, n: int) -> list[Enterprise]:
    """Enterprises that stated a saving in May."""
    made = [firm(cast, f"Contoh {'bcdfghjklmnprstvwxyz'[k % 20] * 5} {k * 7919 % 1000}") for k in range(n)]
    for engagement in made:
        action = saved(engagement, 200)
        Action.objects.filter(pk=action.pk).update(saving_on=date(2026, 5, 4))
    return [engagement.enterprise for engagement in made]


def slow_draw(codes: list[str], seed: str) -> set[str]:
    """The same again, from the words of the page: SHA-256 of seed, colon, code; the lowest tenth, rounded up."""
    lots = sorted((hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()[:12], code) for code in codes)
    return {code for _lot, code in lots[: -(-len(lots) // 10)]}


def test_a_tenth_rounded_up_is_drawn_and_anybody_draws_the_same_again(cast: Cast) -> None:
    saving_firms(cast, 21)

    made = verifications.draw(by=cast.director, starts_on=FIRST, ends_on=LAST)

    codes = set(made.drawn.values_list("enterprise__code", flat=True))
    assert len(codes) == 3 and made.n_frame == len(made.frame) == 21 and made.drawn_by == cast.director
    assert codes == slow_draw(made.frame, made.seed) == set(drawn(made.frame, made.seed))
    assert made.drawn.first().stated["savings"][0]["amount"] == "200.00"


@pytest.mark.parametrize(("n", "expected"), [(1, 1), (10, 1), (11, 2), (30, 3), (100, 10), (0, 0)])
def test_the_share_is_a_tenth_and_never_nothing_of_something(n: int, expected: int) -> None:
    assert len(drawn([f"CODE{k:04d}" for k in range(n)], "seed")) == expected


def test_every_enterprise_is_drawn_about_as_often_as_any_other() -> None:
    codes = [f"CODE{k:04d}" for k in range(40)]
    times = dict.fromkeys(codes, 0)
    for seed in range(2000):
        for code in drawn(codes, str(seed)):
            times[code] += 1

    assert min(times.values()) > 130 and max(times.values()) < 270  # 200 each, give or take five standard deviations


def test_what_can_be_verified_is_a_saving_stated_or_a_measure_changed_in_the_period(cast: Cast) -> None:
    with_change = firm(cast, "Model Works")
    train(cast, with_change)
    change(with_change, "absenteeism", 100, 80)
    changes.refresh()
    (late,) = saving_firms(cast, 1)
    firm(cast, "Quiet Works")

    found = to_verify(FIRST, LAST)
    before = to_verify(date(2025, 1, 1), date(2025, 12, 31))

    assert set(found) == {with_change.enterprise.code, late.code} and before == {}
    assert found[with_change.enterprise.code]["kpis"] == [{"indicator": "absenteeism", "relative": pytest.approx(-0.2)}]


def test_nobody_draws_twice_or_of_what_is_not_over_or_of_nothing(cast: Cast) -> None:
    with pytest.raises(Refused, match="nothing to verify"):
        verifications.draw(by=cast.director, starts_on=FIRST, ends_on=LAST)
    saving_firms(cast, 3)
    verifications.draw(by=cast.director, starts_on=FIRST, ends_on=LAST)

    with pytest.raises(Refused, match="drawn already"):
        verifications.draw(by=cast.director, starts_on=FIRST, ends_on=LAST)
    with pytest.raises(Refused, match="not over"):
        verifications.draw(by=cast.director, starts_on=FIRST, ends_on=date(2026, 12, 31))
    verifications.draw(by=cast.officer, starts_on=FIRST, ends_on=LAST, country="KE")  # of a country it is another sample
    with pytest.raises(Refused, match="drawn already"):
        verifications.draw(by=cast.officer, starts_on=FIRST, ends_on=LAST, country="KE")
    assert VerificationSample.objects.count() == 2


def test_the_trainer_does_not_verify_the_own_enterprise_and_what_differs_is_said(cast: Cast) -> None:
    saving_firms(cast, 3)
    row = verifications.draw(by=cast.director, starts_on=FIRST, ends_on=LAST).drawn.get()
    facts: dict[str, Any] = {"drawn": row, "verified_on": date(2026, 7, 15)}

    with pytest.raises(Refused, match="Somebody else verifies"):
        verifications.record_result(by=cast.omar, result="confirmed", **facts)
    with pytest.raises(Refused, match="what was found instead"):
        verifications.record_result(by=cast.expert, result="corrected", **facts)
    with pytest.raises(Refused, match="Take a day"):
        verifications.record_result(by=cast.expert, drawn=row, result="confirmed", verified_on=date(2026, 7, 14))
    verifications.record_result(by=cast.expert, result="corrected", note="150 a month", **facts)

    now = DrawnEnterprise.objects.get()
    assert (now.result, now.verified_by, now.note) == ("corrected", cast.expert, "150 a month")
    with pytest.raises(Refused, match="recorded already"):
        verifications.record_result(by=cast.coordinator, result="confirmed", **facts)
