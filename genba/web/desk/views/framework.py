"""The results framework at the desk: read it, enter targets and what was reached, add a line."""

from itertools import groupby
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed, reach
from genba.directory.places import country_name, country_names
from genba.impact.actions import framework as actions
from genba.impact.framework import STATUSES, begins_in
from genba.impact.framework_parts import entered_parts
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.impact.periods import Period, period_of
from genba.kit.refused import Refused
from genba.kit.sheets import Column
from genba.programmes.models import Programme
from genba.reports.framework import ROW, FrameworkReport, as_rows, framework_report
from genba.reports.framework_whole import whole_lines
from genba.reports.framework_words import compared, days, grounds
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
    country = country or _only(mine)
    report = framework_report(countries=mine, country=country, period=_named(period) if period else period)
    if request.GET.get("format") == "csv":
        return as_file(report.lines)  # type: ignore[return-value]  # a streamed answer is no HttpResponse by type only
    return _list(request, report, mine).show()


def _list(request: HttpRequest, report: FrameworkReport, mine: list[str] | None) -> Page:
    language = get_language() or "en"
    choices = sorted(((c, country_name(c, language)) for c in {*(mine or []), *report.countries}), key=lambda pair: pair[1])
    editable = (
        countries_within(request, Permission.FRAMEWORK_EDIT) if allowed(request.user, Permission.FRAMEWORK_EDIT) else []
    )
    return Page(
        request, "desk/framework/list.html", report=report, countries=choices, editable=editable,
        counts=[(s, report.count_of(s)) for s in STATUSES], wholes=whole_lines(report.lines) if report.period else [],
        levels=[(level, list(lines)) for level, lines in groupby(report.lines, key=lambda line: line.level)],
        all_countries=country_choices(language), reads_all=mine is None, days=days(*report.days, language) if report.days else "",
        grounds=lambda line: grounds(line, language),
        compared=lambda one: compared(one.aimed, one.reached, language, kind=one.kind, less_is_better=one.less_is_better),
    )  # fmt: skip


def _only(mine: list[str] | None) -> str:
    return mine[0] if mine and len(mine) == 1 else ""


def _named(text: str) -> str:
    """The name of a period as it is kept. Refused for one that there is not, with what there is."""
    programme = house_programme()
    return period_of(text, begins_in=begins_in(programme) if programme else 1).name


def house_programme() -> Programme | None:
    """The programme whose framework this is: the first."""
    return Programme.objects.order_by("pk").first()


def as_file(lines: Any) -> StreamingHttpResponse:
    """The lines shown, each with its parts, as CSV."""
    rows = ([row[key] for key in ROW] for row in as_rows(lines))
    return as_csv(rows, [Column(key, key) for key in ROW], "results-framework")


def line_of(request: HttpRequest, line: str, country: str, permission: Permission) -> FrameworkIndicator:
    """The line of this code, where the country is one within the reader's reach. Http404 where it is not."""
    indicator = FrameworkIndicator.objects.select_related("programme").filter(code=line).first()
    mine = countries_within(request, permission)
    if indicator is None or country not in country_names().values() or (mine is not None and country not in mine):
        raise Http404
    return indicator


def period_within(indicator: FrameworkIndicator, text: str) -> Period:
    """The period of an address. Http404 where there is none such."""
    try:
        return period_of(text, begins_in=begins_in(indicator.programme))
    except Refused:
        raise Http404 from None


@requires(Permission.FRAMEWORK_EDIT)
def enter(request: HttpRequest, line: str, country: str, period: str) -> HttpResponse:
    """Target and actual of one line in one country and period; two editors at once are both heard."""
    indicator = line_of(request, line, country, Permission.FRAMEWORK_EDIT)
    of = period_within(indicator, period)
    known = FrameworkValue.objects.filter(indicator=indicator, country_id=country, period=of.name).first()
    value = known or actions.new_value(indicator, country, of)
    initial = {f: getattr(value, f) for f in actions.EDITABLE} | {"version": value.version, **entered_parts(value)}
    form = EnterForm(request.POST or None, initial=initial, line=indicator, is_ours=actions.is_ours(value))
    page = Page(request, "desk/framework/edit.html", form=form, indicator=indicator, country=country, period=of.name,
                days=days(of.starts_on, of.ends_on, get_language() or "en"))  # fmt: skip
    if form.is_valid():
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        actions.enter(
            by=cast(User, request.user),
            indicator=indicator,
            country=country,
            period=of.name,
            version=version,
            changes=changes,
        )
        return redirect(list_of(country, of.name))
    return page.show()


def list_of(country: str, period: str) -> str:
    """The address of the list of a country and period."""
    return f"{reverse('desk:framework')}?{urlencode({'country': country, 'period': period})}"


@requires(Permission.FRAMEWORK_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """A new line of the framework."""
    form = LineForm(request.POST or None, language=get_language() or "en")
    page = Page(request, "desk/framework/new.html", form=form)
    if form.is_valid():
        programme = house_programme()
        if programme is None:
            raise Http404
        actions.add_indicator(by=request.user, programme=programme, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:framework")
    return page.show()


@requires(Permission.FRAMEWORK_EDIT)
def choose(request: HttpRequest) -> HttpResponse:
    """From the choice of a country and a period to the lines in it, which can then be entered. A period that there is not is
    answered with what there is."""
    return redirect(list_of(request.GET.get("country", ""), _named(request.GET.get("period", ""))))
