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
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.delivery.models import Visit
from genba.impact.actions import visits
from genba.impact.actions.visits import Decided, Found
from genba.kit.hours import zone_of
from genba.kit.refused import Refused
from genba.observations.actions.baselines import Answer, Seen
from genba.observations.models import Observation
from genba.plans.actions import NEXT
from genba.plans.models import Action, State
from genba.programmes.curricula import curriculum
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement
from genba.sync.actions.replacing import older_of
from genba.sync.kinds.values import TEXT, PracticeBody, ValueBody, unasked
from genba.sync.models import Disagreement, Receipt
from genba.sync.oddities import ALIKE, Noticed, all_alike, noticed
from genba.sync.records import Body, Fact, Told, Waits
from genba.sync.sides.decision import last_of, stands
from genba.sync.sides.value import about, as_said


class DecisionBody(Body):
    action: str = Field(max_length=8)
    kind: Literal["started", "done", "verified", "dropped"]
    seen: Literal["proposed", "started", "done", "verified", "dropped"] | None = None  # its state, as the device had it
    reason: str = Field("", max_length=300, pattern=TEXT)


class VisitBody(Noticed):
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
    fact.flags += [*_twice(made), *_odd(told, made)]
    return fact


def _report(told: Told, engagement: Engagement, body: VisitBody, fact: Fact) -> Visit:
    """The visit by the action of the pages, a new one or the own one put right. Where it would show what somebody else wrote
    meanwhile, both are kept."""
    own = _own(told, engagement, fact)
    versions = _versions(told.by, own, body)
    values = [value.model_copy(update={"version": value.version or versions.get(value.indicator)}) for value in body.values]
    practices = {p.practice: Seen(p.state, p.evidence) for p in body.practices}
    done = set(own.decisions.values_list("action__code", "kind")) if own else set()
    new = [said for said in body.decisions if (said.action, said.kind) not in done]
    decisions = [decided for said in new if (decided := _decided(told, engagement, body.visited_on, said, fact))]
    first, last = body.starts_on or body.visited_on, body.ends_on or body.visited_on

    def keep(answers: list[Answer]) -> Visit:
        found = Found(starts_on=first, ends_on=last, values=answers, practices=practices, decisions=decisions)
        return _kept(told.by, own, engagement, body, found)

    return unasked(values, fact, keep, lambda said: _disagree(told, engagement, first, last, said, fact))


def _kept(by: User, own: Visit | None, engagement: Engagement, body: VisitBody, found: Found) -> Visit:
    said = {"visited_on": body.visited_on, "advice": body.advice, "met": body.met, "next_steps": body.next_steps}
    if own:
        return visits.edit(by=by, visit=own, version=own.version, changes=said, found=found)
    return visits.report(by=by, engagement=engagement, visited_on=body.visited_on, advice=body.advice, met=body.met,
                         next_steps=body.next_steps, found=found)  # fmt: skip


def _own(told: Told, engagement: Engagement, fact: Fact) -> Visit | None:
    """The visit of the record that this one puts right, where it is a fact already: to be put right, not told twice. Waits
    where somebody else changed it since."""
    was = told.before.fact() if told.before else None
    if told.before is None or was is None:
        return None
    own: Visit = find(told.by, Permission.VISIT_REPORT, Visit, was.code, load="engagement__enterprise,engagement__programme")
    if own.engagement_id != engagement.pk:
        fact.flags.append(_("It was kept already as a visit to %(name)s. Tell your coordinator.")
                          % {"name": own.engagement.enterprise.name})  # fmt: skip
        return None
    if own.version != version_made(told.before, own.code):
        raise Waits(_("Somebody else changed this visit meanwhile. What you wrote is kept; your coordinator decides."))
    return own


def version_made(receipt: Receipt, code: str) -> int:
    """Which version of the visit a record made: the first, or one more for each that it put right when it was a fact already."""
    facts = (older.fact() for older in older_of(receipt))
    return 1 + sum(1 for fact in facts if fact and fact.code == code)


def _versions(by: User, own: Visit | None, body: VisitBody) -> dict[str, int]:
    """Of the values that the own visit brought and nobody else changed since: their versions, so that they may be put right."""
    if own is None or body.starts_on is None or body.ends_on is None:
        return {}
    rows = own.observations.filter(part="", starts_on=body.starts_on, ends_on=body.ends_on, recorded_by=by)
    return dict(rows.values_list("indicator", "version"))


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
    kept = Observation.objects.get(enterprise=engagement.enterprise, indicator=said.indicator, starts_on=first,
                                   ends_on=last, part="")  # fmt: skip
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


def _odd(told: Told, made: Visit) -> list[str]:
    """How it was written, and whether the values are those of last time."""
    body: VisitBody = told.body
    enterprise = made.engagement.enterprise
    said = noticed(told, on=made.visited_on, zone=zone_of(enterprise.country_id),
                   place=(enterprise.latitude, enterprise.longitude),
                   answers=len(body.values) + len(body.practices) + len(body.decisions))  # fmt: skip
    now = {v.indicator: (v.numerator, v.denominator) for v in body.values
           if v.numerator is not None and v.denominator is not None}  # fmt: skip
    if len(now) >= ALIKE and body.starts_on:
        last = Observation.objects.filter(indicator__in=list(now)).last_points(enterprise.pk, body.starts_on)
        if all_alike(now, {code: (point.numerator, point.denominator) for code, point in last.items()}):
            said.append(_("The values are the same as last time, to the last digit."))
    return said
