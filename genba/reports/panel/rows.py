"""The rows of each table, read a few hundred enterprises at a time, in the order of their pseudonyms.

What is left out is counted in `Masks.counts`, and told in the README of the file.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from genba.curriculum import Indicator
from genba.directory.models import Enterprise, Merge
from genba.impact.indicators import kpi_definitions
from genba.observations.models import Observation, PracticeCheck
from genba.plans.models import Action, SavingCheck
from genba.plans.models.action import State
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.reports.panel.hiding import Masked, Masks
from genba.science.anonymity import HIDDEN

TOGETHER: Final = 400  # enterprises a question
Rows = Iterator[list[Any]]


def month(day: Any) -> str:
    """A day as its month: exact days single out."""
    return f"{day:%Y-%m}" if day else ""


def yes(fact: bool) -> str:
    return "yes" if fact else "no"


def enterprises(masks: Masks) -> Rows:
    """One row for each enterprise."""
    for some in _some(masks):
        first = dict(
            Engagement.objects.filter(enterprise_id__in=[one.key for one in some]).order_by()
            .values("enterprise_id").annotate(on=Min("participations__workshop__sessions__held_on"))
            .values_list("enterprise_id", "on")
        )  # fmt: skip
        for one in some:
            yield [one.pseudonym, *one.shown, month(first.get(one.key)), yes(one.is_closed)]


def trainings(masks: Masks) -> Rows:
    """One row for each module that an enterprise takes; who left early stays in, with the month."""
    for some in _some(masks):
        rows = (
            Engagement.objects.filter(enterprise_id__in=[one.key for one in some])
            .annotate(on=Min("participations__workshop__sessions__held_on"))
            .values_list("enterprise_id", "module", "provider_id", "agreed_on", "on", "withdrawal__withdrawn_on")
        )  # fmt: skip
        for one, of_one in _by_enterprise(some, sorted(rows, key=lambda row: (row[1], row[3]))):
            for _key, module, provider, agreed, on, left in of_one:
                masks.counts["withdrawn"] += left is not None
                # A provider works where its other enterprises are: it would tell the country.
                named = HIDDEN if one.hides_country else masks.pseudonym("provider", provider)
                yield [one.pseudonym, module, named, month(agreed), month(on), month(left)]


def panel(masks: Masks) -> Rows:
    """One row for each enterprise, KPI and period of months."""
    known = {told.code: told.kpi for told in kpi_definitions() if told.kpi}
    for some in _some(masks):
        for one, of_one in _by_enterprise(some, _periods([one.key for one in some])):
            for row in of_one:
                kpi = known.get(row[1])
                if kpi is None:
                    masks.counts["unknown-kpi"] += row[9]
                    continue
                yield [one.pseudonym, *_value(masks, kpi, row)]


def _periods(keys: list[int]) -> list[tuple[Any, ...]]:
    """Sums of each period, the whole enterprise before its parts, as `Observation.objects.points` takes them."""
    right = Q(unusual=True, approved_version__gte=F("version"))
    rows = Observation.objects.by_months(keys).annotate(
        right=Count("pk", filter=right), source_from=Min("source"), source_to=Max("source")
    )
    kept: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in rows:
        key = (row[0], row[1], row[10], row[11])
        whole = kept.get(key)
        if whole is None or whole[5] is None:  # "not tracked" gives way to parts
            kept[key] = row
    return list(kept.values())


def _value(masks: Masks, kpi: Indicator, row: tuple[Any, ...]) -> list[Any]:
    _key, code, _since, _until, above, below, _unit, note, odd, n, first, last, _part, right, source, other = row
    is_tracked, is_unusual = below is not None, bool(odd)
    is_believed = is_tracked and right == odd
    masks.counts["not-tracked"] += not is_tracked
    masks.counts["not-believed"] += is_tracked and not is_believed
    is_todays = kpi.since is None or first >= month(kpi.since)
    masks.counts["other-definition"] += not is_todays
    value = kpi.scale * above / below if is_tracked and below else None
    return [
        code, first, last, above, below, value, kpi.unit, yes(is_tracked), yes(bool(note) and (is_unusual or not is_tracked)),
        yes(is_unusual), yes(right == odd) if is_unusual else "", yes(is_believed), source if source == other else "mixed", n,
        yes(is_todays),
    ]  # fmt: skip


def practices(masks: Masks) -> Rows:
    """One row for each look at a good practice."""
    for some in _some(masks):
        rows = PracticeCheck.objects.filter(engagement__enterprise_id__in=[one.key for one in some]).order_by(
            "engagement__module", "practice", "checked_on").values_list(
            "engagement__enterprise_id", "engagement__module", "practice", "checked_on", "state")  # fmt: skip
        for one, of_one in _by_enterprise(some, list(rows)):
            for _key, module, practice, on, state in of_one:
                yield [one.pseudonym, module, practice, month(on), state]


def savings(masks: Masks) -> Rows:
    """One row for each action that states a saving, in its own currency. Where the country is hidden, the currency would
    tell it: those are left out and counted."""
    checked = SavingCheck.objects.filter(action=OuterRef("pk"), amount=OuterRef("actual_saving"))
    for some in _some(masks):
        rows = (
            Action.objects.filter(engagement__enterprise_id__in=[one.key for one in some])
            .exclude(expected_saving=None, actual_saving=None).with_state().annotate(is_checked=Exists(checked))
            .order_by("engagement__module", "proposed_on", "pk")
            .values_list("engagement__enterprise_id", "engagement__module", "practice", "last_decision", "saving_kind",
                         "expected_saving", "actual_saving", "currency", "saving_on", "is_checked", "counted_in_id")
        )  # fmt: skip
        for one, of_one in _by_enterprise(some, list(rows)):
            if one.hides_country:
                masks.counts["savings-hidden"] += len(of_one)
                continue
            for _key, module, practice, state, kind, expected, actual, currency, on, is_checked, within in of_one:
                yield [one.pseudonym, module, practice, state or State.PROPOSED.value, kind, expected, actual, currency, month(on),
                       yes(is_checked), yes(within is not None)]  # fmt: skip


def kpis(masks: Masks) -> Rows:
    """One row for each KPI that the modules define."""
    for told in sorted(kpi_definitions(), key=lambda one: one.code):
        if (kpi := told.kpi) is None:
            continue
        modules = sorted(m.slug for m in curriculum().modules if any(k.code == kpi.code for k in m.kpis))
        yield [kpi.code, kpi.labels.in_("en"), kpi.definitions.in_("en"), " ".join(modules), kpi.unit, kpi.direction,
               kpi.numerator.labels.in_("en"), kpi.numerator.unit, kpi.denominator.labels.in_("en"), kpi.denominator.unit,
               float(kpi.scale), month(kpi.since)]  # fmt: skip


def _some(masks: Masks) -> Iterator[list[Masked]]:
    """The enterprises, a few hundred at a time."""
    everybody = list(masks.by_key.values())
    for start in range(0, len(everybody), TOGETHER):
        yield everybody[start : start + TOGETHER]


def merged(masks: Masks) -> int:
    """How many records were merged into an enterprise of the export, which counts once."""
    codes = set(Merge.objects.filter(noun=Merge.Noun.ENTERPRISE, undone_at=None).values_list("gone_code", flat=True))
    gone = Enterprise.everyone.filter(code__in=codes).values_list("merged_into_id", flat=True)
    return sum(key in masks.by_key for key in gone)


def _by_enterprise(some: list[Masked], rows: list[tuple[Any, ...]]) -> Iterator[tuple[Masked, list[tuple[Any, ...]]]]:
    """The rows of each of some enterprises, in the order of these; the key stands first in a row."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    for one in some:
        yield one, found.get(one.key, [])
