"""One search across all that is public: modules with their lessons and tools, enterprises, trainers, stories, countries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from genba.access.doors import public
from genba.directory.places import country_name
from genba.impact.standings import lines
from genba.kit.names import all_begin, words_of
from genba.programmes.curricula import curriculum
from genba.publishing import reading
from genba.publishing.reading import Told
from genba.publishing.trainers import ListedTrainer, listed_trainers
from genba.web.base.addresses import address
from genba.web.base.filters import SEARCH_LETTERS
from genba.web.base.page import Page
from genba.web.public.views.taking_part import seen

MOST = 10  # of each kind; the lists themselves have the rest


@dataclass(frozen=True)
class Title:
    """Something of a module: what it is (module, lesson, tool), its title, its address, the module's title."""

    kind: str
    title: str
    address: str
    within: str = ""


@public
@cache_control(no_cache=True)
def search(request: HttpRequest) -> HttpResponse:
    """What is found, kind by kind. Nothing is found for nothing."""
    language = get_language() or "en"
    text = request.GET.get("q", "").strip().replace("\0", "")[:SEARCH_LETTERS]
    if not words_of(text):
        return Page(request, "public/search.html", text=text, n=0, found=None).show()
    found: dict[str, Sequence[Any]] = {
        "titles": found_titles(text, language), "enterprises": list(seen().matching(text).order_by("name_key", "pk")[:MOST]),
        "trainers": found_trainers(text), "stories": found_stories(text, language), "countries": found_countries(text, language),
    }  # fmt: skip
    return Page(request, "public/search.html", text=text, n=sum(len(kind) for kind in found.values()), found=found).show()


def found_stories(text: str, language: str) -> list[Told]:
    """Stories that can be read now."""
    return reading.matching(text, language, MOST)


def found_trainers(text: str) -> list[ListedTrainer]:
    return [t for t in listed_trainers() if t.matches(text)][:MOST]


def found_countries(text: str, language: str) -> list[tuple[str, str]]:
    """Countries in which enterprises take part, by code and name."""
    names = [(line.part, country_name(line.part, language)) for line in lines(code="enterprises", by="country")]
    return [(code, name) for code, name in names if is_said_in(text, name)]


def found_titles(text: str, language: str) -> list[Title]:
    """Modules, then lessons, then tools whose title has a word that begins with each word of the text."""
    found = [title for title in _shelf(language) if is_said_in(text, title.title)]
    order = ("module", "lesson", "tool")
    return sorted(found, key=lambda title: order.index(title.kind))[: 3 * MOST]


def is_said_in(text: str, title: str) -> bool:
    return all_begin(words_of(text), words_of(title))


def _shelf(language: str) -> Iterator[Title]:
    for module in curriculum().modules:
        if module.status != "active":
            continue
        within = module.titles.in_(language)
        yield Title("module", within, address("learn:module", slug=module.slug))
        for lesson in module.lessons_in("en"):
            yield Title("lesson", lesson.titles.in_(language),
                        address("learn:lesson", slug=module.slug, number=lesson.number), within)  # fmt: skip
        for tool in module.tools:
            yield Title("tool", tool.labels.in_(language), address("learn:tool", slug=module.slug, code=tool.code), within)
