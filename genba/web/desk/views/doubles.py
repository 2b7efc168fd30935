"""Likely doubles: pairs that the outbox found, each to be decided once."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genba.access.doors import find, requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.actions import merges
from genba.directory.matching import in_words
from genba.directory.models import Enterprise, EnterpriseDouble, Person, PersonDouble
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.likely import whom_to_ask

SIZE = 25


@requires(Permission.ENTERPRISE_EDIT)
def enterprises(request: HttpRequest) -> HttpResponse:
    """Pairs of enterprises of which the reader may put at least one right, the likeliest first."""
    return _list(request, EnterpriseDouble, visible(request.user, Permission.ENTERPRISE_EDIT, Enterprise))


@requires(Permission.PERSON_REGISTER)
def people(request: HttpRequest) -> HttpResponse:
    """Pairs of people of whom the reader may put at least one right, the likeliest first."""
    return _list(request, PersonDouble, visible(request.user, Permission.PERSON_REGISTER, Person))


def _list(request: HttpRequest, model: Any, mine: Any) -> HttpResponse:
    is_people = model is PersonDouble
    keys = mine.values("pk")
    rows = model.objects.filter(Q(one__in=keys) | Q(other__in=keys), verdict="", one__merged_into=None,
                                other__merged_into=None).select_related(*_load(is_people))  # fmt: skip
    page = slice_of(rows, ("-score", "-id"), request.GET.get("after", ""), size=SIZE)
    further = with_cursor(request, page.next) if page.next else ""
    sides = [side.pk for row in page.rows for side in (row.one, row.other)]
    within = set(mine.filter(pk__in=sides).values_list("pk", flat=True))
    beyond = [_enterprise(side) for row in page.rows for side in (row.one, row.other) if side.pk not in within]
    asks = whom_to_ask(e.pk for e in beyond)
    pairs = [{"score": 100 * row.score, "reasons": ", ".join(in_words(row.reasons)),
              "sides": [_side(side, within, asks) for side in (row.one, row.other)],
              "is_mine": row.one_id in within and row.other_id in within} for row in page.rows]  # fmt: skip
    return Page(request, "desk/doubles/list.html", pairs=pairs, further=further, is_people=is_people).show()


def _load(is_people: bool) -> tuple[str, ...]:
    return ("one__enterprise", "other__enterprise") if is_people else ("one", "other")


def _enterprise(side: Any) -> Enterprise:
    return cast(Enterprise, side.enterprise if isinstance(side, Person) else side)


def _side(side: Any, within: set[int], asks: dict[int, str]) -> dict[str, str]:
    """What the reader may know of one of the two."""
    if side.pk not in within:
        return {"name": "", "code": "", "ask": asks[_enterprise(side).pk]}
    firm = _enterprise(side)
    about = [firm.name, side.job, side.phone] if isinstance(side, Person) else [firm.address, firm.city, firm.phone]
    return {"name": side.name, "code": side.code, "about": ", ".join(filter(None, about))}


@require_POST
@requires(Permission.ENTERPRISE_EDIT, Enterprise)
def enterprises_apart(request: HttpRequest, enterprise: Enterprise, other: str) -> HttpResponse:
    """They are two: never asked again."""
    _apart(request, enterprise, find(request.user, Permission.ENTERPRISE_EDIT, Enterprise, other))
    return redirect("desk:doubles")


@require_POST
@requires(Permission.PERSON_REGISTER, Person)
def people_apart(request: HttpRequest, person: Person, other: str) -> HttpResponse:
    """They are two: never asked again."""
    _apart(request, person, find(request.user, Permission.PERSON_REGISTER, Person, other))
    return redirect("desk:people-doubles")


def _apart(request: HttpRequest, one: Any, other: Any) -> None:
    merges.tell_apart(by=cast(User, request.user), one=one, other=other)
    messages.success(request, _("They are two. Nobody is asked about them again."))
