"""The results framework for IATI at the desk: who reports, and the file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import reach
from genba.directory.places import country_name
from genba.publishing.actions import iati as actions
from genba.publishing.models import IatiReporting
from genba.reports.iati import house_programme, iati_file
from genba.web.base.handed_out import as_download
from genba.web.base.page import Page
from genba.web.desk.iati_forms import IatiForm

XML = "application/xml; charset=utf-8"
PLAIN = ("organisation", "name", "kind", "role", "email", "activity", "status", "planned_start_on", "planned_end_on", "ended_on",
         "sector", "language", "version")  # fmt: skip


@requires(Permission.FRAMEWORK_READ)
def download(request: HttpRequest) -> HttpResponse:
    """The file. It holds every country, so it is for those who read every country."""
    if reach(request.user, Permission.FRAMEWORK_READ) is not None:
        raise PermissionDenied
    return as_download(iati_file(house_programme()), XML, "iati-activity.xml")


@requires(Permission.FACE_SET)
def edit(request: HttpRequest) -> HttpResponse:
    """Who reports the programme, and what only they can say of it."""
    programme = house_programme()
    held = IatiReporting.objects.filter(programme=programme).first()
    form = IatiForm(request.POST or None, initial=_now(held) if held else {"version": 0, "language": get_language() or "en"})
    page = Page(request, "desk/framework/iati.html", form=form, programme=programme, is_complete=held is not None)
    if form.is_valid():
        actions.set_reporting(by=request.user, programme=programme, **form.facts())  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Kept. The file can be downloaded now."))
        return redirect("desk:iati")
    return page.show()


def _now(held: IatiReporting) -> dict[str, Any]:
    language = get_language() or "en"
    lines = [f"{country_name(country, language)} {share}" for country, share in sorted(held.countries.items())]
    return {name: getattr(held, name) for name in PLAIN} | {"countries": "\n".join(lines)} | {
        f"description_{code}": text for code, text in held.descriptions.items()
    }  # fmt: skip
