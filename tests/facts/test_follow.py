"""Facts in columns follow the rows, and are what they would be if everything were read anew: to the last bit."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genba.audit.actions import SYSTEM
from genba.delivery.actions import attendance
from genba.directory.actions import enterprises, merges
from genba.facts import follow, store
from genba.facts.store import Facts
from genba.impact import changes
from genba.impact.models import KpiChange
from genba.observations.actions import observations
from genba.observations.models import Observation
from genba.plans import actions as plans
from genba.programmes.actions import engagements
from genba.science.panel import VERDICTS
from tests.cast import Cast
from tests.plans.test_savings import done
from tests.scenes_impact import AFTER, BEFORE, attend, count, firm, train

KPI = "absenteeism"


def told(facts: Facts) -> dict[str, list[Any]]:
    """Everything that is kept, with the values of cuts instead of their places: bytes, so that no bit is lost."""
    cuts = facts.named.cuts
    tables = {"observed": facts.observed.everything(), **facts.tables, "comparisons": facts.comparisons}
    return {
        f"{name}.{column}": [cuts[column][v] for v in values] if column in cuts else [np.asarray(values).tobytes()]
        for name, table in tables.items() for column, values in table.items()
    }  # fmt: skip


def latest() -> Facts:
    found = follow.follow()
    assert found is not None
    return found


def is_as_if_read_anew() -> bool:
    followed = told(latest())
    return followed == told(follow.rebuild())


def test_what_is_kept_is_what_the_rows_say(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    count(cast.garments, KPI, AFTER, 80, 1000)
    changes.refresh()

    facts = latest()

    row, table = KpiChange.objects.get(), facts.comparisons
    assert len(table["kpi"]) == 1
    assert facts.named.kpis[int(table["kpi"][0])] == row.indicator
    assert float(table["relative"][0]) == row.relative
    assert VERDICTS[int(table["verdict"][0])] == row.verdict
    assert [float(table[f"after_{s}"][0]) for s in ("numerator", "denominator", "n")] == [240, 3000, 3]


def test_a_new_value_is_put_to_what_is_there_without_reading_the_rest(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    first = latest()
    count(cast.garments, KPI, AFTER[:1], 90, 1000)
    follow.follow()
    count(cast.garments, KPI, AFTER[1:], 80, 1000)

    with django_assert_max_num_queries(4):  # events, new observations, those of nobody, and on PostgreSQL what runs
        facts = latest()

    assert facts.named.version > first.named.version
    assert [round(r, 6) for r in facts.comparisons["relative"].tolist()] == [round(250 / 3000 / 0.1 - 1, 6)]
    assert is_as_if_read_anew()


def test_nothing_new_makes_no_version(cast: Cast) -> None:
    train(cast, cast.engagement)
    follow.follow()
    count(cast.garments, KPI, BEFORE, 100, 1000)
    before = latest()

    assert latest().named.version == before.named.version


def test_a_corrected_value_replaces_the_old_one(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    day = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)}
    made = observations.record(by=cast.omar, enterprise=cast.garments, indicator=KPI, numerator=80, denominator=1000, **day)
    follow.follow()

    observations.record(by=cast.omar, enterprise=cast.garments, indicator=KPI, numerator=60, denominator=1000,
                        version=made.version, **day)  # fmt: skip

    assert [round(r, 6) for r in latest().comparisons["relative"].tolist()] == [-0.4]
    assert is_as_if_read_anew()


def test_an_enterprise_that_leaves_is_no_longer_among_them(cast: Cast) -> None:
    other = firm(cast, "Muster Mills")
    train(cast, cast.engagement, other)
    for one in (cast.garments, other.enterprise):
        count(one, KPI, BEFORE, 100, 1000)
        count(one, KPI, AFTER, 80, 1000)
    assert len(latest().comparisons["kpi"]) == 2

    engagements.withdraw(by=cast.coordinator, engagement=other, withdrawn_on=date(2026, 6, 1), reason="Closed down.")

    assert len(latest().comparisons["kpi"]) == 1
    assert is_as_if_read_anew()


def test_a_merged_enterprise_stands_once_with_the_months_of_both(cast: Cast) -> None:
    other = firm(cast, "Sample Street Garment")
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    count(other.enterprise, KPI, AFTER, 80, 1000)
    follow.follow()

    merges.merge(by=cast.coordinator, kept=cast.garments, gone=other.enterprise)

    facts = latest()
    assert set(facts.observed.everything()["enterprise"].tolist()) == {cast.garments.pk}
    assert is_as_if_read_anew()


def test_who_owns_an_enterprise_is_followed_when_it_is_put_right(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    count(cast.garments, KPI, AFTER, 80, 1000)
    assert owners(latest()) == ["unknown"]

    for word in ("women", "others"):
        cast.garments.refresh_from_db()
        enterprises.edit(by=cast.owner, enterprise=cast.garments, changes={"owned": word}, version=cast.garments.version)

        assert owners(latest()) == [word]
        assert is_as_if_read_anew()


def test_a_merge_brings_along_who_owns_it_and_an_undone_one_takes_it_back(cast: Cast) -> None:
    other = firm(cast, "Sample Street Garment", owned="women")
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    count(cast.garments, KPI, AFTER, 80, 1000)
    follow.follow()

    made = merges.merge(by=cast.coordinator, kept=cast.garments, gone=other.enterprise)
    assert owners(latest()) == ["women"]
    assert is_as_if_read_anew()

    merges.undo(by=cast.coordinator, merge=made)
    assert owners(latest()) == ["unknown"]
    assert is_as_if_read_anew()


def owners(facts: Facts) -> list[str]:
    return [facts.named.cuts["owned"][at] for at in facts.comparisons["owned"].tolist()]


def test_a_value_nobody_believes_yet_is_kept_out_until_it_is_approved(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    count(cast.garments, KPI, AFTER, 80, 1000)
    Observation.objects.filter(starts_on=date(2026, 6, 1)).update(unusual=True)

    assert len(latest().observed.everything()["kpi"]) == 5


def test_other_kpis_in_the_packages_have_everything_read_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    follow.follow()
    fewer = {code: k for code, k in follow.kpis().items() if code == KPI}
    monkeypatch.setattr(follow, "kpis", lambda: fewer)

    facts = latest()

    assert facts.named.kpis == (KPI,)
    assert set(facts.observed.everything()["kpi"].tolist()) == {0}


def test_who_reads_while_a_version_is_written_sees_the_one_before_or_the_one_after(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    follow.rebuild()
    read = store.current()
    count(cast.garments, KPI, AFTER, 80, 1000)
    follow.follow()

    assert read is not None
    assert len(read.observed.everything()["kpi"]) == 3
    newest = store.current()
    assert newest is not None
    assert len(newest.observed.everything()["kpi"]) == 6


def test_people_plans_and_money_are_followed_as_well(cast: Cast) -> None:
    workshop = train(cast, cast.engagement)
    ana = attend(cast, workshop, cast.engagement, "Ana Sample", "female", "worker", 180, 180)
    bo = attend(cast, workshop, cast.engagement, "Ana Sampel", "female", "manager", 60, 60)
    follow.rebuild()

    first = workshop.sessions.get(part="morning")
    attendance.mark(by=cast.omar, workshop=workshop, session=first, marks={bo.person.code: 180}, version=workshop.version)
    assert len(latest().tables["people"]["person"]) == 2
    action = done(cast)
    plans.record_saving(action=action, by=cast.owner, actual=Decimal(80), method="bills")
    assert latest().tables["savings"]["amount"].tolist() == [960]
    enterprises.count_workforce(
        by=SYSTEM, enterprise=cast.garments, people={("worker", "female"): 30}, counted_on=date(2026, 5, 1)
    )
    assert latest().tables["headcounts"]["people"].tolist() == [30]
    made = merges.merge(by=cast.coordinator, kept=ana.person, gone=bo.person)
    assert is_as_if_read_anew()
    assert len(latest().tables["people"]["person"]) == 1

    merges.undo(by=cast.coordinator, merge=made)

    assert is_as_if_read_anew()


STEP = st.tuples(
    st.sampled_from(["count", "parts", "rename", "own", "withdraw", "train", "look"]),
    st.integers(0, 3),
    st.integers(0, 11),
    st.integers(1, 900),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=3, max_size=14))
def test_in_whatever_order_things_happen_it_is_as_if_read_anew(cast: Cast, steps: list[tuple[str, int, int, int]]) -> None:
    firms = [firm(cast, f"Sample Works {n}") for n in range(4)]
    follow.rebuild()
    for at, (verb, which, month, amount) in enumerate(steps):
        one = firms[which]
        when = f"2026-{month + 1:02d}"
        match verb:
            case "count" if not Observation.objects.filter(
                enterprise=one.enterprise, starts_on=f"{when}-01", part=""
            ).exists():
                count(one.enterprise, KPI, (when,), amount, 1000)
            case "parts" if not Observation.objects.filter(
                enterprise=one.enterprise, starts_on=f"{when}-01", part="Line 1"
            ).exists():
                count(one.enterprise, KPI, (when,), amount, 500, part="Line 1")
            case "rename":
                enterprises.edit(
                    by=SYSTEM, enterprise=one.enterprise, changes={"isic": "1520"}, version=one.enterprise.version
                )
                one.enterprise.refresh_from_db()
            case "own":
                enterprises.edit(by=SYSTEM, enterprise=one.enterprise, version=one.enterprise.version,
                                 changes={"owned": ("women", "others", "not-stated")[month % 3]})  # fmt: skip
                one.enterprise.refresh_from_db()
            case "withdraw" if not hasattr(one, "withdrawal"):
                engagements.withdraw(
                    by=cast.coordinator, engagement=one, withdrawn_on=date(2026, 6, 1), reason="Closed down."
                )
            case "train":
                train(cast, one, on=date(2026, 1 + month % 6, 10))
                observations.record(by=cast.omar, enterprise=one.enterprise, indicator="labour-turnover", numerator=at,
                                    denominator=100, starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 31),
                                    version=_version(one))  # fmt: skip
            case "look":
                follow.follow()
    assert is_as_if_read_anew()


def _version(one: Any) -> int | None:
    row = Observation.objects.filter(enterprise=one.enterprise, indicator="labour-turnover").first()
    return row.version if row else None
