"""Verification samples at the desk: draw one, see who was drawn, record what was found there, take it away as a file."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import allowed, can, reach, visible
from genba.curriculum import UnknownIndicator
from genba.directory.models import Country
from genba.kit import numbers
from genba.kit.sheets import Column
from genba.programmes.curricula import curriculum
from genba.quality.actions import verifications
from genba.quality.models import DrawnEnterprise, VerificationSample
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.base.words import language
from genba.web.desk.quality_forms import DrawForm, ResultForm

READ, DRAW, RECORD = Permission.FINDING_READ, Permission.VERIFICATION_DRAW, Permission.VERIFICATION_RECORD
KEYS = ("-starts_on", "-id")
COLUMNS = [Column(name, label) for name, label in (
    ("sample", _l("Sample")), ("seed", _l("Seed")), ("of", _l("Drawn from")), ("enterprise", _l("Enterprise")), ("name", _l("Name")),
    ("savings", _l("Savings that were stated")), ("kpis", _l("Measures that changed")), ("result", _l("What was found")),
    ("note", _l("What was found instead")), ("verified_on", _l("On which day")), ("verified_by", _l("By whom")),
)]  # fmt: skip


@requires(READ)
def list_samples(request: HttpRequest) -> HttpResponse:
    """What was drawn, the latest period first, with how far each is."""
    rows = visible(request.user, READ, VerificationSample).defer("frame").select_related("drawn_by")
    rows = rows.annotate(n=Count("drawn"), n_done=Count("drawn", filter=~Q(drawn__result="")))
    page = slice_of(rows, KEYS, request.GET.get("after", ""))
    return Page(request, "desk/verification/list.html", rows=page.rows, may_draw=allowed(request.user, DRAW),
                further=with_cursor(request, page.next) if page.next else "").show()  # fmt: skip


@requires(DRAW)
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a tenth for a period; by lot, once, and kept."""
    within = reach(request.user, DRAW)
    countries = list(Country.objects.values_list("pk", flat=True)) if within is None else sorted(within.get("country", []))
    form = DrawForm(request.POST or None, countries=countries, reaches_all=within is None, language=language())
    page = Page(request, "desk/verification/new.html", form=form)
    if form.is_valid():
        made = verifications.draw(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("It is drawn. Nobody chose, and nobody can draw it again."))
        return redirect("desk:verification", code=made.code)
    return page.show()


@requires(READ, VerificationSample, load="drawn_by")
def show(request: HttpRequest, sample: VerificationSample) -> HttpResponse:
    """The drawn enterprises within reach, what each had stated, and what was found; or all of them as a file."""
    drawn = visible(request.user, READ, DrawnEnterprise).filter(sample=sample).select_related("enterprise", "verified_by")
    rows = drawn.order_by("enterprise__name", "pk")
    if request.GET.get("format") == "csv":
        return as_csv(_told(sample, rows), COLUMNS, f"verification-{sample.code}")  # type: ignore[return-value]
    within = set(
        visible(request.user, RECORD, DrawnEnterprise).filter(sample=sample, result="").values_list("pk", flat=True)
    )
    found = [(row, savings_of(row.stated), kpis_of(row.stated), row.pk in within) for row in rows]
    results = {name: sum(row.result == name for row in rows) for name in ("confirmed", "corrected", "not-found", "")}
    return Page(request, "desk/verification/show.html", sample=sample, rows=found, results=results).show()


@requires(RECORD, DrawnEnterprise, load="enterprise,sample")
def result(request: HttpRequest, drawn: DrawnEnterprise) -> HttpResponse:
    """What was found at one of them."""
    form = ResultForm(request.POST or None, today=timezone.localdate())
    page = Page(request, "desk/verification/result.html", form=form, row=drawn, savings=savings_of(drawn.stated),
                kpis=kpis_of(drawn.stated), may_read_sheet=can(request.user, Permission.ENTERPRISE_READ, drawn.enterprise))  # fmt: skip
    if form.is_valid():
        verifications.record_result(by=request.user, drawn=drawn, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("It is recorded."))
        return redirect("desk:verification", code=drawn.sample.code)
    return page.show()


def savings_of(stated: dict[str, Any]) -> list[str]:
    """What was saved, as it was stated when the sample was drawn."""
    every = {"monthly": _("%(amount)s every month"), "once": _("%(amount)s once")}
    return [every[one["kind"]] % {"amount": numbers.money(Decimal(one["amount"]), one["currency"], language=language())}
            for one in stated["savings"]]  # fmt: skip


def kpis_of(stated: dict[str, Any]) -> list[str]:
    """Which measures had changed by how much."""
    found = []
    for one in stated["kpis"]:
        try:
            name = curriculum().indicator(one["indicator"]).labels.in_(language())
        except UnknownIndicator:
            name = one["indicator"]
        known = one["relative"] is not None
        found.append(f"{name}: {numbers.signed_percent(one['relative'], language=language())}" if known else name)
    return found


def _told(sample: VerificationSample, rows: Any) -> Iterator[list[Any]]:
    for row in rows:
        by = row.verified_by.name if row.verified_by else ""
        yield [sample.code, sample.seed, sample.n_frame, row.enterprise.code, row.enterprise.name, "; ".join(savings_of(row.stated)),
               "; ".join(kpis_of(row.stated)), row.get_result_display(), row.note, row.verified_on, by]  # fmt: skip
