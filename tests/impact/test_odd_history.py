"""Enterprises, modules and countries that changed: history goes along, and each sum says what it left out."""

import contextlib
import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from genba.audit.models import Event
from genba.cli import main
from genba.directory.actions import events, merges
from genba.directory.models import Enterprise, EnterpriseEvent
from genba.facts import follow
from genba.impact import changes, standings
from genba.impact.actions import renames
from genba.impact.models import KpiChange, Standing
from genba.observations.models import Observation
from genba.partnerships import actions as consents
from genba.programmes.actions import engagements
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, change, count, firm, saved, train
from tests.scenes_modules import REAL, Packages, packages
from tests.scenes_sheet import at_today, consent, play
from tests.words import words_of

__all__ = ["at_today", "packages"]
KPI, MODULE = "absenteeism", "workplace-cooperation"


def work_out() -> None:
    changes.refresh()
    standings.refresh()


def figure(code: str, country: str = "", module: str = "") -> Standing | None:
    return Standing.objects.filter(indicator=code, country=country, module=module, group="", provider_id=0).first()


def value(code: str, country: str = "") -> float | None:
    row = figure(code, country)
    return row.value if row else None


def left_out(code: str) -> dict[str, int]:
    row = figure(code)
    return row.detail.get("left_out", {}) if row else {}


