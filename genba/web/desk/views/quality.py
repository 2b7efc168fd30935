"""Figures to check at the desk: what is doubtful and who must act, one finding with the months behind it, and the ways out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import can, reach, visible
from genba.directory.models import Country, Provider
from genba.kit.refused import Refused
from genba.kit.sheets import Column
from genba.programmes.trainers import providers_for
from genba.quality.actions import findings
from genba.quality.models import Finding, KpiGrade
from genba.quality.telling import kpi_of, method
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.base.words import language
from genba.web.desk.meaning_lines import changed
from genba.web.desk.quality_forms import ConfirmForm, PutRightForm, filters_for
from genba.web.desk.quality_lines import behind, lines, read_key, to_put_right
from genba.web.desk.views.devices import as_file

READ, SETTLE = Permission.FINDING_READ, Permission.FINDING_SETTLE
KEYS = ("-ends_on", "-id")
COLUMNS = [Column(name, label) for name, label in (
    ("finding", _l("Finding")), ("enterprise", _l("Enterprise")), ("name", _l("Name")), ("indicator", _l("KPI")), ("check", _l("Check")),
    ("starts_on", _l("From")), ("ends_on", _l("To")), ("why", _l("Why")), ("owner", _l("Who must act")), ("found_at", _l("Found on")),
    ("settled_at", _l("Settled on")), ("settled", _l("How it was settled")),
)]  # fmt: skip


@requires(READ)
def list_findings(request: HttpRequest) -> HttpResponse:
    """Fifty findings, the latest months first; or all that are asked for as a file. Above them definitions that changed."""
    offered = filters_for(
        countries_of(request.user), list(providers_for(request.user, READ).values_list("code", "name")), language()
    )
    asked = offered.asked(request.GET)
    mine: Any = visible(request.user, READ, Finding)
    narrow = {name: said for name, said in asked.items() if name != "state"}
    rows = mine.asked(is_settled=asked["state"] == "settled", **narrow)
    if request.GET.get("format") == "csv":
        return as_csv((told(line) for line in lines(rows.order_by(*KEYS).iterator(500), request.user)), COLUMNS, "findings")  # type: ignore[return-value]
    page = slice_of(rows, KEYS, request.GET.get("after", ""))
    return Page(
        request, "desk/quality/list.html", lines=list(lines(page.rows, request.user)), filters=offered.fields(asked), total=rows.count(),
        further=with_cursor(request, page.next) if page.next else "", file=as_file(request), is_filtered=any(asked.values()),
        is_settled=asked["state"] == "settled", meanings=changed(request.user),
    ).show()  # fmt: skip


def countries_of(user: Any) -> list[str]:
    """The countries that a reader may ask about: all, the own ones, or those of the own providers."""
    within = reach(user, READ)
    if within is None:
        return list(Country.objects.values_list("pk", flat=True))
    own = Provider.objects.filter(pk__in=within.get("provider", [])).values_list("country_id", flat=True)
    return sorted({*within.get("country", []), *own})


def told(line: Any) -> list[Any]:
    f = line.finding
    return [f.code, f.enterprise.code, f.enterprise.name, f.indicator, f.get_kind_display(), f.starts_on, f.ends_on, line.why, line.owner,
            f.found_at, f.settled_at, line.settled]  # fmt: skip


@requires(READ, Finding, load="enterprise,settled_by")
def show(request: HttpRequest, finding: Finding) -> HttpResponse:
    """One finding: why, the values behind it, who must act, and what can be done."""
    return _page(request, finding).show()


@requires(SETTLE, Finding, load="enterprise,settled_by")
@require_POST
def confirm(request: HttpRequest, finding: Finding) -> HttpResponse:
    """It is right as it is, because …"""
    _must_be_open(finding)
    form = ConfirmForm(request.POST)
    page = _page(request, finding, confirming=form)
    if form.is_valid():
        findings.confirm(by=request.user, finding=finding, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        messages.success(request, _("It is confirmed, and has left the list."))
        return redirect("desk:finding", code=finding.code)
    return page.show()


@requires(SETTLE, Finding, load="enterprise,settled_by")
@require_POST
def put_right(request: HttpRequest, finding: Finding) -> HttpResponse:
    """What is right for one of its periods, by whoever may record values there; then it is looked at again at once."""
    if not can(request.user, Permission.OBSERVATION_RECORD, finding.enterprise):
        raise PermissionDenied
    _must_be_open(finding)
    form = _form(finding, request.POST)
    page = _page(request, finding, righting=form)
    if form.is_valid():
        data = form.cleaned_data
        amounts = (None, None) if data["untracked"] else (float(data["numerator"]), float(data["denominator"]))
        now = findings.put_right(by=request.user, finding=finding, numerator=amounts[0], denominator=amounts[1], note=data["note"],  # type: ignore[arg-type]
                                 **read_key(data["period"]))  # fmt: skip
        if now.is_open:
            messages.warning(request, _("It is recorded. Something is still doubtful: look below."))
        else:
            messages.success(request, _("It is put right, and nothing is doubtful any more."))
        return redirect("desk:finding", code=finding.code)
    return page.show()


def _must_be_open(finding: Finding) -> None:
    if not finding.is_open:
        raise Refused(_("This is settled already."))


def _form(finding: Finding, data: Any = None) -> PutRightForm:
    kpi = kpi_of(finding)
    labels = (kpi.numerator.labels.in_(language()), kpi.denominator.labels.in_(language())) if kpi else ("", "")
    return PutRightForm(data, periods=to_put_right(finding), labels=labels, auto_id="right_%s")


def _page(request: HttpRequest, finding: Finding, *, confirming: Any = None, righting: Any = None) -> Page:
    (line,) = lines(
        Finding.objects.filter(pk=finding.pk).select_related("enterprise", "settled_by").with_owner(), request.user
    )
    may_settle = finding.is_open and can(request.user, SETTLE, finding)
    may_record = may_settle and can(request.user, Permission.OBSERVATION_RECORD, finding.enterprise)
    return Page(
        request, "desk/quality/show.html", form=confirming or righting, line=line, behind=behind(finding), method=method(finding.kind),
        confirming=confirming or ConfirmForm(), righting=(righting or _form(finding)) if may_record else None, may_settle=may_settle,
        grade=KpiGrade.objects.filter(enterprise=finding.enterprise, indicator=finding.indicator).first(),
    )  # fmt: skip
