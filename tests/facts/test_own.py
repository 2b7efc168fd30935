"""The programme's own indicators in any part: the same as the stored figures where these have the part."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from genba.facts import follow
from genba.facts.own import answer, cuts_of
from genba.facts.questions import Asked
from genba.impact import changes, standings
from genba.impact.indicators import own
from genba.impact.models import Standing
from genba.impact.rows import from_database
from genba.kit.refused import Refused
from genba.plans import actions
from genba.programmes.actions import engagements
from genba.programmes.actions.engagements import Share
from tests.cast import Cast
from tests.plans.test_savings import done
from tests.plans.test_the_improvement_plan import seen
from tests.scenes_impact import AFTER, BEFORE, MODULE, attend, count, firm, train

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-15T10:00:00Z", tick=True):
        yield


@pytest.fixture
def programme(cast: Cast) -> None:
    """Four enterprises in Kenya and three in Viet Nam: classes, people, counts, months and money."""
    for country, n in (("KE", 4), ("VN", 3)):
        for at in range(n):
            taking = firm(cast, f"Sample {country} {at}", country=country, price=900, currency="KES" if country == "KE" else "VND",
                          shares=[Share("enterprise", Decimal(300)), Share("donor", Decimal(600))],
                          workforce={("worker", "female"): 20 + at, ("manager", "male"): 2})  # fmt: skip
            workshop = train(cast, taking, country=country)
            attend(cast, workshop, taking, f"Ana {country} {at}", "female", "worker", 180, 180)
            attend(cast, workshop, taking, f"Bo {country} {at}", "male", "manager", 60, 60)
            count(taking.enterprise, "absenteeism", BEFORE, 100, 1000)
            if at:
                count(taking.enterprise, "absenteeism", AFTER, 80, 1000)
    changes.refresh()
    standings.refresh()
    follow.rebuild()


def found(code: str, *by: str, **only: Any) -> dict[tuple[Any, ...], Any]:
    told = answer(Asked((code,), tuple((cut, (value,)) for cut, value in only.items()), by), TODAY)
    assert told is not None
    return {part.of: part.outcome for part in told.parts}


def told(detail: dict[str, Any]) -> dict[str, Any]:
    """What stands behind a figure, without what it leaves out: that is counted for the stored ones."""
    return {name: said for name, said in detail.items() if name != "left_out"}


@pytest.mark.parametrize("code", [d.code for d in own()])
def test_an_own_indicator_from_the_columns_is_the_stored_figure(cast: Cast, programme: None, code: str) -> None:
    definition = next(d for d in own() if d.code == code)
    told_by = cuts_of(definition.work(from_database()))  # type: ignore[misc]
    for by, is_where in (((), {"country": "", "module": ""}), (("country",), {"module": ""}), (("country", "module"), {})):
        rows = Standing.objects.filter(indicator=code, provider_id=0, group="", **is_where)
        if not set(by) <= set(told_by):  # nobody says for which module a trainer was trained
            assert not rows.exclude(module="").exists()
            continue
        rows = rows.exclude(country="") if "country" in by else rows
        rows = rows.exclude(module="") if "module" in by else rows
        stored = {tuple(getattr(row, cut) for cut in by): (row.value, told(row.detail), row.withheld) for row in rows}
        assert {of: (o.value, told(o.detail), o.withheld) for of, o in found(code, *by).items()} == stored
    for cut in definition.by:
        rows = Standing.objects.filter(indicator=code, provider_id=0, country="", module="", group__startswith=f"{cut}:")
        stored = {(row.group.partition(":")[2],): row.value for row in rows}
        assert {of: o.value for of, o in found(code, cut).items()} == stored


def test_a_part_may_be_cut_by_what_no_stored_figure_has(cast: Cast, programme: None) -> None:
    assert {of: o.value for of, o in found("enterprises-trained", "country", "payer").items()} == {
        ("KE", "donor"): 4, ("VN", "donor"): 3,
    }  # fmt: skip
    assert {of: o.value for of, o in found("people-trained", "sex", country="VN").items()} == {("female",): 3}
    assert found("workforce-reached", "sex", year=2026, country="KE")[("female",)].value == 20 + 21 + 22 + 23


def test_a_cut_that_an_indicator_has_not_is_refused_with_those_it_has(cast: Cast, programme: None) -> None:
    with pytest.raises(Refused, match=r"cannot be cut by “sex”\. It can be cut by: country, region"):
        found("enterprises", "sex")
    train(cast, firm(cast, "Unmarked"), on=date(2026, 5, 4))
    with pytest.raises(Refused, match=r"It can be cut by: country, provider, module\."):
        found("missing-attendance", "payer")


def test_savings_that_a_trainer_checked_are_kept_apart_from_those_that_are_stated(cast: Cast) -> None:
    stated, checked = (done(cast, action=name) for name in ("Mark the aisles", "Check at the seam"))
    for action, amount in ((stated, 100), (checked, 50)):
        actions.record_saving(action=action, by=cast.owner, actual=Decimal(amount), method="fewer steps")
    assert (found_now("savings").value, found_now("savings-verified")) == (1800, None)

    actions.verify_saving(action=checked, by=cast.omar, visit=seen(cast))
    assert (found_now("savings").value, found_now("savings-verified").value) == (1800, 600)

    actions.record_saving(action=checked, by=cast.owner, actual=Decimal(70), method="fewer steps")
    assert (found_now("savings").value, found_now("savings-verified")) == (2040, None)


def test_an_enterprise_that_agreed_to_another_module_after_its_first_class_went_on(cast: Cast) -> None:
    train(cast, cast.engagement)
    other = firm(cast, "One module alone")
    train(cast, other)
    assert found_now("further-module").value == 0

    engagements.open_engagement(
        by=cast.coordinator, programme=cast.programme, enterprise=cast.garments, module="lean-manufacturing",
        provider=cast.provider, trainer=cast.omar, agreed_on=date(2026, 6, 1), price=Decimal(0), currency="KES", shares=(),
    )  # fmt: skip

    gone_on = found_now("further-module")
    assert (gone_on.value, gone_on.detail["n_both"], gone_on.detail["n"]) == (0.5, 1, 2)


def found_now(code: str) -> Any:
    assert follow.follow() is not None
    return found(code, module=MODULE).get(())
