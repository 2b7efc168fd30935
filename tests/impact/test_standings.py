"""The programme's figures are what anybody would find who counted the rows by hand."""

from datetime import date, timedelta
from statistics import median, quantiles
from typing import Any

import pytest
from django.utils import timezone

from genba.delivery.models import Attendance, Participant, Session
from genba.directory.models import Workforce
from genba.impact import changes, standings
from genba.impact.models import KpiChange, Standing
from genba.kit.refused import Refused
from genba.programmes.actions.engagements import Share
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_impact import attend, baseline, change, check, firm, saved, seat, train

KPI = "absenteeism"


def work_out() -> None:
    changes.refresh()
    standings.refresh()


def standing(indicator: str, country: str = "", module: str = "", group: str = "", provider: int = 0) -> Standing:
    return Standing.objects.get(indicator=indicator, country=country, module=module, group=group, provider_id=provider)


def absences(cast: Cast, *nows: float, was: float = 100) -> list[Engagement]:
    """As many firms in training, each with `was` of 1000 days lost before and one of `nows` after."""
    takings = [firm(cast, f"Model Works {at}") for at in range(len(nows))]
    train(cast, *takings)
    for taking, now in zip(takings, nows, strict=True):
        change(taking, KPI, was, now)
    return takings


def test_a_kpi_is_told_with_share_median_and_both_numbers(cast: Cast) -> None:
    absences(cast, 50, 60, 80, 90, 100, 120, 130)
    train(cast, cast.engagement)  # trained, and reports nothing

    work_out()

    row = standing(KPI)
    assert (row.detail["n_trained"], row.detail["n_reporting"], row.detail["n_improved"]) == (8, 7, 4)
    assert row.value == pytest.approx(4 / 7)
    assert row.detail["share"]["low"] == pytest.approx(0.2505, abs=5e-4)  # Wilson, by hand from the formula
    assert row.detail["share"]["high"] == pytest.approx(0.8418, abs=5e-4)
    assert row.detail["median"]["value"] == pytest.approx(-0.1)
    assert (row.detail["q1"]["value"], row.detail["q3"]["value"]) == (pytest.approx(-0.3), pytest.approx(0.1))


def test_under_five_enterprises_nothing_is_said_but_how_many(cast: Cast) -> None:
    absences(cast, 50, 60, 80, 90)

    work_out()

    row = standing(KPI)
    assert (row.value, row.withheld, row.detail["n_reporting"]) == (None, "too-few", 4)
    assert row.detail["median"]["withheld"] == "too-few"


def test_an_enterprise_that_took_a_module_twice_counts_once(cast: Cast) -> None:
    takings = absences(cast, 50, 60, 80, 90, 95)
    again = Engagement.objects.get(pk=takings[0].pk)
    again.pk, again.code, again.agreed_on = None, "AGAIN222", date(2026, 4, 20)
    again.save()
    train(cast, again, on=date(2026, 5, 10))

    work_out()

    row = standing(KPI)
    assert (row.detail["n_trained"], row.detail["n_reporting"]) == (5, 5)
    assert standing("enterprises-trained").value == 5
    assert standing("engagements").value == 7  # with the cast's own


def test_nobody_improves_where_no_direction_is_better(cast: Cast) -> None:
    takings = [firm(cast, f"Model Works {at}") for at in range(6)]
    train(cast, *takings)
    for at, taking in enumerate(takings):
        change(taking, "grievances-per-100-workers", 10, 10 + at)

    work_out()

    row = standing("grievances-per-100-workers")
    assert (row.value, row.withheld) == (None, "no-direction")
    assert row.detail["median"]["value"] == pytest.approx(0.25)


def test_a_person_counts_once_and_only_when_there_for_half_of_it(cast: Cast) -> None:
    first, second = train(cast, cast.engagement), train(cast, cast.engagement, on=date(2026, 4, 14))
    half = attend(cast, first, cast.engagement, "Ana Muster", "female", "worker", 180, 0)
    attend(cast, first, cast.engagement, "Ben Muster", "male", "manager", 179, 0)
    attend(cast, first, cast.engagement, "Noor Muster", "not-stated", "worker", 180, 180)
    seat(cast, second, cast.engagement, half.person, "female", "manager", 180, 180)

    work_out()

    assert standing("people-trained").value == 2
    assert standing("people-trained", group="sex:female").value == 1
    assert standing("people-trained", group="sex:not-stated").value == 1
    assert standing("people-trained", group="role:manager").value == 1  # Ana, by her last workshop
    assert not Standing.objects.filter(indicator="people-trained", group="sex:male").exists()


