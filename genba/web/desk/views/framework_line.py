"""One line of the results framework in one country and period: all that is told of it, and what it rests on."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.impact.actions import framework_baseline, framework_evidence
from genba.impact.framework import begins_in
from genba.impact.models import FrameworkBaseline, FrameworkEvidence, FrameworkIndicator, FrameworkValue
from genba.kit import kept
from genba.reports.framework import one_line
from genba.reports.framework_words import days, grounds
from genba.web.base.handed_out import JPEG, as_download
from genba.web.base.page import Page
from genba.web.desk.framework_forms import BaselineForm, EvidenceForm, TakeBackForm, YearForm
from genba.web.desk.views.framework import countries_within, house_programme, line_of, list_of, period_within

KINDS = {"pdf": "application/pdf", "jpg": JPEG}


@requires(Permission.FRAMEWORK_READ)
def told(request: HttpRequest, line: str, country: str, period: str) -> HttpResponse:
    """Baseline, target, result with its parts, its light and what that rests on, notes and evidence."""
    indicator = line_of(request, line, country, Permission.FRAMEWORK_READ)
    return _line_page(request, indicator, _value(indicator, country, period)).show()


def _value(indicator: FrameworkIndicator, country: str, period: str) -> FrameworkValue:
    of = period_within(indicator, period)
    rows = FrameworkValue.objects.select_related("indicator").prefetch_related("parts")
    found = rows.filter(indicator=indicator, country_id=country, period=of.name).first()
    if found is None:
        raise Http404
    return found


def _line_page(request: HttpRequest, indicator: FrameworkIndicator, value: FrameworkValue, form: Any = None) -> Page:
    language, mine = get_language() or "en", countries_within(request, Permission.FRAMEWORK_EDIT)
    line = one_line(value)
    return Page(
        request, "desk/framework/line.html", form=form or EvidenceForm(), indicator=indicator, line=line,
        days=days(value.starts_on, value.ends_on, language), grounds=grounds(line, language),
        edits=mine is None or value.country_id in mine,
        evidence=list(value.evidence.select_related("added_by").order_by("taken_back_at", "pk")),
    )  # fmt: skip


@requires(Permission.FRAMEWORK_EDIT)
def add_evidence(request: HttpRequest, line: str, country: str, period: str) -> HttpResponse:
    """A file or an address that shows what was reached."""
    indicator = line_of(request, line, country, Permission.FRAMEWORK_EDIT)
    value = _value(indicator, country, period)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    page = _line_page(request, indicator, value, form)
    if form.is_valid():
        said = form.cleaned_data
        framework_evidence.add(
            by=cast(User, request.user), value=value, note=said["note"], data=said["file"], link=said["link"]
        )
        return redirect(line_at(value))
    return page.show()


def line_at(value: FrameworkValue) -> str:
    """The address of all that is told of a value."""
    return reverse("desk:framework-line", args=[value.indicator.code, value.country_id, value.period])


@requires(Permission.FRAMEWORK_READ, FrameworkEvidence)
def evidence_file(request: HttpRequest, evidence: FrameworkEvidence) -> HttpResponse:
    """The file as it is kept, to take away."""
    if not evidence.content:
        raise Http404
    try:
        data = kept.read(evidence.file)
    except FileNotFoundError:
        raise Http404 from None
    return as_download(data, KINDS[evidence.ending], f"evidence-{evidence.code}.{evidence.ending}")


@requires(Permission.FRAMEWORK_EDIT, FrameworkEvidence, load="value,value__indicator")
def take_back(request: HttpRequest, evidence: FrameworkEvidence) -> HttpResponse:
    """Say why evidence shows nothing of this after all."""
    form = TakeBackForm(request.POST or None)
    page = Page(request, "desk/framework/take_back.html", form=form, evidence=evidence, back=line_at(evidence.value))
    if form.is_valid():
        framework_evidence.take_back(by=cast(User, request.user), evidence=evidence, reason=form.cleaned_data["reason"])
        return redirect(line_at(evidence.value))
    return page.show()


@requires(Permission.FRAMEWORK_EDIT)
def baseline(request: HttpRequest, line: str, country: str) -> HttpResponse:
    """Where the line stood in the country before."""
    indicator = line_of(request, line, country, Permission.FRAMEWORK_EDIT)
    known = FrameworkBaseline.objects.filter(indicator=indicator, country_id=country).first()
    initial = (
        {f: getattr(known, f) for f in framework_baseline.FACTS} | {"version": known.version} if known else {"version": 0}
    )
    form = BaselineForm(request.POST or None, initial=initial)
    page = Page(
        request, "desk/framework/baseline.html", form=form, indicator=indicator, country=country, back=list_of(country, "")
    )
    if form.is_valid():
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        framework_baseline.set_baseline(
            by=cast(User, request.user), indicator=indicator, country=country, version=version, changes=changes
        )
        return redirect(list_of(country, ""))
    return page.show()


@requires(Permission.FRAMEWORK_EDIT)
def year(request: HttpRequest) -> HttpResponse:
    """In which month the year of the programme begins; for those who edit every country, since all are told by it."""
    programme = house_programme()
    if countries_within(request, Permission.FRAMEWORK_EDIT) is not None:
        raise PermissionDenied
    if programme is None:
        raise Http404
    form = YearForm(request.POST or None, initial={"month": begins_in(programme)})
    page = Page(request, "desk/framework/year.html", form=form, programme=programme)
    if form.is_valid():
        framework_baseline.begin_year_in(by=cast(User, request.user), programme=programme, **form.cleaned_data)
        return redirect("desk:framework")
    return page.show()
