"""The photos of a story at the desk, and who is shown in it."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.models import Enterprise
from genba.kit.codes import tidy_code
from genba.kit.refused import Refused
from genba.publishing.actions import photos as photo_actions
from genba.publishing.actions import shown as shown_actions
from genba.publishing.models import Shown, Story, StoryPhoto
from genba.web.base.page import Page
from genba.web.desk.story_forms import DescribeForm, ShownForm, StoryPhotoForm


@requires(Permission.STORY_WRITE, Story)
def add_photo(request: HttpRequest, story: Story) -> HttpResponse:
    """One photo with what it shows."""
    form = StoryPhotoForm(request.POST or None, request.FILES or None)
    page = Page(request, "desk/stories/photo.html", form=form, story=story, photo=None)
    if form.is_valid():
        photo_actions.add(by=cast(User, request.user), story=story, data=form.cleaned_data["photo"], shows=form.shows)
        return redirect("desk:story", code=story.code)
    return page.show()


@requires(Permission.STORY_WRITE, Story)
def describe_photo(request: HttpRequest, story: Story, photo: str) -> HttpResponse:
    """Say anew what it shows, put it first, or take it out."""
    found = _photo(story, photo)
    user = cast(User, request.user)
    if request.method == "POST" and "first" in request.POST:
        photo_actions.order(by=user, story=story, codes=[found.code])
        return redirect("desk:story", code=story.code)
    if request.method == "POST" and "out" in request.POST:
        photo_actions.remove(by=user, photo=found)
        return redirect("desk:story", code=story.code)
    form = DescribeForm(request.POST or None, initial={f"shows_{code}": said for code, said in found.shows.items()})
    page = Page(request, "desk/stories/photo.html", form=form, story=story, photo=found)
    if form.is_valid():
        photo_actions.describe(by=user, photo=found, shows=form.shows)
        return redirect("desk:story", code=story.code)
    return page.show()


def _photo(story: Story, code: str) -> StoryPhoto:
    found: StoryPhoto | None = story.photos.filter(code=code).first()
    if found is None:
        raise Http404
    return found


@requires(Permission.STORY_WRITE, Story)
def show_somebody(request: HttpRequest, story: Story) -> HttpResponse:
    """Record who is shown, and the consent."""
    form = ShownForm(request.POST or None, story=story)
    page = Page(request, "desk/stories/shown.html", form=form, story=story)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        facts["enterprise"] = _enterprise(request, facts["enterprise"])
        facts["photos"] = list(story.photos.filter(code__in=facts.pop("photos", [])))
        shown_actions.show(by=cast(User, request.user), story=story, **facts)
        return redirect("desk:story", code=story.code)
    return page.show()


def _enterprise(request: HttpRequest, code: str) -> Enterprise | None:
    if not code.strip():
        return None
    found = visible(request.user, Permission.ENTERPRISE_READ, Enterprise).filter(code=tidy_code(code)).first()
    if found is None:
        raise Refused(_("There is no enterprise with this code within your reach."), field="enterprise")
    return found


@requires(Permission.STORY_WRITE, Shown, load="story")
def withdraw(request: HttpRequest, shown: Shown) -> HttpResponse:
    """They took their consent back: from the next request on they are gone."""
    if request.method == "POST":
        shown_actions.withdraw(by=cast(User, request.user), shown=shown)
        messages.success(request, _("Name and photos are gone from now on."))
        return redirect("desk:story", code=shown.story.code)
    return Page(request, "desk/stories/withdraw.html", shown=shown, story=shown.story).show()
