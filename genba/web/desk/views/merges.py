"""Two records of one person or one enterprise at the desk: look at what a merge would do, do it, undo it."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genba.access.doors import find, requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.actions import merges
from genba.directory.models import Enterprise, Merge, Person
from genba.directory.models.owned import OWNED_LABEL
from genba.directory.resemblance import namesakes, resembling
from genba.web.base.page import Page
from genba.web.desk.likely import Suspect, enterprises_seen, people_seen
from genba.web.desk.merge_forms import MergeForm, WithForm

Thing = Person | Enterprise


@requires(Permission.PERSON_REGISTER, Person, load="enterprise")
def person_with(request: HttpRequest, person: Person) -> HttpResponse:
    """Who may be the same as this person; or a code, typed."""
    found = [n for n in namesakes(person.name, person.enterprise, phone=person.phone, most=6) if n.person.pk != person.pk]
    return _choose(request, person, people_seen(request.user, found))


@requires(Permission.ENTERPRISE_EDIT, Enterprise)
def enterprise_with(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """Which may be the same as this enterprise; or a code, typed."""
    found = resembling(enterprise.name, enterprise.country_id, phone=enterprise.phone, most=6)
    return _choose(
        request, enterprise, enterprises_seen(request.user, [r for r in found if r.enterprise.pk != enterprise.pk])
    )


def _choose(request: HttpRequest, thing: Thing, suspects: list[Suspect]) -> HttpResponse:
    form = WithForm(request.GET or None)
    page = Page(
        request, "desk/merges/with.html", form=form, thing=thing, suspects=suspects, back=_back(thing), **_words(thing)
    )
    if request.GET and form.is_valid():
        permission, model = _may(thing)
        try:
            other = find(request.user, permission, model, form.cleaned_data["code"], load=_load(thing))
        except Http404:
            form.add_error("code", _("Nothing that you may put right has this code."))
            return page.show()
        return redirect(_address(thing, other))
    return page.show()


@requires(Permission.PERSON_REGISTER, Person, load="enterprise")
def merge_people(request: HttpRequest, person: Person, other: str) -> HttpResponse:
    """What the merge would do, and the merge."""
    return _merge(request, person, find(request.user, Permission.PERSON_REGISTER, Person, other, load="enterprise"))


@requires(Permission.ENTERPRISE_EDIT, Enterprise)
def merge_enterprises(request: HttpRequest, enterprise: Enterprise, other: str) -> HttpResponse:
    """What the merge would do, and the merge."""
    return _merge(request, enterprise, find(request.user, Permission.ENTERPRISE_EDIT, Enterprise, other))


def _merge(request: HttpRequest, kept: Thing, gone: Thing) -> HttpResponse:
    form = MergeForm(request.POST or None, names=(kept.name, gone.name),
                     initial={"name": kept.name})  # fmt: skip
    page = Page(request, "desk/merges/preview.html", form=form, kept=kept, gone=gone, facts=_facts(kept, gone),
                back=_back(kept), swapped=_address(gone, kept), **_words(kept))  # fmt: skip
    page.context["preview"] = merges.preview(kept=kept, gone=gone)
    if form.is_valid():
        data = form.cleaned_data
        merges.merge(by=cast(User, request.user), kept=kept, gone=gone, name=data["name"],
                     versions=(data["version"], data["other_version"]))  # fmt: skip
        messages.success(request, _("%(gone)s is now one with %(kept)s. This can be undone.")
                         % {"gone": gone.code, "kept": kept.code})  # fmt: skip
        return redirect(_back(kept))
    return page.show()


@require_POST
@requires(Permission.PERSON_REGISTER, Person)
def undo_people(request: HttpRequest, person: Person, merge: str) -> HttpResponse:
    """Two people again."""
    return _undo(request, person, merge)


@require_POST
@requires(Permission.ENTERPRISE_EDIT, Enterprise)
def undo_enterprises(request: HttpRequest, enterprise: Enterprise, merge: str) -> HttpResponse:
    """Two enterprises again."""
    return _undo(request, enterprise, merge)


def _undo(request: HttpRequest, kept: Thing, merge: str) -> HttpResponse:
    made = Merge.objects.filter(code=merge, kept_code=kept.code).first()
    if made is None:
        raise Http404
    back = merges.undo(by=cast(User, request.user), merge=made)
    messages.success(request, _("%(name)s (%(code)s) stands alone again.") % {"name": back.name, "code": back.code})
    return redirect(_back(kept))


def _may(thing: Thing) -> tuple[Permission, type[Any]]:
    return (Permission.PERSON_REGISTER, Person) if isinstance(thing, Person) else (Permission.ENTERPRISE_EDIT, Enterprise)


def _load(thing: Thing) -> str:
    return "enterprise" if isinstance(thing, Person) else ""


def _back(thing: Thing) -> str:
    name = "desk:person-edit" if isinstance(thing, Person) else "desk:enterprise"
    return reverse(name, kwargs={"code": thing.code})


def _address(kept: Thing, gone: Thing) -> str:
    name = "desk:person-merge" if isinstance(kept, Person) else "desk:enterprise-merge"
    return reverse(name, kwargs={"code": kept.code, "other": gone.code})


def _words(thing: Thing) -> dict[str, str]:
    if isinstance(thing, Person):
        return {"list_address": reverse("desk:people", kwargs={"code": thing.enterprise.code}), "list_label": _("People")}
    return {"list_address": reverse("desk:enterprises"), "list_label": _("Enterprises")}


def _facts(kept: Thing, gone: Thing) -> list[tuple[str, str, str]]:
    """What both say, side by side: label, the kept one's, the other's."""
    if isinstance(kept, Person) and isinstance(gone, Person):
        return [
            (_("Enterprise"), kept.enterprise.name, gone.enterprise.name),
            (_("Sex"), kept.get_sex_display(), gone.get_sex_display()),
            (_("Role"), kept.get_role_display(), gone.get_role_display()),
            (_("Job"), kept.job, gone.job), (_("Telephone"), kept.phone, gone.phone),
        ]  # fmt: skip
    fields = (("city", _("Town")), ("address", _("Address")), ("phone", _("Telephone")), ("isic", _("Kind of business")))
    facts = [(label, getattr(kept, name), getattr(gone, name)) for name, label in fields]
    if isinstance(kept, Enterprise) and isinstance(gone, Enterprise):
        facts.append((str(OWNED_LABEL), kept.get_owned_display(), gone.get_owned_display()))
    return facts
