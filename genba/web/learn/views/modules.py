"""The modules as anyone can read them."""

from django.http import HttpRequest, HttpResponse

from genba.access.doors import public
from genba.curriculum import Module
from genba.programmes.curricula import curriculum
from genba.publishing.facing import facing
from genba.publishing.reading import latest
from genba.web.base.addresses import address
from genba.web.base.linked_data import Data, course, organization
from genba.web.base.page import Page
from genba.web.base.words import language
from genba.web.learn import about
from genba.web.learn.found import module_at

MOST_STORIES = 3


@public
def list_modules(request: HttpRequest) -> HttpResponse:
    """Every module that is offered today, and how many enterprises took it."""
    active = [m for m in curriculum().modules if m.status == "active"]
    return Page(request, "learn/modules.html", modules=active, taken=about.taken(), needs=about.needs).show()


@public
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One module: for whom it is and what it gives, a lesson to try, its tools, indicators, good practices and stories."""
    module, told = module_at(slug), language()
    areas: dict[str, list[str]] = {}
    for practice in module.practices:
        areas.setdefault(practice.areas.in_(told), []).append(practice.labels.in_(told))
    taken = about.taken()
    return Page(
        request, "learn/module.html", module=module, lessons=module.lessons_in(told), areas=areas,
        notes=module.notes_in(told), sectors=about.sectors(module, told), needs=about.needs(module, told),
        goals=about.goals(module), to_complete=about.to_complete(module.completion, told), taken=taken.get(slug),
        worked_out_at=next((one.worked_out_at for one in taken.values()), None),
        stories=latest(told, module=slug, most=MOST_STORIES), data=_data(request, module, told),
    ).show()  # fmt: skip


def _data(request: HttpRequest, module: Module, told: str) -> Data:
    """The module for programs that read pages."""
    provider = organization(facing(), request.build_absolute_uri(address("home")))
    return course(module, told, request.build_absolute_uri(address("learn:module", slug=module.slug)), provider)
