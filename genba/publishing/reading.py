"""What everybody reads: the wording that is public now, with the names of those who agree and the photos that may be shown.

Nothing is kept between requests: who takes consent back is gone from the next one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Prefetch
from markupsafe import Markup

from genba.curriculum import LANGUAGES
from genba.directory.models import Enterprise
from genba.kit.names import all_begin, words_of
from genba.kit.prose import as_html
from genba.publishing.actions.photos import small_of
from genba.publishing.handles import filled_in, plainly, standing_for
from genba.publishing.models import Publication, Shown, Story, StoryPhoto, Wording

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that may be shown, with what is to be seen in the language of the text. Sizes in pixels."""

    code: str
    width: int
    height: int
    shows: str


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it is read in one language. languages: all in which it is public; from_at: since when in this one."""

    slug: str
    language: str
    title: str
    lead: str
    body: str  # Markdown, names filled in
    photos: tuple[Photo, ...]
    video: str
    country: str
    module: str
    from_at: datetime | None
    changed_at: datetime | None
    languages: tuple[str, ...]

    @property
    def html(self) -> Markup:
        return as_html(self.body, pictures=False)


def told(slug: str, language: str, *, kind: str = Story.Kind.STORY) -> Told | None:
    """The public story of this address in the reader's language, else in English, else in any; None where none is public."""
    return next(iter(_read(Story.objects.filter(slug=slug, kind=kind), language)), None)


def latest(
    language: str, *, country: str = "", module: str = "", only_in: str = "", first: int = 0, most: int = 10
) -> list[Told]:
    """Public stories, the latest first, whatever the language they begin in.

    only_in: those that are public in this language. first: how many to leave out before.
    """
    order = _live(country, module, only_in).order_by("-from_at", "-pk").values_list("story__slug", flat=True)
    slugs = list(dict.fromkeys(order))[first : first + most]
    found = {one.slug: one for one in _read(Story.objects.filter(slug__in=slugs), language)}
    return [found[slug] for slug in slugs if slug in found]


def count(*, country: str = "", module: str = "", only_in: str = "") -> int:
    """How many stories `latest` goes through."""
    return int(_live(country, module, only_in).order_by().values("story_id").distinct().count())


def _live(country: str, module: str, only_in: str) -> Any:
    """What is public now, of stories of a country, about a module, in a language; "" for all."""
    asked = {"story__country": country, "story__module": module, "language": only_in}
    return Publication.objects.live().filter(story__kind=Story.Kind.STORY, **{k: v for k, v in asked.items() if v})


def matching(text: str, language: str, most: int = 20) -> list[Told]:
    """Public stories in whose words, as they are read today, each word of the text stands."""
    words = words_of(text)
    if not words:
        return []
    return [one for one in latest(language, most=500) if _has(one, words)][:most]


def _has(told: Told, words: Sequence[str]) -> bool:
    """Whether each word begins a word of the story. Word by word: a key of a whole text would be cut."""
    found = words_of(*f"{told.title} {told.lead} {told.body}".split())
    return all_begin(words, found)


def about(enterprise: Enterprise, language: str) -> list[Told]:
    """The public stories in which this enterprise agreed to be shown and still does."""
    shown = Shown.objects.agreeing().filter(enterprise=enterprise)
    return list(_read(Story.objects.public().filter(pk__in=shown.values("story_id")), language))


def preview(story: Story, wording: Wording) -> Told:
    """A wording as it would be read if it were public now."""
    live = [p.language for p in story.publications.live()]
    return _told(_loaded(Story.objects.filter(pk=story.pk))[0], wording, None, tuple(live))


def _loaded(stories: Any) -> list[Any]:
    shown = Prefetch("shown", Shown.objects.all(), to_attr="all_shown")
    photos = Prefetch("photos", StoryPhoto.objects.prefetch_related("shown"), to_attr="all_photos")
    return list(stories.prefetch_related(shown, photos))


def _read(stories: Any, language: str) -> Iterable[Told]:
    rows = _loaded(stories)
    live: dict[int, dict[str, Publication]] = defaultdict(dict)
    for publication in Publication.objects.live().filter(story__in=[r.pk for r in rows]).select_related("wording"):
        live[publication.story_id].setdefault(publication.language, publication)  # the latest comes first
    for row in rows:
        if live[row.pk]:
            chosen = preferred(live[row.pk], language)
            yield _told(row, chosen.wording, chosen.from_at, tuple(x for x in LANGUAGES if x in live[row.pk]))


def preferred(by_language: Mapping[str, T], language: str) -> T:
    """What there is in the reader's language, else in English, else the first of what there is."""
    return by_language.get(language) or by_language.get("en") or next(iter(by_language.values()))


def _told(row: Any, wording: Wording, from_at: datetime | None, languages: tuple[str, ...]) -> Told:
    names = standing_for(row.all_shown, wording.language)
    title, lead = (filled_in(text, names, wording.language) for text in (wording.title, wording.lead))
    body = filled_in(wording.body, plainly(names), wording.language)
    photos = tuple(
        Photo(photo.code, photo.width, photo.height, filled_in(preferred(photo.shows, wording.language), names, wording.language))
        for photo in row.all_photos if _may_be_shown(photo)
    )  # fmt: skip
    return Told(row.slug, wording.language, title, lead, body, photos, row.video, row.country_id or "", row.module, from_at,
                wording.written_at, languages)  # fmt: skip


def _may_be_shown(photo: StoryPhoto) -> bool:
    return all(one.agrees for one in photo.shown.all())


def photo_file(code: str, *, small: bool) -> str | None:
    """Where the storage has a photo that may be shown now: its story is public and everybody on it agrees. Else None."""
    photo = StoryPhoto.objects.filter(code=code).prefetch_related("shown").select_related("story").first()
    if photo is None or not Publication.objects.live().filter(story=photo.story_id).exists():
        return None
    if not _may_be_shown(photo):
        return None
    return small_of(photo.content) if small else photo.file
