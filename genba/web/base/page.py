"""A page: a template with its form. Remembers itself on the request, so that a refusal is shown where it was typed."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Page:
    """What a view shows. `form`, if there is one, gets the sentence of a refusal; nothing typed is lost."""

    def __init__(self, request: HttpRequest, template: str, *, form: Any = None, **context: Any) -> None:
        self.request, self.template, self.form, self.context = request, template, form, context
        request.page = self  # type: ignore[attr-defined]

    def show(self, status: int | None = None) -> HttpResponse:
        """Render; 422 when a bound form holds errors, so that machines see it too."""
        if status is None:
            status = 422 if _has_errors(self.form) else 200
        context = {**self.context, "form": self.form} if self.form is not None else self.context
        return render(self.request, self.template, context, status=status)


def _has_errors(form: Any) -> bool:
    return isinstance(form, BaseForm) and form.is_bound and bool(form.errors)
