"""What a sheet says about its figures, in sentences: one wording for page, PDF, text and command line.

Every function writes in the language that is active, which is the language of the sheet; `language` is its code.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_noop, ngettext

from genba.impact.before_after import Window
from genba.kit import numbers
from genba.kit.speech import gettext as _
from genba.reports.sheet.kpis import KpiLine, Quantity
from genba.science.figures import Figure, Measured, Withheld

REASONS = {
    "not-tracked": gettext_noop("not tracked"), "no-baseline": gettext_noop("nothing counted before the class"),
    "no-later-value": gettext_noop("nothing counted after the class yet"), "too-few": gettext_noop("too few counted to say"),
    "zero-denominator": gettext_noop("nothing to divide by"), "too-short": gettext_noop("too few months to say"),
    "other-definition": gettext_noop("counted by another definition before the class"),
}  # fmt: skip
# How a verdict, or the reason why there is none, is drawn and said.
VERDICTS = {
    "better": ("good", gettext_noop("Better")), "worse": ("attention", gettext_noop("Worse")),
    "same": ("waiting", gettext_noop("The same")), "neutral": ("waiting", gettext_noop("Changed")),
    "no-baseline": ("missing", gettext_noop("No start to compare with")),
    "no-later-value": ("waiting", gettext_noop("Too early to say")),
    "too-few": ("waiting", gettext_noop("Too few to compare")),
}  # fmt: skip
UNCOMPARED = gettext_noop("Nothing to compare")


@dataclass(frozen=True, slots=True)
class KpiWords:
    """A KPI as it is read. `value` with `about` (unit and period) is the newest figure, "" where there is none.

    state: how the verdict is drawn (good, attention, waiting, missing). sentence: what the chart shows.
    now, before: the sums behind the two figures with their period and n. note: what to be careful about, or "".
    """

    value: str
    about: str
    state: str
    verdict: str
    change: str
    sentence: str
    now: str
    before: str
    note: str


def kpi_words(line: KpiLine, language: str) -> KpiWords:
    change = line.change
    newest, window = (change.after, line.now) if line.now else (change.before, line.before)
    value, unit = "", ""
    if isinstance(newest, Measured):
        is_percent = line.unit == "%"
        value = shown(newest.value, line, language) if is_percent else amount(newest.value, language, line.decimals)
        unit = "" if is_percent else line.unit
    state, verdict = _verdict(line)
    return KpiWords(
        value, " · ".join(filter(None, (unit, period(window, language) if window else ""))), state, verdict,
        _change(line, language), _sentence(line, language), behind(line, line.now, language),
        behind(line, line.before, language), _note(line, language),
    )  # fmt: skip


def shown(value: float, line: KpiLine, language: str) -> str:
    """A value of a KPI with its unit."""
    return numbers.quantity(value, line.unit, line.decimals, language=language)


def amount(value: float | Decimal, language: str, decimals: int | None = None) -> str:
    """A plain amount; without decimals given, whole where it is whole, else with two."""
    if decimals is None:
        decimals = 0 if value == int(value) else 2
    return numbers.number(value, decimals, language=language)


def money(value: Decimal, currency: str, language: str) -> str:
    return numbers.money(value, currency, 0 if value == int(value) else 2, language=language)


def period(window: Window, language: str) -> str:
    """Aug to Oct 2026."""
    if _same_month(window.starts_on, window.ends_on):
        return numbers.date(window.ends_on, "month", language=language)
    is_one_year = window.starts_on.year == window.ends_on.year
    first = _month(window.starts_on, language, with_year=not is_one_year)
    last = _month(window.ends_on, language, with_year=True)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _month(day: date, language: str, *, with_year: bool) -> str:
    label = numbers.date(day, "label", language=language)
    return f"{label} {str(day.year).translate(numbers.symbols(language).digits)}" if with_year else label


def _same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)


def months(n: int, language: str) -> str:
    return ngettext("%(n)s month", "%(n)s months", n) % {"n": numbers.number(n, language=language)}


def behind(line: KpiLine, window: Window | None, language: str) -> str:
    """The sums behind a figure: 640 of 12,550 pieces · Aug to Oct 2026 · 3 months."""
    if window is None:
        return _("nothing counted")
    sums = over(line, window.numerator, window.denominator, language)
    return f"{sums} · {period(window, language)} · {months(window.n, language)}"


def over(line: KpiLine, numerator: float, denominator: float, language: str) -> str:
    """One amount over another with their units."""
    top, bottom = amount(numerator, language), amount(denominator, language)
    if line.is_part:
        return _("%(part)s of %(whole)s %(unit)s") % {"part": top, "whole": bottom, "unit": line.denominator.unit}
    return f"{top} {line.numerator.unit} ÷ {bottom} {line.denominator.unit}"


def quotient(numerator: Quantity, denominator: Quantity) -> str:
    """What is divided by what, in words."""
    return f"{numerator.label} ÷ {denominator.label}"


def figure(value: Figure, line: KpiLine, language: str) -> str:
    """A figure with its unit, or why there is none."""
    return shown(value.value, line, language) if isinstance(value, Measured) else reason(value)


def bare(value: Figure, line: KpiLine, language: str) -> str:
    """A figure for a column whose head names the unit: only "%" stays with its number."""
    if isinstance(value, Measured) and line.unit != "%":
        return amount(value.value, language, line.decimals)
    return figure(value, line, language)


def reason(no: Withheld) -> str:
    """Why a figure is missing, in words."""
    return _(REASONS[no.reason])


def _verdict(line: KpiLine) -> tuple[str, str]:
    no = line.change.absolute
    key = no.reason if isinstance(no, Withheld) else line.change.verdict
    state, word = VERDICTS.get(key, ("missing", UNCOMPARED))
    return state, _(word)


def _change(line: KpiLine, language: str) -> str:
    """3.3 points lower than 8.4 %: −39 %."""
    absolute, relative, before = line.change.absolute, line.change.relative, line.change.before
    if isinstance(absolute, Withheld):
        return figure(before, line, language) if isinstance(before, Measured) and line.now else reason(absolute)
    if not isinstance(before, Measured):
        return ""
    said = {"before": shown(before.value, line, language),
            "step": amount(abs(absolute.value), language, line.decimals)}  # fmt: skip
    if line.unit == "%":
        text = (_("%(step)s points lower than %(before)s") if absolute.value < 0
                else _("%(step)s points higher than %(before)s")) % said  # fmt: skip
    else:
        text = (_("%(step)s lower than %(before)s") if absolute.value < 0
                else _("%(step)s higher than %(before)s")) % said  # fmt: skip
    if absolute.value == 0:
        return _("as before: %(before)s") % said
    if isinstance(relative, Measured):
        return f"{text}: {numbers.signed_percent(relative.value, language=language)}"
    return text


def _sentence(line: KpiLine, language: str) -> str:
    before, after = line.change.before, line.change.after
    said = {"kpi": line.label, "before": figure(before, line, language), "now": figure(after, line, language)}
    if isinstance(before, Measured) and isinstance(after, Measured):
        return _("%(kpi)s: %(before)s before the class, %(now)s now") % said
    if isinstance(before, Measured):
        return _("%(kpi)s: %(before)s before the class, %(now)s") % said
    return _("%(kpi)s: %(now)s; %(before)s") % said


def _note(line: KpiLine, language: str) -> str:
    """What was left out because it was counted otherwise; else a warning where the months swing as much as the change."""
    if line.older and line.since:
        said = ngettext("One value from before %(day)s was counted by another definition and is compared with nothing.",
                        "%(n)s values from before %(day)s were counted by another definition and are compared with nothing.",
                        line.older)  # fmt: skip
        return said % {"n": numbers.number(line.older, language=language), "day": day(line.since, language)}
    step = line.change.absolute
    if not isinstance(step, Measured) or step.value == 0 or not (line.before and line.now):
        return ""
    for window in (line.before, line.now):
        inside = [p.value.value for p in line.points
                  if window.starts_on <= p.month <= window.ends_on and isinstance(p.value, Measured)]  # fmt: skip
        if len(inside) > 1 and max(inside) - min(inside) >= abs(step.value):
            return _("Single months swing as much as the change. Look again when there are more.")
    return ""


def day(value: date, language: str) -> str:
    return numbers.date(value, "long", language=language)
