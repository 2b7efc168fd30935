"""Offers at the desk: made, printed, called off, signed; and who pays how much of what was agreed."""

from datetime import date, timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can
from genba.directory.models import Enterprise
from genba.programmes import eligibility
from genba.programmes.actions import offers, papers
from genba.programmes.models import Agreement, Offer, SignedPaper
from genba.reports.recovery import cost_recovery
from genba.web.base import handed_out
from genba.web.base.page import Page
from genba.web.desk.application_forms import ReasonForm
from genba.web.desk.offer_forms import CountersignForm, OfferForm, PaperForm, SignForm
from genba.web.print import offer as paper

LOADED = "enterprise,provider,trainer,programme,cancellation,acceptance,agreement"


@requires(Permission.OFFER_MAKE, Enterprise, load="region")
def make(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """Modules at their prices, who pays, what both promise."""
    today = timezone.localdate()
    form = OfferForm(request.POST or None, user=request.user, language=get_language() or "en", enterprise=enterprise,  # type: ignore[arg-type]
                     initial={"offered_on": today, "valid_until": today + timedelta(days=30)})  # fmt: skip
    page = Page(request, "desk/offers/new.html", form=form, enterprise=enterprise)
    if form.is_valid():
        made = offers.make(by=request.user, enterprise=enterprise, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:offer", code=made.code)
    return page.show()


@requires(Permission.OFFER_READ, Offer, load=LOADED)
def show(request: HttpRequest, offer: Offer) -> HttpResponse:
    """What is offered, whether it is signed, and by whom."""
    agreement = getattr(offer, "agreement", None)
    lines = list(offer.lines.select_related("engagement").order_by("pk"))
    return Page(
        request, "desk/offers/show.html", offer=offer, agreement=agreement, lines=lines, total=sum(line.price for line in lines),
        shares=offer.shares.order_by("pk"), cancellation=getattr(offer, "cancellation", None),
        acceptance=getattr(offer, "acceptance", None), papers=papers_of(agreement),
        signatures=agreement.signatures.order_by("side") if agreement else [],
        has_run_out=offer.valid_until < timezone.localdate(), may_make=can(request.user, Permission.OFFER_MAKE, offer),
    ).show()  # fmt: skip


@requires(Permission.OFFER_MAKE, Offer, load="enterprise__region,provider,programme,trainer,acceptance")
def sign(request: HttpRequest, offer: Offer) -> HttpResponse:
    """Both sides signed: the engagements stand from that day."""
    today = timezone.localdate()
    initial = {"enterprise_on": today, "provider_on": today, "way": "paper"}
    accepted = getattr(offer, "acceptance", None)
    form: Any = (CountersignForm if accepted else SignForm)(request.POST or None, initial=initial)
    page = Page(request, "desk/offers/sign.html", form=form, offer=offer, accepted=accepted,
                verdict=eligibility.of_enterprise(offer.programme, offer.enterprise))  # fmt: skip
    if form.is_valid():
        do = offers.countersign if accepted else offers.sign
        do(by=cast(User, request.user), offer=offer, **form.facts())
        messages.success(request, _("The agreement is signed. The engagement stands."))
        return redirect("desk:offer", code=offer.code)
    return page.show()


@requires(Permission.OFFER_MAKE, Offer, load="enterprise")
def cancel(request: HttpRequest, offer: Offer) -> HttpResponse:
    """It will not be signed, for a reason."""
    form = ReasonForm(request.POST or None)
    page = Page(request, "desk/offers/cancel.html", form=form, offer=offer)
    if form.is_valid():
        offers.cancel(by=request.user, offer=offer, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        return redirect("desk:offer", code=offer.code)
    return page.show()


@requires(Permission.OFFER_MAKE, Offer, load="enterprise,agreement")
def keep_paper(request: HttpRequest, offer: Offer) -> HttpResponse:
    """The signed paper as a scan or photo; another one takes its place for a reason."""
    agreement = getattr(offer, "agreement", None)
    if agreement is None:
        raise Http404
    kept = papers_of(agreement)
    form = PaperForm(request.POST or None, request.FILES or None, is_first=not kept)
    page = Page(request, "desk/offers/paper.html", form=form, offer=offer, papers=kept)
    if form.is_valid():
        said = {"reason": form.cleaned_data.get("reason", ""), "data": form.cleaned_data["file"]}
        papers.keep(by=request.user, agreement=agreement, **said)  # type: ignore[arg-type]
        messages.success(request, _("The signed paper is kept."))
        return redirect("desk:offer", code=offer.code)
    return page.show()


def papers_of(agreement: Agreement | None) -> list[SignedPaper]:
    """The papers that are kept of an agreement, the one that holds first."""
    return list(agreement.papers.select_related("added_by", "replaced_by")) if agreement else []


@requires(Permission.OFFER_READ, Offer, load=LOADED)
def as_pdf(request: HttpRequest, offer: Offer) -> HttpResponse:
    """The offer, or once signed the agreement, on paper in the reader's language."""
    return handed_out.as_pdf(paper.as_pdf(offer, get_language() or "en"), offer.code)


@requires(Permission.OFFER_READ)
def recovery(request: HttpRequest) -> HttpResponse:
    """Who pays how much of what was agreed, by module and provider, each currency apart; also as a table to take away."""
    since, until = _day(request.GET.get("since", "")), _day(request.GET.get("until", ""))
    found = cost_recovery(request.user, since=since, until=until)
    if request.GET.get("as") == "csv":
        answer = HttpResponse(found.as_csv(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="cost-recovery.csv"'
        return answer
    asked: dict[str, Any] = {"since": since, "until": until}
    return Page(request, "desk/offers/recovery.html", recovery=found, **asked).show()


def _day(text: str) -> date | None:
    """A day of the address; what is no day is not heard."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
