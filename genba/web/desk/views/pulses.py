"""Pulses at the desk: ask everybody, see what breaks first, call those who need it."""

from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.kit import numbers
from genba.pulses import actions
from genba.pulses.models import Pulse, PulseAsk
from genba.pulses.questions import pulse_tool, questions
from genba.pulses.results import results_of, title_of
from genba.reports.tools import wrongs
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.base.pulse_forms import PulseForm
from genba.web.base.tool_answer import as_workbook, shown
from genba.web.base.words import language
from genba.web.desk.pulse_forms import PulseSendForm

USUAL = timedelta(days=2)


@requires(Permission.PULSE_READ)
def list_pulses(request: HttpRequest) -> HttpResponse:
    """Every pulse that reached somebody within reach, the latest first."""
    rows = visible(request.user, Permission.PULSE_READ, Pulse).select_related("asked_by", "country")
    mine = Q(asks__in=visible(request.user, Permission.PULSE_READ, PulseAsk))
    counted = rows.annotate(
        asked=Count("asks", filter=mine), heard=Count("asks", filter=mine & Q(asks__answered_on__isnull=False))
    )
    page = slice_of(counted, ("-asked_on", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/pulses/list.html", rows=page.rows, further=further).show()


@requires(Permission.PULSE_SEND)
def send(request: HttpRequest) -> HttpResponse:
    """Ask every enterprise within reach, or those of one country."""
    user = cast(User, request.user)
    form = PulseSendForm(
        request.POST or None, user=user, language=language(), initial={"closes_on": timezone.localdate() + USUAL}
    )
    page = Page(request, "desk/pulses/new.html", form=form, questions=questions(language()))
    if form.is_valid():
        made = actions.ask_everyone(by=user, **form.cleaned_data)
        n = PulseAsk.objects.filter(pulse=made).count()
        said = ngettext("One enterprise is asked.", "%(n)s enterprises are asked.", n) % {
            "n": numbers.number(n, language=language())
        }
        messages.success(request, said)
        return redirect("desk:pulse", code=made.code)
    return page.show()


@requires(Permission.PULSE_READ, Pulse, load="asked_by,country")
def show(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """What came back: shares with their doubt, by country and kind of business, and whom to call."""
    tool, found = pulse_tool(), results_of(request.user, pulse, language())
    answered = shown(tool, found.given, found.answer) if found.answer else {"said": None}
    why = wrongs(tool, found.no, language())[0] if found.no else ""
    return Page(request, "desk/pulses/show.html", pulse=pulse, found=found, why=why, worst=title_of(found, language()),
                **answered).show()  # fmt: skip


@requires(Permission.PULSE_READ, Pulse)
def workbook(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """The results as a spreadsheet, without the name of any enterprise."""
    found = results_of(request.user, pulse, language())
    if found.answer is None:
        return redirect("desk:pulse", code=pulse.code)
    return as_workbook(pulse_tool(), found.given, found.answer, f"pulse-{pulse.code}")


@requires(Permission.PULSE_ANSWER, PulseAsk, load="pulse,enterprise")
def by_phone(request: HttpRequest, ask: PulseAsk) -> HttpResponse:
    """Somebody calls the enterprise and writes down what it says."""
    form = PulseForm(request.POST or None, ask=ask)
    page = Page(request, "desk/pulses/by_phone.html", form=form, ask=ask)
    if form.is_valid():
        form.keep(by=cast(User, request.user), way=PulseAsk.Way.PHONE)
        messages.success(request, _("The answers of %(name)s are kept.") % {"name": ask.enterprise.name})
        return redirect("desk:pulse", code=ask.pulse.code)
    return page.show()
