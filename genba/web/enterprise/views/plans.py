"""The improvement plan: its board and table, a new action, and what happens to one."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.plans import actions as plans
from genba.plans.models import Action, State
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement
from genba.reports.sheet import enterprise_sheet
from genba.web.base.page import Page
from genba.web.base.sheet_cards import board, saving_tables
from genba.web.enterprise.forms import ActionForm, DecisionForm, EditActionForm, SavingForm
from genba.web.enterprise.views.sheets import own_enterprise

FACTS = ("problem", "action", "owner", "due_on", "origin", "practice", "cost", "saving_kind", "expected_saving")
ALL = 1000
STATES = {s.value: s.label for s in State}


@requires(Permission.PLAN_READ)
def mine(request: HttpRequest) -> HttpResponse:
    """The plan of the reader's own enterprise: that of the module it takes now."""
    enterprise = own_enterprise(request, Permission.PLAN_READ)
    taken = visible(request.user, Permission.PLAN_READ, Engagement).filter(enterprise=enterprise)
    engagement = taken.select_related("enterprise").order_by("withdrawal", "-agreed_on", "-pk").first()
    if engagement is None:
        return Page(request, "enterprise/plan/none.html", enterprise=enterprise).show()
    return _show(request, engagement)


@requires(Permission.PLAN_READ, Engagement, load="enterprise")
def show(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The plan as a board and as a table."""
    return _show(request, engagement)


def _show(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    sheet = enterprise_sheet(engagement.enterprise, language=get_language() or "en", engagement=engagement.code)
    return Page(request, "enterprise/plan/show.html", sheet=sheet, board=board(sheet.plan), tables=saving_tables(sheet),
                shown=ALL, states=STATES).show()  # fmt: skip


@requires(Permission.PLAN_EDIT, Engagement, load="enterprise")
def new(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """A new action. Money is in the enterprise's currency."""
    form = ActionForm(request.POST or None, module=module_of(engagement.module), language=get_language() or "en")
    page = Page(request, "enterprise/plan/new.html", form=form, engagement=engagement, currency=_currency(engagement))
    if form.is_valid():
        made = plans.propose(by=cast(User, request.user), engagement=engagement, **form.cleaned_data)
        return redirect("enterprise:action", code=made.code)
    return page.show()


def _currency(engagement: Engagement) -> str:
    return engagement.enterprise.currency or engagement.currency


@requires(Permission.PLAN_READ, Action, load="engagement__enterprise")
def action(request: HttpRequest, action: Action) -> HttpResponse:
    """One action: what it is, what was decided, what it saves."""
    return _page(request, action).show(200)


def _page(request: HttpRequest, action: Action, **bound: Any) -> Page:
    """The page of an action; one of its two forms may be bound, and then gets the sentence of a refusal."""
    language = get_language() or "en"
    decisions = list(action.decisions.select_related("decided_by", "visit"))
    is_trainer = can(request.user, Permission.VISIT_REPORT, action)
    forms: dict[str, Any] = {
        "decision": DecisionForm(bound.get("decision"), action=action, is_trainer=is_trainer, language=language),
        "saving": SavingForm(bound.get("saving"), initial={"version": action.version, "actual_saving": action.actual_saving,
                                                           "saving_method": action.saving_method}),
    }  # fmt: skip
    of_concern = next((forms[name] for name in bound), None)
    return Page(request, "enterprise/plan/action.html", form=of_concern, **forms, action=action, decisions=decisions,
                state=action.state, practice=_practice(action, language))  # fmt: skip


def _practice(action: Action, language: str) -> str:
    if not action.practice:
        return ""
    known = {p.code: p for p in module_of(action.engagement.module).practices}
    return known[action.practice].labels.in_(language) if action.practice in known else action.practice


@requires(Permission.PLAN_EDIT, Action, load="engagement__enterprise")
def edit(request: HttpRequest, action: Action) -> HttpResponse:
    """Put an action right; two editors at once are both heard."""
    initial = {f: getattr(action, f) for f in (*FACTS, "version")}
    form = EditActionForm(request.POST or None, initial=initial, module=module_of(action.engagement.module),
                          language=get_language() or "en")  # fmt: skip
    page = Page(request, "enterprise/plan/edit.html", form=form, action=action)
    if form.is_valid():
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        plans.edit(action=action, by=cast(User, request.user), version=version, changes=changes)
        return redirect("enterprise:action", code=action.code)
    return page.show()


@require_POST
@requires(Permission.PLAN_DECIDE, Action, load="engagement__enterprise")
def decide(request: HttpRequest, action: Action) -> HttpResponse:
    """A dated decision. Only whoever reports visits can say that the action was seen at one."""
    page = _page(request, action, decision=request.POST)
    form = page.form
    if form.is_valid():
        plans.decide(action=action, by=cast(User, request.user), **form.cleaned_data)
        return redirect("enterprise:action", code=action.code)
    return page.show()


@require_POST
@requires(Permission.PLAN_EDIT, Action, load="engagement__enterprise")
def save(request: HttpRequest, action: Action) -> HttpResponse:
    """What the action really saves, with how it was worked out."""
    page = _page(request, action, saving=request.POST)
    form = page.form
    if form.is_valid():
        said = form.cleaned_data
        plans.record_saving(action=action, by=cast(User, request.user), actual=said["actual_saving"],
                            method=said["saving_method"], version=said["version"])  # fmt: skip
        return redirect("enterprise:action", code=action.code)
    return page.show()
