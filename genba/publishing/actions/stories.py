"""Write a story, let it be read, take it down."""

import re
import unicodedata
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.curriculum import LANGUAGES
from genba.directory.actions.enterprises import country_row
from genba.kit.codes import new_code
from genba.kit.refused import Refused, Stale
from genba.programmes.curricula import module_of
from genba.publishing.handles import handles_in, named_openly
from genba.publishing.models import Publication, Story, Wording

LONGEST_TITLE, LONGEST_LEAD, LONGEST_BODY = 120, 300, 40_000
FAR = 366  # days ahead that something may be planned to be public


@transaction.atomic
def begin(
    *, by: User | System, title: str, country: str | None = None, module: str = "", video: str = "", slug: str = "",
    kind: str = Story.Kind.STORY,
) -> Story:  # fmt: skip
    """A story that nobody has written yet. Its address comes from the title and never changes."""
    if module:
        module_of(module)
    found = slug or _free_slug(title)
    if Story.objects.filter(slug=found).exists():
        raise Refused(_("There is a page with this address already."), field="slug")
    made: Story = Story.objects.create(
        kind=kind, slug=found, country=country_row(country) if country else None, module=module, video=_checked(video),
        written_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    record("begin", made, by=by, changes={"slug": made.slug, "country": country or ""})
    return made


@transaction.atomic
def place(*, by: User | System, story: Story, country: str | None, module: str, video: str) -> Story:
    """Where a story plays, which module it is about, and where its video is."""
    if module:
        module_of(module)
    story.country, story.module, story.video = (country_row(country) if country else None), module, _checked(video)
    story.save(update_fields=["country", "module", "video"])
    record("place", story, by=by, changes={"country": country or "", "module": module})
    return story


@transaction.atomic
def write(
    *, by: User | System, story: Story, language: str, title: str, lead: str, body: str, version: int | None = None
) -> Wording:
    """A new wording in a language; what was written before stays in the history, what is public stays public.

    Refused without title, lead or body, in a language that is none of ours, and for a handle that names nobody; Stale
    where somebody wrote meanwhile. The same words once more are no new wording.
    """
    if language not in LANGUAGES:
        raise Refused(_("Choose one of the languages of the programme."), field="language")
    said = {"title": " ".join(title.split()), "lead": " ".join(lead.split()), "body": body.replace("\r\n", "\n").strip()}
    for field, longest in (("title", LONGEST_TITLE), ("lead", LONGEST_LEAD), ("body", LONGEST_BODY)):
        if not said[field]:
            raise Refused(_("This cannot be empty."), field=field)
        if len(said[field]) > longest:
            raise Refused(_("This is too long; the most is %(n)s characters.") % {"n": longest}, field=field)
    Story.objects.select_for_update().get(pk=story.pk)
    last = story.wordings.filter(language=language).order_by("-version").first()
    at = last.version if last else 0
    if version is not None and version != at:
        raise Stale(_("Somebody else wrote this while you were typing."), version=at,
                    now={f: getattr(last, f) for f in said} if last else {})  # fmt: skip
    if last and all(getattr(last, f) == said[f] for f in said):
        return last
    _check_handles(story, "\n".join(said.values()))
    made = Wording.objects.create(story=story, language=language, version=at + 1,
                                  written_by=by if isinstance(by, User) else None, **said)  # fmt: skip
    record("write", story, by=by, changes={"language": language, "version": made.version})
    return made


@transaction.atomic
def publish(*, by: User | System, story: Story, language: str, from_at: datetime | None = None) -> Publication:
    """The latest wording in a language is public from an instant on: now, or one to come within a year.

    Refused where nothing is written, where somebody shown is named openly instead of by handle, where a handle has no
    consent in force, and where a photo has no words in this language.
    """
    now = timezone.now()
    from_at = from_at or now
    if (from_at - now).days > FAR:
        raise Refused(_("Plan it for within a year."), field="from_at")
    wording = story.wordings.filter(language=language).order_by("-version").first()
    if wording is None:
        raise Refused(_("Nothing is written in this language yet."), field="language")
    photos = list(story.photos.all())
    text = "\n".join((wording.title, wording.lead, wording.body, *(photo.shows.get(language, "") for photo in photos)))
    _check_handles(story, text)
    if name := named_openly(story, text):
        raise Refused(_("“%(name)s” stands in the text. Write {%(handle)s} instead, so that the name goes when the consent does.")
                      % {"name": name.name, "handle": name.handle}, field="body")  # fmt: skip
    agreeing = set(story.shown.agreeing(timezone.localdate(from_at)).values_list("handle", flat=True))
    if without := [h for h in handles_in(text) if h not in agreeing]:
        raise Refused(_("{%(handle)s} has no consent that is in force. Record it, or leave them out.")
                      % {"handle": without[0]}, field="body")  # fmt: skip
    if [photo for photo in photos if not photo.shows.get(language)]:
        raise Refused(_("Say in this language what each photo shows, for whoever cannot see it."), field="language")
    later = Q(until_at=None) | Q(until_at__gt=from_at)
    for old in story.publications.filter(later, language=language, from_at__gte=from_at):  # planned, and now overtaken
        old.until_at, old.ended_by = old.from_at, by if isinstance(by, User) else None
        old.save(update_fields=["until_at", "ended_by"])
    story.publications.filter(later, language=language, from_at__lt=from_at).update(until_at=from_at)
    made = Publication.objects.create(story=story, language=language, wording=wording, from_at=from_at,
                                      published_by=by if isinstance(by, User) else None)  # fmt: skip
    record(
        "publish", story, by=by, changes={"language": language, "version": wording.version, "from_at": from_at.isoformat()}
    )
    return made


@transaction.atomic
def call_off(*, by: User | System, publication: Publication) -> None:
    """What was planned does not become public, and what is public now stays so. Refused once its moment has come."""
    row: Publication = Publication.objects.select_for_update(of=("self",)).select_related("story").get(pk=publication.pk)
    if row.from_at <= timezone.now() or row.until_at is not None:
        raise Refused(_("It is not planned any more."))
    row.until_at, row.ended_by = row.from_at, by if isinstance(by, User) else None
    row.save(update_fields=["until_at", "ended_by"])
    row.story.publications.filter(language=row.language, until_at=row.from_at, ended_by=None).update(until_at=None)
    record("call-off", row.story, by=by, changes={"language": row.language, "from_at": row.from_at.isoformat()})


@transaction.atomic
def take_down(*, by: User | System, story: Story, reason: str, language: str = "") -> int:
    """From now on it is not public, nor planned to be, in a language or in all. Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Say why it is taken down."), field="reason")
    now = timezone.now()
    standing = story.publications.filter(Q(until_at=None) | Q(until_at__gt=now))
    rows = list(standing.filter(language=language) if language else standing)
    for row in rows:
        row.until_at, row.reason = max(now, row.from_at), reason.strip()[:300]
        row.ended_by = by if isinstance(by, User) else None
        row.save(update_fields=["until_at", "reason", "ended_by"])
    if not rows:
        raise Refused(_("It is not public."))
    record("take-down", story, by=by, changes={"language": language}, reason=reason.strip())
    return len(rows)


def _check_handles(story: Story, text: str) -> None:
    known = set(story.shown.values_list("handle", flat=True))
    if unknown := [h for h in handles_in(text) if h not in known]:
        raise Refused(_("{%(handle)s} names nobody. Record first who is shown, and their consent.")
                      % {"handle": unknown[0]}, field="body")  # fmt: skip


def _checked(video: str) -> str:
    video = video.strip()
    if video and (urlsplit(video).scheme != "https" or "." not in urlsplit(video).netloc or any(c.isspace() for c in video)):
        raise Refused(_("Write the whole address of the video, such as https://example.org/film."), field="video")
    return video


def _free_slug(title: str) -> str:
    """Plain letters of the title; its code where it has none, as in Arabic."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:70].strip("-") or new_code().lower()
    taken = Story.objects.filter(slug__startswith=slug).aggregate(n=Max("pk"))["n"]
    return f"{slug}-{taken}" if taken and Story.objects.filter(slug=slug).exists() else slug
