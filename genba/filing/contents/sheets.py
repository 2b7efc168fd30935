"""Sheets: of an enterprise, of a cohort, of a brand. They hold everything until the day they are made, and no person."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db.models import F, OuterRef, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.delivery.models import Participant, Session, Visit
from genba.directory.models import Sex
from genba.filing.contents.pieces import PARTS, Pieces
from genba.filing.contents.shared import brand, consents_of
from genba.filing.definitions import defined, version_of
from genba.filing.parts import SHARE, Figure, Section
from genba.filing.question import Question
from genba.impact.before_after import Window
from genba.impact.indicators import definition_of, kpi_definitions
from genba.impact.models import KpiChange
from genba.observations.models import PracticeState
from genba.plans.models import State
from genba.programmes.models import CohortMember
from genba.reports.sheet import EnterpriseSheet, enterprise_sheet
from genba.reports.sheet.kpis import KpiLine
from genba.science.figures import Figure as Known
from genba.science.figures import Measured
from genba.science.summary import summarise

__all__ = ["brand", "cohort", "consents_of", "enterprise", "subject_of"]
FEWEST = 3  # enterprises of a cohort under which nothing is said of it
COLUMNS = ("part", "value", "n", "definition", "data")


def enterprise(q: Question, pieces: Pieces) -> tuple[str, ...]:
    """KPIs before and now, practices, the plan in counts, savings. What people typed is not in it, nor who does what."""
    assert q.enterprise is not None  # noqa: S101 checked by the question
    sheet = enterprise_sheet(q.enterprise, language=q.language)
    source = {"view": "enterprise", "code": q.enterprise.code}
    tracked = [line for line in sheet.kpis if line.is_tracked]
    says = (_("Before: the last months before the first class. Now: the last months there are. n: months."),)
    figures = [f for line in tracked for f in _kpi(line, source)]
    pieces.add(Section("kpis", _("What changed"), says, COLUMNS, tuple(figures)),
               [defined(definition_of(line.indicator), q.language) for line in tracked])  # fmt: skip
    _practices(sheet, pieces, source)
    _plan(sheet, pieces, source)
    untracked = [line.label for line in sheet.kpis if not line.is_tracked]
    return tuple(_("Not tracked: %(kpi)s.") % {"kpi": label} for label in untracked)


def _kpi(line: KpiLine, source: dict[str, str]) -> list[Figure]:
    version = version_of(definition_of(line.indicator))
    common: dict[str, Any] = {"definition": version, "source": source}
    sides = ((_("Before"), "before", line.change.before, line.before), (_("Now"), "now", line.change.after, line.now))
    made = [
        _known(f"kpi|{line.indicator}|{name}", line, part, found, data_at=_end(window), **common)
        for part, name, found, window in sides
    ]
    change = line.change.relative if isinstance(line.change.relative, Measured) else line.change.absolute
    is_share = isinstance(change, Measured) and change.unit == SHARE
    unit = SHARE if is_share else _("points") if line.unit == "%" else line.unit
    made.append(_known(f"kpi|{line.indicator}|change", line, _("Change"), change, data_at=_end(line.now or line.before), unit=unit,
                       is_change=True, **common))  # fmt: skip
    return made


def _known(key: str, line: KpiLine, part: str, found: Known, *, unit: str = "", **more: Any) -> Figure:
    value, why = (found.value, "") if isinstance(found, Measured) else (None, found.reason)
    return Figure(key, line.indicator, line.label, part, unit=unit or line.unit, decimals=1 if unit == SHARE else line.decimals,
                  value=value, n=found.n or None, withheld=why, **more)  # fmt: skip


def _end(window: Window | None) -> str:
    return window.ends_on.isoformat() if window else ""


def _practices(sheet: EnterpriseSheet, pieces: Pieces, source: dict[str, str]) -> None:
    figures = [
        Figure(f"practice|{p.code}", p.code, p.label, p.area, text=str(PracticeState(state).label),
               data_at=_iso(p.now_on or p.before_on), source=source)
        for p in sheet.practices if (state := p.now or p.before)
    ]  # fmt: skip
    if figures:
        says = (_("Each good practice as it was last seen."),)
        pieces.add(Section("practices", _("How we work"), says, ("part", "value", "data"), tuple(figures)), [])


def _plan(sheet: EnterpriseSheet, pieces: Pieces, source: dict[str, str]) -> None:
    """How many actions are in which state, and what they save in a year by currency."""
    day = sheet.as_of.isoformat()
    states = Counter(line.state for line in sheet.plan)
    figures = [
        Figure(
            f"plan|{state}",
            "plan",
            _("Actions of the plan"),
            str(State(state).label),
            value=n,
            is_count=True,
            data_at=day,
            source=source,
        )
        for state, n in sorted(states.items())
    ]
    for s in sheet.savings:
        unit = _("%(currency)s a year") % {"currency": s.currency}
        sides = (
            ("actual", _("Savings, measured"), s.actual, s.n_actual),
            ("expected", _("Savings, expected in the plan"), s.expected, s.n_expected),
        )
        figures += [Figure(f"savings|{s.currency}|{name}", "savings", label, unit=unit, value=float(amount), n=n, data_at=day,
                           source=source) for name, label, amount, n in sides if n]  # fmt: skip
    pieces.add(Section("plan", _("Plan"), (), ("part", "value", "n", "data"), tuple(figures)), [])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def cohort(q: Question, pieces: Pieces) -> tuple[str, ...]:
    """Who is in it, who was trained, and how their KPIs changed."""
    assert q.cohort is not None  # noqa: S101 checked by the question
    source = {"view": "cohort", "code": q.cohort.code}
    members = list(
        CohortMember.objects.filter(cohort=q.cohort).values_list("engagement_id", "left_on", "engagement__withdrawal")
    )
    standing = [key for key, left_on, withdrawal in members if left_on is None and withdrawal is None]
    day = timezone.localdate().isoformat()
    counts = [
        ("enterprises", _("Enterprises"), "", len(standing)),
        ("left", _("Enterprises that left"), "", len(members) - len(standing)),
        *[(f"people|{sex}", _("People trained"), PARTS[sex](), n) for sex, n in _people(standing).items()],
        ("visits", _("Visits made"), "", Visit.objects.filter(engagement__in=standing).count()),
    ]
    figures = [
        Figure(f"cohort|{key}", f"cohort-{key.partition('|')[0]}", label, part, value=n, is_count=True, data_at=day, source=source)
        for key, label, part, n in counts
    ]  # fmt: skip
    says = (_("Trained: present for at least half the minutes of a workshop, each person counted once."),)
    pieces.add(Section("reach", _("The cohort"), says, ("part", "value", "data"), tuple(figures)), [])
    told = list(kpi_definitions(q.cohort.module))
    found = _changes(standing, len(standing), [d.code for d in told])
    outcomes = [f for d in told for f in _outcome(d, found[d.code], q.language, source, day)]
    says = (
        _(
            "Now against before the first class, in each enterprise; then the one in the middle. It does not say why it changed."
        ),
    )
    pieces.add(Section("outcomes", _("What changed in enterprises"), says, ("part", "value", "interval", "n", "definition", "data"),
                       tuple(outcomes)), [defined(d, q.language) for d in told])  # fmt: skip
    return ()


def _people(engagements: Iterable[int]) -> dict[str, int]:
    """People who were there for at least half of a workshop, by sex as on the roster of their last."""
    whole = Session.objects.filter(workshop=OuterRef("workshop")).order_by().values("workshop").annotate(m=Sum("minutes"))
    there = Participant.objects.filter(engagement__in=engagements).annotate(
        attended=Sum("attendances__minutes"), whole=Subquery(whole.values("m"))
    )
    rows = there.filter(attended__gt=0, whole__lte=2 * F("attended")).order_by("workshop__starts_on", "pk")
    sexes = Counter(dict(rows.values_list("person_id", "sex")).values())
    return {sex: sexes[sex] for sex in Sex.values if sexes[sex] or sex in ("female", "male")}


def _changes(engagements: list[int], n: int, codes: list[str]) -> dict[str, Any]:
    """What summarise says of each KPI over these engagements."""
    rows = KpiChange.objects.filter(engagement__in=engagements, indicator__in=codes).exclude(verdict="unknown")
    by_code: dict[str, list[tuple[float | None, str]]] = {code: [] for code in codes}
    for code, relative, verdict in rows.order_by("engagement_id").values_list("indicator", "relative", "verdict"):
        by_code[code].append((relative, verdict))
    return {
        code: summarise(np.array([np.nan if r is None else r for r, _v in found], dtype=np.float64),
                        improved=np.array([v == "better" for _r, v in found], dtype=bool), n_trained=max(n, len(found)), threshold=FEWEST)
        for code, found in by_code.items()
    }  # fmt: skip


def _outcome(told: Any, summary: Any, language: str, source: dict[str, str], day: str) -> list[Figure]:
    if not summary.n_reporting and not told.kpi.core:
        return []
    label = told.label_in(language)
    common: dict[str, Any] = {"definition": version_of(told), "unit": SHARE, "n": summary.n_reporting,
                              "n_of": summary.n_trained, "data_at": day, "source": source}  # fmt: skip
    pairs: list[tuple[str, str, Known, dict[str, Any]]] = [
        ("median", _("%(kpi)s: change in the middle"), summary.median, {"is_change": True, "decimals": 1})
    ]
    if told.kpi.direction != "neutral":
        pairs.insert(0, ("share", _("%(kpi)s: share that improved"), summary.share_improved, {}))
    return [
        Figure(f"cohort|{told.code}|{name}", told.code, title % {"kpi": label}, **_told(found), **common, **more)
        for name, title, found, more in pairs
    ]


def _told(found: Known) -> dict[str, Any]:
    if isinstance(found, Measured):
        return {"value": found.value, "low": found.low, "high": found.high}
    return {"withheld": found.reason}


def subject_of(q: Question) -> str:
    """Whom a sheet is about."""
    if q.cohort:
        return q.cohort.name
    return q.enterprise.name if q.enterprise else q.brand.name if q.brand else ""
