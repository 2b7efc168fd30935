"""What an enterprise could save, from its own figures and the assumptions of the programme; withheld where one lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from genba.programmes.models import IntakeFigures, Loss, Programme, SavingAssumption
from genba.science import intake


@dataclass(frozen=True)
class Estimated:
    """One loss: a range in money a year with the assumption behind it, or why there is none."""

    label: str
    how: str
    found: intake.Achievable | None
    assumption: SavingAssumption | None
    why_not: str


def estimate(programme: Programme, figures: IntakeFigures) -> Sequence[Estimated]:
    """Each kind of loss by the assumptions in force today."""
    rows = programme.assumptions.filter(since_on__lte=timezone.localdate()).select_related("set_by").order_by("since_on")
    latest = {row.loss: row for row in rows}
    how = {Loss.ABSENCE: _("days of absence a year × wage of a day"), Loss.REWORK: _("faulty part × value of a year's output"),
           Loss.ENERGY: _("energy bill of a year")}  # fmt: skip
    return [_one(loss, how[loss], figures, latest.get(loss.value)) for loss in Loss]


def _one(loss: Loss, how: str, figures: IntakeFigures, assumed: SavingAssumption | None) -> Estimated:
    lost = _loss(loss, figures)
    if lost is None:
        return Estimated(str(loss.label), how, None, assumed, _("The enterprise did not tell these figures."))
    if assumed is None:
        return Estimated(str(loss.label), how, None, None, _("The programme has not said which part of it is achievable."))
    part = intake.Assumed(float(assumed.low), float(assumed.middle), float(assumed.high))
    return Estimated(str(loss.label), how, intake.achievable(lost, part), assumed, "")


def _loss(loss: Loss, f: IntakeFigures) -> float | None:
    if loss is Loss.ABSENCE and f.absent_days is not None and f.daily_wage is not None:
        return intake.absence_loss(float(f.absent_days), float(f.daily_wage))
    if loss is Loss.REWORK and f.faulty_percent is not None and f.output_value is not None:
        return intake.rework_loss(float(f.faulty_percent), float(f.output_value))
    if loss is Loss.ENERGY and f.energy_bill is not None:
        return intake.energy_loss(float(f.energy_bill))
    return None
