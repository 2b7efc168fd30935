"""A visit with all that was seen on it: advice, KPI values, practices, decisions about the plan.

Observations and plans are siblings above delivery and never import one another, so a visit that writes to all three
has its place in the lowest room that may see them together: here. It is one action and not three calls of a view, so
that page, API and import share one transaction, and nobody can keep half a visit.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.delivery.actions import visits
from genba.delivery.models import Visit
from genba.kit.refused import Refused
from genba.observations.actions import baselines, observations
from genba.observations.actions.baselines import Answer, Seen, about, after_baseline
from genba.observations.actions.checks import not_over
from genba.observations.models import PracticeCheck
from genba.plans import actions as plan
from genba.plans.models import Action, Decision
from genba.programmes.models import Engagement


@dataclass(frozen=True)
class Decided:
    """What became of one action of the plan: a kind of decision and, where it needs one, the reason."""

    action: Action
    kind: str
    reason: str = ""


@dataclass(frozen=True)
class Found:
    """What a visit brought home: KPI values of one period, practices by code, decisions."""

    starts_on: date
    ends_on: date
    values: Iterable[Answer] = ()
    practices: Mapping[str, Seen] = field(default_factory=dict)
    decisions: Iterable[Decided] = ()


@transaction.atomic
def report(
    *, by: User, engagement: Engagement, visited_on: date, advice: str, found: Found, met: str = "", next_steps: str = "",
) -> Visit:  # fmt: skip
    """Report a follow-up visit with everything found on it, or nothing of it.

    Refused before the baseline, for a period that was not over on the day, and for whatever the actions below refuse;
    the field is then "<indicator>-<place>", "practice-<code>" or "action-<code>-<place>". Each part leaves its own
    event in the trail, as it would by itself.
    """
    after_baseline(engagement, visited_on, field="visited_on")
    visit = visits.report(by=by, engagement=engagement, visited_on=visited_on, advice=advice, met=met, next_steps=next_steps)
    _keep(by, visit, found)
    return visit


@transaction.atomic
def edit(*, by: User, visit: Visit, version: int, changes: Mapping[str, Any], found: Found) -> Visit:
    """Put a visit right together with what was found on it. Stale where somebody was faster, at the visit or a value."""
    after_baseline(visit.engagement, changes.get("visited_on", visit.visited_on), field="visited_on")
    now = visits.edit(visit=visit, by=by, version=version, changes=changes)
    if now.visited_on != visit.visited_on:
        _move(now)
    _keep(by, now, found)
    return now


def _move(visit: Visit) -> None:
    """What was seen and decided on a visit happened on its day; when the day is put right, they go with it."""
    checks = PracticeCheck.objects.filter(visit=visit)
    others = PracticeCheck.objects.filter(engagement=visit.engagement, checked_on=visit.visited_on).exclude(visit=visit)
    if others.filter(practice__in=checks.values("practice")).exists():
        raise Refused(_("The practices were already looked at on that day, on another visit."), field="visited_on")
    checks.update(checked_on=visit.visited_on)
    Decision.objects.filter(visit=visit).update(decided_on=visit.visited_on)


def _keep(by: User, visit: Visit, found: Found) -> None:
    values = list(found.values)
    if values and found.ends_on > visit.visited_on:
        raise Refused(not_over(), field="period")
    for answer in values:
        with about(answer.indicator):
            observations.record(
                by=by, enterprise=visit.engagement.enterprise, indicator=answer.indicator, starts_on=found.starts_on,
                ends_on=found.ends_on, numerator=answer.numerator, denominator=answer.denominator, note=answer.note,
                source="visit", visit=visit, version=answer.version,
            )  # fmt: skip
    if found.practices:
        baselines.check_practices(
            by=by, engagement=visit.engagement, checked_on=visit.visited_on, practices=found.practices, visit=visit
        )
    for decided in found.decisions:
        with about_action(decided.action):
            plan.decide(action=decided.action, by=by, kind=decided.kind, reason=decided.reason, visit=visit)


@contextmanager
def about_action(action: Action) -> Iterator[None]:
    """Names the action in the field of a refusal, so that the sentence stands beside the right decision."""
    try:
        yield
    except Refused as no:
        no.field = f"action-{action.code}-{'reason' if no.field == 'reason' else 'kind'}"
        raise
