"""Where we are: the map with its table, a page for each country, and the same as files."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
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
from genba.reports.where import MEASURED, Where, of_country, where
from genba.web.base.addresses import address
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.words import MANY, language
from genba.web.public.words import enterprises_in, in_enterprises

HEAD = ("country", "name", *MEASURED, "worked_out_at")


@public
def show(request: HttpRequest) -> HttpResponse:
    """A circle for each country, as large as the number of its enterprises; the same in figures below."""
    found = where(language(), facing().countries)
    places = [
        Place(c.code, c.enterprises, enterprises_in(c), address("where-country", code=c.code)) for c in found.countries
    ]
    sentence = in_enterprises(found.countries)
    return Page(request, "public/where/map.html", found=found, sentence=sentence, map=world(places, title=sentence)).show()


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
    said = {"type": "FeatureCollection", "features": [feature(row["country"], row) for row in _rows(found)]}
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False}, content_type="application/geo+json")
    answer["Content-Disposition"] = 'attachment; filename="countries.geojson"'
    if found.worked_out_at:
        answer["Last-Modified"] = http_date(found.worked_out_at.timestamp())
    return answer


@public
@cache_control(max_age=300, public=True)
def csv(_request: HttpRequest) -> HttpResponse:
    """The table behind the map; an empty cell is hidden or not known."""
    found = where(language(), facing().countries)
    rows = ([row[key] for key in HEAD] for row in _rows(found))
    return as_csv(rows, [Column(key, key) for key in HEAD], "countries")  # type: ignore[return-value]  # streamed


def _rows(found: Where) -> Iterator[dict[str, Any]]:
    at = found.worked_out_at.isoformat() if found.worked_out_at else ""
    for one in found.countries:
        yield {"country": one.code, "name": one.name, **{c.code: c.value for c in one.counts}, "worked_out_at": at}
