"""Build the sheet of one enterprise."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation

from genba.curriculum import Module, UnknownModule
from genba.directory.models import Enterprise
from genba.plans.models import YearlySavings
from genba.programmes.curricula import curriculum
from genba.programmes.models import Offer
from genba.reports.sheet import rows
from genba.reports.sheet.facts import (
    EngagementFacts,
    EnterpriseFacts,
    PracticeLine,
    engagement_facts,
    enterprise_facts,
    practice_lines,
)
from genba.reports.sheet.kpis import KpiLine, kpi_lines
from genba.reports.sheet.plan import PlanLine, plan_lines, savings_of
from genba.reports.sheet.steps import NextStep, Step, answer_offer, next_step, steps_of
from genba.science.windows import last_day


@dataclass(frozen=True, slots=True)
class EnterpriseSheet:
    """Everything a sheet says, in one language.

    engagement: the module it is about, None before the first agreement; others: the enterprise's other engagements.
    trained_from, trained_until: the class days. kpis: see KpiLine. savings: over one year, by currency.
    shared_with: what each brand may see today. as_of: the day on which it was made; data_until: the last day that any
    KPI covers.
    """

    language: str
    enterprise: EnterpriseFacts
    engagement: EngagementFacts | None
    others: tuple[EngagementFacts, ...]
    trained_from: date | None
    trained_until: date | None
    steps: tuple[Step, ...]
    kpis: tuple[KpiLine, ...]
    practices: tuple[PracticeLine, ...]
    plan: tuple[PlanLine, ...]
    savings: tuple[YearlySavings, ...]
    next_step: NextStep
    shared_with: tuple[tuple[str, tuple[str, ...]], ...]
    as_of: date
    data_until: date | None


def enterprise_sheet(
    enterprise: Enterprise, *, language: str, engagement: str | None = None, today: date | None = None
) -> EnterpriseSheet:
    """The sheet of an enterprise, read in four queries, five where no module is under way.

    engagement: the code of one of its engagements; default, and for a code that is not its own: the latest that it
    did not leave. today: default the local day; what is late and what is done depends on it.
    """
    today = today or timezone.localdate()
    taken = rows.takings_of(enterprise.pk)
    chosen = _chosen(taken, engagement)
    key = chosen.key if chosen else 0
    found = rows.dated(enterprise.pk, key, today)
    history = rows.points_of(enterprise.pk)
    days = sorted(set(found.class_days))
    with translation.override(language):
        module = _module(chosen)
        kpis = kpi_lines(history, module, curriculum(), days[0] if days else None, output_unit=enterprise.output_unit,
                         language=language)  # fmt: skip
        plan = plan_lines(rows.actions_of(key), today)
        steps = steps_of(chosen, module, found, kpis, today) if chosen and module else ()
        return EnterpriseSheet(
            language, enterprise_facts(enterprise, found),
            engagement_facts(chosen, module, language) if chosen else None,
            tuple(engagement_facts(e, _module(e), language) for e in taken if e is not chosen),
            days[0] if days else None, days[-1] if days else None, steps, kpis,
            practice_lines(module, found.checks, language), plan, savings_of(plan),
            _next(next_step(chosen, module, steps, kpis, plan, today), enterprise, today), _shared(found), today,
            max((last_day(k.points[-1].month) for k in kpis if k.points), default=None),
        )  # fmt: skip


def _next(step: NextStep, enterprise: Enterprise, today: date) -> NextStep:
    """The next step; where no module is under way, one more query asks for an open offer."""
    if step.kind not in ("agree", "ended", "module"):
        return step
    open_ones = Offer.objects.open_on(today).filter(enterprise=enterprise).order_by("-offered_on", "-pk")
    offer = open_ones.values_list("code", "valid_until", "acceptance__accepted_on").first()
    return answer_offer(offer[0], offer[1], offer[2] is not None) if offer else step


def _chosen(taken: list[rows.Taking], code: str | None) -> rows.Taking | None:
    asked = next((e for e in taken if e.code == code), None)
    return asked or next((e for e in taken if e.withdrawn_on is None), taken[0] if taken else None)


def _module(taking: rows.Taking | None) -> Module | None:
    if taking is None:
        return None
    try:
        return curriculum().module(taking.module)
    except UnknownModule:  # it left modules/: the sheet still shows what was measured
        return None


def _shared(found: rows.Dated) -> tuple[tuple[str, tuple[str, ...]], ...]:
    brands = sorted({brand for brand, _ in found.consents})
    return tuple((b, tuple(sorted(covers for brand, covers in found.consents if brand == b))) for b in brands)
