"""What an enterprise pays its people in a month: told by the enterprise or whoever serves it, read by few."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.actions import payrolls
from genba.directory.models import Enterprise
from genba.web.base.page import Page
from genba.web.desk.estimate_forms import PayrollForm


@requires(Permission.PAYROLL_READ, Enterprise)
def show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """The wage bills that were told, the latest first, and a new one from whoever may."""
    return _page(request, enterprise).show()


@requires(Permission.PAYROLL_TELL, Enterprise)
def tell(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """A new one; the same day again takes the place of the first."""
    page = _page(request, enterprise)
    if page.form is not None and page.form.is_valid():
        payrolls.tell(by=cast(User, request.user), enterprise=enterprise, **page.form.cleaned_data)
        messages.success(request, _("The wage bill is kept."))
        return redirect("desk:payroll", code=enterprise.code)
    return page.show()


def _page(request: HttpRequest, enterprise: Enterprise) -> Page:
    form = PayrollForm(request.POST or None, initial={"currency": enterprise.currency, "paid_on": timezone.localdate(),
                                                      "people": enterprise.headcount})  # fmt: skip
    rows = enterprise.payrolls.select_related("recorded_by")[:24]
    return Page(request, "desk/enterprises/payroll.html", form=form, enterprise=enterprise, rows=rows)
