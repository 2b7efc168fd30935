"""Record what an enterprise counted: one KPI over one period, or that it does not track it; and put it right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System
from genba.audit.actions import record as write_down
from genba.audit.actions import record_many as write_down_many
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.kit import bulk
from genba.kit.refused import Refused, Stale
from genba.observations.actions.checks import changes, indicator_called, judged
from genba.observations.ledger import Facts, Kept, Ledger, Value
from genba.observations.models import Observation
from genba.programmes.locks import check_open, over_enterprises
from genba.programmes.models import Engagement, PeriodLock

FACTS = ("numerator", "denominator", "note", "unusual")


@transaction.atomic
def record(
    *, by: User | System, enterprise: Enterprise, indicator: str, starts_on: date, ends_on: date,
    numerator: float | None = None, denominator: float | None = None, unit: str = "", part: str = "", note: str = "",
    source: str = "entered", visit: Visit | None = None, version: int | None = None,
    engagement: Engagement | None = None, dated_on: date | None = None,
) -> Observation:  # fmt: skip
    """Keep one value: `numerator` over `denominator`, both in the units of the indicator's quantities, or both None.

    Both None means "not tracked", and `note` says why. An unlikely value is refused unless `note` says why it is
    right; then it is kept and marked unusual. `unit` is that of the value and is checked where it is given.
    Where the period already has a value, `version` must be the one that the author saw; otherwise Stale, with what
    it says now. The same value again changes nothing. A new value is dated by `dated_on`, the day of the visit or the
    baseline that brought it, else by the end of its period; what is put right always by the end of its period. Refused
    in a locked month, unless the visit, the engagement or the enterprise was opened.
    """
    kpi = indicator_called(indicator)
    value = Value(enterprise, kpi, starts_on, ends_on, numerator, denominator, part, unit, note)
    kept = judged(value, Ledger([value]))
    things = [thing for thing in (enterprise, visit, engagement or (visit.engagement if visit else None)) if thing]
    if kept.standing and not changes(kept.facts, kept.standing.facts):
        return Observation.objects.get(pk=kept.standing.key)
    dated = ends_on if kept.standing else dated_on or (visit.visited_on if visit else ends_on)
    check_open([dated], over_enterprises([enterprise]), things=things, field="period")
    if kept.standing:
        return _correct(Observation.objects.select_for_update().get(pk=kept.standing.key), by, version, kept.facts)
    made: Observation = Observation.objects.create(
        enterprise=enterprise, indicator=kpi.code, part=part, starts_on=starts_on, ends_on=ends_on, unit=kept.unit,
        source=source, visit=visit, recorded_by=by if isinstance(by, User) else None, **kept.facts,
    )  # fmt: skip
    write_down("record", made, by=by, changes={"enterprise": enterprise.code, "indicator": kpi.code, **kept.facts},
               reason=kept.note)  # fmt: skip
    return made


@transaction.atomic
def record_many(*, by: User | System, values: Sequence[Kept], source: str) -> None:
    """Keep values that `checks.judged` let through and that are news by `checks.is_news`; each period once.

    One event for each enterprise tells how many values are new; one for each value that is put right, what it said
    before. Refused when somebody else puts one right meanwhile, and where a period ends in a locked month.
    """
    months = {value.value.ends_on.replace(day=1) for value in values}
    if PeriodLock.objects.filter(month__in=months).exists():
        _check_locked(values)
    new = [kept for kept in values if kept.standing is None]
    _insert(by, new, source)
    write_down_many("record", Enterprise, by=by, things=_told(new))
    _correct_many(by, {kept.standing.key: kept for kept in values if kept.standing})


def _check_locked(values: Sequence[Kept]) -> None:
    """The slow question, value by value, for runs that touch a month which somebody locked somewhere."""
    asked = set()
    for kept in values:
        value = kept.value
        if (key := (value.enterprise.pk, value.ends_on)) not in asked:
            asked.add(key)
            check_open([value.ends_on], over_enterprises([value.enterprise]), things=[value.enterprise])


def _correct(found: Observation, by: User | System, version: int | None, facts: Facts) -> Observation:
    before = {f: getattr(found, f) for f in FACTS}
    if not changes(facts, before):
        return found
    is_other = any(before[f] != facts[f] for f in ("numerator", "denominator"))
    if is_other and version != found.version:
        raise Stale(_("There is already a value for this period."), version=found.version,
                    now={f: before[f] for f in ("numerator", "denominator", "note")})  # fmt: skip
    changed = _put_right(found, by, facts)
    found.save()
    write_down("correct", found, by=by, changes=changed, reason=facts["note"])
    return found


def _correct_many(by: User | System, wanted: Mapping[int, Kept]) -> None:
    found = list(Observation.objects.select_for_update().filter(pk__in=list(wanted)))
    events = []
    for row in found:
        kept = wanted[row.pk]
        if kept.standing is None or row.version != kept.standing.version:
            raise Refused(_("Somebody else has just put one of these values right. Look, and try again."))
        changed = _put_right(row, by, kept.facts)
        row.recorded_at = timezone.now()
        # The trail writes down what many share once, so it compares them: a pair can be, a list cannot.
        events.append((str(row.pk), {fact: tuple(pair) for fact, pair in changed.items()}))
    Observation.objects.bulk_update(found, [*FACTS, "version", "recorded_by", "recorded_at"], batch_size=500)
    write_down_many("correct", Observation, by=by, things=events)


def _put_right(found: Observation, by: User | System, facts: Facts) -> dict[str, list[Any]]:
    """The row with its new facts, not saved yet; what each fact was and is."""
    changed = {f: [getattr(found, f), facts[f]] for f in FACTS if getattr(found, f) != facts[f]}
    for field, value in facts.items():
        setattr(found, field, value)
    found.version += 1
    found.recorded_by = by if isinstance(by, User) else None
    return changed


def _insert(by: User | System, new: Sequence[Kept], source: str) -> None:
    at = Observation._meta.get_field("recorded_at").get_db_prep_save(timezone.now(), connection)
    author = by.pk if isinstance(by, User) else None
    bulk.insert(
        Observation,
        ("enterprise_id", "indicator", "part", "starts_on", "ends_on", "numerator", "denominator", "unit", "note", "unusual",
         "source", "recorded_at", "recorded_by_id", "version"),
        [(v.enterprise.pk, v.indicator.code, v.part, str(v.starts_on), str(v.ends_on), v.numerator, v.denominator, unit, note,
          unusual, source, at, author, 1) for v, unit, note, unusual, _nothing in new],
    )  # fmt: skip


def _told(new: Iterable[Kept]) -> list[tuple[str, dict[str, Any]]]:
    """For the trail: how many values of which KPIs each enterprise has more, and from when to when."""
    by_enterprise: dict[str, list[Value]] = defaultdict(list)
    for kept in new:
        by_enterprise[kept.value.enterprise.code].append(kept.value)
    return [
        (code, {"observations": len(values), "indicators": ", ".join(sorted({v.indicator.code for v in values})),
                "starts_on": str(min(v.starts_on for v in values)), "ends_on": str(max(v.ends_on for v in values))})
        for code, values in by_enterprise.items()
    ]  # fmt: skip
