"""The improvement plan: its board, a new action, and one put right."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.plans import actions as plans
from genba.plans.actions import photos
from genba.plans.models import Action
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement
from genba.reports.sheet import enterprise_sheet
from genba.web.base.page import Page
from genba.web.base.sheet_cards import board, saving_tables, soon
from genba.web.enterprise.forms import EditActionForm, NewActionForm
from genba.web.enterprise.views.sheets import own_enterprise

FACTS = (
    "root_cause",
    "area",
    "expected_method",
    "currency",
    "because",
    "problem",
    "action",
    "owner",
    "due_on",
    "origin",
    "practice",
    "cost",
    "saving_kind",
    "expected_saving",
)
ALL = 1000


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
    return Page(request, "enterprise/plan/show.html", sheet=sheet, board=board(sheet.plan), tables=saving_tables(sheet), soon=soon(sheet), shown=ALL).show()  # fmt: skip


@requires(Permission.PLAN_EDIT, Engagement, load="enterprise")
def new(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """A new action, with a photo of the problem where there is one. Money is in the enterprise's currency."""
    form = NewActionForm(request.POST or None, request.FILES or None, module=module_of(engagement.module),
                         language=get_language() or "en",
                         initial={"currency": _currency(engagement)} | {f: request.GET[f] for f in FACTS if f in request.GET})  # fmt: skip
    page = Page(request, "enterprise/plan/new.html", form=form, engagement=engagement, currency="")
    if form.is_valid():
        facts: dict[str, Any] = dict(form.cleaned_data)
        photo, shows = facts.pop("photo"), facts.pop("shows")
        facts |= {"by": cast(User, request.user), "engagement": engagement}
        made = photos.propose_with_photo(data=photo, shows=shows, **facts) if photo else plans.propose(**facts)
        return redirect("enterprise:action", code=made.code)
    return page.show()


def _currency(engagement: Engagement) -> str:
    return engagement.enterprise.currency or engagement.currency


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
        changes["currency"] = changes["currency"] or action.currency
        plans.edit(action=action, by=cast(User, request.user), version=version, changes=changes)
        return redirect("enterprise:action", code=action.code)
    return page.show()
