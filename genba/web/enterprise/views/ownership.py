"""The owner says whether women own the enterprise, or would rather not say."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise
from genba.web.base.page import Page
from genba.web.enterprise.ownership_forms import OwnershipForm


@requires(Permission.ENTERPRISE_TELL, Enterprise)
def tell(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """One question, with the definition beside it; not stated is an answer."""
    now = {"owned": enterprise.owned, "version": enterprise.version}
    form = OwnershipForm(request.POST or None, initial=now)
    page = Page(request, "enterprise/ownership.html", form=form, enterprise=enterprise)
    if form.is_valid():
        said = form.cleaned_data
        enterprises.edit(
            by=cast(User, request.user), enterprise=enterprise, version=said["version"], changes={"owned": said["owned"]}
        )
        messages.success(request, _("Thank you. This is kept."))
        return redirect("enterprise:sheet", code=enterprise.code)
    return page.show()
