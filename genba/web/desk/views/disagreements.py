"""Two people said different things: both versions side by side, and somebody decides for one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.kit.sheets import Column
from genba.sync.actions.disagreements import decide
from genba.sync.models import Disagreement, Receipt
from genba.sync.reading import in_pieces, waiting
from genba.sync.side_by_side import side_by_side
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.device_forms import DecideForm, disagreement_filters
from genba.web.desk.views.devices import as_file

LOAD = ("receipt__author", "receipt__device", "theirs_by", "decided_by")
KEYS = ("raised_at", "id")
COLUMNS = [Column(name, label) for name, label in (
    ("code", _l("Code")), ("thing", _l("Thing")), ("about", _l("About")), ("theirs", _l("What stood")), ("theirs_by", _l("Who said so")),
    ("mine", _l("What the device says")), ("mine_by", _l("Whose device")), ("now", _l("What stands now")), ("raised", _l("Since")),
    ("decided", _l("Decided on")), ("decided_by", _l("Decided by")), ("is_mine", _l("For the device")), ("reason", _l("Why")),
)]  # fmt: skip


@requires(Permission.DEVICE_READ)
def list_disagreements(request: HttpRequest) -> HttpResponse:
    """Fifty of them, the longest waiting first; or all of them as a file."""
    offered = disagreement_filters(get_language() or "en")
    asked = offered.asked(request.GET)
    rows = visible(request.user, Permission.DEVICE_READ, Disagreement).select_related(*LOAD)
    if asked["state"] != "all":
        rows = rows.filter(decided_at__isnull=asked["state"] == "")
    if asked["noun"]:
        rows = rows.filter(noun=asked["noun"])
    if request.GET.get("format") == "csv":
        return as_csv(told(request.user, rows.order_by(*KEYS)), COLUMNS, "disagreements")  # type: ignore[return-value]
    page = slice_of(rows, KEYS, request.GET.get("after", ""))
    return Page(
        request, "desk/devices/disagreements.html", sides=side_by_side(request.user, page.rows), filters=offered.fields(asked),  # type: ignore[arg-type]
        further=with_cursor(request, page.next) if page.next else "", file=as_file(request), total=rows.count(),
        waiting=waiting(request.user), is_filtered=any(asked.values()),  # type: ignore[arg-type]
    ).show()  # fmt: skip


def told(user: Any, rows: Any) -> Iterator[list[Any]]:
    for some in in_pieces(rows):
        for s in side_by_side(user, some):
            d = s.row
            yield [d.code, s.title, s.about, s.theirs, d.theirs_by.name if d.theirs_by else None, s.mine, d.receipt.author.name, s.now,
                   d.raised_at, d.decided_at, d.decided_by.name if d.decided_by else None, d.is_mine, d.reason]  # fmt: skip


@requires(Permission.DEVICE_READ, Disagreement, load="receipt__author,receipt__device,theirs_by,decided_by")
def show(request: HttpRequest, disagreement: Disagreement) -> HttpResponse:
    """Before, what stands, and what the device says; two buttons for whoever may decide."""
    (side,) = side_by_side(request.user, [disagreement])  # type: ignore[arg-type]
    form = DecideForm(request.POST if request.method == "POST" else None)
    own = visible(request.user, Permission.DEVICE_READ, Receipt).filter(pk=disagreement.receipt_id)
    page = Page(request, "desk/devices/disagreement.html", form=form, side=side, is_record_seen=own.exists())
    if request.method == "POST" and disagreement.decided_at is None and not side.may_decide:
        raise PermissionDenied
    if form.is_valid():
        said = form.cleaned_data
        decide(by=request.user, disagreement=disagreement, is_mine=said["is_mine"] == "yes", reason=said["reason"],  # type: ignore[arg-type]
               stands=said["stands"])  # fmt: skip
        messages.success(request, _("It is decided."))
        return redirect("desk:disagreements")
    return page.show()
