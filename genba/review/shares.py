"""How punctual visits are and how many reports come back, for each trainer and provider.

On-time share: of the follow-up visits that fell due in the period by the rhythm of the module (counted from the end of
the class), how many took place no later than 7 days after their day. One that was not made counts as not on time.
Returned share: of the reports that were approved or returned in the period, how many were returned at least once.
Both stand with their n; a share of nothing is no share.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.curriculum import UnknownModule
from genba.delivery.models import Visit
from genba.directory.models import Provider
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.review.models import Review

GRACE = timedelta(days=7)
Place = tuple[int, int]  # keys of provider and trainer (0: nobody)


@dataclass
class Share:
    """So many of so many."""

    top: int = 0
    n: int = 0

    @property
    def value(self) -> float | None:
        return self.top / self.n if self.n else None

    def add(self, other: "Share") -> None:
        self.top, self.n = self.top + other.top, self.n + other.n


@dataclass
class Line:
    """One trainer with one provider, or the provider as a whole (trainer "")."""

    provider: str
    trainer: str
    on_time: Share
    returned: Share


def shares(user: Anyone, since: date, until: date, *, provider: int | None = None) -> list[Line]:
    """Each provider within reach (or the one with this key) and below it its trainers, by name. Five queries, whatever the size."""
    engagements = visible(user, Permission.REVIEW_READ, Engagement)
    if provider is not None:
        engagements = engagements.filter(provider=provider)
    on_time = _on_time(engagements, since, until)
    returned = _returned(user, since, until, provider)
    lines: list[Line] = []
    places = set(on_time) | set(returned)
    providers, trainers = _names(places)
    by_provider: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_provider[place[0]].append(place)
    for key in sorted(by_provider, key=lambda key: providers[key]):
        whole = Line(providers[key], "", Share(), Share())
        lines.append(whole)
        for place in sorted(by_provider[key], key=lambda p: (trainers.get(p[1], ""), p)):
            line = Line(providers[key], trainers.get(place[1], "–"), on_time.get(place, Share()),
                        returned.get(place, Share()))  # fmt: skip
            whole.on_time.add(line.on_time)
            whole.returned.add(line.returned)
            lines.append(line)
    return lines


def _on_time(engagements: Any, since: date, until: date) -> dict[Place, Share]:
    longest = timedelta(days=max((max(m.visit_rhythm, default=0) for m in curriculum().modules), default=0))
    ended = Max("participations__workshop__sessions__held_on")
    rows = list(
        engagements.annotate(ended=ended).filter(ended__gte=since - longest, ended__lte=until)
        .values_list("pk", "provider_id", "trainer_id", "module", "ended", "withdrawal__withdrawn_on")
    )  # fmt: skip
    days: dict[int, list[date]] = defaultdict(list)
    made = Visit.objects.filter(kind=Visit.Kind.FOLLOW_UP, engagement__in=engagements.values("pk"))
    for key, day in (
        made.filter(visited_on__gte=since - longest).order_by("visited_on").values_list("engagement", "visited_on")
    ):
        days[key].append(day)
    found: dict[Place, Share] = defaultdict(Share)
    for key, provider, trainer, module, end, left in rows:
        visited = days[key][bisect_left(days[key], end) :]
        for number, due in enumerate(_due(module, end)):
            if since <= due <= until and not (left and left < due):
                share = found[provider, trainer or 0]
                share.n += 1
                share.top += number < len(visited) and visited[number] <= due + GRACE
    return found


def _due(module: str, ended: date) -> Iterable[date]:
    try:
        return [ended + timedelta(days=n) for n in curriculum().module(module).visit_rhythm]
    except UnknownModule:
        return []


def _returned(user: Anyone, since: date, until: date, provider: int | None) -> dict[Place, Share]:
    decided = Review.objects.filter(
        visit__in=visible(user, Permission.REVIEW_READ, Visit).values("pk"),
        kind__in=(Review.Kind.APPROVED, Review.Kind.RETURNED),
        reviewed_at__date__gte=since, reviewed_at__date__lte=until,
    )  # fmt: skip
    if provider is not None:
        decided = decided.filter(visit__engagement__provider=provider)
    rows = decided.values_list("visit__engagement__provider_id", "visit__trainer_id").order_by().annotate(
        n=Count("visit", distinct=True), back=Count("visit", filter=Q(kind=Review.Kind.RETURNED), distinct=True)
    )  # fmt: skip
    return {(provider, trainer): Share(back, n) for provider, trainer, n, back in rows}


def _names(places: Iterable[Place]) -> tuple[dict[int, str], dict[int, str]]:
    pairs = list(places)
    providers = Provider.objects.filter(pk__in={p for p, _t in pairs}).values_list("pk", "name")
    trainers = User.objects.filter(pk__in={t for _p, t in pairs if t}).values_list("pk", "name")
    return dict(providers), dict(trainers)
