"""The field app: the page, what it takes along, and what keeps both on the device."""

import hashlib
import json
from typing import cast

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from genba.access.doors import public, requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.publishing.facing import facing
from genba.web.base.page import Page
from genba.web.base.stylesheet import sheet
from genba.web.field.app_words import words
from genba.web.field.day import day_of
from genba.web.field.day_taken import ASKED_AT_MOST

OWN = ("app", "ask", "both", "camera", "expressions", "forms", "kpis", "list", "lock", "mirror", "outbox", "overview", "parts",
       "photos", "picture", "practices", "questions", "safe", "sign", "store", "sync", "unsent", "visit")  # fmt: skip
MODULES = (*(f"field/{name}.js" for name in OWN), "kpi-ratio.js", "vendor/idb-8.0.4.js")
WORKER = """\
const NAME = "genba-field-{mark}";
const PAGE = {page};
const FILES = {files};
const PATIENCE = 1500; // milliseconds for the network before the page comes from the device

addEventListener("install", (event) => {{
  skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([PAGE, ...FILES])));
}});
addEventListener("activate", (event) => {{
  const old = (names) => names.filter((name) => name.startsWith("genba-field-") && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => clients.claim()));
}});
const kept = (request) => caches.match(request, {{ ignoreVary: true }});
async function fresh(request) {{
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await (await caches.open(NAME)).put(PAGE, answer.clone());
  return answer;
}}
async function page(request) {{
  const late = new Promise((done) => setTimeout(done, PATIENCE)).then(() => kept(PAGE));
  const soon = fresh(request).catch(() => null);
  return (await Promise.race([soon, late])) || (await kept(PAGE)) || (await soon) || Response.error();
}}
addEventListener("fetch", (event) => {{
  const address = new URL(event.request.url);
  if (event.request.mode === "navigate" && address.pathname === PAGE) event.respondWith(page(event.request));
  else if (FILES.includes(address.pathname)) event.respondWith(kept(event.request).then((found) => found || fetch(event.request)));
}});
"""


@csp_update({"img-src": "blob:"})  # photos that are on the device
@requires(Permission.RECORD_SEND)
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The page of the app. It is kept on the device, and holds nothing of the day: that is fetched apart."""
    return Page(request, "field/app/show.html", words=words(), csrf=get_token(request), device=_("a device"),
                modules=[static(f"genba/{name}") for name in MODULES]).show()  # fmt: skip


@public
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the app on its home screen: the name of the programme's own face."""
    face = facing()
    icon = {"src": static("genba/mark.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"}
    return JsonResponse({"id": reverse("field:app"), "name": face.name, "short_name": face.name[:12], "start_url": reverse("field:app"),
                         "scope": "/field/", "display": "standalone", "lang": get_language(), "icons": [icon]})  # fmt: skip


@requires(Permission.RECORD_SEND)
@never_cache
def day(request: HttpRequest) -> HttpResponse:
    """What the device takes along, with what was asked for by its code, and a token with which it may send."""
    also = request.GET.getlist("also")[:ASKED_AT_MOST]
    return JsonResponse({**day_of(cast(User, request.user), also), "csrf": get_token(request)})


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: keeps the page and its files. Its name changes with any of them, and the old ones go."""
    files = files_of_the_app()
    mark = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    text = WORKER.format(mark=mark, page=json.dumps(reverse("field:app")), files=json.dumps(files))
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def files_of_the_app() -> list[str]:
    """The addresses of everything that the page loads."""
    face = facing()
    return [f"/style/{sheet(face.brand, face.brand_mark).name}.css", *(static(f"genba/{name}") for name in MODULES)]
