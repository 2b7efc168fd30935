"""A tool of a module: an enterprise's own figures in, a decision out."""

from django.http import HttpRequest, HttpResponse

from genba.access.doors import public
from genba.web.base.page import Page
from genba.web.learn.found import module_at, tool_at


@public
def show(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The form, and what comes out."""
    module = module_at(slug)
    return Page(request, "learn/tool.html", module=module, tool=tool_at(module, code)).show()
