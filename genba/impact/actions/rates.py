"""Dated exchange rates, as the office writes them down from a source that others can look up."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from babel import Locale
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.impact.models import ExchangeRate
from genba.kit.refused import Refused

AT_ONCE = 1000
LARGEST = Decimal(10) ** 11


class Said(NamedTuple):
    """So many units of a currency were one of the programme's on a day."""

    currency: str
    dated_on: date
    units: Decimal


@transaction.atomic
def enter(*, by: User | System, said: Sequence[Said], source: str) -> list[ExchangeRate]:
    """Keep rates of one source, all or none. A day that has one already gets the new one; the trail keeps what it was.

    Returns those that are new or different. Refused without a rate or a source, for very many at once, for two rates of one day,
    and as `checked` refuses.
    """
    if not said:
        raise Refused(_("Write at least one rate."), field="lines")
    if len(said) > AT_ONCE:
        raise Refused(_("These are more than %(most)s rates. Write one year at a time.") % {"most": AT_ONCE}, field="lines")
    if not source.strip():
        raise Refused(_("Say whose rate it is, such as a central bank, so that others can look it up."), field="source")
    rows = [checked(one) for one in said]
    if len({row[:2] for row in rows}) < len(rows):
        raise Refused(_("A currency has two rates of one day here. Keep one of them."), field="lines")
    made = [_keep(by, row, source.strip()[:200]) for row in rows]
    return [rate for rate in made if rate]


def checked(said: Said) -> Said:
    """Refused for a currency that is none or is the programme's own, a day that has not come, and a rate that is none."""
    code = said.currency.strip().upper()
    if code not in Locale("en").currencies:
        raise Refused(_("“%(code)s” is no currency. Write three letters of ISO 4217, such as KES.") % {"code": code[:20]},
                      field="lines")  # fmt: skip
    if code == settings.CURRENCY:
        raise Refused(_("%(code)s is the programme’s own currency: it needs no rate.") % {"code": code}, field="lines")
    if said.dated_on > timezone.localdate():
        raise Refused(
            _("%(day)s has not come yet, so nobody knows its rate.") % {"day": said.dated_on.isoformat()}, field="lines"
        )
    if not said.units.is_finite() or not 0 < said.units < LARGEST:
        raise Refused(_("A rate is above nought: so many %(code)s for one %(base)s.")
                      % {"code": code, "base": settings.CURRENCY}, field="lines")  # fmt: skip
    units = said.units.quantize(Decimal("0.000001"))
    if not units:
        raise Refused(_("This rate is too small to be kept. Is it the other way round?"), field="lines")
    return Said(code, said.dated_on, units)


def _keep(by: User | System, said: Said, source: str) -> ExchangeRate | None:
    day = {"base": settings.CURRENCY, "currency": said.currency, "dated_on": said.dated_on}
    found = ExchangeRate.objects.select_for_update().filter(**day).first()
    if found and (found.units, found.source) == (said.units, source):
        return None
    before = [str(found.units), found.source] if found else None
    now = found or ExchangeRate(**day)
    now.units, now.source, now.entered_at = said.units, source, timezone.now()
    now.entered_by = by if isinstance(by, User) else None
    now.save()
    told = {"currency": said.currency, "day": said.dated_on.isoformat(), "base": settings.CURRENCY}
    record("correct" if before else "enter", now, by=by, changes={**told, "rate": [before, [str(said.units), source]]})
    return now


def read_lines(text: str) -> list[Said]:
    """A currency, a day and a rate on each line, as in "KES 2026-06-30 129.24". Refused with the line that cannot be read."""
    return [_read(line.replace("\t", " ").replace(";", " ").split(), line) for line in text.splitlines() if line.strip()]


def _read(cells: Sequence[str], line: str) -> Said:
    try:
        currency, day, units = cells
        return Said(currency, date.fromisoformat(day), Decimal(units))
    except (ValueError, InvalidOperation):
        raise Refused(_("“%(line)s” is no rate. Write it such as KES 2026-06-30 129.24.") % {"line": line.strip()[:60]},
                      field="lines") from None  # fmt: skip


def read_table(lines: Iterable[str]) -> list[tuple[Said, str]]:
    """Rates of a CSV file with the columns currency, dated_on, units and source; each with its source."""
    table = csv.DictReader(lines)
    missing = {"currency", "dated_on", "units", "source"} - set(table.fieldnames or ())
    if missing:
        raise Refused(_("The file has no column “%(name)s”.") % {"name": sorted(missing)[0]}, field="lines")
    return [(_read([row[name] or "" for name in ("currency", "dated_on", "units")], ", ".join(str(v) for v in row.values())),
             row["source"] or "") for row in table]  # fmt: skip
