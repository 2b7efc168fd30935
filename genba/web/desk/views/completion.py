"""The end of a module at the desk: what is missing, who confirms, the talk about the results, and who lacks what."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.closeout.actions import completions, talks
from genba.closeout.models import Completion, FollowUp, ResultsTalk
from genba.closeout.nearing import explained, in_state, lacking, with_names
from genba.closeout.rule import Explanation, explain, explain_many, from_rows
from genba.closeout.suggestions import outlook
from genba.closeout.words import in_one, said, said_line, version_words
from genba.directory.models import Enterprise
from genba.kit.sheets import Column
from genba.programmes.models import Engagement
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.completion_forms import ConfirmForm, TakeBackForm, TalkForm, nearing_filters

KEYS = ("baseline", "attendance_share", "improvement_plan", "actions_done", "visits", "kpis_reported")
COLUMNS = [Column(name, label) for name, label in (
    ("engagement", _l("Engagement")), ("enterprise", _l("Enterprise")), ("enterprise_code", _l("Code of the enterprise")),
    ("country", _l("Country")), ("provider", _l("Provider")), ("trainer", _l("Trainer")), ("module", _l("Module")),
    ("agreed_on", _l("Agreed on")), ("completed_on", _l("Completed on")), ("is_met", _l("Rule met")),
    ("baseline", _l("Baseline")), ("attended", _l("People who attended")), ("plan", _l("Improvement plan")),
    ("actions", _l("Actions done")), ("visits", _l("Visits")), ("kpis", _l("KPIs before and after")),
    ("missing", _l("What is missing")),
)]  # fmt: skip


@requires(Permission.ENGAGEMENT_READ)
def list_nearing(request: HttpRequest) -> HttpResponse:
    """Fifty engagements, the oldest agreement first, each with what it lacks; or all of them as a file."""
    offered = nearing_filters(get_language() or "en")
    asked = offered.asked(request.GET)
    if "state" not in request.GET:
        asked["state"] = "open"
    rows = narrowed(visible(request.user, Permission.ENGAGEMENT_READ, Engagement), asked)
    if request.GET.get("format") == "csv":
        return as_csv(told(explained(rows)), COLUMNS, "completion")  # type: ignore[return-value]  # streamed
    page = slice_of(rows, ("agreed_on", "id"), request.GET.get("after", ""))
    found = explain_many(page.rows)
    shown = [(e, found[e.pk], [said_line(line) for line in x.missing] if (x := found[e.pk]) else []) for e in page.rows]
    query = request.GET.copy()
    query["format"] = "csv"
    query.pop("after", None)
    return Page(request, "desk/completion/list.html", filters=offered.fields(asked), rows=shown,
                further=with_cursor(request, page.next) if page.next else "", file=f"?{query.urlencode()}").show()  # fmt: skip


def narrowed(rows: QuerySet[Engagement], asked: dict[str, str]) -> QuerySet[Engagement]:
    rows = in_state(rows, asked["state"])
    if asked["lacks"]:
        rows = lacking(rows, asked["lacks"])
    if asked["module"]:
        rows = rows.filter(module=asked["module"])
    if asked["country"]:
        rows = rows.filter(enterprise__country_id=asked["country"])
    if asked["q"]:
        firms: Any = Enterprise.objects
        rows = rows.filter(enterprise__in=firms.matching(asked["q"]))
    return with_names(rows)


def told(rows: Iterable[tuple[Any, Explanation | None]]) -> Iterator[list[Any]]:
    """The cells of each engagement in the order of COLUMNS."""
    for e, explanation in rows:
        lines = {line.key: line for line in explanation.lines} if explanation else {}
        yield [
            e.code, e.enterprise.name, e.enterprise.code, e.enterprise.country_id, e.provider.name,
            e.trainer.name if e.trainer else None, e.module, e.agreed_on, e.completed_on,
            explanation.is_met if explanation else None, *(lines[k].found if k in lines else None for k in KEYS),
            in_one(explanation.lines) if explanation else None,
        ]  # fmt: skip


@requires(Permission.ENGAGEMENT_READ, Engagement, load="enterprise,withdrawal,trainer")
def show(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """What the module asks for, what is there, who confirmed it, and what came after."""
    explanation = explain(engagement)
    made = Completion.objects.filter(engagement=engagement).select_related("confirmed_by", "taken_back_by").order_by("-pk")
    past = [(c, [said_line(line) for line in from_rows(c.lines) if not line.is_met]) for c in made]
    standing = next((c for c, _lines in past if c.taken_back_on is None), None)
    follow_ups = FollowUp.objects.filter(completion=standing).prefetch_related("answers") if standing else []
    user = request.user
    return Page(
        request, "desk/completion/show.html", engagement=engagement, enterprise=engagement.enterprise, standing=standing,
        lines=said(explanation) if explanation else [], explanation=explanation,
        version=version_words(explanation) if explanation else "", past=past, follow_ups=list(follow_ups),
        talks=ResultsTalk.objects.filter(engagement=engagement), outlook=outlook(engagement, get_language() or "en"),
        withdrawal=getattr(engagement, "withdrawal", None), today=timezone.localdate(), may_talk=can(user, Permission.VISIT_REPORT, engagement),
        may_confirm=can(user, Permission.COMPLETION_CONFIRM, engagement),
    ).show()  # fmt: skip


@requires(Permission.COMPLETION_CONFIRM, Engagement, load="enterprise,withdrawal")
def confirm(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Say that the enterprise completed the module: from which day, and why if something is missing."""
    explanation = explain(engagement)
    form = ConfirmForm(request.POST or None, is_met=bool(explanation and explanation.is_met))
    page = Page(request, "desk/completion/confirm.html", form=form, engagement=engagement,
                lines=said(explanation) if explanation else [],
                version=version_words(explanation) if explanation else "")  # fmt: skip
    if form.is_valid():
        made = completions.confirm(by=request.user, engagement=engagement, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Completion is confirmed. The certificate has the code %(code)s.") % {"code": made.code})
        return redirect("desk:completion", code=engagement.code)
    return page.show()


@requires(Permission.COMPLETION_CONFIRM, Completion, load="engagement__enterprise")
def take_back(request: HttpRequest, completion: Completion) -> HttpResponse:
    """It was not completed after all, and why."""
    form = TakeBackForm(request.POST or None)
    page = Page(request, "desk/completion/take_back.html", form=form, completion=completion)
    if form.is_valid():
        completions.take_back(by=request.user, completion=completion, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        return redirect("desk:completion", code=completion.engagement.code)
    return page.show()


@requires(Permission.VISIT_REPORT, Engagement, load="enterprise")
def talk(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Note the talk about the results."""
    language = get_language() or "en"
    form = TalkForm(request.POST or None, engagement=engagement, language=language)
    page = Page(request, "desk/completion/talk.html", form=form, engagement=engagement,
                outlook=outlook(engagement, language))  # fmt: skip
    if form.is_valid():
        talks.note(by=request.user, engagement=engagement, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The talk is noted."))
        return redirect("desk:completion", code=engagement.code)
    return page.show()
