"""The first page of an enterprise's people: what to do next, one tap each; and the numbers of a month."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.kit.refused import Refused
from genba.observations.actions import months
from genba.plans import actions as plans
from genba.plans.models import Action, State
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement
from genba.web.base.navigation import INSIDE
from genba.web.base.page import Page
from genba.web.base.periods import chosen_period
from genba.web.enterprise.number_forms import NumbersForm
from genba.web.enterprise.today import deeds, engagements_of
from genba.web.enterprise.views.sheets import own_enterprise

SAID = (State.STARTED, State.DONE)  # what one tap can say


@requires(Permission.PLAN_READ)
def today(request: HttpRequest) -> HttpResponse:
    """What to do next in the own enterprise; the tape marks the first."""
    user, day = cast(User, request.user), timezone.localdate()
    enterprise = own_enterprise(request, Permission.PLAN_READ)
    own = engagements_of(user, enterprise, day)
    return Page(request, "enterprise/today.html", enterprise=enterprise, today=day, own=own,
                deeds=deeds(user, enterprise, own, day)).show()  # fmt: skip


@require_POST
@requires(Permission.PLAN_DECIDE, Action, load="engagement__enterprise")
def say(request: HttpRequest, action: Action) -> HttpResponse:
    """One tap: the action is begun, or done, today."""
    kind = request.POST.get("kind", "")
    if kind not in SAID:
        raise Refused(_("Say whether it is begun or done."))
    plans.decide(action=action, by=cast(User, request.user), kind=kind)
    said = _("Done: %(action)s. Thank you!") if kind == State.DONE else _("Begun: %(action)s.")
    messages.success(request, said % {"action": action.action})
    return redirect(_home(request, action.engagement))


@requires(Permission.OBSERVATION_RECORD, Engagement, load="enterprise")
def numbers(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The numbers of a month, with the last ones beside them."""
    module, language = module_of(engagement.module), get_language() or "en"
    form = NumbersForm(request.POST or None, enterprise=engagement.enterprise, module=module, language=language)
    page = Page(request, "enterprise/numbers.html", form=form, engagement=engagement, module=module.titles.in_(language),
                period=chosen_period(form))  # fmt: skip
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        months.write_down(by=cast(User, request.user), enterprise=engagement.enterprise, starts_on=data["period"][0],
                          ends_on=data["period"][1], values=data["answers"])  # fmt: skip
        messages.success(request, _("The numbers are kept. Thank you!"))
        return redirect(_home(request, engagement))
    return page.show()


def _home(request: HttpRequest, engagement: Engagement) -> str:
    """Where the reader came from: the own first page, or the plan of an enterprise one looks after."""
    if any(role.slug in INSIDE for role in cast(User, request.user).roles):
        return reverse("enterprise:today")
    return reverse("enterprise:sheet", args=[engagement.enterprise.code])
