"""The modules as anyone can read them."""

from django.http import HttpRequest, HttpResponse

from genba.access.doors import public
from genba.programmes.curricula import curriculum
from genba.web.base.page import Page
from genba.web.base.words import language
from genba.web.learn.found import module_at


@public
def list_modules(request: HttpRequest) -> HttpResponse:
    """Every module that is offered today."""
    active = [m for m in curriculum().modules if m.status == "active"]
    return Page(request, "learn/modules.html", modules=active).show()


@public
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One module: what it gives, its lessons, tools, texts for trainers, indicators and good practices."""
    module = module_at(slug)
    areas: dict[str, list[str]] = {}
    for practice in module.practices:
        areas.setdefault(practice.areas.in_(language()), []).append(practice.labels.in_(language()))
    return Page(request, "learn/module.html", module=module, lessons=module.lessons_in(language()), areas=areas,
                notes=module.notes_in(language())).show()  # fmt: skip
