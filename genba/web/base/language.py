"""The language of a page. It stands in front of its address, `/fr/modules/`, so that a link leads to the page as it was read;
without one it is what the reader chose, else what their browser asks for, else English."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers

WITHOUT = ("api/", "static/", "style/", "mark/")  # the same in every language
SPOKEN = {code for code, _ in settings.LANGUAGES}


def spoken(request: HttpRequest) -> str:
    """What the reader chose, else what their browser asks for, else English."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in SPOKEN:
        return chosen
    return translation.get_language_from_request(request)


def parted(path: str) -> tuple[str, str]:
    """The language in front of a path within the site, "" where there is none, and the path without it."""
    first, _, rest = path.removeprefix("/").partition("/")
    is_language = first in SPOKEN and path.startswith(f"/{first}/") and not rest.startswith(("/", *WITHOUT))
    return (first, f"/{rest}") if is_language else ("", path)


class LanguageMiddleware:
    """Speaks the reader's language for the length of a request.

    A language in the address becomes a part of the place where the site stands (its script prefix, as if it were
    mounted there): every address that the page writes keeps it, and no list of addresses has to know of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stands, (named, rest) = get_script_prefix(), parted(request.path_info)
        language = named or spoken(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        if not named:
            response = self.get_response(request)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                patch_vary_headers(response, ("Accept-Language", "Cookie"))
        else:
            request.path_info = rest
            set_script_prefix(f"{stands}{named}/")
            try:
                response = self.get_response(request)
            finally:
                set_script_prefix(stands)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


def in_language(request: HttpRequest, code: str) -> str:
    """The path of this page in another language, without what was asked of it."""
    stands = request.path[: len(request.path) - len(request.path_info)] if request.path.endswith(request.path_info) else ""
    return f"{parted(stands + '/')[1].rstrip('/')}/{code}{request.path_info}"


def in_every_language(request: HttpRequest) -> list[tuple[str, str]]:
    """Code and whole address of this page in each language, for those who index it; nothing for pages behind the door,
    nor for those that a token or a code opens."""
    here = request.resolver_match
    if here is None or request.method != "GET" or getattr(here.func, "access", "") != "public":
        return []
    if (
        getattr(here.func, "csrf_exempt", False)
        and here.kwargs.keys() & {"token", "code", "run"}
        and "slug" not in here.kwargs
    ):
        return []
    told_in = getattr(request, "told_in", SPOKEN)  # of a story: in which it is told, so that no other is announced
    return [
        (code, request.build_absolute_uri(in_language(request, code))) for code, _ in settings.LANGUAGES if code in told_in
    ]
