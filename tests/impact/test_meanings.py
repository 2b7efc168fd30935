"""A KPI whose definition changed is noticed, and told beside its figures until it is known since when or that only words changed."""

import contextlib
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from genba.audit.models import Event
from genba.cli import main
from genba.facts import follow
from genba.filing.contents.made import contents_of
from genba.filing.question import Question
from genba.impact import changes, meanings, standings, tasks
from genba.impact.actions import evaluations
from genba.impact.actions.meanings import settle
from genba.impact.models import KpiMeaning, Standing
from genba.kit.outbox import drain
from genba.kit.refused import Refused
from genba.reports.evaluation import evaluation_sheet, may_not_say
from genba.reports.programme import programme_report
from tests.cast import Cast
from tests.scenes_impact import change, firm, train
from tests.scenes_meanings import EVEN_LATER, KPI, MODULE, NOW, latest, reword, say_since
from tests.scenes_modules import Packages, packages

__all__ = ["packages"]
pytestmark = pytest.mark.django_db
TOLD = "Its definition changed, and nobody has said since when, or that only the words changed"


def a_minute_later(at: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=2 * at), tick=False):
        drain()


def told_of() -> dict[str, tuple[str, ...]]:
    """By KPI the sentences beside the figures of the programme."""
    return {one.indicator: one.left_out for one in programme_report(language="en").outcomes}


def beside(code: str = KPI) -> dict[str, int]:
    changes.refresh()
    standings.refresh()
    row = Standing.objects.get(indicator=code, country="", module="", group="", provider_id=0)
    counts: dict[str, int] = row.detail.get("left_out", {})
    return counts


