"""Where a line of the results framework stood before; and in which month the year begins by which it is told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.actions.enterprises import country_row
from genba.impact.framework import begins_in
from genba.impact.models import FrameworkBaseline, FrameworkCalendar, FrameworkIndicator, FrameworkValue
from genba.impact.periods import JANUARY, moment_of, period_of
from genba.kit.refused import Refused, Stale
from genba.programmes.models import Programme

Kind = FrameworkIndicator.Kind
FACTS = ("value", "text", "female_share", "told_of", "source")


@transaction.atomic
def set_baseline(
    *, by: User | System, indicator: FrameworkIndicator, country: str, version: int | None = None, changes: Mapping[str, Any],
) -> FrameworkBaseline:  # fmt: skip
    """Tell where a line stood in a country before; `changes` holds FACTS.

    value in the unit of the line, or text where it is no number; told_of: a period or a day; source: who says so. Where
    there is one already, `version` must be the one the author saw, otherwise Stale. Refused without a figure or words,
    without its time or its source, and for a number that the line cannot have.
    """
    country_row(country)
    now = FrameworkBaseline.objects.select_for_update(of=("self",)).filter(indicator=indicator, country_id=country).first()
    if now and now.version != version:
        raise Stale(_("Somebody else changed these figures while you were typing."), version=now.version,
                    now={f: getattr(now, f) for f in FACTS if f in changes})  # fmt: skip
    put_baseline(indicator, country, changes, begins_in(indicator.programme))
    made = FrameworkBaseline.objects.get(indicator=indicator, country_id=country)
    record("set_baseline", made, by=by, changes={"country": country, **{f: changes.get(f) for f in FACTS}})
    return made


def put_baseline(line: FrameworkIndicator, country: str, told: Mapping[str, Any], month: int) -> bool:
    """Keep a baseline; whether it is new or different. Refused as `set_baseline`."""
    facts = baseline_facts(line, told, month)
    now = FrameworkBaseline.objects.filter(indicator=line, country_id=country).first()
    if now and all(getattr(now, name) == fact for name, fact in facts.items()):
        return False
    made = now or FrameworkBaseline(indicator=line, country_id=country, version=0)
    for name, fact in facts.items():
        setattr(made, name, fact)
    made.version += 1
    made.save()
    return True


def baseline_facts(line: FrameworkIndicator, told: Mapping[str, Any], month: int) -> dict[str, Any]:
    """What is kept of a baseline, with its days. month: in which the year of the programme begins. Refused as
    `set_baseline`."""
    facts: dict[str, Any] = {"value": told.get("value"), "female_share": told.get("female_share")}
    facts |= {name: (told.get(name) or "").strip() for name in ("text", "told_of", "source")}
    _check(line, facts)
    try:
        of = moment_of(facts["told_of"], begins_in=month)
    except Refused as no:
        raise Refused(no.reason, field="told_of") from None
    return facts | {"told_of": of.name, "starts_on": of.starts_on, "ends_on": of.ends_on}


def _check(line: FrameworkIndicator, facts: Mapping[str, Any]) -> None:
    value, share = facts["value"], facts["female_share"]
    if value is None and not facts["text"]:
        raise Refused(_("Say where it stood: a number, or words."), field="value")
    if value is not None and value < 0:
        raise Refused(_("A number here cannot be below nought."), field="value")
    if value is not None and line.kind == Kind.YES_NO and value not in (0, 1):
        raise Refused(_("This line is answered with 1 for yes or 0 for no."), field="value")
    if share is not None and not 0 <= share <= 100:
        raise Refused(_("A share of women lies between 0 and 100 percent."), field="female_share")
    if not facts["told_of"]:
        raise Refused(_("Say of when it is: 2024, 2024-06 or 2024-12-31."), field="told_of")
    if not facts["source"]:
        raise Refused(_("Say where it comes from: a survey, a report, an office."), field="source")


@transaction.atomic
def begin_year_in(*, by: User | System, programme: Programme, month: int, reason: str = "") -> FrameworkCalendar:
    """Say in which month (1 to 12) the year of a programme begins, as 2025/26 is then understood.

    Figures that are named by the year already get the days it has now, for a reason. Refused without one, for a month that
    is none, and for January where figures are named by such a year: it would be none.
    """
    if month not in range(1, 13):
        raise Refused(_("Choose a month."), field="month")
    held, _is_new = FrameworkCalendar.objects.select_for_update(of=("self",)).get_or_create(programme=programme)
    if held.begins_in == month:
        return held
    before, held.begins_in = held.begins_in, month
    values = list(FrameworkValue.objects.filter(indicator__programme=programme, period__regex=r"^\d{4}/\d{2}"))
    baselines = list(FrameworkBaseline.objects.filter(indicator__programme=programme, told_of__regex=r"^\d{4}/\d{2}"))
    if (values or baselines) and month == JANUARY:
        raise Refused(_("Figures are named by a year that runs into the next, such as %(period)s. With January there is no "
                        "such year.") % {"period": values[0].period if values else baselines[0].told_of}, field="month")  # fmt: skip
    if (values or baselines) and not reason.strip():
        raise Refused(_("Figures are named by this year already, and their days will be others. Say why."), field="reason")
    for one in values:
        of = period_of(one.period, begins_in=month)
        FrameworkValue.objects.filter(pk=one.pk).update(starts_on=of.starts_on, ends_on=of.ends_on)
    for told in baselines:
        of = moment_of(told.told_of, begins_in=month)
        FrameworkBaseline.objects.filter(pk=told.pk).update(starts_on=of.starts_on, ends_on=of.ends_on)
    held.save()
    record("begin_year_in", programme, by=by, reason=reason.strip(),
           changes={"month": month, "before": before, "figures": len(values) + len(baselines)})  # fmt: skip
    return held
