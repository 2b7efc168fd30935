"""Record what an enterprise counted: one KPI over one period, or that it does not track it; and put it right."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System
from genba.audit.actions import record as write_down
from genba.curriculum import UnknownIndicator
from genba.curriculum.indicators import Indicator
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.kit.refused import Refused, Stale
from genba.observations.models import Observation
from genba.observations.plausibility import doubts, half_a_ratio, impossible
from genba.programmes.curricula import curriculum

LONGEST = 366  # days: a year is the longest period that is one value
FACTS = ("numerator", "denominator", "note", "unusual")


@transaction.atomic
def record(
    *, by: User | System, enterprise: Enterprise, indicator: str, starts_on: date, ends_on: date,
    numerator: float | None = None, denominator: float | None = None, unit: str = "", part: str = "", note: str = "",
    source: str = "entered", visit: Visit | None = None, version: int | None = None,
) -> Observation:  # fmt: skip
    """Keep one value: `numerator` over `denominator`, both in the units of the indicator's quantities, or both None.

    Both None means "not tracked", and `note` says why. An unlikely value is refused unless `note` says why it is
    right; then it is kept and marked unusual. `unit` is that of the value and is checked where it is given.
    Where the period already has a value, `version` must be the one that the author saw; otherwise Stale, with what
    it says now. The same value again changes nothing.
    """
    kpi = _indicator(indicator)
    check_period(starts_on, ends_on)
    note = note.strip()
    unusual = False
    is_tracked = numerator is not None or denominator is not None
    kept_unit = unit_of(enterprise, kpi, unit, is_tracked=is_tracked)
    if not is_tracked:
        if not note:
            raise Refused(_("Say why it is not tracked."), field="note")
    else:
        unusual = _is_unusual(kpi, enterprise, starts_on, numerator, denominator, part, note)
    facts = {"numerator": numerator, "denominator": denominator, "note": note, "unusual": unusual}
    found = (
        Observation.objects.select_for_update()
        .filter(enterprise=enterprise, indicator=kpi.code, part=part, starts_on=starts_on, ends_on=ends_on)
        .first()
    )
    if found:
        return _correct(found, by, version, facts)
    made: Observation = Observation.objects.create(
        enterprise=enterprise, indicator=kpi.code, part=part, starts_on=starts_on, ends_on=ends_on, unit=kept_unit,
        source=source, visit=visit, recorded_by=by if isinstance(by, User) else None, **facts,
    )  # fmt: skip
    write_down("record", made, by=by, changes={"enterprise": enterprise.code, "indicator": kpi.code, **facts}, reason=note)
    return made


def _correct(found: Observation, by: User | System, version: int | None, facts: dict[str, Any]) -> Observation:
    before = {f: getattr(found, f) for f in FACTS}
    same = all(before[f] == facts[f] for f in ("numerator", "denominator"))
    if same and (before == facts or not facts["note"]):
        return found
    if not same and version != found.version:
        raise Stale(_("There is already a value for this period."), version=found.version,
                    now={f: before[f] for f in ("numerator", "denominator", "note")})  # fmt: skip
    for field, value in facts.items():
        setattr(found, field, value)
    found.version += 1
    found.recorded_by = by if isinstance(by, User) else None
    found.save()
    changed = {f: [before[f], facts[f]] for f in FACTS if before[f] != facts[f]}
    write_down("correct", found, by=by, changes=changed, reason=facts["note"])
    return found


def check_period(starts_on: date, ends_on: date) -> None:
    """Refused when the days are not in order, the period is not over, or it is longer than a year."""
    if ends_on < starts_on:
        raise Refused(_("The period ends before it begins."), field="period")
    if ends_on > timezone.localdate():
        raise Refused(not_over(), field="period")
    if starts_on.year < 1950 or (ends_on - starts_on).days > LONGEST:
        raise Refused(_("This period is too long, or its year is of another calendar."), field="period")


def not_over() -> str:
    return _("This period was not over yet. Take one that had ended.")


def unit_of(enterprise: Enterprise, kpi: Indicator, unit: str = "", *, is_tracked: bool = True) -> str:
    """The unit of this enterprise's values, kept for good from the first one; Refused where another one is asked for."""
    kept, others = kpi.unit, {kpi.unit.casefold()}
    if kpi.own_output_unit:
        first = Observation.objects.filter(enterprise=enterprise, indicator=kpi.code, denominator__isnull=False)
        kept = first.order_by("starts_on").values_list("unit", flat=True).first() or ""
        if not kept and not enterprise.output_unit and is_tracked:
            raise Refused(
                _("Say first in what this enterprise counts its output, such as pieces or kg."), field="output_unit"
            )
        kept = kept or kpi.unit_in("en", enterprise.output_unit)
        others = {kept.casefold(), enterprise.output_unit.casefold()}
    if unit.strip() and unit.strip().casefold() not in others:
        raise Refused(_("This enterprise keeps “%(unit)s”. A value in “%(other)s” cannot stand beside it.")
                      % {"unit": kept, "other": unit.strip()}, field="unit")  # fmt: skip
    return kept


def _is_unusual(
    kpi: Indicator, enterprise: Enterprise, starts_on: date, numerator: float | None, denominator: float | None,
    part: str, note: str,
) -> bool:  # fmt: skip
    """Whether the value is kept in spite of a doubt; Refused with the first doubt that nobody answered."""
    if numerator is None or denominator is None:
        raise Refused(half_a_ratio(), field="numerator" if numerator is None else "denominator")
    wrong = impossible(kpi, numerator, denominator)
    if wrong:
        raise Refused(wrong.sentence, field=wrong.place)
    own = Observation.objects.filter(indicator=kpi.code, part=part).last_points(enterprise.pk, starts_on)
    found = doubts(kpi, numerator, denominator, last=own.get(kpi.code), output_unit=enterprise.output_unit)
    if found and not note:
        raise Refused(f"{found[0].sentence} {_('If it is right, say why.')}", field=found[0].place)
    return bool(found)


def _indicator(code: str) -> Indicator:
    try:
        return curriculum().indicator(code)
    except UnknownIndicator:
        raise Refused(_("There is no KPI “%(code)s” here.") % {"code": code}, field="indicator") from None
