"""The directory of trainers: who wants to stand in it and holds a certificate that is good today."""

from collections.abc import Sequence

from babel import Locale
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from genba.access.doors import public
from genba.directory.places import country_name
from genba.kit.paging import PAGE
from genba.publishing.trainers import ListedTrainer, listed_trainers
from genba.web.base.fields import Offer
from genba.web.base.filters import Filter, Filters
from genba.web.base.page import Page
from genba.web.base.paging import with_cursor
from genba.web.base.words import module_title


@public
@cache_control(no_cache=True)
def directory(request: HttpRequest) -> HttpResponse:
    """Fifty by name; who takes it back, or whose last certificate ran out, is gone with the next request."""
    language = get_language() or "en"
    everybody = listed_trainers()
    offered = _filters(everybody, language)
    asked = offered.asked(request.GET)
    found = [t for t in everybody if _is_asked_for(t, asked)]
    page, following = _after(found, request.GET.get("after", ""))
    return Page(
        request, "public/trainers/directory.html", filters=offered.fields(asked), n=len(found), all=len(everybody),
        rows=[in_words(t, language) for t in page], further=with_cursor(request, following) if following else "",
        today=timezone.localdate(), is_filtered=any(asked.values()),
    ).show()  # fmt: skip


def in_words(trainer: ListedTrainer, language: str) -> tuple[ListedTrainer, str, str]:
    """With languages and places as the reader calls them."""
    names = Locale(language).languages
    spoken = ", ".join(names.get(code, code) for code in trainer.languages)
    return trainer, spoken, ", ".join([country_name(c, language) for c in trainer.countries] + list(trainer.regions))


def _is_asked_for(trainer: ListedTrainer, asked: dict[str, str]) -> bool:
    return (
        asked["language"] in ("", *trainer.languages)
        and asked["country"] in ("", *trainer.countries)
        and asked["module"] in ("", *(c.module for c in trainer.certificates))
        and trainer.matches(asked["q"])
    )


def _after(found: Sequence[ListedTrainer], cursor: str) -> tuple[Sequence[ListedTrainer], str]:
    """The fifty after the one with this code, and the code for the next fifty, "" at the end."""
    start = next((place + 1 for place, t in enumerate(found) if t.code == cursor), 0)
    rest = found[start:]
    return rest[:PAGE], rest[PAGE - 1].code if len(rest) > PAGE else ""


def _filters(everybody: Sequence[ListedTrainer], language: str) -> Filters:
    names = Locale(language).languages
    spoken = {code: names.get(code, code) for t in everybody for code in t.languages}
    countries = {code: country_name(code, language) for t in everybody for code in t.countries}
    modules = {c.module: module_title(c.module, language=language) for t in everybody for c in t.certificates}
    return Filters({
        "q": Filter(_("Name or region")),
        **{name: Filter(label, Offer([("", _("all")), *sorted(known.items(), key=lambda pair: pair[1])]))
           for name, label, known in (("language", _("Language"), spoken), ("module", _("Module"), modules),
                                      ("country", _("Country"), countries))},
    })  # fmt: skip
