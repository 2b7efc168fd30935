"""Who stands behind the names that are written as payers, so that figures can be told by sponsor; and the sponsors there are."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.actions.organisations import add_sponsor
from genba.directory.models import Brand, Country, Sponsor
from genba.programmes.actions.payers import name_payer
from genba.programmes.payers import written
from genba.web.base.page import Page
from genba.web.desk.payer_name_forms import NameForm, SponsorForm

MOST = 100  # names on a page; those behind which nobody is known come first


@requires(Permission.PAYER_NAME)
def list_payers(request: HttpRequest) -> HttpResponse:
    """The names, each with a choice of who it is; below them all sponsors, for one that sits elsewhere may pay here too, and a
    form for a new one."""
    user = cast(User, request.user)
    is_adding = request.POST.get("deed") == "add"
    countries = list(visible(user, Permission.PAYER_NAME, Country).order_by("pk").values_list("pk", flat=True))
    form = SponsorForm(request.POST if is_adding else None, countries=countries)
    naming = NameForm(request.POST if request.method == "POST" and not is_adding else None, countries=countries)
    names = written(user)
    page = Page(
        request, "desk/payers/list.html", names=names[:MOST], further=len(names) - MOST, form=form, naming=naming,
        sponsors=list(Sponsor.objects.order_by("country", "name")), brands=list(Brand.objects.order_by("name")),
        mine=set(visible(user, Permission.SPONSORED_READ, Sponsor).values_list("pk", flat=True)),
    )  # fmt: skip
    if is_adding and form.is_valid():
        made = add_sponsor(by=user, **form.cleaned_data)
        messages.success(request, _("%(name)s is kept as a sponsor.") % {"name": made.name})
        return redirect("desk:payers")
    if naming.is_bound and naming.is_valid():
        said = name_payer(by=user, **naming.cleaned_data)
        messages.success(request, _("“%(name)s”: kept. Its figures follow within a minute.") % {"name": said.name})
        return redirect("desk:payers")
    return page.show(422 if form.errors or naming.errors else 200)
