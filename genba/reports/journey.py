"""Where an engagement is: agreed, first measure, class, visits, last measure; from what was recorded, never typed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.curriculum import Module
from genba.delivery.models import Visit, Workshop
from genba.observations.models import Baseline, Observation
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement

State = Literal["done", "now", "to-come"]


@dataclass(frozen=True)
class Step:
    """One station. `on` is the day it was done, or the day it is planned for; None while nobody knows."""

    key: str  # agreed, baseline, class, visit-1 …, last-measure
    label: str
    on: date | None
    state: State
    code: str = ""  # of the workshop or the visit


def journey(engagement: Engagement) -> tuple[Step, ...]:
    """The stations in order; the first that is not done is "now", unless the enterprise has left. Four queries."""
    module = module_of(engagement.module)
    visits = {v.number: v for v in Visit.objects.filter(engagement=engagement, number__gt=0)}
    baseline = Baseline.objects.filter(engagement=engagement).first()
    taken = baseline.taken_on if baseline else None
    steps = [
        _step("agreed", _("Agreed"), engagement.agreed_on),
        _step("baseline", _("First measure"), taken),
        _class_step(engagement),
    ]
    for number in range(1, max([module.formats.visits, *visits]) + 1):
        visit = visits.get(number)
        steps.append(_step(f"visit-{number}", _("Visit %(n)s") % {"n": number}, visit.visited_on if visit else None,
                           visit.code if visit else ""))  # fmt: skip
    last_visit = visits.get(module.formats.visits)
    steps.append(_step("last-measure", _("Last measure"), _last_measure(engagement, module, last_visit)))
    has_left = hasattr(engagement, "withdrawal")
    return tuple(steps) if has_left else _with_now(steps)


def _step(key: str, label: str, on: date | None, code: str = "") -> Step:
    return Step(key, label, on, "done" if on else "to-come", code)


def _class_step(engagement: Engagement) -> Step:
    """The class counts as done from its last day on; a planned one shows its first day."""
    workshop = Workshop.objects.filter(participations__engagement=engagement).order_by("starts_on").first()
    if workshop is None:
        return _step("class", _("Class"), None)
    is_over = workshop.ends_on <= timezone.localdate()
    return Step("class", _("Class"), workshop.starts_on, "done" if is_over else "to-come", workshop.code)


def _last_measure(engagement: Engagement, module: Module, last_visit: Visit | None) -> date | None:
    """The end of the latest period of a KPI of the module that was measured on or after the last planned visit."""
    if last_visit is None:
        return None
    measured = Observation.objects.filter(
        enterprise_id=engagement.enterprise_id, indicator__in=[k.code for k in module.kpis], denominator__isnull=False,
        ends_on__gte=last_visit.visited_on,
    )  # fmt: skip
    latest: date | None = measured.aggregate(latest=Max("ends_on"))["latest"]
    return latest


def _with_now(steps: list[Step]) -> tuple[Step, ...]:
    ahead = next((s for s in steps if s.state != "done"), None)
    return tuple(replace(s, state="now") if s is ahead else s for s in steps)