def test_the_workforce_of_a_trained_enterprise_is_counted_once(cast: Cast) -> None:
    train(cast, cast.engagement)
    train(cast, cast.engagement, on=date(2026, 4, 14))

    work_out()

    assert standing("workforce-reached").value == 86
    assert standing("workforce-reached", group="sex:female").value == 52
    assert standing("workforce-reached", group="role:manager").value == 8


def test_a_practice_is_adopted_when_it_was_not_there_and_is_now(cast: Cast) -> None:
    other = firm(cast, "Model Works")
    check(cast, cast.engagement, "meet-daily", d20260201="absent", d20260401="on-paper", d20260501="practised")
    check(cast, cast.engagement, "show-board", d20260201="practised", d20260501="practised")
    check(cast, cast.engagement, "ask-workers", d20260201="practised", d20260501="absent")
    check(cast, other, "meet-daily", d20260201="practised")  # seen once: nothing can be said

    work_out()

    row = standing("practices-adopted")
    assert (row.value, row.detail) == (1.0, {"n": 1, "total": 1, "left_out": {"checked-once": 1}})


def test_savings_are_those_of_a_year_and_never_of_two_currencies(cast: Cast) -> None:
    other, third = firm(cast, "Model Works"), firm(cast, "Sample Mill")
    saved(cast.engagement, 100)
    saved(cast.engagement, 50, "once")
    saved(other, 2000, "once")
    saved(third, 9000, "once", "KES")

    work_out()

    dollars = standing("savings", group="currency:USD")
    assert (dollars.value, dollars.detail["total"], dollars.detail["n"]) == (1625, 3250, 2)
    assert standing("savings", group="currency:KES").value == 9000
    assert (standing("savings").value, standing("savings").withheld) == (None, "mixed-currencies")


def test_what_donors_do_not_pay_is_the_share_covered(cast: Cast) -> None:
    firm(cast, "Model Works", price=1000, shares=[Share("donor", 900, in_kind=False), Share("enterprise", 100)])  # type: ignore[arg-type]

    work_out()

    row = standing("cost-covered")  # the cast's own engagement: 3,000 by the enterprise and a brand
    assert row.value == pytest.approx(3100 / 4000)
    assert row.detail["paid"] == {"enterprise": 1100, "brand": 2000, "donor": 900}


def test_what_is_missing_stands_by_provider_with_its_oldest_day(cast: Cast) -> None:
    today = timezone.localdate()
    firm(cast, "Model Works", agreed_on=today - timedelta(days=31))
    firm(cast, "Sample Mill", agreed_on=today - timedelta(days=30))
    held = firm(cast, "Done Mill", agreed_on=today - timedelta(days=90))
    baseline(cast, held)
    train(cast, cast.engagement)

    work_out()

    row = standing("missing-baseline", "KE", provider=cast.provider.pk)
    assert row.value == 2  # Model Works and the cast's own of February
    assert date.fromordinal(row.detail["oldest"]) == min(cast.engagement.agreed_on, today - timedelta(days=31))
    assert standing("missing-attendance", "KE", provider=cast.provider.pk).value == 1


