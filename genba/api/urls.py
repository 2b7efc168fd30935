from typing import Any

from genba.access.doors import public
from genba.api import (
    baselines,
    engagements,
    enterprises,
    figures,
    framework,
    modules,
    observations,
    people,
    plans,
    visits,
    workshops,
)
from genba.api.front import front

ROOMS = (enterprises, people, engagements, baselines, observations, workshops, plans, visits, figures, framework, modules)
for room in ROOMS:
    front.add_router("", room.router)

urlpatterns: list[Any] = front.urls[0]
app_name = front.urls_namespace
for pattern in urlpatterns:
    if pattern.name in ("openapi-json", "api-root"):  # the description is for everybody; the root only leads nowhere
        public(pattern.callback)
