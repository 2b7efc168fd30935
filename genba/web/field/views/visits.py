"""Visits: report one, look at it, put it right."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import allowed, can
from genba.delivery.models import Visit
from genba.impact.actions import visits
from genba.observations.actions.baselines import after_baseline
from genba.observations.models import Observation, PracticeCheck
from genba.plans.models import Action, State
from genba.programmes.curricula import module_of
from genba.programmes.locks import locks_of, month_in_words, opened_of, over_engagement
from genba.programmes.models import Engagement
from genba.review.subjects import Subject
from genba.review.waiting import returned_to
from genba.web.base import handed_out
from genba.web.base.page import Page
from genba.web.base.periods import chosen_period, key_of
from genba.web.field.found import kpi_rows, practice_rows
from genba.web.field.review_items import items_of
from genba.web.field.sent import sent_with
from genba.web.field.visit_forms import VisitEditForm, VisitForm
from genba.web.print.visit import as_pdf, language_of

FACTS = ("visited_on", "met", "advice", "next_steps", "version")


@requires(Permission.VISIT_REPORT, Engagement, load="enterprise,trainer")
def new(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Report a visit with everything found on it, in one go."""
    after_baseline(engagement, timezone.localdate(), field="visited_on")
    form = VisitForm(request.POST or None, **_asks(engagement))
    page = Page(request, "field/visits/edit.html", form=form, period=chosen_period(form), **_around(engagement),
                number=engagement.visits.count() + 1, back=[], labels={})  # fmt: skip
    if form.is_valid():
        visit = visits.report(by=request.user, engagement=engagement, found=form.cleaned_data["found"], **form.facts())  # type: ignore[arg-type]
        return redirect("field:visit", code=visit.code)
    return page.show()


@requires(Permission.VISIT_REPORT, Visit, load="engagement__enterprise,engagement__trainer")
def edit(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put a visit right; the old number stays in the trail beside the reason."""
    engagement = visit.engagement
    initial = {f: getattr(visit, f) for f in FACTS}
    kept = list(visit.observations.filter(part=""))
    if kept:
        initial["period"] = key_of(kept[0].starts_on, kept[0].ends_on)
    checked = {c.practice: c for c in visit.practice_checks.all()}
    back = [r for r in returned_to(request.user) if r.visit_id == visit.pk]
    form = VisitEditForm(request.POST or None, initial=initial, kept=kept, checked=checked,
                         **_asks(engagement, before=visit))  # fmt: skip
    page = Page(request, "field/visits/edit.html", form=form, period=chosen_period(form), **_around(engagement),
                number=visit.number, back=back,
                labels={i.key: i.label for i in items_of(Subject("visit", visit), get_language() or "en")} if back else {})  # fmt: skip
    if form.is_valid():
        visits.edit(by=request.user, visit=visit, version=form.cleaned_data["version"], changes=form.facts(),  # type: ignore[arg-type]
                    found=form.cleaned_data["found"])  # fmt: skip
        return redirect("field:visit", code=visit.code)
    return page.show()


@requires(Permission.VISIT_READ, Visit, load="engagement__enterprise,trainer")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One visit: what was decided, counted, seen and advised."""
    engagement, language = visit.engagement, get_language() or "en"
    module = module_of(engagement.module)
    now = {o.indicator: o for o in visit.observations.filter(part="")}
    since = min((o.starts_on for o in now.values()), default=visit.visited_on)
    last = Observation.objects.filter(indicator__in=list(now)).last_points(engagement.enterprise_id, since)
    checks = {c.practice: c for c in visit.practice_checks.all()}
    before = PracticeCheck.objects.last_checks(engagement.pk, visit.visited_on)
    return Page(
        request, "field/visits/show.html", visit=visit, **_around(engagement),
        kpis=kpi_rows(module.kpis, now, last, engagement.enterprise.output_unit, language),
        practices=practice_rows(module.practices, checks, before, language),
        decisions=visit.decisions.select_related("action"), may_edit=can(request.user, Permission.VISIT_REPORT, visit),
        signatures=list(visit.signatures.all()), sent=sent_with("visit", visit.code, engagement, language), **_reviewed(request, visit),
    ).show()  # fmt: skip


def _reviewed(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """The trail for those who may read it, and the locks on the month of the visit."""
    subject = Subject("visit", visit)
    reviews = subject.reviews() if allowed(request.user, Permission.REVIEW_READ) else []
    locks = locks_of([visit.visited_on], over_engagement(visit.engagement))
    opened = opened_of([visit, visit.engagement]) if locks else set()
    return {"reviews": reviews, "labels": {i.key: i.label for i in items_of(subject, get_language() or "en")} if reviews else {},
            "locked": month_in_words(locks[0].month) if locks else "", "is_open": all(k.pk in opened for k in locks)}  # fmt: skip


@requires(Permission.VISIT_READ, Visit, load="engagement__enterprise,engagement__programme,trainer")
def pdf(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The report on paper, in the language of the enterprise's owner; `?language=` asks for another."""
    asked = request.GET.get("language", "")
    language = (
        asked if asked in dict(settings.LANGUAGES) else language_of(visit.engagement.enterprise, get_language() or "en")
    )
    answer = handed_out.as_pdf(as_pdf(visit, language), f"visit-{visit.code}-{visit.visited_on.isoformat()}")
    answer["Content-Language"] = language
    return answer


def _asks(engagement: Engagement, before: Visit | None = None) -> dict[str, Any]:
    """What the form of a visit is built from."""
    plan = [a for a in Action.objects.filter(engagement=engagement).standing() if a.state != State.VERIFIED]
    last = PracticeCheck.objects.last_checks(engagement.pk, before.visited_on if before else None)
    return {"engagement": engagement, "module": module_of(engagement.module), "language": get_language() or "en",
            "plan": plan, "last": last}  # fmt: skip


def _around(engagement: Engagement) -> dict[str, Any]:
    module = module_of(engagement.module).titles.in_(get_language() or "en")
    return {"engagement": engagement, "module": module, "today": timezone.localdate()}
