"""What a class needs on paper: the sheet to sign, and the certificates afterwards."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.delivery.actions import certificates
from genba.delivery.models import Guest, ParticipationCertificate, Workshop
from genba.delivery.register import register_of
from genba.web.base.handed_out import as_pdf
from genba.web.print import classes


@requires(Permission.ATTENDANCE_MARK, Workshop, load="provider,trainer,programme")
def sign_in_sheet(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The list to print and sign."""
    there = list(visible(request.user, Permission.PERSON_READ, Guest).filter(workshop=workshop))
    body = classes.sign_in_sheet(workshop, register_of(workshop), guests=there, language=get_language() or "en")
    return as_pdf(body, f"sheet-to-sign-{workshop.code}")


@require_POST
@requires(Permission.ATTENDANCE_MARK, Workshop)
def certify(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Make the certificates of everybody who was there long enough."""
    made = certificates.issue(by=cast(User, request.user), workshop=workshop)
    messages.success(request, ngettext("%(n)s certificate is ready.", "%(n)s certificates are ready.", len(made))
                     % {"n": len(made)})  # fmt: skip
    return redirect("desk:workshop", code=workshop.code)


@requires(Permission.PERSON_READ, Workshop, load="provider,trainer,programme")
def certificates_pdf(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The certificates of those whose names the reader may see, in one file; 404 while there are none."""
    rows = visible(request.user, Permission.PERSON_READ, ParticipationCertificate).filter(participant__workshop=workshop)
    found = list(rows.select_related("participant__person", "participant__engagement__enterprise")
                 .order_by("participant__person__name_key", "pk"))  # fmt: skip
    if not found:
        raise Http404
    address = request.build_absolute_uri("/certificates/")
    body = classes.certificates(workshop, found, address=address, language=get_language() or "en")
    return as_pdf(body, f"certificates-{workshop.code}")
