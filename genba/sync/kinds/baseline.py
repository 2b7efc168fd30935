"""The first measure of an engagement, taken without a network: KPI values of a period, and practices on the day.

Whatever the page refuses needs fixing. What the device could not know never refuses: a baseline that somebody else took
meanwhile waits for a person, and the unit that the enterprise keeps for good is kept, and told.
"""

from datetime import date

from django.utils.translation import gettext as _
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.observations.actions import baselines
from genba.observations.actions.baselines import Answer, Seen
from genba.observations.models import Baseline
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement
from genba.sync.kinds.values import TEXT, PracticeBody, ValueBody, unasked
from genba.sync.records import Body, Fact, Told, Waits


class BaselineBody(Body):
    engagement: str
    taken_on: date
    starts_on: date  # of the period of the values
    ends_on: date
    values: list[ValueBody] = Field(max_length=50)
    practices: list[PracticeBody] = Field(default_factory=list, max_length=100)
    output_unit: str = Field("", max_length=30, pattern=TEXT)
    note: str = Field("", max_length=2000, pattern=TEXT)


def become(told: Told) -> Fact:
    """The baseline with all of it, or nothing. The fact is named by its engagement, which has only one."""
    body: BaselineBody = told.body
    engagement: Engagement = find(told.by, Permission.BASELINE_TAKE, Engagement, body.engagement,
                                  load="enterprise,provider,programme")  # fmt: skip
    try:
        check_engagement(engagement, [body.taken_on])
    except Refused as no:
        raise Waits(no.reason) from None
    if done := Baseline.objects.filter(engagement=engagement).first():
        raise Waits(_("A baseline was taken on %(day)s already. This one is kept; your coordinator decides.")
                    % {"day": in_words(done.taken_on)})  # fmt: skip
    fact = Fact("baseline", engagement.code)
    unit, keeps = body.output_unit.strip(), engagement.enterprise.output_unit
    if unit and keeps and unit != keeps:
        fact.flags.append(_("This enterprise counts its output as “%(unit)s”, and keeps doing so.") % {"unit": keeps})

    def take(values: list[Answer]) -> Baseline:
        return baselines.take_baseline(
            by=told.by, engagement=engagement, taken_on=body.taken_on, starts_on=body.starts_on, ends_on=body.ends_on,
            values=values, practices={p.practice: Seen(p.state, p.evidence) for p in body.practices},
            output_unit="" if keeps else unit, note=body.note,
        )  # fmt: skip

    unasked(body.values, fact, take)
    return fact
