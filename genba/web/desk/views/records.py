"""Records that are stuck, at the desk: why and since when; try one again, or set it aside for a reason."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.kit.sheets import Column
from genba.sync.actions import settling
from genba.sync.models import FACTS, BroughtRecord, Outcome, Receipt
from genba.sync.reading import in_pieces, lines, waiting
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.device_forms import CHIPS, KINDS, STATES, AsideForm, record_filters
from genba.web.desk.views.devices import as_file

COLUMNS = [Column(name, label) for name, label in (
    ("record", _l("Record")), ("kind", _l("Kind")), ("trainer", _l("Trainer")), ("device", _l("Device")), ("about", _l("About")),
    ("made", _l("Made on")), ("received", _l("Received on")), ("state", _l("State")), ("since", _l("Since")), ("why", _l("Why")),
)]  # fmt: skip
KEYS = ("since", "id")


@requires(Permission.DEVICE_READ)
def list_stuck(request: HttpRequest) -> HttpResponse:
    """Fifty records that wait, need fixing or were refused, the longest waiting first; or all of them as a file."""
    offered = record_filters(get_language() or "en")
    asked = offered.asked(request.GET)
    rows = narrowed(visible(request.user, Permission.DEVICE_READ, Receipt), asked)
    if request.GET.get("format") == "csv":
        return as_csv(told(request.user, rows.order_by(*KEYS)), COLUMNS, "records")  # type: ignore[return-value]
    page = slice_of(rows, KEYS, request.GET.get("after", ""))
    return Page(
        request, "desk/devices/records.html", lines=lines(request.user, page.rows), filters=offered.fields(asked), kinds=KINDS,  # type: ignore[arg-type]
        chips=CHIPS, states=STATES, further=with_cursor(request, page.next) if page.next else "", file=as_file(request),
        waiting=waiting(request.user), is_filtered=any(asked.values()), total=rows.count(),  # type: ignore[arg-type]
    ).show()  # fmt: skip


def narrowed(mine: Any, asked: dict[str, str]) -> Any:
    which = Receipt.objects.set_aside() if asked["state"] == "aside" else Receipt.objects.stuck()
    latest = Outcome.objects.filter(receipt=OuterRef("pk")).order_by("-pk")
    rows = mine.filter(pk__in=which.values("pk")).with_state().annotate(since=Subquery(latest.values("decided_at")[:1]))
    if asked["state"] not in ("", "aside"):
        rows = rows.filter(state=asked["state"])
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["q"]:
        rows = rows.filter(Q(author__name__icontains=asked["q"]) | Q(device__code=asked["q"].upper()))
    return rows.select_related("author", "device").prefetch_related("outcomes")


def told(user: Any, rows: Any) -> Iterator[list[Any]]:
    for some in in_pieces(rows):
        for line in lines(user, some):
            r = line.receipt
            yield [str(r.pk), str(KINDS.get(r.kind, r.kind)), r.author.name, r.device.code, line.about, r.made_at_by_us, r.received_at,
                   str(STATES[line.state]), line.since, " ".join(line.said)]  # fmt: skip


def found(request: HttpRequest, record: str, permission: Permission) -> Receipt:
    """The record of this number: 404 where it is not within reach, 403 where it is only to be read."""
    try:
        number = UUID(record)
    except ValueError:
        raise Http404 from None
    rows = visible(request.user, Permission.DEVICE_READ, Receipt).select_related("author", "device__user")
    receipt: Receipt | None = rows.prefetch_related("outcomes__decided_by").filter(pk=number).first()
    if receipt is None:
        raise Http404
    if permission != Permission.DEVICE_READ and not can(request.user, permission, receipt):
        raise PermissionDenied
    return receipt


@requires(Permission.DEVICE_READ)
def show(request: HttpRequest, record: str) -> HttpResponse:
    """One record: what became of it, each time it was tried, and what can be done."""
    receipt = found(request, record, Permission.DEVICE_READ)
    return _page(request, receipt, AsideForm()).show()


def _page(request: HttpRequest, receipt: Receipt, form: AsideForm) -> Page:
    (line,) = lines(request.user, [receipt])  # type: ignore[arg-type]
    is_fact = line.state in FACTS
    return Page(
        request, "desk/devices/record.html", form=form, line=line, receipt=receipt, kinds=KINDS, chips=CHIPS, states=STATES,
        tried=list(receipt.outcomes.all()), right=Receipt.objects.filter(replaces=receipt.pk).first(),
        may_settle=not is_fact and can(request.user, Permission.RECORD_SETTLE, receipt),
        brought=BroughtRecord.objects.filter(record=receipt.pk).select_related("file__brought_by").order_by("pk").first(),
    )  # fmt: skip


@requires(Permission.RECORD_SETTLE)
@require_POST
def again(request: HttpRequest, record: str) -> HttpResponse:
    """Tried once more, now that a month was opened or a person was added."""
    outcome = settling.try_again(by=request.user, receipt=found(request, record, Permission.RECORD_SETTLE))  # type: ignore[arg-type]
    if outcome.is_fact:
        messages.success(request, _("It is kept now."))
    else:
        messages.warning(request, _("It was tried again; it stays as it was."))
    return redirect("desk:record", record=record)


@requires(Permission.RECORD_SETTLE)
@require_POST
def aside(request: HttpRequest, record: str) -> HttpResponse:
    """Nothing more is to become of it, because …"""
    receipt = found(request, record, Permission.RECORD_SETTLE)
    form = AsideForm(request.POST)
    page = _page(request, receipt, form)
    if form.is_valid():
        settling.set_aside(by=request.user, receipt=receipt, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        messages.success(request, _("The record is set aside. It is still here, and can be tried again."))
        return redirect("desk:record", record=record)
    return page.show()