def command(*words: str) -> Any:
    """What a command answers to machines, and its exit code."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = main([*words, "--format", "json"]) if words[0] != "doctor" else main([*words])
    text = told.getvalue()
    return code, json.loads(text) if text.lstrip().startswith(("{", "[")) else text


def test_an_enterprise_that_left_and_came_back_counts_once_with_the_training_that_it_finished(cast: Cast) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 90)
    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 4, 1), reason="Flooded")
    work_out()
    assert figure("enterprises") is None and not KpiChange.objects.exists()

    again = engagements.open_engagement(
        by=cast.coordinator, programme=cast.programme, enterprise=cast.garments, module=MODULE, provider=cast.provider,
        trainer=cast.omar, agreed_on=date(2026, 4, 20), price=Decimal(0), currency="USD", shares=[],
    )  # fmt: skip
    train(cast, again, on=date(2026, 5, 10))
    work_out()

    assert (value("enterprises"), value("engagements"), value("enterprises-trained")) == (1, 1, 1)
    assert left_out("engagements") == {"withdrawn": 1} and left_out("enterprises") == {}
    row = KpiChange.objects.get()  # what it counted before it left is its own: three months before the class it finished
    assert (row.engagement_id, row.before_n, row.before_to) == (again.pk, 3, date(2026, 4, 30))
    assert len(follow.follow().takings["engagement"]) == 1  # type: ignore[union-attr]


def test_an_enterprise_that_closed_and_came_back_keeps_its_figures(cast: Cast) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    work_out()
    for kind, day in (("closed", date(2026, 7, 1)), ("reopened", date(2026, 9, 1))):
        events.tell(by=cast.coordinator, enterprise=cast.garments, kind=kind, happened_on=day)
        work_out()

        assert value("enterprises") == 1 and KpiChange.objects.get().relative == pytest.approx(-0.2)


def test_a_merged_enterprise_counts_once_and_what_both_told_of_one_month_is_set_aside_and_counted(cast: Cast) -> None:
    other = firm(cast, "Sample Street Garment", agreed_on=date(2026, 2, 3))
    train(cast, cast.engagement, other)
    count(cast.garments, KPI, (*BEFORE, *AFTER[:1]), 100, 1000)
    count(other.enterprise, KPI, AFTER, 70, 1000)
    work_out()
    assert value("enterprises") == 2

    promised = merges.preview(kept=cast.garments, gone=other.enterprise)
    merges.merge(by=cast.director, kept=cast.garments, gone=other.enterprise)
    work_out()

    assert value("enterprises") == 1
    assert ("KPI values", 1) in promised.clashes
    april = Observation.objects.get(enterprise=cast.garments, indicator=KPI, starts_on="2026-04-01")
    assert april.numerator == 100, "what the kept one said stays"
    assert {c.after_numerator for c in KpiChange.objects.all()} == {240}
    assert len(set(follow.follow().comparisons["enterprise"].tolist())) == 1  # type: ignore[union-attr]


def test_a_withdrawn_consent_ends_what_a_brand_sees_and_changes_no_figure(cast: Cast, at_today: Any, sign_in: Any) -> None:
    play(cast)
    (given,) = consent(cast, "change")
    work_out()
    before = list(Standing.objects.order_by("pk").values_list("indicator", "value", "detail"))
    address = f"/portal/suppliers/{cast.garments.code}/"
    assert sign_in(cast.brand_officer).get(address).status_code == 200

    consents.withdraw(by=cast.owner, consent=given)
    work_out()

    assert sign_in(cast.brand_officer).get(address).status_code == 404
    assert "Nobody shares anything" in words_of(sign_in(cast.brand_officer).get("/portal/suppliers/"))
    assert list(Standing.objects.order_by("pk").values_list("indicator", "value", "detail")) == before


def renamed(packages: Packages) -> None:
    """Workplace cooperation has another slug from now on."""
    packages.change(
        MODULE,
        "module.yaml",
        f"slug: {MODULE}\n",
        f"slug: working-together\nformerly: [{MODULE}]\n",
        called="working-together",
    )


def test_rows_follow_a_module_that_was_renamed(cast: Cast, packages: Packages, sign_in: Any) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    saved(cast.engagement, 100)
    follow.follow()
    renamed(packages)
    page = words_of(sign_in(cast.director).get(f"/desk/engagements/{cast.engagement.code}/"))
    assert "Workplace cooperation" in page, "known by its old name until the rows follow"

    _code, told = command("modules", "follow")
    work_out()

    assert told["renamed"] == {"programmes.Engagement": 1, "delivery.Workshop": 1}
    assert {e.module for e in Engagement.objects.all()} == {"working-together"}
    row = figure(KPI, module="working-together")
    assert row and row.detail["n_trained"] == 1 and figure("enterprises", module=MODULE) is None
    assert follow.follow().named.cuts["module"][-1] == "working-together"  # type: ignore[union-attr]
    assert Event.objects.get(verb="rename-module").changes == {"from": MODULE, "to": "working-together"}
    assert command("modules", "follow")[1]["renamed"] == {}


def test_rows_follow_a_kpi_that_was_renamed_and_none_is_lost_where_both_names_have_a_month(
    cast: Cast, packages: Packages
) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    follow.follow()
    packages.change(MODULE, "indicators.yaml", f"code: {KPI}\n", f"code: absence\n    formerly: [{KPI}]\n")
    count(cast.garments, "absence", BEFORE[:1], 70, 1000)

    refused, told = command("modules", "follow")

    assert refused == 1 and "some of that name are there already" in str(told)
    assert Observation.objects.filter(indicator=KPI).count() == 6, "nothing was renamed"
    Observation.objects.filter(indicator="absence").delete()

    assert command("modules", "follow")[1]["renamed"] == {"observations.Observation": 6}
    work_out()
    facts = follow.follow()
    assert KpiChange.objects.get().indicator == "absence" and figure("absence")
    assert facts and facts.named.unknown == 0 and len(facts.comparisons["kpi"]) == 1


def test_a_name_of_before_leads_to_one_module_only(packages: Packages) -> None:
    from genba.curriculum import CurriculumError, load

    packages.change(MODULE, "module.yaml", f"slug: {MODULE}\n", f"slug: {MODULE}\nformerly: [hospitality]\n")

    with pytest.raises(CurriculumError, match="is said to be an earlier slug"):
        load(packages.settings.MODULES)


def test_rows_of_a_module_that_is_gone_are_counted_wherever_its_definition_is_needed(cast: Cast, packages: Packages) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    packages.remove(MODULE)

    work_out()
    _code, said = command("doctor")

    assert value("enterprises") == 1, "it was there, whatever its module is called"
    assert left_out("complete-measures") == {"unknown-module": 1}
    assert command("facts", "rebuild")[1]["observations_of_unknown_kpis_left_out"] == 6
    assert f"1 of {MODULE}, which no package has" in said and "6 of absenteeism" in said


def test_every_field_with_the_name_of_a_module_or_a_kpi_follows_or_is_worked_out_anew() -> None:
    """A new model with such a field is found by its name; one that is called otherwise is listed here."""
    found = {f"{model._meta.label}.{field}" for names in (renames.MODULE_FIELDS, renames.KPI_FIELDS)
             for model, field in renames.fields(names)}  # fmt: skip

    sources = [path.read_text() for path in (REAL.parent / "genba").glob("*/models/*.py")]
    named = {
        name
        for text in sources
        for name in re.findall(r"^    (\w+) = models\.CharField.*(?:slug|KPI|indicator)", text, re.MULTILINE)
    }
    assert named <= {*renames.MODULE_FIELDS, *renames.KPI_FIELDS, "code"}, "name it in renames.py"
    assert {"programmes.Engagement.module", "closeout.ResultsTalk.next_module", "observations.Observation.indicator",
            "impact.FrameworkIndicator.computed_from"} <= found  # fmt: skip


def test_a_country_that_split_takes_its_enterprises_with_all_they_did(cast: Cast, sign_in: Any) -> None:
    coast = [firm(cast, f"Coast Works {at}") for at in range(2)]
    train(cast, cast.engagement, *coast)
    for taking in (cast.engagement, *coast):
        change(taking, KPI, 100, 80)
        Enterprise.objects.filter(pk=taking.enterprise_id).update(currency="KES")
    saved(coast[0], 100, currency="KES")
    work_out()
    follow.follow()
    whole = (value("enterprises"), value("engagements"), figure(KPI).detail["n_reporting"])  # type: ignore[union-attr]

    named = [word for taking in coast for word in ("--enterprise", taking.enterprise.code)]
    _code, told = command("country", "KE", "TZ", *named, "--on", "2026-07-01", "--why", "Treaty of the coast")
    work_out()

    assert told["moved"] == 2 and told["still"]["providers"] == 1 and told["still"]["roles of people"] == 1
    assert (value("enterprises"), value("engagements"), figure(KPI).detail["n_reporting"]) == whole  # type: ignore[union-attr]
    assert (value("enterprises", "KE"), value("enterprises", "TZ")) == (1, 2)
    moved = Enterprise.objects.get(pk=coast[0].enterprise_id)
    assert (moved.code, moved.currency) == (coast[0].enterprise.code, "TZS")
    assert coast[0].actions.get().currency == "KES", "what was stated stays as it was stated"
    event = EnterpriseEvent.objects.filter(enterprise=moved).get()
    assert (event.before["country"], event.after["country"], event.note) == ("KE", "TZ", "Treaty of the coast")
    assert "Kenya → Tanzania" in words_of(sign_in(cast.director).get(f"/desk/enterprises/{moved.code}/"))
    facts = follow.follow()
    assert facts and sorted(facts.named.cuts["country"][at] for at in facts.takings["country"].tolist()) == [
        "KE",
        "TZ",
        "TZ",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("KE", "KE", "--all", "--on", "2026-07-01", "--why", "x"), "They are in this country already"),
        (("KE", "TZ", "--on", "2026-07-01", "--why", "x"), "Say which"),
        (("KE", "TZ", "--all", "--on", "2126-07-01", "--why", "x"), "This day has not come yet"),
        (("KE", "TZ", "--all", "--on", "2026-07-01", "--why", " "), "Say why"),
        (("ZZ", "TZ", "--all", "--on", "2026-07-01", "--why", "x"), "No enterprise was named"),
        (("KE", "Atlantis", "--all", "--on", "2026-07-01", "--why", "x"), "is not a country we know"),
    ],
)  # fmt: skip
def test_what_is_no_split_is_refused_and_changes_nothing(cast: Cast, words: tuple[str, ...], sentence: str) -> None:
    code, said = command("country", *words)

    assert code == 1 and sentence in str(said)
    assert Enterprise.objects.get(pk=cast.garments.pk).country_id == "KE" and not EnterpriseEvent.objects.exists()
