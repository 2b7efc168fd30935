"""What gives the house its face: colours, mark, cards for links that are passed on; and what search engines ask first."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from genba.access.doors import public
from genba.directory.places import country_name
from genba.impact.standings import lines
from genba.kit.kept import place_of
from genba.programmes.curricula import curriculum
from genba.publishing import reading
from genba.publishing.facing import facing
from genba.publishing.models import EnterpriseListing, Story
from genba.publishing.models.face import FOLDER
from genba.publishing.pages import SLUGS
from genba.reports.where import where
from genba.web.base.addresses import address
from genba.web.base.handed_out import PNG, as_kept
from genba.web.base.language import parted
from genba.web.base.stylesheet import sheet
from genba.web.base.words import language
from genba.web.print.card import Card

FOR_GOOD = "public, max-age=31536000, immutable"


@public
def style(request: HttpRequest, name: str) -> HttpResponse:
    """The style sheet of the house. An old name, of a page from before a change, gets today's."""
    found = sheet(facing().brand, facing().brand_mark)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(found.packed if packed else found.text, content_type="text/css")
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    answer["Cache-Control"] = FOR_GOOD if name == found.name else "no-cache"
    return answer


@public
def mark(request: HttpRequest, digest: str) -> HttpResponse:
    """The logo of the house, by the beginning of its digest."""
    now = facing().mark
    if not now or not now.startswith(digest):
        raise Http404
    return as_kept(request, place_of(FOLDER, now, "png"), kind=PNG, cache=FOR_GOOD)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public. A demonstration asks them to stay away: everything there is invented."""
    closed = (
        "/desk/",
        "/field/",
        "/portal/",
        "/account/",
        "/calendar/",
        "/api/",
        "/enterprises/",
        "/here/",
        "/say/",
        "/pulse/",
    )
    fronts = ("", *(f"/{code}" for code, _name in settings.LANGUAGES))
    rules = ["Disallow: /"] if settings.DEMO else [f"Disallow: {front}{path}" for path in closed for front in fronts]
    at = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse("\n".join(["User-agent: *", *rules, f"Sitemap: {at}", ""]), content_type="text/plain")


@public
def card(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The picture for a link that is passed on, in the language of the address."""
    said = SAYS[kind](key) if kind in SAYS else None
    if said is None:
        raise Http404
    card = Card.of(facing(), title=said[0], below=said[1], language=language())
    # Asked again each time: what a story says may be taken back.
    headers = {"ETag": f'"{card.digest}"', "Cache-Control": "no-cache"}
    same = get_conditional_response(request, etag=headers["ETag"])
    return same or HttpResponse(card.drawn(), content_type=PNG, headers=headers)


Said = tuple[str, str] | None


def _home(key: str) -> Said:
    face = facing()
    return (
        (face.line_in(language()) or _("Small factories get better where the work is done"), face.name)
        if key == "home"
        else None
    )


def _module(key: str) -> Said:
    found = next((m for m in curriculum().modules if m.slug == key), None)
    return (found.titles.in_(language()), found.summaries.in_(language())) if found else None


def _story(key: str) -> Said:
    told = reading.told(key, language())
    return (told.title, told.lead) if told else None


def _country(key: str) -> Said:
    is_shown = not facing().countries or key in facing().countries
    n = [line.value for line in lines(code="enterprises", by="country") if line.part == key] if is_shown else []
    return (country_name(key, language()), facing().name) if n else None


SAYS: dict[str, Callable[[str], Said]] = {"home": _home, "module": _module, "story": _story, "country": _country}


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language, for those who index them."""
    paths = [parted(p)[1] for found in PAGES for p in found()]
    whole = [
        (path, [(code, request.build_absolute_uri(f"/{code}{path}")) for code, _name in settings.LANGUAGES])
        for path in paths
    ]
    answer = render(request, "public/sitemap.xml", {"pages": whole})
    answer["Content-Type"] = "application/xml"
    return answer


def _fixed() -> Iterable[str]:
    names = (
        "home",
        "learn:modules",
        "stories",
        "where",
        "partnerships",
        "for-brands",
        "taking-part",
        "trainers",
        "become-certified",
        "agenda",
        "method",
        "open-data",
        "certificates",
        "apply",
    )
    return [*(address(name) for name in names), *(address("page", slug=slug) for slug in SLUGS)]


def _stories() -> Iterable[str]:
    return [address("story", slug=slug) for slug in Story.objects.public().order_by("pk").values_list("slug", flat=True)]


def _modules() -> Iterable[str]:
    for module in curriculum().modules:
        if module.status == "active":
            yield address("learn:module", slug=module.slug)
            yield from (
                address("learn:lesson", slug=module.slug, number=lesson.number) for lesson in module.lessons_in("en")
            )
            yield from (address("learn:tool", slug=module.slug, code=tool.code) for tool in module.tools)


def _countries() -> Iterable[str]:
    return [address("where-country", code=one.code) for one in where("en", facing().countries).countries]


def _profiles() -> Iterable[str]:
    codes = EnterpriseListing.objects.seen().order_by("pk").values_list("enterprise__code", flat=True)
    return [address("profile", code=code) for code in codes]


PAGES: tuple[Callable[[], Iterable[str]], ...] = (_fixed, _modules, _stories, _countries, _profiles)
