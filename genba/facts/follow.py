"""From rows to the next version of the facts: everything anew, or what changed since the last.

New observations are found by their keys and put to those that are there. Everything else that changes a fact leaves an audit
event: the enterprises it leads to are read anew as a whole. What comes out is the same as if everything were read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.audit.models import Event
from genba.curriculum import Indicator
from genba.facts import comparisons, observed, store
from genba.facts.observed import NONE, NUMBERS, Observed, Part
from genba.facts.store import Facts, Named
from genba.impact import tables
from genba.impact.changes import defined
from genba.impact.tables.cutting import Cuts
from genba.impact.tasks import enterprises_of_events, nouns_of_facts
from genba.kit import seen
from genba.kit.columns import Table, rows_in, together, where, without
from genba.kit.refused import Refused
from genba.kit.seen import Mark
from genba.observations.models import Observation
from genba.programmes.curricula import curriculum

Progress = Callable[[int, int], None]
STEPS = 3
PATIENCE_SECONDS = 120.0
MOST_ANEW = 20_000  # enterprises: beyond, everything anew is quicker


def kpis() -> dict[str, Indicator]:
    """Every KPI of every module, in the order of their codes, which is that of the columns."""
    return {k.code: k for k in sorted(curriculum().indicators, key=lambda k: k.code)}


def rebuild(progress: Progress = lambda done, total: None) -> Facts:
    """Read everything and work out everything. Replaces whatever is there; returns what came out. Refused while others do."""
    with store.held(patience=PATIENCE_SECONDS) as is_ours:
        if not is_ours:
            raise Refused(_("Somebody else is writing the facts. Try again in a minute."))
        return _rebuilt(progress)


def _rebuilt(progress: Progress = lambda done, total: None) -> Facts:
    known = kpis()
    events, marks = seen.before_reading_all(Event), seen.before_reading_all(Observation)
    before = store.named()
    cuts: Cuts = {}
    with seen.one_look() as moment:
        found = tables.read(None, cuts)
        rows, unknown = observed.read(Observation.objects.all(), _places(known), moment=moment)
        later = Observation.objects.filter(pk__gt=marks.low).values_list("pk", flat=True) if moment else []
        marks = Mark(marks.low, tuple(later))
    progress(1, STEPS)
    everything = Observed((Part(rows, NONE),))
    compared = comparisons.work_out(found["takings"], everything, cuts, list(known.values()))
    progress(2, STEPS)
    read = {"event": seen.as_said(events), "observation": seen.as_said(marks), "whole": not moment, "defined": defined()}
    said = Named(
        (before.version if before else 0) + 1, (), {}, "", cuts, tuple(known), read, unknown, timezone.now().isoformat()
    )
    made = store.put(Facts(said, everything, found, compared), before=None)
    progress(3, STEPS)
    return made


@dataclass(frozen=True)
class Changed:
    """What is new since a version: enterprises to be read anew, observations that came, and the marks after them."""

    enterprises: NUMBERS
    came: Table
    marks: dict[str, object]


def follow() -> Facts | None:
    """The newest version, after what changed. Everything anew where there is none, or where packages have other KPIs
    or compare otherwise.

    None where another process is just doing it.
    """
    with store.held() as is_ours:
        return _followed() if is_ours else None


def _followed() -> Facts:
    facts = store.current()
    known = kpis()
    if facts is None or facts.named.kpis != tuple(known) or facts.named.read.get("defined") != defined():
        return _rebuilt()
    changed = _changed(facts, _places(known))
    if len(changed.enterprises) > MOST_ANEW:
        return _rebuilt()
    if not len(changed.enterprises) and not rows_in(changed.came):
        return facts
    return _next(facts, changed, known)


def _next(facts: Facts, changed: Changed, known: Mapping[str, Indicator]) -> Facts:
    cuts = {name: list(values) for name, values in facts.named.cuts.items()}
    now = facts.tables
    gone = changed.enterprises
    if len(gone):
        now = tables.with_these(now, gone, tables.read(gone.tolist(), cuts))
    all_observed = facts.observed.with_part(Part(changed.came, gone))
    touched = np.union1d(gone, np.unique(changed.came["enterprise"]))
    some = where(now["takings"], observed.ranges(now["takings"]["enterprise"], touched))
    compared = comparisons.with_these(without(facts.comparisons, touched),
                                      comparisons.work_out(some, all_observed, cuts, list(known.values())))  # fmt: skip
    said = Named(facts.named.version + 1, (), {}, "", cuts, facts.named.kpis, changed.marks,
                 facts.named.unknown, timezone.now().isoformat())  # fmt: skip
    return store.put(Facts(said, all_observed, now, compared), before=facts)


def _changed(facts: Facts, places: Mapping[str, int]) -> Changed:
    events, observations = (seen.of_said(facts.named.read[noun]) for noun in ("event", "observation"))
    said = list(Event.objects.filter(pk__gt=events.low).order_by("pk").values_list("pk", "verb", "noun", "code", "changes"))
    keys = np.array([row[0] for row in said], dtype=np.int64)
    new_ones = (row[1:] for row, is_new in zip(said, events.is_new(keys).tolist(), strict=True) if is_new)
    touched = enterprises_of_events(new_ones, nouns_of_facts())
    added, __ = observed.read(Observation.objects.filter(pk__gt=observations.low), places, keys=True)
    new = where(added, observations.is_new(added["key"]))
    if facts.named.read.get("whole"):  # which of them were read with everything is not known
        touched.update(new["enterprise"].tolist())
    running = seen.transactions()
    gone = np.array(sorted(touched), dtype=np.int64)
    asked = touched if len(touched) <= MOST_ANEW else ()
    anew, __ = observed.read(Observation.objects.filter(enterprise_id__in=asked), places, keys=True)
    came = observed.in_order(together([where(new, ~np.isin(new["enterprise"], gone)), anew]))
    marks = {
        "event": seen.as_said(events.after(keys, running)),
        "observation": seen.as_said(observations.after(added["key"], running, more=anew["key"])), "whole": False,
        "defined": facts.named.read.get("defined"),
    }  # fmt: skip
    came.pop("key")
    return Changed(gone, came, marks)


def _places(known: Mapping[str, Indicator]) -> dict[str, int]:
    return {code: at for at, code in enumerate(known)}
