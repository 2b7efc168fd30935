"""Sign the report of a visit on the trainer's screen."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.delivery.actions import signatures
from genba.delivery.models import Visit
from genba.directory.models import Person
from genba.web.base.page import Page
from genba.web.field.review_forms import SignForm

OFFERED = 200


@requires(Permission.VISIT_REPORT, Visit, load="engagement__enterprise")
def sign(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A manager or a worker signs the report as it stands."""
    people = list(Person.objects.filter(enterprise=visit.engagement.enterprise).order_by("role", "name_key")[:OFFERED])
    form = SignForm(request.POST or None, people=people, initial={"version": visit.version})
    page = Page(request, "field/visits/sign.html", form=form, visit=visit, engagement=visit.engagement)
    if form.is_valid():
        user: Any = request.user
        made = signatures.sign(by=user, visit=visit, **form.facts())
        messages.success(request, _("%(name)s has signed.") % {"name": made.name})
        return redirect("field:visit", code=visit.code)
    return page.show()
