"""Photos of a story."""

import io
from collections.abc import Mapping, Sequence
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from genba.access.models import User
from genba.audit.actions import System, record
from genba.curriculum import LANGUAGES
from genba.kit import kept, photos
from genba.kit.refused import Refused
from genba.publishing.models import Story, StoryPhoto
from genba.publishing.models.story import FOLDER

MOST = 12
SMALL = 480  # pixels: the width in lists and on phones
LONGEST = 300


@transaction.atomic
def add(*, by: User | System, story: Story, data: bytes, shows: Mapping[str, str]) -> StoryPhoto:
    """Keep a photo, written anew without what the camera knew, and a small one for lists. `shows`: what is to be seen, by
    language. Refused for what is no photo, without any words, the same one twice, and beyond twelve."""
    if story.photos.count() >= MOST:
        raise Refused(_("A story has at most %(n)s photos.") % {"n": MOST}, field="photo")
    said = _said(shows)
    clean = photos.clean(data)
    content = kept.keep(clean, FOLDER, "jpg")
    if story.photos.filter(content=content).exists():
        raise Refused(_("This photo is here already."), field="photo")
    with Image.open(io.BytesIO(clean)) as picture:
        width, height = picture.size
        _keep_small(picture, content)
    last = story.photos.order_by("-place").first()
    made = StoryPhoto.objects.create(story=story, content=content, width=width, height=height, shows=said,
                                     place=last.place + 1 if last else 1, added_by=by if isinstance(by, User) else None)  # fmt: skip
    record("add", made, by=by, changes={"story": story.slug})
    return made


@transaction.atomic
def describe(*, by: User | System, photo: StoryPhoto, shows: Mapping[str, str]) -> StoryPhoto:
    """Say anew what is to be seen."""
    photo.shows = _said(shows)
    photo.save(update_fields=["shows"])
    record("describe", photo, by=by, changes={"languages": sorted(photo.shows)})
    return photo


@transaction.atomic
def order(*, by: User | System, story: Story, codes: Sequence[str]) -> None:
    """Put the photos in this order; the first stands in lists. Those not named come after."""
    rows = {photo.code: photo for photo in story.photos.all()}
    wanted = [rows[c] for c in codes if c in rows] + [p for c, p in rows.items() if c not in codes]
    for place, photo in enumerate(wanted, start=1):
        StoryPhoto.objects.filter(pk=photo.pk).update(place=place)
    record("order", story, by=by, changes={"photos": [p.code for p in wanted]})


@transaction.atomic
def remove(*, by: User | System, photo: StoryPhoto) -> None:
    """The photo is no longer part of the story; its file goes where no other story has it."""
    record("remove", photo, by=by, changes={"story": photo.story.slug})
    photo.delete()
    if not StoryPhoto.objects.filter(content=photo.content).exists():
        for place in (photo.file, small_of(photo.content)):
            transaction.on_commit(partial(default_storage.delete, place))


def small_of(content: str) -> str:
    """Where the storage has the small one."""
    return kept.place_of(FOLDER, content, "small.jpg")


def _keep_small(picture: Image.Image, content: str) -> None:
    if default_storage.exists(small_of(content)):
        return
    small = picture.copy()
    small.thumbnail((SMALL, SMALL * 4), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=photos.QUALITY, optimize=True, progressive=True)
    default_storage.save(small_of(content), ContentFile(out.getvalue()))


def _said(shows: Mapping[str, str]) -> dict[str, str]:
    said = {language: " ".join(shows.get(language, "").split())[:LONGEST] for language in LANGUAGES}
    if not any(said.values()):
        raise Refused(_("Say what the photo shows, for whoever cannot see it."), field="shows")
    return {language: words for language, words in said.items() if words}
