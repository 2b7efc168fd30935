"""A file of unsent records is brought to the desk by hand: looked at first, then taken in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.sync.actions import bringing
from genba.sync.models import BroughtFile, Receipt
from genba.sync.reading import lines
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.device_forms import CHIPS, KINDS, STATES, FileForm

LISTED = 20


@requires(Permission.RECORD_SETTLE)
def bring(request: HttpRequest) -> HttpResponse:
    """The file, and what the reader brought before."""
    mine = BroughtFile.objects.filter(brought_by_id=request.user.pk).select_related("device__user").defer("text")
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    page = Page(request, "desk/devices/bring.html", form=form, mine=mine.order_by("-pk")[:LISTED])
    if form.is_valid():
        file = form.cleaned_data["file"]
        made = bringing.bring(by=request.user, name=file.name, content=file.read())  # type: ignore[arg-type]
        return redirect("desk:brought", code=made.code)
    return page.show()


@requires(Permission.RECORD_SETTLE)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What is new in it, what is known, what is wrong; then what became of each record. Only whoever brought it reads it."""
    brought = BroughtFile.objects.filter(brought_by_id=request.user.pk, code=code).select_related("device__user").first()
    if brought is None:
        raise Http404
    if request.method == "POST":
        new = bringing.take_in(by=request.user, brought=brought)  # type: ignore[arg-type]
        bringing.receive_all(brought, at_most=bringing.AT_ONCE)
        messages.success(request, _("The file is taken in.") if new else _("There was nothing new in this file."))
        return redirect("desk:brought", code=brought.code)
    rows = (
        Receipt.objects.filter(pk__in=brought.records.values("record")).select_related("author").prefetch_related("outcomes")
    )
    page = slice_of(rows, ("received_at", "id"), request.GET.get("after", ""))
    looked = bringing.look(brought) if brought.text else None
    return Page(
        request, "desk/devices/brought.html", brought=brought, looked=looked, lines=lines(request.user, page.rows), kinds=KINDS,  # type: ignore[arg-type]
        chips=CHIPS, states=STATES, further=with_cursor(request, page.next) if page.next else "",
    ).show()  # fmt: skip
