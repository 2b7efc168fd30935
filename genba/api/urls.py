from typing import Any

from genba.access.doors import public
from genba.api import (
    applications,
    attendance,
    baselines,
    engagements,
    enterprises,
    figures,
    framework,
    modules,
    names,
    observations,
    people,
    plans,
    visits,
    workshops,
)
from genba.api.front import front
from genba.api.problems import answered

ROOMS = (enterprises, people, names, applications, engagements, baselines, observations, workshops, attendance, plans, visits, figures,
         framework, modules)  # fmt: skip
for room in ROOMS:
    front.add_router("", room.router)

urlpatterns: list[Any] = front.urls[0]
app_name = front.urls_namespace
for pattern in urlpatterns:
    pattern.callback = answered(pattern.callback)
    if pattern.name in ("openapi-json", "api-root"):  # the description is for everybody; the root only leads nowhere
        public(pattern.callback)
