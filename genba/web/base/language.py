from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SPOKEN = {code for code, _ in settings.LANGUAGES}


def spoken(request: HttpRequest) -> str:
    """The reader's language: what they chose, else what their browser asks for, else English."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in SPOKEN:
        return chosen
    return translation.get_language_from_request(request)


class LanguageMiddleware:
    """Speaks the reader's language for the length of a request, and says so to caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = spoken(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        response.headers.setdefault("Vary", "Accept-Language, Cookie")
        return response
