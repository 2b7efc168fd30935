"""Stories at the desk: write, translate, look at them as everybody would, publish, take down."""

import datetime as dt
from collections.abc import Callable
from difflib import ndiff
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.curriculum import LANGUAGES
from genba.kit.refused import Refused
from genba.publishing import reading
from genba.publishing.actions import stories as actions
from genba.publishing.models import Story, Wording
from genba.web.base.handed_out import JPEG, as_kept
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.base.words import language
from genba.web.desk.application_forms import ReasonForm
from genba.web.desk.story_forms import BeginForm, PlaceForm, PublishForm, WordingForm

STATES = ("draft", "planned", "public", "ended")


@requires(Permission.STORY_READ)
def list_stories(request: HttpRequest) -> HttpResponse:
    """The latest first, each with its state; a state in the address narrows the list."""
    rows = visible(request.user, Permission.STORY_READ, Story).with_states()  # type: ignore[attr-defined]
    state = request.GET.get("state", "")
    if state in STATES:
        rows = rows.filter(state=state)
    page = slice_of(rows, ("-id",), request.GET.get("after", ""))
    titles = {
        w.story_id: w.title
        for w in Wording.objects.filter(story__in=[r.pk for r in page.rows]).order_by("-language", "version")
    }
    return Page(request, "desk/stories/list.html", rows=[(row, titles.get(row.pk, row.slug)) for row in page.rows], state=state,
                further=with_cursor(request, page.next) if page.next else "").show()  # fmt: skip


@requires(Permission.STORY_WRITE)
def begin(request: HttpRequest) -> HttpResponse:
    """A title, a country, a module; the words come next."""
    user = cast(User, request.user)
    form = BeginForm(request.POST or None, user=user, language=language())
    page = Page(request, "desk/stories/new.html", form=form)
    if form.is_valid():
        made = actions.begin(by=user, **form.cleaned_data)
        where = reverse("desk:story-write", kwargs={"code": made.code, "spoken": language()})
        return redirect(f"{where}?{urlencode({'title': form.cleaned_data['title']})}")
    return page.show()


@requires(Permission.STORY_READ, Story, load="country")
def show(request: HttpRequest, story: Story) -> HttpResponse:
    """Where it stands in each language, its photos, and who is shown in it."""
    now = timezone.now()
    latest = {w.language: w for w in story.wordings.all()}  # in the order of versions: the last stays
    rows = []
    for code in LANGUAGES:
        publications = [
            p for p in story.publications.all() if p.language == code and (p.until_at is None or p.until_at > now)
        ]
        rows.append((code, latest.get(code), next((p for p in publications if p.from_at <= now), None),
                     next((p for p in publications if p.from_at > now), None)))  # fmt: skip
    return Page(
        request, "desk/stories/show.html", story=story, rows=rows, photos=list(story.photos.prefetch_related("shown")),
        shown=list(story.shown.select_related("enterprise").prefetch_related("photos")), photo_at=_photos_of(story),
        title=next((w.title for w in latest.values()), story.slug), today=timezone.localdate(),
        may_write=can(request.user, Permission.STORY_WRITE, story), may_publish=can(request.user, Permission.STORY_PUBLISH, story),
    ).show()  # fmt: skip


@requires(Permission.STORY_WRITE, Story)
def place(request: HttpRequest, story: Story) -> HttpResponse:
    """Country, module, video."""
    now = {"country": story.country_id or "", "module": story.module, "video": story.video}
    form = PlaceForm(request.POST or None, user=cast(User, request.user), language=language(), initial=now)
    page = Page(request, "desk/stories/place.html", form=form, story=story)
    if form.is_valid():
        actions.place(by=cast(User, request.user), story=story, **form.cleaned_data)
        return redirect("desk:story", code=story.code)
    return page.show()


@requires(Permission.STORY_WRITE, Story)
def write(request: HttpRequest, story: Story, spoken: str) -> HttpResponse:
    """The words in one language, beside those of another for whoever translates."""
    _check(spoken)
    rows = {w.language: w for w in story.wordings.all()}
    last = rows.get(spoken)
    now: dict[str, Any] = {"version": last.version if last else 0, "title": request.GET.get("title", "")}
    if last:
        now |= {"title": last.title, "lead": last.lead, "body": last.body}
    form = WordingForm(request.POST or None, spoken=spoken, initial=now)
    beside = next((rows[x] for x in ("en", *LANGUAGES) if x in rows and x != spoken), None)
    page = Page(request, "desk/stories/write.html", form=form, story=story, spoken=spoken, beside=beside,
                handles=list(story.shown.all()))  # fmt: skip
    if form.is_valid():
        actions.write(by=cast(User, request.user), story=story, language=spoken, **form.cleaned_data)
        return redirect("desk:story-preview", code=story.code, spoken=spoken)
    return page.show()


