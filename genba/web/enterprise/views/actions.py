"""One action: what it is, what was decided, what it saves, its photos, and what people say about it."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can
from genba.plans import actions as plans
from genba.plans.actions import comments, photos
from genba.plans.actions.savings import checked
from genba.plans.models import Action, ActionPhoto
from genba.programmes.curricula import module_of
from genba.web.base.handed_out import JPEG, as_kept
from genba.web.base.page import Page
from genba.web.enterprise.forms import CheckForm, CommentForm, CountedForm, DecisionForm, PhotoForm, SavingForm

LOAD = "engagement__enterprise,saving_by,counted_in,meeting"


@requires(Permission.PLAN_READ, Action, load=LOAD)
def action(request: HttpRequest, action: Action) -> HttpResponse:
    """One action: what it is, what was decided, what it saves."""
    return _page(request, action).show(200)


def _page(request: HttpRequest, action: Action, name: str = "") -> Page:
    """The page of an action; the form of this name is bound, and gets the sentence of a refusal."""
    language = get_language() or "en"
    is_trainer = can(request.user, Permission.VISIT_REPORT, action)
    forms = _forms(request, action, name, is_trainer, language)
    pictures = list(action.photos.all())
    of_kind = {kind: [p for p in pictures if p.kind == kind] for kind in ActionPhoto.Kind.values}
    pair = (of_kind["before"][-1], of_kind["after"][-1]) if of_kind["before"] and of_kind["after"] else None
    return Page(
        request, "enterprise/plan/action.html", form=forms[name] if name else None, **forms, action=action,
        decisions=list(action.decisions.select_related("decided_by", "visit")), state=action.state,
        practice=_practice(action, language), area=_area(action, language), check=checked(action), is_trainer=is_trainer,
        comments=list(action.comments.select_related("said_by")), pair=pair,
        pictures=[p for p in pictures if not pair or p not in pair], within=list(action.counts.all()),
    )  # fmt: skip


def _forms(request: HttpRequest, action: Action, name: str, is_trainer: bool, language: str) -> dict[str, Any]:
    def data(form: str) -> Any:
        return request.POST if form == name else None

    saving = {"version": action.version, "actual_saving": action.actual_saving, "saving_method": action.saving_method,
              "because": action.because}  # fmt: skip
    return {
        "decision": DecisionForm(data("decision"), action=action, is_trainer=is_trainer, language=language),
        "saving": SavingForm(data("saving"), initial=saving),
        "checking": CheckForm(data("checking"), action=action, language=language, auto_id="id_check_%s"),
        "counted": CountedForm(data("counted"), action=action, initial={"counted_in": action.counted_in}),
        "comment": CommentForm(data("comment")),
        "photo": PhotoForm(data("photo"), request.FILES if name == "photo" else None, auto_id="id_photo_%s"),
    }


def _practice(action: Action, language: str) -> str:
    if not action.practice:
        return ""
    known = {p.code: p for p in module_of(action.engagement.module).practices}
    return known[action.practice].labels.in_(language) if action.practice in known else action.practice


def _area(action: Action, language: str) -> str:
    known = {p.areas.in_("en"): p.areas for p in module_of(action.engagement.module).practices}
    return known[action.area].in_(language) if action.area in known else action.area


def _deed(permission: Permission, name: str) -> Callable[[Callable[[Action, User, dict[str, Any]], object]], Any]:
    """A form of the action's page that does one thing and comes back to the page."""

    def made(do: Callable[[Action, User, dict[str, Any]], object]) -> Any:
        @require_POST
        @requires(permission, Action, load=LOAD)
        def view(request: HttpRequest, action: Action) -> HttpResponse:
            page = _page(request, action, name)
            if not page.form.is_valid():
                return page.show()
            do(action, cast(User, request.user), page.form.cleaned_data)
            return redirect("enterprise:action", code=action.code)

        return view

    return made


@_deed(Permission.PLAN_DECIDE, "decision")
def decide(action: Action, by: User, said: dict[str, Any]) -> None:
    """A dated decision. Only whoever reports visits can say that the action was seen at one."""
    plans.decide(action=action, by=by, **said)


@_deed(Permission.PLAN_EDIT, "saving")
def save(action: Action, by: User, said: dict[str, Any]) -> None:
    """What the action really saves, with how it was worked out."""
    plans.record_saving(action=action, by=by, actual=said["actual_saving"], method=said["saving_method"],
                        version=said["version"], because=said["because"])  # fmt: skip


@_deed(Permission.VISIT_REPORT, "checking")
def check(action: Action, by: User, said: dict[str, Any]) -> None:
    """A trainer agrees with the stated saving."""
    plans.verify_saving(action=action, by=by, visit=said["visit"])


@_deed(Permission.PLAN_EDIT, "counted")
def count(action: Action, by: User, said: dict[str, Any]) -> None:
    """Where the saving is counted."""
    plans.count_in(action=action, by=by, other=said["counted_in"])


@_deed(Permission.PLAN_COMMENT, "comment")
def say(action: Action, by: User, said: dict[str, Any]) -> None:
    """Somebody says something."""
    comments.say(action=action, by=by, text=said["text"])


@_deed(Permission.PLAN_EDIT, "photo")
def add_photo(action: Action, by: User, said: dict[str, Any]) -> None:
    """A photo of the problem, or of the spot before or after."""
    photos.add(action=action, by=by, kind=said["kind"], data=said["photo"], shows=said["shows"], taken_on=said["taken_on"])


@require_POST
@requires(Permission.PLAN_EDIT, ActionPhoto, load="action")
def take_photo_away(request: HttpRequest, photo: ActionPhoto) -> HttpResponse:
    """The photo goes, and its file with it."""
    photos.take_away(photo=photo, by=cast(User, request.user))
    return redirect("enterprise:action", code=photo.action.code)


@requires(Permission.PLAN_READ, ActionPhoto)
def photo(request: HttpRequest, photo: ActionPhoto) -> HttpResponse:
    """The file of a photo, for whoever may read the plan; nobody between keeps a copy."""
    answer = as_kept(request, photo.file, kind=JPEG, cache="private, max-age=86400")
    answer["Content-Disposition"] = f'inline; filename="{photo.code}.jpg"'
    return answer
