"""What the enterprise was offered and what it agreed to: read by its own people, accepted by the owner."""

from typing import Any, cast

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.programmes.actions import offers
from genba.programmes.estimates import estimate
from genba.programmes.models import Offer, SignedPaper
from genba.web.base import handed_out
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.enterprise.offer_forms import AcceptForm
from genba.web.enterprise.views.sheets import own_enterprise

LOADED = "enterprise,provider,trainer,programme,cancellation,acceptance,agreement"
KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg"}


@requires(Permission.OFFER_READ)
def mine(request: HttpRequest) -> HttpResponse:
    """The offers and agreements of the reader's own enterprise, the latest first."""
    enterprise = own_enterprise(request, Permission.OFFER_READ)
    rows = (
        visible(request.user, Permission.OFFER_READ, Offer).filter(enterprise=enterprise).select_related(*LOADED.split(","))
    )
    page = slice_of(rows, ("-offered_on", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "enterprise/offers/list.html", rows=page.rows, further=further, enterprise=enterprise,
                today=timezone.localdate()).show()  # fmt: skip


@requires(Permission.OFFER_READ, Offer, load=LOADED)
def show(request: HttpRequest, offer: Offer) -> HttpResponse:
    """What it costs, who pays, what both promise, what could be saved; and the way to say yes."""
    return _page(request, offer).show()


@requires(Permission.OFFER_ACCEPT, Offer, load=LOADED)
def accept(request: HttpRequest, offer: Offer) -> HttpResponse:
    """The owner says yes on the screen; the provider signs next."""
    page = _page(request, offer)
    if page.form is not None and page.form.is_valid():
        offers.accept(by=cast(User, request.user), offer=offer, **page.form.cleaned_data)
        messages.success(request, _("You accepted the offer. The provider signs next."))
        return redirect("enterprise:offer", code=offer.code)
    return page.show()


@requires(Permission.OFFER_READ, SignedPaper)
def paper(request: HttpRequest, paper: SignedPaper) -> HttpResponse:
    """The signed paper as a file to keep, for whoever may read the agreement."""
    try:
        with default_storage.open(paper.file) as file:
            return handed_out.as_download(file.read(), KINDS[paper.ending], f"agreement-{paper.code}.{paper.ending}")
    except FileNotFoundError:
        raise Http404 from None


def _page(request: HttpRequest, offer: Offer) -> Page:
    agreement, acceptance = getattr(offer, "agreement", None), getattr(offer, "acceptance", None)
    cancellation, today = getattr(offer, "cancellation", None), timezone.localdate()
    is_open = not (agreement or acceptance or cancellation) and offer.valid_until >= today
    form = None
    if is_open and can(request.user, Permission.OFFER_ACCEPT, offer):
        form = AcceptForm(request.POST or None, initial={"name": cast(User, request.user).name, "role": _("Owner")})
    figures = offer.enterprise.intake_figures.select_related("recorded_by").order_by("-told_on", "-pk").first()
    lines = list(offer.lines.order_by("pk"))
    told: dict[str, Any] = {"figures": figures, "found": estimate(offer.programme, figures) if figures else ()}
    return Page(
        request, "enterprise/offers/show.html", form=form, offer=offer, agreement=agreement, acceptance=acceptance,
        cancellation=cancellation, has_run_out=offer.valid_until < today, lines=lines, total=sum(line.price for line in lines),
        shares=offer.shares.order_by("pk"), signatures=agreement.signatures.order_by("side") if agreement else (),
        papers=agreement.papers.select_related("added_by") if agreement else (), **told,
    )  # fmt: skip
