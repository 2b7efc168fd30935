"""Devices at the desk: whose they are, what waits on them, what is stuck of theirs, and the way to withdraw one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.kit.sheets import Column
from genba.sync.actions import devices
from genba.sync.models import Device
from genba.sync.reading import lines, waiting
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.device_forms import CHIPS, KINDS, STATES, device_filters

QUIET = timedelta(days=3)
LOAD = ("user", "withdrawn_by")
COLUMNS = [Column(name, label) for name, label in (
    ("device", _l("Device")), ("name", _l("What it is")), ("trainer", _l("Trainer")), ("trainer_code", _l("Code of the trainer")),
    ("last_seen", _l("Last seen")), ("unsent", _l("Records not sent")), ("unsent_photos", _l("Photos not sent")),
    ("stuck", _l("Records that are stuck")), ("withdrawn", _l("Withdrawn")), ("wiped", _l("Wiped")),
)]  # fmt: skip


@requires(Permission.DEVICE_READ)
def list_devices(request: HttpRequest) -> HttpResponse:
    """Fifty devices, the one seen last first; or all of them as a file."""
    offered = device_filters(get_language() or "en")
    asked = offered.asked(request.GET)
    rows = narrowed(visible(request.user, Permission.DEVICE_READ, Device), asked)
    if request.GET.get("format") == "csv":
        return as_csv(told(rows.order_by("-last_seen_at", "-id").iterator(chunk_size=500)), COLUMNS, "devices")  # type: ignore[return-value]
    page = slice_of(rows, ("-last_seen_at", "-id"), request.GET.get("after", ""))
    return Page(
        request, "desk/devices/list.html", rows=page.rows, filters=offered.fields(asked), file=as_file(request),
        further=with_cursor(request, page.next) if page.next else "", is_filtered=any(asked.values()), total=rows.count(),
        waiting=waiting(request.user), quiet=timezone.now() - QUIET,  # type: ignore[arg-type]
    ).show()  # fmt: skip


def narrowed(rows: Any, asked: dict[str, str]) -> Any:
    rows = rows.select_related(*LOAD).with_stuck()
    if asked["q"]:
        rows = rows.filter(Q(user__name__icontains=asked["q"]) | Q(code=asked["q"].upper()))
    has_work = Q(unsent__gt=0) | Q(unsent_photos__gt=0)
    kept = {"unsent": has_work & Q(withdrawn_at=None), "stuck": Q(stuck__gt=0), "withdrawn": ~Q(withdrawn_at=None),
            "quiet": has_work & Q(withdrawn_at=None, last_seen_at__lt=timezone.now() - QUIET)}  # fmt: skip
    return rows.filter(kept[asked["state"]]) if asked["state"] else rows


def as_file(request: HttpRequest) -> str:
    """The address of the same list as a file."""
    query = request.GET.copy()
    query["format"] = "csv"
    query.pop("after", None)
    return f"?{query.urlencode()}"


def told(rows: Any) -> Iterator[list[Any]]:
    for d in rows:
        yield [
            d.code,
            d.name,
            d.user.name,
            d.user.code,
            d.last_seen_at,
            d.unsent,
            d.unsent_photos,
            d.stuck,
            d.withdrawn_at,
            d.wiped_at,
        ]


@requires(Permission.DEVICE_READ, Device, load="user,withdrawn_by")
def show(request: HttpRequest, device: Device) -> HttpResponse:
    """One device: what waits on it, and its records with what became of each, the newest first."""
    rows = device.receipts.select_related("author").prefetch_related("outcomes")
    page = slice_of(rows, ("-received_at", "-id"), request.GET.get("after", ""))
    return Page(
        request, "desk/devices/show.html", device=device, lines=lines(request.user, page.rows), kinds=KINDS, chips=CHIPS,  # type: ignore[arg-type]
        states=STATES, further=with_cursor(request, page.next) if page.next else "",
        may_withdraw=device.withdrawn_at is None and can(request.user, Permission.DEVICE_WITHDRAW, device),
    ).show()  # fmt: skip


@requires(Permission.DEVICE_WITHDRAW, Device, load="user")
def withdraw(request: HttpRequest, device: Device) -> HttpResponse:
    """What will happen, in words, and the button that does it."""
    if request.method == "POST":
        devices.withdraw(by=request.user, device=device)  # type: ignore[arg-type]
        messages.success(request, _("The device is withdrawn. Nothing is taken from it any more."))
        return redirect("desk:device", code=device.code)
    return Page(request, "desk/devices/withdraw.html", device=device).show()
