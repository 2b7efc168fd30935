"""A visit that was written down on site: advice, KPI values, practices, what became of the plan.

Whatever the pages refuse, such as a value without its period, needs fixing on the device. What a device cannot know never
refuses: a value that is unusual beside those of others is kept with the note that nobody was asked, and flagged. Where
somebody else decided about an action, or wrote down a value, meanwhile, theirs stands and both are kept as a disagreement.
"""

from datetime import date, datetime, time
from typing import Literal

from django.utils import timezone
from django.utils.translation import get_language
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
from genba.observations.models import Observation
from genba.plans.actions import NEXT
from genba.plans.models import Action, State
from genba.programmes.curricula import curriculum
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement
from genba.sync.kinds.values import TEXT, PracticeBody, ValueBody, unasked
from genba.sync.models import Disagreement
from genba.sync.records import Body, Fact, Told, Waits
from genba.sync.sides.decision import last_of, stands
from genba.sync.sides.value import about, as_said


class DecisionBody(Body):
    action: str = Field(max_length=8)
    kind: Literal["started", "done", "verified", "dropped"]
    seen: Literal["proposed", "started", "done", "verified", "dropped"] | None = None  # its state, as the device had it
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
    each = [value.indicator for value in body.values]
    if twice := next((name for name in each if each.count(name) > 1), None):
        raise Refused(_("“%(name)s” is here twice.") % {"name": twice}, field="values")
    if body.values and not (body.starts_on and body.ends_on):
        raise Refused(_("Say from when to when these values were counted."), field="ends_on")
    fact = Fact("visit", "")
    made = _report(told, engagement, body, fact)
    fact.code = made.code
    fact.flags += _twice(made)
    return fact


def _report(told: Told, engagement: Engagement, body: VisitBody, fact: Fact) -> Visit:
    """The visit by the action of the pages. Where it would show what somebody else wrote meanwhile, both are kept."""
    practices = {p.practice: Seen(p.state, p.evidence) for p in body.practices}
    decisions = [decided for said in body.decisions if (decided := _decided(told, engagement, body.visited_on, said, fact))]
    period = {"starts_on": body.starts_on or body.visited_on, "ends_on": body.ends_on or body.visited_on}

    def report(values: list[Answer]) -> Visit:
        found = Found(**period, values=values, practices=practices, decisions=decisions)
        return visits.report(by=told.by, engagement=engagement, visited_on=body.visited_on, advice=body.advice,
                             met=body.met, next_steps=body.next_steps, found=found)  # fmt: skip

    def disagree(said: Answer) -> None:
        _disagree(told, engagement, period["starts_on"], period["ends_on"], said, fact)

    return unasked(body.values, fact, report, disagree)


def _decided(told: Told, engagement: Engagement, on: date, said: DecisionBody, fact: Fact) -> Decided | None:
    """The decision, if the action still is what the device had seen. If not, and it says otherwise: None, and both are kept."""
    found = visible(told.by, Permission.PLAN_DECIDE, Action).filter(code=said.action, engagement=engagement)
    action = found.select_for_update(of=("self",)).first()
    if action is None:
        raise Refused(_("This action is not in the plan any more."), field=f"decisions.{said.action}")
    if said.kind == "dropped" and not said.reason.strip():
        raise Refused(_("Say why the action is dropped."), field=f"action-{action.code}-reason")
    last = last_of(action)
    state = State(last.kind) if last else State.PROPOSED
    follows = said.kind in NEXT[state] and not (last and on < last.decided_on)
    if said.seen == state or (said.seen is None and follows):
        return Decided(action, said.kind, said.reason)
    if said.kind == state:  # both say the same
        return None
    Disagreement.objects.create(
        receipt=told.receipt, noun="action", of=action.code, about=said.kind, mine={"state": said.kind, "reason": said.reason},
        before={"state": said.seen} if said.seen else None, theirs=stands(last),
        theirs_by=last.decided_by if last else None, theirs_at=timezone.make_aware(datetime.combine(last.decided_on, time.min)) if last else None,
    )  # fmt: skip
    fact.flags.append(_("“%(action)s” is “%(state)s” by now. Both are kept; look and decide.")
                      % {"action": action.action, "state": state.label})  # fmt: skip
    return None


def _disagree(told: Told, engagement: Engagement, first: date, last: date, said: Answer, fact: Fact) -> None:
    """Somebody else wrote down another value of this KPI and period, or put it right, since the device saw it."""
    kept = Observation.objects.get(enterprise=engagement.enterprise, indicator=said.indicator, starts_on=found.starts_on,
                                   ends_on=found.ends_on, part="")  # fmt: skip
    Disagreement.objects.create(
        receipt=told.receipt, noun="observation", of=engagement.enterprise.code, theirs=as_said(kept),
        about=about(said.indicator, first, last), before={"version": said.version} if said.version else None,
        theirs_by=kept.recorded_by, theirs_at=kept.recorded_at,
        mine={"numerator": said.numerator, "denominator": said.denominator, "note": said.note},
    )  # fmt: skip
    fact.flags.append(_("There is another value of %(kpi)s for this period by now. Both are kept; look and decide.")
                      % {"kpi": curriculum().indicator(said.indicator).labels.in_(get_language() or "en")})  # fmt: skip


def _twice(made: Visit) -> list[str]:
    """Flagged where there is another visit of the same day: one may have been written down twice."""
    same = Visit.objects.filter(engagement=made.engagement, visited_on=made.visited_on).exclude(pk=made.pk)
    return [_("There is another visit of this day. If it is the same, tell your coordinator.")] if same.exists() else []
