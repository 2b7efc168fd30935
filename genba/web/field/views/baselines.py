"""The first measure of an engagement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.observations.actions.baselines import take_baseline
from genba.observations.models import Baseline, Observation, PracticeCheck
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement
from genba.web.base.page import Page
from genba.web.base.periods import chosen_period
from genba.web.field.found import kpi_rows, practice_rows
from genba.web.field.sent import sent_with
from genba.web.field.visit_forms import BaselineForm


@requires(Permission.BASELINE_TAKE, Engagement, load="enterprise,baseline,baseline__taken_by")
def baseline(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Take the baseline; once it is taken, show it."""
    taken = getattr(engagement, "baseline", None)
    if taken:
        return _taken(request, engagement, taken)
    module, language = module_of(engagement.module), get_language() or "en"
    form = BaselineForm(request.POST or None, engagement=engagement, module=module, language=language)
    page = Page(request, "field/baseline.html", form=form, engagement=engagement, module=module.titles.in_(language),
                period=chosen_period(form))  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        take_baseline(
            by=request.user, engagement=engagement, taken_on=data["taken_on"], starts_on=data["period"][0],  # type: ignore[arg-type]
            ends_on=data["period"][1], values=data["answers"], practices=data["seen"],
            output_unit=data.get("output_unit", ""), note=data["note"],
        )  # fmt: skip
        return redirect("field:baseline", code=engagement.code)
    return page.show()


def _taken(request: HttpRequest, engagement: Engagement, taken: Baseline) -> HttpResponse:
    module, language = module_of(engagement.module), get_language() or "en"
    codes = [i.code for i in module.core_kpis]
    history = Observation.objects.filter(indicator__in=codes, ends_on__lte=taken.taken_on).points([engagement.enterprise_id])
    newest = {p.indicator: p for p in sorted(history, key=lambda p: p.ends_on)}
    checks = PracticeCheck.objects.filter(engagement=engagement, checked_on=taken.taken_on)
    return Page(
        request, "field/baseline_taken.html", engagement=engagement, taken=taken, module=module.titles.in_(language),
        kpis=kpi_rows(module.core_kpis, newest, {}, engagement.enterprise.output_unit, language),
        practices=practice_rows(module.practices, {c.practice: c for c in checks}, {}, language),
        sent=sent_with("baseline", engagement.code, engagement, language),
    ).show()  # fmt: skip
