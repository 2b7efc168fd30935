"""The modules as anyone can read them."""

from django.http import HttpRequest, HttpResponse

from genba.access.doors import public
from genba.web.base.page import Page


@public
def list_modules(request: HttpRequest) -> HttpResponse:
    """Every module of the programme."""
    return Page(request, "learn/modules.html").show()
