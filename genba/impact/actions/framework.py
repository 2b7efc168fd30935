"""The results framework: add a line, enter what was aimed at and what was reached, take in rows from a file."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.actions.enterprises import country_row
from genba.impact.framework_import import Row
from genba.impact.indicators import definition_of
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.kit.refused import Refused, Stale
from genba.programmes.models import Programme

Kind, Source = FrameworkIndicator.Kind, FrameworkValue.Source
PERIOD = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$")
EDITABLE = ("target", "target_text", "target_female_share", "actual", "actual_text", "actual_female_share")


@transaction.atomic
def add_indicator(
    *, by: User | System, programme: Programme, no: str, level: str, wording: str, kind: str, computed_from: str = "",
    less_is_better: bool = False,
) -> FrameworkIndicator:  # fmt: skip
    """A new line of the framework, by its number in the programme's document.

    `kind` is count, percent or yes-no. `computed_from` names one of our indicators (`genba indicators`) whose value
    then stands as the actual. Refused for an empty or known number, an empty wording, or an unknown kind or indicator.
    """
    made = FrameworkIndicator(programme=programme, no=no.strip(), level=level.strip(), wording=wording.strip(), kind=kind,
                              computed_from=computed_from.strip(), less_is_better=less_is_better)  # fmt: skip
    if not made.no or not made.wording:
        raise Refused(_("A line needs a number and its wording."), field="wording" if made.no else "no")
    if kind not in Kind.values:
        raise Refused(_("Choose a number, a share in percent, or yes and no."), field="kind")
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
    """Put target and actual of a line in one country and period in place; `changes` holds some of EDITABLE.

    Numbers are in the unit of the line (percent as 40, not 0.4; yes is 1, no is 0), women's shares in percent. Where the
    value is there already, `version` must be the one the author saw; otherwise Stale with what it says now. Refused for
    a period that is none, a share outside 0 to 100, a number below nought, or another answer than yes and no.
    """
    period = checked_period(period)
    country_row(country)
    now = FrameworkValue.objects.select_for_update().filter(indicator=indicator, country_id=country, period=period).first()
    if now and now.version != version:
        raise Stale(_("Somebody else changed these figures while you were typing."), version=now.version,
                    now={f: getattr(now, f) for f in changes})  # fmt: skip
    value = now or FrameworkValue(indicator=indicator, country_id=country, period=period, version=0)
    _put(value, changes, Source.ENTERED)
    record("enter", value, by=by, changes={"country": country, "period": period, **dict(changes)})
    return value


@transaction.atomic
def import_rows(*, by: User | System, programme: Programme, rows: list[Row], file: str = "") -> int:
    """Take rows from a file into the framework of a programme: lines are made where their number is new.

    All or none; one audit event. A row again changes nothing; a row with other figures replaces those of its country
    and period. Returns how many values were new or different.
    """
    lines = {i.no: i for i in FrameworkIndicator.objects.filter(programme=programme)}
    changed = 0
    for row in rows:
        if row.no not in lines:
            lines[row.no] = FrameworkIndicator.objects.create(
                programme=programme, no=row.no, level=row.level, wording=row.wording, kind=row.kind
            )
        changed += _import(lines[row.no], row)
    record("import", programme, by=by, changes={"framework": file, "rows": len(rows), "changed": changed})
    return changed


def _import(line: FrameworkIndicator, row: Row) -> bool:
    country_row(row.country)
    facts = {f: getattr(row, f) for f in EDITABLE}
    value = FrameworkValue.objects.filter(indicator=line, country_id=row.country, period=row.period).first()
    if value and all(getattr(value, f) == facts[f] for f in EDITABLE):
        return False
    value = value or FrameworkValue(indicator=line, country_id=row.country, period=checked_period(row.period), version=0)
    _put(value, facts, Source.IMPORTED)
    return True


def _put(value: FrameworkValue, changes: Mapping[str, Any], source: str) -> None:
    for field in EDITABLE:
        if field in changes:
            given = changes[field]
            setattr(value, field, given.strip()[:200] if isinstance(given, str) else given)
    for side in ("target", "actual"):
        _check(value, side)
    value.source = source
    value.version += 1
    value.save()


def _check(value: FrameworkValue, side: str) -> None:
    number, share = getattr(value, side), getattr(value, f"{side}_female_share")
    if share is not None and not 0 <= share <= 100:
        raise Refused(_("A share of women lies between 0 and 100 percent."), field=f"{side}_female_share")
    if number is not None and number < 0:
        raise Refused(_("A number here cannot be below nought."), field=side)
    if number is not None and value.indicator.kind == Kind.YES_NO and number not in (0, 1):
        raise Refused(_("This line is answered with 1 for yes or 0 for no."), field=side)


def checked_period(text: str) -> str:
    """A year, a half-year, a quarter or a month: 2015, 2015-H1, 2015-Q2, 2015-06. Refused for anything else."""
    tidy = text.strip().upper()
    if not PERIOD.match(tidy):
        raise Refused(
            _("“%(text)s” is no period. Write 2026, 2026-H1, 2026-Q2 or 2026-06.") % {"text": text[:20]}, field="period"
        )
    return tidy
