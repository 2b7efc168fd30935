"""What an enterprise counted of one KPI in one period: {"numerator": …, "denominator": …, "note": …}, both null: not tracked."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.curriculum import UnknownIndicator
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.observations.actions import observations
from genba.observations.actions.checks import Unlikely
from genba.observations.models import Observation
from genba.observations.plausibility import plain
from genba.programmes.curricula import curriculum
from genba.sync.models import FACTS, Disagreement
from genba.sync.sides.side import Look, Said, Side

Key = tuple[str, date, date]  # indicator and period


def about(indicator: str, starts_on: date, ends_on: date) -> str:
    """As the row keeps it."""
    return f"{indicator}/{starts_on}/{ends_on}"


def key_of(row: Disagreement) -> Key:
    indicator, starts_on, ends_on = row.about.split("/")
    return indicator, date.fromisoformat(starts_on), date.fromisoformat(ends_on)


def standing(enterprises: set[str], indicators: set[str]) -> dict[tuple[str, Key], Observation]:
    """What stands of the whole enterprises, by code of the enterprise, indicator and period."""
    rows = Observation.objects.filter(enterprise__code__in=enterprises, indicator__in=indicators, part="")
    return {
        (o.enterprise.code, (o.indicator, o.starts_on, o.ends_on)): o
        for o in rows.select_related("enterprise", "recorded_by")
    }


def as_said(kept: Observation | None) -> Said:
    return {"numerator": kept.numerator, "denominator": kept.denominator, "note": kept.note} if kept else None


def looks(rows: Sequence[Disagreement]) -> Mapping[int, Look]:
    """Two queries."""
    firms = dict(Enterprise.objects.filter(code__in={row.of for row in rows}).values_list("code", "name"))
    kept = standing(set(firms), {key_of(row)[0] for row in rows})
    return {row.pk: Look(firms.get(row.of, row.of), _in_words(key_of(row)), as_said(kept.get((row.of, key_of(row)))))
            for row in rows}  # fmt: skip


def _in_words(key: Key) -> str:
    indicator, starts_on, ends_on = key
    with suppress(UnknownIndicator):  # of a module that was taken out of modules/
        indicator = curriculum().indicator(indicator).labels.in_(get_language() or "en")
    return _("%(kpi)s, %(first)s to %(last)s") % {"kpi": indicator, "first": in_words(starts_on), "last": in_words(ends_on)}


def says(version: Said) -> str:
    if version is None:
        return _("no value")
    if "version" in version:  # what the device had seen, of which it tells no more
        return _("an earlier value")
    if version["denominator"] is None:
        return _("not tracked, because %(reason)s") % {"reason": version["note"]}
    amounts = _("%(numerator)s over %(denominator)s") % {part: plain(version[part]) for part in ("numerator", "denominator")}
    return f"{amounts} ({version['note']})" if version["note"] else amounts


def take(by: User, row: Disagreement, reason: str) -> None:
    """The value of the device, in the place of what stands. Where it is unlikely, the reason for the decision is its note."""
    mine: Said = row.mine
    indicator, starts_on, ends_on = key_of(row)
    enterprise = Enterprise.objects.get(code=row.of)
    kept = Observation.objects.filter(enterprise=enterprise, indicator=indicator, starts_on=starts_on, ends_on=ends_on,
                                      part="").first()  # fmt: skip
    made = row.receipt.outcomes.filter(noun="visit", state__in=FACTS).get()
    said = {
        "by": by, "enterprise": enterprise, "indicator": indicator, "starts_on": starts_on, "ends_on": ends_on, "source": "visit",
        "numerator": mine["numerator"], "denominator": mine["denominator"], "visit": Visit.objects.get(code=made.code),
        "version": kept.version if kept else None,
    }  # fmt: skip
    try:
        observations.record(**said, note=mine["note"] or reason)
    except Unlikely as doubt:
        raise Refused(doubt.reason, field="reason") from None


SIDE = Side(Permission.OBSERVATION_RECORD, looks, says, take)
