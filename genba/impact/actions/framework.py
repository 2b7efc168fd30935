"""The results framework: add a line, enter what was aimed at and what was reached, take in rows from a file."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.actions.enterprises import country_row
from genba.impact.actions.framework_baseline import put_baseline
from genba.impact.framework import begins_in
from genba.impact.framework_import import Row
from genba.impact.framework_parts import check_parts, entered_parts, key_of, put_parts
from genba.impact.indicators import definition_of
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.impact.periods import Period, period_of
from genba.kit.refused import Refused, Stale
from genba.programmes.models import Programme

Kind, Source, Tier = FrameworkIndicator.Kind, FrameworkValue.Source, FrameworkIndicator.Tier
REACHED = ("actual", "actual_text", "actual_female_share")
EDITABLE = ("target", "target_text", "target_female_share", *REACHED, "note")
LONGEST = {"note": 1000}  # letters; the others 200


@transaction.atomic
def add_indicator(
    *, by: User | System, programme: Programme, no: str, level: str, wording: str, kind: str, computed_from: str = "",
    less_is_better: bool = False, tier: str = "",
) -> FrameworkIndicator:  # fmt: skip
    """A new line of the framework, by its number in the programme's document.

    `kind` is count, percent or yes-no. `computed_from` names one of our indicators (`genba indicators`) whose value
    then stands as the actual. `tier` is output, outcome, impact, or empty where the words of the level say it. Refused
    for an empty or known number, an empty wording, or an unknown kind, tier or indicator.
    """
    made = FrameworkIndicator(programme=programme, no=no.strip(), level=level.strip(), wording=wording.strip(), kind=kind,
                              computed_from=computed_from.strip(), less_is_better=less_is_better, tier=tier)  # fmt: skip
    if not made.no or not made.wording:
        raise Refused(_("A line needs a number and its wording."), field="wording" if made.no else "no")
    if kind not in Kind.values:
        raise Refused(_("Choose a number, a share in percent, or yes and no."), field="kind")
    if tier and tier not in Tier.values:
        raise Refused(_("Choose output, outcome or impact."), field="tier")
    if made.computed_from:
        definition_of(made.computed_from)
    if FrameworkIndicator.objects.filter(programme=programme, no=made.no).exists():
        raise Refused(_("There is already a line number %(no)s.") % {"no": made.no}, field="no")
    made.save(force_insert=True)
    record("add", made, by=by, changes={"no": made.no, "wording": made.wording, "kind": kind})
    return made


@transaction.atomic
def enter(
    *, by: User | System, indicator: FrameworkIndicator, country: str, period: str, version: int | None = None,
    changes: Mapping[str, Any],
) -> FrameworkValue:  # fmt: skip
    """Put target and actual of a line in one country and period in place.

    `changes` holds some of EDITABLE, and numbers of parts by the names of `framework_parts.key_of`. Numbers are in the
    unit of the line (percent as 40, not 0.4; yes is 1, no is 0), women's shares in percent. Where the value is there
    already, `version` must be the one the author saw; otherwise Stale with what it says now. Refused for a period that is
    none, a share outside 0 to 100, a number below nought, another answer than yes and no, parts that come to more than
    the whole, and what was reached on a line that is worked out from records.
    """
    days = period_of(period, begins_in=begins_in(indicator.programme))
    country_row(country)
    now = (
        FrameworkValue.objects.select_for_update(of=("self",)).select_related("indicator")
        .filter(indicator=indicator, country_id=country, period=days.name).first()
    )  # fmt: skip
    if now and now.version != version:
        parts = entered_parts(now)
        raise Stale(_("Somebody else changed these figures while you were typing."), version=now.version,
                    now={f: getattr(now, f) if f in EDITABLE else parts.get(f) for f in changes})  # fmt: skip
    value = now or new_value(indicator, country, days)
    _check_reached(value, changes)
    _put(value, changes, Source.ENTERED)
    check_parts(value)
    told = {f: fact for f, fact in changes.items() if f in EDITABLE or fact is not None}
    record("enter", value, by=by, changes={"country": country, "period": days.name, **told})
    return value


@transaction.atomic
def import_rows(*, by: User | System, programme: Programme, rows: list[Row], file: str = "") -> int:
    """Take rows from a file into the framework of a programme: lines are made where their number is new.

    All or none; one audit event. A row again changes nothing; a row with other figures replaces those of its country
    and period, or of its part of them. Returns how many values were new or different.
    """
    lines = {i.no: i for i in FrameworkIndicator.objects.filter(programme=programme)}
    month = begins_in(programme)
    changed, written = 0, set()
    for row in rows:
        if row.no not in lines:
            lines[row.no] = FrameworkIndicator.objects.create(
                programme=programme, no=row.no, level=row.level, wording=row.wording, kind=row.kind, tier=row.tier
            )
        is_other, value = _import(lines[row.no], row, month)
        changed += is_other
        written.add(value.pk)
    for value in FrameworkValue.objects.filter(pk__in=written).select_related("indicator").prefetch_related("parts"):
        _check_whole(value)
    record("import", programme, by=by, changes={"framework": file, "rows": len(rows), "changed": changed})
    return changed


def _check_whole(value: FrameworkValue) -> None:
    """Of rows of a file: their order must not matter, so the parts are laid beside the whole at the end."""
    try:
        check_parts(value)
    except Refused as no:
        where = {"no": value.indicator.no, "country": value.country_id, "period": value.period, "why": no.reason}
        raise Refused(_("Line %(no)s, %(country)s, %(period)s: %(why)s") % where) from None


def _import(line: FrameworkIndicator, row: Row, month: int) -> tuple[bool, FrameworkValue]:
    """Whether something is other than it was, and the value."""
    country_row(row.country)
    days = period_of(row.period, begins_in=month)
    has_baseline = put_baseline(line, row.country, row.baseline, month) if row.baseline else False
    facts = _facts_of(row)
    known = FrameworkValue.objects.filter(indicator=line, country_id=row.country, period=days.name).first()
    value = known or new_value(line, row.country, days)
    if is_ours(value):
        _check_reached(value, facts)
        facts = {f: fact for f, fact in facts.items() if not is_reached(f)}
    parts = entered_parts(value)
    if known and all((getattr(value, f) if f in EDITABLE else parts.get(f)) == fact for f, fact in facts.items()):
        return has_baseline, known
    _put(value, facts, Source.IMPORTED)
    return True, value


def check_row(line: FrameworkIndicator, row: Row, of: Period) -> None:
    """Refused where a row tells what was reached on a line that is worked out here. The line may be one to come."""
    if not line.computed_from:
        return
    known = FrameworkValue.objects.filter(indicator=line, country_id=row.country, period=of.name).first()
    facts = _facts_of(row)
    try:
        _check_reached(known or new_value(line, row.country, of), facts)
    except Refused as no:
        raise Refused(no.reason, field="actual") from None


def _facts_of(row: Row) -> dict[str, Any]:
    """What a row says, of the whole or of the part that it is about."""
    if row.part:
        return {key_of(*row.part, "target"): row.target, key_of(*row.part, "actual"): row.actual}
    return {f: getattr(row, f) for f in EDITABLE if f != "note" or row.note}


def new_value(line: FrameworkIndicator, country: str, days: Period) -> FrameworkValue:
    """A value that is not kept yet."""
    return FrameworkValue(indicator=line, country_id=country, period=days.name, starts_on=days.starts_on, ends_on=days.ends_on,
                          version=0)  # fmt: skip


def is_reached(field: str) -> bool:
    """Whether a field tells what was reached, of the whole or of a part."""
    return field in REACHED or field.endswith("_actual")


def is_ours(value: FrameworkValue) -> bool:
    """Whether the actual is worked out here: while the period runs or is to come, and where a figure of ours was kept."""
    return value.is_computed and (value.source == Source.COMPUTED or value.ends_on >= timezone.localdate())


def _check_reached(value: FrameworkValue, changes: Mapping[str, Any]) -> None:
    """What we work out nobody types; what was reached before we counted may be told."""
    typed = [f for f, fact in changes.items() if is_reached(f) and fact not in (None, "")]
    if typed and is_ours(value):
        raise Refused(_("What was reached on this line is worked out from records, while the period runs. Leave it empty."),
                      field=typed[0])  # fmt: skip


def _put(value: FrameworkValue, changes: Mapping[str, Any], source: str) -> None:
    """The source is that of the actual: an aim that is set leaves it as it was."""
    for field in EDITABLE:
        if field in changes:
            given = changes[field]
            setattr(value, field, given.strip()[: LONGEST.get(field, 200)] if isinstance(given, str) else given)
    for side in ("target", "actual"):
        _check(value, side)
    if value.pk is None or any(is_reached(f) for f in changes):
        value.source = source
        value.actual_n = None
    value.version += 1
    value.save()
    put_parts(value, {f: fact for f, fact in changes.items() if f not in EDITABLE})


def _check(value: FrameworkValue, side: str) -> None:
    number, share = getattr(value, side), getattr(value, f"{side}_female_share")
    if share is not None and not 0 <= share <= 100:
        raise Refused(_("A share of women lies between 0 and 100 percent."), field=f"{side}_female_share")
    if number is not None and number < 0:
        raise Refused(_("A number here cannot be below nought."), field=side)
    if number is not None and value.indicator.kind == Kind.YES_NO and number not in (0, 1):
        raise Refused(_("This line is answered with 1 for yes or 0 for no."), field=side)
