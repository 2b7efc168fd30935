"""The figures to keep: what there is, and the files themselves. They are the same in every language."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from genba.access.doors import public
from genba.publishing.facing import facing
from genba.reports import open_data, sdmx, sdmx_words
from genba.reports.published import worked_out_at
from genba.web.base.addresses import address
from genba.web.base.handed_out import CSV
from genba.web.base.linked_data import dataset
from genba.web.base.page import Page

JSON = "application/json"
KEPT_SECONDS = 600  # a file that was taken may be ten minutes old
FORM = "1"  # of the files; a new one whenever what is in them changes by our doing


@public
def show(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, under which licence, of which day, and what was hidden."""
    at = worked_out_at()
    here, *files = (request.build_absolute_uri(address(f"open-data{which}")) for which in ("", "-csv", "-json"))
    data = dataset(facing(), here, files, worked_out_at=at, name=_("Figures of the programme"),
                   about=_("The figures of the programme to download, with a dictionary, free to use."))  # fmt: skip
    return Page(request, "public/agenda/data.html", worked_out_at=at, columns=_said(open_data.COLUMNS),
                reasons=_said(open_data.REASONS), sdmx=_said(sdmx_words.COLUMNS), codes=_said(sdmx_words.CODES), small_group=settings.SMALL_GROUP, licence=open_data.LICENCE_ADDRESS, data=data).show()  # fmt: skip


def _said(sentences: Mapping[str, str]) -> dict[str, str]:
    return {name: _(sentence) for name, sentence in sentences.items()}


def tag_of(_request: HttpRequest) -> str:
    """Changes when figures were worked out anew: whoever has the file is told so by one query."""
    at = worked_out_at()
    told = f"{FORM} {at.isoformat() if at else ''} {settings.SMALL_GROUP}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:16]}"'


@public
@condition(etag_func=tag_of)
def figures_csv(request: HttpRequest) -> HttpResponse:
    return _kept(open_data.figures_csv, CSV, "figures.csv")


@public
@condition(etag_func=tag_of)
def figures_sdmx(request: HttpRequest) -> HttpResponse:
    return _kept(sdmx.figures_sdmx, CSV, "figures-sdmx.csv")


@public
@condition(etag_func=tag_of)
def figures_json(request: HttpRequest) -> HttpResponse:
    return _kept(lambda: open_data.figures_json(worked_out_at()), JSON, "figures.json")


@cache
def dictionary() -> bytes:
    """It changes only with the program and its modules."""
    return open_data.dictionary_csv()


@public
@condition(etag_func=lambda _request: f'"{hashlib.sha256(dictionary()).hexdigest()[:16]}"')
def dictionary_csv(request: HttpRequest) -> HttpResponse:
    return _kept(dictionary, CSV, "dictionary.csv")


def _kept(made: Callable[[], bytes], kind: str, name: str) -> HttpResponse:
    """A file that caches may keep and that pages of others may read."""
    answer = HttpResponse(made(), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Link"] = f'<{open_data.LICENCE_ADDRESS}>; rel="license"'
    answer["Vary"] = "Accept-Encoding"
    return answer
