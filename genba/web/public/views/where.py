"""Where we are: the map with its table, a page for each country, and the same as files."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control

from genba.access.doors import public
from genba.directory.models import Provider
from genba.directory.places import country_name
from genba.kit.sheets import Column
from genba.kit.svg.world import Place, feature, world
from genba.programmes.models import Engagement
from genba.publishing import reading
from genba.publishing.facing import facing
from genba.publishing.models import Office
from genba.publishing.trainers import listed_trainers
from genba.reports.where import MEASURED, CountryFigures, of_country, where
from genba.web.base.addresses import address
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.words import language, number
from genba.web.public.views.entrance import MANY
from genba.web.public.words import in_enterprises

HEAD = ("country", "name", *MEASURED, "worked_out_at")


@public
def show(request: HttpRequest) -> HttpResponse:
    """A circle for each country, as large as the number of its enterprises; the same in figures below."""
    found = where(language(), facing().countries)
    places = [Place(c.code, c["enterprises"], _said(c), address("where-country", code=c.code)) for c in found.countries]
    return Page(
        request, "public/where/map.html", found=found, map=world(places, title=in_enterprises(found.countries))
    ).show()


def _said(country: CountryFigures) -> str:
    n = country["enterprises"]
    return country.name if n is None else f"{country.name}: {number(n, language=language())}"


@public
def country(request: HttpRequest, code: str) -> HttpResponse:
    """One country: its figures, who delivers there, stories, and whom to ask."""
    if facing().countries and code not in facing().countries:
        raise Http404
    figures, worked_out_at = of_country(code, language())
    if not figures:
        raise Http404
    modules = (
        Engagement.objects.open().filter(enterprise__country_id=code).order_by().values_list("module", flat=True).distinct()
    )
    return Page(
        request, "public/where/country.html", code=code, name=country_name(code, language()), figures=figures, many=MANY,
        worked_out_at=worked_out_at, modules=sorted(modules),
        providers=list(Provider.objects.filter(country_id=code).order_by("name").values_list("name", flat=True)),
        trainers=[t for t in listed_trainers() if code in t.countries], stories=reading.latest(language(), country=code, most=3),
        office=Office.objects.filter(country_id=code).first(),
    ).show()  # fmt: skip


@public
@cache_control(max_age=300, public=True)
def geojson(_request: HttpRequest) -> HttpResponse:
    """The outlines of the countries with their figures (GeoJSON, RFC 7946)."""
    found = where("en", facing().countries)
    features = [feature(row["country"], row) for row in _rows("en")]
    said = {"type": "FeatureCollection", "features": features}
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False}, content_type="application/geo+json")
    answer["Content-Disposition"] = 'attachment; filename="countries.geojson"'
    if found.worked_out_at:
        answer["Last-Modified"] = found.worked_out_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return answer


@public
@cache_control(max_age=300, public=True)
def csv(_request: HttpRequest) -> HttpResponse:
    """The table behind the map; an empty cell is hidden or not known."""
    rows = ([row[key] for key in HEAD] for row in _rows(language()))
    return as_csv(rows, [Column(key, key) for key in HEAD], "countries")  # type: ignore[return-value]  # streamed


def _rows(spoken: str) -> Iterable[dict[str, Any]]:
    found = where(spoken, facing().countries)
    at = found.worked_out_at.isoformat() if found.worked_out_at else ""
    for one in found.countries:
        yield {"country": one.code, "name": one.name, **dict(one.figures), "worked_out_at": at}
