"""A coordinator's morning, the reports to read and approve, the sample, and the shares of trainers."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.kit.models import Task
from genba.programmes.locks import month_in_words
from genba.review import actions, samples
from genba.review.morning import KINDS, first_of, kinds_waiting, rows_of
from genba.review.shares import shares
from genba.sync.flagged import with_flags
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.device_lines import device_lines
from genba.web.desk.morning_lines import GROUPS, TITLES, Line, line_of
from genba.web.desk.review_forms import ReportsForm
from genba.web.desk.whose import whose

SHOWN = 5  # of each kind on the first page; the rest is one tap away
PERIODS = (90, 180, 365)
PLAIN = {"is_odd": False, "is_flagged": False}  # what may be approved without being opened


@requires(Permission.REVIEW_READ)
def morning(request: HttpRequest) -> HttpResponse:
    """What is late, odd or missing, and who must act: the first few of each kind. One query for all kinds, and one for each of which there is any."""
    today, of = timezone.localdate(), whose(request)
    groups: dict[str, list[dict[str, Any]]] = {}
    first: tuple[Any, Line] | None = None  # the first thing that the reader must do stands above everything
    for kind in kinds_waiting(request.user, today, of.trainer, of.provider):
        rows = first_of(kind, request.user, today, SHOWN + 1, of.trainer, of.provider)
        if rows:
            lines = [line_of(kind.slug, row, request.user) for row in rows[:SHOWN]]
            if first is None and (own := next((line for line in lines if line.is_mine), None)):
                first = TITLES[kind.slug], own
            groups.setdefault(kind.group, []).append(
                {"slug": kind.slug, "title": TITLES[kind.slug], "lines": lines, "more": len(rows) > SHOWN})  # fmt: skip
    lines = [] if of.trainer or of.provider else device_lines(request.user)  # type: ignore[arg-type]
    if lines:
        groups["field"] = [{"slug": "devices", "title": _l("Devices"), "lines": lines, "more": False}]
    return Page(request, "desk/review/morning.html", groups=groups, first=first, names=GROUPS, today=today, whose=of).show()


@requires(Permission.REVIEW_READ)
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """All items of one kind, fifty a page, the longest waiting first."""
    if kind not in KINDS:
        raise Http404
    of = whose(request)
    rows = rows_of(KINDS[kind], request.user, timezone.localdate(), of.trainer, of.provider)
    page = slice_of(rows, KINDS[kind].keys, request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    lines = [line_of(kind, row, request.user) for row in page.rows]
    return Page(request, "desk/review/kind.html", lines=lines, title=TITLES[kind], further=further, whose=of).show()


@requires(Permission.REVIEW_DECIDE)
def reports(request: HttpRequest) -> HttpResponse:
    """Fifty reports with a tick to keep one back; the others are approved in one go, these or all that wait.

    A report with an unusual value, or with a record to be looked at, is kept back beforehand. "All" never takes those: they are read one by one.
    """
    of = whose(request)
    rows = with_flags(rows_of(KINDS["report"], request.user, timezone.localdate(), of.trainer, of.provider), "visit")
    page = slice_of(rows, ("visited_on", "id"), request.GET.get("after", ""))
    opened = " ".join(f"{visit.code}:{visit.version}" for visit in page.rows)
    kept = [visit.code for visit in page.rows if visit.is_odd or visit.is_flagged]
    form = ReportsForm(request.POST or None, codes=[v.code for v in page.rows], initial={"reports": opened, "keep": kept})
    ticked = set(form["keep"].value() or [])
    further = with_cursor(request, page.next) if page.next else ""
    shown = Page(request, "desk/review/reports.html", form=form, rows=page.rows, ticked=ticked, further=further, whose=of,
                 waiting=rows.filter(**PLAIN).count() if page.next else 0)  # fmt: skip
    if not form.is_valid():
        return shown.show()
    chosen, keep = form.cleaned_data["reports"], set(form.cleaned_data["keep"])
    if form.cleaned_data["scope"] == "all":
        chosen = list(rows.filter(**PLAIN).values_list("code", "version")[: actions.MOST])
    return _approve(request, [pair for pair in chosen if pair[0] not in keep])


def _approve(request: HttpRequest, chosen: list[tuple[str, int]]) -> HttpResponse:
    user: Any = request.user
    if len(chosen) > actions.AT_ONCE:
        task = actions.approve_later(by=user, reports=chosen, language=get_language() or "en")
        return redirect("desk:review-approving", code=task.code)
    bulk = actions.approve_many(by=user, reports=chosen)
    said = ngettext("%(n)s report is approved.", "%(n)s reports are approved.", bulk.approved) % {"n": bulk.approved}
    messages.success(request, said)
    for code, why in bulk.stay:
        messages.warning(request, f"{code}: {why}")
    return redirect(request.get_full_path())


@never_cache
@requires(Permission.REVIEW_DECIDE)
def approving(request: HttpRequest, code: str) -> HttpResponse:
    """How far the approval of many is, and which reports stay, each with why."""
    return Page(request, "desk/review/approving.html", task=_own_task(request, code)).show()


@never_cache
@requires(Permission.REVIEW_DECIDE)
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """The same for the page that waits."""
    task = _own_task(request, code)
    return JsonResponse({"read": task.done, "total": task.total, "is_running": task.finished_at is None})


def _own_task(request: HttpRequest, code: str) -> Task:
    task: Task | None = Task.objects.filter(kind=actions.APPROVE, code=code, created_by_id=request.user.pk).first()
    if task is None:
        raise Http404
    return task


@requires(Permission.SAMPLE_NOTE)
def sample(request: HttpRequest) -> HttpResponse:
    """The sample of a month that an expert trainer reads: the last month that is over, or the one asked for."""
    today = timezone.localdate()
    latest = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    try:
        month = date.fromisoformat(f"{request.GET.get('month', '') or latest.isoformat()[:7]}-01")
    except ValueError:
        raise Http404 from None
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    rows = samples.sample_of(request.user, month)
    return Page(request, "desk/review/sample.html", rows=rows, month=month_in_words(month), before=before,
                after=after if after <= today else None, read=sum(1 for s in rows if s.read)).show()  # fmt: skip


@requires(Permission.REVIEW_READ)
def shares_page(request: HttpRequest) -> HttpResponse:
    """On-time and returned share of each provider and trainer over the last days, with what they mean and their n."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdigit() and int(asked) in PERIODS else PERIODS[1]
    until = timezone.localdate()
    since = until - timedelta(days=days)
    return Page(request, "desk/review/shares.html", lines=shares(request.user, since, until), since=since, until=until,
                days=days, periods=PERIODS).show()  # fmt: skip
