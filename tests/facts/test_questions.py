"""Any part of the programme, cut in any way: every figure is what a slow look at each enterprise finds."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest

from genba.directory.places import section_of
from genba.facts import follow
from genba.facts.questions import Asked, Part, answer
from genba.impact import changes, standings
from genba.impact.changes import kpis_of
from genba.impact.models import KpiChange
from genba.impact.tables.takings import size_of
from genba.programmes.models import Engagement
from genba.science.figures import Measured, Withheld
from genba.science.summary import summarise
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, CLASS_DAY, count, firm, train

TODAY = date(2026, 7, 15)
KPIS = ("absenteeism", "labour-turnover")
OWNED = ("women", "others", "not-stated", "women")


@pytest.fixture
def programme(cast: Cast) -> None:
    """Sixteen enterprises in two countries and sectors; some report nothing, one was trained twice, one not at all."""
    random = np.random.default_rng(11)
    made = []
    for n, (country, isic) in enumerate(product(("KE", "VN"), ("1410", "5510"))):
        for m in range(4):
            people = {("worker", "female"): 20 + 60 * m}
            made.append(firm(cast, f"Sample {n} {m}", country=country, isic=isic, workforce=people, owned=OWNED[m]))
    train(cast, *made[:10], on=CLASS_DAY)
    train(cast, *made[10:15], on=CLASS_DAY, country="VN")
    train(cast, made[0], on=date(2026, 4, 1))
    for one, kpi in product(made, KPIS):
        if random.random() < 0.85:
            count(one.enterprise, kpi, BEFORE, float(random.integers(0, 120)), 1000)
            count(one.enterprise, kpi, AFTER, float(random.integers(20, 120)), 1000)
    changes.refresh()
    follow.rebuild()


def values_of(engagement: Engagement) -> dict[str, Any]:
    firm_ = engagement.enterprise
    return {"country": firm_.country_id, "sector": section_of(firm_.isic), "size": size_of(firm_.headcount),
            "owned": "unknown" if firm_.owned == "not-stated" else firm_.owned,
            "provider": engagement.provider_id, "module": engagement.module}  # fmt: skip


def slowly(kpi: str, by: tuple[str, ...], only: dict[str, tuple[Any, ...]]) -> dict[tuple[Any, ...], tuple[int, Any]]:
    """One enterprise after the other: for each part how many were trained, and the summary of those that report."""
    trained: dict[tuple[Any, ...], set[int]] = {}
    reported: dict[tuple[Any, ...], dict[int, KpiChange]] = {}
    for engagement in Engagement.objects.filter(withdrawal=None).order_by("pk"):
        change = KpiChange.objects.filter(engagement=engagement, indicator=kpi).first()
        days = [s.held_on for p in engagement.participations.all() for s in p.workshop.sessions.all()]
        values = values_of(engagement)
        is_here = all(values[cut] in wanted for cut, wanted in only.items())
        if not days or min(days) > TODAY or not is_here or kpi not in {k.code for k in kpis_of(engagement.module)}:
            continue
        part = tuple(values[cut] for cut in by)
        trained.setdefault(part, set()).add(engagement.enterprise_id)
        if change and change.verdict != "unknown":
            reported.setdefault(part, {}).setdefault(engagement.enterprise_id, change)
    return {part: (len(firms), _summary(reported.get(part, {}), len(firms))) for part, firms in trained.items()}


def _summary(changes_in: dict[int, KpiChange], n_trained: int) -> Any:
    rows = list(changes_in.values())
    relative = np.array([np.nan if r.relative is None else r.relative for r in rows])
    return summarise(relative, improved=np.array([r.verdict == "better" for r in rows], dtype=bool), n_trained=n_trained)


def asked_of(by: tuple[str, ...] = (), **only: tuple[Any, ...]) -> Iterator[Part]:
    found = answer(Asked(KPIS, tuple(only.items()), by), TODAY)
    assert found is not None
    return iter(found.parts)


@pytest.mark.parametrize(
    ("by", "only"),
    [((), {}), (("country",), {}), (("country", "sector"), {}), (("size",), {"country": ("KE",)}), (("module",), {"sector": ("C", "I")}),
     (("owned",), {}), (("owned", "country"), {"sector": ("C",)}), (("size",), {"owned": ("women",)}),
     (("provider", "size"), {"country": ("KE", "VN")}), ((), {"country": ("PE",)})],
)  # fmt: skip
def test_every_part_is_what_a_slow_look_finds(
    programme: None, by: tuple[str, ...], only: dict[str, tuple[Any, ...]]
) -> None:
    found = {(p.kpi, p.of): p for p in asked_of(by, **only)}

    expected = {(kpi, part): told for kpi in KPIS for part, told in slowly(kpi, by, only).items()}
    assert found.keys() == expected.keys()
    for key, part in found.items():
        n_trained, summary = expected[key]
        assert (part.n_trained, part.n_reporting, part.n_improved) == (n_trained, summary.n_reporting, summary.n_improved)
        assert part.share == summary.share_improved
        assert (part.median, part.q1, part.q3) == (summary.median, summary.q1, summary.q3)


def test_the_figures_are_those_of_the_stored_standings(programme: None) -> None:
    standings.refresh()

    stored = {line.country: line for line in standings.lines(code="absenteeism", by="country", inside=True)}
    for part in asked_of(("country",)):
        if part.kpi == "absenteeism":
            line = stored[part.of[0]]
            assert (part.n_trained, part.n_reporting) == (line.detail["n_trained"], line.detail["n_reporting"])
            assert line.value == (part.share.value if isinstance(part.share, Measured) else None)


def test_under_five_enterprises_nothing_is_told_but_how_many(programme: None) -> None:
    few = [p for p in asked_of(("country", "sector", "size")) if p.n_reporting < 5]

    assert few
    assert all(p.share == Withheld("too-few", p.n_reporting) for p in few)
    assert all(isinstance(f, Withheld) for p in few for f in (p.median, p.q1, p.q3, p.mean))


def test_a_class_of_tomorrow_trained_nobody_yet(cast: Cast) -> None:
    train(cast, cast.engagement, on=date(2026, 8, 1))
    count(cast.garments, "absenteeism", BEFORE, 10, 100)
    follow.rebuild()

    assert list(asked_of()) == []


def test_the_mean_is_that_of_the_changes(programme: None) -> None:
    relative = [r for r in KpiChange.objects.exclude(verdict="unknown").filter(indicator="absenteeism")
                .values_list("relative", flat=True) if r is not None]  # fmt: skip

    part = next(p for p in asked_of() if p.kpi == "absenteeism")

    assert isinstance(part.mean, Measured)
    assert part.mean.value == pytest.approx(np.mean(relative), rel=1e-12)
    assert part.mean.n == len(relative)
