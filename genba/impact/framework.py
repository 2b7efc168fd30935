"""The traffic light of a results framework, and the lines of it that are worked out from our own indicators."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from genba.impact.models import FrameworkIndicator, FrameworkValue, Standing

GOOD, ATTENTION = 0.9, 0.6  # reached of what was aimed at
STATUSES = ("good", "attention", "trouble", "not-started", "waiting", "no-number")
Kind = FrameworkIndicator.Kind


def status(
    target: float | None,
    target_text: str,
    actual: float | None,
    actual_text: str,
    *,
    kind: str,
    less_is_better: bool = False,
) -> str:
    """How a line stands: one of STATUSES.

    no-number: what was aimed at (or reached) is told in words, or nothing was aimed at. waiting: nothing was entered
    as reached. not-started: nought reached of more than nought. Otherwise what was reached, of what was aimed at: good
    from 90 %, attention from 60 %, trouble below; yes-and-no lines are good or in trouble. Where less is better the
    target is a ceiling: good up to it, attention up to a tenth above, then trouble.
    """
    if target is None or (actual is None and actual_text):
        return "no-number"
    if actual is None:
        return "waiting"
    if less_is_better:
        return "good" if actual <= target else "attention" if actual <= target * 1.1 else "trouble"
    if actual >= target:
        return "good"
    if actual == 0:
        return "not-started"
    if kind == Kind.YES_NO:
        return "trouble"
    reached = actual / target
    return "good" if reached >= GOOD else "attention" if reached >= ATTENTION else "trouble"


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a period as `checked_period` writes it: 2015, 2015-H1, 2015-Q2, 2015-06."""
    year, __, part = period.partition("-")
    first, months = 1, 12
    if part[:1] in ("H", "Q"):
        months = 6 if part[0] == "H" else 3
        first = (int(part[1:]) - 1) * months + 1
    elif part:
        first, months = int(part), 1
    after = first + months
    end = date(int(year) + (after > 12), after - 12 if after > 12 else after, 1)
    return date(int(year), first, 1), end - timedelta(days=1)


def work_out_lines() -> int:
    """Put our own indicators into the lines that are computed from them, where the period is running.

    When a period is over its last figure stays, as a sent report does. Counts as they are, shares in percent. Returns
    how many values changed.
    """
    today = timezone.localdate()
    values = FrameworkValue.objects.exclude(indicator__computed_from="").select_related("indicator")
    running = [v for v in values if days_of(v.period)[0] <= today <= days_of(v.period)[1]]
    wanted = {v.indicator.computed_from for v in running}
    rows = Standing.objects.filter(indicator__in=wanted, provider_id=0, module="", group__in=("", "sex:female"))
    known = {(row.indicator, row.country, row.group): row for row in rows}
    changed = 0
    for value in running:
        actual, share = computed(value, known)
        if (value.actual, value.actual_female_share, value.source) != (actual, share, FrameworkValue.Source.COMPUTED):
            value.actual, value.actual_female_share, value.source = actual, share, FrameworkValue.Source.COMPUTED
            value.version += 1
            value.save()
            changed += 1
    return changed


def computed(value: FrameworkValue, known: dict[tuple[str, str, str], Any]) -> tuple[float | None, float | None]:
    """The actual of a computed line, and women's share in percent where it counts people."""
    whole = known.get((value.indicator.computed_from, value.country_id, ""))
    women = known.get((value.indicator.computed_from, value.country_id, "sex:female"))
    if whole is None or whole.value is None:
        return None, None
    actual = 100 * whole.value if value.indicator.kind == Kind.PERCENT else whole.value
    share = round(100 * women.value / whole.value, 1) if women and women.value is not None and whole.value else None
    return round(actual, 4), share
