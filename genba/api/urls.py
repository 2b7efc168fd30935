from typing import Any

from genba.access.doors import public
from genba.api import (
    alumni,
    applications,
    attendance,
    attended,
    baselines,
    classes,
    classroom,
    closeout,
    cohorts,
    disagreements,
    doubles,
    eligibility,
    engagements,
    enterprises,
    figures,
    filed,
    findings,
    framework,
    locks,
    modules,
    names,
    observations,
    offers,
    payers,
    payrolls,
    people,
    photos,
    plan_talk,
    planned_visits,
    plans,
    pulses,
    rates,
    reviews,
    sync,
    teams,
    tools,
    trainers,
    visits,
    workshops,
)
from genba.api.front import front
from genba.api.problems import answered

ROOMS = (  # the first that fits an address answers
    doubles,
    eligibility,
    enterprises,
    people,
    names,
    engagements,
    baselines,
    observations,
    workshops,
    classes,
    classroom,
    attendance,
    plans,
    visits,
    figures,
    framework,
    modules,
    tools,
    cohorts,
    planned_visits,
    trainers,
    photos,
    plan_talk,
    teams,
    reviews,
    sync,
    disagreements,
    locks,
    closeout,
    attended,
    applications,
    offers,
    payrolls,
    alumni,
    pulses,
    rates,
    filed,
    findings,
    payers,
)
for room in ROOMS:
    front.add_router("", room.router)

urlpatterns: list[Any] = front.urls[0]
app_name = front.urls_namespace
for pattern in urlpatterns:
    pattern.callback = answered(pattern.callback)
    if pattern.name in ("openapi-json", "api-root"):  # the description is for everybody; the root only leads nowhere
        public(pattern.callback)
