"""The results framework at the desk: read it, enter targets and what was reached, add a line."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import allowed, reach
from genba.directory.places import country_name, country_names
from genba.impact.actions import framework as actions
from genba.impact.framework import STATUSES
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.kit.refused import Refused
from genba.kit.sheets import Column
from genba.programmes.models import Programme
from genba.reports.framework import ROW, as_rows, framework_report
from genba.web.base.fields import country_choices
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.desk.framework_forms import EnterForm, LineForm


def countries_within(request: HttpRequest, permission: Permission) -> list[str] | None:
    """The countries within the reader's reach; None for all."""
    within = reach(request.user, permission)
    return None if within is None else sorted(within.get("country", []))


@requires(Permission.FRAMEWORK_READ)
def framework(request: HttpRequest) -> HttpResponse:
    """Every line with its traffic light; country and period stand in the address. The latest period comes first."""
    mine = countries_within(request, Permission.FRAMEWORK_READ)
    country, period = request.GET.get("country", ""), request.GET.get("period")
    if country and mine is not None and country not in mine:
        raise Http404
    report = framework_report(countries=mine, country=country or _only(mine), period=_period(period))
    if period is None and report.periods:
        report = framework_report(countries=mine, country=report.country, period=report.periods[0])
    if request.GET.get("format") == "csv":
        return as_file(report.lines)  # type: ignore[return-value]  # a streamed answer is no HttpResponse by type only
    language = get_language() or "en"
    choices = sorted(((c, country_name(c, language)) for c in {*(mine or []), *report.countries}), key=lambda pair: pair[1])
    editable = (
        countries_within(request, Permission.FRAMEWORK_EDIT) if allowed(request.user, Permission.FRAMEWORK_EDIT) else []
    )
    counts = [(s, report.count_of(s)) for s in STATUSES]
    return Page(request, "desk/framework/list.html", report=report, countries=choices, editable=editable, counts=counts,
                levels=[(level, list(lines)) for level, lines in groupby(report.lines, key=lambda line: line.level)],
                all_countries=country_choices(language), reads_all=mine is None).show()  # fmt: skip


def _only(mine: list[str] | None) -> str:
    return mine[0] if mine and len(mine) == 1 else ""


def _period(text: str | None) -> str:
    try:
        return actions.checked_period(text) if text else ""
    except Refused:
        raise Http404 from None


def as_file(lines: Any) -> StreamingHttpResponse:
    """The lines shown, as CSV."""
    rows = ([row[key] for key in ROW] for row in as_rows(lines))
    return as_csv(rows, [Column(key, key) for key in ROW], "results-framework")


@requires(Permission.FRAMEWORK_EDIT)
def enter(request: HttpRequest, line: str, country: str, period: str) -> HttpResponse:
    """Target and actual of one line in one country and period; two editors at once are both heard."""
    indicator = FrameworkIndicator.objects.filter(code=line).first()
    mine = countries_within(request, Permission.FRAMEWORK_EDIT)
    if indicator is None or country not in country_names().values() or (mine is not None and country not in mine):
        raise Http404
    period = _period(period)
    value = FrameworkValue.objects.filter(indicator=indicator, country_id=country, period=period).first()
    initial = {f: getattr(value, f) for f in actions.EDITABLE} | {"version": value.version} if value else {"version": 0}
    form = EnterForm(request.POST or None, initial=initial, is_computed=bool(indicator.computed_from))
    page = Page(
        request, "desk/framework/edit.html", form=form, indicator=indicator, country=country, period=period, value=value
    )
    if form.is_valid():
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        actions.enter(by=request.user, indicator=indicator, country=country, period=period, version=version, changes=changes)  # type: ignore[arg-type]
        return redirect(f"{reverse('desk:framework')}?country={country}&period={period}")
    return page.show()


@requires(Permission.FRAMEWORK_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """A new line of the framework."""
    form = LineForm(request.POST or None, language=get_language() or "en")
    page = Page(request, "desk/framework/new.html", form=form)
    if form.is_valid():
        programme = Programme.objects.order_by("pk").first()
        if programme is None:
            raise Http404
        actions.add_indicator(by=request.user, programme=programme, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:framework")
    return page.show()


@requires(Permission.FRAMEWORK_EDIT)
def choose(request: HttpRequest) -> HttpResponse:
    """From the choice of a country and a period to the lines in it, which can then be entered."""
    country, period = request.GET.get("country", ""), _period(request.GET.get("period", ""))
    return redirect(f"{reverse('desk:framework')}?country={country}&period={period}")
