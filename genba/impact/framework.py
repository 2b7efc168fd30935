"""The traffic light of a results framework, and the lines of it that are worked out from our own indicators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils import timezone

from genba.impact.models import FrameworkCalendar, FrameworkIndicator, FrameworkPart, FrameworkValue, Standing
from genba.impact.periods import JANUARY
from genba.programmes.models import Programme

GOOD, ATTENTION = 0.9, 0.6  # reached of what was aimed at
STATUSES = ("good", "attention", "trouble", "not-started", "waiting", "no-number")
WOMEN = "sex:female"
Kind = FrameworkIndicator.Kind
Known = dict[tuple[str, str], dict[str, Standing]]  # by indicator and country, then by group


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


def begins_in(programme: Programme) -> int:
    """The month in which the year of a programme begins, by which its framework is told."""
    found = FrameworkCalendar.objects.filter(programme=programme).first()
    return found.begins_in if found else JANUARY


def work_out_lines() -> int:
    """Put our own indicators into the lines that are computed from them, where the period is running.

    When a period is over its last figure stays, as a sent report does. Counts as they are, shares in percent; with each
    how many stand behind it, and the parts of those dimensions by which something was aimed at. Returns how many values
    changed.
    """
    today = timezone.localdate()
    values = FrameworkValue.objects.filter(starts_on__lte=today, ends_on__gte=today).exclude(indicator__computed_from="")
    running = list(values.select_related("indicator").prefetch_related("parts"))
    known = _standings(running)
    return sum(_work_out(value, known) for value in running)


def _standings(running: Iterable[FrameworkValue]) -> Known:
    """By one query: the whole, women, and the groups of the dimensions by which something was aimed at."""
    wanted = {v.indicator.computed_from for v in running}
    groups = Q(group__in=("", WOMEN))
    for dimension in {p.dimension for v in running for p in v.parts.all()}:
        groups |= Q(group__startswith=f"{dimension}:")
    rows = Standing.objects.filter(groups, indicator__in=wanted, provider_id=0, module="") if wanted else ()
    known: Known = defaultdict(dict)
    for row in rows:
        known[row.indicator, row.country][row.group] = row
    return known


def _work_out(value: FrameworkValue, known: Known) -> bool:
    own = known.get((value.indicator.computed_from, value.country_id), {})
    found = {**computed(value, own), "source": FrameworkValue.Source.COMPUTED}
    parts = _work_out_parts(value, own)
    if not parts and all(getattr(value, name) == fact for name, fact in found.items()):
        return False
    for name, fact in found.items():
        setattr(value, name, fact)
    value.version += 1
    value.save()
    for part in parts:
        part.save()
    return True


def _work_out_parts(value: FrameworkValue, own: Mapping[str, Standing]) -> list[FrameworkPart]:
    """The parts whose actual is another now, those of which nothing was aimed at too: "not stated" is never left away."""
    kept = {(p.dimension, p.part): p for p in value.parts.all()}
    changed = []
    for dimension in sorted({dimension for dimension, _part in kept}):
        there = {group.partition(":")[2] for group in own if group.startswith(f"{dimension}:")}
        for name in sorted(there | {part for found, part in kept if found == dimension}):
            part = kept.get((dimension, name)) or FrameworkPart(value=value, dimension=dimension, part=name)
            actual, n = _figure(value, own.get(f"{dimension}:{name}"))
            if (part.actual, part.actual_n) != (actual, n):
                part.actual, part.actual_n = actual, n
                changed.append(part)
    return changed


def computed(value: FrameworkValue, own: Mapping[str, Standing]) -> dict[str, float | int | None]:
    """The actual of a computed line, how many stand behind it, and women's share in percent where it counts people."""
    whole, women = own.get(""), own.get(WOMEN)
    actual, n = _figure(value, whole)
    share = None
    if whole and whole.value and women and women.value is not None:
        share = round(100 * women.value / whole.value, 1)
    return {"actual": actual, "actual_n": n, "actual_female_share": share}


def _figure(value: FrameworkValue, row: Standing | None) -> tuple[float | None, int | None]:
    """A stored figure in the unit of the line, and how many reported it; both None where it is withheld."""
    if row is None or row.value is None:
        return None, None
    n = row.detail.get("n_reporting", row.detail.get("n"))
    actual = 100 * row.value if value.indicator.kind == Kind.PERCENT else row.value
    return round(actual, 4), None if n is None else int(n)