def command(*words: str) -> dict[str, Any]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main([*words, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def test_a_definition_that_changed_without_a_day_is_told_until_somebody_says_that_only_words_changed(
    cast: Cast, packages: Packages
) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    tasks.always_waiting()
    drain()
    assert TOLD not in told_of()[KPI]

    reword(packages)
    a_minute_later(1)
    a_minute_later(2)
    noticed = told_of()
    settle(by=cast.director, meaning=latest(), reason=" Leave without pay was always counted. ")
    a_minute_later(3)
    a_minute_later(4)

    assert TOLD in noticed.pop(KPI) and noticed and not any(TOLD in said for said in noticed.values())
    assert TOLD not in told_of()[KPI]
    event = Event.objects.get(verb="settle", noun="kpimeaning", code=latest().code)
    assert (event.by, event.reason) == (cast.director.code, "Leave without pay was always counted.")


def test_one_that_says_since_when_is_explained_by_itself(cast: Cast, packages: Packages) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    meanings.look()
    reword(packages, since="2026-02-01")

    meanings.look()

    assert latest().since == date(2026, 2, 1) and NOW in latest().definition and latest().before is not None
    assert meanings.open_ones() == set() and beside() == {"values-by-other-definition": 2}


def test_a_package_that_says_since_when_later_on_explains_what_was_open(cast: Cast, packages: Packages) -> None:
    meanings.look()
    reword(packages)
    meanings.look()
    reword(packages, EVEN_LATER, was=NOW)
    meanings.look()
    assert meanings.open_ones() == {KPI} and KpiMeaning.objects.open().count() == 2

    say_since(packages, "2026-02-01")
    changed = meanings.look()

    assert changed == 1 and meanings.open_ones() == set()
    assert KpiMeaning.objects.filter(indicator=KPI).count() == 3, "the same meaning is not kept twice"


def test_a_day_that_the_package_named_for_an_earlier_change_explains_no_later_one(packages: Packages) -> None:
    say_since(packages, "2026-02-01")
    meanings.look()
    reword(packages)

    meanings.look()

    assert meanings.open_ones() == {KPI}


def test_a_kpi_that_is_met_for_the_first_time_and_one_that_did_not_change_say_nothing(
    packages: Packages, django_assert_num_queries: Any
) -> None:
    first = meanings.look()
    kept = KpiMeaning.objects.count()
    packages.change(MODULE, "indicators.yaml", "Days of work lost", "Days of  work   lost")
    packages.change(MODULE, "indicators.yaml", "fr: Journées de travail perdues par absence", "fr: Journées perdues")

    with django_assert_num_queries(1):
        again = meanings.look()

    assert first == again == 0 and kept == KpiMeaning.objects.count() > 50
    assert meanings.open_ones() == set()


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [('unit: "%"', 'unit: "per cent"', "unit"), ("en: Days lost to absence", "en: Shifts lost to absence", "numerator"),
     ("      name: days_scheduled\n", "      name: days_scheduled\n      minimum: 0\n", "")],
)  # fmt: skip
def test_what_is_counted_and_its_unit_are_the_meaning_and_nothing_else_is(
    packages: Packages, old: str, new: str, text: str
) -> None:
    meanings.look()
    packages.change(MODULE, "indicators.yaml", old, new)

    meanings.look()

    differs = [
        name for name in meanings.TEXTS if latest().before and getattr(latest(), name) != getattr(latest().before, name)
    ]
    assert differs == ([text] if text else []) and (KPI in meanings.open_ones()) == bool(text)


def test_a_kpi_that_was_renamed_goes_on_from_its_old_name(packages: Packages) -> None:
    meanings.look()
    packages.change(MODULE, "indicators.yaml", f"code: {KPI}\n", f"code: absence\n    formerly: [{KPI}]\n")
    nothing = meanings.look()
    reword(packages)
    changed = meanings.look()

    command("modules", "follow")

    assert (nothing, changed, meanings.look()) == (0, 1, 0)
    assert list(KpiMeaning.objects.filter(indicator="absence").order_by("pk").values_list("before__indicator", flat=True)) \
        == [None, "absence"] and meanings.open_ones() == {"absence"}  # fmt: skip


def test_a_kpi_that_no_package_has_any_more_is_not_open(packages: Packages) -> None:
    meanings.look()
    reword(packages)
    meanings.look()

    packages.remove(MODULE)

    assert meanings.look() == 0 and meanings.open_ones() == set()


def test_an_evaluation_says_that_part_of_the_change_may_be_another_way_of_counting(cast: Cast, packages: Packages) -> None:
    train(cast, cast.engagement)
    others = [firm(cast, f"Model Works {at}") for at in range(5)]
    for taking in (cast.engagement, *others):
        change(taking, KPI, 100, 80)
    meanings.look()
    before = evaluations.ask(by=cast.director, indicator=KPI, period="month")
    evaluations.work_out(before)
    reword(packages)
    meanings.look()

    after = evaluations.ask(by=cast.director, indicator=KPI, period="month")
    evaluations.work_out(after)
    other = evaluations.ask(by=cast.director, indicator="defect-rate", period="month")
    evaluations.work_out(other)

    told = [
        any("another way of counting" in said for said in may_not_say(evaluation_sheet(one), "en"))
        for one in (before, after, other)
    ]
    assert told == [False, True, False]


def test_a_filed_report_counts_the_kpis_whose_definition_changed(cast: Cast, packages: Packages) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    beside()
    question = Question("donor", cast.programme, "en", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    meanings.look()
    before = contents_of(question).left_out
    reword(packages)
    meanings.look()

    after = contents_of(question).left_out

    assert set(after) - set(before) == {"One KPI: its definition changed, and nobody has said since when."}


def test_the_command_looks_when_facts_follow_and_only_counts_when_somebody_looks(cast: Cast, packages: Packages) -> None:
    name = "definitions_that_changed_without_a_day"
    follow.follow()
    assert command("facts", "follow")[name] == 0
    reword(packages)

    counted, kept = command("facts")[name], KpiMeaning.objects.filter(indicator=KPI).count()
    followed = command("facts", "follow")[name]

    assert (counted, kept, followed) == (0, 1, 1) and KpiMeaning.objects.filter(indicator=KPI).count() == 2


def test_what_is_not_open_cannot_be_settled_and_nothing_is_settled_without_a_reason(cast: Cast, packages: Packages) -> None:
    meanings.look()
    with pytest.raises(Refused, match="Nothing is open about this definition"):
        settle(by=cast.director, meaning=latest(), reason="It never changed")
    reword(packages)
    meanings.look()
    with pytest.raises(Refused, match="Say why only the words changed"):
        settle(by=cast.director, meaning=latest(), reason="  ")
    settle(by=cast.director, meaning=latest(), reason="Better words")
    with pytest.raises(Refused, match="settled already"):
        settle(by=cast.director, meaning=latest(), reason="Once more")

    assert latest().reason == "Better words" and Event.objects.filter(verb="settle").count() == 1