def test_every_figure_equals_the_count_by_hand(cast: Cast, settings: Any) -> None:
    """The slow obvious twin: plain loops over rows, for every country, module, size, sector and kind of owner at once."""
    settings.SMALL_GROUP = 3
    takings = [
        firm(cast, f"Firm {at}", country=("KE", "VN")[at % 2], isic=("1410", "5510")[at % 3 == 0],
             owned=("women", "others", "not-stated")[at % 3], workforce={("worker", "female"): 3 + 9 * at, ("manager", "male"): 2})
        for at in range(14)
    ]  # fmt: skip
    held = [train(cast, *takings[:6]), train(cast, *takings[6:12], on=date(2026, 3, 25), country="VN")]
    for at, taking in enumerate(takings[:12]):
        change(taking, KPI, 100, 70 + 7 * at)
        attend(cast, held[at // 6], taking, f"Person {at}", ("female", "male")[at % 2], "worker", 180, (at % 4) * 60)

    work_out()

    for country in ("", "KE", "VN"):
        for group in (
            "",
            "size:small",
            "size:medium",
            "size:micro",
            "sector:C",
            "sector:I",
            "owned:women",
            "owned:others",
            "owned:unknown",
        ):
            assert figures_of(country, group) == by_hand(country, group), (country, group)
        for group in ("", "sex:female", "sex:male"):
            assert found("people-trained", country, group) == people_by_hand(country, group)


def found(indicator: str, country: str, group: str) -> float | None:
    row = Standing.objects.filter(indicator=indicator, country=country, module="", group=group, provider_id=0).first()
    return row.value if row else 0


def figures_of(country: str, group: str) -> tuple[Any, ...]:
    row = Standing.objects.filter(indicator=KPI, country=country, module="", group=group, provider_id=0).first()
    middle = (
        [round(row.detail[k]["value"], 9) if "value" in row.detail[k] else None for k in ("q1", "median", "q3")]
        if row
        else []
    )
    share = None if row is None or row.value is None else round(row.value, 9)
    return (
        found("enterprises", country, group), found("enterprises-trained", country, group),
        (row.detail["n_trained"], row.detail["n_reporting"], row.detail["n_improved"]) if row else (0, 0, 0), share, middle,
    )  # fmt: skip


def is_in(engagement: Engagement, country: str, group: str) -> bool:
    firm = engagement.enterprise
    kind, __, value = group.partition(":")
    section = {"14": "C", "25": "C", "55": "I"}[firm.isic[:2]]
    actual = {
        "": "",
        "size": firm.size or "unknown",
        "sector": section,
        "owned": {"not-stated": "unknown"}.get(firm.owned, firm.owned),
    }[kind]
    return country in ("", firm.country_id) and actual == value


def by_hand(country: str, group: str) -> tuple[Any, ...]:
    mine = [e for e in Engagement.objects.select_related("enterprise") if is_in(e, country, group)]
    trained = [e for e in mine if Session.objects.filter(workshop__participations__engagement=e).exists()]
    rows = [c for e in trained for c in KpiChange.objects.filter(engagement=e, indicator=KPI) if c.verdict != "unknown"]
    relative = [(c.after_numerator / c.after_denominator) / (c.before_numerator / c.before_denominator) - 1 for c in rows]  # type: ignore[operator]
    better = sum(r < 0 for r in relative)
    enough = len(relative) >= 3
    q = quantiles(relative, n=4, method="inclusive") if enough else []
    middle = [round(q[0], 9), round(median(relative), 9), round(q[2], 9)] if enough else [None] * 3 if trained else []
    return (
        len({e.enterprise_id for e in mine}), len({e.enterprise_id for e in trained}),
        (len(trained), len(relative), better), round(better / len(relative), 9) if enough else None, middle,
    )  # fmt: skip


def people_by_hand(country: str, group: str) -> int:
    people = set()
    for there in Participant.objects.select_related("engagement__enterprise"):
        minutes = sum(a.minutes for a in Attendance.objects.filter(participant=there))
        whole = sum(s.minutes for s in there.workshop.sessions.all())
        if (
            2 * minutes >= whole
            and country in ("", there.engagement.enterprise.country_id)
            and group in ("", f"sex:{there.sex}")
        ):
            people.add(there.person_id)
    return len(people)


def test_outside_the_programme_small_groups_and_their_counterparts_are_hidden(cast: Cast) -> None:
    workshop = train(cast, cast.engagement)
    for at in range(9):
        attend(cast, workshop, cast.engagement, f"W {at}", "female", "worker", 180, 180)
    for at in range(7):
        attend(cast, workshop, cast.engagement, f"M {at}", "male", "worker", 180, 180)
    attend(cast, workshop, cast.engagement, "X", "other", "worker", 180, 180)
    work_out()

    inside = standings.lines(code="people-trained", by="sex", inside=True)
    outside = standings.lines(code="people-trained", by="sex")

    assert {line.part: line.value for line in inside} == {"female": 9, "male": 7, "other": 1}
    assert {line.part: line.value for line in outside} == {"female": 9, "male": None, "other": None}
    assert {line.withheld for line in outside if line.value is None} == {"small-group"}
    assert all(not line.detail for line in outside if line.value is None)


def test_an_unknown_indicator_or_split_is_refused_with_what_there_is(cast: Cast) -> None:
    with pytest.raises(Refused, match="people-trained"):
        standings.lines(code="happiness")
    with pytest.raises(Refused, match="sector"):
        standings.lines(by="colour")


def test_an_empty_programme_has_no_figures_and_no_fault(db: None) -> None:
    assert standings.refresh() == 0
    assert Workforce.objects.count() == 0
