"""A definition that changed, at the desk: somebody who knows both says that only the words changed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.impact.actions import meanings
from genba.impact.models import KpiMeaning
from genba.web.base.page import Page
from genba.web.desk.meaning_lines import line_of
from genba.web.desk.quality_forms import OnlyWordsForm


@requires(Permission.MEANING_SETTLE, KpiMeaning, load="before")
def settle(request: HttpRequest, meaning: KpiMeaning) -> HttpResponse:
    """What the definition said before and says now; and that only the words changed, because …"""
    form = OnlyWordsForm(request.POST or None)
    page = Page(request, "desk/quality/meaning.html", form=form, line=line_of(meaning))
    if form.is_valid():
        meanings.settle(by=cast(User, request.user), meaning=meaning, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is settled: only the words changed. Figures follow within a minute."))
        return redirect("desk:quality")
    return page.show()
