from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import BaseForm, Field
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from genba.kit.refused import Refused, Stale
from genba.web.base.page import Page


class RefusedMiddleware:
    """Turns the domain's no into the same page with the sentence beside the field, as 422. No view catches it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused) or request.path_info.startswith("/api/"):
            return None
        page: Page | None = getattr(request, "page", None)
        if page is None or not isinstance(page.form, BaseForm) or not page.form.is_bound:
            return render(request, "refused.html", {"reason": error.reason}, status=422)
        field = error.field if error.field in page.form.fields else None
        page.form.add_error(field, error.reason)
        if isinstance(error, Stale):
            tell = getattr(page.form, "differences", partial(differences, page.form))
            page.context["theirs"] = tell(error)
            take_version(page.form, error)
        return page.show(422)


def differences(form: BaseForm, stale: Stale) -> list[tuple[str, str, str]]:
    """Label, what it says now, what was typed: for each field in which the two differ. A form that knows better says it
    by a method of this name."""
    rows = []
    for name, theirs in stale.now.items():
        if name in form.fields and form.cleaned_data.get(name) != theirs:
            typed = form.cleaned_data.get(name)
            field = form.fields[name]
            rows.append((str(field.label or name), _said(field, theirs), _said(field, typed)))
    return rows


def take_version(form: BaseForm, stale: Stale) -> None:
    """The form takes the new version: sending it once more is then a decision made with open eyes."""
    typed_data = QueryDict(mutable=True)
    typed_data.update(form.data)
    typed_data["version"] = str(stale.version)
    form.data = typed_data


def _said(field: Field, value: Any) -> str:
    """A value as people read it: a choice by its label."""
    if value in (None, ""):
        return _("empty")
    names = dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
    return str(names.get(value, value))
