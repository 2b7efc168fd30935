"""The latest stories as cards on the first page: title, lead and first photo, by two queries whose SQL is known by heart."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from genba.kit.prepared import Prepared
from genba.publishing.handles import filled_in, handles_in, standing_for
from genba.publishing.models import Publication, Shown, StoryPhoto
from genba.publishing.reading import preferred

LOOKED_AT = 60  # publications: fifteen stories in four languages
MOST = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list. photo: its code, "" where none may be shown; width, height of the small one in pixels."""

    slug: str
    language: str
    title: str
    lead: str
    country: str
    photo: str = ""
    width: int = 0
    height: int = 0


def _build_live(at: Any) -> QuerySet[Publication, Any]:
    return (
        Publication.objects.live(at)
        .filter(story__kind="story")
        .order_by("-from_at", "-pk")
        .values_list("story_id", "language", "wording__title", "wording__lead", "story__slug", "story__country_id")[
            :LOOKED_AT
        ]
    )


def _build_photos(first: int, second: int, third: int, today: Any) -> QuerySet[StoryPhoto, Any]:
    """Photos of three stories on which nobody is who does not agree today."""
    gone = Shown.objects.filter(~Q(withdrawn_at=None) | Q(until_on__lte=today), photos=OuterRef("pk"))
    rows = StoryPhoto.objects.filter(~Exists(gone), story_id__in=[first, second, third]).order_by("story_id", "place", "pk")
    return rows.values_list("story_id", "code", "width", "height")


_live = Prepared(_build_live, at=datetime(2871, 3, 9, 1, 2, 3, 456789, tzinfo=UTC))
_photos = Prepared(_build_photos, first=918_273_645, second=918_273_646, third=918_273_647, today=date(2871, 3, 10))


def latest_cards(language: str) -> list[Card]:
    """At most three, the latest first, each in this language, else in English, else in whichever there is."""
    now = timezone.now()
    told: dict[int, dict[str, Any]] = {}
    for row in _live(at=now):
        told.setdefault(row[0], {}).setdefault(row[1], row)  # the latest comes first
    rows = [preferred(by_language, language) for by_language in list(told.values())[:MOST]]
    if not rows:
        return []
    keys = [row[0] for row in rows] + [0] * (MOST - len(rows))
    photos: dict[int, Any] = {}
    for photo in _photos(first=keys[0], second=keys[1], third=keys[2], today=timezone.localdate(now)):
        photos.setdefault(photo[0], photo)
    return [_card(row, photos.get(row[0])) for row in rows]


def _card(row: Any, photo: Any) -> Card:
    key, spoken, title, lead, slug, country = row
    if handles_in(title + lead):
        names = standing_for(Shown.objects.filter(story_id=key), spoken)
        title, lead = (filled_in(text, names, spoken) for text in (title, lead))
    if photo is None:
        return Card(slug, spoken, title, lead, country or "")
    _story, code, width, height = photo
    return Card(slug, spoken, title, lead, country or "", code, width, height)
