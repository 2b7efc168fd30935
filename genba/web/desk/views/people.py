"""People of an enterprise at the desk: list, register, put right, give a card; and how many there are."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.actions import enterprises, people
from genba.directory.models import Enterprise, Merge, Person
from genba.directory.resemblance import is_doubtful, namesakes
from genba.kit.svg.square import square_code
from genba.web.base.addresses import lasting
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.likely import people_seen
from genba.web.desk.people_forms import PassForm, PersonEditForm, PersonForm, WorkforceForm

FACTS = ("name", "sex", "role", "job", "phone", "version")


@requires(Permission.PERSON_READ, Enterprise)
def list_people(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """Fifty people of the enterprise by name."""
    rows = visible(request.user, Permission.PERSON_READ, Person).filter(enterprise=enterprise).select_related("user")
    page = slice_of(rows, ("name_key", "id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/people/list.html", enterprise=enterprise, rows=page.rows, further=further).show()


@requires(Permission.PERSON_REGISTER, Enterprise)
def register(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """A new person. Those most alike are shown once before another is made."""
    form = PersonForm(request.POST or None)
    page = Page(request, "desk/people/new.html", form=form, enterprise=enterprise, similar=[])
    if form.is_valid():
        typed = form.cleaned_data
        like = namesakes(typed["name"], enterprise, phone=typed["phone"], sex=typed["sex"])
        if any(is_doubtful(n, enterprise) for n in like) and request.POST.get("another") != "yes":
            page.context["similar"] = people_seen(request.user, like)
            return page.show(422)
        made = people.register(by=request.user, enterprise=enterprise, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("%(name)s is registered.") % {"name": made.name})
        return redirect("desk:people", code=enterprise.code)
    return page.show()


@requires(Permission.PERSON_REGISTER, Enterprise)
def similar(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """The part of the page that warns while a name is typed."""
    name, phone, sex = (request.GET.get(part, "")[:150] for part in ("name", "phone", "sex"))
    found = namesakes(name, enterprise, phone=phone, sex=sex)
    return Page(request, "desk/people/similar.html", similar=people_seen(request.user, found)).show()


@requires(Permission.PERSON_REGISTER, Person, load="enterprise")
def edit(request: HttpRequest, person: Person) -> HttpResponse:
    """Put a person right; two editors at once are both heard."""
    form = PersonEditForm(request.POST or None, initial={f: getattr(person, f) for f in FACTS})
    page = Page(request, "desk/people/edit.html", form=form, person=person,
                merges=Merge.objects.filter(noun=Merge.Noun.PERSON, kept_code=person.code, undone_at=None))  # fmt: skip
    if form.is_valid():
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        people.edit(person=person, by=request.user, version=version, changes=changes)  # type: ignore[arg-type]
        return redirect("desk:people", code=person.enterprise.code)
    return page.show()


@never_cache
@requires(Permission.PASS_ISSUE, Person, load="enterprise,user")
def give_pass(request: HttpRequest, person: Person) -> HttpResponse:
    """A card with a code to print, and a PIN. Both are shown this once: the page is the answer to the form itself."""
    form = PassForm(request.POST or None)
    page = Page(request, "desk/people/pass.html", form=form, person=person)
    if not form.is_valid():
        return page.show()
    pin = form.cleaned_data["pin"] or str(secrets.randbelow(900_000) + 100_000)
    made = people.give_pass(by=request.user, person=person, role=form.cleaned_data["role"], pin=pin)  # type: ignore[arg-type]
    address = lasting(request, "enter")
    drawn = square_code(f"{address}?code={made.code}", _("Opens the sign-in page with the code of this card"))
    return Page(request, "desk/people/card.html", person=person, card=made, pin=pin, address=address, drawn=drawn).show()


@requires(Permission.ENTERPRISE_EDIT, Enterprise)
def count(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """How many people work there, by role and sex, at a date."""
    form = WorkforceForm(request.POST or None)
    page = Page(request, "desk/people/workforce.html", form=form, enterprise=enterprise)
    if form.is_valid():
        enterprises.count_workforce(by=request.user, enterprise=enterprise, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The count is kept."))
        return redirect("desk:enterprise", code=enterprise.code)
    return page.show()
