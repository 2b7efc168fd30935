"""The trainer's day."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.web.base.page import Page
from genba.web.field.today import deeds, engagements_of


@requires(Permission.VISIT_REPORT)
def today(request: HttpRequest) -> HttpResponse:
    """What to do next, each with one tap; the tape marks the first."""
    user, day = cast(User, request.user), timezone.localdate()
    own = engagements_of(user)
    return Page(request, "field/today.html", deeds=deeds(user, own, day), today=day, own=own).show()
