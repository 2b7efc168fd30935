"""The floor of a page: the least that Django and Jinja2 need to list fifty rows, to have something to divide by.

A view without layout, permission or words of ours, behind the middleware that every new Django project begins with,
served by the same server on the same database.
"""

import jinja2
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.bare import bare, behind

PLAIN = jinja2.Environment(autoescape=True).from_string(
    "<!doctype html><title>Enterprises</title><table>"
    "{% for one in rows %}<tr><td><a href='/{{ one.code }}/'>{{ one.name }}</a></td><td>{{ one.city }}</td>"
    "<td>{{ one.isic }}</td><td>{{ one.headcount }}</td></tr>{% endfor %}</table>"
)


def plain(_request: HttpRequest) -> HttpResponse:
    """Fifty enterprises by name."""
    from genba.directory.models import Enterprise

    return HttpResponse(PLAIN.render(rows=Enterprise.objects.order_by("name_key", "id")[:50]))


urlpatterns = [path("", plain), path("bare", bare), path("behind", behind)]
application = get_wsgi_application()
