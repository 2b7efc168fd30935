"""A visit that was written down on site: advice, KPI values, practices, what became of the plan.

Whatever the pages refuse, such as a value without its period, needs fixing on the device. What a device cannot know never
refuses: a value that is unusual beside those of others is kept with the note that nobody was asked, and flagged.
"""

from datetime import date
from typing import Literal

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
from genba.observations.actions.checks import Unlikely
from genba.observations.models import Observation
from genba.plans.models import Action
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement
from genba.sync.actions.replacing import older_of
from genba.sync.models import Receipt
from genba.sync.oddities import ALIKE, Noticed, all_alike, noticed
from genba.sync.records import Body, Fact, Told, Waits

TEXT = r"^[^\x00]*$"


class ValueBody(Body):
    """An amount over an amount, or neither: not tracked."""

    indicator: str = Field(max_length=60)
    numerator: float | None = Field(None, ge=0, le=1e15, allow_inf_nan=False)
    denominator: float | None = Field(None, ge=0, le=1e15, allow_inf_nan=False)
    note: str = Field("", max_length=300, pattern=TEXT)
    version: int | None = None


class PracticeBody(Body):
    practice: str = Field(max_length=60)
    state: Literal["absent", "on-paper", "practised"]
    evidence: str = Field("", max_length=300, pattern=TEXT)


class DecisionBody(Body):
    action: str = Field(max_length=8)
    kind: Literal["started", "done", "verified", "dropped"]
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
    if body.values and not (body.starts_on and body.ends_on):
        raise Refused(_("Say from when to when these values were counted."), field="ends_on")
    fact = Fact("visit", "")
    made = _report(told, engagement, body, fact)
    fact.code = made.code
    fact.flags += [*_twice(made), *_odd(told, made)]
    return fact


def _report(told: Told, engagement: Engagement, body: VisitBody, fact: Fact) -> Visit:
    """The visit by the action of the pages, a new one or the own one put right. Where it would ask whether a value is right,
    nobody is there to ask: the doubt becomes its note and a flag."""
    own = _own(told, engagement, fact)
    notes = {value.indicator: value.note for value in body.values}
    versions = _versions(told.by, own, body)
    decisions = [_decided(told, engagement, said) for said in body.decisions]
    done = set(own.decisions.values_list("action", "kind")) if own else set()
    while True:
        found = Found(
            starts_on=body.starts_on or body.visited_on, ends_on=body.ends_on or body.visited_on,
            values=[Answer(v.indicator, v.numerator, v.denominator, notes[v.indicator], v.version or versions.get(v.indicator))
                    for v in body.values],
            practices={p.practice: Seen(p.state, p.evidence) for p in body.practices},
            decisions=[said for said in decisions if (said.action.pk, said.kind) not in done],
        )  # fmt: skip
        try:
            return _kept(told.by, own, engagement, body, found)
        except Unlikely as doubt:
            indicator = (doubt.field or "").rpartition("-")[0]
            if notes.get(indicator, " "):
                raise
            notes[indicator] = _("Written down without a network: nobody was asked whether it is right.")
            fact.flags.append(doubt.doubt.sentence)


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


def _decided(told: Told, engagement: Engagement, said: DecisionBody) -> Decided:
    action = visible(told.by, Permission.PLAN_DECIDE, Action).filter(code=said.action, engagement=engagement).first()
    if action is None:
        raise Refused(_("This action is not in the plan any more."), field=f"decisions.{said.action}")
    return Decided(action, said.kind, said.reason)


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
