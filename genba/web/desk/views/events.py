"""What befell an enterprise, told at the desk: it moved, split, closed, came back."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import find, requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.actions import events
from genba.directory.models import Enterprise
from genba.kit.codes import tidy_code
from genba.web.base.page import Page
from genba.web.desk.merge_forms import EventForm


@requires(Permission.ENTERPRISE_EDIT, Enterprise)
def tell(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """A new fact of its life. The part of a split is another enterprise within the reader's reach."""
    form = EventForm(request.POST or None)
    page = Page(request, "desk/enterprises/event.html", form=form, enterprise=enterprise)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        code, part = tidy_code(facts.pop("other")), None
        if code:
            try:
                part = find(request.user, Permission.ENTERPRISE_EDIT, Enterprise, code)
            except Http404:
                form.add_error("other", _("No enterprise of yours has this code."))
                return page.show()
        events.tell(by=cast(User, request.user), enterprise=enterprise, other=part, **facts)
        return redirect("desk:enterprise", code=enterprise.code)
    return page.show()
