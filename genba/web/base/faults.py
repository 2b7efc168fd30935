"""The pages for what went wrong; addresses of the API get problem details instead (RFC 9457)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from genba.access.doors import public


def _answer(request: HttpRequest, status: int, title: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"type": "about:blank", "title": title, "status": status}, status=status,
                            content_type="application/problem+json")  # fmt: skip
    return render(request, f"{status}.html", status=status)


@public
def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 403, _("You may not do this"))


@public
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _answer(request, 404, _("We cannot find this"))


@public
def broken(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, _("Something broke"))
