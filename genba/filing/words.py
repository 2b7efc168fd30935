"""A figure as it is written, in the language that is active: page, paper and table say it alike."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from genba.filing.differences import Difference
from genba.filing.parts import SHARE, Figure
from genba.filing.reasons import NOT_SHARED, WAITS
from genba.impact.standings import SMALL_GROUP
from genba.kit import numbers

COLUMNS: Final[dict[str, str | Promise]] = {
    "part": gettext_lazy("Of whom"), "baseline": gettext_lazy("Baseline"), "target": gettext_lazy("Target"), "value": gettext_lazy("Result"),
    "interval": gettext_lazy("Interval"), "n": gettext_lazy("n"), "status": gettext_lazy("State"),
    "definition": gettext_lazy("Definition"), "data": gettext_lazy("Data of"),
}  # fmt: skip
NUMERIC: Final = ("baseline", "target", "value", "interval", "n")
STATUSES: Final = {
    "good": gettext_noop("On track"), "attention": gettext_noop("Watch"), "trouble": gettext_noop("Behind"),
    "not-started": gettext_noop("Not started"), "waiting": gettext_noop("Waits for a figure"), "no-number": gettext_noop("No number"),
}  # fmt: skip
SHORT: Final = {
    SMALL_GROUP: gettext_noop("hidden"), "too-few": gettext_noop("too few"), WAITS: "–", NOT_SHARED: gettext_noop("Not shared"),
    "mixed-currencies": gettext_noop("In several currencies"), "no-rate": gettext_noop("No exchange rate"),
}  # fmt: skip
ASPECTS: Final = {
    "value": gettext_noop("result"), "interval": gettext_noop("interval"), "n": gettext_noop("n"), "target": gettext_noop("target"),
    "baseline": gettext_noop("baseline"),
    "definition": gettext_noop("definition"), "unit": gettext_noop("unit"), "new": gettext_noop("new"),
    "gone": gettext_noop("no longer there"),
}  # fmt: skip


def cell(figure: Figure, column: str, language: str, reasons: dict[str, str] | None = None) -> str:
    """What stands in a column of a table for this figure."""
    if column == "value":
        return value(figure, language, reasons)
    if column in ("target", "baseline"):
        return beside(figure, column, language)
    if column == "interval":
        return interval(figure, language)
    if column == "n":
        return behind(figure, language)
    if column == "status":
        return _(STATUSES[figure.status]) if figure.status else ""
    if column == "data":
        return day(figure.data_at, language)
    return figure.part if column == "part" else figure.definition


def value(figure: Figure, language: str, reasons: dict[str, str] | None = None) -> str:
    """The figure with its unit, or why there is none; in a word where the report says more of it below."""
    if figure.text:
        return figure.text
    if figure.value is None:
        return (
            _(SHORT[figure.withheld]) if figure.withheld in SHORT else (reasons or {}).get(figure.withheld, _("no figure"))
        )
    return amount(figure, figure.value, language)


def amount(figure: Figure, number: float, language: str) -> str:
    """A number in the unit of a figure."""
    if figure.unit == "yes-no":
        return _("Yes") if number else _("No")
    if figure.unit == SHARE:
        write = numbers.signed_percent if figure.is_change else numbers.percent
        return write(number, figure.decimals, language=language)
    if figure.is_change:
        unit = numbers.symbols(language).percent if figure.unit == "%" else figure.unit
        return f"{numbers.signed(number, figure.decimals, language=language)}{numbers.NBSP}{unit}".strip(numbers.NBSP)
    return numbers.quantity(number, "" if figure.is_count else figure.unit, figure.decimals, language=language)


def beside(figure: Figure, name: str, language: str) -> str:
    """What was aimed at (target), or where it stood before (baseline): a number with its words, or the words."""
    number, text = getattr(figure, name), getattr(figure, f"{name}_text")
    if number is None:
        return str(text)
    said = amount(figure, number, language)
    return f"{said} ({text})" if text else said


def interval(figure: Figure, language: str) -> str:
    """Where the true figure lies 19 times out of 20."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = (amount(figure, end, language) for end in (figure.low, figure.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def behind(figure: Figure, language: str) -> str:
    """How many stand behind it, of how many could."""
    if figure.n is None:
        return ""
    n = numbers.number(figure.n, language=language)
    if figure.n_of is None:
        return n
    return _("%(n)s of %(of)s") % {"n": n, "of": numbers.number(figure.n_of, language=language)}


def day(text: str, language: str) -> str:
    """The day of a moment or day as contents hold it, in the time of the house."""
    if not text:
        return ""
    at = date.fromisoformat(text) if len(text) == len("2026-01-01") else timezone.localdate(datetime.fromisoformat(text))
    return numbers.date(at, "short", language=language).replace(" ", numbers.NBSP)


def what_differs(difference: Difference) -> str:
    """In a few words: result, n."""
    said = [_(ASPECTS[name]) for name in difference.what if name in ASPECTS]
    if "withheld" in difference.what:
        said.append(_("withheld now") if difference.figure.withheld else _("given now"))
    return ", ".join(said)


def side(figure: Figure | None, language: str, reasons: dict[str, str]) -> str:
    """A figure before or after, with what stands behind it."""
    if figure is None:
        return ""
    said, n = value(figure, language, reasons), behind(figure, language)
    facts = [f"n {n}"] if n else []
    if figure.target is not None or figure.target_text:
        facts.append(_("target %(target)s") % {"target": beside(figure, "target", language)})
    return f"{said} ({'; '.join(facts)})" if facts else said
