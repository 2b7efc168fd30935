"""Stories, their photos and their feed; and the pages that every house has."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from genba.access.doors import public
from genba.directory.places import country_name
from genba.programmes.curricula import curriculum
from genba.publishing import reading
from genba.publishing.facing import facing
from genba.publishing.models import Office, Story
from genba.publishing.pages import filled, shipped
from genba.web.base.addresses import address
from genba.web.base.handed_out import JPEG, as_kept
from genba.web.base.language import SPOKEN
from genba.web.base.linked_data import article, organization
from genba.web.base.page import Page
from genba.web.base.words import language

A_PAGE = 12
IN_FEED = 20


@public
def list_stories(request: HttpRequest) -> HttpResponse:
    """The latest first; country, module and language stand in the address."""
    asked = {name: request.GET.get(name, "") for name in ("country", "module", "only_in")}
    if asked["only_in"] not in SPOKEN:
        asked["only_in"] = ""
    first = _whole(request.GET.get("from", ""))
    rows = reading.latest(language(), first=first, most=A_PAGE, **asked)
    total = reading.count(**asked)
    public = Story.objects.public().order_by()
    codes = public.exclude(country=None).values_list("country_id", flat=True).distinct()
    countries = sorted(((code, country_name(code, language())) for code in codes), key=lambda pair: pair[1])
    slugs = set(public.exclude(module="").values_list("module", flat=True).distinct())
    return Page(
        request, "public/stories/list.html", rows=rows, total=total, asked=asked, countries=countries,
        modules=[m for m in curriculum().modules if m.slug in slugs], is_filtered=any(asked.values()),
        further=_further(request, first + A_PAGE) if first + A_PAGE < total else "",
    ).show()  # fmt: skip


def _whole(text: str) -> int:
    return min(int(text), 100_000) if text.isascii() and text.isdigit() else 0


def _further(request: HttpRequest, first: int) -> str:
    query = request.GET.copy()
    query["from"] = str(first)
    return f"{request.path}?{query.urlencode()}"


@public
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story in the reader's language where it is told in it."""
    told = reading.told(slug, language())
    if told is None:
        raise Http404
    request.told_in = told.languages  # type: ignore[attr-defined]
    whole = request.build_absolute_uri
    image = whole(photo_at(told.photos[0].code)) if told.photos else ""
    data = article(told, whole(address("story", slug=slug)), organization(facing(), whole(address("home"))), image)
    return Page(request, "public/stories/show.html", told=told, photo_at=photo_at, data=data).show()


def photo_at(code: str) -> str:
    """The address of a photo, the same in every language."""
    return f"/stories/photos/{code}.jpg"


@public
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """The file of a photo, small for lists. It is asked for again each time: who is on it may take their consent back."""
    file = reading.photo_file(code, small=request.GET.get("w") == "480")
    if file is None:
        raise Http404
    return as_kept(request, file, kind=JPEG, cache="no-cache")


@public
def feed(request: HttpRequest) -> HttpResponse:
    """The latest stories for feed readers (Atom, RFC 4287), in the language of the address."""
    rows = reading.latest(language(), most=IN_FEED)
    answer = render(request, "public/stories/feed.xml", {
        "rows": rows, "face": facing(), "changed_at": max((row.changed_at for row in rows if row.changed_at), default=None),
    })  # fmt: skip
    answer["Content-Type"] = "application/atom+xml; charset=utf-8"
    return answer


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the house: as the office wrote it, else as it was shipped."""
    written = reading.told(slug, language(), kind=Story.Kind.PAGE)
    if written is not None:
        return Page(request, "public/page.html", title=written.title, lead=written.lead, html=written.html,
                    spoken=written.language, offices=_offices(slug)).show()  # fmt: skip
    ours = shipped(slug, language())
    if ours is None:
        raise Http404
    return Page(request, "public/page.html", title=ours.title, lead=ours.lead, html=filled(ours, facing()),
                spoken=ours.language, offices=_offices(slug)).show()  # fmt: skip


def _offices(slug: str) -> list[Office]:
    """Whom to ask where, for the page on contact."""
    return list(Office.objects.order_by("country_id")) if slug == "contact" else []
