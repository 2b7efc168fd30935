"""How the programme shows itself to everybody: name, mark, colours, contact, what is shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.kit.refused import Refused
from genba.programmes.models import Programme
from genba.publishing.actions import faces
from genba.publishing.facing import OURS
from genba.publishing.models import Face
from genba.web.base.page import Page
from genba.web.desk.face_forms import FaceForm


@requires(Permission.FACE_SET)
def edit(request: HttpRequest) -> HttpResponse:
    """The face of the oldest programme, which the public pages carry."""
    programme = Programme.objects.order_by("began_on", "pk").first()
    if programme is None:
        raise Refused(_("There is no programme yet."))
    face = Face.objects.filter(programme=programme).first()
    form = FaceForm(
        request.POST or None, request.FILES or None, language=get_language() or "en", initial=_now(face, programme)
    )
    page = Page(request, "desk/face/edit.html", form=form, programme=programme, has_mark=bool(face and face.mark))
    if form.is_valid():
        faces.set_face(by=request.user, programme=programme, **form.facts())  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The public pages show it from now on; elsewhere within a minute."))
        return redirect("desk:face")
    return page.show()


def _now(face: Face | None, programme: Programme) -> dict[str, Any]:
    if face is None:
        return {"name": programme.name, "brand": OURS.brand, "brand_mark": OURS.brand_mark, "version": 0,
                "email": programme.contact if "@" in programme.contact else ""}  # fmt: skip
    plain = {f: getattr(face, f) for f in ("name", "brand", "brand_mark", "email", "phone", "address", "countries", "figures",
                                           "version")}  # fmt: skip
    return plain | {f"line_{code}": said for code, said in face.lines.items()}