@requires(Permission.STORY_READ, Story)
def preview(request: HttpRequest, story: Story, spoken: str) -> HttpResponse:
    """The latest wording exactly as everybody would read it, by the same piece of page; and publish it."""
    page = _preview(request, story, spoken, may_publish=can(request.user, Permission.STORY_PUBLISH, story))
    return page.show() if page else redirect("desk:story", code=story.code)


def _preview(request: HttpRequest, story: Story, spoken: str, *, may_publish: bool) -> Page | None:
    """The page of the latest wording in a language; None where nothing is written in it yet."""
    _check(spoken)
    wording = story.wordings.filter(language=spoken).order_by("-version").first()
    if wording is None:
        return None
    return Page(request, "desk/stories/preview.html", form=PublishForm(request.POST or None), story=story, spoken=spoken,
                told=reading.preview(story, wording), may_publish=may_publish, photo_at=_photos_of(story))  # fmt: skip


@requires(Permission.STORY_PUBLISH, Story)
def publish(request: HttpRequest, story: Story, spoken: str) -> HttpResponse:
    """Now, or from a moment to come."""
    page = _preview(request, story, spoken, may_publish=True)
    if page is None:
        raise Http404
    if page.form.is_valid():
        at = _moment(page.form.cleaned_data["from_on"], page.form.cleaned_data["from_time"])
        actions.publish(by=cast(User, request.user), story=story, language=spoken, from_at=at)
        messages.success(request, _("It is planned.") if at and at > timezone.now() else _("Everybody can read it now."))
        return redirect("desk:story", code=story.code)
    return page.show()


def _moment(day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
    """None for now: nothing was typed, or today and no hour. An hour alone is one of today."""
    today = timezone.localdate()
    if time is None and day in (None, today):
        return None
    at = timezone.make_aware(dt.datetime.combine(day or today, time or dt.time()))
    if at < timezone.now() - dt.timedelta(minutes=1):
        raise Refused(_("This moment is over. Leave it empty to publish now."), field="from_on")
    return at


@require_POST
@requires(Permission.STORY_PUBLISH, Story)
def call_off(request: HttpRequest, story: Story, spoken: str) -> HttpResponse:
    """What was planned in a language does not become public; what is public stays."""
    _check(spoken)
    planned = (
        story.publications.filter(language=spoken, from_at__gt=timezone.now(), until_at=None).order_by("from_at").first()
    )
    if planned is None:
        raise Http404
    actions.call_off(by=cast(User, request.user), publication=planned)
    messages.success(request, _("It is not planned any more."))
    return redirect("desk:story", code=story.code)


@requires(Permission.STORY_PUBLISH, Story)
def take_down(request: HttpRequest, story: Story) -> HttpResponse:
    """In every language at once, for a reason."""
    form = ReasonForm(request.POST or None)
    page = Page(request, "desk/stories/take_down.html", form=form, story=story)
    if form.is_valid():
        actions.take_down(by=cast(User, request.user), story=story, reason=form.cleaned_data["reason"])
        messages.success(request, _("Nobody can read it any more."))
        return redirect("desk:story", code=story.code)
    return page.show()


@requires(Permission.STORY_READ, Story)
def history(request: HttpRequest, story: Story, spoken: str) -> HttpResponse:
    """Every wording in a language, the latest first, each with what changed since the one before."""
    _check(spoken)
    rows = list(story.wordings.filter(language=spoken).select_related("written_by").order_by("version"))
    steps = [(row, _difference(rows[at - 1] if at else None, row)) for at, row in enumerate(rows)]
    publications = story.publications.filter(language=spoken).select_related("wording", "published_by", "ended_by")
    return Page(request, "desk/stories/history.html", story=story, spoken=spoken, steps=steps[::-1],
                publications=list(publications)).show()  # fmt: skip


def _difference(before: Wording | None, now: Wording) -> list[tuple[str, str]]:
    """Lines that went ("-"), came ("+") or stayed (" ")."""
    old = _lines(before) if before else []
    return [(line[0], line[2:]) for line in ndiff(old, _lines(now)) if line[0] in "-+ "]


def _lines(wording: Wording) -> list[str]:
    return [wording.title, wording.lead, *wording.body.splitlines()]


@requires(Permission.STORY_READ, Story)
def photo(request: HttpRequest, story: Story, photo: str) -> HttpResponse:
    """A photo for those who work on the story, public or not."""
    found = story.photos.filter(code=photo).first()
    if found is None:
        raise Http404
    return as_kept(request, found.file, kind=JPEG, cache="private, no-cache")


def _photos_of(story: Story) -> Callable[[str], str]:
    """Where the photos of a story are for those who work on it."""
    return lambda code: f"/desk/stories/{story.code}/photos/{code}.jpg"


def _check(spoken: str) -> None:
    if spoken not in LANGUAGES:
        raise Http404
