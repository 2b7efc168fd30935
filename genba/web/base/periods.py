"""The period that numbers are counted over: a month or a quarter that has ended."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from genba.kit import numbers

Period = tuple[date, date]
MONTHS, QUARTERS = 24, 8
SUM_HINT = gettext_lazy("For a quarter, add up its three months, numbers of people too.")


def period_of(key: str) -> Period:
    """First and last day of "2026-03" or "2026-Q1"; ValueError for anything else."""
    year, _dash, rest = key.partition("-")
    quarter = rest.startswith("Q")
    number = int(rest[1:] if quarter else rest)
    first, last = (number * 3 - 2, number * 3) if quarter else (number, number)
    return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])


def key_of(starts_on: date, ends_on: date) -> str:
    """The key of a period that is a month or a quarter."""
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"{starts_on:%Y-%m}"
    return f"{starts_on.year}-Q{ends_on.month // 3}"


def in_words(starts_on: date, ends_on: date) -> str:
    """March 2026, or January 2026 to March 2026."""
    language = get_language() or "en"
    first, last = (numbers.date(d, "month", language=language) for d in (starts_on, ends_on))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def ended(today: date) -> tuple[list[str], list[str]]:
    """The keys of the months and quarters that ended before today, the latest first."""
    count = today.year * 12 + today.month - 1
    months = [f"{(count - n) // 12}-{(count - n) % 12 + 1:02d}" for n in range(1, MONTHS + 1)]
    quarter = today.year * 4 + (today.month - 1) // 3
    quarters = [f"{(quarter - n) // 4}-Q{(quarter - n) % 4 + 1}" for n in range(1, QUARTERS + 1)]
    return months, quarters


class PeriodField(forms.ChoiceField):
    """A month or a quarter; its value is first and last day."""

    def __init__(self, *, also: Period | None = None, **options: Any) -> None:
        months, quarters = ended(timezone.localdate())
        if also and (key := key_of(*also)) not in (*months, *quarters):
            months.append(key)
        named = [[(key, in_words(*period_of(key))) for key in keys] for keys in (months, quarters)]
        options.setdefault("initial", months[0])
        super().__init__(choices=[(_("Month"), named[0]), (_("Quarter"), named[1])], **options)

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        return period_of(key) if key else None


def chosen_period(form: forms.Form) -> Period | None:
    """The period the form speaks of: as typed where that can be read, else as offered first."""
    field = form.fields["period"]
    try:
        period: Period | None = field.clean(form["period"].value())
    except forms.ValidationError:
        return None
    return period
