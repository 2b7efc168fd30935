"""Offices in countries: whom everybody may ask."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import reach
from genba.directory.models import Country
from genba.directory.places import country_name
from genba.publishing.actions.offices import set_office, take_away
from genba.publishing.models import Office
from genba.web.base.page import Page
from genba.web.base.words import language


class OfficeForm(forms.Form):
    """Name and how to reach it."""

    name = forms.CharField(label=_("Name of the office"), max_length=150)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=_("Postal address"), max_length=250, required=False)


def _countries(request: HttpRequest, permission: Permission) -> Any:
    within = reach(request.user, permission)
    rows = Country.objects.order_by("code")
    return rows if within is None else rows.filter(pk__in=within.get("country", []))


@requires(Permission.STORY_READ)
def list_offices(request: HttpRequest) -> HttpResponse:
    """Every country within reach, with its office."""
    rows = [
        (c.code, getattr(c, "office", None)) for c in _countries(request, Permission.STORY_READ).select_related("office")
    ]
    rows.sort(key=lambda row: country_name(row[0], language()))
    return Page(request, "desk/offices/list.html", rows=rows).show()


@requires(Permission.STORY_WRITE)
def edit(request: HttpRequest, country: str) -> HttpResponse:
    """The office of one country within reach."""
    land = get_object_or_404(_countries(request, Permission.STORY_WRITE), pk=country)
    office = Office.objects.filter(country=land).first()
    now = {f: getattr(office, f) for f in ("name", "email", "phone", "address")} if office else {}
    form = OfficeForm(request.POST or None, initial=now)
    page = Page(request, "desk/offices/edit.html", form=form, code=land.code, is_new=office is None)
    if office and request.method == "POST" and "away" in request.POST:
        take_away(by=cast(User, request.user), office=office)
        return redirect("desk:offices")
    if form.is_valid():
        set_office(by=cast(User, request.user), country=land.code, **form.cleaned_data)
        return redirect("desk:offices")
    return page.show()
