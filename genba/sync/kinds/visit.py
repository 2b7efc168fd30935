"""A visit that was written down on site: advice, KPI values, practices, what became of the plan.

Whatever the pages refuse, such as a value without its period, needs fixing on the device. What a device cannot know never
refuses: a value that is unusual beside those of others is kept with the note that nobody was asked, and flagged.
"""

from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.delivery.models import Visit
from genba.impact.actions import visits
from genba.impact.actions.visits import Decided, Found
from genba.kit.refused import Refused
from genba.observations.actions.baselines import Answer, Seen
from genba.plans.models import Action
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement
from genba.sync.kinds.values import TEXT, PracticeBody, ValueBody, unasked
from genba.sync.records import Body, Fact, Told, Waits


class DecisionBody(Body):
    action: str = Field(max_length=8)
    kind: Literal["started", "done", "verified", "dropped"]
    reason: str = Field("", max_length=300, pattern=TEXT)


class VisitBody(Body):
    engagement: str
    visited_on: date
    advice: str = Field(max_length=10_000, pattern=TEXT)
    met: str = Field("", max_length=200, pattern=TEXT)
    next_steps: str = Field("", max_length=10_000, pattern=TEXT)
    starts_on: date | None = None  # of the period of the values
    ends_on: date | None = None
    values: list[ValueBody] = Field(default_factory=list, max_length=50)
    practices: list[PracticeBody] = Field(default_factory=list, max_length=100)
    decisions: list[DecisionBody] = Field(default_factory=list, max_length=100)


def become(told: Told) -> Fact:
    """The visit with everything that was found, or nothing of it."""
    body: VisitBody = told.body
    engagement: Engagement = find(told.by, Permission.VISIT_REPORT, Engagement, body.engagement,
                                  load="enterprise,provider,programme")  # fmt: skip
    try:
        check_engagement(engagement, [body.visited_on])
    except Refused as no:
        raise Waits(no.reason) from None
    if body.values and not (body.starts_on and body.ends_on):
        raise Refused(_("Say from when to when these values were counted."), field="ends_on")
    fact = Fact("visit", "")
    made = _report(told, engagement, body, fact)
    fact.code = made.code
    fact.flags += _twice(made)
    return fact


def _report(told: Told, engagement: Engagement, body: VisitBody, fact: Fact) -> Visit:
    """The visit by the action of the pages."""
    practices = {p.practice: Seen(p.state, p.evidence) for p in body.practices}
    decisions = [_decided(told, engagement, said) for said in body.decisions]

    def report(values: list[Answer]) -> Visit:
        found = Found(starts_on=body.starts_on or body.visited_on, ends_on=body.ends_on or body.visited_on, values=values,
                      practices=practices, decisions=decisions)  # fmt: skip
        return visits.report(by=told.by, engagement=engagement, visited_on=body.visited_on, advice=body.advice,
                             met=body.met, next_steps=body.next_steps, found=found)  # fmt: skip

    return unasked(body.values, fact, report)


def _decided(told: Told, engagement: Engagement, said: DecisionBody) -> Decided:
    action = visible(told.by, Permission.PLAN_DECIDE, Action).filter(code=said.action, engagement=engagement).first()
    if action is None:
        raise Refused(_("This action is not in the plan any more."), field=f"decisions.{said.action}")
    return Decided(action, said.kind, said.reason)


def _twice(made: Visit) -> list[str]:
    """Flagged where there is another visit of the same day: one may have been written down twice."""
    same = Visit.objects.filter(engagement=made.engagement, visited_on=made.visited_on).exclude(pk=made.pk)
    return [_("There is another visit of this day. If it is the same, tell your coordinator.")] if same.exists() else []
